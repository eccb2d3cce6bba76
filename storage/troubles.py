"""What is wrong with a file or its disk, in words that tell what to do about it."""

import errno
import sqlite3

_PRIMARY = 0xFF  # the low byte of SQLite's extended result codes
_FULL = "the disk is full: make room"

# SQLite's own words name the file that it touched last, be it another one, and call a full disk "disk I/O error".
_OF_SQLITE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: "the disk is full or failing: make room, or look into the system's log",
    sqlite3.SQLITE_NOTADB: "the file is not a database",
    sqlite3.SQLITE_CORRUPT: "the database is damaged: put the last good copy in its place",
    sqlite3.SQLITE_READONLY: "the database may only be read: see the rights of the file, its folder and its disk",
    sqlite3.SQLITE_CANTOPEN: "the database cannot be opened: see whether it is there, and the rights of its folder",
    sqlite3.SQLITE_BUSY: "another program has locked the database: end it first",
}
_OF_SYSTEM = {errno.ENOSPC: _FULL, errno.EDQUOT: _FULL}


def primary_code(error: BaseException) -> int | None:
    """Return SQLite's code for *error*, such as ``sqlite3.SQLITE_FULL``; None where SQLite has not raised it."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & _PRIMARY


def in_words(error: BaseException) -> str:
    """Say what *error* is about: the end of a sentence, without its full stop.

    Errors of SQLite and of the system are put in words of ours; all others are taken at their own.
    """
    code = primary_code(error)
    if code is not None:
        return _OF_SQLITE.get(code, str(error))
    if isinstance(error, OSError) and error.errno is not None:
        return _OF_SYSTEM.get(error.errno) or _of_system(error)
    return str(error)


def is_out_of_room(error: BaseException) -> bool:
    """Tell whether *error* is that of a full disk, which passes as soon as somebody makes room.

    SQLite finds it out in several ways: where it cannot extend its shared memory it speaks of an I/O error.
    """
    code = primary_code(error)
    if code is not None:
        return code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR)
    return isinstance(error, OSError) and error.errno in _OF_SYSTEM


def _of_system(error: OSError) -> str:
    """What the system says, and of which file."""
    said = error.strerror or type(error).__name__
    return f"{said}: {error.filename}" if error.filename else said
