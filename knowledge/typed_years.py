"""Numbers that are years: four digits, or two where the words beside them say so."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.tokens import Token
from knowledge.wordlists import words

_AGES = frozenset({"tuoi", "t"})


def is_year(token: Token) -> bool:
    """Tell whether a number is a year in four digits."""
    return token.number is not None and 2000 <= token.number <= 2100 and "." not in token.text and "," not in token.text


def means_year(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether two digits stand for a year: any after "năm"; alone only 25 and 30, with no unit after them."""
    number = tokens[index].number or 0
    if not 20 <= number <= 39:
        return False
    before = tokens[index - 1].key if index else ""
    after = tokens[index + 1].key if index + 1 < len(tokens) else ""
    if before in words("before-a-short-year"):
        return after not in _AGES
    return number in (25, 30) and before not in ("thu", "(", "so") and after not in words("no-short-year-before")
