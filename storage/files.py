"""The places of files: no SQLite here, without which commands start."""

import errno
from pathlib import Path


def require_folder(path: Path) -> None:
    """Refuse a file in a folder that is not there: a mistyped path is not to begin an empty database.

    Raises:
        FileNotFoundError: There is no such folder.
    """
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "there is no such folder", str(path.parent))


def make_private(path: Path) -> None:
    """Make an empty file at *path* that its owner alone can read, unless there is one.

    SQLite gives ``-wal`` and ``-shm`` the rights of the database that they belong to.
    """
    if not path.exists():
        path.touch(mode=0o600)
