"""A copy of the database that is whole or is not there."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path


class BackupError(Exception):
    """The copy could not be made or is not sound; nothing was left at its place."""


def back_up(source: Path, target: Path) -> int:
    """Copy the database at *source* to *target* while it may be in use.

    The copy is made beside *target* under another name, checked, forced to the disk and renamed.

    Returns:
        The size of the copy in bytes.

    Raises:
        BackupError: There is no database at *source*, or the copy failed its check.
    """
    if not source.is_file():
        raise BackupError(f"there is no database at {source}")
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        _copy(source, draft)
        draft.replace(target)
        _force_to_disk(target.parent)
    except (sqlite3.Error, OSError) as error:
        raise BackupError(f"the copy could not be made: {error}") from error
    finally:
        draft.unlink(missing_ok=True)
    return target.stat().st_size


def _copy(source: Path, draft: Path) -> None:
    """Write a compact copy of *source* to *draft*, and check that SQLite finds it sound."""
    draft.unlink(missing_ok=True)
    # mode=ro: a second process must never write behind a running bot.
    with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as db:
        db.execute("VACUUM INTO ?", (str(draft),))
    with closing(sqlite3.connect(draft)) as copy:
        (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
    if verdict != "ok":
        raise BackupError(f"the copy is not sound: {verdict}")
    _force_to_disk(draft)


def _force_to_disk(path: Path) -> None:
    """Have the operating system write a file, or the names in a folder, through to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
