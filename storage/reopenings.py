"""Who waits for a closed round to be opened again, with figures that were not stored."""

from datetime import datetime

from sqlite_utils import Database

from storage.times import utc_text


def wish(db: Database, round_id: int, user_id: int, ask_id: int, *, now: datetime) -> bool:
    """Note that a person has figures for a closed round.

    Args:
        db: The database.
        round_id: The round.
        user_id: Who waits.
        ask_id: The ask that keeps the figures; the newest, where they wait with several.
        now: The bot's time.

    Returns:
        False when the person was waiting for this round already: staff have been asked.
    """
    (waiting,) = db.conn.execute(
        "SELECT count(*) FROM reopenings WHERE round_id = ? AND user_id = ?", (round_id, user_id)
    ).fetchone()
    db.conn.execute(
        "INSERT INTO reopenings (round_id, user_id, ask_id, at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (round_id, user_id) DO UPDATE SET ask_id = excluded.ask_id",
        (round_id, user_id, ask_id, utc_text(now)),
    )
    return not waiting


def take(db: Database, round_id: int, *, now: datetime) -> list[int]:
    """The ids of those who wait for a round, the first first; from now on they do not.

    What they wait with is kept from now on as if it had just been asked about.
    """
    db.conn.execute(
        "UPDATE asks SET asked_at = ? WHERE kind = 'kept' AND settled_at IS NULL AND data ->> 'round' = ?"
        " AND user_id IN (SELECT user_id FROM reopenings WHERE round_id = ?)",
        (utc_text(now), round_id, round_id),
    )
    rows = db.conn.execute("DELETE FROM reopenings WHERE round_id = ? RETURNING user_id, at", (round_id,)).fetchall()
    return [user_id for user_id, _ in sorted(rows, key=lambda row: (row[1], row[0]))]
