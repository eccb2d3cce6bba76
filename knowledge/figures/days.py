"""Days in a message of figures, which are written like counts: "ngày 12/10", "từ 1/8 đến hết ngày 30/9", "đến 5/9"."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Collection, Sequence
from typing import NamedTuple

from knowledge.tokens import Token
from knowledge.wordlists import words

Day = tuple[int, int, int | None]  # day, month, year

_LAST_DAY = 31
_NEAR = dt.timedelta(days=31)
_NUMBERED_WEEKDAYS = range(2, 8)  # Monday to Saturday


class Days(NamedTuple):
    """Days from one to another; ``last`` is None for "đến nay", and ``end`` the place behind them."""

    first: Day
    last: Day | None
    end: int


def is_day(tokens: Sequence[Token], at: int, today: dt.date) -> bool:
    """Tell whether what looks like a day is one: "ngày 12/10", "từ 1/8 đến 30/9"; of "khai sinh 12/12" it is not.

    Behind "hôm qua", "sáng mai" or "thứ hai" it is one if it is near *today*.
    """
    if _is_in_range(tokens, at):
        return True
    before = [t.key for t in tokens[max(0, at - 2) : at]]
    said = {*before[-1:], "_".join(before)}
    if not words("before-a-day").isdisjoint(said):
        return True
    day = tokens[at].date
    if day and day[0] > day[1] and before[-1:] in (["den"], ["toi"], ["het"], ["tu"], ["cao"]):
        return True  # "đến 30/11", "báo cáo 15/10"
    return day is not None and _is_near(day, today) and _names_a_near_day(tokens, at, said)


def _is_near(day: Day, today: dt.date) -> bool:
    """Tell whether *day* is at most a month from *today*, in the year where it is nearest."""
    for year in (today.year - 1, today.year, today.year + 1):
        with contextlib.suppress(ValueError):  # 29 February
            if abs(dt.date(year, day[1], day[0]) - today) <= _NEAR:
                return True
    return False


def _names_a_near_day(tokens: Sequence[Token], at: int, said: Collection[str]) -> bool:
    """See the words before "hôm qua 11/10", "thứ 2, 13/10" and, where a message begins, "mai 13/10"."""
    last = at - 2 if at > 1 and tokens[at - 1].text == "," else at - 1
    if numbers_a_weekday(tokens, last) or not words("before-a-near-day").isdisjoint(said):
        return True
    return last >= 0 and tokens[last].text == "mai" and (last == 0 or tokens[last - 1].kind == "separator")


def numbers_a_weekday(tokens: Sequence[Token], at: int) -> bool:
    """See the number of "thứ 2, 13/10"."""
    if at < 1 or tokens[at - 1].key != "thu" or tokens[at].number not in _NUMBERED_WEEKDAYS:
        return False
    after = at + 2 if at + 1 < len(tokens) and tokens[at + 1].text == "," else at + 1
    return after < len(tokens) and tokens[after].date is not None


def _is_in_range(tokens: Sequence[Token], at: int) -> bool:
    """See both days of "từ 1/8 đến hết ngày 30/9"."""
    begun = (days_at(tokens, first) for first in range(max(0, at - _LONGEST_RANGE), at + 1))
    return any(days is not None and at < days.end for days in begun)


_LONGEST_RANGE = 4  # tokens between two days: "1/8 đến hết ngày 30/9"


def days_at(tokens: Sequence[Token], at: int) -> Days | None:
    """Return the days from one to another that are said at a place: "1/8 đến 30/9", "5/9 đến nay".

    None of "khai sinh 12/12 đến 30/9", and of "khai sinh 5/9 đến ngày 30/9" where no other share stands beside it.
    """
    first = tokens[at].date
    if first is None:
        return None
    told = at > 0 and tokens[at - 1].key in words("before-the-first-day")
    last = tokens[at + 1].date if at + 1 < len(tokens) else None
    if last and first[2]:  # "1/7/2025 - 30/9/2025"
        return Days(first, last, at + 2) if last[2] else None
    if _key(tokens, at + 1) not in words("until"):
        return None
    place = at + 2
    passed = words("before-the-last-day")
    while _key(tokens, place) in passed:
        place += 1
    last = tokens[place].date if place < len(tokens) else None
    if last is not None:
        in_order = first[2] or last[2] or (first[1], first[0]) <= (last[1], last[0])
        alone = at > 0 and tokens[at - 1].kind != "separator" and not _is_beside_a_share(tokens, at, place)
        return Days(first, last, place + 1) if told or (in_order and not alone) else None
    if told and _key(tokens, place) in words("up-to-now"):
        return Days(first, None, place + 1)
    month = tokens[place + 1].number if _key(tokens, place) in words("month") and place + 1 < len(tokens) else None
    if told and month is not None and 1 <= month <= 12:
        return Days(first, (_LAST_DAY, month, None), place + 2)
    return None


def _is_beside_a_share(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tell whether another share than those at two places stands in the same part of a message."""
    begin, end = first, last
    while begin and tokens[begin - 1].kind != "separator":
        begin -= 1
    while end + 1 < len(tokens) and tokens[end + 1].kind != "separator":
        end += 1
    return any(_may_be_a_share(tokens, at) for at in range(begin, end + 1) if not first <= at <= last)


def _may_be_a_share(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "12/12" or "45/47" stands at a place."""
    token, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    if token.date is not None:
        return token.date[2] is None
    return after is not None and token.kind == after.kind == "number" and after.start == token.end + 1


def _key(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].key if at < len(tokens) else ""
