"""Opening the database, and the transactions that everything runs in.

One thread and one connection write (``bot.writer``). That is more than tidiness: SQLite before 3.51.3 can lose
commits when two connections write and checkpoint at an unlucky moment, and a transaction that reads before it
writes fails at once when another connection wrote in between.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database

from storage.files import make_private, require_folder
from storage.migrations import MIGRATIONS

_BUSY_MILLISECONDS = 5000
_PRAGMAS = (
    "journal_mode = WAL",
    # The inbox row is what lets Telegram forget an update: it has to survive a power cut, which NORMAL does not.
    "synchronous = FULL",
    "foreign_keys = ON",
    # What is erased, such as the text of an update that was dealt with, is overwritten and not only unlinked.
    "secure_delete = ON",
    f"busy_timeout = {_BUSY_MILLISECONDS}",
    "journal_size_limit = 16777216",
)


def open_database(path: Path | None) -> Database:
    """Open the file at *path*, made for its owner alone when missing, at the newest schema.

    Args:
        path: The database file; None for a database in memory, gone with its connection.

    Returns:
        A database bound to the calling thread. The driver opens no transactions of its own: see ``writing``.

    Raises:
        OSError: There can be no such file.
        sqlite3.Error: It is no database, or cannot be used.
    """
    if path is not None:
        require_folder(path)
        make_private(path)
    target = ":memory:" if path is None else str(path)
    connection = sqlite3.connect(target, isolation_level=None, cached_statements=256)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    db = Database(connection, execute_plugins=False)
    MIGRATIONS.apply(db)
    return db


@contextmanager
def reading(path: Path) -> Iterator[Database]:
    """The database at *path*, which must exist, to read from beside a running bot: nobody else may ever write."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        yield Database(connection, execute_plugins=False)


def copied_to_memory(path: Path) -> Database:
    """A copy of the database at *path*, at the newest schema, to try things on while a bot may be running.

    Raises:
        sqlite3.Error: There is no such file, or it is no database.
    """
    copy = sqlite3.connect(":memory:", isolation_level=None)
    with reading(path) as original:
        original.conn.backup(copy)
    db = Database(copy, execute_plugins=False)
    MIGRATIONS.apply(db)
    return db


def open_for_reading(path: Path) -> Database:
    """Open the file at *path* beside the thread that writes: a second connection, which cannot write.

    Returns:
        A database bound to the calling thread; its schema is what it is. All that is read is of one moment, that of
        the first look: close it soon, for the log cannot be emptied before.
    """
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    connection.execute("BEGIN")
    return Database(connection, execute_plugins=False)


def empty_log(db: Database) -> bool:
    """Bring the write-ahead log into the file and cut it to nothing.

    The log keeps every version of a page until it is written over, and with them texts that were erased since. Only
    the thread that writes may do this, outside a transaction.

    Returns:
        False when somebody reads from the log, such as a backup: nobody waits for them, so try again later.
    """
    db.conn.execute("PRAGMA busy_timeout = 0")
    try:
        (busy, *_) = db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        db.conn.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    return not busy


def close_database(db: Database) -> None:
    """Let SQLite renew its statistics, then close *db*."""
    db.conn.execute("PRAGMA optimize")
    db.conn.close()


@contextmanager
def writing(db: Database) -> Iterator[Database]:
    """Run a block as one transaction; inside another one, as a savepoint of it.

    The write lock is taken at the start (``BEGIN IMMEDIATE``), so that what the block reads first still holds
    when it writes.
    """
    connection = db.conn
    begin, keep, undo = _STEPS[connection.in_transaction]
    connection.execute(begin)
    try:
        yield db
        connection.execute(keep)  # may fail as well, when the disk is full
    except BaseException:
        if connection.in_transaction:
            for statement in undo:
                connection.execute(statement)
        raise


# Savepoints may share a name: RELEASE and ROLLBACK TO mean the innermost.
_STEPS = {
    False: ("BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",)),
    True: ("SAVEPOINT step", "RELEASE step", ("ROLLBACK TO step", "RELEASE step")),
}
