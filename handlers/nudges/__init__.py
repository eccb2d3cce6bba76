"""Nudges: reminders that nobody asked for, and what people answer to them."""

from handlers.nudges.desk import COMMANDS, press

__all__ = ["COMMANDS", "press"]
