"""Stand-ins that are real programs: a library of canned answers, and a Bot API server over HTTP."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any, Literal

from aiohttp import web
from telegram.request import BaseRequest, RequestData

from knowledge.figures.model import FigureReading, Problem
from knowledge.reply import Option, Reply

TOKEN = "4242:secret-secret-secret-secret-secret"
USERNAME = "so_tay_bot"
ME = {"id": 4242, "is_bot": True, "first_name": "Sổ tay", "username": USERNAME, "supports_inline_queries": True}

_SCREENS = {
    "home": (Option("Tân Khai", "home=tan-khai"), Option("Hoằng Đức", "home=hoang-duc")),
    "language": (Option("Tiếng Việt", "language=vi"), Option("English", "language=en")),
}


class NoFigures:
    """Reads every message as one without figures."""

    def read(self, text: str, **_context: object) -> FigureReading:
        return FigureReading((), (Problem("no_figure", text),))


class FakeLibrary:
    """Answers with what it was asked; "nổ" in a question makes it fail."""

    figures = NoFigures()
    plans: Mapping[str, object] = {}

    def answer(
        self,
        text: str,
        *,
        today: date,
        frame: object = None,
        home: str | None = None,
        language: Literal["vi", "en"] | None = None,
    ) -> Reply:
        if "nổ" in text:
            raise ValueError(f"cannot answer {text}")
        if "mơ hồ" in text:
            return Reply("clarify", "Bạn hỏi ý nào?", options=(Option("Ý một", "one"), Option("Ý hai", "two")))
        said = f"<b>{escape(text[:1000])}</b> · {today} · {home} · {language}"
        return Reply("answer", said, query=text[:20], options=(Option("Thêm", "more"),))

    def may_tell_of_danger(self, text: str) -> bool:
        return False

    def run(
        self,
        query: str,
        *,
        today: date,
        frame: object = None,
        language: Literal["vi", "en"] = "vi",
    ) -> Reply:
        if query in _SCREENS:
            return Reply("help", "Chọn:", query=query, options=_SCREENS[query], in_place=True)
        kind: Literal["answer", "help"] = "answer" if query in ("one", "two", "more") else "help"
        return Reply(kind, f"[{query}] {language}", query=query, in_place=query == "more")


class OfflineRequest(BaseRequest):
    """Lets python-telegram-bot learn its own name, and refuses everything else."""

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: object, **kwargs: object
    ) -> tuple[int, bytes]:
        assert url.endswith("/getMe"), f"nothing may be sent from here: {url}"
        return 200, json.dumps({"ok": True, "result": ME}).encode()


@dataclass
class Fault:
    """What the fake server does instead of answering *method*."""

    method: str
    status: int = 200
    body: dict[str, Any] | str = ""
    times: int = 1
    hang: bool = False  # take the request, never answer
    effect: bool = False  # do what was asked all the same


@dataclass
class FakeTelegram:
    """The part of a Bot API server that delivers updates and takes messages, with faults on demand."""

    updates: list[Any] = field(default_factory=list)
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    confirmed: int = 0  # updates below this id are gone
    polls: int = 0
    url: str = ""
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _delivered: set[int] = field(default_factory=set)
    _message_ids: Counter[str] = field(default_factory=Counter)

    def push(self, *updates: Any) -> None:
        self.updates.extend(updates)
        self._news.set()

    def sent(self, method: str = "sendMessage") -> list[dict[str, Any]]:
        return [parameters for name, parameters in self.calls if name == method]

    def texts(self, chat_id: int | None = None) -> list[str]:
        return [call["text"] for call in self.sent() if chat_id in (None, call["chat_id"])]

    async def call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        read = request.json() if request.content_type == "application/json" else request.post()
        parameters = {name: _kept(value) for name, value in dict(await read).items()}
        fault = next((fault for fault in self.faults if fault.method == method and fault.times > 0), None)
        if fault:
            fault.times -= 1
            if fault.effect:
                self.calls.append((method, parameters))
            if fault.hang:
                assert request.transport is not None
                request.transport.close()
            body = fault.body if isinstance(fault.body, str) else json.dumps(fault.body)
            return web.Response(status=fault.status, text=body, content_type="application/json")
        return web.json_response({"ok": True, "result": await self.answer(method, parameters)})

    async def answer(self, method: str, parameters: dict[str, Any]) -> Any:
        if method == "getMe":
            return ME
        if method == "getUpdates":
            return await self.poll(parameters)
        self.calls.append((method, parameters))
        if method != "sendMessage":
            return True
        self._message_ids["last"] += 1
        chat = {"id": parameters["chat_id"], "type": "private"}
        return {"message_id": self._message_ids["last"], "date": 1, "chat": chat, "text": parameters["text"]}

    async def poll(self, parameters: dict[str, Any]) -> list[Any]:
        self.polls += 1
        offset = parameters.get("offset")
        if offset is not None:
            self.confirmed = offset
            # Like Telegram's, an offset says nothing about updates that were not delivered yet, whatever their number.
            self.updates = [update for update in self.updates if not self._is_confirmed(update, offset)]
        if not self.updates:
            self._news.clear()
            try:
                async with asyncio.timeout(min(0.2, parameters["timeout"])):
                    await self._news.wait()
            except TimeoutError:
                pass
        self._delivered |= {id(update) for update in self.updates[:100]}
        return self.updates[:100]

    def _is_confirmed(self, update: Any, offset: int) -> bool:
        number = update.get("update_id", -1) if isinstance(update, dict) else -1
        return id(update) in self._delivered and number < offset


def _kept(value: Any) -> Any:
    """A parameter; of an uploaded file its name and content, which are gone with the request."""
    return (value.filename, value.file.read()) if isinstance(value, web.FileField) else value


@asynccontextmanager
async def serving(telegram: FakeTelegram, port: int = 0) -> AsyncIterator[FakeTelegram]:
    """Serve *telegram* on this machine."""
    app = web.Application()
    app.router.add_route("*", f"/bot{TOKEN}/{{method}}", telegram.call)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    telegram.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield telegram
    finally:
        await runner.cleanup()
