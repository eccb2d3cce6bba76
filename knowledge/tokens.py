"""A message cut into tokens: words, numbers, dates, document numbers, separators; each knows where it stood.

What has digits is recognised first and never touched again: no slang is expanded and no letter guessed inside a
document number, a date or a figure.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from knowledge import vietnamese
from knowledge.number_words import with_decimals, with_numerals
from knowledge.residue import without_residue
from knowledge.village_terms import LAST_WORDS, SINGLE_WORDS
from knowledge.wordlists import words

Kind = Literal["word", "number", "date", "document", "separator"]


class Token(NamedTuple):
    """One token of a message.

    ``text`` is lower-case NFC; ``key`` the folded key that lexicons are looked up by; ``alternative`` another key
    that it may be read by ("năm" is also "5"); ``value`` what a number says, and ``number`` the same where it is whole;
    ``start`` and ``end`` count in the repaired text. (A tuple, since it is made for every word of every message.)
    """

    text: str
    key: str
    kind: Kind
    start: int
    end: int
    value: Decimal | None = None
    number: int | None = None
    date: tuple[int, int, int | None] | None = None  # day, month, year
    alternative: str | None = None
    capital: bool = False  # written with a capital although no sentence begins here
    acronym: bool = False


_DOCUMENT = r"\d{1,4}[a-z]?(?:/(?:19|20)\d\d)?(?:[/-](?:[a-zđ]{2,}[a-zđ&]*\d*)(?:[-–/][a-zđ&]{2,}\d*)*)"
_ENGLISH_UNITS = "years?|months?|weeks?|days?|points?|parts?"  # "7-year-olds" is no document
# Letters right before a number with a point or comma, "KS95,5%", "ct5.1"; of a village or month the point ends it.
_APART = sorted({*LAST_WORDS, *"kph ct chitieu thang tháng thg th t quy quý q".split()})
_GLUED_TO_DECIMAL = (
    r"(?:ct|chitieu)(?=\d{1,2}\.[1-4](?![\d/]))"
    r"|[^\W\d_]+(?=\d+[.,]\d{1,3}(?!\d))" + "".join(rf"(?<!\b{word})" for word in _APART)
)
# Short for what has a number: the point behind them ends no sentence, "ct. 9", "KP. 3", "indicator no. 9".
_SHORT_FOR_NUMBERED = "|".join(rf"(?<=\b{word})" for word in "ct kp kph tdp th thg t q no nr ind".split())
_TOKEN = re.compile(
    rf"""
      (?P<tag></?[a-z][^<>]{{0,60}}>)
    | (?P<point>(?:{_SHORT_FOR_NUMBERED})\.(?=\s+\d))
    | (?P<document>\b(?!\d+-(?:{_ENGLISH_UNITS})\b){_DOCUMENT}\b)
    | (?P<iso>\b(?:19|20)\d\d-\d{{1,2}}-\d{{1,2}}\b)
    | (?P<dmy>\b\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?(?:19|20)?\d\d\b)
    | (?P<dm>\b\d{{1,2}}\s?/\s?\d{{1,2}}\b(?![.,]?\d|\s?[%‰]|/))
    | (?P<shortyear>\b2k(?=\d\d\b))
    | (?P<number>\d+(?:[.,]\d+)*)
    | (?P<glued>{_GLUED_TO_DECIMAL})
    | (?P<word>[^\W\d_]+(?:\d+[^\W\d_]+)*\d*)
    | (?P<unit>%o|[%‰])
    | (?P<compare><=|>=|[<>≤≥])
    | (?P<and>[&+])
    | (?P<separator>[,;:?!\n()"|]+|\.(?=\s|$))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SIGNS = {
    "<": "dưới",
    "≤": "dưới",
    "<=": "dưới",
    ">": "trên",
    "≥": "trên",
    ">=": "trên",
    "&": "và",
    "+": "và",
    "%o": "‰",
}
_GLUED = re.compile(r"^([^\W\d_]+)(\d+)$")
# "kp7khaisinh22": a village, what is measured and how much; digits within shorter words are rather those of VNI.
_GLUED_TO_VILLAGE = re.compile(rf"^({'|'.join(sorted(SINGLE_WORDS))}|ct)(\d{{1,2}})([^\W\d_]{{5,}})(\d*)$")


def tokenize(text: str, known: Collection[str] = ()) -> tuple[Token, ...]:
    """Cut a repaired *text* (see :func:`vietnamese.repair`) into all of its tokens.

    Words in *known* are words as they stand, never Telex for something else.
    """
    letters = [c for c in text if c.isalpha()]
    shouted = sum(c.isupper() for c in letters) > 0.6 * len(letters)
    found = list(_scan(text.lower() if shouted and len(letters) > 12 else text))
    numbered = list(with_numerals(without_residue(found, known)))
    return tuple(_with_dates(text, list(with_decimals(numbered))))


def _scan(text: str) -> Iterator[Token]:
    fresh = True  # a sentence begins
    for match in _TOKEN.finditer(text):
        name, raw, start, end = match.lastgroup, match[0], match.start(), match.end()
        if name in ("tag", "point", "shortyear"):
            continue
        if name == "separator":
            fresh = any(c in ".?!\n:" for c in raw)
            yield Token(raw, ",", "separator", start, end)
            continue
        if name in ("word", "glued"):
            yield from _words(raw, start, fresh=fresh)
        elif name in ("unit", "compare", "and"):
            sign = _SIGNS.get(raw.lower(), raw)
            yield Token(sign, vietnamese.key(sign), "word", start, end)
        elif name == "number":
            yield _number(raw, start, end, short_year=text[max(0, start - 2) : start].lower() == "2k")
        else:
            yield from _with_digits(name or "", raw, start, end)
        fresh = False


def _words(raw: str, start: int, *, fresh: bool) -> Iterator[Token]:
    low = raw.lower()
    if not low.isalpha() and (parts := _GLUED_TO_VILLAGE.match(low)):
        village = parts.end(2)
        yield from _words(raw[:village], start, fresh=fresh)
        yield from _words(raw[village:], start + village, fresh=False)
        return
    capital = raw[0].isupper() and not fresh
    acronym = len(raw) > 1 and raw.isupper()
    if low[-1].isdigit() and (glued := _GLUED.match(low)):
        letters = len(glued[1])
        yield Token(
            glued[1], vietnamese.key(glued[1]), "word", start, start + letters, capital=capital, acronym=acronym
        )
        yield _number(glued[2], start + letters, start + len(raw))
    else:
        yield Token(low, vietnamese.key(low), "word", start, start + len(raw), capital=capital, acronym=acronym)


_PLAIN = Decimal(10**9)


def _number(raw: str, start: int, end: int, *, short_year: bool = False) -> Token:
    value = Decimal(2000 + int(raw[:2])) if short_year and raw[:2].isdigit() else parse_number(raw)
    whole = int(value)
    if value < _PLAIN and raw.isdecimal():  # nearly every number, told in a fraction of the time
        return Token(raw, str(whole), "number", start, end, value, whole)
    return Token(raw, format(value.normalize(), "f"), "number", start, end, value, whole if whole == value else None)


def parse_number(raw: str) -> Decimal:
    """Read digits with points and commas the Vietnamese way: "1.200" is 1200, "12,5" and "12.5" are 12.5."""
    if raw.isdecimal():
        return Decimal(raw)
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", raw):
        return Decimal(raw.replace(".", ""))
    if re.fullmatch(r"\d+[.,]\d+", raw):
        return Decimal(raw.replace(",", "."))
    if re.fullmatch(r"\d{1,3}(\.\d{3})+,\d+", raw):
        return Decimal(raw.replace(".", "").replace(",", "."))
    return Decimal(re.sub(r"[.,]", "", raw))


def _with_digits(name: str, raw: str, start: int, end: int) -> Iterator[Token]:
    if name == "document":
        yield Token(raw.lower(), vietnamese.fold(raw), "document", start, end)
        return
    parts = [int(p) for p in re.findall(r"\d+", raw)]
    day, month, year = _ordered(name, parts)
    if _is_day(day, month, year):
        yield Token(raw, raw, "date", start, end, date=(day, month, year))
        return
    for match in re.finditer(r"\d+", raw):
        yield _number(match[0], start + match.start(), start + match.end())


def _ordered(name: str, parts: list[int]) -> tuple[int, int, int | None]:
    if name == "iso":
        return parts[2], parts[1], parts[0]
    if name == "dmy":
        year = parts[2] if parts[2] > 99 else 2000 + parts[2]
        return parts[0], parts[1], year
    return parts[0], parts[1], None


def _is_day(day: int, month: int, year: int | None) -> bool:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return False
    return day <= 28 or day <= calendar.monthrange(year or 2024, month)[1]


_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_ENGLISH_MONTHS = {name[:n]: number for number, name in enumerate(_MONTH_NAMES, 1) for n in (3, len(name))}


def _with_dates(text: str, tokens: list[Token]) -> Iterator[Token]:
    """Merge "5 tháng 11 năm 2025", "5 Nov" and "November 5" into one date; not "18/21 tháng 12", "6 tháng 5/100"."""
    index, numbered = 0, words("numbered")
    while index < len(tokens):
        numbers_something = index > 0 and tokens[index - 1].key in numbered
        found = None if numbers_something or _ends_fraction(text, tokens, index) else _date_at(tokens, index)
        if found and _begins_fraction(text, tokens, index + found[1] - 1):
            found = None
        if found is None:
            yield tokens[index]
            index += 1
            continue
        date, used = found
        first, last = tokens[index], tokens[index + used - 1]
        yield Token(first.text, first.key, "date", first.start, last.end, date=date)
        index += used


def _ends_fraction(text: str, tokens: list[Token], at: int) -> bool:
    return at > 0 and text[tokens[at - 1].end : tokens[at].start].strip() == "/"


def _begins_fraction(text: str, tokens: list[Token], at: int) -> bool:
    return at + 1 < len(tokens) and text[tokens[at].end : tokens[at + 1].start].strip() == "/"


def _date_at(tokens: list[Token], at: int) -> tuple[tuple[int, int, int | None], int] | None:
    first = tokens[at]
    if first.kind != "number" and first.key not in _ENGLISH_MONTHS:
        return None
    window = tokens[at : at + 3]
    day = first.number if first.kind == "number" else None
    month, used = None, 0
    if day is not None and len(window) == 3 and window[1].key in ("thang", "thg") and window[2].number:
        month, used = window[2].number, 3
    elif day is not None and len(window) >= 2:
        month, used = _english_month(window[1]), 2
    elif len(window) >= 2:
        month, day, used = _english_month(window[0]), window[1].number, 2
    if day is None or month is None or not _is_day(day, month, None):
        return None
    rest = [t for t in tokens[at + used : at + used + 2] if t.key not in ("nam", ",")]
    year = rest[0].number if rest and rest[0].number and 2000 <= rest[0].number <= 2100 else None
    return (day, month, year), used


def _english_month(token: Token) -> int | None:
    """Return the month a word names; "may" only with a capital, since "mấy" is typed so without marks."""
    if token.text != token.key or (token.key == "may" and not token.capital):
        return None
    return _ENGLISH_MONTHS.get(token.key)
