"""What just happened, for the chat page and for anybody who waits."""

import asyncio
from collections import deque
from typing import Any

Event = dict[str, Any]

_KEPT = 500  # a page that was away for longer reloads everything


class Bell:
    """Wakes everybody who waits; after ``close()`` nobody waits any more."""

    def __init__(self) -> None:
        self.closed = False
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake all who wait now."""
        for future in self._waiting:
            if not future.done():
                future.set_result(None)

    def close(self) -> None:
        """Wake all who wait, now and later."""
        self.closed = True
        self.ring()

    async def wait(self, seconds: float) -> bool:
        """Wait for a ring, at most *seconds*; tell whether it rang and is not closed."""
        if self.closed or seconds <= 0:
            return False
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await asyncio.wait_for(future, seconds)
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(future)
        return not self.closed


class EventLog:
    """The newest events, numbered from 1."""

    def __init__(self) -> None:
        self.bell = Bell()
        self.last = 0
        self._events: deque[tuple[int, Event]] = deque(maxlen=_KEPT)

    def publish(self, kind: str, **fields: Any) -> None:
        """Add an event and wake the waiting."""
        self.last += 1
        self._events.append((self.last, {"type": kind} | fields))
        self.bell.ring()

    def since(self, number: int) -> list[tuple[int, Event]]:
        """Return the events after *number*, oldest first, each with its number."""
        return [(at, event) for at, event in self._events if at > number]
