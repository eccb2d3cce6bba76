"""The forms in which people say a period, each read at its place in a message."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.figures.other_numbers import begins_days
from knowledge.tokens import Token
from knowledge.wordlists import words

_YEARS = range(2000, 2101)
LIKELY_YEARS = range(2015, 2036)  # in which a number alone is a year
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_RELATIVE = {"nai": 0, "nay": 0, "ni": 0, "truoc": -1, "ngoai": -1, "roi": -1, "qua": -1, "sau": 1, "toi": 1}
_SPANS = {
    **{(3 * quarter - 2, 3 * quarter): f"-Q{quarter}" for quarter in range(1, 5)},
    (1, 6): "-H1",
    (7, 12): "-H2",
    (1, 12): "",
}
UNCLEAR = "unclear"  # the period of "9 tháng đầu năm": one that no figure is kept by


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period, or ``UNCLEAR``, said by tokens ``start`` to ``end`` (exclusive)."""

    start: int
    end: int
    period: str
    denied: bool = False  # "chứ không phải quý 2"
    supposed: bool = False  # a month without a year that has not begun in this one: last year's is meant


def read_period(tokens: Sequence[Token], at: int, today: dt.date) -> PeriodMention | None:
    """Read the period that begins at a place, or None.

    A month, quarter or half without a year is this year's; last year's where this year's is yet to begin.
    """
    return _days(tokens, at, today) or _at(tokens, at, today)


def _at(tokens: Sequence[Token], at: int, today: dt.date) -> PeriodMention | None:
    token = tokens[at]
    if token.key not in words("beginning-a-period") and token.kind != "number" and not token.alternative:
        return None
    for read in _READERS_OF_NUMBERS if token.kind == "number" else _READERS_OF_WORDS:
        mention = read(tokens, at, today)
        if mention:
            return mention
    return None


def _days(tokens: Sequence[Token], at: int, today: dt.date) -> PeriodMention | None:
    """Read "từ 1/7 đến 30/9" as the months it is made of, where they are a period."""
    first, last = (tokens[at].date, tokens[at + 2].date) if begins_days(tokens, at) else (None, None)
    if first is None or last is None:
        return None
    year = last[2] or (today.year if last[1] <= today.month else today.year - 1)
    whole = first[0] == 1 and last[0] >= 28 and first[2] in (None, year)
    part = f"-{last[1]:02d}" if first[1] == last[1] else _SPANS.get((first[1], last[1])) if whole else None
    return PeriodMention(at, at + 3, UNCLEAR if part is None else f"{year}{part}")


def _month(tokens: Sequence[Token], at: int, today: dt.date) -> PeriodMention | None:
    short = tokens[at].key in ("t", "th") and tokens[at].kind == "word"
    if not short and tokens[at].key not in words("month"):
        return None
    month = _whole(tokens, at + 1)
    if month is None or not 1 <= month <= 12:
        return _no_such(tokens, at, month if not short else None)
    said, end = _with_year(tokens, at + 2)
    year = _year_of(said, today, begun=month <= today.month)
    supposed = said is None and month > today.month
    return PeriodMention(at, end, f"{year}-{month:02d}", supposed=supposed)


def _no_such(tokens: Sequence[Token], at: int, number: int | None) -> PeriodMention | None:
    """See "tháng 13" and "quý 5", which are nobody's children; "tháng 45/47" goes on to an amount."""
    if number is None or tokens[at + 1].kind != "number":
        return None
    followed = at + 2 < len(tokens) and tokens[at + 2].kind == "number"
    stroke = followed and tokens[at + 2].start == tokens[at + 1].end + 1
    return None if stroke else PeriodMention(at, at + 2, UNCLEAR)


def _quarter(tokens: Sequence[Token], at: int, today: dt.date) -> PeriodMention | None:
    if tokens[at].key not in ("qui", "q"):
        return None
    quarter = _whole(tokens, at + 1)
    if quarter is None or not 1 <= quarter <= 4:
        return _no_such(tokens, at, quarter if tokens[at].key == "qui" else None)
    said, end = _with_year(tokens, at + 2)
    year = _year_of(said, today, begun=quarter <= (today.month + 2) // 3)
    return PeriodMention(at, end, f"{year}-Q{quarter}")


def _months(tokens: Sequence[Token], at: int, today: dt.date) -> PeriodMention | None:
    """Read "6 tháng đầu năm (2025)", "3 tháng cuối năm", "nửa đầu năm"; "6 tháng" alone is the first half."""
    if at and tokens[at - 1].key in words("surely-children") and key_at(tokens, at + 2) not in ("dau", "cuoi"):
        return None  # "trẻ 6 tháng" is an age
    months = 6 if key_at(tokens, at) == "nua" else _whole(tokens, at)
    end = at + 1 if key_at(tokens, at) == "nua" else at + 2
    if months is None or not 2 <= months <= 11:
        return None
    short = key_at(tokens, at + 1) == "t" and key_at(tokens, at + 2) in ("dau", "cuoi")  # "6T đầu năm"
    if end == at + 2 and not short and key_at(tokens, at + 1) not in words("month"):
        return None
    if end == at + 1 and key_at(tokens, end) == "nam":
        end += 1  # "nửa năm đầu"
    side = key_at(tokens, end)
    if side in words("looking-back") and end == at + 2:
        return PeriodMention(at, end + 1, UNCLEAR)  # "2 tháng qua"
    if side in ("dau", "cuoi"):
        end += 1
    elif end != at + 2 or side == "tuoi" or not (months == 6 or (months == 9 and _opens(tokens, at))):
        return None
    said, end = _year_behind(tokens, end)
    last = side == "cuoi"
    if months not in (3, 6):
        return PeriodMention(at, end, UNCLEAR)
    part = ("Q4" if last else "Q1") if months == 3 else ("H2" if last else "H1")
    begun = today.month > 12 - months or not last
    return PeriodMention(at, end, f"{_year_of(said, today, begun=begun)}-{part}")


def _half(tokens: Sequence[Token], at: int, today: dt.date) -> PeriodMention | None:
    """Read "H2", "H1/2025"; the "h" of "8h" stands behind its number."""
    half = _whole(tokens, at + 1) if tokens[at].key == "h" else None
    if half not in (1, 2) or tokens[at + 1].start != tokens[at].end:
        return None
    said, end = _with_year(tokens, at + 2)
    return PeriodMention(at, end, f"{_year_of(said, today, begun=half == 1 or today.month > 6)}-H{half}")


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a token opens the message or a part of it, or stands behind "báo cáo"; "trẻ 9 tháng" is an age."""
    return at == 0 or tokens[at - 1].kind == "separator" or tokens[at - 1].key in ("cao", "lieu")


def _whole_period(tokens: Sequence[Token], at: int, today: dt.date) -> PeriodMention | None:
    """Read "cả năm", "trong quý"; said when it has just begun, the one before may be meant."""
    if tokens[at].key not in ("ca", "trong") or key_at(tokens, at + 1) not in ("nam", "qui"):
        return None
    if _with_year(tokens, at + 2)[0] or (key_at(tokens, at + 1) == "qui" and _whole(tokens, at + 2)):
        return None  # "trong quý 3", "cả năm 2024"
    if key_at(tokens, at + 2) in _RELATIVE:
        return None
    if key_at(tokens, at + 1) == "qui":
        named, begun = f"{today.year}-Q{(today.month + 2) // 3}", today.month % 3 != 1
    else:
        named, begun = str(today.year), today.month > 1
    return PeriodMention(at, at + 2, named if begun else UNCLEAR)


def _from_to(tokens: Sequence[Token], at: int, today: dt.date) -> PeriodMention | None:
    """Read "từ tháng 7 đến tháng 9" as the third quarter, and "(từ) đầu năm đến nay" as the year."""
    place = at + 1 if key_at(tokens, at) == "tu" else at
    said = [key_at(tokens, place + i) for i in range(4)]
    until, months_named = words("until"), words("month-before-its-number")
    if said[:2] == ["dau", "nam"] and said[2] in until:
        return PeriodMention(at, place + 4, str(today.year)) if said[3] in ("nai", "nay", "gio") else None
    if key_at(tokens, place) not in months_named or key_at(tokens, place + 2) not in until:
        return None
    second = place + 4 if key_at(tokens, place + 3) in months_named else place + 3
    months = (_whole(tokens, place + 1), _whole(tokens, second))
    if months[0] is None or months[1] is None or not 1 <= months[0] < months[1] <= 12:
        return None
    year, end = _with_year(tokens, second + 1)
    part = _SPANS.get((months[0], months[1]))
    if part is None:
        return PeriodMention(at, end, UNCLEAR)
    return PeriodMention(at, end, f"{_year_of(year, today, begun=months[0] <= today.month)}{part}")


def _relative(tokens: Sequence[Token], at: int, today: dt.date) -> PeriodMention | None:
    """Read "tháng này", "tháng trước", "tháng vừa rồi", "quý sau", "năm nay", "năm ngoái", "sang năm"."""
    just = key_at(tokens, at + 1) == "vua" and key_at(tokens, at + 2) in ("roi", "qua")
    unit, shift = tokens[at].key, -1 if just else _RELATIVE.get(key_at(tokens, at + 1))
    end = at + 3 if just else at + 2
    if unit == "tuan" and shift == -1:
        return PeriodMention(at, end, _last_week(today))
    if unit == "ki" and shift == -1:
        return PeriodMention(at, end, UNCLEAR)  # "kỳ trước": of which length is not said
    if unit == "sang" and _whole(tokens, at + 2) is None:
        unit, shift = key_at(tokens, at + 1), 1  # "sang năm", "sang tháng"
    if shift is None or tokens[at].kind != "word":
        return None
    if unit in words("month"):
        month = today.year * 12 + today.month - 1 + shift
        return PeriodMention(at, end, f"{month // 12}-{month % 12 + 1:02d}")
    if unit == "qui":
        quarter = today.year * 4 + (today.month - 1) // 3 + shift
        return PeriodMention(at, end, f"{quarter // 4}-Q{quarter % 4 + 1}")
    if unit == "nam":
        return PeriodMention(at, end, str(today.year + shift))
    return None


def _last_week(today: dt.date) -> str:
    """Return the month of last week; of a week in two months nobody can tell."""
    monday = today - dt.timedelta(days=today.weekday() + 7)
    sunday = monday + dt.timedelta(days=6)
    return f"{monday:%Y-%m}" if monday.month == sunday.month else UNCLEAR


def _year(tokens: Sequence[Token], at: int, _today: dt.date) -> PeriodMention | None:
    """Read "năm 2025", and a year alone: no village counts two thousand children of one age."""
    place = at + 1 if tokens[at].key in ("nam", "year") else at
    if place >= len(tokens) or tokens[place].kind != "number" or "." in tokens[place].text:
        return None
    year = tokens[place].number
    alone = place == at
    likely = LIKELY_YEARS if alone else _YEARS
    if not alone and year is not None and 1900 <= year < _YEARS.start:
        return PeriodMention(at, place + 1, UNCLEAR)
    if year is None or year not in likely or (alone and _is_counted(tokens, at)):
        return None
    return PeriodMention(at, place + 1, str(year))


def _is_counted(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the number counts something: "2025 trẻ", "2025 trên 2100"."""
    after = tokens[at + 2].number if at + 2 < len(tokens) else None
    per = after in (1_000, 10_000, 100_000)  # "2025 trên 100.000 trẻ" is the unit of a rate
    return key_at(tokens, at + 1) in words("children") | {"tren", "tong"} and not per


_READERS_OF_NUMBERS = (_months, _year)
_READERS_OF_WORDS = (_from_to, _whole_period, _months, _relative, _month, _quarter, _half, _year)


def _year_behind(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    """Return the year said behind "đầu" or "cuối", also after "năm", and the place after it."""
    said, after = _with_year(tokens, at)
    if said is None and key_at(tokens, at) == "nam":
        said, after = _with_year(tokens, at + 1)
    return said, after


def _with_year(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    """Return the year that stands at a place, also after "năm", and the place after it."""
    place = at + 1 if key_at(tokens, at) in ("nam", "cua") else at
    place = place + 1 if key_at(tokens, place) == "nam" else place
    year = tokens[place].number if place < len(tokens) and tokens[place].kind == "number" else None
    if year is not None and 2000 <= year <= 2100:
        return year, place + 1
    if key_at(tokens, at) == "nam" and key_at(tokens, at + 1) in ("nai", "nay", "ngoai", "truoc"):
        return (0 if key_at(tokens, at + 1) in ("nai", "nay") else -1), at + 2
    return None, at


def _year_of(said: int | None, today: dt.date, *, begun: bool) -> int:
    """Return the year meant: the one said, else this year, or last year where this year's has not begun."""
    if said is not None:
        return said if said > 100 else today.year + said
    return today.year if begun else today.year - 1


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


def key_at(tokens: Sequence[Token], at: int) -> str:
    """Return the folded key of the token at a place, "" before the first and beyond the last."""
    return tokens[at].key if 0 <= at < len(tokens) else ""
