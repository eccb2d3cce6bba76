"""Chats: what has to be remembered about a place where the bot talks."""

from datetime import datetime, timedelta

from sqlite_utils import Database

from storage.times import utc_text


def may_hint(db: Database, chat_id: int, *, now: datetime, pause: timedelta) -> bool:
    """Tell whether a hint is due in a chat, and note that it is given now.

    An album of ten photos is ten updates: only the first within *pause* gets a hint.
    """
    cursor = db.conn.execute(
        "INSERT INTO chats (chat_id, hinted_at) VALUES (:chat, :now)"
        " ON CONFLICT (chat_id) DO UPDATE SET hinted_at = :now"
        " WHERE hinted_at IS NULL OR hinted_at < :since OR hinted_at > :now",
        {"chat": chat_id, "now": utc_text(now), "since": utc_text(now - pause)},
    )
    return cursor.rowcount == 1


def mark_member(db: Database, chat_id: int, member: bool) -> None:
    """Remember whether the bot is in a group."""
    db.conn.execute(
        "INSERT INTO chats (chat_id, member) VALUES (:chat, :member)"
        " ON CONFLICT (chat_id) DO UPDATE SET member = :member",
        {"chat": chat_id, "member": int(member)},
    )


def move_chat(db: Database, old: int, new: int) -> None:
    """A group became a supergroup, under a new id."""
    db.conn.execute("UPDATE OR REPLACE chats SET chat_id = ? WHERE chat_id = ?", (new, old))
