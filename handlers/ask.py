"""A question in words."""

import re
from dataclasses import replace

from telegram import Message, Update

from handlers import addressing, figures, nudges, private_data, replies, rounds, staff_words, typed_buttons
from handlers.other import unknown_command
from handlers.progress import in_words
from handlers.safety import help_for
from handlers.unit import Unit
from knowledge.sentences import say
from storage import chats, roles

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
    unread = _unread_beside(unit, message)
    if unread and help_for(unit, text):
        _answer(unit, message, text)
        unit.send(say("file_unread", unit.language))
        return
    if unread:
        unit.send(say(unread, unit.language))
    _answer(unit, message, text)


def _unread_beside(unit: Unit, message: Message) -> str | None:
    """The sentence for a picture, a file or a voice that comes with words; None without one, and further in an album.

    Who reads along in a group sees that the words alone are answered.
    """
    if message.caption is None or message.edit_date or not addressing.is_private(message):
        return None
    album = message.media_group_id
    if album is not None and not chats.may_hint(unit.db, message.chat_id, album=album):
        return None
    sends_figures = any(role.role == "collaborator" for role in roles.of_person(unit.db, unit.person.user_id))
    return "file_unread_figures" if sends_figures else "file_unread"


def _answer(unit: Unit, message: Message, text: str) -> None:
    """Answer what a message says."""
    reply_to = message.message_id if message.edit_date else addressing.thread(message)
    private = addressing.is_private(message)  # figures are sent nowhere else
    if private and typed_buttons.press_in_words(unit, message, text):
        return
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
    if private and figures.turn_to_sending(unit, text, reply, reply_to=reply_to):
        return
    offered = figures.offer(unit, message, text) if private and reply.kind == "answer" else None
    if offered:
        reply = replace(reply, options=(*reply.options, offered))
    replies.give(unit, reply, reply_to=reply_to)
