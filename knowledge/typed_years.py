"""Numbers that are years: four digits, or two where the words beside them say so; and which of them are of birth."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.tokens import Token
from knowledge.wordlists import words


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
        return after not in words("years-of-age")
    return number in (25, 30) and before not in ("thu", "(", "so") and after not in words("no-short-year-before")


_MOST_BEFORE = 5  # tokens from "sinh" to the year: "sinh ngày 5 tháng 3 năm 2019"


def births(tokens: Sequence[Token]) -> frozenset[int]:
    """Return where a year or a date stands in which a child was born: "bé sinh năm 2019", "boy, 2016"."""
    return frozenset(i for i, t in enumerate(tokens) if _is_dated(t) and _is_of_birth(tokens, i))


def _is_dated(token: Token) -> bool:
    return is_year(token) or (token.date is not None and token.date[2] is not None)


def _is_of_birth(tokens: Sequence[Token], at: int) -> bool:
    born, between = words("being-born"), words("between-birth-and-year")
    for before in range(at - 1, max(-1, at - 1 - _MOST_BEFORE), -1):
        if tokens[before].key in born:
            return True
        if tokens[before].kind != "number" and tokens[before].key not in between:
            break
    named = at - 2 if at > 1 and tokens[at - 1].kind == "separator" else at - 1
    return named >= 0 and is_one_child(tokens, named)


def is_one_child(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether one child is named at *at*, and not children: "em" of "trẻ em" is none."""
    if tokens[at].key not in words("one-child"):
        return False
    return at == 0 or tokens[at - 1].key not in words("of-many-children")
