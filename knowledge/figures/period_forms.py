"""The forms in which people say a period, each read at its place in a message."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from knowledge.figures.ages import is_age
from knowledge.figures.calendar import last_day
from knowledge.figures.days import days_at
from knowledge.figures.model import first_day
from knowledge.tokens import Token
from knowledge.wordlists import words

_YEARS = range(2000, 2101)
LIKELY_YEARS = range(2015, 2036)  # in which a number alone is a year
_SPELLED = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "tư": 4}  # "tư" of "tháng tư"
_RELATIVE = {"nai": 0, "nay": 0, "ni": 0, "truoc": -1, "ngoai": -1, "roi": -1, "qua": -1, "sau": 1, "toi": 1}
_SPANS = {
    **{(3 * quarter - 2, 3 * quarter): f"-Q{quarter}" for quarter in range(1, 5)},
    (1, 6): "-H1",
    (7, 12): "-H2",
    (1, 12): "",
}
_SHORTEST_MONTH = 28  # days
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
    mention = _days(tokens, at, today) or _at(tokens, at, today)
    return _with_bounds(tokens, mention, today) if mention else None


def _with_bounds(tokens: Sequence[Token], mention: PeriodMention, today: dt.date) -> PeriodMention:
    """Read "từ tháng 7 đến nay", "trước tháng 9" as no period; what began in January and is not over is the year."""
    before = key_at(tokens, mention.start - 1)
    if before == "truoc" and words("sends").isdisjoint(key_at(tokens, mention.start - n) for n in (2, 3)):
        return replace(mention, period=UNCLEAR)
    begun = before == "tu" or (before == "dau" and key_at(tokens, mention.start - 2) == "tu")
    now = key_at(tokens, mention.end) in words("until") and key_at(tokens, mention.end + 1) in words("up-to-now")
    if not begun or not now or mention.period == UNCLEAR:
        return mention
    period = mention.period if first_day(mention.period) <= today <= last_day(mention.period) else UNCLEAR
    if first_day(mention.period) == dt.date(today.year, 1, 1):
        period = str(today.year)
    return replace(mention, end=mention.end + 2, period=period)


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
    """Read "từ 1/7 đến 30/9" as the months it is made of, where they are a period; "1/1 đến nay" is this year."""
    days = days_at(tokens, at)
    if days is None:
        return None
    first, last = days.first, days.last or (today.day, today.month, today.year)
    turns = (first[1], first[0]) > (last[1], last[0])  # from one year to the next
    if last[2] is not None:
        year = last[2]
    elif first[2] is not None:
        year = first[2] + turns
    else:
        year = today.year if last[1] <= today.month else today.year - 1
    begun = year - turns if first[2] is None else first[2]
    if begun != year:
        part = None
    elif first[1] == last[1]:
        part = f"-{last[1]:02d}"
    elif days.last is None:
        part = "" if first[:2] == (1, 1) else None
    else:
        part = _SPANS.get((first[1], last[1])) if first[0] == 1 and last[0] >= _SHORTEST_MONTH else None
    return PeriodMention(at, days.end, UNCLEAR if part is None else f"{year}{part}")


def _month(tokens: Sequence[Token], at: int, today: dt.date) -> PeriodMention | None:
    short = tokens[at].key in ("t", "th")
    if not short and tokens[at].key not in words("month"):
        return None
    fourth = key_at(tokens, at + 1) == "tu" and key_at(tokens, at + 2).isalpha()  # "thang tu", which may be "từ" too
    fourth = fourth and tokens[at + 1].text == "tu" and key_at(tokens, at + 2) not in words("beginning-a-range")
    if not short and (fourth or key_at(tokens, at + 1) in words("months-of-the-moon")):
        return PeriodMention(at, _with_year(tokens, at + 2)[1], UNCLEAR)
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
    return None if followed else PeriodMention(at, at + 2, UNCLEAR)


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
    if key_at(tokens, at + 2) not in ("dau", "cuoi") and is_age(tokens, at):
        return None
    months = 6 if key_at(tokens, at) == "nua" else _whole(tokens, at)
    end = at + 1 if key_at(tokens, at) == "nua" else at + 2
    if months is None or not 2 <= months <= 12 or _numbers_a_month(tokens, end):
        return None
    short = key_at(tokens, at + 1) == "t" and key_at(tokens, at + 2) in ("dau", "cuoi")  # "6T đầu năm"
    if end == at + 2 and not short and key_at(tokens, at + 1) not in words("month"):
        return None
    if end == at + 1 and key_at(tokens, end) == "nam":
        end += 1  # "nửa năm đầu"
    side = key_at(tokens, end)
    if end == at + 2 and (side in words("counted-from-now") or (side, key_at(tokens, end + 1)) == ("con", "lai")):
        return PeriodMention(at, end + 1, UNCLEAR)  # "2 tháng qua", "nửa năm còn lại"
    if side in ("dau", "cuoi"):
        end += 1
    elif end != at + 2:
        return None
    said, end = _year_behind(tokens, end)
    last = side == "cuoi"
    if months not in (3, 6) or (months == 3 and side not in ("dau", "cuoi")) or key_at(tokens, at - 1) in ("tu", "sau"):
        return PeriodMention(at, end, UNCLEAR)
    part = ("Q4" if last else "Q1") if months == 3 else ("H2" if last else "H1")
    begun = today.month > 12 - months or not last
    return PeriodMention(at, end, f"{_year_of(said, today, begun=begun)}-{part}")


def _numbers_a_month(tokens: Sequence[Token], at: int) -> bool:
    """See the 8 of "chỉ tiêu 7 tháng 8", which are no seven months; in "6 tháng 5/100" a share stands behind."""
    if at >= len(tokens) or tokens[at].kind != "number" or not 1 <= (tokens[at].number or 0) <= 12:
        return False
    return at + 1 >= len(tokens) or tokens[at + 1].kind != "number"


def _half(tokens: Sequence[Token], at: int, today: dt.date) -> PeriodMention | None:
    """Read "H2", "H1/2025"; the "h" of "8h" stands behind its number."""
    half = _whole(tokens, at + 1) if tokens[at].key == "h" else None
    if half not in (1, 2) or tokens[at + 1].start != tokens[at].end:
        return None
    said, end = _with_year(tokens, at + 2)
    return PeriodMention(at, end, f"{_year_of(said, today, begun=half == 1 or today.month > 6)}-H{half}")


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
    if key_at(tokens, place) == "dau" and key_at(tokens, place + 1) == "nam":
        return _from_new_year(tokens, at, place + 2, today)
    if key_at(tokens, place) not in words("month-before-its-number") or key_at(tokens, place + 2) not in words("until"):
        return None
    second = _behind(tokens, place + 3, words("before-the-last-day"))
    second = second + 1 if key_at(tokens, second) in words("month-before-its-number") else second
    months = (_whole(tokens, place + 1), _whole(tokens, second))
    if months[0] is None or months[1] is None or not 1 <= months[0] < months[1] <= 12:
        return None
    year, end = _with_year(tokens, second + 1)
    part = _SPANS.get((months[0], months[1]))
    if part is None:
        return PeriodMention(at, end, UNCLEAR)
    return PeriodMention(at, end, f"{_year_of(year, today, begun=months[0] <= today.month)}{part}")


def _from_new_year(tokens: Sequence[Token], at: int, until: int, today: dt.date) -> PeriodMention | None:
    """Read "đầu năm đến nay" as the year, "đầu năm đến hết tháng 6" as its first half; *until*: where "đến" stands."""
    if key_at(tokens, until) not in words("until"):
        return None
    if key_at(tokens, until + 1) in words("up-to-now"):
        return PeriodMention(at, until + 2, str(today.year))
    place = _behind(tokens, until + 1, words("before-the-last-day"))
    day = tokens[place].date if place < len(tokens) else None
    if day is not None:
        year, month, end = day[2], day[1] if day[0] >= _SHORTEST_MONTH else None, place + 1
    elif key_at(tokens, place) in words("month-before-its-number"):
        month, (year, end) = _whole(tokens, place + 1), _with_year(tokens, place + 2)
    else:
        return None
    part = "-01" if month == 1 else _SPANS.get((1, month or 0))
    return PeriodMention(at, end, UNCLEAR if part is None else f"{_year_of(year, today, begun=True)}{part}")


def _behind(tokens: Sequence[Token], at: int, passed: Collection[str]) -> int:
    """Return the first place from *at* on whose word is none of those to be passed over."""
    while key_at(tokens, at) in passed:
        at += 1
    return at


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
    if shift is None:
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
    return _SPELLED.get(token.text)


def key_at(tokens: Sequence[Token], at: int) -> str:
    """Return the folded key of the token at a place, "" before the first and beyond the last."""
    return tokens[at].key if 0 <= at < len(tokens) else ""
