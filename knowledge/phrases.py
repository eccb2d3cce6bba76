"""The bot's sentences, kept as data in `wording/*.yaml`: a key, a Vietnamese and an English form."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from knowledge.formatting import escape
from knowledge.loading import HERE, as_mapping, read_yaml
from knowledge.model import Language


class Raw(str):
    """Text that is HTML already and must not be escaped again."""

    __slots__ = ()


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, Mapping[Language, str]]:
    path = HERE / "wording" / "answers.yaml"
    return as_mapping(path, read_yaml(path))


def say(key: str, language: Language, **values: object) -> str:
    """Return the sentence *key* in *language*, its ``{names}`` filled with *values*, which are escaped unless Raw."""
    shown = {name: value if isinstance(value, (Raw, int)) else escape(str(value)) for name, value in values.items()}
    return _phrases()[key][language].format(**shown)
