"""The sentences of the bot itself (not of its answers), from ``knowledge/wording``."""

from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files

from ruamel.yaml import YAML

from knowledge.model import Language

_FILES = ("bot", "people", "figures", "views", "nudges", "rounds")


def say(key: str, language: Language, **values: str) -> str:
    """Give the sentence *key* in *language*, as Telegram HTML.

    Args:
        key: A name in the wording file; an unknown one is a mistake of the program and raises ``KeyError``.
        language: The language of the person.
        values: What stands in the sentence's braces; each is escaped.
    """
    return sentences()[key][language].format_map({name: escape(value) for name, value in values.items()})


@cache
def sentences() -> Mapping[str, Mapping[Language, str]]:
    """All sentences by key, then language."""
    folder = files("knowledge") / "wording"
    found: dict[str, Mapping[Language, str]] = {}
    for name in _FILES:
        rows = YAML(typ="safe").load((folder / f"{name}.yaml").read_text(encoding="utf-8")) or {}
        assert not found.keys() & rows.keys(), f"{name}.yaml says again what another file says"
        found |= rows
    return found
