"""/nguoidung: the people of a plan, for its staff: who reports for what, deputies, leave, revoking."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from html import escape

from handlers.buttons import nudges as nudge_buttons
from handlers.buttons import people as buttons
from handlers.people import leave
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
from handlers.rounds.known import due_next
from handlers.screen import OldButtonError, Screen, at_most_a_message, number, page_number, word
from handlers.unit import Unit
from knowledge.reply import Option
from knowledge.rounds.leave_time import LeaveTime
from knowledge.rounds.leave_words import StandIn, read_stand_in
from knowledge.sentences import say
from storage import people, roles, villages
from storage.roles import Role

_PAGE = 20  # lines at once
_LEAVES = (7, 14, 30, 90)  # days


def show(unit: Unit, words: str) -> Screen:
    """/nguoidung: the list of a plan; "Thu" and "khu phố 3" find people, "nghỉ Thu đến 15/12" marks leave.

    "Thu làm thay khu phố 5" gives her that village.
    """
    plan, rest = plan_and_rest(unit, words)
    if plan is None:
        return choose_plan(unit, buttons.people)
    wish = leave.read_wish(rest, unit.now.date())
    if wish:
        return _grant_leave(unit, plan, wish)
    stand_in = read_stand_in(rest, villages.names_in(unit.db, plan))
    if stand_in:
        return _stand_in(unit, plan, stand_in)
    return _found(unit, plan, rest) if rest else _list(unit, plan, 0)


def list_page(unit: Unit, arguments: Sequence[str]) -> Screen:
    """A page of the list: the plan, then the page."""
    return _list(unit, word(arguments, 0), page_number(arguments, 1))


def card(unit: Unit, arguments: Sequence[str]) -> Screen:
    """One person in one role, and what can be done about it."""
    return _card(unit, _managed(unit, number(arguments, 0)))


def give_village(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Give a collaborator one more village: the role's id, the page, and the village once it is picked."""
    role = _managed(unit, number(arguments, 0))
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
    return _card(unit, role, "\n".join([text, *_away_warning(unit, role)]))


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
        options = tuple(Option(_label(unit, role), buttons.give(role.id, 0, village.id)) for role in found[:_PAGE])
        return Screen(say("stand_in_who", unit.language, name=wish.who[:40], village=village.name), options)
    (role,) = found
    text = say("stand_in_really", unit.language, person=person_text(unit, role), village=village.name)
    yes = Option(say("button_give_this", unit.language, village=village.name), buttons.give(role.id, 0, village.id))
    back = Option(say("button_back", unit.language), buttons.person(role.id))
    return Screen("\n".join([text, *_away_warning(unit, role)]), (yes, back))


def mark_away(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Say that somebody is on leave: the role's id, and the last day once it is chosen."""
    role = _managed(unit, number(arguments, 0))
    return _ask_until(unit, role) if len(arguments) == 1 else _leave(unit, role, _last_day(unit, arguments[1]))


def _ask_until(unit: Unit, role: Role, first: str = "") -> Screen:
    """Ask for the last day of somebody's leave, below what is wrong with the one that was said."""
    today = unit.now.date()
    days = [today + timedelta(days=days) for days in _LEAVES]
    options = [Option(say("until", unit.language, day=day(end)), buttons.away(role.id, end)) for end in days]
    back = Option(say("button_back", unit.language), buttons.person(role.id))
    text = " ".join(filter(None, (first, say("away_until_when", unit.language, person=person_text(unit, role)))))
    hint = say("away_other_day", unit.language, name=role.called or _what(unit, role))
    return Screen(f"{text}\n{hint}", (*options, back))


def away_in_words(unit: Unit, role_id: int, time: LeaveTime) -> Screen:
    """Somebody is to be on leave for a time that was said: mark it where it can be kept, else ask."""
    role, until = _managed(unit, role_id), time.until
    if time.fault:
        return _ask_until(unit, role, leave.fault_text(unit, time))
    if until is None:
        first = say("away_from_today_who", unit.language, begins=day(time.begins)) if time.begins else ""
        return _ask_until(unit, role, first)
    if not leave.may_last_until(until, unit.now.date()):
        return Screen(say("away_which_day", unit.language, name=role.called or _what(unit, role)))
    if time.begins is None:
        return _leave(unit, role, until)
    text = say(
        "away_from_today", unit.language, person=person_text(unit, role), begins=day(time.begins), until=day(until)
    )
    yes = Option(say("until", unit.language, day=day(until)), buttons.away(role.id, until))
    return Screen(text, (yes, Option(say("button_back", unit.language), buttons.person(role.id))))


def leave_of_village(unit: Unit, plan: str, village: str, time: LeaveTime) -> Screen:
    """A village's collaborator is to be on leave, "cho kp5 nghỉ": ask until when, where no day was said."""
    roles.require_leading(unit.db, unit.person.user_id, plan)
    if not leave.collaborators_called(unit, plan, village) and villages.named(unit.db, plan, village):
        return _nobody_to_let_off(unit, plan, village)
    return _grant_leave(unit, plan, leave.Wish(village, time))


def back_in_village(unit: Unit, plan: str, village: str) -> Screen:
    """A village's collaborator is back from leave: "kp5 đi làm lại"."""
    roles.require_leading(unit.db, unit.person.user_id, plan)
    found = leave.collaborators_called(unit, plan, village)
    away = [role for role in found if away_text(unit, role)]
    if len(away) == 1:
        return _leave(unit, _managed(unit, away[0].id), None)
    if len(found) == 1:
        return _card(unit, found[0], say("away_not_away", unit.language, person=person_text(unit, found[0])))
    return _found(unit, plan, village)


def on_leave(unit: Unit, plan: str) -> Screen:
    """Who is on leave, and until when; a button for each."""
    roles.require_leading(unit.db, unit.person.user_id, plan)
    away = [role for role in roles.of_plan(unit.db, plan) if role.role == "collaborator" and away_text(unit, role)]
    if not away:
        return Screen(say("away_nobody_is", unit.language))
    lines = [f"• {escape(village_name(unit, role.village_id))}: {escape(person_text(unit, role))}" for role in away]
    options = tuple(Option(_label(unit, role), buttons.person(role.id)) for role in away[:_PAGE])
    return Screen(at_most_a_message("\n".join([say("away_list", unit.language), *lines])), options)


def _nobody_to_let_off(unit: Unit, plan: str, village: str) -> Screen:
    """Nobody reports for a village: offer to let it off the round under way."""
    found, wanted = due_next(unit.db, unit.library, plan, unit.now.date()), villages.named(unit.db, plan, village)
    if found is None or wanted is None:
        return Screen(say("away_none_reports_yet", unit.language, village=village))
    off = Option(say("button_off_round", unit.language), nudge_buttons.off(found.id, wanted.id))
    return Screen(say("away_none_reports", unit.language, village=wanted.name), (off,))


def mark_back(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Say that somebody is back from leave."""
    return _leave(unit, _managed(unit, number(arguments, 0)), None)


def revoke(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Ask whether a role is really to end."""
    role = _managed(unit, number(arguments, 0))
    yes, no = say("button_revoke", unit.language), say("button_back", unit.language)
    text = say("revoke_really", unit.language, person=person_text(unit, role), role=held_text(unit, role))
    return Screen(text, (Option(yes, buttons.revoked(role.id)), Option(no, buttons.person(role.id))))


def revoke_for_good(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Confirmed: end the role."""
    role = _managed(unit, number(arguments, 0))
    roles.end(unit.db, role.id, by=unit.person.user_id, now=unit.now)
    _tell(unit, role, "you_were_revoked", role.village_id)
    ended = role_text(unit, role.role, role.plan, role.village_id)
    text = say("revoked", unit.language, person=person_text(unit, role), role=ended)
    return Screen(text, _to_list(unit, role))


def _found(unit: Unit, plan: str, who: str) -> Screen:
    """The collaborator of that name or village, or all of them to choose from."""
    roles.require_leading(unit.db, unit.person.user_id, plan)
    found = leave.collaborators_called(unit, plan, who)
    if len(found) == 1:
        return _card(unit, found[0])
    if not found:
        return Screen(say("away_nobody", unit.language, name=who[:40], place=plan_name(unit, plan)))
    options = tuple(Option(_label(unit, role), buttons.person(role.id)) for role in found[:_PAGE])
    return Screen(say("people_which", unit.language, name=who[:40]), options)


def _list(unit: Unit, plan: str, page: int) -> Screen:
    """The villages of a plan with who reports for each, then everybody else; a button for each person."""
    roles.require_leading(unit.db, unit.person.user_id, plan)
    held = roles.of_plan(unit.db, plan)
    if roles.may_give(unit.db, unit.person.user_id, "admin", None):
        held += roles.administrators(unit.db)
    lines = list(_lines(unit, plan, held))
    shown = lines[page * _PAGE : (page + 1) * _PAGE]
    people = len({role.user_id for role in held})
    title = say("people_title", unit.language, place=plan_name(unit, plan), count=str(people))
    options = [
        Option(_label(unit, role), buttons.person(role.id))
        for _, those in shown
        for role in those
        if roles.may_give(unit.db, unit.person.user_id, role.role, role.plan)
    ]
    options += page_options(unit, partial(buttons.people, plan), page, len(lines), _PAGE)
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


def _label(unit: Unit, role: Role) -> str:
    """What stands on a person's button: who, and for what."""
    name = role.called or say("nameless", unit.language)
    what = village_name(unit, role.village_id) or say(f"role_{role.role}", unit.language)
    return f"{name} · {what}"


def _card(unit: Unit, role: Role, done: str = "") -> Screen:
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
    label = say("button_revoke_role", unit.language, what=_what(unit, role))
    return Screen("\n".join(lines), (*options, Option(label, buttons.revoke(role.id)), *_to_list(unit, role)))


def _what(unit: Unit, role: Role) -> str:
    """A role by its village, or by its name."""
    return village_name(unit, role.village_id) or say(f"role_{role.role}", unit.language)


def _to_list(unit: Unit, role: Role) -> tuple[Option, ...]:
    """The button back to the list."""
    return (Option(say("button_people", unit.language), buttons.people(role.plan)),) if role.plan else ()


def _grant_leave(unit: Unit, plan: str, wish: leave.Wish) -> Screen:
    """Leave asked for in words: where it is not plain who is meant, ask with buttons."""
    roles.require_leading(unit.db, unit.person.user_id, plan)
    if not wish.who:
        return Screen(say("away_which_day", unit.language, name="Thu"))
    found = leave.collaborators_called(unit, plan, wish.who)
    if len(found) == 1:
        return away_in_words(unit, found[0].id, wish.time)
    if not found:
        return Screen(say("away_nobody", unit.language, name=wish.who[:40], place=plan_name(unit, plan)))
    until, begins = wish.time.until, wish.time.begins
    if until and leave.may_last_until(until, unit.now.date()):
        options = tuple(Option(_label(unit, role), buttons.away(role.id, until)) for role in found[:_PAGE])
        first = say("away_from_today_who", unit.language, begins=day(begins)) if begins else ""
        text = say("away_who", unit.language, name=wish.who[:40], day=day(until))
    else:
        options = tuple(Option(_label(unit, role), buttons.away(role.id)) for role in found[:_PAGE])
        first = leave.fault_text(unit, wish.time) if wish.time.fault else ""
        text = say("away_which", unit.language, name=wish.who[:40])
    return Screen(" ".join(filter(None, (first, text))), options)


def _leave(unit: Unit, role: Role, until: date | None) -> Screen:
    """Mark every village of a collaborator in the plan; the card then says so."""
    for other in roles.of_person(unit.db, role.user_id):
        if (other.plan, other.role) == (role.plan, "collaborator"):
            roles.mark_away(unit.db, other, until, by=unit.person.user_id, now=unit.now)
    return _card(unit, _managed(unit, role.id))


def _tell(unit: Unit, role: Role, key: str, village_id: int | None) -> None:
    """Let the holder of a role know what was decided about it, in their own language."""
    if role.user_id == unit.person.user_id:
        return
    language = people.language_of(unit.db, role.user_id)
    text = role_text(unit, role.role, role.plan, village_id, language=language)
    unit.notify(role.user_id, say(key, language, role=text))
    show_menu(unit, role.user_id)


def _last_day(unit: Unit, text: str) -> date:
    """The last day of leave that a button carries."""
    try:
        chosen = date.fromisoformat(text)
    except ValueError:
        raise OldButtonError from None
    if not leave.may_last_until(chosen, unit.now.date()):
        raise OldButtonError
    return chosen


def _managed(unit: Unit, role_id: int) -> Role:
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
