"""Faults of plan files: all of them, also those that one file alone cannot show.

Such as unknown topics, a fact stated twice, an id that two plans have, a place that nobody knows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from knowledge.errors import PlanFileError
from knowledge.library import Library
from knowledge.loading import HERE, checked, read_yaml
from knowledge.locality import Locality
from knowledge.model import Plan
from knowledge.sources import Sources, find_sources
from knowledge.topics import load_topics

_PLANS = HERE / "plans"


def faults(library: Library) -> list[str]:
    """Return the faults of all plans, each as ``plan: what is wrong``; an empty list when there are none."""
    return _of_plans(library.plans.values())


def faults_of_files(given: Sequence[Path]) -> list[str]:
    """Return all faults of plan files and of the bot's own plans, a line each; an empty list when there are none.

    Args:
        given: Plan files, or folders of them; a ``localities.yaml`` beside them brings their places.
    """
    library, check = Library.load(), _Check()
    check.places.update(library.localities)
    check.ids.update(library.plans)
    sources = check.sources_of(given)
    for path in sources.localities:
        check.see_localities(path)
    for path in sources.plans:
        check.see_plan(path)
    told = [str(fault) for fault in check.found]
    given_anew = {plan.id for plan in check.plans}
    others = [plan for plan in library.plans.values() if plan.id not in given_anew]
    return [*told, *_of_plans((*others, *check.plans))]


def is_ours(path: Path) -> bool:
    """Tell whether a file or folder is one of those that come with the bot, and so is loaded already."""
    return path.resolve().is_relative_to(_PLANS)


class _Check:
    """What has been found while going through the files."""

    def __init__(self) -> None:
        self.found: list[PlanFileError] = []
        self.plans: list[Plan] = []  # those that are sound by themselves
        self.places: set[str] = set()
        self.ids: set[str] = set()  # of plans

    def sources_of(self, given: Sequence[Path]) -> Sources:
        """The files that are meant; a folder without any is a fault."""
        usable = []
        for entry in given:
            try:
                find_sources((entry,))
            except PlanFileError as error:
                self.found.append(error)
            else:
                usable.append(entry)
        return find_sources(usable)

    def see_localities(self, path: Path) -> None:
        """Take in the places of one file."""
        for row, at in self._rows(path):
            locality, wrong = checked(path, Locality, row, at)
            self.found.extend(wrong)
            if locality is None:
                continue
            if locality.id in self.places and not is_ours(path):
                self._tell(path, f"id: there is a locality {locality.id} already")
            self.places.add(locality.id)

    def see_plan(self, path: Path) -> None:
        """Take in the plan of one file."""
        try:
            plan, wrong = checked(path, Plan, read_yaml(path))
        except PlanFileError as error:
            plan, wrong = None, [error]
        self.found.extend(sorted(wrong, key=lambda fault: fault.line))
        if plan is None:
            return
        if plan.locality not in self.places:
            self._tell(path, f"locality: {plan.locality} is neither known nor in a localities.yaml beside it")
        if plan.id in self.ids and not is_ours(path):
            self._tell(path, f"id: there is a plan {plan.id} already")
        self.ids.add(plan.id)
        self.plans.append(plan)

    def _rows(self, path: Path) -> Iterator[tuple[object, tuple[int]]]:
        """The entries of a list, each with its place in it."""
        try:
            rows = read_yaml(path)
        except PlanFileError as error:
            self.found.append(error)
            return
        if not isinstance(rows, list):
            self._tell(path, "should be a list")
            return
        for index, row in enumerate(rows):
            yield row, (index,)

    def _tell(self, path: Path, reason: str) -> None:
        self.found.append(PlanFileError(path, 1, reason))


def _of_plans(plans: Iterable[Plan]) -> list[str]:
    topics = load_topics()
    found: list[str] = []
    for plan in plans:
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
