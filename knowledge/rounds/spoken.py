"""Patterns written with their Vietnamese marks that also match what was typed without some or all of them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain, combinations

# Hỏi and ngã sound alike in the South and are typed for each other, as in knowledge.vietnamese.agrees.
_SWAPPED = str.maketrans("\u0309\u0303", "\u0303\u0309")
_SPACE = re.compile(r" (\?)?")


def tolerant(pattern: str) -> re.Pattern[str]:
    """Compile an accented *pattern* for repaired text (see ``vietnamese.repair``), in any case.

    A mark that was left out is neutral, another mark is a veto: the pattern "tối" matches "toi" and
    "TỐI", not "tới".
    A space stands for any white space, " ?" for white space or none. Inside square brackets there may be neither
    spaces nor letters with marks.
    """
    letters = "".join(map(_letter, unicodedata.normalize("NFC", pattern)))
    spaced = _SPACE.sub(lambda m: r"\s*" if m[1] else r"\s+", letters)
    return re.compile(spaced, re.IGNORECASE)


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
