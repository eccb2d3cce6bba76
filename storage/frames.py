"""What each chat is talking about, so that "còn 2030?" is understood. The text is the knowledge layer's own."""

from datetime import datetime, timedelta

from sqlite_utils import Database

from storage.times import utc_text

LIFETIME = timedelta(minutes=20)


def of_chat(db: Database, chat_id: int, *, now: datetime) -> str | None:
    """The frame of a chat as JSON text; None when there is none or it is older than ``LIFETIME``."""
    row = db.conn.execute(
        "SELECT frame FROM frames WHERE chat_id = ? AND kept_at >= ?", (chat_id, utc_text(now - LIFETIME))
    ).fetchone()
    return row[0] if row else None


def remember(db: Database, chat_id: int, frame: str | None, *, now: datetime) -> None:
    """Keep the frame of a chat; None forgets it."""
    if frame is None:
        db.conn.execute("DELETE FROM frames WHERE chat_id = ?", (chat_id,))
    else:
        db.conn.execute(
            "INSERT INTO frames (chat_id, frame, kept_at) VALUES (?, ?, ?)"
            " ON CONFLICT (chat_id) DO UPDATE SET frame = excluded.frame, kept_at = excluded.kept_at",
            # Half a surrogate pair, which people do manage to send, is no UTF-8.
            (chat_id, frame.encode("utf-8", "replace").decode(), utc_text(now)),
        )


def move_chat(db: Database, old: int, new: int) -> None:
    """A group became a supergroup, under a new id."""
    db.conn.execute("UPDATE OR REPLACE frames SET chat_id = ? WHERE chat_id = ?", (new, old))


def purge(db: Database, *, now: datetime) -> int:
    """Delete the frames that nobody can use any more; returns how many."""
    cursor = db.conn.execute("DELETE FROM frames WHERE kept_at < ?", (utc_text(now - LIFETIME),))
    return int(cursor.rowcount)
