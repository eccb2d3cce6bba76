"""POST /playground/…: what people do, and how time goes."""

import time
from datetime import datetime

from aiohttp import BodyPartReader, web

from bot.playground import acting
from bot.playground.asked import integer, read_body, text, who_and_where
from bot.playground.chats import Json
from bot.playground.content import MediaKind, picture_size
from bot.playground.errors import PlaygroundError
from bot.playground.keys import CLOCK, TELEGRAM
from bot.playground.state import Query, Telegram
from bot.playground.views import parse_duration, view_clock

INLINE_WAIT_SECONDS = 5.0


async def say(request: web.Request) -> web.Response:
    """Send ``text``, or ``sticker`` (an emoji), as ``person``; ``reply_to`` is a message id."""
    given = await read_body(request)
    telegram, person, chat = who_and_where(request, given)
    if "sticker" in given:
        sticker = ("sticker.webp", "image/webp", b"a sticker")
        message = acting.send_media(telegram, person, chat, "sticker", sticker, text(given, "sticker"))
    else:
        reply_to = integer(given, "reply_to") if given.get("reply_to") is not None else None
        message = acting.say(telegram, person, chat, text(given, "text"), reply_to)
    return web.json_response({"message_id": message.message_id})


async def edit(request: web.Request) -> web.Response:
    """Replace the text of a message that ``person`` sent."""
    given = await read_body(request)
    telegram, person, chat = who_and_where(request, given)
    message = acting.edit(telegram, person, chat, integer(given, "message_id"), text(given, "text"))
    return web.json_response({"message_id": message.message_id})


async def press(request: web.Request) -> web.Response:
    """Press the button ``label`` under a message."""
    given = await read_body(request)
    telegram, person, chat = who_and_where(request, given)
    return web.json_response(acting.press(telegram, person, chat, integer(given, "message_id"), text(given, "label")))


async def send_file(request: web.Request) -> web.Response:
    """Send a file as ``person``: multipart with ``file`` and perhaps ``text``.

    Pictures go as photos and recordings as voice messages, unless ``kind`` says document.
    """
    fields: dict[str, str] = {}
    file: tuple[str, str, bytes] | None = None
    if request.content_type != "multipart/form-data":
        raise PlaygroundError("The body must be multipart/form-data.")
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        data = bytes(await part.read())
        if part.filename is not None:
            file = (part.filename, part.headers.get("Content-Type", "application/octet-stream"), data)
        elif part.name:
            fields[part.name] = data.decode(errors="replace")
    if file is None or not file[2]:
        raise PlaygroundError("There is no file to send.")
    telegram, person, chat = who_and_where(request, fields)
    kind = _kind_of(file[1], file[2], fields.get("kind", ""))
    message = acting.send_media(telegram, person, chat, kind, file, fields.get("text", ""))
    return web.json_response({"message_id": message.message_id})


def _kind_of(mime_type: str, data: bytes, wanted: str) -> MediaKind:
    if wanted == "document":
        return "document"
    if picture_size(data):
        return "photo"
    return "voice" if mime_type.startswith("audio/") else "document"


async def block(request: web.Request) -> web.Response:
    """Block the bot as ``person``, or unblock it with ``"blocked": false``."""
    given = await read_body(request)
    telegram, person, chat = who_and_where(request, given)
    acting.block(telegram, person, blocked=given.get("blocked", True) is not False)
    return web.json_response({"blocked": chat.blocked})


async def ask_inline(request: web.Request) -> web.Response:
    """Type ``query`` after the bot's name and wait for its results."""
    given = await read_body(request)
    telegram, person, _ = who_and_where(request, given)
    query = acting.ask_inline(telegram, person, text(given, "query"), text(given, "offset", ""))
    answer = await _answer_to(telegram, query)
    results = [{name: result[name] for name in ("id", "title", "description")} for result in answer["results"]]
    for view, result in zip(results, answer["results"], strict=True):
        view["text"] = result["formatted"].text
    return web.json_response({"query_id": query.id, "results": results})


async def _answer_to(telegram: Telegram, query: Query) -> Json:
    deadline = time.monotonic() + INLINE_WAIT_SECONDS
    while query.answer is None and await telegram.events.bell.wait(deadline - time.monotonic()):
        pass
    if query.answer is None:
        raise PlaygroundError("The bot did not answer the inline query.", status=408)
    return query.answer


async def choose_inline(request: web.Request) -> web.Response:
    """Send result ``result_id`` of the inline query ``query_id``."""
    given = await read_body(request)
    telegram, person, _ = who_and_where(request, given)
    message = acting.choose_inline(
        telegram, person, text(given, "query_id"), text(given, "result_id"), text(given, "query", "")
    )
    return web.json_response({"message_id": message.message_id})


async def add_group(request: web.Request) -> web.Response:
    """Make a group called ``title`` of ``members`` and the bot."""
    given = await read_body(request)
    members = given.get("members")
    if not isinstance(members, list) or not members:
        raise PlaygroundError('"members" must be a list of people.')
    telegram = request.app[TELEGRAM]
    people = [acting.find_person(telegram, key) for key in members]
    return web.json_response({"chat": telegram.add_group(text(given, "title"), people).id})


async def move_clock(request: web.Request) -> web.Response:
    """Set the clock with ``now`` or move it with ``advance``."""
    given = await read_body(request)
    clock = request.app[CLOCK]
    if ("now" in given) == ("advance" in given):
        raise PlaygroundError('Give either "now" or "advance".')
    try:
        if "now" in given:
            clock.set(datetime.fromisoformat(text(given, "now")))
        else:
            clock.advance(parse_duration(given["advance"]))
    except ValueError:
        raise PlaygroundError(f"{given['now']!r} is no date and time; write 2025-10-28T09:00.") from None
    except OverflowError:
        raise PlaygroundError("No calendar goes that far.") from None
    moved = view_clock(clock.now())
    request.app[TELEGRAM].events.publish("clock", **moved)
    return web.json_response(moved)
