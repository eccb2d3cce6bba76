"""Rows of the figures' tables, for tests that are about what stands in them; and figures as people write them."""

from datetime import UTC, datetime

from sqlite_utils import Database

from knowledge.figures.calendar import rank
from storage import figures, villages
from storage.cells import Cell, Revision, Said, Source
from storage.figures import Recorded
from storage.sheet import Sheet
from storage.villages import Village

NOW = datetime(2025, 10, 12, 2, tzinfo=UTC)


def add_villages(db: Database, plan: str, *names: str) -> list[Village]:
    return [villages.add(db, plan, name, now=NOW) for name in names]


def record(db: Database, cell: Cell, said: Said, source: Source, *, now: datetime = NOW) -> Recorded:
    """Write one figure alone, on a sheet of its own."""
    return figures.record(db, cell, said, source, confirmed=False, sheet=Sheet(db, source.user_id), now=now)


def take_back(
    db: Database, revision: Revision, source: Source, *, emptied: bool = False, now: datetime = NOW
) -> Recorded | None:
    """Undo one revision alone."""
    return figures.take_back(db, revision, source, emptied=emptied, sheet=Sheet(db, source.user_id), now=now)


def put(
    db: Database,
    village: Village,
    code: str,
    period: str,
    said: str | int | None,
    *,
    rival: bool = False,
    reason: str = "",
    user_id: int = 7,
) -> None:
    """Put a figure: "45/47", "95.5" percent or cases; None: there is none, for *reason*."""
    indicator, _, part = code.partition(".")
    numerator, _, denominator = str(said).partition("/") if said is not None else ("", "", "")
    row = {
        "plan": village.plan,
        "village_id": village.id,
        "indicator": int(indicator),
        "part": int(part or 1),
        "period": period,
        "state": "none" if said is None else "number",
        "numerator": int(numerator) if denominator else None,
        "denominator": int(denominator) if denominator else None,
        "value": numerator if numerator and not denominator else None,
    }
    (number,) = db.conn.execute("SELECT ifnull(max(id), 0) + 1 FROM revisions").fetchone()
    more = {"reason": reason, "user_id": user_id, "at": NOW.isoformat(), "via": "message"}
    db["revisions"].insert({"id": number, **row, **more, "chat_id": user_id, "message_id": number, "line": 0})
    cell = {**row, "revision": number, "rival": number if rival else None, "changed_at": NOW.isoformat()}
    cell["ends"] = rank(period)
    db["cells"].insert(cell)
