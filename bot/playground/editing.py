"""Bot API methods that change or remove what the bot has said."""

from collections.abc import Callable
from dataclasses import replace

from bot.playground.chats import Json, Message
from bot.playground.content import Content
from bot.playground.entities import utf16_length
from bot.playground.errors import bad_request
from bot.playground.keyboards import inline_keyboard
from bot.playground.parameters import Parameters
from bot.playground.sending import media_content, open_chat
from bot.playground.state import Telegram
from bot.playground.texts import MAX_TEXT, caption, formatted_text, nested

DELETABLE_SECONDS = 48 * 3600

_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(telegram: Telegram, given: Parameters) -> Json | bool:
    """Replace the text and the keyboard of a message."""
    formatted = formatted_text(given, "text", "entities")
    if not formatted.text:
        raise bad_request("message text is empty")
    if utf16_length(formatted.text) > MAX_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")

    def change(message: Message) -> Content:
        if message.content.media is not None:
            raise bad_request("there is no text in the message to edit")
        return Content(formatted)

    return _edit(telegram, given, change)


def edit_message_caption(telegram: Telegram, given: Parameters) -> Json | bool:
    """Replace the caption and the keyboard of a message with a file."""
    formatted = caption(given)

    def change(message: Message) -> Content:
        if message.content.media is None:
            raise bad_request("there is no caption in the message to edit")
        return replace(message.content, formatted=formatted)

    return _edit(telegram, given, change)


def edit_message_media(telegram: Telegram, given: Parameters) -> Json | bool:
    """Replace the file, the caption and the keyboard of a message."""
    media = given.structure("media", "input media")
    if not isinstance(media, dict):
        raise bad_request("media not found")
    kind = media.get("type")
    if kind not in ("photo", "document"):
        raise bad_request(f"type {kind!r} of media is not supported here")
    content = media_content(telegram, nested(given, media), kind, "media")
    return _edit(telegram, given, lambda _: content)


def edit_message_reply_markup(telegram: Telegram, given: Parameters) -> Json | bool:
    """Replace the keyboard of a message."""
    return _edit(telegram, given, lambda message: message.content)


def delete_message(telegram: Telegram, given: Parameters) -> bool:
    """Remove a message for everybody."""
    chat = open_chat(telegram, given)
    message = chat.messages.get(given.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    is_foreign = chat.kind == "group" and not message.is_from_bot
    if is_foreign or telegram.now() - message.date > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted")
    del chat.messages[message.message_id]
    telegram.changed(message, "deleted")
    return True


def _edit(telegram: Telegram, given: Parameters, change: Callable[[Message], Content]) -> Json | bool:
    """Give a message the content that *change* makes, and the keyboard of the call or none."""
    keyboard = inline_keyboard(given.structure("reply_markup", "reply keyboard markup"))
    message = _editable(telegram, given)
    content = change(message)
    if (content, keyboard) == (message.content, message.keyboard):
        raise bad_request(_NOT_MODIFIED)
    telegram.pace.spend(message.chat.id)
    if content != message.content:
        message.edit_date = int(telegram.now())
    message.content, message.keyboard = content, keyboard
    telegram.changed(message, "edited")
    return True if message.inline_message_id else message.wire()


def _editable(telegram: Telegram, given: Parameters) -> Message:
    """Return the bot's own message that the call names, in a chat or by its inline id."""
    if inline_id := given.text("inline_message_id"):
        found = (
            m for chat in telegram.chats.values() for m in chat.messages.values() if m.inline_message_id == inline_id
        )
        message = next(found, None)
        if message is None:
            raise bad_request("MESSAGE_ID_INVALID")
        return message
    chat = open_chat(telegram, given)
    if not given.text("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(given.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.is_from_bot:
        raise bad_request("message can't be edited")
    return message
