"""Versions of messages: which were taken, so that none counts twice, or after a newer one."""

from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Literal

from sqlite_utils import Database

KEEP = timedelta(days=30)  # Telegram lets people edit for two days, and repeats updates for one
_DIGEST_BYTES = 12


@dataclass(frozen=True, slots=True)
class Version:
    """One version of one message. ``posted`` and ``edit_date`` are seconds of Telegram's; 0: it was not edited.

    Telegram counts in seconds, so that several edits may have one ``edit_date``: their content tells them apart.
    """

    chat_id: int
    message_id: int
    posted: int
    edit_date: int
    content: str  # a digest

    @classmethod
    def of(cls, chat_id: int, message_id: int, posted: int, edit_date: int, text: str) -> "Version":
        """The version of a message that says *text*."""
        digest = blake2b(text.encode(errors="surrogatepass"), digest_size=_DIGEST_BYTES).hexdigest()
        return cls(chat_id, message_id, posted, edit_date, digest)


def note(db: Database, version: Version) -> None:
    """Remember that a version is taken."""
    db.conn.execute("INSERT OR IGNORE INTO versions VALUES (?, ?, ?, ?, ?)", astuple(version))


def standing(db: Database, version: Version) -> Literal["new", "known", "older"]:
    """Tell how a version stands to those that were taken of its message.

    Returns:
        "known": this one was; "older": one that was edited later was.
    """
    rows = db.conn.execute(
        "SELECT edit_date, content FROM versions WHERE (chat_id, message_id, posted) = (?, ?, ?)",
        (version.chat_id, version.message_id, version.posted),
    ).fetchall()
    if (version.edit_date, version.content) in rows:
        return "known"
    return "older" if any(edit_date > version.edit_date for edit_date, _ in rows) else "new"


def purge(db: Database, *, now: datetime) -> int:
    """Forget messages that nobody edits any more; returns how many versions went."""
    oldest = int((now - KEEP).timestamp())
    return int(db.conn.execute("DELETE FROM versions WHERE posted < ?", (oldest,)).rowcount)
