"""What staff do with a round by buttons: close it, open it again, say that its report was handed in."""

from collections.abc import Callable, Mapping, Sequence

from handlers.buttons import rounds as buttons
from handlers.rounds import access, words
from handlers.rounds.page import round_page
from handlers.rounds.reopening import tell_waiting
from handlers.rounds.words import say_here
from handlers.screen import OldButtonError, Screen, word
from handlers.unit import Unit
from knowledge.reply import Option
from storage import rounds
from storage.rounds import Round


def ask_to_close(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Ask before closing: villages can change nothing after it."""
    return _ask(unit, access.led_round(unit, arguments), "shut")


def ask_to_submit(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Ask before nobody is reminded any more."""
    return _ask(unit, access.led_round(unit, arguments), "sent")


def do(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Confirmed: carry it out, and show the round as it is now."""
    change = _CHANGES.get(word(arguments, 0))
    if change is None:
        raise OldButtonError
    return _change(unit, access.led_round(unit, arguments, 1), word(arguments, 0), change)


def reopen(unit: Unit, arguments: Sequence[str]) -> Screen:
    """Take figures again, and tell those who asked for it."""
    found = access.led_round(unit, arguments)
    screen = _change(unit, found, "unshut", rounds.reopen)
    tell_waiting(unit, found)
    return screen


def withdraw(unit: Unit, arguments: Sequence[str]) -> Screen:
    """The report was not handed in after all."""
    return _change(unit, access.led_round(unit, arguments), "unsent", rounds.withdraw)


def _ask(unit: Unit, found: Round, what: buttons.Change) -> Screen:
    text = say_here(unit, f"ask_{what}", round=words.called(unit, found), term=words.term(unit, found.plan))
    yes = Option(say_here(unit, f"button_{what}_yes"), buttons.do(what, found.id))
    return Screen(text, (yes, Option(say_here(unit, "button_no"), buttons.see(found.id))))


_Change = Callable[..., Round]
_CHANGES: Mapping[str, _Change] = {"shut": rounds.close, "sent": rounds.submit}


def _change(unit: Unit, found: Round, what: str, change: _Change) -> Screen:
    now = change(unit.db, found.id, by=unit.person.user_id, now=unit.now)
    return round_page(unit, now, first=say_here(unit, f"done_{what}"))
