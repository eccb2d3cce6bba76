"""Days named in what staff type: "trước ngày 20/7", "đến hết 5 tháng 11 năm 2025", "20th July", "cuối tháng 6".

Full dates are recognised by :mod:`knowledge.tokens`, as everywhere; here stands what is particular to deadlines: the
words before a date that say whether that day itself counts, the year behind it, ends of months, and dates that do not
exist, which must become a question and not a guess.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from knowledge.rounds.spoken import tolerant
from knowledge.tokens import Token, tokenize

LAST_OF_MONTH = 31  # stands for the last day of any month
_A_LEAP_YEAR = 2024

ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b(?: of\b)?", re.IGNORECASE)
_SPACED_DASH = re.compile(r"(?<=\s)[-–—](?=\s)")
# "20-11" and "20.11"; neither "6-10 tuổi" nor "95.5%", nor a part of "2025-10-20".
_DASHED = tolerant(r"(?<![\d/.,:-])(\d{1,2})[.-](\d{1,2})(?![\d/:-]|[.,]\d| ?(?:tuổi|tháng tuổi|years|[%‰hg]|giờ))")


def prepare(text: str) -> str:
    """Return a repaired *text* with its dates spelt with slashes and without English ordinals, at the same offsets.

    "5th of July" becomes "5 July" (with more spaces), "20-11" and "20.11" become "20/11".
    """
    text = _SPACED_DASH.sub(",", ORDINAL.sub(lambda m: " " * len(m[0]), text))
    return _DASHED.sub(r"\1/\2", text)


@dataclass(frozen=True, slots=True)
class Mention:
    """A day named in characters *start* to *end* (exclusive) of a text, the words that lead to it included.

    *month* is None for a day of every month or quarter, *year* where none was said. *day* is as typed; with *before*
    the last day is the one before it. *starts* marks "từ 1/7" and "sau 1/7", which is not until when, but since.
    With *clamped*, *day* is an upper bound: the month's last day, whatever its number is that year.
    """

    start: int
    end: int
    day: int
    month: int | None = None
    year: int | None = None
    before: bool = False
    starts: bool = False
    clamped: bool = False

    @property
    def exists(self) -> bool:
        """Whether there is such a day: 29 February in some year, no 31 February."""
        if self.month is None:
            return 1 <= self.day <= LAST_OF_MONTH
        if not 1 <= self.month <= 12 or self.day < 1:
            return False
        year = self.year or _A_LEAP_YEAR
        return 2000 <= year <= 2100 and self.day <= calendar.monthrange(year, self.month)[1]

    @property
    def said(self) -> tuple[int, int | None, int | None, bool]:
        """What two mentions of the same day have in common."""
        return self.day, self.month, self.year, self.before


_TIME = r"\d{1,2} ?(?:(?:giờ|h|g)(?: ?\d\d(?: ?phút)?)?|:\d\d)(?!\w)"
_LEADING = (
    r"trước hạn|trước|prior to|before|chậm nhất|muộn nhất|trễ nhất|không (?:quá|muộn hơn|trễ hơn|chậm hơn)"
    r"|(?:no|not) later than|đến hết|hết|cho đến|đến|tới|(?:thời )?hạn(?: chót| nộp| cuối(?: cùng)?)?|nộp|gửi"
    r"|at the latest|deadline|until|till|due|by|on|the|là|vào|ngày|mùng|mồng|day"
)
# At most six words, taken without looking back: the time it takes stays in proportion to the length of a text.
LEADS = rf"(?:\b(?:{_LEADING}|{_TIME})[\s:,(-]*){{1,6}}+"
_LEFT = tolerant(LEADS + "$")
_REACH = 80  # characters looked at on the left of a date
_BEFORE = tolerant(r"\b(?:trước|before|prior to)\b")
_CLOCK = tolerant(rf"\b{_TIME}")
_SINCE = tolerant(r"\b(?:sau|kể từ|từ|after|from|since) ?$")
_YEAR = tolerant(r"[\s,(]*(?:(?:năm|/) ?)?(20\d\d)\b\)?")
_NEAR_YEAR = tolerant(r"[\s,(]*(?:(năm nay|năm này|this year)|(năm sau|năm tới|next year)|(năm ngoái|last year))\b\)?")


def with_leads(text: str, mention: Mention) -> Mention:
    """Take the words on the left of *mention* in: "chậm nhất ngày", "trước".

    "trước 17 giờ ngày 20/7" leaves the 20th itself: the hour is meant.
    """
    offset = max(0, mention.start - _REACH)
    left = _LEFT.search(text[offset : mention.start])
    start = offset + left.start() if left else mention.start
    said = text[start : mention.start]
    before = bool(_BEFORE.search(said)) and not _CLOCK.search(said)
    starts = bool(_SINCE.search(text[offset:start]))
    return replace(mention, start=start, before=before, starts=starts)


def year_behind(text: str, at: int, today: date) -> tuple[int | None, int]:
    """Return the year that stands in *text* from *at* on, and where it ends: "năm 2026", "năm sau"."""
    if match := _YEAR.match(text, at):
        return int(match[1]), match.end()
    if match := _NEAR_YEAR.match(text, at):
        return today.year + (1 if match[2] else -1 if match[3] else 0), match.end()
    return None, at


# "quý 3 tháng 10" is no 3 October.
_NUMBERS_SOMETHING = tolerant(r"\b(?:qu(?:ý|í)|q|kỳ|đợt|lần|lớp|số|khóa|mục) ?$")
_SECOND_MONTH = tolerant(r" (?:tháng|thg) ?(\d{1,2})\b")
_WRITTEN = tolerant(r"(?<![\d/])(\d{1,2}) ?(?:/|(?:tháng|thg)\b) ?(\d{1,2})(?: ?/ ?(\d+))?(?!\d)")


def full_dates(text: str, today: date) -> list[Mention]:
    """Return the days with a month in a prepared *text*, those that do not exist included, left to right."""
    tokens = [t for t in tokenize(text) if t.date and not _is_number_of(text, t)]
    found = [m for t in tokens for m in _of_token(text, t, today)]
    taken = [(t.start, t.end) for t in tokens]
    for match in _WRITTEN.finditer(text):
        if all(match.end() <= start or match.start() >= end for start, end in taken) and not _is_counted(text, match):
            year = int(match[3]) if match[3] else None
            found.append(with_leads(text, Mention(*match.span(), int(match[1]), int(match[2]), year)))
    return sorted(found, key=lambda m: m.start)


def _is_number_of(text: str, token: Token) -> bool:
    return token.text.isdigit() and bool(_NUMBERS_SOMETHING.search(text[max(0, token.start - 10) : token.start]))


def _is_counted(text: str, match: re.Match[str]) -> bool:
    """Tell whether what looks like an impossible date numbers a quarter: "quý 3 tháng 10"."""
    return "/" not in match[0] and bool(_NUMBERS_SOMETHING.search(text[max(0, match.start() - 10) : match.start()]))


def _of_token(text: str, token: Token, today: date) -> Iterator[Mention]:
    assert token.date is not None
    day, month, year = token.date
    behind, end = year_behind(text, token.end, today)
    yield with_leads(text, Mention(token.start, end, day, month, year or behind))
    if again := _SECOND_MONTH.match(text, token.end):  # "6 tháng 5 tháng 7" is 6 May, or "6 tháng" and 5 July
        yield Mention(token.end, again.end(), month, int(again[1]))


_MONTH_END = tolerant(
    r"\b(?:cuối(?: cùng)?(?: của)?|hết)(?: hằng| mỗi| từng)? tháng(?: (?:(\d{1,2})(?!\d)|(nay|này)\b|(sau|tới)\b))?"
    r"|\b(?:the )?(?:end|last day) of (?:the |each |every )?(?:(this )|(next ))?month\b"
)
_QUARTER_BEHIND = tolerant(r" (?:đầu|cuối|thứ)\b")


def month_ends(text: str, today: date) -> list[Mention]:
    """Return the ends of months in a prepared *text*: "cuối tháng 6", "hết tháng này", "cuối mỗi tháng"."""
    found = [m for m in _MONTH_END.finditer(text) if not _QUARTER_BEHIND.match(text, m.end())]
    return [_month_end(text, match, today) for match in found]


def _month_end(text: str, match: re.Match[str], today: date) -> Mention:
    number, this, following = match[1], match[2] or match[4], match[3] or match[5]
    month, year, end, day = None, None, match.end(), LAST_OF_MONTH
    if number:
        month = int(number)
        year, end = year_behind(text, end, today)
    elif this or following:
        month, year = in_month(today, 1 if following else 0)
    if month and 1 <= month <= 12:
        day = calendar.monthrange(year or _A_LEAP_YEAR, month)[1]
    return with_leads(text, Mention(match.start(), end, day, month, year, clamped=True))


def in_month(today: date, shift: int) -> tuple[int, int]:
    """Return the month that comes *shift* months after today's, and its year."""
    years, month = divmod(today.month - 1 + shift, 12)
    return month + 1, today.year + years
