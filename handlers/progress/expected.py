"""What villages are expected to send for the period of a view: what its rounds collect, else every measure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from handlers.progress.view import Seen, View
from handlers.rounds import known, naming
from handlers.screen import OldButtonError
from handlers.unit import Unit
from knowledge.figures.asked import ProgressQuestion
from knowledge.figures.model import Measure
from knowledge.figures.phrases import ProgressKind
from knowledge.rounds.choosing import goal_groups
from storage import owing, rounds
from storage.owing import Expected
from storage.rounds import Round

_OWED: frozenset[ProgressKind] = frozenset({"missing", "document", "workbook", "table"})
_NUMBERS = 12  # more than these are only counted
_OF_ROUND, _OF_GOAL = "r", "g"  # before the id of a round, or the number of a goal, in a view


def expected(seen: Seen, measures: Sequence[Measure]) -> Expected:
    """What of *measures* villages are to send for the period of the view."""
    known.ensure_rounds(seen.unit.db, seen.unit.library, seen.plan.id, seen.unit.now.date())
    return owing.expected(seen.unit.db, seen.plan.id, seen.view.period, measures)


def told_collected(seen: Seen, what: Expected) -> Iterator[str]:
    """Say what the rounds of the period collect, where that is not everything: all else is missed by nobody."""
    if not what.rounds or len(what.measures) == len(seen.measures()):
        return
    called = ", ".join(naming.called(one, seen.unit.language) for one in what.rounds)
    yield seen.say("collected", round=called, count=len(what.measures), numbers=numbers(what.measures))


def numbers(measures: Sequence[Measure]) -> str:
    """The first numbers of measures: "5.1, 14, 16"."""
    more = "…" if len(measures) > _NUMBERS else ""
    return ", ".join(measure.number for measure in measures[:_NUMBERS]) + more


def period_meant(unit: Unit, plan: str | None, question: ProgressQuestion) -> str:
    """The period of a question; without one, where it asks what is owed, that of the round due next; else the year.

    What is owed is asked by who is missing, by a village without a topic, and by the files of all of it.
    """
    owed = question.kind in _OWED or (question.kind == "village" and not question.measures)
    if question.period or plan is None or not owed:
        return question.period or str(unit.now.year)
    found = known.due_next(unit.db, unit.library, plan, unit.now.date())
    return found.period if found else str(unit.now.year)


def view_of_round(found: Round) -> View:
    """The overview of what a round collects."""
    return View("o", found.plan, found.period, f"{_OF_ROUND}{found.id}")


def code_of_goal(goal: int | None) -> str:
    """What the view of an overview carries of a goal of the plan; nothing without one."""
    return f"{_OF_GOAL}{goal}" if goal is not None else ""


@dataclass(frozen=True, slots=True)
class Group:
    """Measures that are shown alone, and why these."""

    heading: str  # Telegram HTML
    measures: tuple[Measure, ...]


def group_of(seen: Seen) -> Group | None:
    """What the overview of the view is confined to, a round or a goal; None where it is of all measures.

    Raises:
        OldButtonError: There is no such round or goal of the plan any more.
    """
    kind, id_ = seen.view.code[:1], seen.view.code[1:]
    if kind not in _GROUPS or not id_.isdecimal():
        return None
    found = _GROUPS[kind](seen, int(id_))
    if found is None:
        raise OldButtonError
    return found


def _of_round(seen: Seen, id_: int) -> Group | None:
    found = rounds.by_id(seen.unit.db, id_)
    if found is None or found.plan != seen.plan.id:
        return None
    measures = tuple(measure for measure in seen.measures() if measure.code in found.codes)
    called = naming.called(found, seen.unit.language)
    return Group(seen.say("progress_of_round", round=called, count=len(measures)), measures)


def _of_goal(seen: Seen, number: int) -> Group | None:
    for goal in goal_groups(seen.plan, seen.unit.library.measures):
        if goal.number == number:
            measures = tuple(measure for measure in seen.measures() if measure.code in goal.codes)
            name = goal.name.in_(seen.unit.language)
            return Group(seen.say("progress_of_goal", number=number, name=name), measures)
    return None


_GROUPS: Mapping[str, Callable[[Seen, int], Group | None]] = {_OF_ROUND: _of_round, _OF_GOAL: _of_goal}
