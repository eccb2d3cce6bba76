"""The bot as a whole: what is started, in which order, and how it ends."""

import asyncio
import signal
import sqlite3
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from pydantic import SecretStr
from sqlite_utils import Database

from bot.application import Dispatcher, build_application
from bot.background import for_ever, in_background
from bot.clock import Clock
from bot.errands import LOOK_SECONDS, take_all
from bot.intake import Intake, Reception
from bot.lanes import Lanes
from bot.nudging import Nudging
from bot.pace import Pace
from bot.profile import publish_profile
from bot.reports.delivering import Reports
from bot.sender import Sender, machine_time
from bot.starting import taken
from bot.transport import BotApi, Transport
from bot.turns import each
from bot.webhook import Address, Webhook
from bot.writer import Writer
from storage import asks, frames, inbox, itself, mishaps, nudges, outbox, versions
from storage.troubles import in_words, is_out_of_room

if TYPE_CHECKING:
    from knowledge.library import Library

Prepare = Callable[[Database, datetime], None]

_LAST_HANDLERS_SECONDS = 3.0
_PURGE_SECONDS = 300.0  # a conversation is to be forgotten soon after its end
_COUNT_SECONDS = 60.0


class UnusableDatabaseError(Exception):
    """The database cannot be opened; ``str(error)`` is one sentence that says why."""


class Service:
    """A bot over one database and one Bot API server."""

    def __init__(
        self,
        *,
        token: SecretStr,
        api_url: str,
        database: Path | None,
        library: "Library",
        clock: Clock,
        pace: Pace,
        prepare: Prepare,
        webhook: Address | None = None,
    ) -> None:
        """Put the parts together; nothing is opened before ``run``.

        Args:
            token: The bot's token.
            api_url: The Bot API server, without a path.
            database: The file; None for a database in memory.
            library: What the plans say.
            clock: What "now" and "today" mean.
            pace: How fast to send.
            prepare: Done to the database at each start, before anybody is served.
            webhook: Where Telegram is to bring updates; None to fetch them.
        """
        self._database = database
        self._prepare = prepare
        self._clock = clock
        self._transport = Transport()
        self._api = BotApi(self._transport, api_url, token)
        self._application = build_application(self._transport, api_url, token)
        self.writer = Writer(database)
        self._reports = Reports(self._api, self.writer, library, database, clock.now)
        self.nudging = Nudging(self.writer, library, clock.now, lambda: self._sender.wake())
        self._sender = Sender(self._api, self.writer, pace, reports=self._reports, write=self.nudging.write)
        self._dispatcher = Dispatcher(self._application, self.writer, library, clock.now, self._sender.wake)
        self._lanes = Lanes(self._dispatcher.handle)
        reception = Reception(self.writer, self._lanes, clock.now)
        self.intake = Webhook(self._api, reception, webhook) if webhook else Intake(self._api, reception)
        self.ready = asyncio.Event()
        self.counted: dict[str, dict[str, int]] = {}
        """What ``counts`` gave about a minute ago, for whoever asks often."""

    async def run(self, stop: asyncio.Event) -> None:
        """Work until *stop* is set, then end in order within seconds.

        Raises:
            InvalidToken: Telegram does not know the token.
            UnusableDatabaseError: The database cannot be opened.
            WebhookRefusedError: Telegram will not bring updates to the webhook's address.
        """
        log = structlog.get_logger()
        try:
            if await self._begin(stop):
                log.info("started", username=self._application.bot.username, sqlite=sqlite3.sqlite_version)
                await self._work(stop)
        finally:
            await self.writer.close()
            await self._transport.close()
            log.info("stopped")

    async def counts(self) -> dict[str, dict[str, int]]:
        """How many updates and messages are in each state."""
        return await self.writer.run(lambda db: {"inbox": inbox.counts(db), "outbox": outbox.counts(db)})

    async def _count(self) -> None:
        self.counted = await self.counts()

    async def _begin(self, stop: asyncio.Event) -> bool:
        """Make everything ready; False when told to stop meanwhile."""
        # The bot learns its own name from Telegram, and settles in under it.
        for step in (self._open_database, self._application.initialize, self._settle_in, self._count):
            if not await taken(step, stop):
                return False
        self.ready.set()
        return True

    async def _open_database(self) -> None:
        """Open the database, or say in one sentence why it cannot be used; a disk without room raises as it is."""
        try:
            await self.writer.start()
        except (sqlite3.Error, OSError) as error:
            if is_out_of_room(error):
                raise
            raise UnusableDatabaseError(f"BOT_DATABASE cannot be used: {in_words(error)}.") from error

    async def _settle_in(self) -> None:
        """Put the database in order before anybody is served; first of all what an earlier run left in doubt."""
        doubtful = await self.writer.run(self._prepare_all)
        if doubtful:
            structlog.get_logger().warning("outbox_recovered", rows=doubtful)

    def _prepare_all(self, db: Database) -> int:
        """In the writer; returns how many messages came into doubt."""
        itself.remember_username(db, self._application.bot.username)
        self._prepare(db, self._clock.now())
        return outbox.recover(db, now=machine_time())

    async def _work(self, stop: asyncio.Event) -> None:
        """Run the loops until told to stop, or until one of them fails: better to end than to live on half dead."""
        sending = asyncio.create_task(self._sender.run(), name="sender")
        taking = asyncio.create_task(self.intake.run(), name="intake")
        others = self._begin_in_background()
        stopped = asyncio.create_task(stop.wait())
        done, _ = await asyncio.wait((sending, taking, stopped), return_when=asyncio.FIRST_COMPLETED)
        await _cancel(taking, stopped, *others)
        await self._lanes.stop(_LAST_HANDLERS_SECONDS)
        self._sender.stop()
        await asyncio.wait([sending])
        self._reports.close()
        await self._application.shutdown()
        for task in (*done - {stopped}, sending):
            task.result()

    def _begin_in_background(self) -> "list[asyncio.Task[None]]":
        """Start what the bot can live without for a while."""
        works = {
            "profile": publish_profile(self._api),
            "purge": for_ever("purge", self._purge, every=_PURGE_SECONDS),
            "counts": for_ever("counts", self._count, every=_COUNT_SECONDS),
            "nudging": self.nudging.run(),
        }
        if self._database is not None:
            take = partial(take_all, self._database, self.writer, self._clock.now)
            works["errands"] = for_ever("errands", take, every=LOOK_SECONDS)
        return [in_background(work, name) for name, work in works.items()]

    async def _purge(self) -> None:
        """Delete what is no longer needed, one table after the other."""
        now = self._clock.now()
        tables = (inbox, outbox, frames, asks, mishaps, nudges, versions)
        await each([partial(self.writer.run, partial(table.purge, now=now)) for table in tables])


async def run_until_signal(service: Service) -> None:
    """Run *service* until the process is asked to end (SIGTERM, Ctrl-C)."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await service.run(stop)


async def _cancel(*tasks: "asyncio.Task[Any]") -> None:
    """Cancel tasks and wait until they have ended."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
