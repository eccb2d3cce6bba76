"""/moi: making invitations, in words or by buttons."""

from collections.abc import Mapping, Sequence
from functools import partial

from handlers.buttons import people as buttons
from handlers.buttons.people import Letter
from handlers.people.closing import not_one
from handlers.people.picking import choose_plan, choose_village
from handlers.people.standing import day, led_plans, plan_and_rest, plan_name, role_text
from handlers.screen import OldButtonError, Screen, number, page_number, word
from handlers.unit import Unit
from knowledge.reply import Option
from knowledge.sentences import say
from knowledge.vietnamese import fold
from storage import invitations, roles, villages
from storage.roles import RoleName

# What each role may be called, folded; the longest first.
_SPOKEN: Mapping[str, RoleName] = {
    "cong tac vien": "collaborator",
    "collaborator": "collaborator",
    "ctv": "collaborator",
    "quan tri vien": "admin",
    "quan tri": "admin",
    "admin": "admin",
    "can bo": "staff",
    "staff": "staff",
    "cong chuc": "official",
    "official": "official",
}
_LETTERS: Mapping[Letter, RoleName] = {"c": "collaborator", "o": "official", "s": "staff", "a": "admin"}


def invite(unit: Unit, words: str) -> Screen:
    """/moi: "cộng tác viên Khu phố 3" gives a link at once, and so does "Khu phố 3"; what is left out is asked."""
    plan, rest = plan_and_rest(unit, words)
    if plan is None:
        return choose_plan(unit, buttons.invite_to)
    role, place = _role_and_place(rest)
    if role is None and place:
        role = "collaborator"  # "/moi khu phố 3"
    if role is None:
        return _which_role(unit, plan)
    if not roles.may_give(unit.db, unit.person.user_id, role, plan):
        roles.require_leading(unit.db, unit.person.user_id, plan)
        return Screen(say("invite_admins_only", unit.language, role=say(f"role_{role}", unit.language)))
    if role != "collaborator":
        return _link(unit, role, plan, None)
    if not place:
        return _which_village(unit, plan, 0)
    those = villages.meant_by(unit.db, plan, place)
    return _link(unit, role, plan, those[0].id) if len(those) == 1 else not_one(unit, plan, place, those)


def pressed(unit: Unit, arguments: Sequence[str]) -> Screen:
    """A button of this: the plan, then the letter of the role, then the page of the villages, then the village."""
    if not arguments:
        return choose_plan(unit, buttons.invite_to)
    plan = arguments[0]
    if plan not in unit.library.plans:
        raise OldButtonError
    roles.require_leading(unit.db, unit.person.user_id, plan)
    if len(arguments) == 1:
        return _which_role(unit, plan)
    role = next((role for letter, role in _LETTERS.items() if letter == word(arguments, 1)), None)
    if role is None:
        raise OldButtonError
    if role != "collaborator":
        return _link(unit, role, plan, None)
    if len(arguments) < 4:
        return _which_village(unit, plan, page_number(arguments, 2))
    return _link(unit, role, plan, number(arguments, 3))


def _which_role(unit: Unit, plan: str) -> Screen:
    """Ask what the newcomer is to be: only what the person may give."""
    options = [
        Option(say(f"role_{role}", unit.language).capitalize(), buttons.invite(plan, letter))
        for letter, role in _LETTERS.items()
        if roles.may_give(unit.db, unit.person.user_id, role, plan)
    ]
    if len(led_plans(unit)) > 1:
        options.append(Option(say("button_other_place", unit.language), buttons.INVITE))
    return Screen(say("invite_whom", unit.language, place=plan_name(unit, plan)), tuple(options))


def _which_village(unit: Unit, plan: str, page: int) -> Screen:
    """Ask for the village of a collaborator; where there are none, they report for the whole locality."""
    if not villages.of_plan(unit.db, plan):
        return _link(unit, "collaborator", plan, villages.whole(unit.db, plan, now=unit.now).id)
    text = say("invite_village", unit.language, place=plan_name(unit, plan))
    return choose_village(unit, plan, text, partial(buttons.invite, plan, "c"), page)


def _link(unit: Unit, role: RoleName, plan: str, village_id: int | None) -> Screen:
    """Make the invitation and show its link, to be passed on."""
    where = None if role == "admin" else plan
    by = unit.person.user_id
    token = invitations.create(unit.db, role, plan=where, village_id=village_id, by=by, now=unit.now)
    return Screen(
        say(
            "invite_link",
            unit.language,
            role=role_text(unit, role, where, village_id),
            until=day(unit.now + invitations.LIFETIME),
            link=invitation_link(unit.username, token),
        )
    )


def invitation_link(username: str, token: str) -> str:
    """The link that opens the bot with an invitation."""
    return f"https://t.me/{username}?start={token}"


def _role_and_place(words: str) -> tuple[RoleName | None, str]:
    """The role that *words* begin with, and the rest."""
    spoken = words.split()
    for name, role in _SPOKEN.items():
        length = len(name.split())
        if fold(" ".join(spoken[:length])) == name:
            return role, " ".join(spoken[length:])
    return None, words
