"""The rounds of a plan, made from its deadlines whenever somebody looks."""

from datetime import date
from typing import TYPE_CHECKING

from sqlite_utils import Database

from knowledge.figures.model import Measure
from knowledge.rounds import collected, occurrences
from storage import deadlines, rounds
from storage.rounds import Round

if TYPE_CHECKING:
    from knowledge.library import Library


def ensure_rounds(db: Database, library: "Library", plan_id: str, today: date) -> None:
    """See to it that the rounds of a plan are there; of one that is no longer loaded they stay as they are."""
    plan = library.plans.get(plan_id)
    if plan is None:
        return
    found = occurrences.of_plan(plan, today)
    for added in deadlines.of_plan(db, plan_id):
        found += occurrences.of_added(added.name, added.deadline, today, since=added.since)
    rounds.ensure(db, plan_id, collected.codes_of(plan, library.measures), found, today=today)


def collecting(db: Database, library: "Library", plan_id: str, today: date) -> list[Round]:
    """The rounds of a plan for which villages are to report today, the most urgent first."""
    ensure_rounds(db, library, plan_id, today)
    return rounds.collecting(db, plan_id, today)


def due_next(db: Database, library: "Library", plan_id: str, today: date) -> Round | None:
    """The round under way that is due next; where all are late, the one that was due last."""
    under_way = collecting(db, library, plan_id, today)
    late = next(reversed(under_way), None)
    return next((one for one in under_way if one.state(today) == "open"), late)


def measures_of(library: "Library", found: Round) -> tuple[Measure, ...]:
    """What a round collects."""
    return collected.measures_of(found.codes, library.measures)
