"""Whether a message is meant for the bot, and what it says once the bot's name is left out."""

import re

from telegram import Message, User
from telegram.constants import ChatType, MessageEntityType


def is_private(message: Message) -> bool:
    """Tell whether a message was written in a chat of one person with the bot."""
    return message.chat.type == ChatType.PRIVATE


def is_addressed(message: Message, username: str) -> bool:
    """Tell whether the bot is meant: in private always, in groups when named or replied to.

    Answers of its own that people sent through inline mode are not meant for it.

    Args:
        message: Text, or a picture with a caption.
        username: The bot's own, without @.
    """
    if message.via_bot and _is_called(message.via_bot, username):
        return False
    return is_private(message) or _replies_to(message, username) or _mentions(message, username)


def spoken_text(message: Message, username: str) -> str:
    """What the message says to the bot: its text or caption without ``@username``."""
    text = message.text or message.caption or ""
    return re.sub(rf"@{re.escape(username)}\b", " ", text, flags=re.IGNORECASE).strip()


def command(message: Message, username: str) -> str:
    """The name of the command that the message begins with, without its stroke and without whom it is meant for."""
    first = "".join(spoken_text(message, username).split(maxsplit=1)[:1])
    return first.removeprefix("/").partition("@")[0]


def arguments(message: Message, username: str) -> str:
    """What follows the command that the message begins with."""
    return "".join(spoken_text(message, username).split(maxsplit=1)[1:])


def thread(message: Message) -> int | None:
    """The message to reply to: in a group the asker's, so that it is plain who is answered."""
    return None if is_private(message) else message.message_id


def _replies_to(message: Message, username: str) -> bool:
    """Tell whether the message is a reply to one of the bot's."""
    author = message.reply_to_message.from_user if message.reply_to_message else None
    return author is not None and _is_called(author, username)


def _is_called(user: User, username: str) -> bool:
    """Tell whether *user* has this name; Telegram does not tell capitals apart."""
    return (user.username or "").lower() == username.lower()


def _mentions(message: Message, username: str) -> bool:
    """Tell whether the message names the bot: ``@bot``, or a command meant for it, ``/help@bot``."""
    kinds: list[str | None] = [MessageEntityType.MENTION, MessageEntityType.BOT_COMMAND]
    named = {**message.parse_entities(kinds), **message.parse_caption_entities(kinds)}.values()
    return any(name.lower().endswith(f"@{username}".lower()) for name in named)
