"""Periods by their names "2025-10", "2025-Q3", "2025-H1", "2025": when they end, what lies in them, how they read."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from knowledge.entries import Language
from knowledge.figures.model import first_day

_NAME = re.compile(r"20\d\d(-(0[1-9]|1[0-2]|Q[1-4]|H[12]))?", re.ASCII)
_MONTHS_LONG = {"": 12, "H": 6, "Q": 3}  # by the letter of the name; a month has none
_LENGTHS = {1: 1, 3: 2, 6: 3, 12: 4}
_MONTHS = "January February March April May June July August September October November December".split()
_QUARTERS = ("first", "second", "third", "fourth")


def is_period(text: str) -> bool:
    """Tell whether *text* is the name of a period of this century."""
    return _NAME.fullmatch(text) is not None


def month_of(day: dt.date) -> str:
    """Return the month in which *day* lies."""
    return f"{day:%Y-%m}"


def year_of(period: str) -> int:
    """Return the year of *period*, against whose targets it is held."""
    return int(period[:4])


def last_day(period: str) -> dt.date:
    """Return the last day of *period*."""
    first = first_day(period)
    month = first.month - 1 + _months(period)
    return dt.date(first.year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


def contains(longer: str, shorter: str) -> bool:
    """Tell whether *shorter* lies within *longer*; a period contains itself."""
    return first_day(longer) <= first_day(shorter) and last_day(shorter) <= last_day(longer)


@lru_cache(maxsize=1024)
def rank(period: str) -> int:
    """Return a number that grows with the end of a period, and with its length where two end together.

    It is made of the year, the last month and the length: 2025-09 is 2025091, 2025-Q3 2025092, and 2025 2025124. The
    column ``cells.ends`` is the same.
    """
    return year_of(period) * 1000 + last_day(period).month * 10 + _LENGTHS[_months(period)]


def ranks_within(period: str) -> tuple[int, int, int]:
    """Return what is true of the rank of each period within *period*.

    Returns:
        The least and the greatest rank, and the greatest last digit: a month that ends with its quarter lies within
        the quarter, the half year that ends with them does not.
    """
    first = year_of(period) * 1000 + first_day(period).month * 10
    own = rank(period)
    return first, own, own % 10


def in_words(period: str, language: Language) -> str:
    """Print *period*: "tháng 10/2025", "quý 3/2025", "6 tháng đầu năm 2025", "năm 2025"."""
    year, _, rest = period.partition("-")
    if not rest:
        return year if language == "en" else f"năm {year}"
    if rest[0] == "Q":
        return f"{_QUARTERS[int(rest[1]) - 1]} quarter of {year}" if language == "en" else f"quý {rest[1]}/{year}"
    if rest[0] == "H":
        if language == "en":
            return f"{_QUARTERS[int(rest[1]) - 1]} half of {year}"
        return f"6 tháng {'đầu' if rest == 'H1' else 'cuối'} năm {year}"
    return f"{_MONTHS[int(rest) - 1]} {year}" if language == "en" else f"tháng {int(rest)}/{year}"


def _months(period: str) -> int:
    return _MONTHS_LONG.get(period[5:6], 1)
