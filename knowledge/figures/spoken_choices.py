"""How somebody names one of the choices that were just offered: "cái đầu", "mục thấp còi", "cả ba"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.phrasebook import phrases, table
from knowledge.vietnamese import fold, repair
from knowledge.wordlists import words

_PLACES = ("first", "second", "third", "fourth")
_LAST = -1
_ASKS_WHERE = "đâu"


@dataclass(frozen=True, slots=True)
class NamedChoice:
    """What a message names.

    Attributes:
        name: The words that may be those of a choice; empty where none may.
        place: Its place, counted from 0; -1 is the last. None: none was said.
        is_choice: Whether the message chooses, though it may not be plain what: "cả ba", "1".
        is_all: Whether it chooses all of them.
    """

    name: str
    place: int | None = None
    is_choice: bool = False
    is_all: bool = False

    def fits(self, label: str) -> bool:
        """Tell whether all words of the name are words of a label."""
        said = _words(self.name)
        return bool(said) and said <= _words(label)


def named_choice(text: str) -> NamedChoice | None:
    """Read a whole message; None where nothing is left that could name a choice.

    Returns:
        A place for "cái đầu" and "cái thứ 2"; all of them and a bare number choose nothing that is plain; the
        number may yet be the name of a village: "4".
    """
    spoken = re.findall(r"[\w.]+", repair(text).lower())
    plain = " ".join(map(fold, spoken)).strip(".")
    place = next((meaning for meaning, said in table("places-of-choices") if said.fullmatch(plain)), None)
    if place and _ASKS_WHERE not in spoken:
        return NamedChoice("", _PLACES.index(place) if place in _PLACES else _LAST, is_choice=True)
    beside = words("around-a-choice") | words("polite-to-the-bot")
    name = " ".join(word for word in spoken if fold(word) not in beside).strip(".")
    is_all = phrases("all-choices").fullmatch(plain) is not None
    is_choice = is_all or plain.isdigit()
    return NamedChoice(name, is_choice=is_choice, is_all=is_all) if name or is_choice else None


def _words(text: str) -> set[str]:
    return set("".join(letter if letter.isalnum() else " " for letter in fold(text)).split())
