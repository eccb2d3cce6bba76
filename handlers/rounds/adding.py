"""/them_han: deadlines that staff add in their own words, shown as understood before they are stored."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from typing import Any

from telegram import Message

from handlers import private_data
from handlers.buttons import rounds as buttons
from handlers.people.picking import choose_plan
from handlers.people.standing import plan_and_rest, plan_name
from handlers.rounds import added, collecting, dialogue, words
from handlers.rounds.known import ensure_rounds
from handlers.rounds.words import say_here
from handlers.screen import OldButtonError, Screen, number, word
from handlers.unit import Unit
from knowledge.formatting import capital
from knowledge.reply import Option
from knowledge.rounds.deadline_words import DeadlineProblem, NewDeadline, parse_deadline
from knowledge.rounds.leave_words import names_a_due_day
from knowledge.vietnamese import fold
from storage import asks, deadlines, roles, rounds
from storage.asks import Ask
from storage.rounds import Round

_ADD = "add"  # what an ask of a deadline is for


def add(unit: Unit, text: str) -> Screen:
    """/them_han: read a deadline and ask whether it was understood; alone, how to write one, and those there are.

    Raises:
        NotAllowedError: The person leads no plan, or not the one named.
    """
    plan, rest = plan_and_rest(unit, text)
    if not rest and plan:
        screen = own_page(unit, plan)
        dialogue.wait_for_deadline(unit, plan)
        return screen
    if not rest:
        return choose_plan(unit, buttons.added)
    return read(unit, plan, rest)


def read(unit: Unit, plan: str | None, text: str) -> Screen:
    """Ask whether a deadline was understood, or say what is wrong with it; without a *plan*, whose it is."""
    if private_data.are_in(unit, text):
        return Screen(say_here(unit, "deadline_personal"))
    found = parse_deadline(text, unit.now.date())
    if isinstance(found, DeadlineProblem):
        return Screen(say_here(unit, f"deadline_{found.kind}"))
    ask_id = _remember(unit, found)
    return _confirm(unit, plan, found, ask_id) if plan else choose_plan(unit, partial(buttons.add_to, ask_id))


def carry_on(unit: Unit, message: Message, text: str) -> bool:
    """Take a message for the deadline that /them_han alone has asked for; False where it is none."""
    plan = dialogue.plan_waiting(unit, message)
    if plan is None or not names_a_due_day(text) or text.rstrip().endswith("?"):
        return False
    if unit.library.may_tell_of_danger(text):
        return False
    read = parse_deadline(text, unit.now.date())
    leads = roles.leads(unit.db, unit.person.user_id, plan)
    if isinstance(read, DeadlineProblem) or not leads or private_data.are_in(unit, text):
        return False
    screen = _confirm(unit, plan, read, _remember(unit, read))
    unit.send(screen.text, screen.options)
    return True


def add_to(unit: Unit, arguments: Sequence[str]) -> Screen:
    """The plan was chosen: the ask, then the plan."""
    ask, plan = _ask(unit, arguments), word(arguments, 1)
    _require(unit, plan)
    return _confirm(unit, plan, _deadline(ask.data), ask.id)


def save(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Understood rightly, "Lưu": the ask, then the plan, then what to set at once, where something is."""
    ask, plan = _ask(unit, arguments), word(arguments, 1)
    _require(unit, plan)
    asks.settle(unit.db, ask.id, now=unit.now)
    read = _deadline(ask.data)
    if _is_known(unit, plan, read):
        return own_page(unit, plan, first=say_here(unit, "deadline_known", what=capital(read.what)))
    new = deadlines.add(unit.db, plan, read, by=unit.person.user_id, now=unit.now)
    ensure_rounds(unit.db, unit.library, plan, unit.now.date())
    saved = say_here(unit, "deadline_saved", what=read.what)
    follow = _THEN.get(arguments[2]) if len(arguments) > 2 else None
    coming = _coming(unit, plan, new.name)
    if follow is None or coming is None:
        return own_page(unit, plan, first=saved)
    screen = follow(unit, [str(coming.id)])
    return Screen(f"{saved}\n\n{screen.text}", screen.options)


def drop(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Not so, "Bỏ": nothing is stored."""
    asks.settle(unit.db, _ask(unit, arguments).id, now=unit.now)
    return Screen(say_here(unit, "deadline_dropped"))


def own_pressed(unit: Unit, arguments: Sequence[str]) -> Screen:
    """The deadlines that staff added to the plan that the button names."""
    return own_page(unit, word(arguments, 0))


def own_page(unit: Unit, plan: str, *, first: str = "") -> Screen:
    """How to write a deadline, and those that were added, each with a button that takes it away."""
    _require(unit, plan)
    found = deadlines.of_plan(unit.db, plan)
    lines = [first or say_here(unit, "deadline_how")]
    if found:
        lines += ["", say_here(unit, "added_head", place=plan_name(unit, plan))]
        lines += added.lines(unit, plan)[:_MOST_SHOWN]
    options = [
        Option(say_here(unit, "button_end", what=_short(one.deadline.what)), buttons.end(plan, one.id))
        for one in found[:_MOST_SHOWN]
    ]
    return Screen("\n".join(lines), (*options, Option(say_here(unit, "button_list"), buttons.rounds(plan))))


def end(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Ask once before a deadline is taken away."""
    plan, found = word(arguments, 0), _added(unit, arguments)
    options = (
        Option(say_here(unit, "button_end_yes"), buttons.ended(plan, found.id)),
        Option(say_here(unit, "button_no"), buttons.added(plan)),
    )
    return Screen(say_here(unit, "ask_end", what=capital(found.deadline.what)), options)


def end_for_good(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Confirmed: the deadline goes."""
    plan, found = word(arguments, 0), _added(unit, arguments)
    deadlines.end(unit.db, found.name, plan, by=unit.person.user_id, now=unit.now)
    return own_page(unit, plan, first=say_here(unit, "deadline_ended", what=capital(found.deadline.what)))


def _remember(unit: Unit, read: NewDeadline) -> int:
    """Keep what was read until somebody presses a button: its fields, not the message."""
    chat_id = unit.chat_id or unit.person.user_id
    dialogue.stop_waiting(unit, chat_id)
    data = {"what": _ADD, "deadline": asdict(read)}
    return asks.put(unit.db, chat_id, unit.person.user_id, "round", data, now=unit.now)


def _confirm(unit: Unit, plan: str, read: NewDeadline, ask_id: int) -> Screen:
    """What was understood, with the days that follow from it; of a deadline that is there already just that it is."""
    if _is_known(unit, plan, read):
        asks.settle(unit.db, ask_id, now=unit.now)
        return own_page(unit, plan, first=say_here(unit, "deadline_known", what=capital(read.what)))
    options = [Option(say_here(unit, "button_save"), buttons.save(ask_id, plan))]
    if added.comes_too_late(unit, read) or added.is_early(unit, read):
        label = say_here(unit, "button_save_days", term=words.term(unit, plan))
        options.append(Option(label, buttons.save(ask_id, plan, "days")))
    options.append(Option(say_here(unit, "button_save_codes"), buttons.save(ask_id, plan, "codes")))
    options.append(Option(say_here(unit, "button_drop"), buttons.drop(ask_id)))
    return Screen(added.understood(unit, plan, read), tuple(options))


def _is_known(unit: Unit, plan: str, read: NewDeadline) -> bool:
    return any(_same(read, one.deadline) for one in deadlines.of_plan(unit.db, plan))


def _coming(unit: Unit, plan: str, deadline: str) -> Round | None:
    """The round of a deadline that ends next."""
    own = [one for one in rounds.of_plan(unit.db, plan) if one.deadline == deadline and one.last_day]
    return next((one for one in own if one.last_day and one.last_day >= unit.now.date()), None)


def _same(one: NewDeadline, other: NewDeadline) -> bool:
    """Tell whether two deadlines are one, typed with other capitals or without marks."""
    return replace(one, what=fold(one.what)) == replace(other, what=fold(other.what))


def _ask(unit: Unit, arguments: Sequence[str]) -> Ask:
    """The open ask that a button names, of this person.

    Raises:
        OldButtonError: There is none.
    """
    ask = asks.by_id(unit.db, number(arguments, 0))
    if ask is None or not ask.is_open or ask.user_id != unit.person.user_id or "deadline" not in ask.data:
        raise OldButtonError
    return ask


def _deadline(data: Mapping[str, Any]) -> NewDeadline:
    return NewDeadline(**data["deadline"])


def _added(unit: Unit, arguments: Sequence[str]) -> deadlines.AddedDeadline:
    """The deadline that a button names: the plan, then its id."""
    plan, wanted = word(arguments, 0), number(arguments, 1)
    _require(unit, plan)
    found = next((one for one in deadlines.of_plan(unit.db, plan) if one.id == wanted), None)
    if found is None:
        raise OldButtonError
    return found


def _require(unit: Unit, plan: str) -> None:
    if plan not in unit.library.plans:
        raise OldButtonError
    roles.require_leading(unit.db, unit.person.user_id, plan)


def _short(what: str) -> str:
    return what if len(what) <= _LONGEST_WHAT else what[: _LONGEST_WHAT - 1].rstrip() + "…"


_THEN: Mapping[str, Callable[[Unit, Sequence[str]], Screen]] = {"days": dialogue.ask_for_days, "codes": collecting.show}
_LONGEST_WHAT = 24
_MOST_SHOWN = 25
