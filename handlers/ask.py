"""A question in words."""

from telegram import Update

from handlers import addressing, replies
from handlers.unit import Unit


def ask(unit: Unit, update: Update) -> None:
    """Answer a message, or a message that was edited: then anew, as a reply to it."""
    message = update.effective_message
    if message is None:
        return
    text = addressing.spoken_text(message, unit.username)
    if text in ("", "/"):
        replies.give(unit, replies.run(unit, "help"), reply_to=addressing.thread(message))
        return
    reply_to = message.message_id if update.edited_message else addressing.thread(message)
    replies.give(unit, replies.answer(unit, text), reply_to=reply_to)
