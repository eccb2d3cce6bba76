"""Lists of words kept as data in `lexicon/wordlists.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from knowledge.loading import HERE, as_mapping, read_yaml


@lru_cache(maxsize=1)
def _lists() -> Mapping[str, frozenset[str]]:
    path = HERE / "lexicon" / "wordlists.yaml"
    return {name: frozenset(str(listed).split()) for name, listed in as_mapping(path, read_yaml(path)).items()}


def words(name: str) -> frozenset[str]:
    """Return the list *name*; all are read when one is first asked for.

    Raises:
        PlanFileError: The file is not of its form.
        KeyError: There is no such list.
    """
    return _lists()[name]
