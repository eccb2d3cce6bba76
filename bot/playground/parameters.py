"""The parameters of a Bot API call, however they came: query, form, JSON or multipart."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from bot.playground.errors import bad_request


@dataclass(frozen=True)
class Upload:
    """A file in a multipart request."""

    name: str
    mime_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Parameters:
    """Values by name; what a method does not ask for is ignored, as at Telegram."""

    values: dict[str, Any]
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """Return a text; numbers and flags as JSON writes them."""
        value = self.values.get(name)
        if value is None:
            return default
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

    def integer(self, name: str, default: int = 0) -> int:
        """Return a whole number; *default* when it is missing or not one, as Telegram does."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """Return a yes or no."""
        return self.text(name).strip().lower() in {"true", "yes", "1"}

    def structure(self, name: str, what: str) -> Any:
        """Return an object or array, sent as such or as JSON text; None when it is missing or empty.

        Raises:
            ApiError: 400, can't parse *what*.
        """
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return parse_json(value) if value else None
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None


def parse_json(source: str | bytes) -> Any:
    """Read JSON whose texts are Unicode: a half of a surrogate pair is none.

    Raises:
        ValueError: It is not that.
    """
    try:
        parsed = json.loads(source)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if "\\u" in (source if isinstance(source, str) else source.decode()):  # only an escape can smuggle one in
        json.dumps(parsed, ensure_ascii=False).encode()
    return parsed


async def read_parameters(request: web.Request) -> Parameters:
    """Read query and body of *request*.

    Raises:
        ApiError: 400, the body is not what its content type says.
    """
    values: dict[str, Any] = dict(request.query)
    if not request.can_read_body:
        return Parameters(values)
    if request.content_type == "application/json":
        return Parameters(values | await _json_object(request))
    if request.content_type == "multipart/form-data":
        fields, uploads = await _multipart(request)
        return Parameters(values | fields, uploads)
    try:
        form = await request.post()
    except ValueError:
        raise bad_request("strings must be encoded in UTF-8") from None
    return Parameters(values | {name: str(value) for name, value in form.items()})


async def _json_object(request: web.Request) -> dict[str, Any]:
    body = await request.read()
    if not body.strip():
        return {}
    try:
        parsed = parse_json(body)
    except ValueError:
        parsed = None
    if not isinstance(parsed, dict):
        raise bad_request("can't parse request parameters as a JSON object")
    return parsed


async def _multipart(request: web.Request) -> tuple[dict[str, str], dict[str, Upload]]:
    fields: dict[str, str] = {}
    uploads: dict[str, Upload] = {}
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or not part.name:
                continue
            data = bytes(await part.read())
            if part.filename is None:
                fields[part.name] = data.decode()
            else:
                mime_type = part.headers.get("Content-Type", "application/octet-stream")
                uploads[part.name] = Upload(part.filename, mime_type, data)
    except ValueError:
        raise bad_request("can't parse the multipart body") from None
    return fields, uploads
