"""How fast a bot may send: token buckets for each chat and for the whole bot.

Telegram publishes no exact figures; these are the ones of its FAQ (about one message a second to a person, twenty a
minute to a group, thirty a second in all), each with a burst.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.playground.errors import too_many_requests


@dataclass(frozen=True)
class Rates:
    """Messages a second, and how many may come at once before that rate holds."""

    chat_per_second: float = 1.0
    chat_burst: int = 20
    group_per_second: float = 20 / 60
    group_burst: int = 20
    overall_per_second: float = 30.0
    overall_burst: int = 60


# For trying out: somebody at the page, or a test, asks faster than people write to each other. Floods still get a 429.
LOCAL = Rates(
    chat_per_second=40.0,
    chat_burst=60,
    group_per_second=40.0,
    group_burst=60,
    overall_per_second=120.0,
    overall_burst=240,
)


@dataclass
class _Bucket:
    """Holds up to *size* tokens and gains *per_second*; each message takes one."""

    per_second: float
    size: int
    tokens: float
    filled_at: float  # seconds of the monotonic clock

    def fill(self, now: float) -> None:
        self.tokens = min(self.size, self.tokens + (now - self.filled_at) * self.per_second)
        self.filled_at = now

    def seconds_to_wait(self) -> float:
        return max(0.0, (1 - self.tokens) / self.per_second)


class Pace:
    """Counts what the bot sends; ``rates=None`` lets everything through."""

    def __init__(self, rates: Rates | None, now: Callable[[], float] = time.monotonic) -> None:
        """Measure with *now*, in seconds, which only goes forward."""
        self.rates = rates
        self._now = now
        self._buckets: dict[int | None, _Bucket] = {}

    def spend(self, chat_id: int) -> None:
        """Count one message or edit in *chat_id*; a group's id is negative.

        Raises:
            ApiError: 429 with ``retry_after``, in whole seconds; nothing was counted.
        """
        if self.rates is None:
            return
        buckets = (self._bucket(self.rates, None), self._bucket(self.rates, chat_id))
        wait = max(bucket.seconds_to_wait() for bucket in buckets)
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        for bucket in buckets:
            bucket.tokens -= 1

    def _bucket(self, rates: Rates, chat_id: int | None) -> _Bucket:
        """Return the bucket of *chat_id*, filled up to now; None is the whole bot's."""
        now = self._now()
        bucket = self._buckets.get(chat_id)
        if bucket is None:
            if chat_id is None:
                per_second, size = rates.overall_per_second, rates.overall_burst
            elif chat_id < 0:
                per_second, size = rates.group_per_second, rates.group_burst
            else:
                per_second, size = rates.chat_per_second, rates.chat_burst
            bucket = self._buckets[chat_id] = _Bucket(per_second, size, size, now)
        bucket.fill(now)
        return bucket
