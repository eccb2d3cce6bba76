"""What a request to /playground/… asks for: its JSON body, its person, its chat."""

from typing import Any

from aiohttp import web

from bot.playground import acting
from bot.playground.chats import Chat, Json
from bot.playground.errors import PlaygroundError
from bot.playground.keys import TELEGRAM
from bot.playground.parameters import parse_json
from bot.playground.people import Person
from bot.playground.state import Telegram


async def read_body(request: web.Request) -> Json:
    """Return the JSON object that was posted.

    Raises:
        PlaygroundError: The body is something else.
    """
    try:
        body = parse_json(await request.read())
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise PlaygroundError("The body must be a JSON object.")
    return body


def who_and_where(request: web.Request, given: Any) -> tuple[Telegram, Person, Chat]:
    """Return the state, the person that *given* names, and their chat: with the bot, unless ``chat`` names a group.

    Raises:
        PlaygroundError: There is no such person or chat.
    """
    telegram = request.app[TELEGRAM]
    person = acting.find_person(telegram, given.get("person"))
    chat_id = integer(given, "chat") if given.get("chat") is not None else None
    return telegram, person, acting.find_chat(telegram, person, chat_id)


def text(given: Json, name: str, default: str | None = None) -> str:
    """Return the text called *name*.

    Raises:
        PlaygroundError: It is missing without a default, or no text.
    """
    value = given.get(name, default)
    if not isinstance(value, str):
        raise PlaygroundError(f'"{name}" must be a text.')
    return value


def integer(given: Any, name: str, default: int | None = None) -> int:
    """Return the whole number called *name*, also when it comes as text.

    Raises:
        PlaygroundError: It is missing without a default, or no whole number.
    """
    value = given.get(name)
    if value is None and default is not None:
        return default
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        raise PlaygroundError(f'"{name}" must be a whole number.') from None
