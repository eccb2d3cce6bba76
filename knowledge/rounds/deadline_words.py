"""A deadline as staff type it: "báo cáo năm trước ngày 5/11 hằng năm", "số liệu tháng hạn 5 hằng tháng".

What cannot be read for certain is no deadline but a :class:`DeadlineProblem`: a reminder on a wrong day is worse than
one more question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from knowledge import vietnamese
from knowledge.rounds.dates import LAST_OF_MONTH, LEADS, ORDINAL, Mention, full_dates, month_ends, prepare, with_leads
from knowledge.rounds.day_words import Day, days_in_month, on_or_after, parse_day
from knowledge.rounds.spoken import Spoken, tolerant

__all__ = ["Day", "DeadlineProblem", "Every", "NewDeadline", "parse_day", "parse_deadline"]

Every = Literal["once", "year", "quarter", "month"]
MAX_WHAT = 80  # characters


@dataclass(frozen=True, slots=True)
class NewDeadline:
    """A deadline to be added.

    *day* is the day as typed; with *before* ("trước ngày 5") the last day is the one before it, else that day itself.
    A day that the month does not have, such as 31 for "cuối tháng" or 29 February, stands for its last. *month* is
    None for "month" and "quarter", *year* is given for "once" alone.

    A quarterly day in the first half of a month lies in the month after the quarter, a later one in its last month.
    """

    what: str
    every: Every
    month: int | None
    day: int
    year: int | None
    before: bool


@dataclass(frozen=True, slots=True)
class DeadlineProblem:
    """Why a text is no deadline."""

    kind: Literal["no_day", "no_such_day", "no_what", "past", "two_days"]


def parse_deadline(text: str, today: date) -> NewDeadline | DeadlineProblem:
    """Read what is due, by which day, and how often it comes again.

    Args:
        text: What was typed, with or without diacritics, Vietnamese or English.
        today: A day without a year is the next such day from then on.
    """
    typed = vietnamese.repair(text)
    prepared = prepare(typed)
    turns = list(_turns(prepared))
    every = {kind for kind, _ in turns}
    if len(every) > 1:
        return DeadlineProblem("two_days")
    when: Every = next(iter(every), "once")
    mention = _the_day(prepared, when, today)
    if isinstance(mention, DeadlineProblem):
        return mention
    what = _what(typed, [(mention.start, mention.end), *(span for _, span in turns)])
    if not what:
        return DeadlineProblem("no_what")
    return _dated(what, when, mention, today)


_TURNS: tuple[tuple[Every, Spoken], ...] = (
    ("year", tolerant(r"\b(?:hằng|hàng|mỗi|từng|every|each) (?:năm|year)\b|\b(?:yearly|annually)\b")),
    (
        "quarter",
        tolerant(
            r"\b(?:hằng|hàng|mỗi|từng) qu(?:ý|í)\b|\b(?:of )?(?:every|each) quarter\b|\bquarterly\b"
            r"|\btháng (?:đầu(?: tiên)?|thứ nhất|cuối(?: cùng)?)(?: của)? qu(?:ý|í)(?: sau| tới| tiếp theo| kế tiếp)?\b"
        ),
    ),
    ("month", tolerant(r"\b(?:hằng|hàng|mỗi|từng) tháng\b|\b(?:of )?(?:every|each) month\b|\bmonthly\b")),
)


def _turns(text: str) -> Iterable[tuple[Every, tuple[int, int]]]:
    """Yield how often a deadline comes again, with the characters that say so."""
    for kind, pattern in _TURNS:
        for match in pattern.finditer(text):
            yield kind, match.span()


_LUNAR = tolerant(r"\bâm lịch\b|\blunar\b")


def _the_day(text: str, every: Every, today: date) -> Mention | DeadlineProblem:
    """Return the one day in *text* that fits how often it comes again; days of the lunar calendar are not read."""
    if _LUNAR.search(text):
        return DeadlineProblem("no_day")
    dates = full_dates(text, today)
    if every in ("month", "quarter"):
        mentions = dates or _bare_days(text, every, today)
    else:
        near = days_in_month(text, today) if every == "once" else []
        mentions = dates + month_ends(text, today) + near
    if len({m.said for m in mentions}) > 1:
        return DeadlineProblem("two_days")
    if not mentions or mentions[0].starts:
        return DeadlineProblem("no_day")
    if not mentions[0].exists:
        return DeadlineProblem("no_such_day")
    return mentions[0] if _fits(mentions[0], every) else DeadlineProblem("no_day")


def _fits(mention: Mention, every: Every) -> bool:
    """Tell whether a day goes with its turn: "5/10" with "hằng tháng" leaves open which of them is meant."""
    if every in ("month", "quarter"):
        return mention.month is None
    return mention.month is not None or every == "once"


_NUMBER = r"(?P<day>\d{1,2})(?!\d|[/%]|[:.,]\d| ?(?:ngày|h|g|giờ|tháng \d)\b)"
_BARE = tolerant(
    rf"{LEADS}{_NUMBER}"
    r"|(?<![\d/.,])(?P<first>\d{1,2})"
    r"(?= (?:(?:hằng|hàng|mỗi|từng) (?:tháng|qu(?:ý|í))|(?:every|each) (?:month|quarter))\b)"
)
_MONTH_BEHIND = tolerant(r" (?:tháng|of the) (?:sau|tới|tiếp theo|kế tiếp|(?:following|next) month)\b")
_QUARTER_END = tolerant(r"\b(?:cuối(?: mỗi| hằng| từng)? qu(?:ý|í)|(?:the )?end of (?:the |each |every )?quarter)\b")
_FIRST_MONTH = tolerant(r"\btháng (?:đầu|thứ nhất)")
_LAST_MONTH = tolerant(r"\btháng cuối")
_FIRST_HALF = 15


def _bare_days(text: str, every: Every, today: date) -> list[Mention]:
    """Return the days without a month: "trước ngày 5", "5 mỗi tháng", "cuối tháng"."""
    found = [_bare_day(text, match) for match in _BARE.finditer(text)]
    if every == "month":
        return found + [m for m in month_ends(text, today) if m.month is None]
    ends = [] if _LAST_MONTH.search(text) else _QUARTER_END.finditer(text)
    found += [with_leads(text, Mention(m.start(), m.end(), LAST_OF_MONTH)) for m in ends]
    return [m for m in found if not _in_another_month(text, m)]


def _bare_day(text: str, match: re.Match[str]) -> Mention:
    group = "day" if match["day"] else "first"
    behind = _MONTH_BEHIND.match(text, match.end())
    end = behind.end() if behind else match.end()
    return with_leads(text, Mention(match.start(group), end, int(match[group])))


def _in_another_month(text: str, mention: Mention) -> bool:
    """Tell whether a quarterly day is said of a month that its half does not stand for (see NewDeadline)."""
    wrong = _LAST_MONTH if mention.day <= _FIRST_HALF else _FIRST_MONTH
    return wrong.search(text) is not None


def _dated(what: str, every: Every, mention: Mention, today: date) -> NewDeadline | DeadlineProblem:
    """Return the deadline, a single one with its year; one that is over already is a problem."""
    if every != "once":
        return NewDeadline(what, every, mention.month, mention.day, None, mention.before)
    day = on_or_after(mention, today)
    if day is None:
        return DeadlineProblem("no_such_day")
    # "Trước 20/7" said on 20 July: without a year it is either over or a year ahead, so we ask.
    if day - timedelta(days=mention.before) < today:
        return DeadlineProblem("past")
    return NewDeadline(what, every, day.month, day.day, day.year, mention.before)


_EDGES = " \t,;:.!?-–—/|\"'"
_EMPTY_BRACKETS = re.compile(r"[(\[]\s*[)\]]")
_LOOSE_SIGN = re.compile(r" +([,;:.])[,;:.]*")
_HEAD = tolerant(r"(?:(?:thời )?hạn(?: chót| nộp)?(?! hán)|deadline)\b[\s:,-]*")
_TAIL = tolerant(r"[\s:,(-]*\b(?:(?:thời )?hạn(?: chót| nộp| cuối)?|deadline|nộp|is|là|due)$")


def _what(typed: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return *typed* without the characters in *spans*, tidied, with at most ``MAX_WHAT`` characters."""
    letters = list(typed)
    for start, end in spans:
        ordinal = ORDINAL.match(typed, end)
        end = ordinal.end() if ordinal else end
        letters[start:end] = " " * (end - start)
    rest = " ".join(_EMPTY_BRACKETS.sub(" ", "".join(letters)).split())
    rest = _LOOSE_SIGN.sub(r"\1", rest).strip(_EDGES)
    head = _HEAD.match(rest)
    rest = _TAIL.sub("", rest[head.end() :] if head else rest).strip(_EDGES)
    if not any(c.isalpha() for c in rest):
        return ""
    return rest if len(rest) <= MAX_WHAT else _cut(rest)


def _cut(text: str) -> str:
    """Return the beginning of *text*, at most ``MAX_WHAT`` characters, whole words where that is possible."""
    words = text[: MAX_WHAT + 1].rpartition(" ")[0]
    return (words or text[:MAX_WHAT]).strip(_EDGES)
