"""What time it is, for everything in the bot that has to know.

Nobody asks the operating system for the date: they ask the clock they were given, so that a demonstration or a test
can be taken to the day before a deadline.
"""

from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

VIETNAM = "Asia/Ho_Chi_Minh"


class Clock(Protocol):
    """Anything that knows the time."""

    def now(self) -> datetime:
        """Return the present moment, aware, in the clock's own time zone."""


class SystemClock:
    """The machine's clock, read in one time zone."""

    def __init__(self, timezone: str = VIETNAM) -> None:
        """Read the time in *timezone*, an IANA name; ``ZoneInfoNotFoundError`` when there is none of that name."""
        self._zone = ZoneInfo(timezone)

    def now(self) -> datetime:
        """Return the present moment."""
        return datetime.now(self._zone)


class MovableClock(SystemClock):
    """The machine's clock plus an offset: it can be put anywhere and goes on running from there."""

    def __init__(self, timezone: str = VIETNAM) -> None:
        """Start at the machine's time, read in *timezone*."""
        super().__init__(timezone)
        self._offset = timedelta()

    def now(self) -> datetime:
        """Return the moment that the clock was moved to, plus what has passed since."""
        return (datetime.now(UTC) + self._offset).astimezone(self._zone)

    def set(self, moment: datetime) -> None:
        """Go to *moment*; a naive one is read in the clock's own time zone.

        Raises:
            OverflowError: No calendar holds that moment.
        """
        aware = moment if moment.tzinfo else moment.replace(tzinfo=self._zone)
        self._offset = aware.astimezone(UTC) - datetime.now(UTC)

    def advance(self, delta: timedelta) -> None:
        """Go *delta* forward, or back when it is negative.

        Raises:
            OverflowError: No calendar holds that moment.
        """
        self.set(self.now() + delta)
