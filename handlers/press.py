"""A press on a button."""

from collections.abc import Callable, Mapping

from telegram import CallbackQuery, Update

from handlers import choices, figures, nudges, progress, replies, rounds
from handlers.people import desk
from handlers.unit import Unit

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
    carry_out(unit, query)


def carry_out(unit: Unit, query: CallbackQuery) -> None:
    """Do what the button of a press carries."""
    payload = query.data or ""
    press_there = _DESKS.get(payload.partition(":")[0])
    if press_there:
        press_there(unit, query, payload)
        return
    option = choices.chosen_option(unit, payload)
    if option:
        unit.put_in_place(query, choices.take(unit, option))
        return
    reply = replies.run(unit, payload)
    replies.remember(unit, reply)
    if reply.in_place:
        unit.put_in_place(query, reply.text, reply.options)
    else:
        unit.send(reply.text, reply.options)
