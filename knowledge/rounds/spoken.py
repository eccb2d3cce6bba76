"""Patterns written with their Vietnamese marks that also match what was typed without some or all of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import chain, combinations

# Hỏi and ngã sound alike in the South and are typed for each other, as in knowledge.vietnamese.agrees.
_SWAPPED = str.maketrans("\u0309\u0303", "\u0303\u0309")
_SPACE = re.compile(r" (\?)?")


class Spoken:
    """A regular expression that is compiled when it is first needed: most starts of the program never need it."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        letters = "".join(map(_letter, unicodedata.normalize("NFC", self._pattern)))
        spaced = _SPACE.sub(lambda m: r"\s*" if m[1] else r"\s+", letters)
        return re.compile(spaced, re.IGNORECASE)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Match all of *text*."""
        return self._compiled.fullmatch(text)

    def match(self, text: str, pos: int = 0) -> re.Match[str] | None:
        """Match at *pos*."""
        return self._compiled.match(text, pos)

    def search(self, text: str, pos: int = 0) -> re.Match[str] | None:
        """Find the first match from *pos* on."""
        return self._compiled.search(text, pos)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find all matches."""
        return self._compiled.finditer(text)

    def sub(self, by: str, text: str) -> str:
        """Put *by* in the place of all matches."""
        return self._compiled.sub(by, text)


def tolerant(pattern: str) -> Spoken:
    """Take an accented *pattern* for repaired text (see ``vietnamese.repair``), in any case.

    A mark that was left out is neutral, another mark is a veto: the pattern "tối" matches "toi" and
    "TỐI", not "tới".
    A space stands for any white space, " ?" for white space or none. Inside square brackets there may be neither
    spaces nor letters with marks.
    """
    return Spoken(pattern)


@lru_cache(maxsize=256)
def _letter(char: str) -> str:
    if char.isascii():
        return char
    if char in "đĐ":
        return "[đd]"
    decomposed = unicodedata.normalize("NFD", char)
    base, marks = decomposed[0], decomposed[1:]
    if not marks:
        return char
    kept = chain.from_iterable(combinations(marks, n) for n in range(len(marks) + 1))
    forms = {base + "".join(some) for some in kept}
    forms |= {form.translate(_SWAPPED) for form in forms}
    return "[" + "".join(sorted(unicodedata.normalize("NFC", form) for form in forms)) + "]"
