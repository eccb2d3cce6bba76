"""What grows is not read from end to end: the plans that SQLite makes for what is done again and again."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlite_utils import Database

from knowledge.figures.checks import Number
from storage import asks, inbox, mishaps, nudges, outbox, revisions, versions, villages
from tests.figures import put

NOW = datetime(2025, 10, 20, 8, tzinfo=UTC)


def steps(db: Database, work: Callable[[], object]) -> list[str]:
    """How SQLite goes about all the statements of *work*."""
    said: list[str] = []
    db.conn.set_trace_callback(said.append)
    work()
    db.conn.set_trace_callback(None)
    found = [row[3] for statement in said for row in db.conn.execute(f"EXPLAIN QUERY PLAN {statement}")]
    assert found
    return found


def scans(db: Database, work: Callable[[], object]) -> list[str]:
    """What it reads from end to end; a list that Python gives is no table."""
    return [step for step in steps(db, work) if step.startswith("SCAN") and "VIRTUAL TABLE" not in step]


@pytest.mark.parametrize("table", [inbox, outbox, asks, mishaps, versions], ids=lambda module: module.__name__)
def test_a_purge_reads_only_what_it_deletes(db: Database, table: "type[inbox]") -> None:
    assert scans(db, lambda: table.purge(db, now=NOW)) == []


def test_the_purge_of_reminders_reads_the_rounds_but_no_reminder(db: Database) -> None:
    assert scans(db, lambda: nudges.purge(db, now=NOW)) == ["SCAN rounds"]


@pytest.mark.parametrize("table", [inbox, outbox], ids=lambda module: module.__name__)
def test_rows_are_counted_in_an_index_without_their_texts(db: Database, table: "type[inbox]") -> None:
    (step,) = scans(db, lambda: table.counts(db))
    assert "USING COVERING INDEX" in step


@pytest.mark.parametrize(
    "look",
    [lambda db: outbox.last_cause(db, 7), lambda db: outbox.move_chat(db, 7, -7)],
    ids=["last-cause", "move-chat"],
)
def test_what_is_owed_to_one_chat_is_found_without_what_others_are_owed(
    db: Database, look: Callable[[Database], object]
) -> None:
    taken = steps(db, lambda: look(db))
    assert [step for step in taken if step.startswith("SCAN")] == []
    assert any("USING INDEX outbox_of_chat (chat_id=?)" in step for step in taken)
    assert not any("TEMP B-TREE" in step for step in taken)  # the newest is the index's last


@pytest.mark.parametrize("of_person", [revisions.current_of_person, revisions.replaced_of_person])
def test_what_one_person_reported_is_found_without_what_others_did(
    db: Database, of_person: Callable[[Database, int, str], object]
) -> None:
    taken = steps(db, lambda: of_person(db, 7, "tan-khai"))
    assert "SEARCH revisions USING INDEX revisions_of_person (user_id=? AND plan=?)" in taken
    assert [step for step in taken if "(plan=?)" in step or step.startswith("SCAN")] == []


def test_what_one_person_reported_last_is_found_from_the_end(db: Database) -> None:
    village = villages.add(db, "tan-khai", "Khu phố 1", now=NOW)
    for code in ("5.1", "14.1", "16.1"):
        put(db, village, code, "2025-10", "45/47")
    db.execute("UPDATE cells SET revision = 1 WHERE indicator = 16")
    newest = revisions.newest_of_person(db, 7, "tan-khai")
    assert newest == revisions.current_of_person(db, 7, "tan-khai")[-1]
    assert newest.cell.indicator == 14
    assert revisions.newest_of_person(db, 8, "tan-khai") is None
    taken = steps(db, lambda: revisions.newest_of_person(db, 7, "tan-khai"))
    assert "SEARCH revisions USING INDEX revisions_of_person (user_id=? AND plan=?)" in taken
    assert not any("TEMP B-TREE" in step for step in taken)


def test_the_numbers_of_a_village_are_found_in_every_part_that_there_is(db: Database) -> None:
    own, other = (villages.add(db, "tan-khai", name, now=NOW) for name in ("Khu phố 1", "Khu phố 2"))
    put(db, own, "5.1", "2025-10", "45/47")
    put(db, own, "5.7", "2025-09", "3")  # no plan has as many parts today
    put(db, other, "5.2", "2025-10", "1/2")
    put(db, own, "6.1", "2025-10", None)
    found = revisions.of_indicators(db, "tan-khai", own.id, {5, 6, 9})
    assert {indicator: set(known) for indicator, known in found.items()} == {
        5: {(5, 1, "2025-10"), (5, 7, "2025-09")},
        6: set(),
        9: set(),
    }
    assert found[5][5, 1, "2025-10"] == Number(45, 47, None)
    read = [
        step for step in steps(db, lambda: revisions.of_indicators(db, "tan-khai", own.id, {5})) if "SEARCH" in step
    ]
    assert [step for step in read if "indicator=?" not in step] == []
    assert any("village_id=?" in step for step in read)
