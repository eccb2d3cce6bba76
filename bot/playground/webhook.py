"""Delivery of updates to the bot's own address: in order for each chat, with patience when it fails."""

import asyncio
import contextlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import aiohttp

from bot.playground.updates import Pending

if TYPE_CHECKING:
    from bot.playground.state import Telegram

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header, no secret
SECRET_PATTERN = re.compile(r"[A-Za-z0-9_-]{1,256}")

_FIRST_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = (60.0, 120.0)
_LONGEST_RETRY_AFTER_SECONDS = 3600.0
_TIMEOUT = aiohttp.ClientTimeout(total=60)


@dataclass
class Webhook:
    """Where the bot wants its updates, and how it has been going."""

    url: str
    secret: str = ""
    max_connections: int = 40
    last_error: str = ""
    last_error_at: int = 0  # seconds of the epoch


@dataclass
class WebhookDelivery:
    """Sends what is pending, one request at a time for each lane, many lanes at once."""

    telegram: "Telegram"
    session: aiohttp.ClientSession
    _webhook: Webhook | None = None  # the one that the lanes deliver to
    _lanes: dict[int, asyncio.Task[None]] = field(default_factory=dict)

    async def run(self) -> None:
        """Deliver until cancelled."""
        try:
            while not self.telegram.updates.bell.closed:
                self._start_lanes()
                await self.telegram.updates.bell.wait(60)
        finally:
            await asyncio.gather(*self._stop_lanes(), return_exceptions=True)

    def _stop_lanes(self) -> list[asyncio.Task[None]]:
        tasks = list(self._lanes.values())
        self._lanes.clear()
        for task in tasks:
            task.cancel()
        return tasks

    def _start_lanes(self) -> None:
        """See that each lane with something to deliver has its task; a new webhook does not wait for the old one."""
        webhook = self.telegram.webhook
        if webhook is not self._webhook:
            self._stop_lanes()
            self._webhook = webhook
        if webhook is None:
            return
        for update in self.telegram.updates.pending():
            if len(self._lanes) >= webhook.max_connections:
                return
            if update.lane not in self._lanes:
                self._lanes[update.lane] = asyncio.create_task(self._deliver_lane(update.lane))

    async def _deliver_lane(self, lane: int) -> None:
        """Deliver the updates of *lane*, oldest first, until none is left or the webhook is gone."""
        try:
            pauses = _pauses()
            while (webhook := self.telegram.webhook) and (update := self._first_of(lane)):
                pause = await self._deliver(webhook, update)
                if pause is None:
                    self.telegram.updates.drop(update)
                    pauses = _pauses()
                else:
                    await asyncio.sleep(pause or next(pauses))
        finally:
            if self._lanes.get(lane) is asyncio.current_task():
                del self._lanes[lane]
            self.telegram.updates.bell.ring()  # a lane that waited for a free connection may start now

    def _first_of(self, lane: int) -> Pending | None:
        return next((update for update in self.telegram.updates.pending() if update.lane == lane), None)

    async def _deliver(self, webhook: Webhook, update: Pending) -> float | None:
        """Post one update.

        Returns:
            None when it was taken; else the seconds that the bot asks to wait, 0 when it did not say.
        """
        headers = {SECRET_HEADER: webhook.secret} if webhook.secret else {}
        try:
            async with self.session.post(webhook.url, json=update.wire(), headers=headers, timeout=_TIMEOUT) as answer:
                await answer.read()
        except aiohttp.ClientConnectorError:
            self._remember(webhook, "Connection refused")
            return 0.0
        except (aiohttp.ClientError, TimeoutError):
            self._remember(webhook, "Read timeout expired")
            return 0.0
        if 200 <= answer.status < 300:
            return None
        self._remember(webhook, f"Wrong response from the webhook: {answer.status} {answer.reason}")
        with contextlib.suppress(ValueError):
            return min(float(answer.headers.get("Retry-After", "")), _LONGEST_RETRY_AFTER_SECONDS)
        return 0.0

    def _remember(self, webhook: Webhook, error: str) -> None:
        webhook.last_error = error
        webhook.last_error_at = int(self.telegram.now())


def _pauses() -> Iterator[float]:
    """Yield the seconds to wait after each failure: doubling, up to a random one to two minutes."""
    longest = random.uniform(*_LONGEST_PAUSE_SECONDS)  # noqa: S311 - spreads the load, guards nothing
    pause = _FIRST_PAUSE_SECONDS
    while True:
        yield pause
        pause = min(2 * pause, longest)
