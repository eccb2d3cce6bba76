"""What a message says, slot by slot: places, concepts, numbers, years, agencies, cues, and what nothing explains."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from knowledge.entries import Language
from knowledge.indicators import Area
from knowledge.lexicon import Entry
from knowledge.spans import Span
from knowledge.tokens import Token


@dataclass(frozen=True, slots=True)
class Value:
    """A figure in a message: 76.9 percent; ``unit`` is None where none was typed."""

    number: Decimal
    unit: str | None
    position: int


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """Agencies that the words ``text`` may mean: a kind ("police") or plan agencies ("tan-khai/police")."""

    kinds: tuple[str, ...]
    exact: tuple[str, ...]  # "plan/agency"
    text: str
    position: int
    weak: bool = False


@dataclass(slots=True)
class Reading:
    """What a message says, slot by slot; positions are token indexes."""

    text: str
    tokens: tuple[Token, ...]
    spans: list[Span]
    concepts: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, Entry] = field(default_factory=dict)  # a concept's entry, for its kind and info
    cues: dict[str, int] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)  # locality ids, in order
    foreign_places: list[tuple[str, str, str]] = field(
        default_factory=list
    )  # level, name, parent: places without a plan
    abbreviated_places: list[str] = field(default_factory=list)  # "ĐT", "HĐ": places only beside another place
    foreign_last: bool = False  # a place without a plan is named after those that have one
    repeated: bool = False  # a concept is named twice, on both sides of an "and"
    agencies: list[AgencyMention] = field(default_factory=list)
    indicators: list[tuple[int, int | None]] = field(default_factory=list)  # number and part
    goals: list[int] = field(default_factory=list)
    objectives: list[int] = field(default_factory=list)  # by their place in a plan without numbers
    part: int | None = None
    village: bool = False
    years: list[int] = field(default_factory=list)
    dates: list[tuple[int, int, int | None]] = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    chat: dict[str, int] = field(default_factory=dict)
    abbreviations: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    unknown_names: list[str] = field(default_factory=list)
    content: list[str] = field(default_factory=list)  # words to search duties by
    content_at: list[int] = field(default_factory=list)  # their positions; those cut from documents have none
    telling: bool = False  # some content word is more than a filler
    named: bool = False  # some of them stand side by side in a plan, as they do here
    guesses: list[tuple[str, str]] = field(default_factory=list)  # what was typed, how it was read
    language: Language | None = None
    likely_language: Language | None = None  # where only words that nothing explains tell: noise may look English

    @property
    def area(self) -> Area | None:
        """The one area named, or None when none or both are."""
        areas = {self.kinds[c].info for c in self.concepts if self.kinds[c].kind == "area"}
        if len(areas) == 1:
            return "rural" if "rural" in areas else "urban"
        return None

    @property
    def asks_share(self) -> bool:
        """Whether a share is asked for, "bao nhiêu %", "tỷ lệ": that of an indicator, or one that no plan sets."""
        keys = [token.key for token in self.tokens]
        if "rate" in self.concepts:
            return True
        return self.has("value", "target") and ("%" in keys or ("phan", "tram") in pairwise(keys))

    def has(self, *cues: str) -> bool:
        """Tell whether any of *cues* is in the message."""
        return any(c in self.cues for c in cues)
