"""Whether everybody who was to be reminded today was: the bot looks over its own shoulder once a day."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from storage.times import utc_text

_STUCK = timedelta(hours=1)  # a message that has waited so long will hardly go out by itself


@dataclass(frozen=True, slots=True)
class Check:
    """One day, in people."""

    due: int  # were to be reminded
    missed: tuple[int, ...]  # and were not, though nothing speaks against it: their ids


def check(db: Database, owed: Set[int], *, now: datetime) -> Check:
    """Compare who is to be reminded today with what was sent.

    Args:
        db: The database.
        owed: Who is to be reminded still, as the plans and the figures say now: see ``nudge_people.free``.
        now: The bot's time, in its time zone.
    """
    rows = db.conn.execute(
        # Whoever blocked the bot is told of in the digest.
        "SELECT n.user_id, p.reachable AND (n.state = 'failed' OR (n.state = 'queued' AND n.claimed_at < ?))"
        " FROM nudges AS n JOIN people AS p USING (user_id) WHERE n.day = ?",
        (utc_text(now - _STUCK), now.date().isoformat()),
    ).fetchall()
    stuck = {user_id for user_id, is_stuck in rows if is_stuck}
    return Check(len(owed | {row[0] for row in rows}), tuple(sorted(owed | stuck)))
