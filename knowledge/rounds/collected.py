"""Which measures a round collects."""

from __future__ import annotations

from functools import lru_cache

from knowledge.figures.measures import Measures
from knowledge.figures.model import Measure
from knowledge.model import Plan


def codes_of(plan: Plan, measures: Measures) -> tuple[str, ...]:
    """Return the codes of all parts of *plan*; a plan that numbers no indicators takes the common 24, all of them."""
    if not any(indicator.number for indicator in plan.indicators):
        return tuple(measure.code for measure in measures.every())
    topics = {topic for i in plan.indicators for part in i.parts for topic in (part.topic, *part.also)}
    return tuple(measure.code for measure in measures.every() if measure.topic in topics)


@lru_cache(maxsize=256)  # the rounds of the whole country collect a handful of different lists
def measures_of(codes: tuple[str, ...], measures: Measures) -> tuple[Measure, ...]:
    """Return the measures with these codes, in the order of their numbers; a code of no measure is left out."""
    wanted = set(codes)
    return tuple(measure for measure in measures.every() if measure.code in wanted)
