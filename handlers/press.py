"""A press on a button."""

from collections.abc import Callable, Mapping

from telegram import CallbackQuery, Update

from handlers import choices, figures, nudges, progress, replies, rounds
from handlers.people import desk
from handlers.unit import Unit
from knowledge.reply import Reply

# Buttons that are no question: "f:undo:12". What stands before the first colon says which module they belong to;
# before that of a canonical query stands its version, a number.
_DESKS: Mapping[str, Callable[[Unit, CallbackQuery, str], None]] = {
    "p": desk.press,
    "f": figures.press,
    "v": progress.press,
    "r": rounds.press,
    "n": nudges.press,
}


def press(unit: Unit, update: Update) -> None:
    """Carry out the query that a button carries. A keyboard of any age is harmless: the library knows what it knows."""
    query = update.callback_query
    if query is None:
        return
    unit.answer_callback(query.id)
    payload = query.data or ""
    press_there = _DESKS.get(payload.partition(":")[0])
    if press_there:
        press_there(unit, query, payload)
        return
    option = choices.chosen_option(unit, payload)
    if option:
        _show(unit, query, choices.take(unit, option))
        return
    reply = replies.run(unit, payload)
    replies.remember(unit, reply)
    _give(unit, query, reply)


def _give(unit: Unit, query: CallbackQuery, reply: Reply) -> None:
    """Put a reply in the place of the message with the button where it asks for that, else send it."""
    if reply.in_place and _can_edit(query):
        assert query.message is not None
        unit.edit(query.message.message_id, reply.text, reply.options)
    else:
        unit.send(reply.text, reply.options)


def _show(unit: Unit, query: CallbackQuery, text: str) -> None:
    """Put a sentence in the place of the message with the button."""
    if _can_edit(query):
        assert query.message is not None
        unit.edit(query.message.message_id, text)
    else:
        unit.send(text)


def _can_edit(query: CallbackQuery) -> bool:
    """Tell whether the message with the button is still within reach: Telegram withholds old ones."""
    return query.message is not None and query.message.is_accessible
