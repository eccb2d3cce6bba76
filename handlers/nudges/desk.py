"""The desk for reminders: /nhac and the buttons "n:…"."""

import re
from collections.abc import Callable, Mapping, Sequence

from telegram import CallbackQuery

from handlers.nudges import answers, staff_answers, wishes
from handlers.people.desk import command
from handlers.screen import OldButtonError, Screen
from handlers.unit import Unit
from handlers.wording import say
from knowledge.rounds.nudge_words import parse_nudge_wish
from knowledge.vietnamese import fold
from storage import roles
from storage.roles import NotAllowedError

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
    screen = _carry_out(unit, action, arguments)
    if action in _IN_PLACE:
        unit.put_in_place(query, screen.text, screen.options)
    else:
        unit.send(screen.text, screen.options)


def _carry_out(unit: Unit, action: str, arguments: Sequence[str]) -> Screen:
    """What a button shows; what it is about may be gone, or never have been the person's."""
    try:
        if action not in _ACTIONS:
            raise OldButtonError
        return _ACTIONS[action](unit, arguments)
    except NotAllowedError:
        return Screen(say("not_allowed", unit.language))
    except OldButtonError:
        return Screen(say("rounds_old_button", unit.language))


def in_words(unit: Unit, text: str, reply_to: int | None) -> bool:
    """Carry out a wish about reminders in plain words, "đừng nhắc tôi nữa"; False when *text* is none.

    Only where reminders are named, and of somebody who may get any: "tắt", "8h-17h" may be about something else.
    "Nhắc lại" alone may ask to hear the last answer again.
    """
    named = _REMINDS.search(fold(text))
    if not named or fold(text).strip(" .!") == "nhac lai" or len(text) > _LONGEST:
        return False
    wish = parse_nudge_wish(text, unit.now)
    if wish is None or not roles.of_person(unit.db, unit.person.user_id):
        return False
    wishes.carry_out(unit, wish)
    screen = wishes.page(unit, changed=True)
    unit.send(screen.text, screen.options, reply_to=reply_to)
    return True


_REMINDS = re.compile(r"\b(?:nhac|remind(?:ers?|ing)?)\b")
_LONGEST = 60  # characters

COMMANDS = {"nhac": command(wishes.show)}
"""The commands of this package, by name."""
