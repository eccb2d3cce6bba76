"""Figures in private messages: taken, shown, corrected, decided on."""

from collections.abc import Callable, Mapping

from telegram import Message

from handlers.figures.answering import carry_on, say_expected
from handlers.figures.continuing import say_of_what
from handlers.figures.examples import turn_to_sending
from handlers.figures.guided import begin
from handlers.figures.looking import history, mine
from handlers.figures.pressing import press
from handlers.figures.spoken import take
from handlers.figures.taking import offer, turn_to_private
from handlers.unit import Unit

__all__ = [
    "COMMANDS",
    "carry_on",
    "offer",
    "press",
    "say_expected",
    "say_of_what",
    "take",
    "turn_to_private",
    "turn_to_sending",
]

COMMANDS: Mapping[str, Callable[[Unit, Message, str], None]] = {"nop": begin, "cuatoi": mine, "lichsu": history}
"""The commands of those who send figures."""
