"""What villages are called, "khu phố", "thôn", "ấp": the one list, and its forms for whoever reads them.

They are part of the language as digits are, and fixed by law and custom; the villages themselves are in the database.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from knowledge import vietnamese

if TYPE_CHECKING:  # tokens are cut by these terms
    from knowledge.tokens import Token

# What a village may be called by, and the term it stands for.
TERMS: Mapping[str, str] = {
    "khu pho": "Khu phố", "kp": "Khu phố", "thon": "Thôn", "ap": "Ấp", "soc": "Sóc",
    "khom": "Khóm", "xom": "Xóm", "ban": "Bản", "to": "Tổ", "to dan pho": "Tổ dân phố",
}  # fmt: skip
# What it may be called by where a number stands behind: "khu 3", but not "khu vui chơi".
NUMBERED_TERMS: Mapping[str, str] = {**TERMS, "khu": TERMS["khu pho"]}
OTHER_WORDS = frozenset({"ban", "to"})  # "bạn", "ban", "tờ": without marks a term only where more tells so

# How people mistype and mishear them, right before a number: anywhere, and where nothing stands before them, for "giao
# thông 2" and "thành phố 2" name no village.
SLIPS_ANYWHERE: Mapping[str, str] = dict.fromkeys(
    ("khu fố", "khu fo", "kgu phố", "kgu pho", "khy phố", "khy pho", "ku phố", "ku pho"), TERMS["khu pho"]
)
SLIPS_AT_FIRST: Mapping[str, str] = {
    "phố": TERMS["khu pho"], "pho": TERMS["khu pho"], "kfo": TERMS["khu pho"],
    "thông": TERMS["thon"], "thong": TERMS["thon"], "thôm": TERMS["thon"], "thom": TERMS["thon"],
    "xóc": TERMS["soc"], "xoc": TERMS["soc"], "sóm": TERMS["xom"], "ắp": TERMS["ap"], "ập": TERMS["ap"],
}  # fmt: skip

_BY_WORDS = {tuple(term.split()): official for term, official in TERMS.items()}
_LONGEST = max(map(len, _BY_WORDS))
FIRST_WORDS = frozenset(words[0] for words in _BY_WORDS)


def pattern(terms: Mapping[str, str] = TERMS) -> str:
    """Return what matches any term in lower case, with its marks or without, the longest first."""
    return "|".join(sorted(map(re.escape, _typed(terms)), key=len, reverse=True))


def _typed(terms: Mapping[str, str]) -> frozenset[str]:
    return frozenset((*terms, *(official.lower() for official in terms.values())))


# Of all terms, as they are typed: those of one word that are no other word, and the last words of all.
SINGLE_WORDS = frozenset(term for term in _typed(TERMS) if " " not in term) - OTHER_WORDS
LAST_WORDS = frozenset(term.split()[-1] for term in _typed(TERMS))
SURE_LAST_WORDS = LAST_WORDS - OTHER_WORDS


def term_at(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """Return the term that stands at a place, and the place behind it; marks that were typed must be its own."""
    for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
        here = tokens[at : at + length]
        official = _BY_WORDS.get(tuple(token.key for token in here))
        if official is None:
            continue
        if official == TERMS["soc"] and at and tokens[at - 1].key == "cham":
            return None  # "chăm sóc"
        wanted = official.lower().split()
        if len(wanted) == length and not all(map(vietnamese.agrees, (token.text for token in here), wanted)):
            return None  # "bạn Trung", "áp dụng"
        return official, at + length
    return None
