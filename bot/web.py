"""What the bot itself listens to: the health page, and the door for webhooks when there is one."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from sqlite3 import sqlite_version

from aiohttp import web

from bot.service import Service
from bot.settings import SettingsError, host_and_port
from bot.webhook import Webhook

_MOST_BODY_BYTES = 1 << 20  # an update has some kilobytes
_LAST_REQUESTS_SECONDS = 2.0


@asynccontextmanager
async def listening(service: Service, listen: str | None) -> AsyncIterator[str | None]:
    """Serve *service*'s pages at *listen* (host:port) for the length of the block; nothing when it is None.

    Yields:
        Where it listens: with port 0 any free one is taken.
    """
    if listen is None:
        yield None
        return
    runner = web.AppRunner(create_app(service), access_log=None, shutdown_timeout=_LAST_REQUESTS_SECONDS)
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
    """The pages as an application of their own: ``GET /health``, and POST to the path of the webhook's address."""

    async def health(_request: web.Request) -> web.Response:
        """200 while updates can come in and be stored; 503 before the start, and when they cannot."""
        storing = service.writer.is_storing
        alive = service.ready.is_set() and service.intake.is_alive and storing
        report = {
            "alive": alive,
            "storing": storing,
            **service.intake.report(),
            "sqlite": sqlite_version,
            **service.counted,  # from memory: anybody may ask, as often as they like
        }
        return web.json_response(report, status=200 if alive else 503)

    app = web.Application(client_max_size=_MOST_BODY_BYTES)
    app.router.add_get("/health", health)
    if isinstance(service.intake, Webhook):
        app.router.add_post(service.intake.path, service.intake.receive)
    return app
