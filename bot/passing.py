"""Which failures pass by themselves: what met one of them is tried again, never given up."""

import sqlite3

from storage.troubles import primary_code


def is_passing(error: BaseException | None) -> bool:
    """Tell whether *error* is a trouble of the database's: locked, its disk full or not to be read just now.

    SQLite's driver gives statements that are wrong in themselves the same type; those would fail for ever.
    """
    if not isinstance(error, sqlite3.OperationalError):
        return False
    return primary_code(error) != sqlite3.SQLITE_ERROR
