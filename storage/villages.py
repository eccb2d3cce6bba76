"""The villages of each plan: what collaborators report for."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlite_utils import Database

from knowledge.figures.calendar import last_day
from knowledge.figures.totals import rank_at_end
from knowledge.figures.villages import village_key
from storage.times import utc_text


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
    """The village of *plan* with this name, as officially written or as people type it ("kp 03"); open ones only."""
    row = db.conn.execute(
        "SELECT id, plan, name, demo, closed_at IS NOT NULL FROM villages"
        " WHERE plan = ? AND key = ? AND closed_at IS NULL",
        (plan, village_key(name)),
    ).fetchone()
    return _village(row) if row else None


def whole(db: Database, plan: str, *, now: datetime) -> Village:
    """The entry that stands for the whole locality of *plan*, made when first needed."""
    return add(db, plan, "", now=now)


def add(db: Database, plan: str, name: str, *, now: datetime, demo: bool = False) -> Village:
    """The village of *plan* called *name*: made when new, opened again when it was closed."""
    row = db.conn.execute(
        "INSERT INTO villages (plan, name, key, demo, created_at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (plan, key) DO UPDATE SET closed_at = NULL"
        " RETURNING id, plan, name, demo, closed_at IS NOT NULL",
        (plan, name, village_key(name), int(demo), utc_text(now)),
    ).fetchone()
    return _village(row)


def added_later(db: Database, plan: str, period: str) -> set[int]:
    """The villages that came into being after *period*, and have no figure that ends by then.

    That a village was entered later is no proof: plans are older than their place in the bot. Those that were there
    before the first figure came count as old, those that were added while the plan was at work do not.
    """
    late = db.conn.execute(_ADDED_AFTER, (plan, last_day(period).isoformat())).fetchall()
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
    SELECT id, substr(created_at, 1, 19) FROM villages WHERE plan = ?1 AND key != '' AND substr(created_at, 1, 10) > ?2
        AND substr(created_at, 1, 19) > (
            SELECT min(substr(created_at, 1, 19)) FROM villages WHERE plan = ?1 AND key != '')
"""
_FIRST_FIGURE = """
    SELECT min(substr(at, 1, 19)) FROM revisions WHERE id = (SELECT min(revision) FROM cells WHERE plan = ?)
"""
_HAS_FIGURES = "SELECT 1 FROM cells WHERE plan = ? AND village_id = ? AND state != 'withdrawn' AND ends <= ?"


@lru_cache(maxsize=64)
def _names(together: str) -> tuple[str, ...]:
    """Take apart a plan's names, which rarely change, from their JSON list."""
    return tuple(json.loads(together))


def _village(row: tuple[int, str, str, int, int]) -> Village:
    return Village(row[0], row[1], row[2], bool(row[3]), bool(row[4]))
