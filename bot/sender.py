"""Delivers outbox rows: in order for each chat, answers first, at Telegram's pace.

Rows are claimed in batches and settled in batches, both in one transaction: one commit for all that ended and all
that begins.
"""

import asyncio
import contextlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import structlog
from sqlite_utils import Database

from bot.backoff import Backoff
from bot.pace import Pace
from bot.reports.delivering import METHOD, Reports
from bot.transport import BotApi, NotDeliveredError, UnknownOutcomeError
from bot.verdicts import Doubtful, Later, Moved, Outcome, Plain, Refused, Sent, Unsent, Verdict, judge
from bot.writer import Writer
from handlers.membership import move_chat
from storage import chats, nudges, outbox, people
from storage.database import writing
from storage.nudges import Nudge
from storage.outbox import Claimed

_AT_ONCE = 32
_LOOK_AGAIN_SECONDS = 1.0
_DOUBT_PAUSE_SECONDS = 1.0
_LAST_SENDS_SECONDS = 3.0

Settled = tuple[Claimed, Verdict]
WriteNudge = Callable[[Database, Nudge], Mapping[str, Any] | None]
"""Gives a nudge its parameters of ``sendMessage``; None when it is not to go out, and the claim was taken back."""


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
        """Deliver until told to stop; first what an earlier run left in doubt."""
        doubtful = await self._writer.run(partial(outbox.recover, now=self._now()))
        if doubtful:
            structlog.get_logger().warning("outbox_recovered", rows=doubtful)
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
            outcome = UnknownOutcomeError(type(error).__name__)
        return row, judge(row, outcome)


def _parameters(row: Claimed) -> str:
    """The row's parameters with its chat, as JSON text; they never hold the chat, so that a group can move."""
    if row.chat_id is None:
        return row.payload
    assert row.payload.startswith("{")
    return f'{{"chat_id":{json.dumps(row.chat_id)},{row.payload[1:]}'


def exchange(
    db: Database, *, ended: list[Settled], limit: int, busy: set[int], now: datetime, write: WriteNudge | None
) -> list[Claimed]:
    """One transaction of the sender."""
    sent = {row.id: verdict.message_id for row, verdict in ended if isinstance(verdict, Sent)}
    if sent:
        outbox.settle_sent(db, sent, now=now)
    for row, verdict in ended:
        if not isinstance(verdict, Sent):
            _settle(db, row, verdict, now)
    rows = outbox.claim(db, limit=limit, busy=busy, now=now) if limit > 0 else []
    return [ready for row in rows if (ready := _ready(db, row, write, now))]


def _ready(db: Database, row: Claimed, write: WriteNudge | None, now: datetime) -> Claimed | None:
    """A claimed row with its words; None for a nudge that is not to go out, whose row is gone then."""
    if row.method != nudges.METHOD:
        return row
    assert row.chat_id is not None
    assert write is not None
    given = json.loads(row.payload)
    if "text" in given:  # the words were written before, and Telegram wanted them plainer
        return replace(row, method="sendMessage")
    try:
        with writing(db):
            parameters = write(db, Nudge(row.chat_id, date.fromisoformat(given["day"]), given["turn"]))
    except Exception as error:
        structlog.get_logger().error("nudge_not_written", row=row.id, error=type(error).__name__)
        outbox.settle_failed(db, row.id, "not written", now=now)
        return None
    if parameters is None:
        outbox.discard(db, row.id)
        return None
    return replace(row, method="sendMessage", payload=json.dumps(parameters))


def _settle(db: Database, row: Claimed, verdict: Unsent, now: datetime) -> None:
    """Write what became of one row that was not sent."""
    match verdict:
        case Refused(error, unreachable):
            outbox.settle_failed(db, row.id, error, now=now)
            if unreachable and row.chat_id is not None:
                _mark_unreachable(db, row.chat_id)
        case Later(error, seconds, everybody):
            # What concerns everybody is kept by the pace alone: after a restart it may be over.
            outbox.put_off(db, row.id, error, until=now + timedelta(seconds=0 if everybody else seconds))
        case Doubtful(error):
            outbox.doubt(db, row.id, error, now=now)
        case Plain(payload, error):
            outbox.replace_payload(db, row.id, payload, error)
        case Moved(chat_id):
            assert row.chat_id is not None
            move_chat(db, row.chat_id, chat_id)
            outbox.put_off(db, row.id, "moved", until=now)


def _mark_unreachable(db: Database, chat_id: int) -> None:
    """Remember that the bot may not write to a chat; a private chat has the id of its person."""
    if chat_id > 0:
        people.mark_reachable(db, chat_id, False)
    else:
        chats.mark_member(db, chat_id, False)
