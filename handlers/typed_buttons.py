"""A button typed instead of pressed, right below the message that has it: "đóng", "11/14", "lưu"."""

from telegram import CallbackQuery, Message

from handlers.buttons.asked import A_YES_PRESSES, OF_FIGURES
from handlers.figures import sources
from handlers.people import away_days
from handlers.press import carry_out
from handlers.unit import Unit
from knowledge.labels import begins_label, names_label
from knowledge.query import VERSION
from knowledge.reply import Option
from knowledge.sending import wish_of
from knowledge.sentences import say
from storage import outbox, versions
from storage.outbox import Button, Shown

_LONGEST = 60  # characters


def press_in_words(unit: Unit, message: Message, text: str) -> bool:
    """Press the button that a private message names; False where the bot has shown no such button last.

    A yes that may be to something else presses none: what waits for it is shown once more.
    A message that was taken before presses nothing, nor does a reply, which is about what it replies to.
    """
    if message.edit_date or message.reply_to_message or message.from_user is None or len(text) > _LONGEST:
        return False
    since = unit.now - outbox.KEEP_BUTTONS
    shown = outbox.last_shown(unit.db, message.chat_id, since=since)
    if versions.standing(unit.db, sources.version(message, text)) != "new":
        return False
    button = _meant(shown, text) if shown else None
    if button is None and wish_of(text) == "yes" and _show_once_more(unit, message.chat_id):
        return True
    if shown is None:
        return False
    if button and button.payload.startswith(VERSION) and unit.frame is None:
        return False  # it goes on with a conversation that is over
    if button is None:
        return away_days.in_words(unit, shown.buttons, text)
    sources.remember(unit, message, text)
    carry_out(unit, CallbackQuery("", message.from_user, "", data=button.payload))
    return True


def _meant(shown: Shown, text: str) -> Button | None:
    """The one button that is named; words that figures know themselves are left to them."""
    wish = wish_of(text)
    named = list(dict.fromkeys(one.payload for one in shown.buttons if names_label(text, one.label)))
    if len(named) == 1 and not (wish and named[0].startswith(OF_FIGURES)):
        return next(one for one in shown.buttons if one.payload == named[0])
    begun = [] if named else [one for one in shown.buttons if begins_label(text, one.label)]
    if len(begun) == 1 and begun[0].payload.startswith(A_YES_PRESSES):
        return begun[0]
    first, last = shown.buttons[0], shown.buttons[-1]
    others = [one for one in shown.buttons if not one.payload.startswith(first.payload)]
    is_asked = first.payload.startswith(A_YES_PRESSES) and others in ([], [last]) and not _begins_anew(others)
    if named or not shown.is_answer or not is_asked:
        return None
    return first if wish == "yes" else last if wish == "no" and others else None


def _show_once_more(unit: Unit, chat_id: int) -> bool:
    """Show the buttons that wait for a yes, where it may be to something else that was said; False where none do."""
    buttons = outbox.last_buttons(unit.db, chat_id, since=unit.now - outbox.KEEP_BUTTONS)
    if not buttons or not buttons[0].payload.startswith(A_YES_PRESSES):
        return False
    unit.send(say("press_to_agree", unit.language), [Option(one.label, one.payload) for one in buttons])
    return True


def _begins_anew(others: list[Button]) -> bool:
    """Tell whether another button does the same to somebody else: then no yes says which is meant."""
    return any(one.payload.startswith(A_YES_PRESSES) for one in others)
