"""Faults across plan files that one file alone cannot show: unknown topics, unknown kinds, a fact stated twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from knowledge.library import Library
from knowledge.model import Plan
from knowledge.topics import load_topics


def faults(library: Library) -> list[str]:
    """Return the faults of all plans, each as ``plan: what is wrong``; an empty list when there are none."""
    topics = load_topics()
    found: list[str] = []
    for plan in library.plans.values():
        found.extend(
            f"{plan.id}: topic {topic} is not in lexicon/topics.yaml" for topic in _topics(plan) if topic not in topics
        )
        found.extend(f"{plan.id}: {what} stands twice" for what in _twice(plan))
    return found


def _topics(plan: Plan) -> Iterator[str]:
    yield from dict.fromkeys(part.topic for _, part in plan.parts())
    yield from dict.fromkeys(t for agency in plan.agencies for a in agency.assignments for t in a.topics)


def _twice(plan: Plan) -> Iterator[str]:
    """Name the facts that stand twice: a target of one part and year, a duty of one agency, a deadline."""
    for indicator, part in plan.parts():
        years = Counter(t.year for t in part.targets)
        yield from (
            f"the target {indicator.number or indicator.order}.{part.number} of {y}" for y, n in years.items() if n > 1
        )
    for agency in plan.agencies:
        duties = Counter(d.vi for d in agency.duties)
        yield from (f"a duty of {agency.id}" for n in duties.values() if n > 1)
    deadlines = Counter((d.kind, d.date, d.yearly, d.who) for d in plan.deadlines if d.date or d.yearly)
    yield from (f"a deadline of {key[3]}" for key, n in deadlines.items() if n > 1)
