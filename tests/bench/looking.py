"""The reminders of the country in this process: ``python -m tests.bench.looking DATABASE PLANS CACHE`` prints JSON."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import structlog
from sqlite_utils import Database

from bot.heap import keep_what_is_loaded
from bot.nudging import Nudging
from bot.pace import Pace
from bot.sender import Sender
from bot.transport import BotApi, Response
from bot.writer import Writer
from handlers.rounds.known import measures_of
from knowledge.library import Library
from storage import nudges, outbox, people
from storage.outbox import Outgoing
from tests.bench.measuring import resident_mebibytes, timed
from tests.bench.reporters import MORNING

NIGHT, EVENING = MORNING.replace(hour=3), MORNING.replace(hour=18)
_ASKED_EVERY = 0.05  # seconds between the jobs that stand for answers
_WRITTEN = 300
_ANSWERS, _BETWEEN_ANSWERS = 10, 0.3
_SOMEBODY = 5  # a member of staff


@dataclass
class Look:
    """One look at the whole country, and how long others had to wait for the writer meanwhile."""

    seconds: float = 0.0
    claimed: int = 0
    waits: list[float] = field(default_factory=list)  # seconds


@dataclass(frozen=True)
class Looked:
    """What one process measured."""

    looks: dict[str, Look]
    written_ms: float  # the middle one of many nudges
    cancelled_ms: float  # a figure came in, while all nudges wait
    answers: list[float]  # seconds from the outbox to Telegram, while nudges go out at Telegram's pace
    overtaken: int  # nudges that went out while an answer waited
    loaded_mebibytes: float
    peak_mebibytes: float


async def look_and_send(path: Path, library: Library) -> Looked:
    """Go through a day of reminders over the database at *path*."""
    loaded = resident_mebibytes()
    clock = [NIGHT]
    writer = Writer(path)
    await writer.start()
    nudging = Nudging(writer, library, lambda: clock[0], lambda: None)
    moments = {
        "first": NIGHT,
        "night": NIGHT + timedelta(minutes=1),
        "claiming": MORNING,
        "next": MORNING + timedelta(minutes=1),
    }
    looks = {}
    for name, clock[0] in moments.items():
        looks[name] = await _watched(writer, nudging.tick(clock[0]))
    assert looks["claiming"].claimed, "somebody is due, unless a look failed"
    written = await writer.run(partial(_written_ms, nudging=nudging))
    cancelled = await writer.run(partial(_cancelled_ms, library=library))
    answers, overtaken = await _answers_among_nudges(writer, nudging)
    clock[0] = EVENING
    looks["check"] = await _watched(writer, nudging.tick(EVENING))
    await writer.close()
    return Looked(looks, written, cancelled, answers, overtaken, loaded, resident_mebibytes(peak=True))


async def _watched(writer: Writer, work: Awaitable[None]) -> Look:
    """Time *work*, and put a small job beside it every now and then."""
    look = Look()
    before = await writer.run(_count)
    over = asyncio.Event()
    asking = asyncio.create_task(_ask(writer, look.waits, over))
    begin = time.perf_counter()
    await work
    look.seconds = time.perf_counter() - begin
    over.set()
    await asking
    look.claimed = await writer.run(_count) - before
    return look


def _count(db: Database) -> int:
    return int(db.conn.execute("SELECT count(*) FROM nudges").fetchone()[0])


async def _ask(writer: Writer, waits: list[float], over: asyncio.Event) -> None:
    """Put a job that writes a row, as an answer does, until it is over; note how long each one took to be kept."""
    while not over.is_set():
        begin = time.perf_counter()
        await writer.run(lambda db: people.meet(db, _SOMEBODY, now=MORNING - timedelta(hours=1)))
        waits.append(time.perf_counter() - begin)
        await asyncio.sleep(_ASKED_EVERY)


def _written_ms(db: Database, *, nudging: Nudging) -> float:
    """How long it takes to write a nudge, with its ledger: nothing of it is kept."""
    chosen = nudges.waiting(db)[::101][:_WRITTEN]
    with _undone(db):
        return timed(partial(nudging.write, db), chosen).median


def _cancelled_ms(db: Database, *, library: Library) -> float:
    """How long it takes to see whether a village's figure ends nudges, for villages that owe something still."""
    look = partial(nudges.take_back_done, db, measures_of=partial(measures_of, library), today=MORNING.date())
    with _undone(db):
        return timed(look, [[village] for village in range(102, 9002, 100)]).median


@contextmanager
def _undone(db: Database) -> Iterator[None]:
    db.conn.execute("SAVEPOINT measured")
    try:
        yield
    finally:
        db.conn.execute("ROLLBACK TO measured")
        db.conn.execute("RELEASE measured")


class _Telegram(BotApi):
    """Takes everything at once, and notes when which text came."""

    def __init__(self) -> None:
        self.taken: list[tuple[float, str]] = []

    async def call(self, method: str, parameters: Any = None, *, seconds: float = 0.0) -> Response:
        self.taken.append((time.perf_counter(), json.loads(parameters)["text"]))
        return Response(200, True, {"message_id": len(self.taken)})


async def _answers_among_nudges(writer: Writer, nudging: Nudging) -> tuple[list[float], int]:
    """Let the sender send nudges, and now and then owe an answer too; seconds each took, and nudges sent meanwhile."""
    api = _Telegram()
    sender = Sender(api, writer, Pace(), write=nudging.write)
    running = asyncio.create_task(sender.run())
    owed = {}
    for number in range(_ANSWERS):
        await asyncio.sleep(_BETWEEN_ANSWERS)
        text = f"answer {number}"
        outgoing = Outgoing(text, _SOMEBODY, "sendMessage", {"text": text}, "answer")
        await writer.run(partial(outbox.put, outgoing=outgoing, now=datetime.now(UTC)))
        owed[text] = time.perf_counter()
        sender.wake()
    await asyncio.sleep(_BETWEEN_ANSWERS)
    sender.stop()
    await running
    waits = [moment - owed[text] for moment, text in api.taken if text in owed]
    assert len(waits) == len(owed) < len(api.taken), "answers and nudges went out"
    overtaken = [
        moment
        for moment, text in api.taken
        if text not in owed
        for answer, begin in owed.items()
        if begin < moment < begin + waits[list(owed).index(answer)]
    ]
    return waits, len(overtaken)


def main() -> None:
    """Measure with a database that was filled before."""
    database, plans, cache = map(Path, sys.argv[1:])
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    library = Library.load((plans,), cache=cache)
    keep_what_is_loaded()
    print(json.dumps(asdict(asyncio.run(look_and_send(database, library)))))


if __name__ == "__main__":
    main()
