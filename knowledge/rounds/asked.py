"""Questions about the rounds themselves: whole messages, so that no question about the plans is stolen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Literal

from knowledge import vietnamese
from knowledge.figures.phrases import ONE_VILLAGE
from knowledge.loading import HERE, as_mapping, read_yaml
from knowledge.phrasebook import phrases
from knowledge.wordlists import words

Asked = Literal["list", "missing", "due"]

_MOST_CHARACTERS = 80  # of a message that can be one of the phrases


def asked_about_rounds(text: str) -> Asked | None:
    """Tell what *text*, marks and punctuation aside, asks about rounds.

    Returns:
        The list, or what is missing now, where it is one of the phrases; "due" where it asks by when figures are to be
        sent, of everybody or of a village with a number, and says nothing else.
    """
    if len(text) > _MOST_CHARACTERS:
        return None
    folded = ONE_VILLAGE.sub(" ", vietnamese.fold(text)) if any(map(str.isdigit, text)) else text
    if any(map(str.isdigit, folded)):
        return None  # most messages with figures, without a closer look
    return _phrases().get(_plain(text)) or ("due" if _asks_when_due(_plain(folded)) else None)


def _asks_when_due(plain: str) -> bool:
    """Tell whether folded words ask for the day alone: "còn mấy ngày nữa hết hạn"."""
    if not phrases("asks-how-long").search(plain) and not (
        phrases("asks-when").search(plain) and phrases("is-due").search(plain)
    ):
        return False
    return words("asking-for-the-day").issuperset(re.findall(r"\w+", plain))


@cache
def _phrases() -> Mapping[str, Asked]:
    path = HERE / "lexicon" / "rounds.yaml"
    rows = as_mapping(path, read_yaml(path))
    kinds: tuple[Asked, ...] = ("list", "missing")
    return {_plain(phrase): kind for kind in kinds for phrase in rows[kind]}


def _plain(text: str) -> str:
    return " ".join(vietnamese.fold(vietnamese.repair(text)).split()).strip(" ?!.")
