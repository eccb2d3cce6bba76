"""What a message of figures holds: figures that are clear, problems that must be asked about."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from knowledge.entries import Text

ProblemKind = Literal[
    "unknown_indicator",
    "ambiguous_indicator",
    "unknown_village",
    "several_villages",
    "other_place",
    "numerator_over_denominator",
    "negative",
    "not_a_number",
    "negated",
    "increment",
    "other_group",
    "part",
    "unsure",
    "said_twice",
    "missing_denominator",
    "impossible_percent",
    "future_period",
    "unclear_period",
    "personal_data",
    "no_figure",
]


@dataclass(frozen=True, slots=True)
class Measure:
    """A part of the common 24 indicators by which villages report: 5.1 is vaccination under one year."""

    indicator: int
    part: int
    number: str  # as people say it: "14", and "5.1" where the indicator has several parts
    topic: str
    label: Text
    better: Literal["higher", "lower"]
    counts_cases: bool  # events, for which a bare count is enough; else a share, which needs its denominator
    ages: tuple[int, ...] = ()  # in years, by which plans tell whom it is about; none: they do not
    sensitive: bool = False  # village counts are for that village's collaborator and the plan's staff alone

    @property
    def code(self) -> str:
        """The measure by indicator and part, "5.1" and "14.1": one key for each."""
        return f"{self.indicator}.{self.part}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: counts (``numerator`` of ``denominator``), or ``value``: cases, or percent for a share."""

    measure: Measure
    numerator: int | None
    denominator: int | None
    value: Decimal | None
    village: str | None  # None: the whole locality
    period: str | None  # "2025-10", "2025-Q3", "2025-H1", "2025"; None: none was named

    @property
    def share(self) -> Decimal | None:
        """The share in percent, None for cases."""
        if self.numerator is not None and self.denominator:
            return Decimal(100) * self.numerator / self.denominator
        return None if self.measure.counts_cases else self.value


@dataclass(frozen=True, slots=True)
class Problem:
    """What cannot be stored as it stands: its kind and the words it is about."""

    kind: ProblemKind
    text: str
    choices: tuple[Measure, ...] = ()  # the measure named, or all that an ambiguous indicator may be
    village: str | None = None  # of an unknown village: its name as it would be written
    period: str | None = None
    numerator: Decimal | None = None  # also a bare count or percentage; None: no amount could be read
    denominator: Decimal | None = None
    percent: bool = False


@dataclass(frozen=True, slots=True)
class FigureReading:
    """A message read: what is clear, what is not, in the order of the message."""

    figures: tuple[Figure, ...]
    problems: tuple[Problem, ...]
    unread: tuple[str, ...] = ()  # words that nothing explains, to be named back
    question: str | None = None  # what is asked beside the figures
    supposed: frozenset[str] = frozenset()  # periods of last year that may be slips: this year's begins next
    asks_how_it_came: bool = False  # it is only asked why a figure is as it is, or who made it so


@dataclass(frozen=True, slots=True)
class Mention:
    """Which figure some words speak of."""

    measures: tuple[Measure, ...]  # the first one named, or all that its name may mean
    village: str | None
    period: str | None
    bare: bool  # nothing is said but what is measured


def period_has_begun(period: str, today: dt.date) -> bool:
    """Tell whether *period* has begun on *today*."""
    return first_day(period) <= today


def first_day(period: str) -> dt.date:
    """Return the first day of *period* ("2025-10", "2025-Q3", "2025-H1", "2025").

    Raises:
        ValueError: It is no period.
    """
    year, _, rest = period.partition("-")
    if not rest:
        return dt.date(int(year), 1, 1)
    if rest[0] == "Q":
        return dt.date(int(year), 3 * int(rest[1:]) - 2, 1)
    if rest[0] == "H":
        return dt.date(int(year), 6 * int(rest[1:]) - 5, 1)
    return dt.date(int(year), int(rest), 1)


AmountKind = Literal["ratio", "count", "percent", "none", "unreadable", "increment"]


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount said by tokens ``start`` to ``end`` (exclusive); ``numerator`` is also a bare count or percent."""

    start: int
    end: int
    kind: AmountKind
    numerator: Decimal = Decimal(0)
    denominator: Decimal | None = None
