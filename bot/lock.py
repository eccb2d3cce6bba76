"""One bot for each database: the second one to start is told so."""

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.files import require_folder


class AlreadyRunningError(Exception):
    """Another process works with this database."""


class UnusableLockError(OSError):
    """No lock file can be made beside the database, and so no database either."""


def true_path(database: Path) -> Path:
    """The path of the file to which *database* leads by whatever links: what goes with it lies beside it."""
    return Path(os.path.realpath(database))


@contextmanager
def sole_owner(database: Path) -> Iterator[None]:
    """Hold the lock file beside *database*; the system lets go of it when the process ends, however it ends.

    Raises:
        AlreadyRunningError: Another process holds it.
        UnusableLockError: There can be no such file, or *database* is a file of several names.
    """
    descriptor = _lock_file(true_path(database))
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunningError(f"Another bot is running with {database}.") from None
        yield
    finally:
        os.close(descriptor)


def _lock_file(database: Path) -> int:
    """Open the lock file, made when missing."""
    path = database.with_name(database.name + "-lock")
    try:
        require_folder(database)
        _require_one_name(database)
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise UnusableLockError(error.errno, error.strerror, error.filename) from error


def _require_one_name(database: Path) -> None:
    """Refuse a file with hard links.

    SQLite's log lies beside the name by which the file was opened. By another name a second bot would not find it, nor
    would the same bot after a crash: what is in the log would be lost.
    """
    if database.exists() and database.stat().st_nlink > 1:
        raise OSError(errno.EMLINK, "the file has a second name, a hard link, which must go first", str(database))
