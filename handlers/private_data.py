"""Somebody's private details: nothing of them is answered, repeated or remembered."""

from handlers.safety import help_first
from handlers.unit import Unit
from knowledge.figures.model import FigureReading
from knowledge.figures.villages import Villages
from knowledge.sentences import say


def holds_personal_data(reading: FigureReading) -> bool:
    """Tell whether a message that was read so must not be kept."""
    return any(problem.kind == "personal_data" for problem in reading.problems)


def are_in(unit: Unit, text: str) -> bool:
    """Tell whether *text* names a child, or holds a number or an address of a person."""
    reading = unit.library.figures.read(
        text, villages=Villages.of(()), own=None, today=unit.now.date(), locality="nowhere"
    )
    return holds_personal_data(reading)


def refuse(unit: Unit, text: str, *, reply_to: int | None) -> bool:
    """Ask for a message in a group to be deleted that names a child or holds a number of a person.

    Figures are taken in private alone, and such a message is refused there as a whole; so it is here. Where
    it tells of a child in danger, the line for that comes first.

    Returns:
        False when the message holds no such details.
    """
    if not are_in(unit, text):
        return False
    help_first(unit, text, reply_to=reply_to)
    unit.send(say("personal_in_group", unit.language), reply_to=reply_to)
    return True
