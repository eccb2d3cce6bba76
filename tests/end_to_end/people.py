"""The demonstration as ``sotay demo`` puts it together, in this process, and the people who use it."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import aiohttp

from bot.clock import MovableClock
from bot.demo import demonstration
from bot.logs import set_up_logging
from bot.playground.server import TOKEN
from knowledge.library import Library

START = datetime.fromisoformat("2025-04-20T09:00:00+07:00")
PATIENCE_SECONDS = 30.0


@cache
def library() -> Library:
    """The five plans, read once for all tests."""
    return Library.load()


@dataclass(frozen=True)
class Message:
    """A message of the bot as the person sees it."""

    id: int
    text: str
    html: str
    buttons: tuple[str, ...]
    edited: bool
    reply_to: int | None


@dataclass
class Demo:
    """A running demonstration."""

    url: str
    database: Path
    log: io.StringIO
    http: aiohttp.ClientSession

    def person(self, key: str) -> "Person":
        return Person(self, key)

    async def get(self, path: str, **query: Any) -> Any:
        async with self.http.get(f"/playground/{path}", params=query) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def post(self, path: str, **body: Any) -> Any:
        async with self.http.post(f"/playground/{path}", json=body) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def bot_api(self, method: str, **parameters: Any) -> Any:
        """Call the local Bot API as the bot does."""
        async with self.http.post(f"/bot{TOKEN}/{method}", json=parameters) as answer:
            return await answer.json()


@dataclass
class Person:
    """Somebody at the chat page, or in the group *chat*."""

    demo: Demo
    key: str
    chat: int | None = None

    @property
    def _where(self) -> dict[str, Any]:
        return {"person": self.key} | ({} if self.chat is None else {"chat": self.chat})

    async def sends(self, text: str, **more: Any) -> int:
        """Send a message, or with ``sticker`` a sticker; returns its id."""
        sent = await self.demo.post("messages", text=text, **self._where, **more)
        return int(sent["message_id"])

    async def says(self, text: str, **more: Any) -> Message:
        """Send a message and wait for what the bot answers."""
        return await self.hears(after=await self.sends(text, **more))

    async def edits(self, message_id: int, text: str) -> Message:
        """Change an own message and wait for what the bot answers."""
        newest = (await self.messages())[-1]["message_id"]
        await self.demo.post("edits", message_id=message_id, text=text, **self._where)
        return await self.hears(after=newest)

    async def presses(self, label: str, message: Message) -> Message:
        """Press a button and wait for what comes of it: a new message, or the same one changed."""
        newest = (await self.messages())[-1]["message_id"]
        await self.demo.post("presses", message_id=message.id, label=label, **self._where)
        return await self.hears(after=newest)

    async def hears(self, after: int) -> Message:
        """The next message of the bot after the message *after*, or the next that it changes."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                for message in await self.demo.get("messages", after=after, wait=PATIENCE_SECONDS, **self._where):
                    if message["from"] == "bot":
                        return _message(message)

    async def messages(self) -> list[dict[str, Any]]:
        """Everything in the chat."""
        found: list[dict[str, Any]] = await self.demo.get("messages", **self._where)
        return found

    async def heard(self) -> list[Message]:
        """Everything that the bot said in the chat."""
        return [_message(message) for message in await self.messages() if message["from"] == "bot"]

    async def types_inline(self, query: str) -> list[dict[str, str]]:
        """Type a question behind the bot's name in some other chat; returns what is offered."""
        answer = await self.demo.post("inline", person=self.key, query=query)
        offered: list[dict[str, str]] = answer["results"]
        return offered


def _message(found: dict[str, Any]) -> Message:
    buttons = tuple(label for row in found["buttons"] for label in row)
    number = found["message_id"]
    return Message(number, found["text"], found["html"], buttons, found["edited"], found["reply_to"])


@asynccontextmanager
async def running_demo(database: Path, plans: Library | None = None) -> AsyncIterator[Demo]:
    """The demonstration for the length of the block; afterwards it has ended in order."""
    clock = MovableClock()
    clock.set(START)
    log = io.StringIO()
    set_up_logging(log)
    stop = asyncio.Event()
    async with demonstration(plans or library(), clock, database, port=0) as (url, service):
        running = asyncio.create_task(service.run(stop))
        try:
            async with aiohttp.ClientSession(url) as http:
                yield Demo(url, database, log, http)
        finally:
            stop.set()
            await running
