"""From when and until when somebody is on leave: "từ 25/4 đến 2/5", "2 tuần", "hết tháng này", "mai"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from knowledge.month_ends import day_of_month
from knowledge.phrasebook import phrases, table
from knowledge.rounds.dates import Mention, full_dates, month_ends, prepare
from knowledge.rounds.day_words import on_or_after, told_from
from knowledge.tokens import Token, tokenize
from knowledge.vietnamese import fold, repair
from knowledge.wordlists import words

_A_DAY = timedelta(days=1)
_FAR = timedelta(days=180)  # a day of next year that is so much later is rather that of this year, which has passed
_MOST_DAYS = 999

Fault = Literal["past", "no_such_day"]


@dataclass(frozen=True, slots=True)
class LeaveTime:
    """The last day of a leave; None: none was said, or none that is to come."""

    until: date | None = None
    begins: date | None = None  # where it does so later than today
    fault: Fault | None = None
    said: str = ""  # the day with a fault: "31/11"


def leave_time(said: str, today: date) -> tuple[LeaveTime, str]:
    """Read the time of a leave out of what is said; returns it with the rest, blanks in the place of its words."""
    text = prepare(repair(said))
    mentions = list(_mentions(text, today))
    length = _length(text, mentions)
    spans = [_span(text, one) for one in mentions] + ([length[:2]] if length else [])
    rest = text
    for start, end in spans:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    return _time(text, mentions, length[2:] if length else None, today), rest


def last_day_alone(said: str, today: date) -> LeaveTime | None:
    """Read words that name the time of a leave and nothing else, "đến 30/4", "2 tuần"; one day alone is the last."""
    time, rest = leave_time(said, today)
    known = words("beside-the-time-of-leave") | words("polite-to-the-bot")
    if time == LeaveTime() or not known.issuperset(re.findall(r"\w+", fold(rest))):
        return None
    return LeaveTime(time.until, fault=time.fault, said=time.said) if time.begins == time.until else time


def _mentions(text: str, today: date) -> Iterator[Mention]:
    """Yield the days in a prepared text, left to right."""
    found: list[Mention] = []
    for mention in (*full_dates(text, today), *month_ends(text, today), *told_from(text, today)):
        if all(mention.end <= other.start or other.end <= mention.start for other in found):
            found.append(mention)
    yield from sorted(found, key=lambda one: one.start)


def _span(text: str, mention: Mention) -> tuple[int, int]:
    """Where a day stands, with the word that says that it is the first."""
    since = phrases("since-a-day").search(fold(text[: mention.start])) if mention.starts else None
    return (since.start() if since else mention.start), mention.end


def _length(text: str, mentions: list[Mention]) -> tuple[int, int, int, str] | None:
    """Find how long somebody is away, "2 tuần", "sáu tháng": where it stands, how many, of what."""
    tokens = list(tokenize(text))
    for number, unit in pairwise(tokens):
        count = _count(number)
        kind = next((kind for kind, said in table("lengths-of-leave") if said.fullmatch(unit.key)), None)
        is_day = any(one.start < unit.end and number.start < one.end for one in mentions)
        if count and kind and not is_day and not phrases("of-a-date").match(fold(text[unit.end :]).lstrip()):
            return number.start, unit.end, count, kind
    return None


def _count(token: Token) -> int | None:
    """The number that a token is, or may be: "hai" is 2."""
    count = token.number or (int(token.alternative) if token.alternative and token.alternative.isdigit() else None)
    return count if count and count <= _MOST_DAYS else None


def _time(text: str, mentions: list[Mention], length: tuple[int, str] | None, today: date) -> LeaveTime:
    """Put days and length together."""
    wrong = next((one for one in mentions if not one.exists), None)
    if wrong:
        return LeaveTime(fault="no_such_day", said=f"{wrong.day}/{wrong.month}" if wrong.month else str(wrong.day))
    if len(mentions) > 1 + (length is None):
        return LeaveTime()
    is_first = bool(mentions) and (length is not None or len(mentions) > 1 or _is_first(text, mentions[0]))
    first = mentions[0] if is_first else None
    last = mentions[-1] if mentions[is_first:] else None
    begins = _day(first, today) if first else today
    until: date | None = None
    if last:
        until = _day(last, max(begins, today))
    elif length:
        until = _after(max(begins, today), *length)
    elif first and not first.starts:
        until = begins
    if until and until < today:
        return LeaveTime(fault="past", said=f"{until:%d/%m/%Y}")
    return LeaveTime(until, begins if begins > today else None)


def _is_first(text: str, mention: Mention) -> bool:
    """Tell whether a day is that on which the leave begins: "từ mai", "mai nghỉ"; "đến mai" is the last."""
    return mention.starts or not phrases("until-a-day").search(fold(text[mention.start : mention.end]))


def _day(mention: Mention, today: date) -> date:
    """The day that is meant: of this year, where the next one is far off."""
    found = on_or_after(mention, today) or today
    if mention.year is None and mention.month and found.year > today.year and found - today > _FAR:
        found = day_of_month(today.year, mention.month, mention.day)
    return found - _A_DAY if mention.before else found


def _after(first: date, count: int, unit: str) -> date:
    """The last day of a leave of that length which begins on *first*."""
    if unit != "months":
        return first + (count * (7 if unit == "weeks" else 1) - 1) * _A_DAY
    years, month = divmod(first.month - 1 + count, 12)
    year, month = first.year + years, month + 1
    return date(year, month, min(first.day, calendar.monthrange(year, month)[1])) - _A_DAY
