"""Leave that staff grant, by button and in words, and its end."""

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from handlers.buttons import nudges as nudge_buttons
from handlers.buttons import people as buttons
from handlers.people import cards, leave
from handlers.people.standing import away_text, day, person_text, plan_name, village_name
from handlers.rounds.known import due_next
from handlers.screen import OldButtonError, Screen, at_most_a_message, number
from handlers.unit import Unit
from knowledge.reply import Option
from knowledge.rounds.leave_time import LeaveTime
from knowledge.sentences import say
from storage import roles, villages
from storage.roles import Role

_LEAVES = (7, 14, 30, 90)  # days


def mark_away(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Say that somebody is on leave: the role's id, and the last day once it is chosen."""
    role = cards.managed(unit, number(arguments, 0))
    return _ask_until(unit, role) if len(arguments) == 1 else _leave(unit, role, _last_day(unit, arguments[1]))


def _ask_until(unit: Unit, role: Role, first: str = "") -> Screen:
    """Ask for the last day of somebody's leave, below what is wrong with the one that was said."""
    today = unit.now.date()
    days = [today + timedelta(days=days) for days in _LEAVES]
    options = [Option(say("until", unit.language, day=day(end)), buttons.away(role.id, end)) for end in days]
    back = Option(say("button_back", unit.language), buttons.person(role.id))
    text = " ".join(filter(None, (first, say("away_until_when", unit.language, person=person_text(unit, role)))))
    hint = say("away_other_day", unit.language, name=role.called or cards.what(unit, role))
    return Screen(f"{text}\n{hint}", (*options, back))


def away_in_words(unit: Unit, role_id: int, time: LeaveTime) -> Screen:
    """Somebody is to be on leave for a time that was said: mark it where it can be kept, else ask."""
    role, until = cards.managed(unit, role_id), time.until
    if time.fault:
        return _ask_until(unit, role, leave.fault_text(unit, time))
    if until is None:
        first = say("away_from_today_who", unit.language, begins=day(time.begins)) if time.begins else ""
        return _ask_until(unit, role, first)
    if not leave.may_last_until(until, unit.now.date()):
        return Screen(say("away_which_day", unit.language, name=role.called or cards.what(unit, role)))
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
        return _nobody_to_let_off(unit, plan, village, time)
    return grant_leave(unit, plan, leave.Wish(village, time))


def back_in_village(unit: Unit, plan: str, village: str) -> Screen:
    """A village's collaborator is back from leave: "kp5 đi làm lại"."""
    roles.require_leading(unit.db, unit.person.user_id, plan)
    found = leave.collaborators_called(unit, plan, village)
    away = [role for role in found if away_text(unit, role)]
    if len(away) == 1:
        return _leave(unit, cards.managed(unit, away[0].id), None)
    if len(found) == 1:
        return cards.card_of(unit, found[0], say("away_not_away", unit.language, person=person_text(unit, found[0])))
    return cards.find_person(unit, plan, village)


def on_leave(unit: Unit, plan: str) -> Screen:
    """Who is on leave, and until when; a button for each."""
    roles.require_leading(unit.db, unit.person.user_id, plan)
    away = [role for role in roles.of_plan(unit.db, plan) if role.role == "collaborator" and away_text(unit, role)]
    if not away:
        return Screen(say("away_nobody_is", unit.language))
    lines = [f"• {escape(village_name(unit, role.village_id))}: {escape(person_text(unit, role))}" for role in away]
    options = tuple(Option(cards.label(unit, role), buttons.person(role.id)) for role in away[: cards.PAGE])
    return Screen(at_most_a_message("\n".join([say("away_list", unit.language), *lines])), options)


def _nobody_to_let_off(unit: Unit, plan: str, village: str, time: LeaveTime) -> Screen:
    """Nobody reports for a village: offer to let it off the round under way; a day is for people alone."""
    found, wanted = due_next(unit.db, unit.library, plan, unit.now.date()), villages.named(unit.db, plan, village)
    if found is None or wanted is None:
        return Screen(say("away_none_reports_yet", unit.language, village=village))
    off = Option(say("button_off_round", unit.language), nudge_buttons.off(found.id, wanted.id))
    text = say("away_none_reports", unit.language, village=wanted.name)
    if time.until:
        text = f"{say('away_day_of_nobody', unit.language, day=day(time.until))} {text}"
    return Screen(text, (off,))


def mark_back(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Say that somebody is back from leave."""
    return _leave(unit, cards.managed(unit, number(arguments, 0)), None)


def grant_leave(unit: Unit, plan: str, wish: leave.Wish) -> Screen:
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
        options = tuple(Option(cards.label(unit, role), buttons.away(role.id, until)) for role in found[: cards.PAGE])
        first = say("away_from_today_who", unit.language, begins=day(begins)) if begins else ""
        text = say("away_who", unit.language, name=wish.who[:40], day=day(until))
    else:
        options = tuple(Option(cards.label(unit, role), buttons.away(role.id)) for role in found[: cards.PAGE])
        first = leave.fault_text(unit, wish.time) if wish.time.fault else ""
        text = say("away_which", unit.language, name=wish.who[:40])
    return Screen(" ".join(filter(None, (first, text))), options)


def _leave(unit: Unit, role: Role, until: date | None) -> Screen:
    """Mark every village of a collaborator in the plan; the card then says so."""
    for other in roles.of_person(unit.db, role.user_id):
        if (other.plan, other.role) == (role.plan, "collaborator"):
            roles.mark_away(unit.db, other, until, by=unit.person.user_id, now=unit.now)
    return cards.card_of(unit, cards.managed(unit, role.id))


def _last_day(unit: Unit, text: str) -> date:
    """The last day of leave that a button carries."""
    try:
        chosen = date.fromisoformat(text)
    except ValueError:
        raise OldButtonError from None
    if not leave.may_last_until(chosen, unit.now.date()):
        raise OldButtonError
    return chosen
