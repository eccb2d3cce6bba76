"""A question in words."""

import re
from dataclasses import replace

from telegram import Update

from handlers import addressing, figures, nudges, private_data, replies, rounds, staff_words
from handlers.other import unknown_command
from handlers.progress import in_words
from handlers.safety import help_for
from handlers.unit import Unit
from knowledge.sentences import say

_COMMAND = re.compile(r"/[^\W\d_]")


def ask(unit: Unit, update: Update) -> None:
    """Answer a message, or a message that was edited: then anew, as a reply to it."""
    message = update.effective_message
    if message is None:
        return
    text = addressing.spoken_text(message, unit.username)
    if text in ("", "/"):
        replies.give(unit, replies.run(unit, "help"), reply_to=addressing.thread(message))
        return
    if _COMMAND.match(text):  # with a mark in its name, Telegram does not know it for a command
        unknown_command(unit, update)
        return
    reply_to = message.message_id if update.edited_message else addressing.thread(message)
    private = addressing.is_private(message)  # figures are sent nowhere else
    if private and message.document and not message.edit_date and help_for(unit, text) is None:
        unit.send(say("file_unread", unit.language))
    if private and (rounds.carry_on(unit, message, text) or figures.carry_on(unit, message, text)):
        return
    if not private and private_data.refuse(unit, text, reply_to=reply_to):
        return
    if staff_words.in_words(unit, text, reply_to):
        return
    if rounds.in_words(unit, text, reply_to) or in_words(unit, text, reply_to):
        return
    if private and nudges.in_words(unit, text, reply_to):
        return
    if figures.take(unit, message, text) if private else figures.turn_to_private(unit, text, reply_to):
        return
    reply = replies.answer(unit, text)
    if private and (rounds.say_expected(unit, message, reply) or figures.say_expected(unit, message, text, reply)):
        return
    if private and figures.say_of_what(unit, message, text, reply):
        return
    offered = figures.offer(unit, message, text) if private and reply.kind == "answer" else None
    if offered:
        reply = replace(reply, options=(*reply.options, offered))
    replies.give(unit, figures.with_example(unit, reply) if private else reply, reply_to=reply_to)
