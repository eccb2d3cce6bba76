"""Lists of villages as staff type them: "Khu phố 14-16, thôn Trung; kp 18"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge import vietnamese
from knowledge.figures.villages import TERMS

LONGEST_NAME = 60  # characters
MOST_NAMES = 300  # in one message: no commune has more villages

_SEPARATOR = re.compile(r"[,;\n]+")
_NUMBERED = re.compile(
    r"(?P<term>.*?)\s*(?P<first>\d{1,4})(?:\s*(?:-|–|đến|den|to)\s*(?P<last>\d{1,4}))?", re.IGNORECASE
)


class VillageNamesError(ValueError):
    """A list of villages that cannot be taken as it is; ``str(error)`` is the piece at fault."""


def parse_village_names(text: str) -> list[str]:
    """Read a list of villages: commas, semicolons and line ends part them, "14-16" is three.

    A bare number takes the term of the one before: "Khu phố 14, 15" is two of them. Short terms are written out.

    Returns:
        Names as they are to be shown, such as "Khu phố 14", in the order given.

    Raises:
        VillageNamesError: A piece has no letter to be called by, is too long, or a range runs backwards; or there
            are more than ``MOST_NAMES``.
    """
    names: list[str] = []
    term = ""
    for piece in filter(None, (" ".join(part.split()) for part in _SEPARATOR.split(vietnamese.repair(text)))):
        found = _NUMBERED.fullmatch(piece)
        if found:
            term = _term(found["term"]) or term
            names.extend(_numbered(term, found, piece))
        else:
            names.append(_named(piece))
        if len(names) > MOST_NAMES:
            raise VillageNamesError(piece)
    return names


def _numbered(term: str, found: re.Match[str], piece: str) -> Iterator[str]:
    """The names from the first number to the last."""
    first = int(found["first"])
    last = int(found["last"] or first)
    if not term or len(term) > LONGEST_NAME or not first <= last < first + MOST_NAMES:
        raise VillageNamesError(piece)
    for number in range(first, last + 1):
        yield f"{term} {number}"


def _named(piece: str) -> str:
    """A village that has a name and no number."""
    words = piece.split()
    for length in (3, 2, 1):
        term = TERMS.get(vietnamese.fold(" ".join(words[:length])))
        if term and len(words) > length:
            piece = " ".join((term, *words[length:]))
            break
    if len(piece) > LONGEST_NAME or not any(letter.isalpha() for letter in piece):
        raise VillageNamesError(piece)
    return piece


def _term(text: str) -> str:
    """A term written out; any other word as it was typed."""
    return TERMS.get(vietnamese.fold(text), text)
