"""The tick: once a minute, who is to be reminded now?

Nothing is scheduled ahead and nothing is counted: each look asks the database anew, so that a restart, a day without
power or a clock that was set back need no repair. What is done for many people is done in small jobs, between which
the writer deals with whoever is waiting for an answer.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import chain
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

import structlog
from sqlite_utils import Database

from bot.writer import Writer
from handlers.nudges.alarm import alarm
from handlers.nudges.compose import compose
from handlers.rounds.known import ensure_rounds, measures_of
from knowledge.rounds.days import is_working_day
from storage import digests, itself, nudge_check, nudge_dues, nudge_people, nudges, roles
from storage.nudge_dues import Due
from storage.nudges import Nudge
from storage.rounds import Round

if TYPE_CHECKING:
    from knowledge.figures.model import Measure
    from knowledge.library import Library

T = TypeVar("T")
R = TypeVar("R")

_SETTLING_SECONDS = 1.0
_LOOK_SECONDS = 0.5  # how soon a moved clock is noticed; the look itself comes once a minute of that clock
_JOB_SECONDS = 0.015  # so long one job keeps the writer from others, who wait for an answer
_GAP = timedelta(minutes=30)  # without a look for longer, the bot was down
_CHECK_AT = time(18)


class Nudging:
    """Claims the nudges that are due; the sender has them written by ``write`` and delivers them."""

    def __init__(
        self, writer: Writer, library: "Library", now: Callable[[], datetime], claimed: Callable[[], None]
    ) -> None:
        """Work with *writer* by the clock *now*; *claimed* is called when there is something to send."""
        self._writer = writer
        self._library = library
        self._now = now
        self._claimed = claimed
        self._day: date | None = None
        self._ensured: set[str] = set()  # the plans whose rounds were made on that day

    async def run(self) -> None:
        """Look once a minute of the bot's clock, until cancelled."""
        await asyncio.sleep(_SETTLING_SECONDS)  # whoever wrote while the bot was down is answered first
        # The calendar of holidays takes a moment to load: not in the writer, where people wait for answers.
        await asyncio.to_thread(is_working_day, self._now().date())
        looked: datetime | None = None
        while True:
            now = self._now()
            minute = now.replace(second=0, microsecond=0)
            if minute != looked:
                await self.tick(now)
                looked = minute
            await asyncio.sleep(_LOOK_SECONDS)

    async def tick(self, now: datetime) -> None:
        """Look, and check; what fails is tried again with the next tick."""
        for step in (self._look, self._check):
            try:
                await step(now)
            except Exception as error:
                structlog.get_logger().error("nudging_failed", error=type(error).__name__)

    def write(self, db: Database, nudge: Nudge) -> dict[str, Any] | None:
        """The parameters of ``sendMessage`` for a nudge whose turn has come; None when it is not to go out."""
        return compose(db, self._library, nudge, now=self._now())

    async def look(self, now: datetime) -> int:
        """Claim everything that is due at *now*; returns how many messages there will be."""
        await self._ensure(now.date())
        due = await self._writer.run(lambda db: nudge_dues.dues(db, now.date()))
        claimed = sum(await self._one_by_one(partial(self._claim, now=now), due))
        plans = await self._writer.run(digests.plans_with_staff)
        claimed += sum(await self._one_by_one(partial(self._tell, now=now), plans))
        claimed += len(await self._writer.run(partial(nudges.claim_later, now=now)))
        return claimed

    async def _look(self, now: datetime) -> None:
        """One look, with what has to be known of the time since the last one."""
        await self._catch_up(now)
        claimed = await self.look(now)
        await self._writer.run(partial(itself.remember_look, moment=now))
        if claimed:
            structlog.get_logger().info("nudges_claimed", people=claimed)
            self._claimed()

    async def _ensure(self, today: date) -> None:
        """Once a day, make the rounds of each plan that people report for or work in."""
        if self._day != today:
            self._day, self._ensured = today, set()
        plans = [plan for plan in await self._writer.run(roles.plans_held) if plan not in self._ensured]
        await self._one_by_one(partial(self._ensure_plan, today=today), plans)
        self._ensured.update(plans)

    async def _catch_up(self, now: datetime) -> None:
        """Note what became of the last nudges, and which steps passed while the bot did not run."""
        place = await self._writer.run(nudges.note_results)
        while place:
            place = await self._writer.run(partial(nudges.note_results, after=place))
        since = await self._writer.run(itself.last_look)
        if since is not None and now - since > _GAP:
            missed = await self._writer.run(lambda db: list(nudge_dues.missed(db, since=since, now=now)))
            skipped = sum(await self._one_by_one(partial(self._skip, now=now), missed))
            if skipped:
                structlog.get_logger().warning("nudges_skipped", people=skipped)

    async def _one_by_one(self, work: Callable[[Database, T], R], found: Sequence[T]) -> list[R]:
        """Do *work* for each of *found*, in jobs short enough that nobody's answer waits; returns what each gave."""
        results: list[R] = []
        while len(results) < len(found):
            results += await self._writer.run(partial(_do_some, work=work, found=found, begin=len(results)))
        return results

    def _ensure_plan(self, db: Database, plan: str, *, today: date) -> None:
        ensure_rounds(db, self._library, plan, today)

    def _skip(self, db: Database, due: Due, *, now: datetime) -> int:
        return nudges.note_skipped(db, due, self._measures(due.round), now=now)

    def _claim(self, db: Database, due: Due, *, now: datetime) -> int:
        return len(nudges.claim(db, due, self._measures(due.round), now=now))

    def _free(self, db: Database, due: Due, *, now: datetime) -> list[int]:
        return nudge_people.free(db, due, self._measures(due.round), now=now)

    def _tell(self, db: Database, plan: str, *, now: datetime) -> int:
        return len(digests.claim(db, plan, self._measures, now=now))

    async def _check(self, now: datetime) -> None:
        """Once each working day, towards its end: was everybody reminded who was to be?"""
        if now.time() < _CHECK_AT or not is_working_day(now.date()):
            return
        if await self._writer.run(itself.last_check) != now.date():
            due = await self._writer.run(partial(nudge_dues.dues, today=now.date()))
            free = await self._one_by_one(partial(self._free, now=now), due)
            await self._writer.run(partial(self._compare, owed=set(chain.from_iterable(free)), now=now))

    def _compare(self, db: Database, *, owed: set[int], now: datetime) -> None:
        """In the writer: tell of whoever was not reminded."""
        itself.remember_check(db, now.date())
        found = nudge_check.check(db, owed, now=now)
        log = structlog.get_logger()
        if found.missed:
            log.error("nudges_missing", due=found.due, missed=len(found.missed))
            alarm(db, found, now=now)
            self._claimed()
        else:
            log.info("nudges_checked", due=found.due)

    def _measures(self, found: Round) -> "tuple[Measure, ...]":
        return measures_of(self._library, found)


def _do_some(db: Database, *, work: Callable[[Database, T], R], found: Sequence[T], begin: int) -> list[R]:
    """In the writer: do *work* for the next of *found*, at least for one, until the job has taken long enough."""
    results: list[R] = []
    until = monotonic() + _JOB_SECONDS
    for one in found[begin:]:
        results.append(work(db, one))
        if monotonic() >= until:
            break
    return results
