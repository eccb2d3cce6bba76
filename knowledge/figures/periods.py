"""Periods as people say them: "tháng 9", "T9/2025", "quý 3", "6 tháng đầu năm", "tháng trước", "năm 2024"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.figures.amounts import NOT
from knowledge.tokens import Token

_YEARS = range(2000, 2101)
_LIKELY_YEARS = range(2015, 2036)  # in which a number alone is a year
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_RELATIVE = {"nai": 0, "nay": 0, "truoc": -1, "ngoai": -1, "roi": -1, "qua": -1, "sau": 1, "toi": 1}


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period said by tokens ``start`` to ``end`` (exclusive)."""

    start: int
    end: int
    period: str
    denied: bool = False  # "chứ không phải quý 2"


def find_periods(text: str, tokens: Sequence[Token], today: dt.date) -> list[PeriodMention]:
    """Return the periods in *tokens* of *text*, left to right.

    A month, quarter or half without a year is this year's; last year's where this year's is yet to begin.
    """
    found: list[PeriodMention] = []
    index = 0
    while index < len(tokens):
        mention = _at(tokens, index, today)
        if mention and not (mention.end == index + 1 and _in_fraction(text, tokens[index])):
            found.append(replace(mention, denied=_is_denied(tokens, index)))
            index = mention.end
        else:
            index += 1
    return found


def _is_denied(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "không phải" stands before: "quý 3 chứ không phải quý 2"."""
    return at > 1 and tokens[at - 1].key == "phai" and tokens[at - 2].key in NOT


_DAY = frozenset({"ngai", "ngay"})
_DEADLINE = frozenset({"truoc", "han", "cham", "nop", "gui", "sau", "tu"})


def month_of_day(tokens: Sequence[Token], today: dt.date) -> str | None:
    """Return the month of the one past day that is named as the day of a figure: "tiêm chủng 31/31 ngày 30/9".

    Not of a day by which something is due ("trước ngày 5/11"), nor of today's month, which is meant anyway.
    """
    days = [
        t.date
        for i, t in enumerate(tokens)
        if t.kind == "date" and t.date and i and tokens[i - 1].key in _DAY and _key(tokens, i - 2) not in _DEADLINE
    ]
    if len(days) != 1:
        return None
    day, month, year = days[0]
    try:
        named = dt.date(year or today.year, month, day)
    except ValueError:
        return None
    return f"{named:%Y-%m}" if named <= today and (named.year, named.month) != (today.year, today.month) else None


_FIRST_WORDS = frozenset({"thang", "thg", "t", "th", "qui", "q", "nam", "year"})


def _at(tokens: Sequence[Token], at: int, today: dt.date) -> PeriodMention | None:
    token = tokens[at]
    if token.key not in _FIRST_WORDS and token.kind != "number" and not token.alternative:
        return None
    for read in (_half, _year) if token.kind == "number" else (_half, _relative, _month, _quarter, _year):
        mention = read(tokens, at, today)
        if mention:
            return mention
    return None


def _key(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].key if at < len(tokens) else ""


def _whole(tokens: Sequence[Token], at: int) -> int | None:
    """Return the whole number at a place, in digits or as one word ("ba")."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.kind == "number":
        return token.number
    if token.alternative and token.alternative.isdigit():
        return int(token.alternative)
    return _ROMAN.get(token.text)


def _with_year(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    """Return the year that stands at a place, also after "năm", and the place after it."""
    place = at + 1 if _key(tokens, at) in ("nam", "cua") else at
    place = place + 1 if _key(tokens, place) == "nam" else place
    year = tokens[place].number if place < len(tokens) and tokens[place].kind == "number" else None
    if year is not None and 2000 <= year <= 2100:
        return year, place + 1
    if _key(tokens, at) == "nam" and _key(tokens, at + 1) in ("nai", "nay", "ngoai", "truoc"):
        return (0 if _key(tokens, at + 1) in ("nai", "nay") else -1), at + 2
    return None, at


def _year_of(said: int | None, begun_if: bool, today: dt.date) -> int:
    """Return the year meant: the one said, else this year, or last year where this year's has not begun."""
    if said is not None:
        return said if said > 100 else today.year + said
    return today.year if begun_if else today.year - 1


def _month(tokens: Sequence[Token], at: int, today: dt.date) -> PeriodMention | None:
    short = tokens[at].key in ("t", "th") and tokens[at].kind == "word"
    if not short and tokens[at].key not in ("thang", "thg"):
        return None
    month = _whole(tokens, at + 1)
    if month is None or not 1 <= month <= 12:
        return None
    said, end = _with_year(tokens, at + 2)
    year = _year_of(said, month <= today.month, today)
    return PeriodMention(at, end, f"{year}-{month:02d}")


def _quarter(tokens: Sequence[Token], at: int, today: dt.date) -> PeriodMention | None:
    if tokens[at].key not in ("qui", "q"):
        return None
    quarter = _whole(tokens, at + 1)
    if quarter is None or not 1 <= quarter <= 4:
        return None
    said, end = _with_year(tokens, at + 2)
    year = _year_of(said, quarter <= (today.month + 2) // 3, today)
    return PeriodMention(at, end, f"{year}-Q{quarter}")


def _half(tokens: Sequence[Token], at: int, today: dt.date) -> PeriodMention | None:
    """Read "6 tháng đầu năm (2025)", "6 tháng cuối năm"; "6 tháng" alone is the first half."""
    if _whole(tokens, at) != 6 or _key(tokens, at + 1) not in ("thang", "thg"):
        return None
    end, half = at + 2, 1
    if _key(tokens, end) in ("dau", "cuoi"):
        half = 1 if _key(tokens, end) == "dau" else 2
        end += 1
    said, after = _with_year(tokens, end)
    if said is None and _key(tokens, end) == "nam":
        after = end + 1
        said, after = _with_year(tokens, after)
    year = _year_of(said, half == 1 or today.month > 6, today)
    return PeriodMention(at, max(after, end), f"{year}-H{half}")


def _relative(tokens: Sequence[Token], at: int, today: dt.date) -> PeriodMention | None:
    """Read "tháng này", "tháng trước", "quý sau", "năm nay", "năm ngoái"."""
    unit, shift = tokens[at].key, _RELATIVE.get(_key(tokens, at + 1))
    if shift is None or tokens[at].kind != "word":
        return None
    if unit in ("thang", "thg"):
        month = today.year * 12 + today.month - 1 + shift
        return PeriodMention(at, at + 2, f"{month // 12}-{month % 12 + 1:02d}")
    if unit == "qui":
        quarter = today.year * 4 + (today.month - 1) // 3 + shift
        return PeriodMention(at, at + 2, f"{quarter // 4}-Q{quarter % 4 + 1}")
    if unit == "nam":
        return PeriodMention(at, at + 2, str(today.year + shift))
    return None


def _year(tokens: Sequence[Token], at: int, _today: dt.date) -> PeriodMention | None:
    """Read "năm 2025", and a year alone: no village counts two thousand children of one age."""
    place = at + 1 if tokens[at].key in ("nam", "year") else at
    if place >= len(tokens) or tokens[place].kind != "number" or "." in tokens[place].text:
        return None
    year = tokens[place].number
    alone = place == at
    likely = _LIKELY_YEARS if alone else _YEARS
    if year is None or year not in likely or (alone and _is_counted(tokens, at)):
        return None
    return PeriodMention(at, place + 1, str(year))


def _is_counted(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the number counts something: "2025 trẻ", "2025 trên 2100"."""
    after = tokens[at + 2].number if at + 2 < len(tokens) else None
    per = after in (1_000, 10_000, 100_000)  # "2025 trên 100.000 trẻ" is the unit of a rate
    return _key(tokens, at + 1) in ("tren", "tre", "chau", "em", "be", "tong") and not per


def _in_fraction(text: str, token: Token) -> bool:
    return text[: token.start].rstrip().endswith("/") or text[token.end :].lstrip().startswith("/")
