"""Messages of figures that something was wrong with: when and whose, not what they said."""

from datetime import datetime, timedelta

from sqlite_utils import Database

from storage.times import utc_text

KEEP = timedelta(days=30)


def note(db: Database, plan: str, user_id: int, *, now: datetime) -> None:
    """Remember that a message of this person's had to be asked about."""
    db.conn.execute("INSERT INTO mishaps (plan, user_id, at) VALUES (?, ?, ?)", (plan, user_id, utc_text(now)))


def often(db: Database, plan: str, *, least: int, since: datetime) -> dict[int, int]:
    """The people with at least so many mishaps since then, and how many."""
    rows = db.conn.execute(
        "SELECT user_id, count(*) FROM mishaps WHERE plan = ? AND at >= ? GROUP BY user_id HAVING count(*) >= ?"
        " ORDER BY user_id",
        (plan, utc_text(since), least),
    )
    return dict(rows)


def purge(db: Database, *, now: datetime) -> int:
    """Delete what is long past; returns how many rows went."""
    return int(db.conn.execute("DELETE FROM mishaps WHERE at < ?", (utc_text(now - KEEP),)).rowcount)
