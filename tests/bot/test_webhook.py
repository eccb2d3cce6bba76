"""The whole bot with Telegram coming to it: the local Bot API server, a reverse proxy that can fail, the bot."""

import asyncio
import io
import json
import os
import sqlite3
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.intake import Reception
from bot.lanes import Lanes
from bot.pace import Pace
from bot.playground.server import TOKEN
from bot.playground.webhook import Webhook as KnownWebhook
from bot.service import Service
from bot.transport import BotApi, Transport
from bot.web import listening
from bot.webhook import SECRET_HEADER, Address, Webhook, WebhookRefusedError
from bot.writer import Writer
from storage.inbox import Item
from tests import updates
from tests.bot.playground.harness import START, Playground, running_playground
from tests.bot.running import DEADLINE_SECONDS, prepare_nothing, until
from tests.fakes import FakeLibrary, FakeTelegram, Fault, serving

SECRET = "bi-mat_2025"


@dataclass
class Front:
    """What stands before a bot on the internet."""

    http: aiohttp.ClientSession
    url: str = ""  # where Telegram comes to
    bot: str = ""  # host:port that it is led on to
    is_down: bool = False
    cuts: int = 0  # so many of the next answers are lost on their way
    statuses: list[int] = field(default_factory=list)  # what the bot has answered
    on_answer: Callable[[], Awaitable[object]] | None = None

    async def lead_on(self, request: web.Request) -> web.Response:
        if self.is_down:
            return web.Response(status=502, headers={"Retry-After": "0.05"})
        try:
            status, headers = await self.deliver(await request.read(), request.headers.get(SECRET_HEADER, ""))
        except aiohttp.ClientError:
            return web.Response(status=502, headers={"Retry-After": "0.05"})
        self.statuses.append(status)
        if self.on_answer:
            await self.on_answer()
        if self.cuts:
            self.cuts -= 1
            assert request.transport is not None
            request.transport.close()
        return web.Response(status=status, headers=headers)

    async def deliver(self, body: bytes | Any, secret: str = SECRET) -> tuple[int, dict[str, str]]:
        """POST *body*, as JSON unless it is bytes, to the bot; status and what was said about coming again."""
        data = io.BytesIO(body if isinstance(body, bytes) else json.dumps(body).encode())
        headers = {SECRET_HEADER: secret}
        async with self.http.post(f"http://{self.bot}/hook", data=data, headers=headers) as answer:
            return answer.status, {name: value for name, value in answer.headers.items() if name == "Retry-After"}


@pytest.fixture
async def playground() -> AsyncIterator[Playground]:
    async with running_playground() as playground:
        yield playground


@pytest.fixture
async def front() -> AsyncIterator[Front]:
    app = web.Application()
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    async with aiohttp.ClientSession() as http:
        front = Front(http)
        app.router.add_post("/hook", front.lead_on)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        front.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        yield front
        await runner.cleanup()


def service_at(playground: Playground, webhook: Address | None, database: Path | None = None) -> Service:
    return Service(
        token=SecretStr(TOKEN),
        api_url=playground.base,
        database=database,
        library=FakeLibrary(),  # type: ignore[arg-type]  # the methods that the handlers use
        clock=playground.clock,
        pace=Pace(None),
        prepare=prepare_nothing,
        webhook=webhook,
    )


@asynccontextmanager
async def running(
    playground: Playground, front: Front, database: Path | None = None, *, look_seconds: float = 60.0
) -> AsyncIterator[Service]:
    """A bot behind *front* that runs for the length of the block."""
    service = service_at(playground, Address(front.url, SecretStr(SECRET), look_seconds), database)
    stop = asyncio.Event()
    async with listening(service, "127.0.0.1:0") as address:
        front.bot = str(address)
        task = asyncio.create_task(service.run(stop))
        try:
            await until(lambda: hook(playground) is not None or task.done())
            yield service
        finally:
            stop.set()
            await task


def hook(playground: Playground) -> KnownWebhook | None:
    """What Telegram knows of the webhook."""
    return playground.telegram.webhook


async def answers(playground: Playground, count: int, person: str = "official") -> list[str]:
    """The first words of the bot's answers to *person*, once there are *count*."""
    async with asyncio.timeout(DEADLINE_SECONDS):
        while True:
            messages = await playground.get("messages", person=person)
            texts = [message["text"].split(" · ")[0] for message in messages if message["from"] == "bot"]
            if len(texts) >= count:
                return texts
            await asyncio.sleep(0.02)


async def test_a_question_comes_in_and_the_answer_goes_out(playground: Playground, front: Front) -> None:
    async with running(playground, front) as service:
        await playground.post("messages", person="official", text="một")
        assert await answers(playground, 1) == ["một"]
        info = await playground.result("getWebhookInfo")
        assert (info["url"], info["max_connections"], info["pending_update_count"]) == (front.url, 20, 0)
        assert info["allowed_updates"] == [
            *("callback_query", "edited_message", "inline_query", "message", "my_chat_member")
        ]
        assert (await service.counts())["inbox"] == {"done": 1}


async def test_300_questions_are_answered_in_the_order_of_their_chat(playground: Playground, front: Front) -> None:
    async with running(playground, front):
        for number in range(100):
            for person in ("official", "staff", "stranger"):
                await playground.post("messages", person=person, text=f"câu {number}")
        for person in ("official", "staff", "stranger"):
            assert await answers(playground, 100, person) == [f"câu {number}" for number in range(100)]


@pytest.mark.parametrize("secret", ["", SECRET[:-1], SECRET + "x", "bí-mật"])
async def test_who_does_not_know_the_secret_is_turned_away(playground: Playground, front: Front, secret: str) -> None:
    async with running(playground, front) as service:
        assert (await front.deliver(updates.text("một"), secret))[0] == 401
        assert (await front.deliver(b"x" * (2 << 20), secret))[0] == 401
        assert (await service.counts())["inbox"] == {}


async def test_a_secret_that_is_no_text_is_wrong_too(playground: Playground, front: Front) -> None:
    async with running(playground, front):
        host, port = front.bot.split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"POST /hook HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: \xff\xfe\r\n")
        writer.write(b"Content-Length: 2\r\nConnection: close\r\n\r\n{}")
        assert await reader.readline() == b"HTTP/1.1 401 Unauthorized\r\n"
        writer.close()
        await writer.wait_closed()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b"", 400, id="nothing"),
        pytest.param(b'{"update_id": 1', 400, id="half"),
        pytest.param(b"\xff\xfe\xff", 400, id="no-text"),
        pytest.param(b"[" * 200_000, 400, id="brackets-in-brackets"),
        pytest.param([updates.text("một")], 400, id="a-list"),
        pytest.param({"message": {}}, 400, id="without-a-number"),
        pytest.param({"update_id": "1"}, 400, id="the-number-is-a-text"),
        pytest.param({"update_id": 1, "message": "x" * (1 << 20)}, 413, id="huge"),
    ],
)
async def test_what_is_no_update_is_not_stored(playground: Playground, front: Front, body: Any, status: int) -> None:
    async with running(playground, front) as service:
        assert (await front.deliver(body))[0] == status
        assert (await service.counts())["inbox"] == {}


async def test_an_update_that_cannot_be_dealt_with_is_taken_all_the_same(playground: Playground, front: Front) -> None:
    async with running(playground, front) as service:
        assert (await front.deliver({"update_id": 50, "message": {"chat": {}}}))[0] == 200
        await playground.post("messages", person="official", text="một")
        assert await answers(playground, 1) == ["một"]
        assert (await service.counts())["inbox"] == {"dead": 1, "done": 1}


async def test_what_is_brought_several_times_is_answered_once(playground: Playground, front: Front) -> None:
    update = updates.text("một", user_id=1002)
    async with running(playground, front) as service:
        together = await asyncio.gather(*(front.deliver(update) for _ in range(5)))
        assert [status for status, _ in [*together, await front.deliver(update)]] == [200] * 6
        await playground.post("messages", person="official", text="hai")
        assert await answers(playground, 2) == ["một", "hai"]
        assert (await service.counts())["inbox"] == {"done": 2}


async def test_an_update_whose_receipt_was_lost_is_answered_once(playground: Playground, front: Front) -> None:
    front.cuts = 1
    async with running(playground, front) as service:
        await playground.post("messages", person="official", text="một")
        await playground.post("messages", person="official", text="hai")
        await until(lambda: front.statuses == [200, 200, 200])
        assert await answers(playground, 2) == ["một", "hai"]
        assert (await service.counts())["inbox"] == {"done": 2}


async def test_what_came_while_the_bot_was_stopped_is_brought_afterwards(
    playground: Playground, front: Front, tmp_path: Path
) -> None:
    async with running(playground, front, tmp_path / "x.sqlite3"):
        await playground.post("messages", person="official", text="một")
        await answers(playground, 1)
    await playground.post("messages", person="official", text="hai")
    await playground.post("messages", person="official", text="ba")
    await until(lambda: hook(playground).last_error != "")  # type: ignore[union-attr]  # a stop leaves it there
    async with running(playground, front, tmp_path / "x.sqlite3"):
        assert await answers(playground, 3) == ["một", "hai", "ba"]


async def test_a_bot_that_goes_over_to_polling_gets_what_waits(
    playground: Playground, front: Front, tmp_path: Path
) -> None:
    async with running(playground, front, tmp_path / "x.sqlite3"):
        await playground.post("messages", person="official", text="một")
        await answers(playground, 1)
    await playground.post("messages", person="official", text="hai")
    stop = asyncio.Event()
    polling = asyncio.create_task(service_at(playground, None, tmp_path / "x.sqlite3").run(stop))
    assert await answers(playground, 2) == ["một", "hai"]
    assert hook(playground) is None
    stop.set()
    await polling


async def test_a_full_disk_delays_and_loses_nothing(playground: Playground, front: Front, tmp_path: Path) -> None:
    async with running(playground, front, tmp_path / "x.sqlite3") as service:
        pages = await service.writer.run(lambda db: db.conn.execute("PRAGMA max_page_count = 1").fetchone()[0])
        await playground.post("messages", person="official", text="dài " * 1000)
        await until(lambda: 503 in front.statuses)
        await service.writer.run(lambda db: db.conn.execute(f"PRAGMA max_page_count = {pages * 100}").fetchone())
        assert len(await answers(playground, 1)) == 1
        assert front.statuses[-1] == 200


async def test_telegram_is_asked_to_come_again_while_the_lanes_are_full(front: Front, playground: Playground) -> None:
    gate = asyncio.Event()

    async def handle(_item: Item) -> None:
        await gate.wait()

    transport, writer, lanes = Transport(), Writer(None), Lanes(handle)
    await writer.start()
    lanes.add(Item(-number, number, "") for number in range(1, 2001))
    api = BotApi(transport, playground.base, SecretStr(TOKEN))
    webhook = Webhook(api, Reception(writer, lanes, playground.clock.now), Address(front.url, SecretStr(SECRET)))
    task = asyncio.create_task(webhook.run())
    async with served(webhook) as front.bot:
        await until(lambda: hook(playground) is not None)
        assert await front.deliver(updates.text("một")) == (503, {"Retry-After": "2"})
        gate.set()
        await until(lambda: lanes.waiting == 0)
        assert await front.deliver(updates.text("hai")) == (200, {})
        await until(lambda: lanes.waiting == 0)
        task.cancel()
        await asyncio.wait([task])
        assert await front.deliver(updates.text("ba")) == (503, {"Retry-After": "2"})
    stored = await writer.run(lambda db: db.conn.execute("SELECT count(*) FROM inbox").fetchone()[0])
    assert stored == 1
    await writer.close()
    await transport.close()


@asynccontextmanager
async def served(webhook: Webhook) -> AsyncIterator[str]:
    """*webhook* alone, at the host:port that it yields."""
    app = web.Application()
    app.router.add_post(webhook.path, webhook.receive)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_telegram_s_complaints_are_logged_and_shown_until_it_gets_through(
    playground: Playground, front: Front
) -> None:
    front.is_down = True
    with capture_logs() as log:
        async with running(playground, front, look_seconds=0.05) as service:
            await until(lambda: service.intake.report()["pending_updates"] == 0)  # it has looked once
            assert await health(front) == (200, {"alive": True, "pending_updates": 0})
            await playground.post("messages", person="official", text="một")
            await until(lambda: any(line["event"] == "webhook_failing" for line in log))
            assert await health(front) == (503, {"alive": False, "pending_updates": 1})
            assert not service.intake.is_alive
            front.is_down = False
            await answers(playground, 1)
            await until(lambda: service.intake.report()["pending_updates"] == 0)
            assert await health(front) == (200, {"alive": True, "pending_updates": 0})
    complaint = next(line for line in log if line["event"] == "webhook_failing")
    assert complaint["why"] == "Wrong response from the webhook: 502 Bad Gateway"
    assert complaint["pending"] == 1
    assert complaint["last_error_at"].startswith(START.date().isoformat())
    assert front.url not in json.dumps(log)


async def health(front: Front) -> tuple[int, dict[str, Any]]:
    """What the health page says of updates."""
    async with front.http.get(f"http://{front.bot}/health") as answer:
        report = await answer.json()
    assert set(report) == {
        "alive",
        "storing",
        "seconds_since_last_sign",
        "pending_updates",
        "sqlite",
        "inbox",
        "outbox",
    }
    return answer.status, {name: report[name] for name in ("alive", "pending_updates")}


async def test_a_webhook_that_somebody_took_away_is_set_again(playground: Playground, front: Front) -> None:
    async with running(playground, front, look_seconds=0.05):
        await playground.result("deleteWebhook")
        await playground.post("messages", person="official", text="một")
        assert await answers(playground, 1) == ["một"]
        assert hook(playground) is not None


async def test_an_address_that_telegram_refuses_ends_the_bot(playground: Playground) -> None:
    service = service_at(playground, Address("ftp://example.org/hook"))
    with pytest.raises(WebhookRefusedError, match="Bad Request: bad webhook: Wrong HTTP URL"):
        await service.run(asyncio.Event())


@pytest.mark.parametrize(
    "faults",
    [
        pytest.param([Fault("getWebhookInfo", 404, "<html>", times=2)], id="404-of-a-proxy"),
        pytest.param([Fault("getWebhookInfo", 400, "<html>", times=2)], id="400-of-a-proxy"),
        pytest.param([Fault("setWebhook", 404, "<html>", times=2)], id="404-of-a-proxy-at-the-start"),
    ],
)
async def test_a_webhook_outlives(faults: list[Fault]) -> None:
    async with telling(FakeTelegram(faults=faults)) as (telegram, task):
        await until(lambda: len(telegram.sent("getWebhookInfo")) > 1)
        assert not task.done()
    assert all(fault.times == 0 for fault in faults)
    assert len(telegram.sent("setWebhook")) == 1


async def test_an_address_that_telegram_once_took_ends_the_bot_no_more() -> None:
    moved = [Fault("getWebhookInfo", 200, {"ok": True, "result": {"url": url}}) for url in ("https://a", "https://b")]
    unresolved = {"ok": False, "description": "Bad Request: bad webhook: Failed to resolve host"}
    telegram = FakeTelegram()
    with capture_logs() as log:
        async with telling(telegram) as (_, task):
            await until(lambda: len(telegram.sent("getWebhookInfo")) > 0)
            telegram.faults += [*moved, Fault("setWebhook", 400, unresolved)]
            await until(lambda: len(telegram.sent("setWebhook")) == 2)
            assert not task.done()
    assert [line["why"] for line in log if line["event"] == "webhook_refused"] == [unresolved["description"]]


@asynccontextmanager
async def telling(fake: FakeTelegram) -> AsyncIterator[tuple[FakeTelegram, asyncio.Task[None]]]:
    """A webhook alone that tells *fake* of itself and looks after it often."""
    async with serving(fake) as telegram:
        transport, writer = Transport(), Writer(None)
        await writer.start()
        api = BotApi(transport, telegram.url, SecretStr("4242:secret-secret-secret-secret-secret"))
        lanes = Lanes(lambda _item: asyncio.sleep(0))
        address = Address("https://example.org/x", look_seconds=0.02)
        task = asyncio.create_task(Webhook(api, Reception(writer, lanes, lambda: START), address).run())
        yield telegram, task
        task.cancel()
        await asyncio.wait([task])
        await writer.close()
        await transport.close()


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Fault("setWebhook", 429, {"ok": False, "parameters": {"retry_after": 1}}), id="429"),
        pytest.param(Fault("setWebhook", 502, "Bad Gateway"), id="502"),
        pytest.param(Fault("setWebhook", hang=True), id="connection-cut"),
        pytest.param(Fault("setWebhook", hang=True, effect=True), id="connection-cut-too-late"),
    ],
)
async def test_telegram_is_told_again_when_it_may_not_have_heard(fault: Fault) -> None:
    async with telling(FakeTelegram(faults=[fault])) as (telegram, _):
        await until(lambda: len(telegram.sent("getWebhookInfo")) == 1)
    told = telegram.sent("setWebhook")
    assert {call["url"] for call in told} == {"https://example.org/x"}
    assert len({call["secret_token"] for call in told}) == 1
    assert all("drop_pending_updates" not in call for call in told)


def test_each_start_has_a_secret_of_its_own() -> None:
    first, second = (Address("https://example.org/x").secret.get_secret_value() for _ in range(2))
    assert first != second
    assert len(first) >= 40


async def test_killed_between_storing_and_confirming(
    playground: Playground, front: Front, tmp_path: Path, unused_tcp_port: int
) -> None:
    """The program as somebody runs it, killed as soon as it says that it has stored an update."""
    front.bot = f"127.0.0.1:{unused_tcp_port}"
    first = await start(playground, front, tmp_path / "x.sqlite3")

    async def kill() -> None:
        if first.returncode is None:
            first.kill()
            await first.wait()

    front.on_answer, front.cuts = kill, 1
    await until(lambda: hook(playground) is not None)
    await playground.post("messages", person="official", text="/help")
    await until(lambda: first.returncode is not None)
    second = await start(playground, front, tmp_path / "x.sqlite3")
    await answers(playground, 1)
    await until(lambda: front.statuses.count(200) >= 2)
    await until(lambda: not playground.waiting())
    second.terminate()
    assert await second.wait() == 0
    with closing(sqlite3.connect(tmp_path / "x.sqlite3")) as db:
        assert db.execute("SELECT state FROM inbox").fetchall() == [("done",)]
        assert db.execute("SELECT count(*) FROM outbox").fetchone() == (1,)


async def start(playground: Playground, front: Front, database: Path) -> Process:
    """``sotay run`` behind *front*, in a process of its own."""
    settings = {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": playground.base,
        "BOT_DATABASE": str(database),
        "BOT_LISTEN": front.bot,
        "BOT_WEBHOOK_URL": front.url,
        "BOT_WEBHOOK_SECRET": SECRET,
    }
    command = (sys.executable, "-m", "bot", "run")
    return await asyncio.create_subprocess_exec(*command, env=os.environ | settings, stderr=DEVNULL)
