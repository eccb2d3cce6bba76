"""The bot's sentences, kept as data in `wording/*.yaml`: a key, a Vietnamese and an English form."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from knowledge.entries import Language
from knowledge.formatting import escape
from knowledge.loading import HERE, as_mapping, read_yaml

# Each is read when it is first needed: to answer a question on the command line the first is enough.
FILES = ("answers", "bot", "people", "figures", "views", "nudges", "rounds")


class Raw(str):
    """Text that is HTML already and must not be escaped again."""

    __slots__ = ()


def say(key: str, language: Language, **values: object) -> str:
    """Give the sentence *key* in *language*, as Telegram HTML.

    Args:
        key: A name in a wording file; an unknown one is a mistake of the program and raises ``KeyError``.
        language: The language of the person.
        values: What stands in the sentence's braces; each is escaped unless it is ``Raw``.
    """
    shown = {name: value if isinstance(value, Raw) else escape(str(value)) for name, value in values.items()}
    return _sentence(key)[language].format_map(shown)


def sentences() -> Mapping[str, Mapping[Language, str]]:
    """All sentences by key, then language."""
    return {key: row for name in FILES for key, row in _file(name).items()}


@cache
def _sentence(key: str) -> Mapping[Language, str]:
    for name in FILES:
        if key in _file(name):
            return _file(name)[key]
    raise KeyError(key)


@cache
def _file(name: str) -> Mapping[str, Mapping[Language, str]]:
    path = HERE / "wording" / f"{name}.yaml"
    return as_mapping(path, read_yaml(path))
