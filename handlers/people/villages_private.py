"""Somebody's private details among the names of villages, which everybody of a plan sees."""

import re
from collections.abc import Collection, Iterable, Sequence

from handlers import private_data
from handlers.unit import Unit
from knowledge.vietnamese import fold
from knowledge.village_terms import TERMS
from knowledge.wordlists import words

_SEPARATOR = re.compile(r"[,;\n]+")
_LONGEST_TERM, _LONGEST_NAME = 3, 4  # words: "tổ dân phố", "Nguyễn Thị Minh Khai"


def hold_private_data(unit: Unit, names: str, between: Collection[str]) -> bool:
    """Tell whether *names* of villages, parted as in a list and by the words *between*, hold details of a person.

    "Thôn Hoàng Thị Loan" is a place, whomever it is called after, and "Ấp Con Chim" no child.
    """
    doubtful = ", ".join(piece for piece in _pieces(names, between) if not _is_a_village(piece.split()))
    return private_data.are_in(unit, doubtful)


def _pieces(names: str, between: Collection[str]) -> Iterable[str]:
    for part in _SEPARATOR.split(names):
        pieces = [";" if fold(word) in between else word for word in part.split()]
        yield from " ".join(pieces).split(";")


def _is_a_village(typed: Sequence[str]) -> bool:
    """Tell whether words are what villages are called, and then nothing but a name with capitals."""
    for length in range(_LONGEST_TERM, 0, -1):
        name = typed[length:]
        if fold(" ".join(typed[:length])) in TERMS and 0 < len(name) <= _LONGEST_NAME:
            of_a_child = fold(name[0]) in words("one-child-before-its-name")
            return not of_a_child and all(word.isalpha() and word[0].isupper() for word in name)
    return False
