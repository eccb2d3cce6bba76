"""One person in one role: the card that staff see, its buttons, and how it is found."""

from html import escape

from handlers.buttons import people as buttons
from handlers.people import leave
from handlers.people.standing import away_text, held_text, person_text, plan_name, village_name
from handlers.screen import OldButtonError, Screen
from handlers.unit import Unit
from knowledge.reply import Option
from knowledge.sentences import say
from storage import roles
from storage.roles import Role

PAGE = 20  # lines, or people, at once


def label(unit: Unit, role: Role) -> str:
    """What stands on a person's button: who, and for what."""
    name = role.called or say("nameless", unit.language)
    what = village_name(unit, role.village_id) or say(f"role_{role.role}", unit.language)
    return f"{name} · {what}"


def card_of(unit: Unit, role: Role, done: str = "") -> Screen:
    """One person in one role, below what was just *done* about them."""
    mine = [other for other in roles.of_person(unit.db, role.user_id) if other.plan == role.plan]
    lines = [done] if done else []
    lines.append(f"<b>{escape(person_text(unit, role))}</b>")
    lines += [f"• {escape(held_text(unit, other))}" for other in mine]
    options = []
    if role.role == "collaborator":
        options.append(Option(say("button_give", unit.language), buttons.give(role.id)))
        away = bool(away_text(unit, role))
        action, button = ("back", buttons.back) if away else ("away", buttons.away)
        options.append(Option(say(f"button_{action}_from_leave", unit.language), button(role.id)))
    label = say("button_revoke_role", unit.language, what=what(unit, role))
    return Screen("\n".join(lines), (*options, Option(label, buttons.revoke(role.id)), *to_list(unit, role)))


def what(unit: Unit, role: Role) -> str:
    """A role by its village, or by its name."""
    return village_name(unit, role.village_id) or say(f"role_{role.role}", unit.language)


def to_list(unit: Unit, role: Role) -> tuple[Option, ...]:
    """The button back to the list."""
    return (Option(say("button_people", unit.language), buttons.people(role.plan)),) if role.plan else ()


def find_person(unit: Unit, plan: str, who: str) -> Screen:
    """The collaborator of that name or village, or all of them to choose from."""
    roles.require_leading(unit.db, unit.person.user_id, plan)
    found = leave.collaborators_called(unit, plan, who)
    if len(found) == 1:
        return card_of(unit, found[0])
    if not found:
        return Screen(say("away_nobody", unit.language, name=who[:40], place=plan_name(unit, plan)))
    options = tuple(Option(label(unit, role), buttons.person(role.id)) for role in found[:PAGE])
    return Screen(say("people_which", unit.language, name=who[:40]), options)


def managed(unit: Unit, role_id: int) -> Role:
    """A role that the person in front of us may end.

    Raises:
        OldButtonError: Nobody holds it any more.
        NotAllowedError: It is not for them.
    """
    role = roles.by_id(unit.db, role_id)
    if role is None:
        raise OldButtonError
    roles.require_giving(unit.db, unit.person.user_id, role.role, role.plan)
    return role
