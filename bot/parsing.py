"""From a raw update to python-telegram-bot's."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from telegram import Bot, Chat, Message, MessageEntity, Update, User

_UPDATE = frozenset({"update_id", "message"})
_WORDS = frozenset({"message_id", "from", "chat", "date", "text", "entities"})


def update_of(data: Any, bot: Bot) -> Update:
    """Return what ``Update.de_json`` returns of *data*, which is not changed.

    A message of words, as nearly all are, is put together here: ``de_json`` would look for each of the hundred and
    more things that a message and an update may hold, which takes longer than all else that is done to read one.
    """
    if _is_of_words(data):
        update = Update(data["update_id"], message=_message(data["message"], bot))
        update.set_bot(bot)
        return update
    return Update.de_json(data, bot)


def _is_of_words(data: Any) -> bool:
    """Tell whether an update is a new message with nothing but a writer, a chat and words."""
    if not isinstance(data, dict) or data.keys() != _UPDATE:
        return False
    message = data["message"]
    return (
        isinstance(message, dict)
        and message.keys() <= _WORDS
        and isinstance(message.get("from"), dict)
        and isinstance(message.get("chat"), dict)
    )


def _message(data: Mapping[str, Any], bot: Bot) -> Message:
    message = Message(
        message_id=data["message_id"],
        date=datetime.fromtimestamp(data["date"], UTC),
        chat=Chat.de_json(data["chat"], bot),
        from_user=User.de_json(data["from"], bot),
        text=data.get("text"),
        entities=MessageEntity.de_list(data.get("entities") or [], bot),
    )
    message.set_bot(bot)
    return message
