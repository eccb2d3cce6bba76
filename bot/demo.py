"""``sotay demo``: the bot, a local Telegram and the chat page in one process, talking over real HTTP."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from aiohttp import web
from pydantic import SecretStr

from bot.clock import MovableClock
from bot.demo_people import settle
from bot.heap import loading
from bot.lock import sole_owner
from bot.logs import set_up_logging
from bot.pace import LOCAL, Pace
from bot.playground import limits
from bot.playground.server import TOKEN, create_app
from bot.service import Service, UnusableDatabaseError, run_until_signal
from bot.settings import Settings, SettingsError

if TYPE_CHECKING:
    from knowledge.library import Library

_HOST = "127.0.0.1"


def run_demo(settings: Settings, *, port: int, database: Path | None, now: datetime | None) -> None:
    """Run until the process is asked to end.

    Args:
        settings: Time zone and further plan files; nothing else of it matters here.
        port: Where to listen on this machine; 0 for any free port.
        database: The database file; None for one that is gone afterwards.
        now: Local time at which the demonstration begins; None for the present.

    Raises:
        SettingsError: The port is taken, or the database cannot be used.
        PlanFileError: A plan file is wrong.
        AlreadyRunningError: Another bot works with the database.
    """
    with loading():
        from knowledge.library import Library

        library = Library.load(settings.plans)
    clock = MovableClock(settings.timezone)
    if now:
        clock.set(now)
    set_up_logging()
    with tempfile.TemporaryDirectory(prefix="sotay-") as folder:
        path = database or Path(folder) / "demo.sqlite3"
        with sole_owner(path):
            try:
                asyncio.run(_serve(library, clock, path, port))
            except UnusableDatabaseError as error:
                raise SettingsError(str(error)) from error


async def _serve(library: "Library", clock: MovableClock, database: Path, port: int) -> None:
    """Run the demonstration until the process is asked to end."""
    async with demonstration(library, clock, database, port) as (url, service):
        click.echo(f"Sổ tay: {url}  (Ctrl-C ends it)")
        await run_until_signal(service)


@asynccontextmanager
async def demonstration(
    library: "Library", clock: MovableClock, database: Path | None, port: int
) -> AsyncIterator[tuple[str, Service]]:
    """Serve the local Telegram for the length of the block.

    Yields:
        The address of the page, and the bot that talks to it over HTTP: not running yet.
    """
    app = create_app(clock, rates=limits.LOCAL)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        url = await _listen(runner, port)
        token, pace = SecretStr(TOKEN), Pace(LOCAL)
        yield (
            url,
            Service(
                token=token,
                api_url=url,
                database=database,
                library=library,
                clock=clock,
                pace=pace,
                prepare=settle,
            ),
        )
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, port: int) -> str:
    """Listen on *port*; returns the address of the page."""
    try:
        await web.TCPSite(runner, _HOST, port).start()
    except OSError as error:
        raise SettingsError(f"Port {port} cannot be used ({error.strerror}): choose another with --port.") from error
    return f"http://{_HOST}:{runner.addresses[0][1]}"
