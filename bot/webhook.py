"""The other way in: Telegram brings each update to an address of the bot's own.

Telegram takes a 200 for "it is yours now", so it is said only once the update is on the disk. To anything else Telegram
comes again, for 24 hours, and until then brings nothing else of that chat.
"""

import asyncio
import hmac
import json
import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import structlog
from aiohttp import web
from pydantic import SecretStr

from bot.intake import ALLOWED_UPDATES, Reception, arrival_of, insist
from bot.transport import BotApi
from storage.inbox import Arrival

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header, no secret

_MAX_CONNECTIONS = 20  # the database is written by one thread; more would only wait for it
_LOOK_SECONDS = 120.0
_GRACE_SECONDS = 20.0
_ROOM_PATIENCE_SECONDS = 1.0
_COME_AGAIN_SECONDS = 2


class WebhookRefusedError(Exception):
    """Telegram will not bring updates to the address; ``str(error)`` is its reason."""


def random_secret() -> SecretStr:
    """A secret that nobody has to remember: each start tells Telegram a new one."""
    return SecretStr(secrets.token_urlsafe(32))


@dataclass(frozen=True, slots=True)
class Address:
    """Where Telegram is to bring updates."""

    url: str = field(repr=False)
    secret: SecretStr = field(default_factory=random_secret)  # 1 to 256 of A-Z a-z 0-9 _ -
    look_seconds: float = _LOOK_SECONDS  # how often to ask Telegram whether it gets through


@dataclass(frozen=True, slots=True)
class _Standing:
    """How Telegram gets on with the webhook."""

    url: str
    pending: int  # updates that Telegram still holds
    error_at: int  # when a delivery last failed, in seconds of the epoch; 0 for never
    error: str


class Webhook:
    """Takes in what Telegram brings, and watches that it goes on bringing."""

    def __init__(self, api: BotApi, reception: Reception, address: Address) -> None:
        """Tell Telegram of *address* with *api*, hand what it brings to *reception*."""
        self._api = api
        self._reception = reception
        self._address = address
        self._open = False
        self._is_cut_off = False
        self._pending: int | None = None  # as of the last look
        self._last_sign = time.monotonic()

    @property
    def path(self) -> str:
        """The path of the address: what has to reach ``receive``."""
        return urlsplit(self._address.url).path or "/"

    @property
    def silence_seconds(self) -> float:
        """How long ago Telegram was last heard of: it brought an update, or said how the webhook stands."""
        return time.monotonic() - self._last_sign

    @property
    def is_alive(self) -> bool:
        """Tell whether updates can come in.

        False when Telegram has not been heard of for the time of three looks, and when at the last one it held
        updates with which it could not get through.
        """
        return not self._is_cut_off and self.silence_seconds < 3 * (self._address.look_seconds + _GRACE_SECONDS)

    def report(self) -> dict[str, Any]:
        """What the health page says of the way in."""
        return {"seconds_since_last_sign": round(self.silence_seconds, 1), "pending_updates": self._pending}

    async def run(self) -> None:
        """First take up what an earlier run left; then let updates in for ever.

        Raises:
            WebhookRefusedError: Telegram will not bring them, from the start.
        """
        await self._reception.take_up_the_rest()
        self._open = True  # before Telegram is told, which begins at once
        try:
            await self._register()
            while True:
                await self._watch()
                await self._register_again()
        finally:
            self._open = False

    async def receive(self, request: web.Request) -> web.Response:
        """Answer one delivery: 200 once it is stored, 401 or 400 to what Telegram did not send, 503 for "come again".

        Raises:
            HTTPRequestEntityTooLarge: The body is larger than the application allows.
        """
        if not self._open:
            return _come_again()
        if not self._is_from_telegram(request):
            return web.Response(status=401)
        arrival = _read(await request.read())
        if arrival is None:
            return web.Response(status=400)
        return await self._take_in(arrival)

    def _is_from_telegram(self, request: web.Request) -> bool:
        """Compare the secret, in a time that tells nothing about it."""
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        return hmac.compare_digest(given, self._address.secret.get_secret_value().encode())

    async def _take_in(self, arrival: Arrival) -> web.Response:
        """Store an update, and answer accordingly."""
        try:
            async with asyncio.timeout(_ROOM_PATIENCE_SECONDS):
                await self._reception.room()
        except TimeoutError:
            return _come_again()
        try:
            await self._reception.take_in([arrival])
        except Exception as error:
            # Whatever it is: what was not stored comes again, and not asked to hurry, Telegram waits longer each time.
            structlog.get_logger().error("intake_failed", error=type(error).__name__)
            return web.Response(status=503)
        self._last_sign = time.monotonic()
        return web.Response()

    async def _register(self) -> None:
        """Tell Telegram where to bring updates."""
        parameters = {
            "url": self._address.url,
            "secret_token": self._address.secret.get_secret_value(),
            "allowed_updates": ALLOWED_UPDATES,
            "max_connections": _MAX_CONNECTIONS,
        }
        response = await insist(self._api, "setWebhook", parameters, refusable=True)
        if not response.ok:
            raise WebhookRefusedError(response.description)

    async def _register_again(self) -> None:
        """Tell Telegram once more, until it agrees: it took the address before, so that what it minds will pass."""
        while True:
            try:
                return await self._register()
            except WebhookRefusedError as error:
                why = self._without_address(str(error))
                structlog.get_logger().error("webhook_refused", why=why)
                await asyncio.sleep(self._address.look_seconds)

    async def _watch(self) -> None:
        """Look every few minutes how deliveries go; return when Telegram no longer brings them here."""
        log = structlog.get_logger()
        before = start = await self._look()  # errors of the time before are over
        while True:
            await asyncio.sleep(self._address.look_seconds)
            now = await self._look()
            if now.url != start.url:
                log.warning("webhook_lost", pending=now.pending)
                return
            has_failed = now.error_at > before.error_at
            self._is_cut_off = now.pending > 0 and (has_failed or self._is_cut_off)
            if has_failed:
                at = datetime.fromtimestamp(now.error_at, UTC).isoformat()
                log.warning("webhook_failing", last_error_at=at, why=now.error, pending=now.pending)
            before = now

    async def _look(self) -> _Standing:
        """Ask Telegram how the webhook stands."""
        response = await insist(self._api, "getWebhookInfo", {})
        info = response.result if isinstance(response.result, dict) else {}
        self._last_sign = time.monotonic()
        self._pending = info.get("pending_update_count", 0)
        error = self._without_address(str(info.get("last_error_message", "")))
        return _Standing(info.get("url", ""), self._pending, info.get("last_error_date", 0), error)

    def _without_address(self, text: str) -> str:
        """A text of Telegram's for the log; the address is nobody's business."""
        return text.replace(self._address.url, "<url>")


def _come_again() -> web.Response:
    """Soon it will do: Telegram heeds the header, up to an hour."""
    return web.Response(status=503, headers={"Retry-After": str(_COME_AGAIN_SECONDS)})


def _read(body: bytes) -> Arrival | None:
    """The update in a body; None when it is no JSON object with a number."""
    try:
        arrival = arrival_of(json.loads(body))
    except (ValueError, RecursionError):  # the latter for brackets within brackets
        return None
    return arrival if arrival.update_id is not None else None
