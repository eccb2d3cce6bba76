"""One bot for each database: the second one to start is told so."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyRunningError(Exception):
    """Another process works with this database."""


@contextmanager
def sole_owner(database: Path) -> Iterator[None]:
    """Hold the lock file beside *database*; the system lets go of it when the process ends, however it ends.

    Raises:
        AlreadyRunningError: Another process holds it.
    """
    database.parent.mkdir(parents=True, exist_ok=True)
    path = database.with_name(database.name + "-lock")
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunningError(f"Another bot is running with {database}.") from None
        yield
    finally:
        os.close(descriptor)
