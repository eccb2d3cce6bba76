"""How far the villages have come: screens, and files made from the same figures."""

from handlers.progress.desk import COMMANDS, in_words, press

__all__ = ["COMMANDS", "in_words", "press"]
