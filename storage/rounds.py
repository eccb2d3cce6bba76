"""Rounds: for each occurrence of a deadline, what is collected for which period by when."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Literal

from sqlite_utils import Database

from knowledge.entries import Text
from knowledge.figures.calendar import contains
from knowledge.figures.model import Measure
from knowledge.rounds.occurrences import Occurrence
from storage import audit, roles
from storage.times import utc_text

State = Literal["undated", "coming", "open", "late", "past", "submitted", "closed"]

LEAD_DAYS = 7  # so many days before the last one villages are due
OPEN_DAYS = 30  # so many days before the last one a round opens
_LATE_DAYS = 30  # so long after its last day a round still counts as under way
_COLUMNS = (
    "id, plan, deadline, occurrence, what_vi, what_en, section, period, last_day, codes, lead_days, open_days,"
    " moved, known_on, submitted_at IS NOT NULL, closed_at IS NOT NULL"
)


MeasuresOf = Callable[["Round"], Sequence[Measure]]
"""What a round collects; the plans know the measures, the database only their codes."""


@dataclass(frozen=True, slots=True)
class Round:
    """The collecting of figures for one occurrence of a deadline."""

    id: int
    plan: str
    deadline: str  # an id of the plan's, or "own-7" for the seventh that staff added
    occurrence: str
    what: Text
    section: str | None  # where the plan says so; None: staff added it
    period: str  # "2025", "2025-H1"
    last_day: date | None  # the last day for the report; None: the plan names a year and no day
    codes: tuple[str, ...]  # the measures that it collects, "5.1"
    lead_days: int
    open_days: int
    moved: bool  # staff set the last day: the plan names another one, or none
    known_on: date  # since when the bot can remind anybody of this last day
    submitted: bool  # staff handed the report in
    closed: bool  # takes no more figures

    @property
    def village_day(self) -> date | None:
        """The last day for villages."""
        return self.last_day - timedelta(days=self.lead_days) if self.last_day else None

    @property
    def opens_on(self) -> date | None:
        """The day from which it collects."""
        return self.last_day - timedelta(days=self.open_days) if self.last_day else None

    def state(self, today: date) -> State:
        """Where it stands on *today*."""
        if self.closed:
            return "closed"
        if self.submitted:
            return "submitted"
        if self.last_day is None:
            return "undated"
        if today <= self.last_day:
            return "open" if today >= self.last_day - timedelta(days=self.open_days) else "coming"
        return "late" if (today - self.last_day).days <= _LATE_DAYS else "past"

    def collects(self, today: date) -> bool:
        """Tell whether villages are to report for it on *today*."""
        return self.state(today) in ("open", "late")

    def reminds(self) -> bool:
        """Tell whether it may remind anybody at all: not of a day that had passed before the bot knew of it."""
        return not (self.closed or self.submitted) and self.last_day is not None and self.known_on <= self.last_day


def ensure(db: Database, plan: str, codes: Sequence[str], occurrences: Iterable[Occurrence], *, today: date) -> None:
    """Make the rounds of *occurrences* that are not there yet, and renew those that the plan's file changed.

    A new one takes what staff chose for the newest one of its deadline.

    Args:
        db: The database.
        plan: Whose they are.
        codes: The measures to collect where staff chose none.
        occurrences: Of the plan's deadlines, and of those that staff added.
        today: Reminders of a day that is new begin here.
    """
    rows = [
        {
            "plan": plan,
            "deadline": o.deadline,
            "occurrence": o.key,
            "vi": o.what.vi,
            "en": o.what.en,
            "section": o.section,
            "period": o.period,
            "last_day": o.last_day.isoformat() if o.last_day else None,
            "codes": json.dumps(codes),
            "lead": LEAD_DAYS,
            "open": OPEN_DAYS,
            "today": today.isoformat(),
        }
        for o in occurrences
    ]
    db.conn.executemany(_ENSURE, rows)


_ENSURE = """
    WITH before AS (
        SELECT codes, chosen, lead_days, open_days FROM rounds WHERE plan = :plan AND deadline = :deadline
        ORDER BY last_day DESC LIMIT 1
    )
    INSERT INTO rounds (plan, deadline, occurrence, what_vi, what_en, section, period, last_day, known_on,
        codes, chosen, lead_days, open_days)
    SELECT :plan, :deadline, :occurrence, :vi, :en, :section, :period, :last_day, :today,
        ifnull((SELECT codes FROM before WHERE chosen), :codes), ifnull((SELECT chosen FROM before), 0),
        ifnull((SELECT lead_days FROM before), :lead), ifnull((SELECT open_days FROM before), :open)
    WHERE true
    ON CONFLICT (plan, deadline, occurrence) DO UPDATE SET
        what_vi = :vi, what_en = :en, section = :section, period = :period,
        codes = CASE WHEN chosen THEN codes ELSE :codes END,
        known_on = CASE WHEN moved OR last_day IS :last_day THEN min(known_on, :today) ELSE :today END,
        last_day = CASE WHEN moved THEN last_day ELSE :last_day END
    WHERE what_vi != :vi OR what_en != :en OR section IS NOT :section OR period != :period
        OR (NOT chosen AND codes != :codes) OR (NOT moved AND last_day IS NOT :last_day)
        OR known_on > :today -- the clock was set back
"""


def by_id(db: Database, round_id: int) -> Round | None:
    """The round with this id."""
    return next(iter(_select(db, "id = ?", (round_id,))), None)


def of_plan(db: Database, plan: str) -> list[Round]:
    """The rounds of *plan*, those without a day last."""
    return _select(db, "plan = ?", (plan,))


def collecting(db: Database, plan: str, today: date) -> list[Round]:
    """The rounds of *plan* for which villages are to report on *today*, the most urgent first."""
    oldest = (today - timedelta(days=_LATE_DAYS)).isoformat()
    # The plus keeps SQLite from going through the rounds of all plans by their days.
    found = _select(db, "plan = ? AND closed_at IS NULL AND submitted_at IS NULL AND +last_day >= ?", (plan, oldest))
    return [one for one in found if one.collects(today)]


def reminding(db: Database, today: date, *, farthest: int, plan: str | None = None) -> list[Round]:
    """The rounds, of *plan* or of all, of which somebody may have to be reminded on *today*.

    Args:
        db: The database.
        today: The day.
        farthest: How many days before and after the last day somebody may be.
        plan: None for all.
    """
    span = timedelta(days=farthest)
    days = (today - span).isoformat(), (today + span).isoformat()
    running = "closed_at IS NULL AND submitted_at IS NULL AND known_on <= last_day"
    if plan is None:
        return _select(db, f"{running} AND last_day BETWEEN ? AND ?", days)
    # The plus keeps SQLite from going through the rounds of all plans by their days.
    return _select(db, f"plan = ? AND {running} AND +last_day BETWEEN ? AND ?", (plan, *days))


def closed_over(db: Database, plan: str, period: str, ends: date) -> Round | None:
    """The closed round that keeps figures of *period*, which ends on *ends*, from being changed; None without one.

    What a closed round covers is its own period, and what of it had ended by its last day; a round that is not closed
    and covers the same keeps it open.
    """
    # Nearly every plan has no closed round, and each figure that comes in asks.
    if db.conn.execute("SELECT 1 FROM rounds WHERE plan = ? AND closed_at IS NOT NULL", (plan,)).fetchone() is None:
        return None
    covering = [
        found
        for found in of_plan(db, plan)
        if found.period == period
        or (contains(found.period, period) and found.last_day is not None and ends <= found.last_day)
    ]
    if any(not found.closed for found in covering):
        return None
    return next(iter(covering), None)


def move(db: Database, round_id: int, last_day: date, *, by: int, now: datetime) -> Round:
    """Give a round another last day; whoever was reminded of the old one is reminded anew.

    Raises:
        NotAllowedError: *by* does not work on all of the plan.
    """
    found = _required(db, round_id, by)
    db.conn.execute(
        "UPDATE rounds SET last_day = ?, moved = 1, known_on = ? WHERE id = ?",
        (last_day.isoformat(), now.date().isoformat(), round_id),
    )
    _note(db, "round_moved", found, by=by, now=now, detail=f"{found.last_day or ''} → {last_day}")
    return _again(db, round_id)


def close(db: Database, round_id: int, *, by: int, now: datetime) -> Round:
    """Take no more figures for a round; ``NotAllowedError`` unless *by* works on all of the plan."""
    return _mark(db, round_id, "closed_at", now, "round_closed", by=by, now=now)


def reopen(db: Database, round_id: int, *, by: int, now: datetime) -> Round:
    """Take figures again; ``NotAllowedError`` unless *by* works on all of the plan."""
    return _mark(db, round_id, "closed_at", None, "round_reopened", by=by, now=now)


def submit(db: Database, round_id: int, *, by: int, now: datetime) -> Round:
    """The report was handed in: nobody is reminded any more; ``NotAllowedError`` unless *by* leads the plan."""
    return _mark(db, round_id, "submitted_at", now, "round_submitted", by=by, now=now)


def withdraw(db: Database, round_id: int, *, by: int, now: datetime) -> Round:
    """The report was not handed in after all; ``NotAllowedError`` unless *by* works on all of the plan."""
    return _mark(db, round_id, "submitted_at", None, "round_withdrawn", by=by, now=now)


def choose_codes(db: Database, round_id: int, codes: Sequence[str], *, by: int, now: datetime) -> Round:
    """Collect just these measures, at least one, in this round and the later ones of its deadline.

    Raises:
        NotAllowedError: *by* does not work on all of the plan.
    """
    found = _required(db, round_id, by)
    db.conn.execute(
        f"UPDATE rounds SET codes = ?, chosen = 1 WHERE {_FROM_THIS_ON}",  # noqa: S608 - a constant of this module
        (json.dumps(list(codes)), *_this_on(found)),
    )
    _note(db, "round_measures", found, by=by, now=now, detail=" ".join(codes))
    return _again(db, round_id)


def set_days(db: Database, round_id: int, *, lead_days: int, open_days: int, by: int, now: datetime) -> Round:
    """Say how many days before the last one villages are due, and the round opens; for the later ones as well.

    Raises:
        NotAllowedError: *by* does not work on all of the plan.
        ValueError: It would open after villages are due.
    """
    if not 0 <= lead_days < open_days:
        raise ValueError("a round opens before villages are due")
    found = _required(db, round_id, by)
    db.conn.execute(
        f"UPDATE rounds SET lead_days = ?, open_days = ? WHERE {_FROM_THIS_ON}",  # noqa: S608 - a constant of this module
        (lead_days, open_days, *_this_on(found)),
    )
    _note(db, "round_days", found, by=by, now=now, detail=f"{lead_days} {open_days}")
    return _again(db, round_id)


_FROM_THIS_ON = "plan = ? AND deadline = ? AND (id = ? OR last_day > ?)"


def _this_on(found: Round) -> tuple[str, str, int, str | None]:
    """The values of ``_FROM_THIS_ON``."""
    return found.plan, found.deadline, found.id, found.last_day.isoformat() if found.last_day else None


def _mark(
    db: Database, round_id: int, column: str, moment: datetime | None, action: str, *, by: int, now: datetime
) -> Round:
    found = _required(db, round_id, by)
    db.conn.execute(
        f"UPDATE rounds SET {column} = ? WHERE id = ?",  # noqa: S608 - the column is a constant of this module
        (utc_text(moment) if moment else None, round_id),
    )
    _note(db, action, found, by=by, now=now)
    return _again(db, round_id)


def _required(db: Database, round_id: int, by: int) -> Round:
    """The round, for somebody who may change it; one that does not exist is for nobody."""
    found = by_id(db, round_id)
    if found is None:
        raise roles.NotAllowedError("there is no such round")
    roles.require_leading(db, by, found.plan)
    return found


def _again(db: Database, round_id: int) -> Round:
    found = by_id(db, round_id)
    assert found is not None
    return found


def _note(db: Database, action: str, found: Round, *, by: int, now: datetime, detail: str = "") -> None:
    audit.note(db, action, who=by, now=now, plan=found.plan, detail=f"{found.id} {detail}".strip())


_ORDER = "last_day IS NULL, last_day, id"


def _select(db: Database, condition: str, values: Sequence[object]) -> list[Round]:
    sql = f"SELECT {_COLUMNS} FROM rounds WHERE dropped_at IS NULL AND {condition} ORDER BY {_ORDER}"  # noqa: S608 - constants
    return [_round(row) for row in db.conn.execute(sql, values)]


def _round(row: Sequence[Any]) -> Round:
    """A row, its columns in the order of ``_COLUMNS``."""
    (id_, plan, deadline, occurrence, vi, en, section, period, last, codes, lead, opens, moved, known, sent, shut) = row
    return Round(
        id=id_,
        plan=plan,
        deadline=deadline,
        occurrence=occurrence,
        what=_text(vi, en),
        section=section,
        period=period,
        last_day=date.fromisoformat(last) if last else None,
        codes=_codes(codes),
        lead_days=lead,
        open_days=opens,
        moved=bool(moved),
        known_on=date.fromisoformat(known),
        submitted=bool(sent),
        closed=bool(shut),
    )


@lru_cache(maxsize=4096)
def _text(vi: str, en: str) -> Text:
    return Text(vi=vi, en=en)


@lru_cache(maxsize=256)
def _codes(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))
