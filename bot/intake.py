"""Ways in that forget nothing: what they share, and long polling (``bot.webhook`` is the other one).

A batch is stored and committed whole before the next poll confirms it. (python-telegram-bot's own updater confirms
first: killed in the middle of its work, it loses what it had not handled.)
"""

import asyncio
import json
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

import structlog

from bot.backoff import Backoff
from bot.lanes import Lanes
from bot.transport import BotApi, NotDeliveredError, Response, UnknownOutcomeError
from bot.writer import Writer
from storage import inbox
from storage.inbox import Arrival

_POLL_SECONDS = 25  # Telegram allows 50; shorter finds a dead connection sooner
_GRACE_SECONDS = 10.0  # a poll that has not come back by then never will
_RESEND_PAUSE_SECONDS = 1.0
_LONGEST_STORING_SECONDS = 5.0  # people wait, and it is the bot's own disk that is asked
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")


class Reception:
    """Stores what arrives, whichever way, and hands it on to the lanes."""

    def __init__(self, writer: Writer, lanes: Lanes, now: Callable[[], datetime]) -> None:
        """Store with *writer*, hand on to *lanes*."""
        self._writer = writer
        self._lanes = lanes
        self._now = now

    async def room(self) -> None:
        """Wait until the lanes have room for more."""
        await self._lanes.room()

    async def take_up_the_rest(self) -> None:
        """Put stored updates that nobody has dealt with into their lanes, oldest first."""
        last = 0
        while items := await self._writer.run(partial(inbox.waiting, after=last)):
            self._lanes.add(items)
            last = items[-1].id
            await self.room()

    async def take_in(self, arrivals: Sequence[Arrival]) -> None:
        """Store *arrivals*; on return they are on the disk, and the new ones among them in their lanes."""
        self._lanes.add(await self._writer.run(partial(inbox.store, arrivals=arrivals, now=self._now())))


class Intake:
    """Fetches updates from Telegram for the reception."""

    def __init__(self, api: BotApi, reception: Reception) -> None:
        """Poll with *api*, hand to *reception*."""
        self._api = api
        self._reception = reception
        self._backoff = Backoff()
        # The first poll names no offset: after a quiet week Telegram starts its numbers anew, perhaps lower.
        self._offset: int | None = None
        self._last_round_trip = time.monotonic()

    @property
    def silence_seconds(self) -> float:
        """How long ago the last poll came back, good or empty: an idle bot still polls."""
        return time.monotonic() - self._last_round_trip

    @property
    def is_alive(self) -> bool:
        """Tell whether polls come back: false after three that did not."""
        return self.silence_seconds < 3 * (_POLL_SECONDS + _GRACE_SECONDS)

    def report(self) -> dict[str, Any]:
        """What the health page says of the way in."""
        return {"seconds_since_last_poll": round(self.silence_seconds, 1)}

    async def run(self) -> None:
        """First take up what an earlier run left; then poll for ever."""
        await self._reception.take_up_the_rest()
        # While there is a webhook, of an earlier run perhaps, every poll is refused. What waits with Telegram stays.
        await insist(self._api, "deleteWebhook", {})
        storing = Backoff(_LONGEST_STORING_SECONDS)  # its own: polls go well while the disk is full
        while True:
            await self._reception.room()
            try:
                batch = await self._poll()
                if batch:
                    await self._take_in(batch)
                    storing.reset()
            except Exception as error:
                # Whatever it is, the bot must go on: what was not stored was not confirmed and comes again.
                pause = storing.next_pause()
                structlog.get_logger().error("intake_failed", error=type(error).__name__, pause=round(pause, 2))
                await asyncio.sleep(pause)

    async def _poll(self) -> list[Any]:
        """Ask once; an empty list when there is nothing, or when it went wrong and the pause is over."""
        parameters: dict[str, Any] = {"timeout": _POLL_SECONDS, "allowed_updates": ALLOWED_UPDATES}
        if self._offset is not None:
            parameters["offset"] = self._offset
        deadline = _POLL_SECONDS + _GRACE_SECONDS
        try:
            async with asyncio.timeout(deadline + 1):  # beside the transport's own: a poll that hangs is a dead bot
                response = await self._api.call("getUpdates", parameters, seconds=deadline)
        except (NotDeliveredError, UnknownOutcomeError, TimeoutError) as error:
            await self._wait("unreachable", str(error) or "deadline")
            return []
        if not response.ok or not isinstance(response.result, list):
            await self._wait(*_complaint(response), at_least=response.retry_after or 0.0)
            return []
        self._last_round_trip = time.monotonic()
        self._backoff.reset()
        return response.result

    async def _take_in(self, batch: Sequence[Any]) -> None:
        """Store a whole batch; only then may the next poll confirm it."""
        arrivals = [arrival_of(update) for update in batch]
        await self._reception.take_in(arrivals)
        last = next((arrival.update_id for arrival in reversed(arrivals) if arrival.update_id is not None), None)
        if last is None:
            await asyncio.sleep(_RESEND_PAUSE_SECONDS)  # nothing that could be confirmed: the same comes again
        else:
            # Not the highest ever: the numbers may start anew, and confirming means "all below".
            self._offset = last + 1

    async def _wait(self, what: str, why: str, *, at_least: float = 0.0) -> None:
        """Pause after a poll that failed: longer each time."""
        pause = max(self._backoff.next_pause(), at_least)
        structlog.get_logger().warning("poll_failed", what=what, why=why, pause=round(pause, 2))
        await asyncio.sleep(pause)


async def insist(api: BotApi, method: str, parameters: Mapping[str, Any], *, refusable: bool = False) -> Response:
    """Call *method* until Telegram agrees, waiting longer after each failure.

    Telegram knows the token by now, so a 401 or 404 is a proxy's, and passes.

    Returns:
        Its agreement; when it is *refusable*, perhaps a 400, which no repetition would change.
    """
    backoff = Backoff()
    while True:
        at_least = 0.0
        try:
            response = await api.call(method, parameters)
        except (NotDeliveredError, UnknownOutcomeError) as error:
            what, why = "unreachable", str(error)
        else:
            if response.ok or (refusable and response.status == 400):
                return response
            what, why = _complaint(response)
            at_least = response.retry_after or 0.0
        pause = max(backoff.next_pause(), at_least)
        structlog.get_logger().warning("call_failed", method=method, what=what, why=why, pause=round(pause, 2))
        await asyncio.sleep(pause)


def _complaint(response: Response) -> tuple[str, str]:
    """Name what Telegram objects to."""
    kinds = {401: "unauthorized", 404: "unauthorized", 409: "other_poller_or_webhook", 429: "too_fast"}
    return kinds.get(response.status, "refused"), response.description or f"HTTP {response.status}"


def arrival_of(update: Any) -> Arrival:
    """What the inbox keeps of an update, however malformed."""
    number = update.get("update_id") if isinstance(update, dict) else None
    update_id = number if isinstance(number, int) and abs(number) < 1 << 63 else None
    # In ASCII: half a surrogate pair, which people do manage to send, is no UTF-8 and could not be stored.
    return Arrival(update_id, lane_of(update), _as_json(update), update)


_as_json = json.JSONEncoder(separators=(",", ":")).encode  # made once: json.dumps makes one for each call


def lane_of(update: Any) -> int:
    """The lane of a raw update: its chat, else its person; 0 when it has neither."""
    bodies = [body for body in update.values() if isinstance(body, dict)] if isinstance(update, dict) else []
    for body in bodies:
        message = body.get("message")
        for owner in (body.get("chat"), message.get("chat") if isinstance(message, dict) else None, body.get("from")):
            number = owner.get("id") if isinstance(owner, dict) else None
            if isinstance(number, int) and abs(number) < 1 << 63:
                return number
    return 0
