"""Reporting rounds: what is collected by when, and how far the villages are."""

from handlers.rounds.desk import COMMANDS, carry_on, in_words, press, with_rounds
from handlers.rounds.dialogue import say_expected

__all__ = ["COMMANDS", "carry_on", "in_words", "press", "say_expected", "with_rounds"]
