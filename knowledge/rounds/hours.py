"""The hours of the day at which reminders may come to a person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from knowledge.rounds.days import is_working_day

_STORED = re.compile(r"(\d\d:\d\d)-(\d\d:\d\d)(\+we)?")
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """When reminders may come: from *start* until just before *end*, local time to the minute.

    A window whose start is later than its end goes over midnight and belongs to the day on which it began; one whose
    start is its end lasts all day. Weekends and public holidays are left out unless *weekends* is set.
    """

    start: time
    end: time
    weekends: bool = False

    def permits(self, moment: datetime) -> bool:
        """Tell whether a reminder may come at *moment*, an aware local time."""
        day = self._day_of(moment)
        return day is not None and (self.weekends or is_working_day(day))

    def next_opening(self, moment: datetime) -> datetime:
        """Return *moment* itself when a reminder may come then, else the next moment when one may."""
        if self.permits(moment):
            return moment
        opens = time(0) if self.start == self.end else self.start
        day = moment.date()
        while True:  # ends with the first working day: no holiday is longer than two weeks
            opening = datetime.combine(day, opens, moment.tzinfo)
            if opening >= moment and self.permits(opening):
                return opening
            day += _A_DAY

    def to_text(self) -> str:
        """Return the form that is stored: "07:00-20:00", with "+we" behind it when weekends are included."""
        return f"{self.start:%H:%M}-{self.end:%H:%M}{'+we' if self.weekends else ''}"

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read what :meth:`to_text` wrote.

        Raises:
            ValueError: *text* is of another form, or names no time of day.
        """
        match = _STORED.fullmatch(text)
        if match is None:
            raise ValueError(f"hours are stored as 07:00-20:00 or 07:00-20:00+we, not {text!r}")
        return cls(time.fromisoformat(match[1]), time.fromisoformat(match[2]), weekends=match[3] is not None)

    def _day_of(self, moment: datetime) -> date | None:
        """Return the day to whose window *moment* belongs, or None when it lies in no window."""
        now, today = moment.time(), moment.date()
        if self.start == self.end:
            return today
        if self.start < self.end:
            return today if self.start <= now < self.end else None
        if now >= self.start:
            return today
        return today - _A_DAY if now < self.end else None


DEFAULT = Hours(time(7), time(20))
