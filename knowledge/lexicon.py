"""The words people use, in one trie: concepts, cues, places, agencies, chat and fillers.

Surfaces stand in `lexicon/*.yaml` with their marks. What people leave out (marks, spaces, hyphens) is derived here, so
"tiêm chủng" is found in "tiem chung", "TIÊM CHỦNG" and "tiemchung", but "tiệm chung" is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from knowledge import vietnamese
from knowledge.entries import Language
from knowledge.errors import PlanFileError
from knowledge.loading import HERE, as_mapping, read_yaml
from knowledge.locality import Locality

Slot = Literal[
    "concept", "cue", "agency", "plan-agency", "place", "gazetteer", "chat", "reference", "filler", "abbreviation"
]
WHERE = HERE / "lexicon"
INITIAL = re.compile(r"\b([^\W\d_])\.\s+([^\W\d_]+)")
_END = ""
_NUMBER = "#"

# How much one word of a span counts when spans compete for the same words; a longer span counts a little more a word.
_WEIGHT: Mapping[Slot, int] = {
    "concept": 10, "cue": 10, "agency": 10, "plan-agency": 11, "place": 11, "reference": 10, "chat": 10,
    "abbreviation": 9, "filler": 8, "gazetteer": 7,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """What a surface stands for: ``id`` within ``slot``; ``kind`` and ``info`` as its file says."""

    slot: Slot
    id: str
    language: Language | None = None
    weak: bool = False
    kind: str = ""
    info: str = ""

    @property
    def weight(self) -> int:
        """How much one word of it counts against a competing span."""
        return _WEIGHT[self.slot] - (3 if self.weak else 0)


@dataclass(frozen=True, slots=True)
class Surface:
    """One way of typing an entry, as accented words."""

    words: tuple[str, ...]
    entry: Entry
    strict: bool = False  # counts only with its marks typed: "trễ" is not "trẻ" written without them

    @property
    def joined(self) -> str:
        """Its folded letters without spaces."""
        return "".join(vietnamese.key(w) for w in self.words)


_LEAST_TO_MEND = 7  # letters; nine in ten shorter phrases have another real word one letter away

Node = dict[str, Any]  # key of the next word -> Node; "" -> list of surfaces that end here


@dataclass(slots=True)
class Shelf:
    """Surfaces that begin with one letter and have one length, beside their joined letters."""

    joined: list[str] = field(default_factory=list)
    surfaces: list[Surface] = field(default_factory=list)


@dataclass(slots=True)
class Lexicon:
    """All surfaces, found by the folded keys of their words."""

    root: Node = field(default_factory=dict)
    joined: dict[str, Surface] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)  # every English word of a surface
    by_sound: dict[str, Surface] = field(default_factory=dict)  # phrases by their regional keys, for slips of sound
    initials: set[tuple[str, ...]] = field(default_factory=set)  # keys of "T. Khai", where the point ends no sentence
    shelves: dict[tuple[str, int], Shelf] = field(default_factory=dict)  # by first letter and length, for slips
    marked: set[str] = field(default_factory=set)  # words with marks that surfaces and plans have: no slips of others

    def add(self, text: str, entry: Entry) -> None:
        """Add one surface of *entry*; a number in it is matched by digits and by number words."""
        words = split_words(text.removesuffix("^"))
        if not words:
            return
        surface = Surface(words, entry, strict=text.endswith("^"))
        node = self.root
        keys = [vietnamese.key(word) for word in words]
        for key in keys:
            node = node.setdefault(key, {})
        _put(node.setdefault(_END, []), surface)
        self.add_words(words)
        if INITIAL.match(text):
            self.initials.add(tuple(keys[:2]))
        self._index(surface)

    def add_words(self, words: Iterable[str]) -> None:
        """Keep the words that are written with marks: who types them so means them."""
        self.marked.update(word for word in words if vietnamese.has_marks(word))

    def _index(self, surface: Surface) -> None:
        if len(surface.words) == 1 and surface.words[0].isascii():
            self.words.add(surface.words[0])
        if surface.entry.language == "en":
            self._add_words(surface)
        if surface.strict or surface.entry.slot in ("filler", "gazetteer"):
            return
        if _NUMBER in surface.words:
            self._shelve(Surface(tuple(w for w in surface.words if w != _NUMBER), surface.entry))
            return
        joined = surface.joined
        if len(joined) >= 6 and len(surface.words) > 1:
            self.joined.setdefault(joined, surface)
            if surface.entry.language != "en":
                self.by_sound.setdefault(" ".join(vietnamese.regional_key(w) for w in surface.words), surface)
        self._shelve(surface)

    def _add_words(self, surface: Surface) -> None:
        """Keep single English words, so that a slip in one word of a phrase is mended too."""
        for word in surface.words:
            self.words.add(word)
            if word.isalpha() and surface.entry.slot != "filler":
                self._shelve(Surface((word,), surface.entry))

    def _shelve(self, surface: Surface) -> None:
        joined = surface.joined
        if len(joined) < _LEAST_TO_MEND or not joined.isalpha():
            return
        shelf = self.shelves.setdefault((joined[0], len(joined)), Shelf())
        if joined not in shelf.joined:
            shelf.joined.append(joined)
            shelf.surfaces.append(surface)

    def surfaces(self) -> Iterator[Surface]:
        """Go through all surfaces."""
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            for key, value in node.items():
                if key == _END:
                    yield from value
                else:
                    waiting.append(value)


def _put(ends: list[Surface], surface: Surface) -> None:
    """Add *surface* where its words end; what both languages have ("hotline") tells neither."""
    entry = surface.entry
    for at, other in enumerate(ends):
        if other.words == surface.words and (other.entry.slot, other.entry.id) == (entry.slot, entry.id):
            if other.entry.language != entry.language:
                ends[at] = replace(other, entry=replace(other.entry, language=None))
            return
    ends.append(surface)


def split_words(text: str) -> tuple[str, ...]:
    """Split a phrase into its words in lower case, at spaces, hyphens and other marks."""
    return tuple(w for w in re.split(r"[-/,'.\s]+", vietnamese.repair(text).lower()) if w)


_FILES: Sequence[tuple[str, Slot]] = (
    ("concepts", "concept"),
    ("cues", "cue"),
    ("agencies", "agency"),
    ("chat", "chat"),
)
_LANGUAGES: Sequence[Language] = ("vi", "en")


def load_lexicon(localities: Iterable[Locality], *, where: Path = WHERE) -> Lexicon:
    """Read all lexicon files and the names of *localities* into one lexicon.

    Raises:
        PlanFileError: A file is not of its form.
    """
    lexicon = Lexicon()
    for name, slot in _FILES:
        path = where / f"{name}.yaml"
        for entry_id, row in as_mapping(path, read_yaml(path)).items():
            _add_row(lexicon, path, slot, entry_id, row)
    fillers = where / "fillers.yaml"
    for kind, rows in as_mapping(fillers, read_yaml(fillers)).items():
        for language in _LANGUAGES:
            for surface in str(rows[language]).replace("\n", ",").split(","):
                lexicon.add(surface, Entry("filler", surface.strip(), language=language, kind=kind))
    references = where / "references.yaml"
    for entry_id, row in as_mapping(references, read_yaml(references)).items():
        for language in _LANGUAGES:
            for text in row.get(language, ()):
                lexicon.add(f"{text} {_NUMBER}", Entry("reference", entry_id, language=language))
    for locality in localities:
        add_place(lexicon, locality)
    for entry, text in _gazetteer(where / "gazetteer.txt"):
        lexicon.add(text, entry)
    return lexicon


def add_place(lexicon: Lexicon, locality: Locality) -> None:
    """Add the name and aliases of a *locality* that has a plan."""
    entry = Entry("place", locality.id)
    for text in (locality.name, locality.full_name("vi"), locality.full_name("en"), *locality.aliases):
        lexicon.add(text, entry)
    initials = "".join(word[0] for word in locality.name.split())
    lexicon.add(initials, Entry("place", locality.id, weak=True))


def _add_row(lexicon: Lexicon, path: Path, slot: Slot, entry_id: str, row: Any) -> None:
    if not isinstance(row, dict):
        raise PlanFileError(path, 1, f"{entry_id} should be a mapping")
    kind = str(row.get("kind", ""))
    info = str(row.get("nearest") or row.get("unit") or row.get("area") or "")
    for language in _LANGUAGES:
        for text in row.get(language, ()):
            weak = str(text).endswith("!") or (kind == "weak" and not str(text).endswith("+"))
            entry = Entry(slot, entry_id, language=language, weak=weak, kind=kind, info=info)
            lexicon.add(str(text).rstrip("!+"), entry)


def _gazetteer(path: Path) -> Iterator[tuple[Entry, str]]:
    """Give each name of a place without a plan, each other way to write it, and provinces and cities in one word."""
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            level, name, parent, others = [*line.split("\t"), "", "", ""][:4]
            entry = Entry("gazetteer", name, kind=level, info=parent)
            for text in (name, *filter(None, others.split(", "))):
                yield entry, text
                if level in ("province", "city") and " " in text:
                    yield entry, "".join(map(vietnamese.fold, split_words(text)))
