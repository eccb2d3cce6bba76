"""Messages that tell of a child in danger: the line to call comes before anything else."""

from handlers import replies
from handlers.unit import Unit
from knowledge.reply import Reply


def help_for(unit: Unit, text: str) -> Reply | None:
    """The child-protection line, where *text* tells of a child in danger."""
    if not unit.library.may_tell_of_danger(text):
        return None  # most messages: nothing has to be answered to know it
    reply = replies.answer(unit, text)
    return reply if reply.kind == "safety" else None


def help_first(unit: Unit, text: str, *, reply_to: int | None = None) -> bool:
    """Owe the chat the child-protection line where *text* tells of a child in danger; returns whether it does."""
    reply = help_for(unit, text)
    if reply:
        unit.send(reply.text, reply.options, reply_to=reply_to)
    return reply is not None
