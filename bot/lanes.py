"""Updates of one chat in order, chats beside each other.

A queue for each chat, and a limit only on what runs: what waits holds nobody up. (A lock for each chat behind a
common limit would let ten slow updates of one chat stall all the others.)
"""

import asyncio
import contextlib
import sqlite3
from collections import deque
from collections.abc import Awaitable, Callable, Iterable

import structlog

from bot.backoff import Backoff
from storage.inbox import Item

_AT_ONCE = 32
_MOST_WAITING = 2000  # more stay with Telegram, or in the database


class Lanes:
    """Runs one function over stored updates."""

    def __init__(self, handle: Callable[[Item], Awaitable[None]], *, at_once: int = _AT_ONCE) -> None:
        """Run *handle* on each item, *at_once* at most at the same time."""
        self._handle = handle
        self._running = asyncio.Semaphore(at_once)
        self._queues: dict[int, deque[Item]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._room = asyncio.Event()
        self._room.set()
        self._stopped = asyncio.Event()
        self.waiting = 0  # items taken up and not yet dealt with

    def add(self, items: Iterable[Item]) -> None:
        """Take up *items*, behind what their lanes hold."""
        for item in items:
            self.waiting += 1
            queue = self._queues.get(item.lane)
            if queue is not None:
                queue.append(item)
                continue
            self._queues[item.lane] = deque([item])
            task = asyncio.create_task(self._work_through(item.lane))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if self.waiting >= _MOST_WAITING:
            self._room.clear()

    async def room(self) -> None:
        """Wait until there is room for more."""
        await self._room.wait()

    async def stop(self, seconds: float) -> None:
        """Finish what runs, for at most *seconds*; what waits stays in the database for the next start."""
        self._stopped.set()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _work_through(self, lane: int) -> None:
        """Deal with the items of one lane until none is left."""
        queue, backoff = self._queues[lane], Backoff()
        while queue and not self._stopped.is_set():
            try:
                async with self._running:
                    await self._handle(queue[0])
            except sqlite3.OperationalError as error:
                # A full disk, most likely: nobody's update can be dealt with until somebody makes room.
                pause = backoff.next_pause()
                structlog.get_logger().error("update_waits", error=type(error).__name__, pause=round(pause, 2))
                await self._pause(pause)
                continue
            except Exception as error:
                # The row is still new in the database and is taken up again at the next start.
                structlog.get_logger().error("update_left", inbox=queue[0].id, error=type(error).__name__)
            backoff.reset()
            queue.popleft()
            self.waiting -= 1
            if self.waiting < _MOST_WAITING:
                self._room.set()
        del self._queues[lane]

    async def _pause(self, seconds: float) -> None:
        """Wait, unless it is time to stop."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stopped.wait()
