"""A database file with the people who report for the country: who they are, what they sent, and what keeps some away.

A yearly deadline before 5 November, the plan's own or one that staff added, has made a round in each plan. On the
17th of October villages are due in seven working days and staff in twelve, so that a step of either ladder is true.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from handlers.rounds.known import ensure_rounds
from knowledge.figures.calendar import rank
from knowledge.figures.model import Measure
from knowledge.library import Library
from storage.database import close_database, open_database, writing
from storage.times import utc_text

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = datetime(2025, 10, 17, 8, tzinfo=VIETNAM)  # a Friday
VILLAGES, A_VILLAGE = 10_000, 10  # collaborators in each
PERIOD = "2025"
FIRST_COLLABORATOR = 1_000_000  # ids below are staff's

_LONG_AGO = MORNING - timedelta(days=46)
_AT = utc_text(_LONG_AGO)


def fill(path: Path, library: Library, plans: Sequence[str], *, villages: int = VILLAGES) -> None:
    """Make the file: *villages* spread evenly over *plans*, with ten collaborators each and a member of staff a plan.

    A tenth of the villages sent everything and three tenths half of it. Of the people one in fifty blocked the bot,
    one muted it and one is away.
    """
    db = open_database(path)
    with writing(db):
        conn: sqlite3.Connection = db.conn
        places = [(number, plans[number % len(plans)]) for number in range(villages)]
        conn.executemany(_VILLAGE, ((n + 1, plan, f"Thôn {n + 1}", f"thon {n + 1}", _AT) for n, plan in places))
        people = range(FIRST_COLLABORATOR, FIRST_COLLABORATOR + villages * A_VILLAGE)
        staff = range(1, len(plans) + 1)
        conn.executemany(_PERSON, ((user, int(user % 50 != 7), _AT, _AT) for user in chain(staff, people)))
        conn.executemany(_MUTED, ((user, "2025-12-31") for user in people if user % 50 == 17))
        conn.executemany(_ROLE, _collaborators(people, places))
        conn.executemany(_ROLE, ((user, "staff", plans[user - 1], None, None, _AT) for user in staff))
        _make_rounds(db, library, plans)
        _put_figures(conn, places, library.measures.every())
    close_database(db)


def _collaborators(people: Sequence[int], places: Sequence[tuple[int, str]]) -> Iterator[tuple[object, ...]]:
    """Yield rows of roles."""
    for index, user in enumerate(people):
        number, plan = places[index // A_VILLAGE]
        yield user, "collaborator", plan, number + 1, "2025-12-31" if user % 50 == 27 else None, _AT


def _make_rounds(db: Database, library: Library, plans: Iterable[str]) -> None:
    """Let each plan have one yearly deadline, and its rounds known since long ago."""
    for plan in plans:
        if not any(deadline.yearly for deadline in library.plans[plan].deadlines):
            db.conn.execute(_DEADLINE, (plan, _AT))
        ensure_rounds(db, library, plan, _LONG_AGO.date())


def _put_figures(conn: sqlite3.Connection, places: Sequence[tuple[int, str]], measures: Sequence[Measure]) -> None:
    """Put what villages sent, in the two tables that hold figures."""
    sent = [
        (plan, m.indicator, m.part, number + 1, PERIOD, *((None, None, "1") if m.counts_cases else (12, 12, None)))
        for number, plan in places
        for m in measures[: _sent(number, len(measures))]
    ]
    revisions = ((index, *row, _AT, index) for index, row in enumerate(sent, 1))
    conn.executemany(_REVISION, revisions)
    conn.executemany(_CELL, ((*row, index, _AT, rank(PERIOD)) for index, row in enumerate(sent, 1)))


def _sent(number: int, measures: int) -> int:
    """How many of the measures a village has sent."""
    return measures if number % 10 == 0 else measures // 2 if number % 10 <= 3 else 0


_VILLAGE = "INSERT INTO villages (id, plan, name, key, created_at) VALUES (?, ?, ?, ?, ?)"
_PERSON = "INSERT INTO people (user_id, reachable, created_at, seen_at) VALUES (?, ?, ?, ?)"
_MUTED = "INSERT INTO nudge_wishes (user_id, muted_until) VALUES (?, ?)"
_ROLE = (
    "INSERT INTO roles (user_id, role, plan, village_id, away_until, granted_at, called) VALUES (?, ?, ?, ?, ?, ?, 'A')"
)
_DEADLINE = (
    "INSERT INTO deadlines (plan, what, every, month, day, before, created_at)"
    " VALUES (?, 'Báo cáo năm', 'year', 11, 5, 1, ?)"
)
_REVISION = (
    "INSERT INTO revisions (id, plan, indicator, part, village_id, period, numerator, denominator, value, at, state,"
    " via, chat_id, message_id, line) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'number', 'message', 1, ?, 0)"
)
_CELL = (
    "INSERT INTO cells (plan, indicator, part, village_id, period, numerator, denominator, value, revision, changed_at,"
    " ends, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'number')"
)
