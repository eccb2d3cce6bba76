"""The local Telegram as a web application: the Bot API, /playground/… and the chat page on one port."""

import asyncio
import contextlib
import inspect
from collections.abc import AsyncIterator, Iterable
from urllib.parse import quote

import aiohttp
from aiohttp import web

from bot.clock import MovableClock
from bot.playground.errors import ApiError, method_not_found, unauthorized
from bot.playground.keys import CLOCK, TELEGRAM
from bot.playground.limits import Rates
from bot.playground.methods import METHODS
from bot.playground.parameters import read_parameters
from bot.playground.people import DEMO_PEOPLE, Person
from bot.playground.sending import MAX_UPLOAD_BYTES
from bot.playground.state import Telegram
from bot.playground.web import add_routes
from bot.playground.webhook import WebhookDelivery

TOKEN = "1000001:sotay-playground"  # noqa: S105 - opens nothing but the playground of this machine


def create_app(
    clock: MovableClock,
    *,
    people: Iterable[Person] = DEMO_PEOPLE,
    token: str = TOKEN,
    rates: Rates | None = Rates(),  # noqa: B008 - frozen
) -> web.Application:
    """Make a local Telegram for one bot.

    Args:
        clock: The time in this Telegram; the page moves it. A bot in the same process shares it.
        people: Who can write to the bot.
        token: The bot's token, "<number>:<secret>".
        rates: How fast the bot may send; None for as fast as it can.

    Returns:
        The application; ``app[TELEGRAM]`` is the state behind it.
    """
    app = web.Application(client_max_size=MAX_UPLOAD_BYTES + 1024 * 1024)
    app[TELEGRAM] = Telegram(clock, token=token, people=people, rates=rates)
    app[CLOCK] = clock
    app.router.add_route("*", "/bot{token}/{method}", _call)
    app.router.add_get("/file/bot{token}/files/{file_id}/{name}", _download)
    add_routes(app)
    app.cleanup_ctx.append(_webhooks)
    app.on_shutdown.append(_let_go)
    return app


async def _call(request: web.Request) -> web.Response:
    """Answer a Bot API call."""
    try:
        telegram = _authorized(request)
        method = METHODS.get(request.match_info["method"].lower())
        if method is None:
            raise method_not_found()
        result = method(telegram, await read_parameters(request))
        if inspect.isawaitable(result):
            result = await result
    except ApiError as error:
        return web.json_response(error.wire(), status=error.code)
    except web.HTTPRequestEntityTooLarge:
        too_large = ApiError(413, "Request Entity Too Large")
        return web.json_response(too_large.wire(), status=too_large.code)
    return web.json_response({"ok": True, "result": result})


async def _download(request: web.Request) -> web.Response:
    """Serve a file that ``getFile`` told of."""
    try:
        stored = _authorized(request).files.get(request.match_info["file_id"])
        if stored is None:
            raise ApiError(404, "Not Found")
    except ApiError as error:
        return web.json_response(error.wire(), status=error.code)
    disposition = f"attachment; filename*=UTF-8''{quote(stored.name)}"
    return web.Response(body=stored.data, headers={"Content-Disposition": disposition})


def _authorized(request: web.Request) -> Telegram:
    telegram = request.app[TELEGRAM]
    if request.match_info["token"] != telegram.token:
        raise unauthorized()
    return telegram


async def _webhooks(app: web.Application) -> AsyncIterator[None]:
    """Deliver updates to the bot's webhook, if it sets one, for as long as the application runs."""
    async with aiohttp.ClientSession() as session:
        delivery = asyncio.create_task(WebhookDelivery(app[TELEGRAM], session).run())
        yield
        delivery.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await delivery


async def _let_go(app: web.Application) -> None:
    app[TELEGRAM].close()
