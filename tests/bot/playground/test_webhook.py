"""Updates delivered to the bot's own address."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from bot.playground.webhook import SECRET_HEADER
from tests.bot.playground.harness import Playground


@dataclass
class Receiver:
    """The bot's end: records what arrives and answers with *status*."""

    status: Callable[[dict[str, Any]], int] = lambda _: 200
    url: str = ""
    secrets: list[str | None] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.secrets.append(request.headers.get(SECRET_HEADER))
        self.texts.append(update["message"]["text"])
        self.arrived.set()
        return web.Response(status=self.status(update), headers={"Retry-After": "0.01"})

    async def until(self, count: int) -> None:
        """Wait until *count* deliveries have been tried."""
        async with asyncio.timeout(10):
            while len(self.texts) < count:
                self.arrived.clear()
                await self.arrived.wait()


@contextlib.asynccontextmanager
async def receiver(status: Callable[[dict[str, Any]], int] = lambda _: 200) -> AsyncIterator[Receiver]:
    receiving = Receiver(status)
    app = web.Application()
    app.router.add_post("/hook", receiving.handle)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiving.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        yield receiving
    finally:
        await runner.cleanup()


async def test_updates_arrive_in_order_with_the_secret(playground: Playground) -> None:
    async with receiver() as bot:
        await playground.post("messages", person="official", text="trước")
        await playground.result("setWebhook", url=bot.url, secret_token="bi-mat")
        for number in range(5):
            await playground.post("messages", person="official", text=str(number))
        await bot.until(6)
        assert bot.texts == ["trước", "0", "1", "2", "3", "4"]
        assert set(bot.secrets) == {"bi-mat"}
        await playground.result("deleteWebhook")
    assert await playground.result("getUpdates") == []


async def test_a_refused_update_is_tried_again_before_the_next_of_its_chat(playground: Playground) -> None:
    failures = iter([500, 500])
    async with receiver(lambda update: next(failures, 200) if update["message"]["text"] == "một" else 200) as bot:
        await playground.result("setWebhook", url=bot.url)
        await playground.post("messages", person="official", text="một")
        await playground.post("messages", person="official", text="hai")
        await bot.until(4)
        assert bot.texts == ["một", "một", "một", "hai"]
        info = await playground.result("getWebhookInfo")
        assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
        await playground.result("deleteWebhook")


async def test_one_chat_does_not_wait_for_another(playground: Playground) -> None:
    async with receiver(lambda update: 500 if update["message"]["chat"]["id"] == 1002 else 200) as bot:
        await playground.result("setWebhook", url=bot.url)
        await playground.post("messages", person="official", text="mãi không được")
        await playground.post("messages", person="staff", text="được ngay")
        async with asyncio.timeout(10):
            while "được ngay" not in bot.texts:
                await bot.until(len(bot.texts) + 1)
        await playground.result("deleteWebhook")
    assert [update["message"]["text"] for update in playground.waiting()] == ["mãi không được"]


async def test_pending_updates_can_be_dropped(playground: Playground) -> None:
    await playground.post("messages", person="official", text="một")
    assert (await playground.result("getWebhookInfo"))["pending_update_count"] == 1
    await playground.result("deleteWebhook", drop_pending_updates=True)
    assert (await playground.result("getWebhookInfo"))["pending_update_count"] == 0


async def test_nobody_at_the_address_is_noted(playground: Playground) -> None:
    await playground.result("setWebhook", url="http://127.0.0.1:9/hook")
    await playground.post("messages", person="official", text="một")
    info: dict[str, Any] = {}
    async with asyncio.timeout(10):
        while "last_error_message" not in info:
            info = await playground.result("getWebhookInfo")
    assert info["last_error_message"] == "Connection refused"
