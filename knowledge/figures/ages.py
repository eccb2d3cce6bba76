"""Months that are the age of children, and no period: "trẻ 9 tháng", "bé được 6 tháng", "dưới 6 tháng tuổi"."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.tokens import Token
from knowledge.wordlists import words


def is_age(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the months that a number at a place counts are those of children."""
    keys = [token.key for token in tokens[at : at + 3]]
    if len(keys) < 2 or keys[1] not in words("month"):
        return False
    if keys[2:] == ["tuoi"]:
        return True
    begin, allowed = at, words("before-an-age")
    while begin and tokens[begin - 1].key in allowed:
        begin -= 1
    bounded = begin < at and not words("bounds-of-ages").isdisjoint(token.key for token in tokens[begin:at])
    return bounded or (begin > 0 and tokens[begin - 1].key in words("surely-children"))
