"""People: one row for each Telegram user who has written to the bot. No names, no words."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from knowledge.entries import Language
from storage.times import from_utc_text, utc_text

# "Last seen" is kept to five minutes: exact enough to leave alone who is writing, and it spares most writes.
_SEEN_GRAIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who uses the bot."""

    user_id: int
    language: Language | None = None  # None: never chosen
    home: str | None = None  # id of the plan that questions without a place are about
    reachable: bool = True  # False: has blocked the bot


def meet(db: Database, user_id: int, *, now: datetime) -> Person:
    """The person with this Telegram id, made at the first meeting."""
    row = db.conn.execute(
        "SELECT language, home, reachable, seen_at FROM people WHERE user_id = ?", (user_id,)
    ).fetchone()
    if row is None:
        at = utc_text(now)
        db.conn.execute("INSERT INTO people (user_id, created_at, seen_at) VALUES (?, ?, ?)", (user_id, at, at))
        return Person(user_id)
    if abs(now - from_utc_text(row[3])) >= _SEEN_GRAIN:
        db.conn.execute("UPDATE people SET seen_at = ? WHERE user_id = ?", (utc_text(now), user_id))
    return Person(user_id, row[0], row[1], bool(row[2]))


def language_of(db: Database, user_id: int) -> Language:
    """The language in which to write to somebody who is not here now."""
    row = db.conn.execute("SELECT language FROM people WHERE user_id = ?", (user_id,)).fetchone()
    return "en" if row and row[0] == "en" else "vi"


def choose_language(db: Database, user_id: int, language: Language) -> None:
    """Remember the language that a person chose."""
    db.conn.execute("UPDATE people SET language = ? WHERE user_id = ?", (language, user_id))


def choose_home(db: Database, user_id: int, plan_id: str) -> None:
    """Remember the plan that a person works with."""
    db.conn.execute("UPDATE people SET home = ? WHERE user_id = ?", (plan_id, user_id))


def mark_reachable(db: Database, user_id: int, *, reachable: bool) -> None:
    """Remember whether Telegram lets the bot write to a person."""
    db.conn.execute("UPDATE people SET reachable = ? WHERE user_id = ?", (int(reachable), user_id))
