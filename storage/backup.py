"""A copy of the database that is whole or is not there."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from storage.files import make_private, require_folder
from storage.troubles import in_words


class BackupError(Exception):
    """The copy could not be made or is not sound; nothing was left at its place."""


def back_up(source: Path, target: Path) -> int:
    """Copy the database at *source* to *target* while it may be in use.

    The copy is made beside *target* under another name, checked, forced to the disk and renamed. Whoever owns it can
    read it, and nobody else.

    Returns:
        The size of the copy in bytes.

    Raises:
        BackupError: There is no database at *source*, the copy failed its check, or *target* cannot be written.
    """
    if not source.is_file():
        raise BackupError(f"there is no database at {source}")
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        require_folder(target)
        _write(source, draft, target)
    except (sqlite3.Error, OSError) as error:
        raise BackupError(f"the copy could not be made: {in_words(error)}") from error
    return target.stat().st_size


def _write(source: Path, draft: Path, target: Path) -> None:
    """Put a copy of *source* at *target*, by way of *draft*, of which nothing stays."""
    try:
        _copy(source, draft)
        draft.replace(target)
        _force_to_disk(target.parent)
    finally:
        draft.unlink(missing_ok=True)


def _copy(source: Path, draft: Path) -> None:
    """Write a compact copy of *source* to *draft*, for its owner alone, and check that SQLite finds it sound."""
    draft.unlink(missing_ok=True)
    make_private(draft)  # SQLite takes an empty file for none
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
