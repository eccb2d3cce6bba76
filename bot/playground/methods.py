"""The Bot API methods that are served, by name in lower case."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.playground import answering, editing, profile, receiving, sending
from bot.playground.parameters import Parameters
from bot.playground.state import Telegram

Method = Callable[[Telegram, Parameters], Any | Awaitable[Any]]

_SERVED: tuple[Method, ...] = (
    answering.answer_callback_query,
    answering.answer_inline_query,
    editing.delete_message,
    editing.edit_message_caption,
    editing.edit_message_media,
    editing.edit_message_reply_markup,
    editing.edit_message_text,
    profile.delete_my_commands,
    profile.get_chat,
    profile.get_chat_member,
    profile.get_file,
    profile.get_me,
    profile.get_my_commands,
    profile.set_chat_menu_button,
    profile.set_my_commands,
    profile.set_my_description,
    profile.set_my_name,
    profile.set_my_short_description,
    receiving.delete_webhook,
    receiving.get_updates,
    receiving.get_webhook_info,
    receiving.set_webhook,
    sending.send_chat_action,
    sending.send_document,
    sending.send_message,
    sending.send_photo,
)

METHODS = {method.__name__.replace("_", ""): method for method in _SERVED}
