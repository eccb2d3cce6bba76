"""Whom a step is for, and whether they can be reminded of it now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from sqlite_utils import Database

from knowledge.figures.model import Measure
from knowledge.rounds.hours import Hours
from storage import nudge_settings, nudge_wishes, obligations, roles
from storage.nudge_dues import Audience, Due
from storage.nudge_settings import NudgeSettings
from storage.times import from_utc_text, utc_text

Obstacle = Literal["joined", "told", "today", "blocked", "stopped", "muted", "away", "paper", "leave", "complete"]
Wait = Literal["hours", "talking"]

_TALKING = timedelta(minutes=15)  # ten minutes, and the five to which "seen" is kept
_IN_DIALOGUE = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether a person may be written to, whatever about."""

    reachable: bool
    seen_at: datetime
    hours: Hours | None
    muted_until: date | None
    stopped: bool
    in_dialogue: bool

    def obstacle(self, today: date) -> Obstacle | None:
        """Why nothing may be sent today; None when something may."""
        if not self.reachable:
            return "blocked"
        if self.stopped:
            return "stopped"
        return "muted" if self.muted_until and today <= self.muted_until else None

    def wait(self, usual: Hours, now: datetime) -> Wait | None:
        """Why it has to wait a while; None when it has not."""
        if not (self.hours or usual).permits(now):
            return "hours"
        return "talking" if self.in_dialogue or timedelta() <= now - self.seen_at < _TALKING else None

    def wait_all(self, usual: Sequence[Hours], now: datetime) -> Wait | None:
        """The same for somebody of several plans: the hours of any of them will do."""
        waits = [self.wait(hours, now) for hours in usual]
        return None if None in waits else waits[0]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a step is for, and why they are not reminded, where they are not."""

    user_id: int
    village_id: int | None
    readiness: Readiness
    obstacle: Obstacle | None
    wait: Wait | None


def judged(db: Database, due: Due, measures: Sequence[Measure], *, now: datetime) -> list[Candidate]:
    """Everybody whom *due* is for, each with what keeps them from being reminded.

    A collaborator of several villages comes once for each of them.
    """
    return _judged(db, _PEOPLE[due.audience], due, measures, now)


def free(db: Database, due: Due, measures: Sequence[Measure], *, now: datetime) -> list[int]:
    """Whom of those whom *due* is for nothing keeps from being reminded now, each of them once.

    The same as ``judged`` tells, without looking at those who were reminded already or whose hours are not now: there
    is a look each minute, and mostly it finds nobody.
    """
    people = _judged(db, _FREE[due.audience], due, measures, now)
    return list(dict.fromkeys(p.user_id for p in people if p.obstacle is None and p.wait is None))


def _judged(db: Database, query: str, due: Due, measures: Sequence[Measure], now: datetime) -> list[Candidate]:
    """The people whom *query* finds, each with what keeps them from being reminded."""
    settings = nudge_settings.of_plan(db, due.round.plan)
    values = {**_values(due, now), "open": settings.hours.permits(now)}
    people = [_candidate(row, settings, now) for row in db.conn.execute(query, values)]
    if due.audience == "staff":
        return people
    asked = {p.village_id for p in people if p.obstacle is None and p.village_id is not None}
    lacking = obligations.lack_any(db, due.round, measures, asked, zone=now.tzinfo) if asked else set()
    return [
        p
        if p.obstacle or p.village_id in lacking
        else Candidate(p.user_id, p.village_id, p.readiness, "complete", None)
        for p in people
    ]


def readiness(db: Database, user_id: int, *, now: datetime) -> Readiness | None:
    """Whether a person may be written to; None when the bot never met them."""
    values = {"user": user_id, "now": utc_text(now), "since": utc_text(now - _IN_DIALOGUE)}
    row = db.conn.execute(_READINESS, values).fetchone()
    return _readiness(row) if row else None


def hours_of(db: Database, user_id: int) -> tuple[Hours, ...]:
    """When a person may be reminded: their own hours, else those of each plan in which they have a role."""
    own = nudge_wishes.of_person(db, user_id).hours
    if own:
        return (own,)
    plans = dict.fromkeys(role.plan for role in roles.of_person(db, user_id) if role.plan)
    return tuple(nudge_settings.of_plan(db, plan).hours for plan in plans) or (nudge_settings.USUAL.hours,)


def _values(due: Due, now: datetime) -> dict[str, object]:
    return {
        "plan": due.round.plan,
        "round": due.round.id,
        "last": due.last_day,
        "stage": due.stage,
        "today": now.date().isoformat(),
        "now": utc_text(now),
        "since": utc_text(now - _IN_DIALOGUE),
        "late": utc_text(datetime.combine(due.first + timedelta(days=1), time(), now.tzinfo)),
    }


def _candidate(row: Sequence[Any], settings: NudgeSettings, now: datetime) -> Candidate:
    """A row of ``_PEOPLE``."""
    user_id, village_id, joined, away, mark, told, today, *person = row
    ready = _readiness(person)
    obstacle: Obstacle | None
    if told:
        obstacle = "told"
    elif today:
        obstacle = "today"
    elif joined:
        obstacle = "joined"
    elif mark:
        obstacle = "paper" if mark == "paper" else "leave"
    else:
        obstacle = "away" if away else ready.obstacle(now.date())
    return Candidate(user_id, village_id, ready, obstacle, None if obstacle else ready.wait(settings.hours, now))


def _readiness(row: Sequence[Any]) -> Readiness:
    reachable, seen_at, hours, muted_until, stopped, in_dialogue = row
    return Readiness(
        bool(reachable),
        from_utc_text(seen_at),
        Hours.from_text(hours) if hours else None,
        date.fromisoformat(muted_until) if muted_until else None,
        bool(stopped),
        bool(in_dialogue),
    )


_PERSON = """
    p.reachable, p.seen_at, w.hours, w.muted_until, w.stopped_at IS NOT NULL,
    EXISTS (SELECT 1 FROM asks AS a WHERE a.chat_id = p.user_id AND a.kind IN ('dialogue', 'round')
        AND a.settled_at IS NULL AND a.asked_at BETWEEN :since AND :now)
"""
_READINESS = f"SELECT {_PERSON} FROM people AS p LEFT JOIN nudge_wishes AS w USING (user_id) WHERE p.user_id = :user"  # noqa: S608 - only constants of this module are put in, here and below
# A step that passed unsent is over once the person was reminded of anything afterwards, and stays unsent when the clock
# is set back. While nothing has gone to them, perhaps it was the clock that had run ahead, and its day comes again.
_TOLD = """
    EXISTS (SELECT 1 FROM nudge_stages AS s
        WHERE s.round_id = :round AND s.last_day = :last AND s.stage = :stage AND s.user_id = r.user_id
            AND (s.day IS NOT NULL OR EXISTS (
                SELECT 1 FROM nudges AS n WHERE n.user_id = r.user_id AND n.claimed_at >= s.noted_at)))
"""
_TODAY = "EXISTS (SELECT 1 FROM nudges AS n WHERE n.user_id = r.user_id AND n.day = :today AND n.turn = 0)"
_FROM = """
    FROM roles AS r
    JOIN people AS p ON p.user_id = r.user_id
    LEFT JOIN nudge_wishes AS w ON w.user_id = r.user_id
"""
# On a day after the step's first; what lies ahead is of a clock that was set back.
_JOINED = "r.granted_at BETWEEN :late AND :now"
_AWAY = "ifnull(r.away_until, '') >= :today"
# Who reports for the whole locality is reminded where it has no villages; else these are.
_ASKED: dict[Audience, str] = {
    "collaborator": f"""
        SELECT r.user_id, r.village_id, {_JOINED}, {_AWAY},
            (SELECT k.kind FROM round_marks AS k WHERE k.round_id = :round AND k.village_id = r.village_id
                AND k.ended_at IS NULL AND (k.kind != 'leave_asked' OR k.user_id = r.user_id)),
            {_TOLD}, {_TODAY}, {_PERSON} {_FROM}
        JOIN villages AS v ON v.id = r.village_id AND v.closed_at IS NULL
        WHERE r.plan = :plan AND r.role = 'collaborator' AND r.ended_at IS NULL
            AND (v.key != '' OR NOT EXISTS (
                SELECT 1 FROM villages AS o WHERE o.plan = :plan AND o.key != '' AND o.closed_at IS NULL))
    """,  # noqa: S608
    "staff": f"""
        SELECT r.user_id, NULL, {_JOINED}, {_AWAY}, NULL, {_TOLD}, {_TODAY}, {_PERSON} {_FROM}
        WHERE r.plan = :plan AND r.role = 'staff' AND r.ended_at IS NULL
    """,
}
_PEOPLE = {audience: f"{asked} ORDER BY r.id" for audience, asked in _ASKED.items()}
_FREE = {
    audience: f"{asked} AND (:open OR w.hours IS NOT NULL) AND NOT {_TODAY} AND NOT {_TOLD} ORDER BY r.id"
    for audience, asked in _ASKED.items()
}
