"""Chats: what has to be remembered about a place where the bot talks."""

from sqlite_utils import Database


def may_hint(db: Database, chat_id: int, *, album: str) -> bool:
    """Tell whether a hint is due for a picture of an album, and note that it is given now.

    An album of ten photos is ten updates: the first one gets the hint for all.
    """
    cursor = db.conn.execute(
        "INSERT INTO chats (chat_id, album) VALUES (:chat, :album)"
        " ON CONFLICT (chat_id) DO UPDATE SET album = :album WHERE album IS NOT :album",
        {"chat": chat_id, "album": album},
    )
    return cursor.rowcount == 1


def mark_member(db: Database, chat_id: int, *, member: bool) -> None:
    """Remember whether the bot is in a group."""
    db.conn.execute(
        "INSERT INTO chats (chat_id, member) VALUES (:chat, :member)"
        " ON CONFLICT (chat_id) DO UPDATE SET member = :member",
        {"chat": chat_id, "member": int(member)},
    )


def move_chat(db: Database, old: int, new: int) -> None:
    """A group became a supergroup, under a new id."""
    db.conn.execute("UPDATE OR REPLACE chats SET chat_id = ? WHERE chat_id = ?", (new, old))
