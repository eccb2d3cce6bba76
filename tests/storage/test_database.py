import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from knowledge.figures.calendar import rank
from storage import asks, outbox, revisions, versions, villages
from storage.backup import BackupError, back_up
from storage.database import close_database, empty_log, open_database, writing
from storage.migrations import MIGRATIONS
from storage.outbox import Outgoing
from storage.times import utc_text
from storage.versions import Version

NOW = datetime(2025, 10, 1, tzinfo=UTC)
PLAN = "tan-khai"
_REVISION = (
    "INSERT INTO revisions (plan, village_id, indicator, part, period, state, numerator, denominator, at, via,"
    " user_id, chat_id, message_id, line)"
    " VALUES ('tan-khai', ?, 5, 1, '2025-10', 'number', 45, 47, ?, 'message', 3, 3, 1, 1)"
)
_CELL = (
    "INSERT INTO cells (plan, village_id, indicator, part, period, state, numerator, denominator, revision, changed_at)"
    " VALUES ('tan-khai', ?, 5, 1, '2025-10', 'number', 45, 47, 1, ?)"
)


def names(db: Database) -> list[str]:
    return [row["home"] for row in db.query("SELECT home FROM people ORDER BY user_id")]


def add(db: Database, user_id: int, home: str) -> None:
    db.conn.execute("INSERT INTO people (user_id, home, created_at, seen_at) VALUES (?, ?, '', '')", (user_id, home))


def test_a_file_is_opened_durable_and_at_the_newest_schema(tmp_path: Path) -> None:
    db = open_database(tmp_path / "x.sqlite3")
    pragmas = {name: db.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}
    assert pragmas == {"journal_mode": "wal", "synchronous": 2}
    assert MIGRATIONS.pending(db) == []
    close_database(db)


def test_the_log_is_not_emptied_under_a_reader_and_nobody_waits_for_it(tmp_path: Path) -> None:
    db = open_database(tmp_path / "x.sqlite3")
    with closing(sqlite3.connect(tmp_path / "x.sqlite3")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM people").fetchone()
        add(db, 1, "kept")
        assert not empty_log(db)
    assert empty_log(db)
    assert (tmp_path / "x.sqlite3-wal").stat().st_size == 0
    close_database(db)


def add_and_fail(db: Database, user_id: int) -> None:
    with writing(db):
        add(db, user_id, "lost")
        raise RuntimeError


def test_a_block_that_fails_leaves_nothing_and_an_inner_one_leaves_the_outer(db: Database) -> None:
    with writing(db):
        add(db, 1, "kept")
        with pytest.raises(RuntimeError):
            add_and_fail(db, 2)
        add(db, 3, "kept too")
    with pytest.raises(RuntimeError):
        add_and_fail(db, 4)
    assert names(db) == ["kept", "kept too"]
    assert not db.conn.in_transaction


def test_the_second_migration_keeps_what_the_first_one_holds() -> None:
    db = Database(sqlite3.connect(":memory:", isolation_level=None))
    MIGRATIONS.apply(db, stop_before="002_people_chats_frames")
    db.conn.execute("INSERT INTO inbox (update_id, lane, raw, received_at) VALUES (5, 7, '{}', '')")
    MIGRATIONS.apply(db)
    assert [row["update_id"] for row in db.query("SELECT update_id FROM inbox")] == [5]
    db.close()


def test_a_backup_is_made_while_the_database_is_in_use(tmp_path: Path) -> None:
    source, target = tmp_path / "x.sqlite3", tmp_path / "copies" / "y.sqlite3"
    target.parent.mkdir()
    db = open_database(source)
    add(db, 1, "committed")
    db.conn.execute("BEGIN IMMEDIATE")
    add(db, 2, "not committed")
    assert back_up(source, target) == target.stat().st_size
    db.conn.execute("ROLLBACK")
    close_database(db)
    copy = open_database(target)
    assert names(copy) == ["committed"]
    close_database(copy)
    assert {path.name for path in target.parent.iterdir()} == {"y.sqlite3"}


def test_a_backup_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    source, target = tmp_path / "x.sqlite3", tmp_path / "y.sqlite3"
    target.write_text("yesterday's")
    with pytest.raises(BackupError, match="there is no database"):
        back_up(source, target)
    source.write_text("no database at all, but long enough to look like a file" * 20)
    with pytest.raises(BackupError, match="not a database"):
        back_up(source, target)
    assert target.read_text() == "yesterday's"
    assert {path.name for path in tmp_path.iterdir()} == {"x.sqlite3", "y.sqlite3"}


def mode(path: Path) -> int:
    """Who may do what with a file."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def _generous() -> Iterator[None]:
    """A process whose new files everybody may read and write."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("_generous")
def test_only_their_owner_reads_a_database_and_its_copies(tmp_path: Path) -> None:
    source, target = tmp_path / "x.sqlite3", tmp_path / "y.sqlite3"
    db = open_database(source)
    add(db, 1, "kept")
    back_up(source, target)
    files = [source, tmp_path / "x.sqlite3-wal", tmp_path / "x.sqlite3-shm", target]
    assert [mode(path) for path in files] == [0o600] * 4
    close_database(db)


@pytest.mark.usefixtures("_generous")
def test_a_database_keeps_the_rights_that_somebody_gave_it(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    close_database(open_database(path))
    path.chmod(0o640)
    db = open_database(path)
    add(db, 1, "kept")
    assert [mode(p) for p in (path, tmp_path / "x.sqlite3-wal")] == [0o640] * 2
    close_database(db)


def test_a_backup_into_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    source, file = tmp_path / "x.sqlite3", tmp_path / "file"
    close_database(open_database(source))
    file.write_text("no folder")
    with pytest.raises(BackupError, match="could not be made"):
        back_up(source, file / "deep" / "y.sqlite3")
    assert file.read_text() == "no folder"


def test_a_database_of_the_version_before_keeps_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        old = Database(connection, execute_plugins=False)
        MIGRATIONS.apply(old, stop_before="005_indexes")
        village = villages.add(old, PLAN, "Khu phố 3", now=NOW)
        old.conn.execute(_REVISION, (village.id, utc_text(NOW)))
        old.conn.execute(_CELL, (village.id, utc_text(NOW)))  # the trigger of that version gives it its end
        old.conn.execute("INSERT INTO inbox (lane, raw, state, received_at) VALUES (7, 'x', 'dead', '')")
        old.conn.execute("INSERT INTO asks (chat_id, user_id, kind, data, asked_at) VALUES (7, 7, 'fix', '{}', '')")
    with closing(open_database(path).conn) as connection:
        db = Database(connection, execute_plugins=False)
        (mine,) = revisions.current_of_person(db, 3, PLAN)
        assert (mine.said.numerator, mine.said.denominator) == (45, 47)
        assert db.conn.execute("SELECT ends FROM cells").fetchone() == (rank("2025-10"),)
        assert [row["raw"] for row in db.query("SELECT raw FROM inbox")] == ["x"]
        assert asks.by_id(db, 1) is not None
        assert {"inbox_settled", "outbox_settled", "revisions_of_person"} <= set(indexes(db))
        assert [trigger.name for trigger in db.triggers] == []


def indexes(db: Database) -> list[str]:
    return [name for (name,) in db.conn.execute("SELECT name FROM sqlite_schema WHERE type = 'index'")]


def test_a_database_of_an_earlier_version_keeps_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        old = Database(connection, execute_plugins=False)
        MIGRATIONS.apply(old, stop_before="004_rounds_nudges")
        village = villages.add(old, PLAN, "Khu phố 3", now=NOW)
        old.conn.execute(_REVISION, (village.id, utc_text(NOW)))
    with closing(open_database(path).conn) as connection:
        db = Database(connection, execute_plugins=False)
        (kept,) = revisions.of_message(db, 3, 1, None)
        assert (kept.said.numerator, kept.said.denominator) == (45, 47)
        assert db.conn.execute("SELECT said_at FROM revisions").fetchone() == (None,)
        assert db["rounds"].exists()


def test_villages_of_an_earlier_version_are_told_apart_by_their_marks(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        old = Database(connection, execute_plugins=False)
        MIGRATIONS.apply(old, stop_before="007_spellings")
        for name, key in (("Thôn Hạ", "thon ha"), ("Khu phố 3", "khu pho 3"), ("", "")):
            row = {"plan": PLAN, "name": name, "key": key, "created_at": utc_text(NOW)}
            old["villages"].insert(row)
    with closing(open_database(path).conn) as connection:
        db = Database(connection, execute_plugins=False)
        again = [villages.add(db, PLAN, name, now=NOW) for name in ("Thôn Hạ", "kp 03", "", "Thôn Hà")]
        assert [(village.id, village.name) for village in again] == [
            (1, "Thôn Hạ"),
            (2, "Khu phố 3"),
            (3, ""),
            (4, "Thôn Hà"),
        ]
        assert [village.name for village in villages.meant_by(db, PLAN, "thon ha")] == ["Thôn Hạ", "Thôn Hà"]
        assert villages.named(db, PLAN, "thon ha") is None


def test_a_database_without_versions_learns_when_its_messages_were_sent(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        old = Database(connection, execute_plugins=False)
        MIGRATIONS.apply(old, stop_before="006_versions")
        village = villages.add(old, PLAN, "Khu phố 3", now=NOW)
        old.conn.execute("INSERT INTO chats (chat_id, hinted_at) VALUES (3, 'x')")
        for edit_date, said_at in ((0, "2025-10-12T02:00:00.000+00:00"), (1760235000, None), (-9, None)):
            old.conn.execute(_REVISION, (village.id, utc_text(NOW)))
            version = (edit_date, said_at, edit_date)
            old.conn.execute(
                "UPDATE revisions SET edit_date = ?, said_at = ?, line = ? WHERE id = last_insert_rowid()", version
            )
    with closing(open_database(path).conn) as connection:
        db = Database(connection, execute_plugins=False)
        posted = 1760234400  # 2025-10-12T02:00:00Z
        found = revisions.of_message(db, 3, 1, posted)
        assert [(one.posted, one.inbox_id) for one in found] == [(posted, None)] * 3
        assert revisions.of_message(db, 3, 1, posted + 1) == []
        assert db.conn.execute("SELECT album FROM chats").fetchone() == (None,)
        assert versions.standing(db, Version.of(3, 1, posted, 0, "ks 1/2")) == "new"


def test_what_was_owed_before_its_chats_had_an_index_is_found_by_it(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        old = Database(connection, execute_plugins=False)
        MIGRATIONS.apply(old, stop_before="008_chats_of_the_outbox")
        for key in ("1:0", "2:0"):
            outbox.put(old, Outgoing(key, 7, "sendMessage", {}, "answer"), now=NOW)
    with closing(open_database(path).conn) as connection:
        assert outbox.last_cause(Database(connection, execute_plugins=False), 7) == "2"
