"""Which address of the chat page and of /playground goes where."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from bot.playground import driving, watching
from bot.playground.errors import PlaygroundError

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_PAGE = Path(__file__).parent / "page"
_PAGE_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def add_routes(app: web.Application) -> None:
    """Add the page and the /playground/… addresses to *app*."""
    routes: tuple[tuple[str, str, Handler], ...] = (
        ("GET", "/", _page),
        ("GET", "/page/{name}", _page),
        ("GET", "/playground/people", watching.people),
        ("GET", "/playground/messages", watching.messages),
        ("GET", "/playground/commands", watching.commands),
        ("GET", "/playground/clock", watching.clock),
        ("GET", "/playground/events", watching.events),
        ("GET", "/playground/files/{file_id}/{name}", watching.file),
        ("POST", "/playground/messages", driving.say),
        ("POST", "/playground/files", driving.send_file),
        ("POST", "/playground/edits", driving.edit),
        ("POST", "/playground/presses", driving.press),
        ("POST", "/playground/blocks", driving.block),
        ("POST", "/playground/inline", driving.ask_inline),
        ("POST", "/playground/inline/choices", driving.choose_inline),
        ("POST", "/playground/groups", driving.add_group),
        ("POST", "/playground/clock", driving.move_clock),
    )
    for verb, path, handler in routes:
        app.router.add_route(verb, path, _with_reasons(handler))


def _with_reasons(handler: Handler) -> Handler:
    """Answer with JSON that says why when *handler* finds that something cannot be done."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except PlaygroundError as error:
            return web.json_response({"error": str(error)}, status=error.status)

    return guarded


async def _page(request: web.Request) -> web.Response:
    """Serve the chat page and what belongs to it."""
    file = _PAGE / request.match_info.get("name", "index.html")
    if file not in _PAGE.iterdir():
        raise PlaygroundError(f"There is no {file.name}.", status=404)
    return web.Response(
        body=file.read_bytes(), content_type=_PAGE_TYPES[file.suffix], charset="utf-8", headers=_PAGE_HEADERS
    )
