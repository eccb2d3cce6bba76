"""A playground on a real socket, somebody to drive it, and a small bot to talk to; for any test that needs them."""

import asyncio
import base64
import contextlib
import html
import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.clock import MovableClock
from bot.playground.keys import TELEGRAM
from bot.playground.limits import Rates
from bot.playground.server import TOKEN, create_app
from bot.playground.state import Telegram

# Two pixels, red and green.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR42mP4z8DA8J8BAAf/Af+4BDXgAAAAAElFTkSuQmCC"
)
START = datetime.fromisoformat("2025-10-20T09:00:00+07:00")


@dataclass
class Playground:
    """A running playground; ``api`` speaks as the bot, ``post`` and ``get`` as the page does."""

    base: str
    telegram: Telegram
    clock: MovableClock
    http: aiohttp.ClientSession

    async def api(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call a Bot API method with JSON and return the whole answer."""
        async with self.http.post(f"/bot{TOKEN}/{method}", json=parameters) as answer:
            body: dict[str, Any] = await answer.json()
            assert answer.status == (200 if body["ok"] else body["error_code"])
            return body

    async def result(self, method: str, **parameters: Any) -> Any:
        body = await self.api(method, **parameters)
        assert body["ok"], body
        return body["result"]

    async def refusal(self, method: str, **parameters: Any) -> str:
        body = await self.api(method, **parameters)
        assert not body["ok"], body
        return str(body["description"])

    async def post(self, path: str, **body: Any) -> Any:
        async with self.http.post(f"/playground/{path}", json=body) as answer:
            return await answer.json() | ({} if answer.ok else {"status": answer.status})

    async def get(self, path: str, **query: Any) -> Any:
        async with self.http.get(f"/playground/{path}", params=query) as answer:
            return await answer.json()

    def waiting(self) -> list[dict[str, Any]]:
        """Return the updates that wait for the bot, without confirming them."""
        return [update.wire() for update in self.telegram.updates.pending()]


@contextlib.asynccontextmanager
async def running_playground(rates: Rates | None = None) -> AsyncIterator[Playground]:
    """Serve a playground on a free port of this machine."""
    clock = MovableClock()
    clock.set(START)
    app = create_app(clock, rates=rates)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        base = f"http://127.0.0.1:{runner.addresses[0][1]}"
        async with aiohttp.ClientSession(base) as http:
            yield Playground(base, app[TELEGRAM], clock, http)
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def echo_bot(playground: Playground) -> AsyncIterator[None]:
    """Run a bot that says what it was told, with a button that changes what it said."""
    task = asyncio.create_task(_echo(playground))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _echo(playground: Playground) -> None:
    offset = 0
    while True:
        for update in await playground.result("getUpdates", offset=offset, timeout=20):
            offset = update["update_id"] + 1
            if message := update.get("message") or update.get("edited_message"):
                await _echo_message(playground, message, was_edited="edited_message" in update)
            elif query := update.get("callback_query"):
                await _echo_press(playground, query)


async def _echo_message(playground: Playground, message: dict[str, Any], *, was_edited: bool) -> None:
    await playground.result("sendChatAction", chat_id=message["chat"]["id"], action="typing")
    verb = "sửa thành" if was_edited else "viết"
    await playground.result(
        "sendMessage",
        chat_id=message["chat"]["id"],
        text=f"Bạn {verb}: <b>{html.escape(message.get('text', ''))}</b>\n<i>dòng hai</i> <code>khai sinh 12/12</code>",
        parse_mode="HTML",
        reply_markup={"inline_keyboard": [[{"text": "Đổi", "callback_data": "change"}]]},
    )


async def _echo_press(playground: Playground, query: dict[str, Any]) -> None:
    message = query["message"]
    await playground.result("answerCallbackQuery", callback_query_id=query["id"], text="Đã đổi")
    await playground.result(
        "editMessageText", chat_id=message["chat"]["id"], message_id=message["message_id"], text="Đã đổi câu trả lời"
    )


CHROMIUM_ARGUMENTS = (
    "--no-sandbox",  # the tests may run as root, where Chromium has no sandbox
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def chromium_path() -> str:
    """Return where Chromium is; without one, skip the test, or fail it where CI is set."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        reason = "no Chromium on this machine (Debian: apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path
