"""A part of a message around one amount, with what it names; filled in and settled step by step while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from knowledge.figures.model import Amount
from knowledge.figures.where import VillageName
from knowledge.reading import Reading
from knowledge.spans import Span

# Concepts that say which children, and not what is measured of them.
_ONLY_CHILDREN = frozenset(
    "child rate newborn age-5 age-7 age-8 age-11 under-1 under-5 age-5-17 school cared standard too-young".split()
)


@dataclass(slots=True)
class Clause:
    """Tokens ``start`` to ``end`` (exclusive) around one amount, or around none."""

    start: int
    end: int
    amount: Amount | None = None
    concepts: list[str] = field(default_factory=list)
    indicators: list[tuple[int, int | None]] = field(default_factory=list)
    villages: list[VillageName] = field(default_factory=list)  # each once
    crowded: bool = False  # several villages are named before its amount, and it is not told whose it is
    each: bool = False  # what it denies is denied of each of its villages
    whole_place: bool = False
    period: str | None = None
    line: int = 0
    foreign: bool = False  # it names a thing that no measure is for
    used: bool = False  # what it names went into another clause
    part: bool = False  # its amount is of one kind of what is counted
    summed: bool = False  # and of all kinds that are told, added up
    total: Decimal | None = None  # what its count may be of, which is asked
    drowned: bool = False  # beside a total, and it is not told who of them died
    refers: bool = False  # it gives no number, but sends back to those of another time
    supposed: bool = False  # its amount is a bare "không", which may ask
    behind: set[str] = field(default_factory=set)  # "village", "period": what is named behind its amount

    @property
    def village(self) -> VillageName | None:
        """The village it names, the last one of several."""
        return self.villages[-1] if self.villages else None

    @property
    def names_measure(self) -> bool:
        """Whether it says what is measured, beyond whom."""
        return bool(self.indicators) or any(c not in _ONLY_CHILDREN for c in self.concepts)

    def pass_over(self) -> None:
        """Take its amount for none: another clause says it, or it is a remark; and ask nothing about its words."""
        self.amount, self.used = None, True


def words_of(reading: Reading, clause: Clause) -> str:
    """Return the clause as it was typed."""
    tokens = reading.tokens[clause.start : clause.end]
    return reading.text[tokens[0].start : tokens[-1].end] if tokens else ""


def names_a_measure(span: Span, *, weakly: bool = False) -> bool:
    """Tell whether a span is a topic or the number of an indicator; *weakly*: or may be one."""
    return any(
        (e.slot == "concept" and e.kind == "" and (weakly or not e.weak)) or e.id == "indicator" for e in span.entries
    )
