"""Nudges: reminders that nobody asked for, and what people answer to them."""

from handlers.nudges.desk import COMMANDS, in_words, press

__all__ = ["COMMANDS", "in_words", "press"]
