"""/dot, /them_han, a few phrases, and the buttons "r:…"."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from telegram import CallbackQuery, Message

from handlers import addressing
from handlers.buttons import rounds as buttons
from handlers.guarding import guarded
from handlers.people.desk import command
from handlers.people.picking import choose_plan
from handlers.rounds import access, added, adding, collecting, dialogue, listing, managing, page, reopening
from handlers.rounds.known import collecting as collecting_now
from handlers.rounds.known import ensure_rounds
from handlers.rounds.words import say_here
from handlers.screen import OldButtonError, Screen
from handlers.unit import Unit
from knowledge.figures.phrases import ONE_VILLAGE
from knowledge.phrasebook import phrases
from knowledge.query import parse_query
from knowledge.reply import Option, Reply
from knowledge.rounds.asked import asked_about_rounds
from knowledge.vietnamese import fold
from storage import roles, rounds
from storage.sight import sight_of

T = TypeVar("T")

# What stands in the place of the message with the button; None: it stays, and something was sent.
_Act = Callable[[Unit, Sequence[str]], Screen | None]

_ACTIONS: Mapping[str, _Act] = {
    "list": listing.list_pressed,
    "show": listing.list_pressed,
    "past": listing.past_page,
    "see": page.see,
    "move": dialogue.ask_for_day,
    "moveto": dialogue.move,
    "days": dialogue.ask_for_days,
    "codes": collecting.show,
    "code": collecting.switch,
    "shut": managing.ask_to_close,
    "sent": managing.ask_to_submit,
    "do": managing.do,
    "unshut": managing.reopen,
    "unsent": managing.withdraw,
    "ask": reopening.ask_staff,
    "own": adding.own_pressed,
    "add": adding.add_to,
    "save": adding.save,
    "drop": adding.drop,
    "end": adding.end,
    "ended": adding.end_for_good,
}


def press(unit: Unit, query: CallbackQuery, payload: str) -> None:
    """Carry out a button, and put what comes of it in the place of its message; "show" leaves an answer where it is."""
    action, *arguments = payload.partition(":")[2].split(":")
    screen = _guarded(unit, lambda: _carry_out(unit, action, arguments))
    if screen is None:
        return
    if action != "show":
        unit.put_in_place(query, screen.text, screen.options)
    else:
        unit.send(screen.text, screen.options)


def _carry_out(unit: Unit, action: str, arguments: Sequence[str]) -> Screen | None:
    """What a button shows; None where it has sent something itself."""
    if action not in _ACTIONS:
        raise OldButtonError
    return _ACTIONS[action](unit, arguments)


def dot(unit: Unit, message: Message, words: str) -> None:
    """/dot [plan]: the rounds of a plan."""
    _send(unit, lambda: _list(unit, words), addressing.thread(message))


def _them_han(unit: Unit, words: str) -> Screen:
    """/them_han [deadline]: add a deadline."""
    return _guarded(unit, lambda: adding.add(unit, words))


def carry_on(unit: Unit, message: Message, text: str) -> bool:
    """Take the answer to what a round, or /them_han, has asked; False when *text* is none."""
    return adding.carry_on(unit, message, text) or dialogue.carry_on(unit, message, text)


def in_words(unit: Unit, text: str, reply_to: int | None) -> bool:
    """Answer a question about rounds; False when *text* is none, or comes from somebody without any role.

    By when figures are due is told by the rounds while one is under way; else it is a question about the plans.
    """
    asked = asked_about_rounds(text)
    if asked is None or not roles.of_person(unit.db, unit.person.user_id):
        return False
    if asked == "due" and (not _is_collecting(unit) or _asks_of_the_past(unit, text)):
        return False
    _send(unit, lambda: _missing_now(unit) if asked == "missing" else _list(unit, ""), reply_to)
    return True


def _asks_of_the_past(unit: Unit, text: str) -> bool:
    """Tell whether staff ask when a village has sent: "khu phố 3 gửi lúc nào"; of a collaborator: by when it has to."""
    plan, folded = access.usual_plan(unit), fold(text)
    past = ONE_VILLAGE.search(folded) and phrases("asks-history").search(folded)
    return bool(past) and plan is not None and access.leads(unit, plan)


def _is_collecting(unit: Unit) -> bool:
    """Tell whether a round of the usual plan is under way; where the plan has to be asked for, one may be."""
    plan = access.usual_plan(unit)
    return plan is None or bool(collecting_now(unit.db, unit.library, plan, unit.now.date()))


def with_rounds(unit: Unit, reply: Reply) -> Reply:
    """The answer to /han with what people who take part in its plan know besides: added deadlines, and the rounds."""
    query = parse_query(reply.query) if reply.query else None
    if query is None or len(query.plans) != 1 or query.plans[0] not in unit.library.plans:
        return reply
    (plan,) = query.plans
    if not sight_of(unit.db, unit.person.user_id, plan).takes_part:
        return reply
    text = "\n".join([reply.text, *_added_below(unit, plan)])
    if len(text) > _MOST_CHARACTERS:
        text = reply.text
    return replace(
        reply, text=text, options=(*reply.options, Option(say_here(unit, "button_list"), buttons.show_rounds(plan)))
    )


_MOST_ADDED = 10
_MOST_CHARACTERS = 4096  # in a message of Telegram's


def _added_below(unit: Unit, plan: str) -> list[str]:
    """The deadlines that staff added, under a heading."""
    lines = added.lines(unit, plan)[:_MOST_ADDED]
    return ["", say_here(unit, "added_below"), *lines] if lines else []


def _list(unit: Unit, words: str) -> Screen:
    """The rounds of the plan that *words* name, or of the usual one."""
    if not words:
        plan = access.usual_plan(unit)
        return listing.rounds_page(unit, plan) if plan else choose_plan(unit, buttons.rounds)
    question = unit.library.progress.details(words, today=unit.now.date())
    if question is None or question.plan is None:
        return _list_of_period(unit, question.period if question else None)
    return listing.rounds_page(unit, question.plan)


def _list_of_period(unit: Unit, period: str | None) -> Screen:
    """The usual plan's round of *period*; else its list, or the question whose rounds are meant."""
    plan = access.usual_plan(unit)
    if plan is None:
        return choose_plan(unit, buttons.rounds)
    if period is None:
        return Screen(say_here(unit, "which_plan"))
    ensure_rounds(unit.db, unit.library, plan, unit.now.date())
    found = [one for one in rounds.of_plan(unit.db, plan) if one.period == period]
    return page.round_page(unit, found[0]) if len(found) == 1 else listing.rounds_page(unit, plan)


def _missing_now(unit: Unit) -> Screen:
    """The page of the round under way that ends first, else the list."""
    plan = access.usual_plan(unit)
    if plan is None:
        return choose_plan(unit, buttons.rounds)
    under_way = collecting_now(unit.db, unit.library, plan, unit.now.date())
    return page.round_page(unit, under_way[0]) if under_way else listing.rounds_page(unit, plan)


def _send(unit: Unit, make: Callable[[], Screen], reply_to: int | None) -> None:
    screen = _guarded(unit, make)
    unit.send(screen.text, screen.options, reply_to=reply_to)


def _guarded(unit: Unit, make: Callable[[], T]) -> T | Screen:
    return guarded(unit, make, hint="old_button_rounds")


COMMANDS = {"dot": dot, "them_han": command(_them_han)}
"""The commands of this package, by name."""
