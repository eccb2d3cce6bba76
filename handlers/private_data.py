"""Somebody's private details in a group: nothing of them is answered, repeated or remembered."""

from handlers import replies
from handlers.figures.taking import holds_personal_data
from handlers.unit import Unit
from handlers.wording import say
from knowledge.figures.villages import Villages


def refuse(unit: Unit, text: str, *, reply_to: int | None) -> bool:
    """Ask for a message in a group to be deleted that names a child or holds a number of a person.

    Figures are taken in private alone, and such a message is refused there as a whole; so it is here. Where
    it tells of a child in danger, the line for that comes first.

    Returns:
        False when the message holds no such details.
    """
    reading = unit.library.figures.read(
        text, villages=Villages.of(()), own=None, today=unit.now.date(), locality="nowhere"
    )
    if not holds_personal_data(reading):
        return False
    reply = replies.answer(unit, text)
    if reply.kind == "safety":
        unit.send(reply.text, reply.options, reply_to=reply_to)
    unit.send(say("personal_in_group", unit.language), reply_to=reply_to)
    return True
