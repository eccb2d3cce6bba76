"""Updates as Telegram sent them, kept before Telegram is told that they arrived.

A row's text is erased in the transaction that deals with it; what stays for some days is its number, so that an
update that Telegram sends again is known. A dead row, one that could not be dealt with, keeps its text for a person
to look at, until it is purged.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlite_utils import Database

from storage.times import utc_text

# Telegram repeats an update for at most 24 hours. Longer would do harm: after a quiet week its numbers start anew.
KEEP_DONE = timedelta(days=3)
KEEP_DEAD = timedelta(days=30)


class Arrival(NamedTuple):
    """One raw update on its way in."""

    update_id: int | None  # None: the update is malformed and states none
    lane: int  # updates of one lane are dealt with in order
    raw: str  # the JSON text of the update
    decoded: Any = None  # the same, where somebody has decoded it; to be handed on, not to be stored


@dataclass(frozen=True, slots=True)
class Item:
    """One stored update that waits to be dealt with."""

    id: int
    lane: int
    raw: str
    attempts: int = 0
    decoded: Any = None  # what *raw* says, while it is fresh; after a restart there is the text alone


def store(db: Database, arrivals: Iterable[Arrival], *, now: datetime) -> list[Item]:
    """Keep *arrivals*; those that are known already are passed over.

    Returns:
        The new ones, in the order given.
    """
    insert = db.conn.execute
    received_at = utc_text(now)
    items = []
    for arrival in arrivals:
        # Not "ON CONFLICT DO NOTHING": that uses up a row id each time, and a repetition is to leave no trace at all.
        row = insert(
            "INSERT INTO inbox (update_id, lane, raw, received_at) SELECT ?1, ?2, ?3, ?4"
            " WHERE NOT EXISTS (SELECT 1 FROM inbox WHERE update_id = ?1) RETURNING id",
            (arrival.update_id, arrival.lane, arrival.raw, received_at),
        ).fetchone()
        if row:
            items.append(Item(row[0], arrival.lane, arrival.raw, decoded=arrival.decoded))
    return items


def waiting(db: Database, *, after: int = 0, limit: int = 500) -> list[Item]:
    """The oldest *limit* rows beyond the id *after* that nobody has dealt with yet."""
    rows = db.conn.execute(
        "SELECT id, lane, raw, attempts FROM inbox WHERE state = 'new' AND id > ? ORDER BY id LIMIT ?", (after, limit)
    )
    return [Item(*row) for row in rows]


def finish(db: Database, item_id: int, *, now: datetime) -> bool:
    """Mark a row done and erase its text.

    Returns:
        False when it was settled before: then nothing of what its handler did may be kept.
    """
    cursor = db.conn.execute(
        "UPDATE inbox SET state = 'done', raw = '', settled_at = ? WHERE id = ? AND state = 'new'",
        (utc_text(now), item_id),
    )
    return cursor.rowcount == 1


def count_attempt(db: Database, item_id: int) -> int:
    """Note that dealing with a row failed; returns how often by now."""
    row = db.conn.execute(
        "UPDATE inbox SET attempts = attempts + 1 WHERE id = ? RETURNING attempts", (item_id,)
    ).fetchone()
    return int(row[0])


def bury(db: Database, item_id: int, error_code: str, *, now: datetime) -> bool:
    """Give a row up under *error_code*, the code that the person and the log were given.

    Returns:
        False when it was settled before.
    """
    cursor = db.conn.execute(
        "UPDATE inbox SET state = 'dead', error_code = ?, settled_at = ? WHERE id = ? AND state = 'new'",
        (error_code, utc_text(now), item_id),
    )
    return cursor.rowcount == 1


def counts(db: Database) -> dict[str, int]:
    """How many rows are in each state."""
    return dict(db.conn.execute("SELECT state, count(*) FROM inbox GROUP BY state"))


def purge(db: Database, *, now: datetime) -> int:
    """Delete what was settled long ago; returns how many rows went."""
    cursor = db.conn.execute(
        "DELETE FROM inbox WHERE (state = 'done' AND settled_at < ?) OR (state = 'dead' AND settled_at < ?)",
        (utc_text(now - KEEP_DONE), utc_text(now - KEEP_DEAD)),
    )
    return int(cursor.rowcount)
