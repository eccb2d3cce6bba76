"""The bot as a whole: what is started, in which order, and how it ends."""

import asyncio
import contextlib
import signal
import sqlite3
from collections.abc import Callable, Coroutine
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from pydantic import SecretStr
from sqlite_utils import Database
from telegram.error import InvalidToken, TelegramError

from bot.application import Dispatcher, build_application
from bot.backoff import Backoff
from bot.clock import Clock
from bot.errands import take_for_ever
from bot.intake import Intake, Reception
from bot.lanes import Lanes
from bot.nudging import Nudging
from bot.pace import Pace
from bot.profile import publish_profile
from bot.reports.delivering import Reports
from bot.sender import Sender
from bot.transport import BotApi, Transport
from bot.webhook import Address, Webhook
from bot.writer import Writer
from storage import asks, frames, inbox, itself, mishaps, nudges, outbox

if TYPE_CHECKING:
    from knowledge.library import Library

Prepare = Callable[[Database, datetime], None]

_LAST_HANDLERS_SECONDS = 3.0
_PURGE_SECONDS = 300.0


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
        prepare: Prepare = lambda _db, _now: None,
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

    async def run(self, stop: asyncio.Event) -> None:
        """Work until *stop* is set, then end in order within seconds.

        Raises:
            InvalidToken: Telegram does not know the token.
            UnusableDatabaseError: The database cannot be opened.
            WebhookRefusedError: Telegram will not bring updates to the webhook's address.
        """
        log = structlog.get_logger()
        try:
            await self._open_database()
            if await self._introduce(stop):
                await self.writer.run(self._settle_in)
                self.ready.set()
                log.info("started", username=self._application.bot.username, sqlite=sqlite3.sqlite_version)
                await self._work(stop)
        finally:
            await self.writer.close()
            await self._transport.close()
            log.info("stopped")

    async def counts(self) -> dict[str, dict[str, int]]:
        """How many updates and messages are in each state."""
        return await self.writer.run(lambda db: {"inbox": inbox.counts(db), "outbox": outbox.counts(db)})

    async def _open_database(self) -> None:
        """Open the database, or say in one sentence why it cannot be used."""
        try:
            await self.writer.start()
        except (sqlite3.Error, OSError) as error:
            raise UnusableDatabaseError(f"BOT_DATABASE cannot be used: {error}.") from error

    def _settle_in(self, db: Database) -> None:
        """In the writer, once the bot knows its own name."""
        itself.remember_username(db, self._application.bot.username)
        self._prepare(db, self._clock.now())

    async def _introduce(self, stop: asyncio.Event) -> bool:
        """Learn the bot's own name; False when told to stop meanwhile.

        The network may come up later than the machine: try on.
        """
        backoff = Backoff()
        while not stop.is_set():
            try:
                await self._application.initialize()
            except InvalidToken:
                raise
            except TelegramError as error:
                pause = backoff.next_pause()
                structlog.get_logger().warning("start_delayed", error=type(error).__name__, pause=round(pause, 2))
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await stop.wait()
            else:
                return True
        return False

    async def _work(self, stop: asyncio.Event) -> None:
        """Run the loops until told to stop, or until one of them fails: better to end than to live on half dead."""
        sending = asyncio.create_task(self._sender.run(), name="sender")
        taking = asyncio.create_task(self.intake.run(), name="intake")
        others = [
            _background(publish_profile(self._api)),
            _background(self._purge_for_ever()),
            _background(self.nudging.run()),
        ]
        if self._database is not None:
            others.append(_background(take_for_ever(self._database, self.writer, self._clock.now)))
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

    async def _purge_for_ever(self) -> None:
        """Delete what is no longer needed, every few minutes: a conversation is to be forgotten soon after its end."""
        while True:
            await self.writer.run(partial(_purge, clock=self._clock))
            await asyncio.sleep(_PURGE_SECONDS)


async def run_until_signal(service: Service) -> None:
    """Run *service* until the process is asked to end (SIGTERM, Ctrl-C)."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await service.run(stop)


def _purge(db: Database, *, clock: Clock) -> None:
    """One round of deleting."""
    for table in (inbox, outbox, frames, asks, mishaps, nudges):
        table.purge(db, now=clock.now())


def _background(work: Coroutine[Any, Any, None]) -> "asyncio.Task[None]":
    """Start something that the bot can live without."""
    return asyncio.create_task(work)


async def _cancel(*tasks: "asyncio.Task[Any]") -> None:
    """Cancel tasks and wait until they have ended."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
