"""Deadlines that staff added to those of their plan."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlite_utils import Database

from knowledge.rounds.deadline_words import NewDeadline
from storage import audit, roles
from storage.times import from_utc_text, utc_text

_OWN = "own-"


@dataclass(frozen=True, slots=True)
class AddedDeadline:
    """A deadline of staff's, by its id."""

    id: int
    plan: str
    deadline: NewDeadline
    since: date  # when it was added

    @property
    def name(self) -> str:
        """What its rounds know it by."""
        return f"{_OWN}{self.id}"


def add(db: Database, plan: str, deadline: NewDeadline, *, by: int, now: datetime) -> AddedDeadline:
    """Add a deadline to *plan*; ``NotAllowedError`` unless *by* works on all of it."""
    roles.require_leading(db, by, plan)
    d = deadline
    row = db.conn.execute(
        "INSERT INTO deadlines (plan, what, every, month, day, year, before, created_by, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (plan, d.what, d.every, d.month, d.day, d.year, int(d.before), by, utc_text(now)),
    ).fetchone()
    audit.note(db, "deadline_added", who=by, now=now, plan=plan, detail=str(row[0]))
    return AddedDeadline(row[0], plan, deadline, now.astimezone(UTC).date())


def of_plan(db: Database, plan: str) -> list[AddedDeadline]:
    """The deadlines that hold in *plan*, oldest first."""
    rows = db.conn.execute(
        "SELECT id, what, every, month, day, year, before, created_at FROM deadlines"
        " WHERE plan = ? AND ended_at IS NULL ORDER BY id",
        (plan,),
    )
    return [
        AddedDeadline(
            row[0],
            plan,
            NewDeadline(row[1], row[2], row[3], row[4], row[5], bool(row[6])),
            from_utc_text(row[7]).date(),
        )
        for row in rows
    ]


def end(db: Database, name: str, plan: str, *, by: int, now: datetime) -> bool:
    """Take a deadline away, and its rounds; figures stay. Returns False when it had gone before.

    Raises:
        NotAllowedError: *by* does not work on all of the plan.
    """
    roles.require_leading(db, by, plan)
    if not name.startswith(_OWN):
        return False
    cursor = db.conn.execute(
        "UPDATE deadlines SET ended_at = ? WHERE id = ? AND plan = ? AND ended_at IS NULL",
        (utc_text(now), name.removeprefix(_OWN), plan),
    )
    if cursor.rowcount != 1:
        return False
    db.conn.execute(
        "UPDATE rounds SET dropped_at = ? WHERE plan = ? AND deadline = ?",
        (utc_text(now), plan, name),
    )
    audit.note(db, "deadline_ended", who=by, now=now, plan=plan, detail=name)
    return True
