"""Lists of people's words kept as data in `lexicon/wordlists/*.yaml`; their names are unique over all files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from knowledge.errors import PlanFileError
from knowledge.loading import HERE, Lines, as_mapping, read_yaml

WHERE = HERE / "lexicon" / "wordlists"


def words(name: str) -> frozenset[str]:
    """Return the list *name*; all are read when one is first asked for.

    Raises:
        PlanFileError: A file is not of its form.
        KeyError: There is no such list.
    """
    return _ours()[name]


@lru_cache(maxsize=1)
def _ours() -> Mapping[str, frozenset[str]]:
    return load_wordlists(WHERE)


def load_wordlists(folder: Path) -> dict[str, frozenset[str]]:
    """Read every list of words in the files of *folder*, by name.

    Raises:
        PlanFileError: A file is not of its form, or has a list of the same name as another.
    """
    lists: dict[str, frozenset[str]] = {}
    for path in sorted(folder.glob("*.yaml")):
        for name, listed in as_mapping(path, read_yaml(path)).items():
            if name in lists:
                raise PlanFileError(path, Lines(path).of((name,)), f"{name}: another file has a list of this name")
            if not isinstance(listed, str):
                raise PlanFileError(path, Lines(path).of((name,)), f"{name}: should be words with spaces between them")
            lists[name] = frozenset(listed.split())
    return lists
