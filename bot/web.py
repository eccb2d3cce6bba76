"""The health page. The door for webhooks will be here too."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from sqlite3 import sqlite_version

from aiohttp import web

from bot.service import Service
from bot.settings import SettingsError, host_and_port


@asynccontextmanager
async def health_page(service: Service, listen: str | None) -> AsyncIterator[str | None]:
    """Serve ``GET /health`` at *listen* (host:port) for the length of the block; nothing when it is None.

    Yields:
        Where it listens: with port 0 any free one is taken.
    """
    if listen is None:
        yield None
        return
    runner = web.AppRunner(create_app(service), access_log=None)
    await runner.setup()
    try:
        await _listen(runner, listen)
        host, port = runner.addresses[0][:2]
        yield f"{host}:{port}"
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, address: str) -> None:
    """Listen at *address*, or say in one sentence why that cannot be."""
    try:
        await web.TCPSite(runner, *host_and_port(address)).start()
    except OSError as error:
        raise SettingsError(f"BOT_LISTEN cannot be used: {error.strerror}.") from error


def create_app(service: Service) -> web.Application:
    """The page as an application of its own."""

    async def health(_request: web.Request) -> web.Response:
        """200 while polls come back; 503 before the start and after three polls that did not."""
        alive = service.ready.is_set() and service.intake.is_alive
        report = {
            "alive": alive,
            "seconds_since_last_poll": round(service.intake.silence_seconds, 1),
            "sqlite": sqlite_version,
            **(await service.counts() if service.ready.is_set() else {}),
        }
        return web.json_response(report, status=200 if alive else 503)

    app = web.Application()
    app.router.add_get("/health", health)
    return app
