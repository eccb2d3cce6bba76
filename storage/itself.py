"""What the bot has learnt about itself, for the command line, which does not ask Telegram."""

from datetime import date, datetime

from sqlite_utils import Database

from storage.times import from_utc_text, utc_text


def remember_username(db: Database, username: str) -> None:
    """Keep the name under which Telegram knows the bot, without @."""
    _remember(db, "username", username)


def username(db: Database) -> str | None:
    """The name under which Telegram knows the bot; None before its first start."""
    return _recall(db, "username")


def remember_look(db: Database, moment: datetime) -> None:
    """Keep when the bot last looked who is to be reminded."""
    _remember(db, "looked_at", utc_text(moment))


def last_look(db: Database) -> datetime | None:
    """When the bot last looked who is to be reminded; None before the first time."""
    text = _recall(db, "looked_at")
    return from_utc_text(text) if text else None


def remember_check(db: Database, day: date) -> None:
    """Keep the day of which the reminders were checked last."""
    _remember(db, "checked_on", day.isoformat())


def last_check(db: Database) -> date | None:
    """The day of which the reminders were checked last."""
    text = _recall(db, "checked_on")
    return date.fromisoformat(text) if text else None


def _remember(db: Database, name: str, value: str) -> None:
    db.conn.execute(
        "INSERT INTO itself (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (name, value)
    )


def _recall(db: Database, name: str) -> str | None:
    row = db.conn.execute("SELECT value FROM itself WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None
