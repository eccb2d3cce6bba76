"""``sotay demo`` as somebody runs it: one command, then a question on the chat page's own interface."""

import asyncio
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp


@asynccontextmanager
async def demo(*arguments: str) -> AsyncIterator[tuple[Process, str]]:
    """A running demonstration, and its address."""
    command = (sys.executable, "-u", "-m", "bot", "demo", "--port", "0", *arguments)
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE)
    assert process.stdout is not None
    try:
        async with asyncio.timeout(20):
            line = (await process.stdout.readline()).decode()
        (url,) = re.findall(r"http://\S+", line)
        yield process, url
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def said_by_the_bot(session: aiohttp.ClientSession, url: str, person: str, after: int) -> dict[str, Any]:
    """The next message of the bot to *person*."""
    async with asyncio.timeout(20):
        while True:
            query = f"person={person}&after={after}&wait=5"
            async with session.get(f"{url}/playground/messages?{query}") as response:
                for message in await response.json():
                    if message["from"] == "bot":
                        return dict(message)


async def test_a_question_is_answered_and_the_end_is_in_order() -> None:
    async with demo("--now", "2025-04-20") as (process, url), aiohttp.ClientSession() as session:
        body = {"person": "official", "text": "/help"}
        async with session.post(f"{url}/playground/messages", json=body) as response:
            asked = (await response.json())["message_id"]
        answer = await said_by_the_bot(session, url, "official", asked)
        assert "Tân Khai" in answer["text"]
        async with session.get(f"{url}/playground/clock") as response:
            assert (await response.json())["now"].startswith("2025-04-20T00:0")
        process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(10):
            assert await process.wait() == 0


async def test_a_port_that_is_taken_is_named() -> None:
    async with demo() as (_, url):
        port = url.rsplit(":", 1)[1]
        command = (sys.executable, "-m", "bot", "demo", "--port", port)
        second = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE)
        _, complaint = await second.communicate()
    assert second.returncode == 2
    assert complaint.decode().splitlines()[0].startswith(f"Error: Port {port} cannot be used")
