"""A single day as people type it: "20/11", "ngày 20 tháng 11", "mai", "thứ 6 tuần sau", "cuối tháng"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge import vietnamese
from knowledge.month_ends import day_of_month
from knowledge.rounds.dates import LAST_OF_MONTH, LEADS, Mention, full_dates, in_month, month_ends, prepare, with_leads
from knowledge.rounds.spoken import tolerant

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as typed; with *before* ("trước 20/11") the last day is the one before it."""

    day: date
    before: bool = False

    @property
    def last(self) -> date:
        """The last day that is meant."""
        return self.day - _A_DAY if self.before else self.day


_FILLER = tolerant(
    rf"(?:{LEADS}|(?:dời|chuyển|đổi|lùi|gia hạn|hoãn|kéo dài|sang|thành|qua|lại|hạn mới|mới|lịch|cho"
    r"|xin|nhé|nha|nghe|ạ|đi|luôn|giúp|giùm|em|anh|chị|bạn|ơi"
    r"|move|change|postpone|extend|shift|it|to|new|please|this|through|for)\b|[\s.,:;!()-])*+"
)


def parse_day(text: str, today: date) -> Day | None:
    """Read a text that names one day and nothing else but filler ("dời đến", "hạn mới", "move to").

    A day without a year, or without a month, is the next one on or after *today*; a full date may lie in the past.

    Returns:
        None when there is no day, one that does not exist, or two different ones; also for "trước 20/11" said on 20
        November, which is either over or a year ahead.
    """
    mention = _only_mention(text, today)
    return _day_of(mention, today) if mention else None


def _day_of(mention: Mention, today: date) -> Day | None:
    """The day of a mention; None for one that does not exist, or is over or a year ahead."""
    if not mention.exists or mention.starts:
        return None
    day = on_or_after(mention, today)
    if day is None or (mention.before and mention.year is None and day == today):
        return None
    return Day(day, mention.before)


def day_beside(text: str, today: date) -> Day | None:
    """Read the one day that a text names, whatever else it says: "dời hạn đến 15/11 nhé"; None as in ``parse_day``."""
    mentions = _mentions(prepare(vietnamese.repair(text)), today)
    mention = mentions[0] if len(mentions) == 1 else None
    return _day_of(mention, today) if mention else None


def means_a_day(text: str, today: date) -> bool:
    """Tell whether a text names one day and nothing else but filler, though there be no such day: "trước 31/2"."""
    mention = _only_mention(text, today)
    return mention is not None and mention.day <= LAST_OF_MONTH


def _only_mention(text: str, today: date) -> Mention | None:
    """Return the one day that a text names, beside filler alone."""
    text = prepare(vietnamese.repair(text))
    mentions = _mentions(text, today)
    if len(mentions) != 1:
        return None
    rest = text[: mentions[0].start] + " " + text[mentions[0].end :]
    return mentions[0] if _FILLER.fullmatch(rest) else None


def _mentions(text: str, today: date) -> list[Mention]:
    """Return the days that a prepared text names."""
    return full_dates(text, today) or month_ends(text, today) or list(told_from(text, today))


def on_or_after(mention: Mention, today: date) -> date | None:
    """Return the day of *mention*, which exists: the next one on or after *today* where the year or month is open."""
    if mention.month is None:
        found = [(mention.day, *in_month(today, shift)) for shift in (0, 1)]
    else:
        years = [mention.year] if mention.year else range(today.year, today.year + 9)  # 2096 and 2104 are leap years
        found = [(mention.day, mention.month, year) for year in years]
    for day, month, year in found:
        candidate = _day(day, month, year, clamped=mention.clamped)
        if candidate and (candidate >= today or mention.year):
            return candidate
    return None


def _day(day: int, month: int, year: int, *, clamped: bool) -> date | None:
    found = day_of_month(year, month, day)
    return found if clamped or found.day == day else None


_IN_MONTH = tolerant(rf"(?P<lead>{LEADS})(\d{{1,2}}) tháng (?:(nay|này)|sau|tới)\b")
_OF_MONTH = tolerant(r"\b(?:ngày|mùng|mồng) ?(\d{1,2})(?! ?(?:[\d/]|:\d)| (?:nữa|tháng)\b)")
_NAMED = (
    (0, tolerant(r"\bhôm nay\b|\btoday\b")),
    (1, tolerant(r"\b(?:ngày |hôm )?mai\b|\btomorrow\b")),
    (2, tolerant(r"\bngày (?:kia|mốt)\b|\bday after tomorrow\b")),
)
_DAYS_AHEAD = tolerant(r"\b(\d{1,2}) ngày nữa\b|\bin (\d{1,2}) days?\b")
_WEEKDAYS = (
    tolerant(r"\bthứ (?:2|hai)\b|\bmonday\b"),
    tolerant(r"\bthứ (?:3|ba)\b|\btuesday\b"),
    tolerant(r"\bthứ (?:4|tư)\b|\bwednesday\b"),
    tolerant(r"\bthứ (?:5|năm)\b|\bthursday\b"),
    tolerant(r"\bthứ (?:6|sáu)\b|\bfriday\b"),
    tolerant(r"\bthứ (?:7|bảy)\b|\bsaturday\b"),
    tolerant(r"\bchủ nhật\b|\bcn\b|\bsunday\b"),
)
_WEEK = tolerant(r" (?:(?:của )?(?:(tuần này|tuần nay|this week)|(tuần sau|tuần tới|next week))|(này|nay|tới))\b")


def days_in_month(text: str, today: date) -> list[Mention]:
    """Return the days of this or the next month in a prepared *text*: "ngày 5 tháng sau"."""
    return [
        with_leads(text, Mention(m.end("lead"), m.end(), int(m[2]), *in_month(today, 0 if m[3] else 1)))
        for m in _IN_MONTH.finditer(text)
    ]


def told_from(text: str, today: date) -> Iterator[Mention]:
    """Yield the days that are told from *today*, in a prepared *text*: "mai", "thứ 6 tuần sau"."""
    if near := days_in_month(text, today):
        yield from near
        return
    for match in _OF_MONTH.finditer(text):
        yield with_leads(text, Mention(match.start(), match.end(), int(match[1])))
    for match in _DAYS_AHEAD.finditer(text):
        yield _told(text, match.start(), match.end(), today + int(match[1] or match[2]) * _A_DAY)
    after_tomorrow = _NAMED[2][1].search(text)
    for ahead, pattern in _NAMED:
        named = pattern.search(text)
        if named and (ahead != 1 or not after_tomorrow):
            yield _told(text, named.start(), named.end(), today + ahead * _A_DAY)
    for weekday, pattern in enumerate(_WEEKDAYS):
        for match in pattern.finditer(text):
            yield _weekday(text, match, weekday, today)


def _weekday(text: str, match: re.Match[str], weekday: int, today: date) -> Mention:
    """Return the next such weekday on or after *today*, or that of the week said; weeks begin on Monday."""
    monday = today - today.weekday() * _A_DAY
    week = _WEEK.match(text, match.end())
    if week and (week[1] or week[2]):
        day = monday + (weekday + (7 if week[2] else 0)) * _A_DAY
    else:
        day = today + (weekday - today.weekday()) % 7 * _A_DAY
    return _told(text, match.start(), week.end() if week else match.end(), day)


def _told(text: str, start: int, end: int, day: date) -> Mention:
    return with_leads(text, Mention(start, end, day.day, day.month, day.year))
