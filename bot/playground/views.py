"""Messages and events as the chat page and the tests see them."""

import re
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from bot.playground.chats import Chat, Json, Message
from bot.playground.content import StoredFile
from bot.playground.entities import to_html
from bot.playground.errors import PlaygroundError
from bot.playground.keyboards import labels

_SHOWN = {"image/png", "image/jpeg", "image/gif"}
_DURATION = re.compile(r"(\d{1,6})\s*([smhdw])\s*")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def view_message(message: Message) -> Json:
    """Return a message for /playground/messages; what a bot does not see, such as HTML, is for the page."""
    media = message.content.media
    formatted = message.content.formatted
    kind = media.kind if media else None
    return {
        "message_id": message.message_id,
        "from": "bot" if message.is_from_bot else "person",
        "text": formatted.text,
        "buttons": labels(message.keyboard),
        "document": _view_file(media.file) if media and kind in ("document", "voice") else None,
        "photo": _view_file(media.file) if media and kind == "photo" else None,
        "edited": message.edit_date is not None,
        "html": to_html(formatted),
        "entities": formatted.entities,
        "sticker": media.emoji if media and kind == "sticker" else None,
        "sender": message.sender["first_name"],
        "via_bot": message.via_bot is not None,
        "date": message.date,
        "reply_to": message.reply_to.message_id if message.reply_to else None,
        "revision": message.revision,
    }


def view_chat(chat: Chat) -> Json:
    """Return what the page needs of a chat beside its messages."""
    last = next(reversed(chat.messages.values()), None)
    return {
        "chat": chat.id,
        "blocked": chat.blocked,
        "started": chat.started,
        "keyboard": chat.reply_keyboard,
        "last": view_message(last) if last else None,
    }


def view_clock(now: datetime) -> Json:
    """Return the time, and the zone in which the page shows it."""
    return {"now": now.isoformat(timespec="seconds"), "timezone": str(now.tzinfo)}


def view_event(event: Json) -> Json:
    """Return an event with its message, if it has one, spelled out."""
    message = event.get("message")
    return event | {"message": view_message(message)} if isinstance(message, Message) else event


def file_headers(stored: StoredFile) -> dict[str, str]:
    """Return the headers under which the page gets a file: only pictures are shown, nothing is run."""
    is_picture = stored.mime_type in _SHOWN
    return {
        "Content-Type": stored.mime_type if is_picture else "application/octet-stream",
        "Content-Disposition": f"{'inline' if is_picture else 'attachment'}; filename*=UTF-8''{quote(stored.name)}",
        "X-Content-Type-Options": "nosniff",
    }


def parse_duration(text: Any) -> timedelta:
    """Read "3d", "2h", "30m" or "1d12h"; a minus goes back.

    Raises:
        PlaygroundError: It is no duration.
    """
    digits = str(text).strip()
    sign = -1 if digits.startswith("-") else 1
    digits = digits.removeprefix("-")
    parts = _DURATION.findall(digits)
    if not parts or _DURATION.sub("", digits):
        raise PlaygroundError(f"{text!r} is no duration; write 3d, 2h or 30m.")
    return sign * sum((timedelta(**{_UNITS[unit]: int(number)}) for number, unit in parts), timedelta())


def _view_file(stored: StoredFile) -> Json:
    return {
        "file_id": stored.file_id,
        "name": stored.name,
        "mime_type": stored.mime_type,
        "size": len(stored.data),
        "width": stored.width,
        "height": stored.height,
        "url": f"/playground/files/{stored.file_id}/{quote(stored.name)}",
    }
