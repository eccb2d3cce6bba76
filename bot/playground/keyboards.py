"""Keyboards under messages and under the composer, refused where Telegram refuses them."""

import re
from typing import Any

from bot.playground.chats import Json
from bot.playground.errors import bad_request

MAX_BUTTONS = 100
MAX_BUTTONS_IN_A_ROW = 8
MAX_CALLBACK_BYTES = 64
MAX_COPY_TEXT = 256

_ACTIONS = (
    "url",
    "callback_data",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "web_app",
    "login_url",
    "copy_text",
    "callback_game",
    "pay",
)
_URL = re.compile(r"(?:https?|tg|ton)://[^\s]+|(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?:/\S*)?")


def check_reply_markup(markup: Any) -> Json | None:
    """Return *markup* when Telegram would take it; None when there is none.

    Raises:
        ApiError: 400, in Telegram's words.
    """
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return inline_keyboard(markup)
    if "keyboard" in markup:
        return markup | {"keyboard": [[_reply_button(button) for button in row] for row in _rows(markup, "keyboard")]}
    return markup


def inline_keyboard(markup: Any) -> Json | None:
    """Return an InlineKeyboardMarkup without its empty rows; None when no button is left.

    Raises:
        ApiError: 400, in Telegram's words.
    """
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        if markup:
            raise bad_request("inline keyboard expected")
        return None
    rows = [[_inline_button(button) for button in row] for row in _rows(markup, "inline_keyboard") if row]
    if sum(len(row) for row in rows) > MAX_BUTTONS or any(len(row) > MAX_BUTTONS_IN_A_ROW for row in rows):
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    return {"inline_keyboard": rows} if rows else None


def labels(markup: Json | None) -> list[list[str]]:
    """Return the rows of labels of an inline keyboard."""
    return [[button["text"] for button in row] for row in markup["inline_keyboard"]] if markup else []


def _rows(markup: Json, name: str) -> list[list[Any]]:
    rows = markup[name]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        kind = "InlineKeyboardMarkup" if name == "inline_keyboard" else "ReplyKeyboardMarkup"
        raise bad_request(f'field "{name}" of the {kind} must be an Array of Arrays')
    return rows


def _inline_button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise _bad_button("InlineKeyboardButton must be an Object")
    if "text" not in button:
        raise _bad_button('Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise _bad_button('Field "text" must be of type String')
    actions = [name for name in _ACTIONS if button.get(name) not in (None, "") or _is_empty_switch(button, name)]
    if not actions or not button["text"].strip():
        raise _bad_button("Text buttons are unallowed in the inline keyboard")
    _check_action(actions[0], button[actions[0]])
    return {"text": button["text"], actions[0]: button[actions[0]]}


def _is_empty_switch(button: Json, name: str) -> bool:
    """An empty query is allowed where a button switches to inline mode."""
    return name.startswith("switch_inline_query") and button.get(name) == ""


def _check_action(action: str, value: Any) -> None:
    if action == "callback_data" and not (isinstance(value, str) and len(value.encode()) <= MAX_CALLBACK_BYTES):
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "url" and not (isinstance(value, str) and _URL.fullmatch(value)):
        raise bad_request(f"inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    if action == "copy_text" and not (
        isinstance(value, dict) and isinstance(value.get("text"), str) and 1 <= len(value["text"]) <= MAX_COPY_TEXT
    ):
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _bad_button(reason: str) -> Exception:
    return bad_request(f"can't parse inline keyboard button: {reason}")


def _reply_button(button: Any) -> Json:
    """Return a KeyboardButton object; a bare text stands for one."""
    if isinstance(button, str):
        return {"text": button}
    if isinstance(button, dict) and isinstance(button.get("text"), str):
        return button
    raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
