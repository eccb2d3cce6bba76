"""The queue of updates of the bot: what has happened and was not yet confirmed."""

import math
import secrets
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.clock import Clock
from bot.playground.errors import conflict
from bot.playground.events import Bell

POLL_CAP_SECONDS = 50
MAX_UPDATES = 100
FIRST_UPDATE_ID = 100_001
_HIGHEST_FIRST_ID = 2_000_000_000  # an Integer of the Bot API, with room above it

KINDS = (
    "message",
    "edited_message",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "my_chat_member",
    "chat_member",
)
DEFAULT_KINDS = frozenset(KINDS) - {"chat_member"}

_LIFETIMES = {"callback_query": timedelta(seconds=150), "inline_query": timedelta(seconds=30)}
_LIFETIME = timedelta(hours=24)

# A poller that keeps asking for the same offset is slowed down: within half a second it gets one update at most,
# within three seconds its short polls are stretched.
_HURRIED_SECONDS = 0.5
_SHORT_POLL_SECONDS = 3.0


def random_first_id() -> int:
    """Choose the first id of a new server, as Telegram does after a quiet week.

    A bot may have kept its database from an earlier server: what it has dealt with there must not look like the same.
    """
    return FIRST_UPDATE_ID + secrets.randbelow(_HIGHEST_FIRST_ID - FIRST_UPDATE_ID)


@dataclass(frozen=True)
class Pending:
    """An update and the chat or person it belongs to: those of one lane are delivered in order."""

    update_id: int
    kind: str
    payload: dict[str, Any]
    lane: int
    expires_at: float  # seconds of the epoch, by the playground's clock

    def wire(self) -> dict[str, Any]:
        """Return the Update object."""
        return {"update_id": self.update_id, self.kind: self.payload}


@dataclass
class _LastPoll:
    offset: int = 0
    started_at: float = -math.inf  # seconds of the monotonic clock


@dataclass
class UpdateQueue:
    """Updates in the order they happened, with ids that only grow."""

    clock: Clock
    throttled: bool = True
    allowed: frozenset[str] = DEFAULT_KINDS
    bell: Bell = field(default_factory=Bell)
    _pending: dict[int, Pending] = field(default_factory=dict)  # by id, so in the order they happened
    next_id: int = FIRST_UPDATE_ID
    _poll: int = 0  # number of the newest getUpdates call; older ones are ended
    _end_reason: str = ""
    _last_poll: _LastPoll = field(default_factory=_LastPoll)

    def add(self, kind: str, payload: dict[str, Any], lane: int) -> None:
        """Queue an update, unless the bot did not ask for its kind; what happens now is never shown later."""
        if kind not in self.allowed:
            return
        lifetime = _LIFETIMES.get(kind, _LIFETIME)
        expires_at = (self.clock.now() + lifetime).timestamp()
        self._pending[self.next_id] = Pending(self.next_id, kind, payload, lane, expires_at)
        self.next_id += 1
        self.bell.ring()

    def allow(self, kinds: list[str]) -> None:
        """Remember the kinds of updates that the bot wants; an empty list means the default."""
        self.allowed = frozenset(kinds) & frozenset(KINDS) if kinds else DEFAULT_KINDS

    def pending(self) -> list[Pending]:
        """Return what waits and has not expired."""
        now = self.clock.now().timestamp()
        for update in [update for update in self._pending.values() if update.expires_at <= now]:
            self.drop(update)
        return list(self._pending.values())

    def drop(self, update: Pending) -> None:
        """Forget one update that was delivered."""
        self._pending.pop(update.update_id, None)

    def drop_all(self) -> None:
        """Forget everything that waits."""
        self._pending.clear()

    def end_polls(self, reason: str) -> None:
        """Let the getUpdates call that waits, if any, fail with *reason*."""
        self._poll += 1
        self._end_reason = reason
        self.bell.ring()

    async def poll(self, offset: int, limit: int, timeout_seconds: float) -> list[dict[str, Any]]:
        """Confirm what is below *offset* and return up to *limit* of the rest, waiting when there is none.

        Args:
            offset: The first update wanted; negative counts from the end of the queue; 0 confirms nothing.
            limit: Updates wanted, 1 to 100.
            timeout_seconds: How long to wait for the first, capped at 50.

        Returns:
            Update objects; an empty list when the time is over.

        Raises:
            ApiError: 409, a newer call has taken over.
        """
        self.end_polls("terminated by other getUpdates request; make sure that only one bot instance is running")
        mine = self._poll
        limit, timeout_seconds = self._slowed_down(offset, limit, min(timeout_seconds, POLL_CAP_SECONDS))
        deadline = time.monotonic() + timeout_seconds
        self._confirm(offset)
        while not (updates := self.pending()) and await self.bell.wait(deadline - time.monotonic()):
            if mine != self._poll:
                raise conflict(self._end_reason)
        return [update.wire() for update in updates[:limit]]

    def _slowed_down(self, offset: int, limit: int, timeout_seconds: float) -> tuple[int, float]:
        """Return limit and timeout as a poller that asks again too soon gets them."""
        now = time.monotonic()
        since = now - self._last_poll.started_at
        same = self.throttled and offset == self._last_poll.offset
        self._last_poll = _LastPoll(offset, now)
        if same and since < _SHORT_POLL_SECONDS:
            timeout_seconds = max(timeout_seconds, _SHORT_POLL_SECONDS)
        if same and since < _HURRIED_SECONDS:
            limit = 1
        return limit, timeout_seconds

    def _confirm(self, offset: int) -> None:
        """Forget the updates below *offset*; one beyond the end of the queue means its beginning."""
        pending = self.pending()
        if offset < 0:
            confirmed = pending[:offset]
        elif offset <= self.next_id:
            confirmed = [update for update in pending if update.update_id < offset]
        else:
            confirmed = []
        for update in confirmed:
            self.drop(update)
