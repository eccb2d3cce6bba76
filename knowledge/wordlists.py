"""Lists of words kept as data in `lexicon/wordlists.yaml`."""

from __future__ import annotations

from functools import lru_cache

from knowledge.loading import HERE, as_mapping, read_yaml


@lru_cache(maxsize=16)
def words(name: str) -> frozenset[str]:
    """Return the list *name*; read when first asked for.

    Raises:
        PlanFileError: The file is not of its form.
        KeyError: There is no such list.
    """
    path = HERE / "lexicon" / "wordlists.yaml"
    return frozenset(str(as_mapping(path, read_yaml(path))[name]).split())
