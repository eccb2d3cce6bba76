"""Who may look at a plan's rounds, who may change them, and which plan is meant."""

from collections.abc import Sequence

from handlers.people.standing import plan_meant, plan_name
from handlers.rounds.known import ensure_rounds
from handlers.screen import NotShownError, OldButtonError, number
from handlers.unit import Unit
from storage import roles, rounds
from storage.rounds import Round
from storage.sight import sight_of


def require_part(unit: Unit, plan: str) -> None:
    """Raise ``NotShownError`` unless the person takes part in *plan*; ``OldButtonError`` when it is gone."""
    if plan not in unit.library.plans:
        raise OldButtonError
    if not sight_of(unit.db, unit.person.user_id, plan).takes_part:
        raise _no_part(unit, plan)


def seen_round(unit: Unit, arguments: Sequence[str]) -> Round:
    """The round that a button carries first, for somebody who takes part in its plan.

    Raises:
        OldButtonError: There is no such round.
        NotShownError: The person has no role in its plan.
    """
    found = rounds.by_id(unit.db, number(arguments, 0))
    if found is None:
        raise OldButtonError
    require_part(unit, found.plan)
    ensure_rounds(unit.db, unit.library, found.plan, unit.now.date())
    return rounds.by_id(unit.db, found.id) or found


def led_round(unit: Unit, arguments: Sequence[str], place: int = 0) -> Round:
    """The round at *place* of what a button carries, for somebody who works on all of its plan.

    In private alone: groups are offered no such button.

    Raises:
        OldButtonError: There is no such round, or others read along.
        NotAllowedError: The person is not staff of its plan.
    """
    found = rounds.by_id(unit.db, number(arguments, place))
    if found is None or unit.in_group:
        raise OldButtonError
    roles.require_leading(unit.db, unit.person.user_id, found.plan)
    return found


def leads(unit: Unit, plan: str) -> bool:
    """Tell whether staff's buttons belong here: the person leads *plan*, and nobody else reads along."""
    return not unit.in_group and roles.leads(unit.db, unit.person.user_id, plan)


def usual_plan(unit: Unit) -> str | None:
    """The plan meant where none is named; None: it has to be asked.

    Raises:
        NotShownError: The person has no role anywhere.
    """
    if not roles.of_person(unit.db, unit.person.user_id):
        raise _no_part(unit, unit.person.home)
    return plan_meant(unit)


def _no_part(unit: Unit, plan: str | None) -> NotShownError:
    """What somebody is told who takes no part in *plan*, or in any."""
    if plan is None or plan not in unit.library.plans:
        return NotShownError("rounds_for_participants")
    return NotShownError("not_for_you", place=plan_name(unit, plan))
