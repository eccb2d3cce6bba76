"""Nudges: who is reminded now, and the ledger that keeps anybody from being reminded twice.

What is missing is never stored: it is looked up when a nudge is claimed, and once more when it is sent. A claim writes
three rows in one transaction: the message of the day, the step of the ladder, and the outbox row without any text.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sqlite_utils import Database

from knowledge.figures.model import Measure
from storage import needs, nudge_wishes, outbox
from storage.nudge_dues import Due
from storage.nudge_people import free, hours_of, judged, readiness
from storage.rounds import MeasuresOf
from storage.times import from_utc_text, utc_text

KEEP = timedelta(days=90)
KEEP_LEDGER = timedelta(days=400)  # after the last day of a round
METHOD = "nudge"  # of outbox rows: the sender has them written when their turn comes


@dataclass(frozen=True, slots=True)
class Nudge:
    """One message that reminds somebody: the day's own, or (turn above 0) one that they asked for."""

    user_id: int
    day: date
    turn: int

    @property
    def key(self) -> str:
        """Its key in the outbox."""
        return f"nudge:{self.user_id}:{self.day}:{self.turn}"


def claim(db: Database, due: Due, measures: Sequence[Measure], *, now: datetime) -> list[int]:
    """Take in hand everybody whom *due* is for and nothing keeps; returns their ids.

    In one transaction with it stand the ledger rows and the outbox rows. Claiming again finds nobody.
    """
    users = free(db, due, measures, now=now)
    if users:
        note_stage(db, due, users, now=now)
        nudge_wishes.fulfil(db, users, now=now)
        put(db, users, now=now)
    return users


def claim_later(db: Database, *, now: datetime) -> list[int]:
    """Take in hand those who asked to be reminded once more by now; returns their ids.

    A wish whose time came more than a day ago, when the bot did not run, has lost its sense and is dropped.
    """
    rows = db.conn.execute(
        "SELECT user_id, later_at FROM nudge_wishes WHERE later_at <= ? AND stopped_at IS NULL", (utc_text(now),)
    ).fetchall()
    taken = []
    for user_id, at in rows:
        hours = hours_of(db, user_id)
        asked = min(one.next_opening(from_utc_text(at).astimezone(now.tzinfo)) for one in hours)
        if now - asked < timedelta(days=1):
            ready = readiness(db, user_id, now=now)
            if ready is None or ready.wait_all(hours, now):
                continue
            if ready.obstacle(now.date()) is None:
                put(db, [user_id], turn=_next_turn(db, user_id, now.date()), now=now)
                taken.append(user_id)
        db.conn.execute("UPDATE nudge_wishes SET later_at = NULL WHERE user_id = ?", (user_id,))
    return taken


def note_stage(db: Database, due: Due, users: Iterable[int], *, now: datetime, turn: int | None = 0) -> None:
    """Write into the ledger that people are reminded of a step today; *turn* None: that it passed unsent."""
    day = None if turn is None else now.date().isoformat()
    db.conn.execute(
        "INSERT INTO nudge_stages (round_id, last_day, stage, user_id, day, turn, noted_at)"
        " SELECT ?, ?, ?, value, ?, ?, ? FROM json_each(?) WHERE true"
        # What passed unsent is still to be told when its day comes again: the clock had run ahead.
        " ON CONFLICT DO UPDATE SET day = excluded.day, turn = excluded.turn WHERE day IS NULL",
        (due.round.id, due.last_day, due.stage, day, turn, utc_text(now), json.dumps(list(users))),
    )


def note_skipped(db: Database, due: Due, measures: Sequence[Measure], *, now: datetime) -> int:
    """Write down a step that began and ended while the bot did not run.

    Returns:
        How many people were not reminded; staff read of it in their digest.
    """
    people = judged(db, due, measures, now=now)
    users = {p.user_id for p in people if p.obstacle in (None, "today")}
    note_stage(db, due, users, now=now, turn=None)
    return len(users)


def release(db: Database, nudge: Nudge) -> None:
    """Take a claim back as if it had not been: for a nudge that need not or must not go out now."""
    values = (nudge.user_id, nudge.day.isoformat(), nudge.turn)
    db.conn.execute("DELETE FROM nudges WHERE (user_id, day, turn) = (?, ?, ?)", values)
    db.conn.execute("DELETE FROM nudge_stages WHERE (user_id, day, turn) = (?, ?, ?)", values)


def rounds_of(db: Database, nudge: Nudge) -> set[int]:
    """The rounds of which a step for those who report is in hand with this nudge."""
    rows = db.conn.execute(
        "SELECT round_id FROM nudge_stages WHERE (user_id, day, turn) = (?, ?, ?) AND stage NOT GLOB 's*'",
        (nudge.user_id, nudge.day.isoformat(), nudge.turn),
    )
    return {row[0] for row in rows}


def waiting(db: Database, user_id: int | None = None) -> list[Nudge]:
    """The nudges that have not gone out, of one person or of all."""
    whose, values = ("", ()) if user_id is None else (" AND user_id = ?", (user_id,))
    rows = db.conn.execute(
        f"SELECT user_id, day, turn FROM nudges WHERE state = 'queued'{whose} ORDER BY claimed_at, user_id",  # noqa: S608 - a constant
        values,
    )
    return [Nudge(row[0], date.fromisoformat(row[1]), row[2]) for row in rows]


def steps_of(db: Database, nudge: Nudge) -> list[str]:
    """The steps that a nudge is about, each as plan, last day and step: "minh-tam 2025-11-09 c-7"."""
    rows = db.conn.execute(
        "SELECT r.plan || ' ' || s.last_day || ' ' || s.stage FROM nudge_stages AS s JOIN rounds AS r"
        " ON r.id = s.round_id WHERE (s.user_id, s.day, s.turn) = (?, ?, ?) ORDER BY s.last_day, s.stage",
        (nudge.user_id, nudge.day.isoformat(), nudge.turn),
    )
    return [row[0] for row in rows]


def take_back(db: Database, nudge: Nudge) -> bool:
    """Release a nudge that still waits in the outbox; returns False when it is on its way."""
    if not outbox.drop(db, nudge.key):
        return False
    release(db, nudge)
    return True


def take_back_done(db: Database, village_ids: Iterable[int], measures_of: MeasuresOf, *, today: date) -> int:
    """Take back what still waits for people who owe nothing any more, now that something of these villages came in.

    Belongs into the transaction that stores the last figure; returns how many messages will not go out.
    """
    rows = db.conn.execute(
        # In this order: as many nudges may wait as the country has collaborators.
        "SELECT DISTINCT n.user_id FROM json_each(?) AS j CROSS JOIN villages AS v ON v.id = j.value"
        " CROSS JOIN roles AS r ON r.plan = v.plan AND r.village_id = v.id"
        " AND r.role = 'collaborator' AND r.ended_at IS NULL"
        " CROSS JOIN nudges AS n ON n.user_id = r.user_id AND n.state = 'queued'"
        " WHERE NOT EXISTS (SELECT 1 FROM roles AS s WHERE s.user_id = n.user_id AND s.role = 'staff'"
        " AND s.ended_at IS NULL)",
        (json.dumps(list(village_ids)),),
    ).fetchall()
    done = [row[0] for row in rows if not needs.of_person(db, row[0], measures_of, today=today)]
    return sum(take_back(db, nudge) for user_id in done for nudge in waiting(db, user_id))


def settle(db: Database, nudge: Nudge, state: Literal["sent", "failed", "uncertain"]) -> None:
    """Write what became of a nudge that did not go by the outbox."""
    db.conn.execute(
        "UPDATE nudges SET state = ? WHERE (user_id, day, turn) = (?, ?, ?)",
        (state, nudge.user_id, nudge.day.isoformat(), nudge.turn),
    )


def note_results(db: Database, after: Nudge | None = None) -> Nudge | None:
    """Carry over from the outbox what became of some nudges: its rows go after some days, the ledger stays.

    Args:
        db: The database.
        after: Begin behind this one; None for the first time.

    Returns:
        The last of those that were looked at; None when there are no more.
    """
    place = (after.day.isoformat(), after.user_id, after.turn) if after else ("", 0, 0)
    rows = db.conn.execute(_RESULTS, (*place, _RESULTS_AT_ONCE)).fetchall()
    settled = [(state, *key) for *key, state in rows if state in ("sent", "failed", "uncertain")]
    db.conn.executemany("UPDATE nudges SET state = ? WHERE (user_id, day, turn) = (?, ?, ?)", settled)
    if len(rows) < _RESULTS_AT_ONCE:
        return None
    user_id, day, turn, _ = rows[-1]
    return Nudge(user_id, date.fromisoformat(day), turn)


def note_all_results(db: Database) -> None:
    """The same for all: belongs where nobody waits."""
    place = note_results(db)
    while place:
        place = note_results(db, after=place)


_RESULTS_AT_ONCE = 1000
_RESULTS = """
    SELECT n.user_id, n.day, n.turn, o.state
    FROM nudges AS n LEFT JOIN outbox AS o ON o.key = 'nudge:' || n.user_id || ':' || n.day || ':' || n.turn
    WHERE n.state = 'queued' AND (n.day, n.user_id, n.turn) > (?, ?, ?) ORDER BY n.day, n.user_id, n.turn LIMIT ?
"""


def _next_turn(db: Database, user_id: int, day: date) -> int:
    """The number of a nudge that comes on top of the day's own."""
    (newest,) = db.conn.execute(
        "SELECT max(turn) FROM nudges WHERE user_id = ? AND day = ?", (user_id, day.isoformat())
    ).fetchone()
    return 1 + (newest or 0)


def put(db: Database, users: Sequence[int], *, now: datetime, turn: int = 0) -> None:
    """Write today's messages to people, and owe them."""
    day = now.date()
    db.conn.execute(
        "INSERT INTO nudges (user_id, day, turn, claimed_at) SELECT value, ?, ?, ? FROM json_each(?)",
        (day.isoformat(), turn, utc_text(now), json.dumps(users)),
    )
    owed = {Nudge(user, day, turn).key: user for user in users}
    outbox.put_all(db, owed, METHOD, {"day": day.isoformat(), "turn": turn}, now=now)


def purge(db: Database, *, now: datetime) -> int:
    """Delete messages that are long past, and the ledger of rounds that ended long ago; returns how many rows went.

    Till then which steps were told stays, also when the message is gone.
    """
    oldest = (now - KEEP).date().isoformat()
    messages = db.conn.execute("DELETE FROM nudges WHERE day < ? AND state != 'queued'", (oldest,)).rowcount
    # A round without a day had one when somebody was reminded of it.
    steps = db.conn.execute(
        "DELETE FROM nudge_stages WHERE round_id IN (SELECT id FROM rounds WHERE ifnull(last_day, '') < :oldest)"
        " AND last_day < :oldest",
        {"oldest": (now - KEEP_LEDGER).date().isoformat()},
    ).rowcount
    return int(messages + steps)
