"""GET /playground/…: what can be seen, at once or as it happens."""

import json
import math
import time

from aiohttp import web

from bot.playground import acting
from bot.playground.asked import integer, who_and_where
from bot.playground.chats import Chat, Json
from bot.playground.errors import PlaygroundError
from bot.playground.keys import CLOCK, TELEGRAM
from bot.playground.profile import commands_shown
from bot.playground.state import BOT_USERNAME
from bot.playground.views import file_headers, view_chat, view_clock, view_event, view_message

MAX_WAIT_SECONDS = 60.0
_KEEP_ALIVE_SECONDS = 15.0


async def people(request: web.Request) -> web.Response:
    """List the people, each with the state of their chat with the bot."""
    telegram = request.app[TELEGRAM]
    return web.json_response(
        [
            {"person": person.key, "name": person.name, "role": person.role}
            | view_chat(acting.find_chat(telegram, person))
            for person in telegram.people.values()
        ]
    )


async def messages(request: web.Request) -> web.Response:
    """List the messages after ``after``, and those edited meanwhile; with ``wait``, wait for the first.

    ``since`` is the revision from which edits count. Without it each edit is told of once, if it came after what the
    person did last: who presses a button and then asks sees the edit, however quick the bot was.
    """
    telegram, _, chat = who_and_where(request, request.query)
    after = integer(request.query, "after", 0)
    since = integer(request.query, "since", chat.known)
    deadline = time.monotonic() + min(_seconds(request), MAX_WAIT_SECONDS)
    while not (found := _newer(chat, after, since)):
        if not await telegram.events.bell.wait(deadline - time.monotonic()):
            break
    if "after" in request.query and "since" not in request.query:
        chat.known = telegram.events.last
    return web.json_response(found)


def _newer(chat: Chat, after: int, since: int) -> list[Json]:
    return [
        view_message(message)
        for message in chat.messages.values()
        if message.message_id > after or message.revision > max(since, message.created)
    ]


def _seconds(request: web.Request) -> float:
    try:
        seconds = float(request.query.get("wait", "0"))
    except ValueError:
        seconds = math.nan
    if not math.isfinite(seconds):
        raise PlaygroundError('"wait" must be a number of seconds.')
    return seconds


async def commands(request: web.Request) -> web.Response:
    """List the commands menu as ``person`` sees it, with the bot's name and description."""
    telegram, person, chat = who_and_where(request, request.query)
    profile = telegram.profile
    descriptions = profile.descriptions
    return web.json_response(
        {
            "name": profile.names.get(person.language, profile.names[""]),
            "username": BOT_USERNAME,
            "description": descriptions.get(person.language, descriptions.get("", "")),
            "commands": commands_shown(telegram, chat, person.language),
        }
    )


async def clock(request: web.Request) -> web.Response:
    """Tell the time."""
    return web.json_response(view_clock(request.app[CLOCK].now()))


async def file(request: web.Request) -> web.Response:
    """Serve a file of a message: pictures are shown, all else is downloaded."""
    stored = request.app[TELEGRAM].files.get(request.match_info["file_id"])
    if stored is None:
        raise PlaygroundError("There is no such file.", status=404)
    return web.Response(body=stored.data, headers=file_headers(stored))


async def events(request: web.Request) -> web.StreamResponse:
    """Stream what happens from now on as server-sent events; a page that reconnects gets what it missed."""
    log = request.app[TELEGRAM].events
    number = integer(request.headers, "Last-Event-ID", log.last)
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    await response.write(b"retry: 500\n\n")
    try:
        while not log.bell.closed:
            for at, event in log.since(number):
                number = at
                await response.write(f"id: {at}\ndata: {json.dumps(view_event(event))}\n\n".encode())
            if not await log.bell.wait(_KEEP_ALIVE_SECONDS):
                await response.write(b": still here\n\n")
    except ConnectionError:  # the page was closed
        return response
    return response
