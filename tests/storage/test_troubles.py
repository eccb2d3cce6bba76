"""The words for what is wrong with a file or its disk, against the errors that SQLite and the system really raise."""

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.backup import BackupError, back_up
from storage.database import close_database, open_database
from storage.troubles import in_words, is_out_of_room


def error_of(database: Path | str, *statements: str, uri: bool = False) -> sqlite3.Error:
    """What SQLite raises over *statements*."""
    try:
        with closing(sqlite3.connect(database, uri=uri, timeout=0)) as db:
            for statement in statements:
                db.execute(statement)
    except sqlite3.Error as error:
        return error
    raise AssertionError("nothing went wrong")


MAKE = "CREATE TABLE t AS SELECT zeroblob(99999)"


def test_what_sqlite_raises(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    assert in_words(error_of(":memory:", "PRAGMA max_page_count = 2", MAKE)) == "the disk is full: make room"
    assert in_words(error_of(tmp_path / "no" / "x")).startswith("the database cannot be opened")
    with closing(sqlite3.connect(path)) as db:
        db.execute(MAKE)
        db.execute("BEGIN EXCLUSIVE")
        assert in_words(error_of(path, "SELECT * FROM t")).startswith("another program has locked the database")
    assert in_words(error_of(f"file:{path}?mode=ro", "DROP TABLE t", uri=True)).startswith(
        "the database may only be read"
    )
    path.write_bytes(path.read_bytes()[:5000])
    assert in_words(error_of(path, "SELECT * FROM t")).startswith("the database is damaged")
    path.write_text("words" * 1000)
    assert in_words(error_of(path, "SELECT * FROM t")) == "the file is not a database"
    assert in_words(error_of(":memory:", "SELECT a FROM b")) == "no such table: b"


@pytest.mark.parametrize(
    ("error", "words", "out_of_room"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "/x"), "the disk is full: make room", True),
        (OSError(errno.EROFS, "Read-only file system", "/x-lock"), "Read-only file system: /x-lock", False),
        (OSError("of another kind"), "of another kind", False),
        (ValueError("words"), "words", False),
    ],
)
def test_the_system_and_everything_else(error: Exception, words: str, out_of_room: bool) -> None:
    assert (in_words(error), is_out_of_room(error)) == (words, out_of_room)


def test_room_is_what_a_full_disk_lacks(tmp_path: Path) -> None:
    assert is_out_of_room(error_of(":memory:", "PRAGMA max_page_count = 2", MAKE))
    assert not is_out_of_room(error_of(tmp_path / "no" / "x"))
    assert not is_out_of_room(error_of(":memory:", "SELECT a FROM b"))


@pytest.mark.parametrize("kept", [0.5, 0.03])
def test_a_copy_of_a_damaged_database_says_so(kept: float, tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    close_database(open_database(path))
    os.truncate(path, int(path.stat().st_size * kept))
    with pytest.raises(BackupError, match="the copy could not be made: the database is damaged"):
        back_up(path, tmp_path / "y.sqlite3")
    assert [one for one in tmp_path.iterdir() if "y.sqlite3" in one.name] == []
