"""A local Telegram with many people, for bots in processes of their own."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import cycle

from aiohttp import web

from bot.clock import MovableClock
from bot.playground.acting import say
from bot.playground.keys import TELEGRAM
from bot.playground.people import Person
from bot.playground.server import create_app
from bot.playground.state import Telegram

PEOPLE = 50
_LOOK_SECONDS = 0.002
DEADLINE_SECONDS = 120.0


@dataclass
class Station:
    """The server: where it listens, and what happens in it."""

    url: str
    telegram: Telegram
    spoken: int = 0  # messages of people

    def speak(self, texts: Sequence[str]) -> None:
        """Let people, one after the other, send *texts*."""
        people = cycle(self.telegram.people.values())
        for text, person in zip(texts, people, strict=False):
            say(self.telegram, person, self.telegram.chats[person.user_id], text)
        self.spoken += len(texts)

    @property
    def answered(self) -> int:
        """Messages of the bot."""
        return sum(chat.last_message_id for chat in self.telegram.chats.values()) - self.spoken

    async def until_answered(self, count: int) -> None:
        """Wait until the bot has sent *count* messages in all."""
        async with asyncio.timeout(DEADLINE_SECONDS):
            while self.answered < count:  # noqa: ASYNC110 - the server's state has no event for this
                await asyncio.sleep(_LOOK_SECONDS)


@asynccontextmanager
async def station() -> AsyncIterator[Station]:
    """Serve a local Telegram without limits of pace."""
    people = [Person(f"p{number}", f"Người {number}", "official", 5000 + number) for number in range(PEOPLE)]
    app = create_app(MovableClock(), people=people, rates=None)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield Station(f"http://127.0.0.1:{runner.addresses[0][1]}", app[TELEGRAM])
    finally:
        await runner.cleanup()


@asynccontextmanager
async def bot_process(*arguments: str, environment: Mapping[str, str] | None = None) -> AsyncIterator[Process]:
    """Run ``python -m …`` for the length of the block."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *arguments, stdout=DEVNULL, stderr=DEVNULL, env={**os.environ, **(environment or {})}
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
