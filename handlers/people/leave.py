"""Leave in words: "nghỉ Thu đến 15/12" says who is away, and until when."""

from dataclasses import dataclass
from datetime import date, timedelta

from handlers.people.standing import village_name
from handlers.unit import Unit
from knowledge.figures.villages import meant
from knowledge.rounds.deadline_words import parse_day
from knowledge.vietnamese import fold
from storage import roles
from storage.roles import Role

_LONGEST = timedelta(days=400)
_VERBS = (("nghi", "phep"), ("nghi",), ("away",), ("leave",))  # folded; the longer first


@dataclass(frozen=True, slots=True)
class Wish:
    """Who is to be on leave, as typed, and the last day; None: none was read that exists."""

    who: str
    until: date | None


def read_wish(words: str, today: date) -> Wish | None:
    """Read "nghỉ Thu đến 15/12", "nghỉ phép khu phố 3 hết tháng này"; None when the words ask for no leave."""
    spoken = words.split()
    verb = next((verb for verb in _VERBS if tuple(map(fold, spoken[: len(verb)])) == verb), None)
    if verb is None:
        return None
    rest = spoken[len(verb) :]
    for at in range(1, len(rest)):
        day = parse_day(" ".join(rest[at:]), today)
        if day:
            return Wish(" ".join(rest[:at]), day.last)
    return Wish(" ".join(rest), None)


def may_last_until(until: date, today: date) -> bool:
    """Tell whether leave may end on that day: not before today, nor more than a year and a bit ahead."""
    return today <= until <= today + _LONGEST


def collaborators_called(unit: Unit, plan: str, who: str) -> list[Role]:
    """The collaborators of *plan* of that name, or for the village of that name; one role for each of them.

    A part of the name is enough where nobody has it as a whole: "Thu" is "Nguyễn Thị Thu".
    """
    found = [role for role in roles.of_plan(unit.db, plan) if role.role == "collaborator"]
    name = fold(who)
    exact = [role for role in found if name == fold(role.called or "") or _reports_for(unit, role, who)]
    if not exact and name:
        exact = [role for role in found if set(name.split()) <= set(fold(role.called or "").split())]
    return list({role.user_id: role for role in reversed(exact)}.values())[::-1]


def _reports_for(unit: Unit, role: Role, typed: str) -> bool:
    """Tell whether *typed* may mean a role's village."""
    return bool(typed.strip() and meant(typed, [village_name(unit, role.village_id)]))
