"""What a plan wants to reach: goals, their indicators, the parts of these and the levels set for them."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from knowledge.entries import Entry, Section, Slug, Text

Unit = Literal["percent", "per_mille", "per_10k", "per_100k", "cases", "none"]
Comparison = Literal["=", "<", "<=", ">", ">=", "between", "maintain", "eliminate", "below_previous_year"]
Area = Literal["rural", "urban"]

_COMPARE: dict[Comparison, Callable[[Decimal, Decimal], bool]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Target(Entry):
    """The level that one part of an indicator is to reach."""

    year: int | None = Field(default=None, ge=2000, le=2100)  # None: the plan states no year
    until: int | None = Field(
        default=None, ge=2000, le=2100
    )  # the last year, where the plan says "each year from … to …"
    comparison: Comparison = "="  # as the plan words it
    value: Decimal | None = None  # in the part's unit; None with maintain, eliminate and below_previous_year
    value2: Decimal | None = None  # the upper end with "between"
    yearly_change: bool = False  # the value is how much less each year, not a level
    section: Section | None = None  # where it differs from the indicator's
    remark: Text | None = None  # what is odd in the source, shown beside the value

    @model_validator(mode="after")
    def _values_fit_the_comparison(self) -> Target:
        needs_value = self.comparison in ("=", "<", "<=", ">", ">=", "between")
        if needs_value and self.value is None:
            raise ValueError(f"comparison {self.comparison!r} needs a value")
        if (self.comparison == "between") != (self.value2 is not None):
            raise ValueError("value2 goes with comparison 'between', and only with it")
        return self

    def is_met_by(self, observed: Decimal, *, better: Literal["higher", "lower"] = "higher") -> bool | None:
        """Tell whether *observed*, in the part's unit, reaches the target.

        A plain level ("đạt 95%") is reached from the better side: 96 reaches 95 where higher is better.

        Returns:
            None where the plan gives no level to compare with (a change per year, "duy trì", "thấp hơn năm trước").
        """
        if self.yearly_change or self.comparison == "below_previous_year":
            return None
        if self.comparison == "eliminate":
            return observed == 0
        if self.value is None:
            return None
        if self.comparison == "between":
            return self.value2 is not None and self.value <= observed <= self.value2
        if self.comparison in ("=", "maintain"):
            return observed >= self.value if better == "higher" else observed <= self.value
        return _COMPARE[self.comparison](observed, self.value)

    def holds_in(self, year: int) -> bool:
        """Tell whether the plan sets this target for *year*."""
        if self.year is None:
            return False
        return self.year <= year <= (self.until or self.year)


class Part(Entry):
    """One measured thing within an indicator: newborns within child mortality."""

    number: int = Field(ge=1)  # its order in the plan's text: 3.2 is part 2 of indicator 3
    topic: Slug  # what it measures, whichever plan and number; see lexicon/topics.yaml
    also: tuple[Slug, ...] = ()  # topics that this plan covers by the same part
    label: Text | None = None  # where this plan's wording differs from the topic's own label
    unit: Unit
    area: Area | None = None
    targets: tuple[Target, ...]
    remark: Text | None = None

    def targets_for(self, years: tuple[int, ...]) -> tuple[Target, ...]:
        """Return the targets set for any of *years*; all of them when no year is asked for."""
        if not years:
            return self.targets
        return tuple(t for t in self.targets if any(t.holds_in(year) for year in years))

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years in which this part has a target, in order."""
        found = {year for t in self.targets for year in (t.year, t.until) if year is not None}
        return tuple(sorted(found))


class Indicator(Entry):
    """A numbered indicator of one plan, or a specific objective of a plan that numbers none."""

    number: int | None = Field(default=None, ge=1)  # the number belongs to the plan; None: the plan numbers none
    order: int | None = Field(default=None, ge=1)  # the place in the list of objectives, where there is no number
    name: Text  # short, ours
    section: Section
    parts: tuple[Part, ...] = Field(min_length=1)
    remark: Text | None = None

    @model_validator(mode="after")
    def _is_numbered_one_way(self) -> Indicator:
        if (self.number is None) == (self.order is None):
            raise ValueError("an indicator has a number, an objective has an order; exactly one of them")
        if [p.number for p in self.parts] != list(range(1, len(self.parts) + 1)):
            raise ValueError("parts are numbered 1, 2, 3 … in the order of the text")
        return self

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years in which any part has a target, in order."""
        return tuple(sorted({year for part in self.parts for year in part.years}))


class Goal(Entry):
    """A group of indicators; numbered 1 to 4 in the plans that number their indicators."""

    number: int | None = Field(default=None, ge=1)
    name: Text
    section: Section
    indicators: tuple[Indicator, ...]
