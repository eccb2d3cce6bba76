"""The desk for reminders: /nhac and the buttons "n:…"."""

import re
from collections.abc import Callable, Mapping, Sequence

from telegram import CallbackQuery

from handlers.guarding import guarded, require_private
from handlers.nudges import answers, spoken, staff_answers, wishes
from handlers.people.desk import command
from handlers.screen import OldButtonError, Screen
from handlers.unit import Unit
from knowledge.rounds.nudge_words import parse_nudge_wish
from knowledge.vietnamese import fold
from storage import roles

_ACTIONS: Mapping[str, Callable[[Unit, Sequence[str]], Screen]] = {
    "send": answers.send_now,
    "later": answers.later,
    "paper": answers.paper,
    "off": answers.off,
    "undo": answers.undo,
    "leave": answers.agree,
    "owe": answers.refuse,
    "sent": staff_answers.sent,
    "unsent": staff_answers.unsent,
    "call": staff_answers.call,
    "called": staff_answers.called,
    "nocall": staff_answers.no_call,
    "progress": staff_answers.progress,
    "set": wishes.pressed,
    "plan": wishes.plan_page,
    "mine": wishes.mine,
    "ladder": wishes.choose_ladder,
}
# These are pages that change in place; what answers a reminder comes as a message of its own, and the reminder stays.
_IN_PLACE = ("called", "nocall", "set", "plan", "mine", "ladder", "undo", "unsent", "leave", "owe")


def press(unit: Unit, query: CallbackQuery, payload: str) -> None:
    """Carry out a button."""
    action, *arguments = payload.partition(":")[2].split(":")
    screen = guarded(unit, lambda: _carry_out(unit, action, arguments), hint="old_button_rounds")
    if action in _IN_PLACE:
        unit.put_in_place(query, screen.text, screen.options)
    else:
        unit.send(screen.text, screen.options)


def _carry_out(unit: Unit, action: str, arguments: Sequence[str]) -> Screen:
    """What a button shows; what it is about may be gone, or never have been the person's."""
    require_private(unit)
    if action not in _ACTIONS:
        raise OldButtonError
    return _ACTIONS[action](unit, arguments)


def in_words(unit: Unit, text: str, reply_to: int | None) -> bool:
    """Carry out an answer to a reminder, or a wish about them, in plain words; False when *text* is none."""
    screen = spoken.answered(unit, text) or _wished(unit, text)
    if screen is None:
        return False
    unit.send(screen.text, screen.options, reply_to=reply_to)
    return True


def _wished(unit: Unit, text: str) -> Screen | None:
    """Carry out a wish about reminders, "đừng nhắc tôi nữa".

    Only where reminders are named, and of somebody who may get any: "tắt", "8h-17h" may be about something else.
    "Nhắc lại" alone may ask to hear the last answer again.
    """
    named = _REMINDS.search(fold(text))
    if not named or fold(text).strip(" .!") == "nhac lai" or len(text) > _LONGEST:
        return None
    wish = parse_nudge_wish(text, unit.now)
    if wish is None or not roles.of_person(unit.db, unit.person.user_id):
        return None
    wishes.carry_out(unit, wish)
    return wishes.page(unit, changed=True)


_REMINDS = re.compile(r"\b(?:nhac|remind(?:ers?|ing)?)\b")
_LONGEST = 60  # characters

COMMANDS = {"nhac": command(wishes.show)}
"""The commands of this package, by name."""
