"""A day of a month that may be too short for it."""

from __future__ import annotations

import calendar
import datetime as dt


def day_of_month(year: int, month: int, day: int) -> dt.date:
    """Return a day of a month, the month's last one where it has not so many: 29 February in most years."""
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))
