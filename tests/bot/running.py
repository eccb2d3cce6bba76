"""A whole bot against the fake Bot API server, in this process."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlite_utils import Database

from bot.clock import SystemClock
from bot.pace import Pace, Rates
from bot.service import Prepare, Service
from tests.fakes import TOKEN, FakeLibrary, FakeTelegram

DEADLINE_SECONDS = 20.0
NOW = SystemClock().now()


async def until(condition: Callable[[], bool]) -> None:
    """Wait for *condition*; fails when it does not come about."""
    async with asyncio.timeout(DEADLINE_SECONDS):
        while not condition():  # noqa: ASYNC110 - what is waited for happens in other processes too
            await asyncio.sleep(0.01)


def prepare_nothing(_db: Database, _now: datetime) -> None:
    """What a bot does to its database at the start that has nothing to do to it."""


def service_for(
    telegram: FakeTelegram,
    database: Path | None = None,
    rates: Rates | None = None,
    *,
    library: FakeLibrary | None = None,
    prepare: Prepare = prepare_nothing,
    **more: Any,
) -> Service:
    """A bot over the canned answers, unless told of another *library*; *more* goes to ``Service``."""
    return Service(
        token=SecretStr(TOKEN),
        api_url=telegram.url,
        database=database,
        library=library or FakeLibrary(),  # type: ignore[arg-type]  # the methods that the handlers use
        clock=SystemClock(),
        pace=Pace(rates),
        prepare=prepare,
        **more,
    )


@asynccontextmanager
async def running(
    telegram: FakeTelegram, database: Path | None = None, rates: Rates | None = None, **more: Any
) -> AsyncIterator[Service]:
    """A bot that runs for the length of the block; *more* goes to ``service_for``."""
    service = service_for(telegram, database, rates, **more)
    stop = asyncio.Event()
    task = asyncio.create_task(service.run(stop))
    try:
        yield service
    finally:
        stop.set()
        await task
