"""What a message writes on: read once for all its figures, and kept up as they are written."""

from datetime import UTC, datetime

import pytest
from sqlite_utils import Database

from storage import figures, roles, rounds, villages
from storage.cells import Cell, Said, Source
from storage.sheet import Sheet

NOW = datetime(2025, 10, 12, 9, tzinfo=UTC)
PLAN, ME = "tan-khai", 7


@pytest.fixture
def village(db: Database) -> int:
    """A village of which somebody reports."""
    village_id = villages.add(db, PLAN, "Khu phố 1", now=NOW).id
    roles.grant(db, ME, "collaborator", plan=PLAN, village_id=village_id, by=None, now=NOW)
    return village_id


def record(db: Database, sheet: Sheet, cell: Cell, said: Said) -> str:
    """Say something; returns what came of it."""
    source = Source(ME, ME, 1, 0, "message")
    return figures.record(db, cell, said, source, confirmed=False, sheet=sheet, now=NOW).outcome


def test_what_was_written_holds_for_what_comes_next(db: Database, village: int) -> None:
    sheet, cell = Sheet(db, ME), Cell(PLAN, village, 5, 1, "2025-10")
    sheet.read_numbers([cell])
    assert record(db, sheet, cell, Said("number", 45, 47)) == "new"
    assert sheet.numbers(cell) == {(5, 1, "2025-10"): (45, 47, None)}
    assert record(db, sheet, cell, Said("number", 46, 47)) == "changed"
    assert record(db, sheet, cell, Said("none", reason="mất sổ")) == "changed"
    held = sheet.held(cell)
    assert held is not None
    assert held.current.said.reason == "mất sổ"
    assert held == Sheet(db, ME).held(cell)
    assert sheet.numbers(cell) == {}


def test_many_figures_ask_the_database_no_more_than_one(db: Database, village: int) -> None:
    cells = [Cell(PLAN, village, indicator, 1, "2025-10") for indicator in (5, 12, 14, 16)]
    said: list[str] = []
    db.conn.set_trace_callback(said.append)
    sheet = Sheet(db, ME)
    sheet.read_numbers(cells)
    for cell in cells:
        assert sheet.numbers(cell) == {}
        record(db, sheet, cell, Said("number", 45, 47))
    db.conn.set_trace_callback(None)
    reads = [statement for statement in said if statement.lstrip().startswith(("SELECT", "WITH"))]
    assert len(reads) == len({*reads}) == 5  # roles, their villages, closed rounds, what holds, what is known


def test_staff_may_write_on_what_is_closed_to_others(db: Database, village: int) -> None:
    db.table("rounds").insert(  # type: ignore[union-attr]  # a table, not a view
        {
            **dict.fromkeys(("deadline", "occurrence", "what_vi", "what_en"), "x"),
            "plan": PLAN,
            "period": "2025",
            "last_day": "2025-11-04",
            "codes": "[]",
            "known_on": "2025-01-01",
            "lead_days": 7,
            "open_days": 30,
            "closed_at": "2025-11-05T00:00:00.000+00:00",
        }
    )
    roles.grant(db, 8, "staff", plan=PLAN, by=None, now=NOW)
    cell = Cell(PLAN, village, 5, 1, "2025-10")
    assert Sheet(db, ME).closed_over(cell) == rounds.of_plan(db, PLAN)[0]
    assert Sheet(db, 8).closed_over(cell) is None
