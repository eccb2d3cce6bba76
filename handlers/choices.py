"""What a person chooses for good: a home plan, a language. The choices are buttons ``home=…`` and ``language=…``."""

import re
from typing import TYPE_CHECKING

from handlers import replies
from handlers.unit import Unit
from knowledge.reply import Frame
from knowledge.sentences import say
from knowledge.vietnamese import fold
from storage import frames, people

if TYPE_CHECKING:
    from knowledge.reply import Option

SCREENS = ("home", "language")


def chosen_option(unit: Unit, payload: str) -> "Option | None":
    """The option that a button's *payload* stands for; None when it is no choice, or one that is not offered."""
    screen, sign, _ = payload.partition("=")
    if not sign or screen not in SCREENS:
        return None
    return next((option for option in replies.run(unit, screen).options if option.query == payload), None)


def named_option(unit: Unit, screen: str, words: str) -> "Option | None":
    """The option of a screen that *words* name by its label or its id, with or without diacritics."""
    wanted = _plain(words)
    for option in replies.run(unit, screen).options:
        if wanted in (_plain(option.label), _plain(option.query.partition("=")[2])):
            return option
    return None


def named_plan(unit: Unit, words: str) -> str | None:
    """The id of the plan that *words* name, and nothing else."""
    option = named_option(unit, "home", words)
    return option.query.partition("=")[2] if option else None


def take(unit: Unit, option: "Option") -> str:
    """Remember a choice on the person; returns the sentence that says so."""
    screen, _, value = option.query.partition("=")
    if screen == "language" and value in ("vi", "en"):
        unit.language = "en" if value == "en" else "vi"
        people.choose_language(unit.db, unit.person.user_id, unit.language)
        return say("language_chosen", unit.language)
    people.choose_home(unit.db, unit.person.user_id, value)
    if unit.chat_id is not None:
        # Or the next question without a place would still be taken to be about the plan spoken of before.
        frames.remember(unit.db, unit.chat_id, Frame(language=unit.language).to_json(), now=unit.now)
    return say("home_chosen", unit.language, plan=option.label)


def _plain(text: str) -> str:
    """Letters and digits only, without diacritics: "Tân Khai" and "tan-khai" are the same."""
    return re.sub(r"[^a-z0-9]+", "", fold(text))
