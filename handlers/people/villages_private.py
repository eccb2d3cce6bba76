"""Somebody's private details among the names of villages, which everybody of a plan sees."""

import re
from collections.abc import Iterable, Sequence

from handlers import private_data
from handlers.unit import Unit
from knowledge.vietnamese import fold
from knowledge.village_terms import TERMS

_SEPARATOR = re.compile(r"[,;\n]+")
_LONGEST_TERM, _LONGEST_NAME = 3, 4  # words: "tổ dân phố", "Nguyễn Thị Minh Khai"
_CHILDREN = ("chau", "be")


def hold_private_data(unit: Unit, names: str, between: Sequence[str]) -> bool:
    """Tell whether *names* of villages, parted as in a list and by the words *between*, hold details of a person.

    "Thôn Hoàng Thị Loan" is a place, whomever it is called after, and "Ấp Con Chim" no child.
    """
    doubtful = ", ".join(piece for piece in _pieces(names, between) if not _is_a_village(piece.split()))
    return private_data.are_in(unit, doubtful)


def _pieces(names: str, between: Sequence[str]) -> Iterable[str]:
    for part in _SEPARATOR.split(names):
        words = [";" if fold(word) in between else word for word in part.split()]
        yield from " ".join(words).split(";")


def _is_a_village(words: Sequence[str]) -> bool:
    """Tell whether words are what villages are called, and then nothing but a name with capitals."""
    for length in range(_LONGEST_TERM, 0, -1):
        name = words[length:]
        if fold(" ".join(words[:length])) in TERMS and 0 < len(name) <= _LONGEST_NAME:
            return fold(name[0]) not in _CHILDREN and all(word.isalpha() and word[0].isupper() for word in name)
    return False
