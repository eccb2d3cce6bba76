"""The villages of each plan: what collaborators report for."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache

from sqlite_utils import Database

from knowledge.figures.calendar import last_day, ranks_within
from knowledge.figures.model import first_day
from knowledge.figures.totals import rank_at_end
from knowledge.figures.villages import Villages, spelling
from storage.times import end_of_day, utc_text


@dataclass(frozen=True, slots=True)
class Village:
    """A thôn, khu phố, ấp or sóc of a plan's locality."""

    id: int
    plan: str
    name: str  # "Khu phố 3"; "" stands for the whole locality
    demo: bool = False
    closed: bool = False


def of_plan(db: Database, plan: str, *, closed: bool = False) -> list[Village]:
    """The villages of *plan* in the order they were added, with the *closed* ones too when asked for.

    The one that stands for the whole locality is not among them.
    """
    rows = db.conn.execute(
        "SELECT id, plan, name, demo, closed_at IS NOT NULL FROM villages"
        " WHERE plan = ? AND key != '' AND (? OR closed_at IS NULL) ORDER BY id",
        (plan, closed),
    )
    return [_village(row) for row in rows]


def by_id(db: Database, village_id: int) -> Village | None:
    """The village with this id, closed or not."""
    row = db.conn.execute(
        "SELECT id, plan, name, demo, closed_at IS NOT NULL FROM villages WHERE id = ?", (village_id,)
    ).fetchone()
    return _village(row) if row else None


def named(db: Database, plan: str, name: str) -> Village | None:
    """The open village of *plan* with this name, as officially written or as people type it ("kp 03").

    None also where several may be meant; see ``meant_by``.
    """
    found = meant_by(db, plan, name)
    return found[0] if len(found) == 1 else None


def meant_by(db: Database, plan: str, name: str, *, closed: bool = False) -> list[Village]:
    """The villages of *plan* that may be meant: the one of this very name, else those that differ by marks left out.

    Those that were closed are among them where they are asked for.
    """
    row = db.conn.execute(
        "SELECT id, plan, name, demo, closed_at IS NOT NULL FROM villages"
        " WHERE plan = ? AND key = ? AND (? OR closed_at IS NULL)",
        (plan, spelling(name), closed),
    ).fetchone()
    if row:
        return [_village(row)]
    there = {village.name: village for village in of_plan(db, plan, closed=closed)}
    return [there[one] for one in Villages.of(there).meant(name)]


def whole(db: Database, plan: str, *, now: datetime) -> Village:
    """The entry that stands for the whole locality of *plan*, made when first needed."""
    return add(db, plan, "", now=now)


def add(db: Database, plan: str, name: str, *, now: datetime, demo: bool = False) -> Village:
    """The village of *plan* called *name*: made when new, opened again when it was closed."""
    row = db.conn.execute(
        "INSERT INTO villages (plan, name, key, demo, created_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (plan, key) DO UPDATE SET closed_at = NULL"
        " RETURNING id, plan, name, demo, closed_at IS NOT NULL",
        (plan, name, spelling(name), int(demo), utc_text(now)),
    ).fetchone()
    return _village(row)


def added_later(db: Database, plan: str, period: str, *, zone: tzinfo | None) -> set[int]:
    """The villages that came into being after *period*, which ends by the clocks of *zone*, without a figure till then.

    That a village was entered later is no proof: plans are older than their place in the bot. Those that were there
    before the first figure came count as old, those that were added while the plan was at work do not.
    """
    late = db.conn.execute(_ADDED_AFTER, (plan, end_of_day(last_day(period), zone))).fetchall()
    if not late:
        return set()
    (first_figure,) = db.conn.execute(_FIRST_FIGURE, (plan,)).fetchone()
    return {
        village
        for village, created_at in late
        if first_figure is not None
        and created_at > first_figure
        and db.conn.execute(_HAS_FIGURES, (plan, village, rank_at_end(period))).fetchone() is None
    }


def closed_within(db: Database, plan: str, period: str, *, zone: tzinfo | None) -> list[Village]:
    """The villages that were closed within *period*, which ends by the clocks of *zone*, and had sent something of it.

    Nothing more is expected of them, and what they sent while they were open still counts.
    """
    first, own, longest = ranks_within(period)
    begins = end_of_day(first_day(period) - timedelta(days=1), zone)
    ends = end_of_day(last_day(period), zone)
    rows = db.conn.execute(_CLOSED_WITHIN, (plan, begins, ends, first, own, longest))
    return [_village(row) for row in rows]


def figures_of(db: Database, village: Village) -> int:
    """How many figures of *village* there are, the word that there is none among them."""
    counted = "SELECT count(*) FROM cells WHERE plan = ? AND village_id = ? AND state != 'withdrawn'"
    return int(db.conn.execute(counted, (village.plan, village.id)).fetchone()[0])


def began(db: Database, plan: str) -> str | None:
    """The moment, as it is stored, at which the first village of *plan* was entered; None without any."""
    (moment,) = db.conn.execute("SELECT min(created_at) FROM villages WHERE plan = ?", (plan,)).fetchone()
    return None if moment is None else str(moment)


def names_in(db: Database, plan: str) -> tuple[str, ...]:
    """The names of the open villages of *plan*, in the order of ``of_plan``: every message of figures needs them."""
    (together,) = db.conn.execute(
        "SELECT json_group_array(name) FROM"
        " (SELECT name FROM villages WHERE plan = ? AND key != '' AND closed_at IS NULL ORDER BY id)",
        (plan,),
    ).fetchone()
    return _names(together)


def names(villages: Iterable[Village]) -> list[str]:
    """The names alone, as the reader of figures takes them."""
    return [village.name for village in villages]


# To the second: that much of a moment reads the same, whoever wrote it.
_ADDED_AFTER = """
    SELECT id, substr(created_at, 1, 19) FROM villages WHERE plan = ?1 AND key != '' AND created_at > ?2
        AND substr(created_at, 1, 19) > (
            SELECT min(substr(created_at, 1, 19)) FROM villages WHERE plan = ?1 AND key != '')
"""
_FIRST_FIGURE = """
    SELECT min(substr(at, 1, 19)) FROM revisions WHERE id = (SELECT min(revision) FROM cells WHERE plan = ?)
"""
_CLOSED_WITHIN = """
    SELECT id, plan, name, demo, 1 FROM villages AS v
    WHERE plan = ? AND key != '' AND closed_at > ? AND closed_at <= ? AND EXISTS (
        SELECT 1 FROM cells AS c INDEXED BY cells_of_village WHERE c.plan = v.plan AND c.village_id = v.id
            AND c.state != 'withdrawn' AND c.ends BETWEEN ? AND ? AND c.ends % 10 <= ?)
    ORDER BY id
"""
_HAS_FIGURES = "SELECT 1 FROM cells WHERE plan = ? AND village_id = ? AND state != 'withdrawn' AND ends <= ?"


@lru_cache(maxsize=64)
def _names(together: str) -> tuple[str, ...]:
    """Take apart a plan's names, which rarely change, from their JSON list."""
    return tuple(json.loads(together))


def _village(row: tuple[int, str, str, int, int]) -> Village:
    return Village(row[0], row[1], row[2], bool(row[3]), bool(row[4]))
