"""Choosing what a round collects: by numbers that staff type, or by the goals of the plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge import vietnamese
from knowledge.entries import Text
from knowledge.figures.measures import Measures
from knowledge.figures.model import Measure
from knowledge.model import Plan
from knowledge.wordlists import words

_FILLER = re.compile(r"\b(?:chi tieu|ct|muc|so|va|and|indicators?)\b")
_ITEM = re.compile(r"(\d{1,2})(?:\.(\d))?(?:-(\d{1,2})(?:\.(\d))?)?")


@dataclass(frozen=True, slots=True)
class GoalGroup:
    """A goal of a plan, with the codes of what villages report under it."""

    number: int
    name: Text
    codes: tuple[str, ...]


def goal_groups(plan: Plan, measures: Measures) -> tuple[GoalGroup, ...]:
    """Return the numbered goals of *plan*; none where it numbers no goals."""
    found = []
    for goal in plan.goals:
        topics = {topic for i in goal.indicators for part in i.parts for topic in (part.topic, *part.also)}
        codes = tuple(measure.code for measure in measures.every() if measure.topic in topics)
        if goal.number is not None and codes:
            found.append(GoalGroup(goal.number, goal.name, codes))
    return tuple(found)


def parse_codes(text: str, measures: Sequence[Measure]) -> tuple[str, ...] | None:
    """Read "5, 14, 3.1-3.3" or "tất cả"; a number without a part means all parts of the indicator.

    Returns:
        Codes in the order of *measures*; None when *text* says anything else, or names what is not there.
    """
    plain = " ".join(vietnamese.fold(vietnamese.repair(text)).replace("–", "-").split()).strip(" .")
    if plain.replace(" ", "_") in words("all-indicators"):
        return tuple(measure.code for measure in measures)
    named = re.sub(r"\s*-\s*", "-", _FILLER.sub(" ", plain)).replace(",", " ").replace(";", " ").split()
    chosen: set[str] = set()
    for item in named:
        codes = _named(item, measures)
        if not codes:
            return None
        chosen |= codes
    return tuple(measure.code for measure in measures if measure.code in chosen) or None


def listed(codes: Sequence[str], measures: Measures) -> str:
    """Print codes as people say them: "1, 5.1, 5.2, 14"."""
    return ", ".join(measure.number for measure in measures.every() if measure.code in codes)


def _named(item: str, measures: Sequence[Measure]) -> set[str]:
    """Return the codes that one piece means: "5", "3.1", "3.1-3.3", "1-4"; empty when an end of it is not there."""
    match = _ITEM.fullmatch(item)
    if match is None:
        return set()
    first = _place(match[1], match[2], 0)
    last = _place(match[3], match[4], 9) if match[3] else _place(match[1], match[2], 9)
    places = {(measure.indicator, measure.part): measure.code for measure in measures}
    found = {code for place, code in places.items() if first <= place <= last}
    ends = [end for end, part in ((first, match[2]), (last, match[4])) if part]
    return found if all(end in places for end in ends) else set()


def _place(indicator: str, part: str | None, otherwise: int) -> tuple[int, int]:
    return int(indicator), int(part) if part else otherwise
