"""Which villages a question of progress names: "tiến độ kp3 và kp5", "số liệu thôn Đoài"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from knowledge.figures import phrases
from knowledge.figures.villages import TERMS, Villages
from knowledge.vietnamese import fold


def without(text: str, named: Sequence[tuple[str, int, int]]) -> str:
    """What is left of *text* without the villages that ``villages_named`` found in it."""
    for _, start, end in sorted(named, key=lambda one: one[1], reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


def villages_named(folded: str, names: tuple[str, ...]) -> list[tuple[str, int, int]]:
    """Find the villages that a folded text names, with where each stands: by number, or by the name it has."""
    villages, by_name = _known(names)
    found: list[tuple[str, int, int]] = []
    for spoken in phrases.ONE_VILLAGE.finditer(folded):
        term, number = spoken["term"], int(spoken["number"])
        name = villages.find(term, number) or f"{TERMS[term]} {number}"
        found.append((name, spoken.start(), spoken.end()))
    if by_name:
        found += [(villages.named(at[0]) or at[0], at.start(), at.end()) for at in by_name.finditer(folded)]
    return found


@lru_cache(maxsize=64)
def _known(names: tuple[str, ...]) -> tuple[Villages, re.Pattern[str] | None]:
    """A plan's villages, and what finds those that have a name instead of a number; made once for each list."""
    keys = sorted({key for name in names if (key := fold(name)) and not phrases.ONE_VILLAGE.fullmatch(key)}, key=len)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, reversed(keys)))})(?!\w)") if keys else None
    return Villages.of(names), pattern


def tells_of_villages(text: str, folded: str) -> bool:
    """Tell whether a message about villages tells something: *folded* is the rest of its *text*."""
    if phrases.TELLS_NONE.search(folded) and not text.rstrip().endswith("?"):
        return True
    if not phrases.NO_DATA.search(folded) and not phrases.WANTS_TO_SEND.search(folded):
        return False
    return not phrases.ASKING.search(phrases.NO_DATA.sub(" ", folded))
