"""Questions about the rounds themselves: a few phrases, taken whole, so that no question about the plans is stolen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal

from knowledge import vietnamese
from knowledge.loading import HERE, as_mapping, read_yaml

Asked = Literal["list", "missing"]

_MOST_CHARACTERS = 80  # of a message that can be one of the phrases


def asked_about_rounds(text: str) -> Asked | None:
    """Tell whether *text*, marks and punctuation aside, is one of the phrases: for the list, or what is missing now."""
    if len(text) > _MOST_CHARACTERS or any(map(str.isdigit, text)):
        return None  # most messages with figures, without a closer look
    return _phrases().get(_plain(text))


@cache
def _phrases() -> Mapping[str, Asked]:
    path = HERE / "lexicon" / "rounds.yaml"
    rows = as_mapping(path, read_yaml(path))
    kinds: tuple[Asked, ...] = ("list", "missing")
    return {_plain(phrase): kind for kind in kinds for phrase in rows[kind]}


def _plain(text: str) -> str:
    return " ".join(vietnamese.fold(vietnamese.repair(text)).split()).strip(" ?!.")
