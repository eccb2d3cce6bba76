"""From what is not done to the sentence that says so: the buttons and commands of every desk go through here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

from handlers.screen import NotShownError, OldButtonError, Screen
from handlers.unit import Unit
from knowledge.sentences import say
from storage.database import writing
from storage.roles import NotAllowedError

T = TypeVar("T")

# What to do instead of pressing an old button: a key of the wording for each desk.
Hint = Literal["old_button_people", "old_button_figures", "old_button_progress", "old_button_rounds"]


@dataclass(frozen=True, slots=True)
class Refusal(Screen):
    """The sentence that says why something was not done."""


def guarded(unit: Unit, make: Callable[[], T], *, hint: Hint) -> T | Refusal:
    """Do what a button or a command wants; where that cannot be, undo what of it was written, and say why.

    Args:
        unit: The update.
        make: Does it, and gives what is to be shown.
        hint: What to do instead where the button is old.

    Returns:
        What *make* gives, or the sentence for what is not allowed, not shown here or no longer there.
    """
    try:
        with writing(unit.db):
            return make()
    except OldButtonError:
        return Refusal(f"{say('button_is_old', unit.language)} {say(hint, unit.language)}")
    except NotAllowedError:
        return Refusal(say("not_allowed", unit.language))
    except NotShownError as error:
        return Refusal(say(error.key, unit.language, **error.values))


def require_private(unit: Unit) -> None:
    """Refuse a button where others read along: people are named behind it, or a village's figures."""
    if unit.in_group:
        raise NotShownError("button_in_private")
