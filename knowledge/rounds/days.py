"""Working days of Vietnam: Monday to Friday, public holidays and the days off given in exchange taken out."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_A_DAY = timedelta(days=1)
_SATURDAY = 5  # date.weekday()


def is_working_day(day: date) -> bool:
    """Tell whether offices work on *day*: no weekend, no public holiday (Tết and substitutes included).

    A Saturday that is worked in exchange for a day off ("làm bù") still counts as weekend: nobody is reminded then.
    """
    return day.weekday() < _SATURDAY and day not in _days_off(day.year)


def working_day(day: date, shift: int) -> date:
    """Return the working day that lies *shift* working days from *day*.

    Args:
        day: Any day; it need not be a working day itself.
        shift: 0 gives the newest working day on or before *day*, -3 the third one before that, +1 the first one
            after *day* itself. From a Saturday, 0 is the Friday, -1 the Thursday, +1 the Monday.
    """
    if shift > 0:
        for _ in range(shift):
            day = _nearest(day + _A_DAY, _A_DAY)
        return day
    day = _nearest(day, -_A_DAY)
    for _ in range(-shift):
        day = _nearest(day - _A_DAY, -_A_DAY)
    return day


def _nearest(day: date, step: timedelta) -> date:
    """Return *day*, or the first working day met when going on by *step*."""
    while not is_working_day(day):
        day += step
    return day


@lru_cache(maxsize=32)
def _days_off(year: int) -> frozenset[date]:
    """Return the public holidays of *year*, from the package ``holidays``."""
    # Loading the package costs 0.15 s, which commands that never look at the calendar need not pay.
    from holidays.countries.vietnam import Vietnam

    return frozenset(Vietnam(years=year))  # type: ignore[no-untyped-call]  # the package types only some constructors
