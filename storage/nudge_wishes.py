"""What each person wants of reminders: hours, silence for a while, once more later, none at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlite_utils import Database

from knowledge.rounds.hours import Hours
from storage.times import from_utc_text, utc_text

_SOON = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class StandingWishes:
    """One person's wishes; the empty one is everybody's at first."""

    hours: Hours | None = None  # None: those of the plan
    muted_until: date | None = None  # the last day of silence
    stopped: bool = False
    later_at: datetime | None = None  # wants to be reminded once more then

    def is_silent(self, today: date) -> bool:
        """Tell whether nothing may come on *today*."""
        return self.stopped or (self.muted_until is not None and today <= self.muted_until)


def of_person(db: Database, user_id: int) -> StandingWishes:
    """What a person wants."""
    row = db.conn.execute(
        "SELECT hours, muted_until, stopped_at, later_at FROM nudge_wishes WHERE user_id = ?", (user_id,)
    ).fetchone()
    if row is None:
        return StandingWishes()
    hours, muted, stopped, later = row
    return StandingWishes(
        Hours.from_text(hours) if hours else None,
        date.fromisoformat(muted) if muted else None,
        stopped is not None,
        from_utc_text(later) if later else None,
    )


def set_hours(db: Database, user_id: int, hours: Hours | None) -> None:
    """Let reminders come within *hours*; None: those of the plan."""
    _set(db, user_id, "hours", hours.to_text() if hours else None)


def mute(db: Database, user_id: int, until: date | None) -> None:
    """Send nothing up to and including a day; None: silence ends."""
    _set(db, user_id, "muted_until", until.isoformat() if until else None)


def stop(db: Database, user_id: int, *, now: datetime) -> None:
    """Send this person no reminders any more, nor the one that they had asked for."""
    _set(db, user_id, "stopped_at", utc_text(now))
    remind_later(db, user_id, None)


def resume(db: Database, user_id: int) -> None:
    """Remind this person again."""
    _set(db, user_id, "stopped_at", None)
    _set(db, user_id, "muted_until", None)


def remind_later(db: Database, user_id: int, at: datetime | None) -> None:
    """Remind this person once more at *at*, if anything is missing then; None: not any more."""
    _set(db, user_id, "later_at", utc_text(at) if at else None)


def fulfil(db: Database, users: Iterable[int], *, now: datetime) -> None:
    """People are reminded now: whoever asked for it within the next hours need not be once more."""
    soon = utc_text(now + _SOON)
    db.conn.executemany(
        "UPDATE nudge_wishes SET later_at = NULL WHERE user_id = ? AND later_at <= ?", ((user, soon) for user in users)
    )


def _set(db: Database, user_id: int, column: str, value: str | None) -> None:
    db.conn.execute(
        f"INSERT INTO nudge_wishes (user_id, {column}) VALUES (?, ?)"  # noqa: S608 - the column is a constant of this module
        f" ON CONFLICT (user_id) DO UPDATE SET {column} = excluded.{column}",
        (user_id, value),
    )
