"""The tick: once a minute, who is to be reminded now?

Nothing is scheduled ahead and nothing is counted: each look asks the database anew, so that a restart, a day without
power or a clock that was set back need no repair. What is done for many people is done in small jobs, between which
the writer deals with whoever is waiting for an answer.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

import structlog
from sqlite_utils import Database

from bot.background import for_ever
from bot.piecemeal import one_by_one
from bot.writer import Writer
from handlers.errors import Failure, describe
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

T = TypeVar("T", Due, str)
R = TypeVar("R")
Step = Callable[[datetime], Awaitable[int]]

_SETTLING_SECONDS = 1.0
_LOOK_SECONDS = 0.5  # how soon a moved clock is noticed; the look itself comes once a minute of that clock
_GAP = timedelta(minutes=30)  # without a look for longer, the bot was down
_CHECK_AT = time(18)
_MOST_NAMED = 5  # plans in a line of the log: it may be thousands that fail alike, each minute


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
        self._looked: datetime | None = None  # the minute of the last look
        self._day: date | None = None
        self._ensured: set[str] = set()  # the plans whose rounds were made on that day

    async def run(self) -> None:
        """Look once a minute of the bot's clock, until cancelled."""
        await asyncio.sleep(_SETTLING_SECONDS)  # whoever wrote while the bot was down is answered first
        await for_ever("nudging", self._look_each_minute, every=_LOOK_SECONDS)

    async def _look_each_minute(self) -> None:
        """Look, if that was not done in this minute."""
        now = self._now()
        minute = now.replace(second=0, microsecond=0)
        if minute == self._looked:
            return
        # The calendar of holidays takes a moment to load: not in the writer, where people wait for answers.
        await asyncio.to_thread(is_working_day, now.date())
        await self.tick(now)
        self._looked = minute

    async def tick(self, now: datetime) -> None:
        """Look, and check. A step that fails holds up no other, and is taken again with the next tick."""
        before = [await self._take(step, now) for step in (self._catch_up, self._ensure)]
        claims = [await self._take(step, now) for step in (self._claim_dues, self._claim_news, self._claim_later)]
        if claimed := sum(count or 0 for count in claims):
            structlog.get_logger().info("nudges_claimed", people=claimed)
            self._claimed()
        if None not in (*before, *claims):
            await self._take(self._remember, now)
        await self._take(self._check, now)

    async def _take(self, step: Step, now: datetime) -> int | None:
        """Take one step; returns what it gave, None when it failed."""
        try:
            return await step(now)
        except Exception as error:
            _log_failure(describe(error))
            return None

    def write(self, db: Database, nudge: Nudge) -> dict[str, Any] | None:
        """The parameters of ``sendMessage`` for a nudge whose turn has come; None when it is not to go out."""
        return compose(db, self._library, nudge, now=self._now())

    async def _catch_up(self, now: datetime) -> int:
        """Note what became of the last nudges, and which steps passed while the bot did not run; returns how many."""
        place = await self._writer.run(nudges.note_results)
        while place:
            place = await self._writer.run(partial(nudges.note_results, after=place))
        since = await self._writer.run(itself.last_look)
        if since is None or now - since <= _GAP:
            return 0
        missed = await self._writer.run(lambda db: list(nudge_dues.missed(db, since=since, now=now)))
        skipped = sum(await self._one_by_one(self._skip, missed, now))
        if skipped:
            structlog.get_logger().warning("nudges_skipped", people=skipped)
        return skipped

    async def _ensure(self, now: datetime) -> int:
        """Once a day, make the rounds of each plan that people report for or work in; returns of how many plans."""
        if self._day != now.date():
            self._day, self._ensured = now.date(), set()
        plans = [plan for plan in await self._writer.run(roles.plans_held) if plan not in self._ensured]
        ensured = await self._one_by_one(self._ensure_plan, plans, now)
        self._ensured.update(ensured)
        return len(ensured)

    async def _claim_dues(self, now: datetime) -> int:
        """Claim the steps of ladders; this and the next two return how many messages there will be."""
        due = await self._writer.run(lambda db: nudge_dues.dues(db, now.date()))
        return sum(await self._one_by_one(self._claim, due, now))

    async def _claim_news(self, now: datetime) -> int:
        """Claim what staff are to be told."""
        plans = await self._writer.run(digests.plans_with_staff)
        return sum(await self._one_by_one(self._tell, plans, now))

    async def _claim_later(self, now: datetime) -> int:
        """Claim for those who asked to be reminded once more."""
        return len(await self._writer.run(partial(nudges.claim_later, now=now)))

    async def _remember(self, now: datetime) -> int:
        """All is claimed that was due until now."""
        await self._writer.run(partial(itself.remember_look, moment=now))
        return 0

    async def _one_by_one(
        self, work: Callable[[Database, T, datetime], R], found: Sequence[T], now: datetime
    ) -> list[R]:
        """Do *work* for each of *found*; returns what each gave with which it did not fail."""
        done, failed = await one_by_one(self._writer, lambda db, one: work(db, one, now), found)
        for failure, ones in failed.items():
            plans = sorted({one if isinstance(one, str) else one.round.plan for one in ones})
            _log_failure(failure, plans=plans[:_MOST_NAMED], failed=len(ones))
        return done

    def _ensure_plan(self, db: Database, plan: str, now: datetime) -> str:
        ensure_rounds(db, self._library, plan, now.date())
        return plan

    def _skip(self, db: Database, due: Due, now: datetime) -> int:
        return nudges.note_skipped(db, due, self._measures(due.round), now=now)

    def _claim(self, db: Database, due: Due, now: datetime) -> int:
        return len(nudges.claim(db, due, self._measures(due.round), now=now))

    def _free(self, db: Database, due: Due, now: datetime) -> list[int]:
        return nudge_people.free(db, due, self._measures(due.round), now=now)

    def _tell(self, db: Database, plan: str, now: datetime) -> int:
        return len(digests.claim(db, plan, self._measures, now=now))

    async def _check(self, now: datetime) -> int:
        """Once each working day, towards its end: was everybody reminded who was to be?

        Returns:
            How many were to be.
        """
        if now.time() < _CHECK_AT or not is_working_day(now.date()):
            return 0
        if await self._writer.run(itself.last_check) == now.date():
            return 0
        due = await self._writer.run(partial(nudge_dues.dues, today=now.date()))
        owed = set(chain.from_iterable(await self._one_by_one(self._free, due, now)))
        await self._writer.run(partial(self._compare, owed=owed, now=now))
        return len(owed)

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


def _log_failure(failure: Failure, **more: object) -> None:
    structlog.get_logger().error("nudging_failed", error=failure.kind, place=failure.place, **more)
