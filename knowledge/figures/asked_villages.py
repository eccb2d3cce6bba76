"""Which villages a question of progress names: "tiến độ kp3 và kp5", "số liệu thôn Đoài"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from knowledge.figures.phrases import ONE_VILLAGE, ends_asking
from knowledge.figures.villages import Villages
from knowledge.phrasebook import phrases
from knowledge.vietnamese import fold
from knowledge.village_terms import NUMBERED_TERMS

_IN_ENGLISH = re.compile(r"(?<!\w)(?P<term>village|hamlet|neighbou?rhood)s? (?P<number>\d{1,2})(?![\w/])")
# Another number behind the same term; "9 tháng đầu năm" and "5 cháu" are none.
_MORE = re.compile(
    r"\s*(?:[,&+]|\b(?:va|voi|and)\b)\s*(?P<number>\d{1,2})(?![\w/%.]|\s+(?:thang(?! \d)|tuoi|chau|tre|ca|em|vu)\b)"
)


def without(text: str, named: Sequence[tuple[str, int, int]]) -> str:
    """What is left of *text* without the villages that ``villages_named`` found in it."""
    for start, end in sorted({(start, end) for _, start, end in named}, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


def villages_named(text: str, folded: str, names: tuple[str, ...]) -> list[tuple[str, int, int]]:
    """Find the villages that a text names, with where each stands: by number, or by the name it has.

    *folded* is the text without its marks, letter by letter. Of a name without marks all villages are found that it
    may mean; of one with marks that none of them has, the name as it was typed.
    """
    villages, by_name = _known(names)
    found: list[tuple[str, int, int]] = []
    for spoken in (*ONE_VILLAGE.finditer(folded), *_IN_ENGLISH.finditer(folded)):
        term, begin = spoken["term"], spoken.start()
        for number, end in _numbers(folded, spoken):
            found.append((_official(names, villages, term, number), begin, end))
            begin = end
    for at in by_name.finditer(folded) if by_name else ():
        typed = text[at.start() : at.end()]
        found += [(name, at.start(), at.end()) for name in villages.meant(typed) or (typed,)]
    return found


def _numbers(folded: str, first: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield the numbers behind one term, "khu phố 3, 5 và 7", with where each ends."""
    spoken: re.Match[str] | None = first
    while spoken:
        yield int(spoken["number"]), spoken.end("number")
        spoken = _MORE.match(folded, spoken.end("number"))


def _official(names: Sequence[str], villages: Villages, term: str, number: int) -> str:
    """The official name of a village; of an English term, that of the only one with this number."""
    if term in NUMBERED_TERMS:
        return villages.find(term, number) or f"{NUMBERED_TERMS[term]} {number}"
    numbered = [name for name in names if name.split()[-1:] == [str(number)]]
    return numbered[0] if len(numbered) == 1 else f"{term} {number}"


@lru_cache(maxsize=64)
def _known(names: tuple[str, ...]) -> tuple[Villages, re.Pattern[str] | None]:
    """A plan's villages, and what finds those that have a name instead of a number; made once for each list."""
    keys = sorted({key for name in names if not ONE_VILLAGE.fullmatch(key := fold(name))}, key=len)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, reversed(keys)))})(?!\w)") if keys else None
    return Villages.of(names), pattern


def tells_of_villages(text: str, folded: str) -> bool:
    """Tell whether a message about villages tells something: *folded* is the rest of its *text*."""
    if phrases("tells-none").search(folded) and not ends_asking(text):
        return True
    no_data = phrases("no-data")
    if not no_data.search(folded) and not phrases("wants-to-send").search(folded):
        return False
    rest = no_data.sub(" ", folded)
    return not (phrases("asks-beside-no-data").search(rest) or ends_asking(rest))
