"""The desk for reminders: /nhac and the buttons "n:…"."""

from collections.abc import Callable, Mapping, Sequence

from telegram import CallbackQuery

from handlers.nudges import answers, staff_answers, wishes
from handlers.people.desk import command, guarded
from handlers.people.screen import OldButtonError, Screen
from handlers.unit import Unit

_ACTIONS: Mapping[str, Callable[[Unit, Sequence[str]], Screen]] = {
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
    "set": wishes.pressed,
    "plan": wishes.plan_page,
    "ladder": wishes.choose_ladder,
}
# These are pages that change in place; what answers a reminder comes as a message of its own, and the reminder stays.
_IN_PLACE = ("called", "nocall", "set", "plan", "ladder", "undo", "unsent", "leave", "owe")


def press(unit: Unit, query: CallbackQuery, payload: str) -> None:
    """Carry out a button."""
    action, *arguments = payload.partition(":")[2].split(":")
    screen = guarded(unit, lambda: _carry_out(unit, action, arguments))
    if action in _IN_PLACE and query.message is not None and query.message.is_accessible:
        unit.edit(query.message.message_id, screen.text, screen.options)
    else:
        unit.send(screen.text, screen.options)


def _carry_out(unit: Unit, action: str, arguments: Sequence[str]) -> Screen:
    if action not in _ACTIONS:
        raise OldButtonError
    return _ACTIONS[action](unit, arguments)


COMMANDS = {"nhac": command(wishes.show)}
"""The commands of this package, by name."""
