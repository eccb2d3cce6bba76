"""Lists of villages as staff type them: "Khu phố 14-16, thôn Trung; kp 18"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from knowledge import vietnamese
from knowledge.village_terms import TERMS

LONGEST_NAME = 60  # characters
MOST_NAMES = 300  # in one message: no commune has more villages

_SEPARATOR = re.compile(r"[,;\n]+")
# "Khu phố 1/2" has a name of its own; it is no second village.
_NUMBERED = re.compile(
    r"(?P<term>.*?)(?<![\d/.])\s*(?P<first>\d{1,4})(?:\s*(?:-|–|đến|den|to)\s*(?P<last>\d{1,4}))?", re.IGNORECASE
)
_JOINED = re.compile(r"([^\W\d_]+)(\d.*)")

Reason = Literal["no_term", "range", "too_long", "no_letter", "too_many"]


@dataclass(frozen=True, slots=True)
class Fault:
    """A piece of a list that is no name of a village."""

    piece: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class VillageNames:
    """What a list of villages says."""

    names: tuple[str, ...]  # as they are to be shown, in the order given
    faults: tuple[Fault, ...] = ()
    unmarked: bool = False  # typed without any Vietnamese mark: what looks like a name without marks may have some


class VillageNamesError(ValueError):
    """A list of villages that cannot be taken as it is; ``str(error)`` is the piece at fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.piece)
        self.fault = fault


def read_village_names(text: str) -> VillageNames:
    """Read a list of villages: commas, semicolons and line ends part them, "14-16" is three.

    A bare number takes the term of the one before: "Khu phố 14, 15" is two of them. Short terms are written out.

    Returns:
        The names, at most ``MOST_NAMES``; and each piece that is none, with the reason.
    """
    names: list[str] = []
    faults: list[Fault] = []
    term = ""
    text = vietnamese.repair(text)
    for piece in filter(None, (" ".join(part.split()) for part in _SEPARATOR.split(text))):
        found = _NUMBERED.fullmatch(piece)
        if found:
            term = _term(found["term"]) or term
        read = _numbered(term, found) if found else _named(piece)
        if not isinstance(read, str) and len(names) + len(read) > MOST_NAMES:
            read = "too_many"
        if isinstance(read, str):
            faults.append(Fault(piece, read))
        else:
            names += read
    return VillageNames(tuple(names), tuple(faults), unmarked=vietnamese.fold(text) == text.lower())


def parse_village_names(text: str) -> list[str]:
    """Read a list of villages that is to be right as a whole.

    Raises:
        VillageNamesError: A piece of it is no name.
    """
    read = read_village_names(text)
    if read.faults:
        raise VillageNamesError(read.faults[0])
    return list(read.names)


def _numbered(term: str, found: re.Match[str]) -> list[str] | Reason:
    """The names from the first number to the last."""
    first = int(found["first"])
    last = int(found["last"] or first)
    if not term:
        return "no_term"
    if len(term) > LONGEST_NAME:
        return "too_long"
    if last < first:
        return "range"
    if last >= first + MOST_NAMES:
        return "too_many"
    return [f"{term} {number}" for number in range(first, last + 1)]


def _named(piece: str) -> list[str] | Reason:
    """A village that has a name and no number."""
    words = piece.split()
    joined = _JOINED.fullmatch(words[0])
    if joined and vietnamese.fold(joined[1]) in TERMS:
        words[:1] = joined.groups()
    for length in (3, 2, 1):
        term = TERMS.get(vietnamese.fold(" ".join(words[:length])))
        if term and len(words) > length:
            piece = " ".join((term, *words[length:]))
            break
    if not any(letter.isalpha() for letter in piece):
        return "no_letter"
    return "too_long" if len(piece) > LONGEST_NAME else [piece]


def _term(text: str) -> str:
    """A term written out; any other word as it was typed."""
    return TERMS.get(vietnamese.fold(text), text)
