"""Whom the person in front of us may speak for, and how roles and plans are called."""

import re
from datetime import date

from handlers import replies
from handlers.menu import menu_call
from handlers.unit import Unit
from knowledge.entries import Language
from knowledge.sentences import say
from knowledge.vietnamese import fold
from storage import people, roles, villages
from storage.roles import NotAllowedError, Role, RoleName


def led_plans(unit: Unit) -> list[str]:
    """The plans that the person works on as a whole; of an administrator's the first ones only.

    Raises:
        NotAllowedError: There are none.
    """
    held = roles.of_person(unit.db, unit.person.user_id)
    own = [role.plan for role in held if role.plan and role.leads(role.plan)]
    offered = [plan for plan in offered_plans(unit) if any(role.leads(plan) for role in held)]
    found = list(dict.fromkeys([*own, *offered]))
    if not found:
        raise NotAllowedError("leads no plan")
    return found


def offered_plans(unit: Unit) -> list[str]:
    """The plans among which people choose their home."""
    return [option.query.partition("=")[2] for option in replies.run(unit, "home").options]


def plan_meant(unit: Unit) -> str | None:
    """The plan meant where none is named: of those in which the person has a role the home plan, else the first.

    None: it has to be asked.
    """
    held = [role.plan for role in roles.of_person(unit.db, unit.person.user_id) if role.plan]
    plans, home = [plan for plan in held if plan in unit.library.plans], unit.person.home
    if home in unit.library.plans and (home in plans or not plans):
        return home
    return next(iter(plans), None)


def led_plan(unit: Unit) -> str | None:
    """The plan that a command of those who lead is about: the only one led, else the home plan; None: ask which.

    Raises:
        NotAllowedError: The person leads no plan.
    """
    plans = led_plans(unit)
    home = unit.person.home
    if len(plans) == 1:
        return plans[0]
    return home if home and roles.leads(unit.db, unit.person.user_id, home) else None


def plan_and_rest(unit: Unit, words: str) -> tuple[str | None, str]:
    """Find the plan that *words* begin or end with, and what is left; without one, the usual plan.

    Raises:
        NotAllowedError: The person leads no plan, or not this one.
    """
    for plan in dict.fromkeys([*led_plans(unit), *offered_plans(unit)]):
        for name in (plan_name(unit, plan), plan):
            rest = _without(words, name)
            if rest is not None:
                roles.require_leading(unit.db, unit.person.user_id, plan)
                return plan, rest
    return led_plan(unit), words


def _without(words: str, name: str) -> str | None:
    """What is left of *words* when they begin or end with *name*; None when they do not. Line ends stay."""
    spoken, length = list(re.finditer(r"\S+", words)), len(name.split())
    if len(spoken) < length:
        return None
    for found, rest in (
        (spoken[:length], words[spoken[length - 1].end() :]),
        (spoken[-length:], words[: spoken[-length].start()]),
    ):
        if fold(" ".join(piece[0].strip(":,") for piece in found)) == fold(name):
            return rest.strip(" ,:\n")
    return None


def plan_name(unit: Unit, plan: str) -> str:
    """The name of a plan's locality; its id, when the plan is no longer among those loaded."""
    found = unit.library.plans.get(plan)
    return unit.library.localities[found.locality].name if found else plan


def village_name(unit: Unit, village_id: int | None) -> str:
    """The name of a village; empty for none, and for the whole locality."""
    village = villages.by_id(unit.db, village_id) if village_id is not None else None
    return village.name if village else ""


def role_text(
    unit: Unit, role: RoleName, plan: str | None, village_id: int | None, *, language: Language | None = None
) -> str:
    """A role in words: "cộng tác viên · Khu phố 3 · Tân Khai"; in the language of the person in front of us."""
    place = plan_name(unit, plan) if plan else ""
    parts = (say(f"role_{role}", language or unit.language), village_name(unit, village_id), place)
    return " · ".join(part for part in parts if part)


def held_text(unit: Unit, role: Role) -> str:
    """A role that somebody holds, in words, with their leave."""
    return role_text(unit, role.role, role.plan, role.village_id) + away_text(unit, role)


def person_text(unit: Unit, role: Role) -> str:
    """What the holder of a role is called, with their leave."""
    return (role.called or say("nameless", unit.language)) + away_text(unit, role)


def away_text(unit: Unit, role: Role) -> str:
    """Say that the holder of a role is on leave, behind their name: " (nghỉ đến 05/11/2025)"; else nothing."""
    until = role.away_until
    if until is None or until < unit.now.date():
        return ""
    return " " + say("away_mark", unit.language, until=day(until))


def day(moment: date) -> str:
    """A day as people here write it: 05/11/2025."""
    return f"{moment:%d/%m/%Y}"


def show_menu(unit: Unit, user_id: int) -> None:
    """Fit the menu of somebody's chat to the roles that they hold now."""
    own = user_id == unit.person.user_id
    language = unit.language if own else people.language_of(unit.db, user_id)
    held = [role.role for role in roles.of_person(unit.db, user_id)]
    unit.call(*menu_call(user_id, language, held))
