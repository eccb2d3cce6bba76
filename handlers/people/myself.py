"""What people do about themselves: see their roles, leave one, have everything about them erased."""

from collections.abc import Sequence
from html import escape

from handlers.buttons import people as buttons
from handlers.people.standing import held_text, plan_name, show_menu
from handlers.screen import OldButtonError, Screen, number
from handlers.unit import Unit
from knowledge.reply import Option
from knowledge.sentences import say
from storage import erasure, roles
from storage.roles import Role


def show(unit: Unit, _words: str = "") -> Screen:
    """/toi: the roles held, the home plan, and what is kept."""
    held = _held(unit)
    lines = [say("my_roles" if held else "no_roles", unit.language)]
    lines += [f"• {escape(held_text(unit, role))}" for role in held]
    if unit.person.home:
        lines.append(say("my_home", unit.language, place=plan_name(unit, unit.person.home)))
    lines += [say(f"commands_{name}", unit.language) for name in dict.fromkeys(role.role for role in held)]
    if held:
        lines.append(say("how_to_leave", unit.language))
    lines.append(say("what_is_kept", unit.language))
    return Screen("\n".join(lines))


def leave(unit: Unit, _words: str = "") -> Screen:
    """/roi: choose the role to leave; where there is one only, confirm at once."""
    held = _held(unit)
    if not held:
        return Screen(say("no_roles", unit.language))
    if len(held) == 1:
        return _confirm(unit, held[0])
    options = tuple(Option(held_text(unit, role), buttons.leave(role.id)) for role in held)
    return Screen(say("leave_which", unit.language), options)


def leave_one(unit: Unit, arguments: Sequence[str]) -> Screen:
    """A role was chosen: confirm."""
    return _confirm(unit, _own(unit, number(arguments, 0)))


def leave_for_good(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Confirmed: end the role."""
    role = _own(unit, number(arguments, 0))
    roles.end(unit.db, role.id, by=unit.person.user_id, now=unit.now)
    show_menu(unit, unit.person.user_id)
    return Screen(say("left", unit.language, role=held_text(unit, role)))


def erase(unit: Unit, _words: str = "") -> Screen:
    """/xoa_du_lieu: say what goes and what stays, and ask."""
    yes, no = say("button_erase", unit.language), say("button_keep", unit.language)
    return Screen(say("erase_really", unit.language), (Option(yes, buttons.ERASE), Option(no, buttons.STAY)))


def erase_for_good(unit: Unit, _arguments: Sequence[str]) -> Screen:
    """Confirmed: forget the person."""
    erasure.erase_person(unit.db, unit.person.user_id, now=unit.now)
    show_menu(unit, unit.person.user_id)
    return Screen(say("erased", unit.language))


def stay(unit: Unit, _arguments: Sequence[str]) -> Screen:
    """Nothing is to change after all."""
    return Screen(say("nothing_changed", unit.language))


def _confirm(unit: Unit, role: Role) -> Screen:
    """Ask whether to leave *role* for good."""
    yes, no = say("button_leave", unit.language), say("button_keep", unit.language)
    text = say("leave_really", unit.language, role=held_text(unit, role))
    return Screen(text, (Option(yes, buttons.left(role.id)), Option(no, buttons.STAY)))


def _held(unit: Unit) -> list[Role]:
    """The roles of the person in front of us."""
    return roles.of_person(unit.db, unit.person.user_id)


def _own(unit: Unit, role_id: int) -> Role:
    """A role of the person's own that they still hold.

    Raises:
        OldButtonError: They do not.
    """
    role = roles.by_id(unit.db, role_id)
    if role is None or role.user_id != unit.person.user_id:
        raise OldButtonError
    return role
