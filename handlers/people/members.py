"""/nguoidung: the people of a plan, for its staff: who reports for what, deputies, leave, revoking."""

from collections.abc import Iterator, Sequence
from functools import partial
from html import escape

from handlers.buttons import people as buttons
from handlers.people import cards, granting, leave
from handlers.people.picking import choose_plan, choose_village, page_options
from handlers.people.standing import (
    away_text,
    day,
    held_text,
    person_text,
    plan_and_rest,
    plan_name,
    role_text,
    show_menu,
    village_name,
)
from handlers.screen import OldButtonError, Screen, number, page_number, word
from handlers.unit import Unit
from knowledge.reply import Option
from knowledge.rounds.leave_words import StandIn, read_stand_in
from knowledge.sentences import say
from storage import people, roles, villages
from storage.roles import Role


def show(unit: Unit, words: str) -> Screen:
    """/nguoidung: the list of a plan; "Thu" and "khu phố 3" find people, "nghỉ Thu đến 15/12" marks leave.

    "Thu làm thay khu phố 5" gives her that village.
    """
    plan, rest = plan_and_rest(unit, words)
    if plan is None:
        return choose_plan(unit, buttons.people)
    wish = leave.read_wish(rest, unit.now.date())
    if wish:
        return granting.grant_leave(unit, plan, wish)
    stand_in = read_stand_in(rest, villages.names_in(unit.db, plan))
    if stand_in:
        return _stand_in(unit, plan, stand_in)
    return cards.find_person(unit, plan, rest) if rest else _list(unit, plan, 0)


def list_page(unit: Unit, arguments: Sequence[str]) -> Screen:
    """A page of the list: the plan, then the page."""
    return _list(unit, word(arguments, 0), page_number(arguments, 1))


def card(unit: Unit, arguments: Sequence[str]) -> Screen:
    """One person in one role, and what can be done about it."""
    return cards.card_of(unit, cards.managed(unit, number(arguments, 0)))


def give_village(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Give a collaborator one more village: the role's id, the page, and the village once it is picked."""
    role = cards.managed(unit, number(arguments, 0))
    if role.role != "collaborator" or role.plan is None:
        raise OldButtonError
    if len(arguments) < 3:
        held = {other.village_id for other in roles.of_person(unit.db, role.user_id) if other.village_id is not None}
        text = "\n".join([say("give_which", unit.language, person=person_text(unit, role)), *_away_warning(unit, role)])
        page = page_number(arguments, 1)
        return choose_village(unit, role.plan, text, partial(buttons.give, role.id), page, without=held)
    village_id = number(arguments, 2)
    given = roles.grant(
        unit.db,
        role.user_id,
        "collaborator",
        plan=role.plan,
        village_id=village_id,
        called=role.called,
        by=unit.person.user_id,
        now=unit.now,
    )
    if given:
        _tell(unit, role, "you_were_given", village_id)
    key = "given" if given else "given_before"
    text = say(key, unit.language, person=person_text(unit, role), village=village_name(unit, village_id))
    return cards.card_of(unit, role, "\n".join([text, *_away_warning(unit, role)]))


def _away_warning(unit: Unit, role: Role) -> Iterator[str]:
    """Say of somebody who is on leave that nobody sends for a village that they are given."""
    if away_text(unit, role) and role.away_until:
        yield say("give_away", unit.language, until=day(role.away_until))


def _stand_in(unit: Unit, plan: str, wish: StandIn) -> Screen:
    """Somebody is to report for a village in another's place: ask once, where it is plain who is meant."""
    roles.require_leading(unit.db, unit.person.user_id, plan)
    village = villages.named(unit.db, plan, wish.village)
    if village is None:
        return Screen(say("village_unknown", unit.language, place=plan_name(unit, plan), village=wish.village))
    if not wish.who:
        return Screen(say("stand_in_how", unit.language, village=village.name))
    found = leave.collaborators_called(unit, plan, wish.who)
    if not found:
        return Screen(say("away_nobody", unit.language, name=wish.who[:40], place=plan_name(unit, plan)))
    if len(found) > 1:
        options = tuple(
            Option(cards.label(unit, role), buttons.give(role.id, 0, village.id)) for role in found[: cards.PAGE]
        )
        return Screen(say("stand_in_who", unit.language, name=wish.who[:40], village=village.name), options)
    (role,) = found
    text = say("stand_in_really", unit.language, person=person_text(unit, role), village=village.name)
    yes = Option(say("button_give_this", unit.language, village=village.name), buttons.give(role.id, 0, village.id))
    back = Option(say("button_back", unit.language), buttons.person(role.id))
    return Screen("\n".join([text, *_away_warning(unit, role)]), (yes, back))


def revoke(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Ask whether a role is really to end."""
    role = cards.managed(unit, number(arguments, 0))
    yes, no = say("button_revoke", unit.language), say("button_back", unit.language)
    text = say("revoke_really", unit.language, person=person_text(unit, role), role=held_text(unit, role))
    return Screen(text, (Option(yes, buttons.revoked(role.id)), Option(no, buttons.person(role.id))))


def revoke_for_good(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Confirmed: end the role."""
    role = cards.managed(unit, number(arguments, 0))
    roles.end(unit.db, role.id, by=unit.person.user_id, now=unit.now)
    _tell(unit, role, "you_were_revoked", role.village_id)
    ended = role_text(unit, role.role, role.plan, role.village_id)
    text = say("revoked", unit.language, person=person_text(unit, role), role=ended)
    return Screen(text, cards.to_list(unit, role))


def _list(unit: Unit, plan: str, page: int) -> Screen:
    """The villages of a plan with who reports for each, then everybody else; a button for each person."""
    roles.require_leading(unit.db, unit.person.user_id, plan)
    held = roles.of_plan(unit.db, plan)
    if roles.may_give(unit.db, unit.person.user_id, "admin", None):
        held += roles.administrators(unit.db)
    lines = list(_lines(unit, plan, held))
    shown = lines[page * cards.PAGE : (page + 1) * cards.PAGE]
    people = len({role.user_id for role in held})
    title = say("people_title", unit.language, place=plan_name(unit, plan), count=str(people))
    options = [
        Option(cards.label(unit, role), buttons.person(role.id))
        for _, those in shown
        for role in those
        if roles.may_give(unit.db, unit.person.user_id, role.role, role.plan)
    ]
    options += page_options(unit, partial(buttons.people, plan), page, len(lines), cards.PAGE)
    return Screen("\n".join((title, *(text for text, _ in shown))), tuple(options))


def _lines(unit: Unit, plan: str, held: Sequence[Role]) -> Iterator[tuple[str, list[Role]]]:
    """Each line of the list with the roles on it."""
    for village in villages.of_plan(unit.db, plan):
        those = [role for role in held if role.village_id == village.id]
        names = ", ".join(person_text(unit, role) for role in those) or say("nobody_yet", unit.language)
        yield escape(f"{village.name}: {names}"), those
    listed = {village.id for village in villages.of_plan(unit.db, plan)}
    for role in held:
        if role.village_id not in listed:
            what = role_text(unit, role.role, None, role.village_id)
            yield escape(f"{what}: {person_text(unit, role)}"), [role]


def _tell(unit: Unit, role: Role, key: str, village_id: int | None) -> None:
    """Let the holder of a role know what was decided about it, in their own language."""
    if role.user_id == unit.person.user_id:
        return
    language = people.language_of(unit.db, role.user_id)
    text = role_text(unit, role.role, role.plan, village_id, language=language)
    unit.notify(role.user_id, say(key, language, role=text))
    show_menu(unit, role.user_id)
