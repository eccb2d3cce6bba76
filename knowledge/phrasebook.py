"""Families of phrases kept as data in `lexicon/phrases.yaml`, each compiled into one pattern when first asked for.

A family is a list of phrases: regular expressions that begin and end with whole words. ``{name}`` in a phrase stands
for any phrase of another family, or for any word of a list of `lexicon/wordlists/`. A table is a mapping of families by
what they mean; the order of its phrases counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from knowledge.errors import PlanFileError
from knowledge.loading import HERE, Lines, as_mapping, read_yaml
from knowledge.wordlists import words

WHERE = HERE / "lexicon" / "phrases.yaml"
_OTHER = re.compile(r"\{([a-z][a-z-]*)\}")  # a quantifier, "{1,3}", begins with a digit

Family = Sequence[str]
Table = tuple[tuple[str, re.Pattern[str]], ...]


def phrases(name: str) -> re.Pattern[str]:
    """Return the pattern that finds any phrase of the family *name*, as whole words.

    Raises:
        PlanFileError: The file is not of its form.
        KeyError: There is no such family.
    """
    return _ours().whole(name)


def parts_of_words(name: str) -> re.Pattern[str]:
    """Return the pattern that finds any phrase of the family *name*, within words too; errors as in ``phrases``."""
    return _ours().within_words(name)


def table(name: str) -> Table:
    """Return each phrase of the table *name* as a pattern, after what it means; errors as in ``phrases``."""
    return _ours().table(name)


@cache
def _ours() -> Phrasebook:
    return Phrasebook(WHERE)


class Phrasebook:
    """The families and tables of one file."""

    def __init__(self, path: Path) -> None:
        """Read the file at *path*.

        Raises:
            PlanFileError: It is not of its form.
        """
        self._path = path
        self._families: dict[str, Family] = {}
        self._tables: dict[str, Mapping[str, Family]] = {}
        for name, entry in as_mapping(path, read_yaml(path)).items():
            if isinstance(entry, dict) and all(map(_is_family, entry.values())):
                self._tables[name] = entry
            elif _is_family(entry):
                self._families[name] = entry
            else:
                raise self._fault(name, "should be a list of phrases, or a mapping of such lists")
        self.whole = cache(self._whole)
        self.within_words = cache(self._within_words)
        self.table = cache(self._table)

    @property
    def families(self) -> frozenset[str]:
        """The names of all lists of phrases."""
        return frozenset(self._families)

    @property
    def tables(self) -> frozenset[str]:
        """The names of all mappings of such lists."""
        return frozenset(self._tables)

    def _whole(self, name: str) -> re.Pattern[str]:
        return self._compiled(name, _as_whole_words(self._any_of(name)))

    def _within_words(self, name: str) -> re.Pattern[str]:
        return self._compiled(name, self._any_of(name))

    def _table(self, name: str) -> Table:
        return tuple(
            (meaning, self._compiled(name, _as_whole_words(self._filled(name, phrase))))
            for meaning, family in self._tables[name].items()
            for phrase in family
        )

    def _any_of(self, name: str, *around: str) -> str:
        """Return what matches any phrase of a family: the longest first, so that the whole of it is found."""
        listed = sorted(self._families[name], key=len, reverse=True)
        return f"(?:{'|'.join(self._filled(name, phrase, *around) for phrase in listed)})"

    def _any_word_of(self, name: str, inner: str) -> str:
        """Return what matches any word of a list of words that stands in a phrase of *name*."""
        try:
            listed = words(inner)
        except KeyError:
            raise self._fault(name, f"{{{inner}}} is no list of phrases of this file, nor of words") from None
        return f"(?:{'|'.join(re.escape(word).replace('_', ' ') for word in sorted(listed, reverse=True))})"

    def _filled(self, name: str, phrase: str, *around: str) -> str:
        """Put other families into a phrase of *name*, which itself is to be put into those *around*."""

        def other(found: re.Match[str]) -> str:
            inner = found[1]
            if inner in (name, *around):
                raise self._fault(name, f"{{{inner}}} stands within itself")
            return self._any_of(inner, name, *around) if inner in self._families else self._any_word_of(name, inner)

        return _OTHER.sub(other, phrase)

    def _compiled(self, name: str, pattern: str) -> re.Pattern[str]:
        try:
            return re.compile(pattern)
        except re.error as error:
            raise self._fault(name, f"is no regular expression: {error.msg}") from error

    def _fault(self, name: str, reason: str) -> PlanFileError:
        return PlanFileError(self._path, Lines(self._path).of((name,)), f"{name}: {reason}")


def _is_family(entry: object) -> bool:
    return isinstance(entry, list) and bool(entry) and all(isinstance(phrase, str) for phrase in entry)


def _as_whole_words(pattern: str) -> str:
    return rf"(?<!\w){pattern}(?!\w)"
