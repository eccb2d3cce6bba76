"""Delivers outbox rows: in order for each chat, answers first, at Telegram's pace.

Rows are claimed in batches and settled in batches: see ``bot.exchange``.
"""

import asyncio
import contextlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

import structlog

from bot.backoff import Backoff
from bot.exchange import Settled, WriteNudge, exchange
from bot.pace import Pace
from bot.reports.delivering import METHOD, Reports
from bot.transport import BotApi, NotDeliveredError, UnknownOutcomeError
from bot.verdicts import Doubtful, Later, Outcome, Sent, judge
from bot.writer import Writer
from storage.outbox import Claimed

_AT_ONCE = 32
_LOOK_AGAIN_SECONDS = 1.0
_DOUBT_PAUSE_SECONDS = 1.0
_LAST_SENDS_SECONDS = 3.0


def machine_time() -> datetime:
    """The machine's time: what was put off by Telegram has nothing to do with the bot's own, movable clock."""
    return datetime.now(UTC)


class Sender:
    """Takes rows from the outbox to Telegram."""

    def __init__(
        self,
        api: BotApi,
        writer: Writer,
        pace: Pace,
        *,
        reports: Reports | None = None,
        write: WriteNudge | None = None,
        at_once: int = _AT_ONCE,
        now: Callable[[], datetime] = machine_time,
    ) -> None:
        """Send with *api* at the speed of *pace*, *at_once* requests at most under way.

        *reports* makes files, *write* gives nudges their words at the last moment.
        """
        self._api = api
        self._writer = writer
        self._pace = pace
        self._reports = reports
        self._write = write
        self._at_once = at_once
        self._now = now
        self._wake = asyncio.Event()
        self._under_way: dict[asyncio.Task[Settled], Claimed] = {}
        self._ended: list[Settled] = []
        self._backoff = Backoff()
        self._stopping = False

    def wake(self) -> None:
        """There may be something new to send."""
        self._wake.set()

    async def run(self) -> None:
        """Deliver until told to stop."""
        while not self._stopping:
            self._wake.clear()
            await self._take_turn()
            wait = self._pace.seconds_to_wait(_LOOK_AGAIN_SECONDS)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(min(wait, _LOOK_AGAIN_SECONDS)):
                    await self._wake.wait()
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=_LAST_SENDS_SECONDS)
        await self._take_turn(claim=False)
        for task in self._under_way:
            task.cancel()

    def stop(self) -> None:
        """Let ``run`` end, once what is under way has ended too or has had its time.

        It must not be cancelled instead: between claiming rows and beginning them they would come into doubt.
        """
        self._stopping = True
        self._wake.set()

    async def _take_turn(self, *, claim: bool = True) -> None:
        """Settle what has ended, claim what may begin, and begin it."""
        ended, self._ended = self._ended, []
        limit = min(self._at_once - len(self._under_way), self._pace.room()) if claim else 0
        busy = {row.chat_id for row in self._under_way.values() if row.chat_id is not None} | self._pace.blocked()
        try:
            rows = await self._writer.run(
                partial(exchange, ended=ended, limit=limit, busy=busy, now=self._now(), write=self._write)
            )
        except Exception as error:
            # Nothing was kept: settle these with the next exchange, or take them as doubtful after a restart.
            self._ended = ended + self._ended
            structlog.get_logger().error("outbox_failed", error=type(error).__name__)
            self._pace.pause_all(self._backoff.next_pause())
            return
        for row in rows:
            self._begin(row)

    def _begin(self, row: Claimed) -> None:
        """Start the delivery of one row."""
        self._pace.spend(row.chat_id)
        task = asyncio.create_task(self._deliver(row))
        self._under_way[task] = row
        task.add_done_callback(self._end)

    def _end(self, task: "asyncio.Task[Settled]") -> None:
        """Note how a delivery ended, and what it means for the pace."""
        del self._under_way[task]
        if task.cancelled():
            return
        row, verdict = task.result()
        self._ended.append((row, verdict))
        if isinstance(verdict, Later) and verdict.everybody:
            if not self._pace.holds_all:  # several requests under way meet one trouble, which counts once
                self._pace.pause_all(max(verdict.seconds, self._backoff.next_pause()))
        elif isinstance(verdict, Later):
            self._pace.pause(row.chat_id, verdict.seconds)
        elif isinstance(verdict, Doubtful):
            self._pace.pause(row.chat_id, _DOUBT_PAUSE_SECONDS)
        else:
            self._backoff.reset()
        if not isinstance(verdict, Sent):
            structlog.get_logger().warning("not_sent", row=row.id, method=row.method, verdict=type(verdict).__name__)
        self._wake.set()

    async def _deliver(self, row: Claimed) -> Settled:
        """Make one request, or have a file made and sent."""
        outcome: Outcome
        try:
            if self._reports and row.method == METHOD:
                return row, await self._reports.deliver(row)
            outcome = await self._api.call(row.method, _parameters(row))
        except (NotDeliveredError, UnknownOutcomeError) as error:
            outcome = error
        except Exception as error:
            structlog.get_logger().error("delivery_failed", row=row.id, error=type(error).__name__)
            outcome = UnknownOutcomeError(type(error).__name__)
        return row, judge(row, outcome)


def _parameters(row: Claimed) -> str:
    """The row's parameters with its chat, as JSON text; they never hold the chat, so that a group can move."""
    if row.chat_id is None:
        return row.payload
    assert row.payload.startswith("{")
    return f'{{"chat_id":{json.dumps(row.chat_id)},{row.payload[1:]}'
