"""Names of those who sign a report: "Người lập: Nguyễn Thị Lan", "Trưởng khu phố 3 Trần Văn Nam", "tôi là Lê Thị Hoa".

Whoever reports is no child, and their name is no figure: "Ba" is three as well, and "Năm" a year.
"""

from __future__ import annotations

import re
from itertools import takewhile

from knowledge.phrasebook import phrases
from knowledge.vietnamese import fold
from knowledge.wordlists import words

_BETWEEN = re.compile(r"[\s:.,()/–-]*")
_NAME = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,4}")
_ENDS_A_NAME = "\n,.;:()–-"
_LONGEST_NAME, _SHORTEST_NAME = 4, 2


def unsigned(text: str) -> str:
    """Return *text* without the names behind what signs a report; all else stays, the words of the office too.

    A name of which something is told stays, for it may be a child's: "tôi là Nguyễn Thị Lan bị …".
    """
    folded = fold(text)
    if len(folded) != len(text):
        return text
    for signed in reversed([*phrases("signs-a-report").finditer(folded)]):
        begin = signed.end() + len(_BETWEEN.match(text, signed.end())[0])  # type: ignore[index]  # it matches nothing too
        end = _end_of_name(text, folded, begin)
        if end and not phrases("tells-of-a-person").search(folded[end:].split("\n")[0]):
            text = text[:begin].rstrip(" ,:(-–") + text[end:].removeprefix(")")
    return text


def _end_of_name(text: str, folded: str, begin: int) -> int:
    """Return where the full name ends that begins at *begin*; 0 where none does, or what follows may tell of it."""
    found = _NAME.match(text, begin)
    if not found:
        return 0
    typed = found[0].split(" ")
    named = [*takewhile(lambda word: word[0].isupper(), typed)] or ([] if found[0] != found[0].lower() else typed)
    if not _SHORTEST_NAME <= len(named) <= _LONGEST_NAME or fold(named[0]) not in words("surnames"):
        return 0
    end = begin + len(" ".join(named))
    behind = folded[end:].lstrip(" ")
    return end if not behind or behind[0] in _ENDS_A_NAME or phrases("behind-a-signature").match(behind) else 0
