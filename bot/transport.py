"""HTTP to the Bot API, with aiohttp.

python-telegram-bot's own transport is two to ten times slower, the more so the more requests are under way, and its
connection pool can wedge. One session serves both the library (``AiohttpRequest``) and the durable path, which calls
methods with ready-made JSON (``BotApi``).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

import aiohttp
from pydantic import SecretStr
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

_TIMEOUT_SECONDS = 20.0
_CONNECT_SECONDS = 5.0
# A reused connection that the server has just closed leaves it open whether a message arrived: let ours go first.
_KEEPALIVE_SECONDS = 15.0


class NotDeliveredError(Exception):
    """The server was never reached: the request certainly had no effect."""


class UnknownOutcomeError(Exception):
    """The request may or may not have had its effect: no answer came, or none that could be read."""


@dataclass(frozen=True, slots=True)
class Response:
    """What the Bot API said."""

    status: int  # HTTP status
    ok: bool
    result: Any = None
    description: str = ""
    retry_after: float | None = None  # seconds
    migrate_to: int | None = None  # the chat's new id
    of_telegram: bool = True  # in the form of the Bot API, and not a page of something before it


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way out; *field* is the parameter that it goes in."""

    field: str
    name: str
    mime_type: str
    data: bytes = dataclass_field(repr=False)


class Transport:
    """One aiohttp session, opened at first use inside the event loop."""

    def __init__(self) -> None:
        """Prepare; no connection is made."""
        self._session: aiohttp.ClientSession | None = None

    @property
    def session(self) -> aiohttp.ClientSession:
        """The open session."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=_KEEPALIVE_SECONDS)
            )
        return self._session

    async def request(
        self, method: str, url: str, data: Any, headers: Mapping[str, str] | None, seconds: float
    ) -> tuple[int, bytes]:
        """Make one request.

        Returns:
            HTTP status and body.

        Raises:
            NotDeliveredError: No connection came about.
            UnknownOutcomeError: Anything went wrong later, or *seconds* passed.
        """
        timeout = aiohttp.ClientTimeout(total=seconds, sock_connect=_CONNECT_SECONDS)
        try:
            async with self.session.request(method, url, data=data, headers=headers, timeout=timeout) as response:
                return response.status, await response.read()
        # The texts of these exceptions name the address, and with it the token: only their types go on.
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotDeliveredError(type(error).__name__) from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise UnknownOutcomeError(type(error).__name__) from None

    async def close(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()


class BotApi:
    """Calls of the Bot API with ready-made JSON."""

    def __init__(self, transport: Transport, api_url: str, token: SecretStr) -> None:
        """Call the server at *api_url* (without a path) as the bot of *token*."""
        self._transport = transport
        self._base = f"{api_url}/bot{token.get_secret_value()}/"

    async def call(
        self, method: str, parameters: Mapping[str, Any] | str | None = None, *, seconds: float = _TIMEOUT_SECONDS
    ) -> Response:
        """Call *method*.

        Args:
            method: Name of the method.
            parameters: Its parameters; a string is JSON text already.
            seconds: How long to wait, all in all.

        Returns:
            What the server said, good or bad.

        Raises:
            NotDeliveredError: The server was not reached.
            UnknownOutcomeError: It was, but gave no answer that can be read.
        """
        body = parameters if isinstance(parameters, str) else json.dumps(parameters or {})
        status, answer = await self._transport.request(
            "POST", self._base + method, body.encode(), {"Content-Type": "application/json"}, seconds
        )
        return _read_response(status, answer)

    async def upload(self, method: str, parameters: Mapping[str, Any], upload: Upload, *, seconds: float) -> Response:
        """Call *method* with a file, as a multipart form; otherwise like ``call``."""
        # Unquoted: Telegram takes a file's name as it stands.
        form = aiohttp.FormData(quote_fields=False)
        for name, value in parameters.items():
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
        form.add_field(upload.field, upload.data, filename=upload.name, content_type=upload.mime_type)
        status, answer = await self._transport.request("POST", self._base + method, form, None, seconds)
        return _read_response(status, answer)


def _read_response(status: int, body: bytes) -> Response:
    """Read what the Bot API answered; a gateway's error page is an answer of its status without a result."""
    try:
        data = json.loads(body)
    except ValueError:
        data = None
    if not isinstance(data, dict):
        if status < 400:
            raise UnknownOutcomeError("unreadable answer")
        return Response(status, ok=False, description=f"HTTP {status}", of_telegram=False)
    more = data.get("parameters")
    more = more if isinstance(more, dict) else {}
    return Response(
        status=status,
        ok=data.get("ok") is True,
        result=data.get("result"),
        description=str(data.get("description", "")),
        retry_after=_number(more.get("retry_after")),
        migrate_to=_number(more.get("migrate_to_chat_id")),
    )


def _number(value: object) -> int | None:
    """A whole number that the answer states; whatever else stands there says nothing."""
    return value if type(value) is int else None


class AiohttpRequest(BaseRequest):
    """What python-telegram-bot makes its own calls with."""

    def __init__(self, transport: Transport) -> None:
        """Make requests over *transport*, which its owner closes."""
        self._transport = transport

    @property
    def read_timeout(self) -> float:
        """Seconds that a request may take, unless its caller says otherwise."""
        return _TIMEOUT_SECONDS

    async def initialize(self) -> None:
        """Nothing to do: the session opens at first use."""

    async def shutdown(self) -> None:
        """Nothing to do: the transport is closed by its owner."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - the signature is the base class's
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - the signature is the base class's
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - the signature is the base class's
    ) -> tuple[int, bytes]:
        """Make one request, as the base class describes it; only the read timeout is heeded."""
        seconds = _TIMEOUT_SECONDS if read_timeout in (BaseRequest.DEFAULT_NONE, None) else float(read_timeout)
        try:
            status, answer = await self._transport.request(method, url, _form(request_data), None, seconds)
        except NotDeliveredError as error:
            raise NetworkError(f"not delivered: {error}") from None
        except UnknownOutcomeError as error:
            raise TimedOut(f"no answer: {error}") from None
        # The library takes any 401 and 404 for Telegram's word that there is no such token.
        if status in (401, 404) and not _is_of_bot_api(answer):
            raise NetworkError(f"HTTP {status} of something before Telegram")
        return status, answer


def _is_of_bot_api(answer: bytes) -> bool:
    """Tell whether an answer has the form that the Bot API gives all of its own."""
    try:
        data = json.loads(answer)
    except ValueError:
        return False
    return isinstance(data, dict) and "ok" in data


def _form(request_data: RequestData | None) -> Any:
    """The body of a request: a plain form, or one with files."""
    if request_data is None:
        return None
    if not request_data.contains_files:
        return request_data.json_parameters
    # Unquoted: Telegram takes a file's name as it stands, and "số liệu" is not to arrive in percent signs.
    form = aiohttp.FormData(request_data.json_parameters, quote_fields=False)
    for name, (filename, content, content_type) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=content_type)
    return form
