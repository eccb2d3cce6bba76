"""What a plan wants of a measure in a year, beside which a figure is shown.

A level for which the plan states no year holds for the whole period of the plan; it is said to be without one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from knowledge import formatting
from knowledge.entries import Language, Section
from knowledge.figures.model import Measure
from knowledge.indicators import Part, Target
from knowledge.model import Plan

NO_YEAR: Mapping[Language, str] = {"vi": "kế hoạch không ghi năm", "en": "the plan states no year"}


@dataclass(frozen=True, slots=True)
class Goal:
    """The level a plan sets for one measure in one year, or in no year and so in all of its period."""

    target: Target
    part: Part
    section: Section
    better: str

    @property
    def in_percent(self) -> bool:
        """Whether a share of a village can be held against it; "below 9.5 ‰" and "2–3% fewer each year" cannot."""
        return self.part.unit == "percent" and not self.is_change

    @property
    def is_change(self) -> bool:
        """Whether it says how much less it is to be each year: no level, and not to be read as one."""
        return self.target.yearly_change

    @property
    def is_undated(self) -> bool:
        """Whether the plan states no year for it."""
        return self.target.year is None

    def in_words(self, language: Language) -> str:
        """Print the level: "95%", "dưới 9%", "thấp hơn năm 2024"; plain text."""
        return formatting.level(self.target, self.part.unit, language)

    def in_full(self, language: Language) -> str:
        """Print the level, and that the plan states no year where it states none; plain text."""
        return f"{self.in_words(language)} ({NO_YEAR[language]})" if self.is_undated else self.in_words(language)

    def is_met_by(self, share: Decimal) -> bool | None:
        """Tell whether *share*, in percent, reaches the level; None where the two cannot be compared."""
        if not self.in_percent:
            return None
        return self.target.is_met_by(share, better="lower" if self.better == "lower" else "higher")


def goal_of(plan: Plan, measure: Measure, year: int) -> Goal | None:
    """Return what *plan* wants of *measure* in *year*; None when it says nothing about that year.

    Obesity is one measure for villages though plans set one level for the countryside and one for towns: a town gets
    its own. Where several parts fit and none is told apart by area, nothing is returned rather than a guess.
    """
    found = [
        Goal(target, part, target.section or indicator.section, measure.better)
        for indicator, part in plan.measuring(measure.topic)
        for target in _targets(plan, part, year)
    ]
    if len(found) > 1:
        found = [row for row in found if row.part.area == _area(plan)]
    return found[0] if len(found) == 1 else None


def _targets(plan: Plan, part: Part, year: int) -> list[Target]:
    """Return the targets of *year*; where there are none, those without a year, if the plan is for that year."""
    dated = [target for target in part.targets if target.holds_in(year)]
    if dated or not plan.first_year <= year <= plan.last_year:
        return dated
    return [target for target in part.targets if target.year is None]


def _area(plan: Plan) -> str:
    """Whether a plan's locality is a town or countryside, by what its villages are called."""
    return "urban" if plan.village_term and plan.village_term.lower().startswith("khu phố") else "rural"
