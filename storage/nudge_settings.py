"""How a plan's people are reminded, where its staff want it otherwise than usual."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

import structlog
from sqlite_utils import Database

from knowledge.rounds import ladder
from knowledge.rounds.hours import DEFAULT as USUAL_HOURS
from knowledge.rounds.hours import Hours
from knowledge.rounds.ladder import Offsets
from storage import audit, roles


@dataclass(frozen=True, slots=True)
class NudgeSettings:
    """The ladders and the hours of one plan."""

    collaborators: Offsets = ladder.COLLABORATORS
    staff: Offsets = ladder.STAFF
    hours: Hours = USUAL_HOURS


USUAL = NudgeSettings()


def of_plan(db: Database, plan: str) -> NudgeSettings:
    """The settings of *plan*; the usual ones where its staff set nothing."""
    row = db.conn.execute(f"SELECT {_COLUMNS} FROM nudge_settings WHERE plan = ?", (plan,)).fetchone()  # noqa: S608 - a constant of this module
    return _settings(plan, *row) if row else USUAL


def of_plans(db: Database) -> dict[str, NudgeSettings]:
    """The settings of the plans whose staff set any."""
    rows = db.conn.execute(f"SELECT plan, {_COLUMNS} FROM nudge_settings")  # noqa: S608 - a constant of this module
    return {plan: _settings(plan, *row) for plan, *row in rows}


def change(
    db: Database,
    plan: str,
    *,
    by: int,
    now: datetime,
    collaborators: Offsets | None = None,
    staff: Offsets | None = None,
    hours: Hours | None = None,
) -> NudgeSettings:
    """Change what is given; returns what holds now.

    Raises:
        NotAllowedError: *by* does not work on all of the plan.
    """
    roles.require_leading(db, by, plan)
    new = of_plan(db, plan)
    new = replace(
        new,
        collaborators=new.collaborators if collaborators is None else collaborators,
        staff=new.staff if staff is None else staff,
        hours=hours or new.hours,
    )
    texts = (ladder.print_offsets(new.collaborators), ladder.print_offsets(new.staff), new.hours.to_text())
    db.conn.execute(
        "INSERT INTO nudge_settings (plan, collaborators, staff, hours) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (plan) DO UPDATE SET collaborators = excluded.collaborators, staff = excluded.staff,"
        " hours = excluded.hours",
        (plan, *texts),
    )
    audit.note(db, "nudges_set", who=by, now=now, plan=plan, detail=" | ".join(texts))
    return new


_COLUMNS = "collaborators, staff, hours"


@lru_cache(maxsize=1024)
def _settings(plan: str, collaborators: str | None, staff: str | None, hours: str | None) -> NudgeSettings:
    """A row of *plan*; one that cannot be read counts as none, and keeps no other plan from being reminded."""
    try:
        return NudgeSettings(
            _offsets(collaborators, USUAL.collaborators),
            _offsets(staff, USUAL.staff),
            Hours.from_text(hours) if hours else USUAL.hours,
        )
    except ValueError:
        structlog.get_logger().error("nudge_settings_unreadable", plan=plan)  # once: the cache keeps what is returned
        return USUAL


def _offsets(text: str | None, usual: Offsets) -> Offsets:
    """A ladder as it is stored; an empty one, written as "", reminds nobody.

    Raises:
        ValueError: It is none.
    """
    if not text:
        return usual if text is None else ()
    offsets = ladder.parse_offsets(text)
    if offsets is None:
        raise ValueError(text)
    return offsets
