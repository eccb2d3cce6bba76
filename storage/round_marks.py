"""Villages that report to a round on paper, or are let off: who says so, and who may."""

from datetime import datetime

from sqlite_utils import Database

from storage import audit, obligations, roles, villages
from storage.obligations import Mark, MarkKind
from storage.roles import NotAllowedError
from storage.rounds import Round
from storage.times import utc_text


def put(db: Database, found: Round, village_id: int, kind: MarkKind, *, by: int, now: datetime) -> Mark | None:
    """Mark a village; what was marked before gives way, but for leave that staff gave, and for the very same.

    Returns:
        None when it has leave already.

    Raises:
        NotAllowedError: *by* neither reports for the village nor works on all of the plan; or is to give the leave
            that they may only ask for.
    """
    _require(db, found, village_id, kind, by)
    before = next((mark for mark in obligations.marks(db, found.id) if mark.village_id == village_id), None)
    if before and before.kind == "leave" and kind != "leave":
        return None
    if before and (before.kind, before.user_id) == (kind, by):
        return before
    if before:
        _end(db, before, now)
    row = db.conn.execute(
        "INSERT INTO round_marks (round_id, village_id, kind, user_id, at) VALUES (?, ?, ?, ?, ?) RETURNING id",
        (found.id, village_id, kind, by if kind != "leave" or before is None else before.user_id, utc_text(now)),
    ).fetchone()
    audit.note(db, f"round_{kind}", who=by, now=now, plan=found.plan, village_id=village_id, detail=str(found.id))
    return obligations.mark_by_id(db, row[0])


def end(db: Database, mark: Mark, found: Round, *, by: int, now: datetime) -> None:
    """Take a mark away.

    Raises:
        NotAllowedError: It is for somebody else to take away.
    """
    if mark.user_id != by or mark.kind == "leave":
        roles.require_leading(db, by, found.plan)
    _end(db, mark, now)
    audit.note(
        db, "round_mark_ended", who=by, now=now, plan=found.plan, village_id=mark.village_id, detail=str(found.id)
    )


def _require(db: Database, found: Round, village_id: int, kind: MarkKind, by: int) -> None:
    village = villages.by_id(db, village_id)
    if village is None or village.plan != found.plan:
        raise NotAllowedError("no village of this plan")
    if roles.leads(db, by, found.plan):
        return
    if kind == "leave" or not roles.reports_for(db, by, village_id):
        raise NotAllowedError("no village of theirs")


def _end(db: Database, mark: Mark, now: datetime) -> None:
    db.conn.execute("UPDATE round_marks SET ended_at = ? WHERE id = ? AND ended_at IS NULL", (utc_text(now), mark.id))
