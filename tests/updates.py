"""Updates as Telegram sends them, in JSON."""

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

from tests.fakes import ME, USERNAME

_NUMBERS: Iterator[int] = count(1)
DATE = 1_745_100_000
_COMMAND = re.compile(r"/[A-Za-z0-9_]{1,64}(?:@\w+)?(?!\S)")  # with a mark in it, Telegram sees no command


def person(user_id: int, language: str | None = "vi") -> dict[str, Any]:
    user = {"id": user_id, "is_bot": False, "first_name": "Lan"}
    return user | ({"language_code": language} if language else {})


def private(user_id: int) -> dict[str, Any]:
    return {"id": user_id, "type": "private", "first_name": "Lan"}


def group(chat_id: int) -> dict[str, Any]:
    return {"id": chat_id, "type": "supergroup", "title": "Ban chỉ đạo"}


def update(update_id: int | None = None, **body: Any) -> dict[str, Any]:
    return {"update_id": next(_NUMBERS) if update_id is None else update_id, **body}


def message(
    user_id: int = 7, *, chat: dict[str, Any] | None = None, language: str | None = "vi", **content: Any
) -> Any:
    return {
        "message_id": next(_NUMBERS),
        "date": DATE,
        "chat": chat or private(user_id),
        "from": person(user_id, language),
        **content,
    }


def text(words: str, user_id: int = 7, *, update_id: int | None = None, **more: Any) -> dict[str, Any]:
    entities = _entities(words)
    content: dict[str, Any] = {"text": words} | ({"entities": entities} if entities else {})
    return update(update_id, message=message(user_id, **content, **more))


def edited(words: str, user_id: int = 7) -> dict[str, Any]:
    return update(edited_message=message(user_id, text=words, edit_date=DATE + 5))


def press(data: str, user_id: int = 7, *, old: bool = False) -> dict[str, Any]:
    shown = {"message_id": 55, "date": 0 if old else DATE, "chat": private(user_id)}
    if not old:
        shown |= {"from": ME, "text": "Chọn:"}
    query = {"id": "press-1", "from": person(user_id), "chat_instance": "1", "message": shown, "data": data}
    return update(callback_query=query)


def inline(words: str, user_id: int = 7) -> dict[str, Any]:
    return update(inline_query={"id": "inline-1", "from": person(user_id), "query": words, "offset": ""})


def membership(status: str, user_id: int = 7, *, chat: dict[str, Any] | None = None) -> dict[str, Any]:
    old: dict[str, Any] = {"user": ME, "status": "member"}
    new: dict[str, Any] = {"user": ME, "status": status} | ({"until_date": 0} if status == "kicked" else {})
    change = {
        "chat": chat or private(user_id),
        "from": person(user_id),
        "date": DATE,
        "old_chat_member": old,
        "new_chat_member": new,
    }
    return update(my_chat_member=change)


def _entities(words: str) -> list[dict[str, Any]]:
    """The entities that Telegram finds in these tests' texts: a command at the start, the bot's name anywhere."""
    found = []
    first = words.split(" ")[0]
    if _COMMAND.match(words):
        found.append({"type": "bot_command", "offset": 0, "length": len(first)})
    name = f"@{USERNAME}"
    if name in words and not first.endswith(name):
        found.append({"type": "mention", "offset": words.index(name), "length": len(name)})
    if first == name:
        found.append({"type": "mention", "offset": 0, "length": len(name)})
    return found
