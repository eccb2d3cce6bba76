"""Work beside the answering. It may fail, but neither silently nor for good."""

import asyncio
from collections.abc import Coroutine
from typing import Any, NoReturn

import structlog

from bot.backoff import Backoff
from bot.turns import Work
from handlers.errors import describe

_LONGEST_SECONDS = 5.0  # between two attempts of what is done often: the command line waits ten for an errand


async def for_ever(name: str, work: Work, *, every: float) -> NoReturn:
    """Do *work* again and again, with *every* seconds between; after a failure sooner, then less and less soon."""
    backoff = Backoff(max(every, _LONGEST_SECONDS))
    while True:
        try:
            await work()
        except Exception as error:
            pause = backoff.next_pause()
            failure = describe(error)
            structlog.get_logger().error(
                "background_failed", work=name, error=failure.kind, place=failure.place, pause=round(pause, 2)
            )
        else:
            pause = every
            backoff.reset()
        await asyncio.sleep(pause)


def in_background(work: Coroutine[Any, Any, None], name: str) -> "asyncio.Task[None]":
    """Start something that the bot can live without; should it end by a failure, the log says so."""
    task = asyncio.create_task(work, name=name)
    task.add_done_callback(_tell_of_failure)
    return task


def _tell_of_failure(task: "asyncio.Task[None]") -> None:
    error = None if task.cancelled() else task.exception()
    if error is not None:
        failure = describe(error)
        structlog.get_logger().error("background_ended", work=task.get_name(), error=failure.kind, place=failure.place)
