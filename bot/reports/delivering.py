"""Outbox rows that stand for a file: made in a worker thread, then sent, then the word "Đang lập…" goes.

The order makes it safe to be killed anywhere: until the file was taken the row is not settled, and is dealt with anew.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from sqlite_utils import Database

from bot.passing import is_passing
from bot.reports.making import make
from bot.reports.wanted import Made, NothingToShowError, Wanted
from bot.transport import BotApi, NotDeliveredError, UnknownOutcomeError, Upload
from bot.verdicts import MOST_ATTEMPTS, Later, Outcome, Refused, Sent, Verdict, judge
from bot.writer import Writer
from handlers import errors
from knowledge.sentences import say
from storage import outbox
from storage.database import open_for_reading
from storage.outbox import Claimed, Outgoing
from storage.roles import NotAllowedError

if TYPE_CHECKING:
    from knowledge.library import Library

METHOD = "report"
_UPLOAD_SECONDS = 60.0
_TROUBLE_SECONDS = 1.0

Maker = Callable[[Database, "Library", Wanted, tzinfo], Made]


class Reports:
    """Makes and sends files, one at a time: two charts at once would only be slower."""

    def __init__(
        self,
        api: BotApi,
        writer: Writer,
        library: "Library",
        database: Path | None,
        now: Callable[[], datetime],
        maker: Maker = make,
    ) -> None:
        """Prepare; no thread is started before the first file.

        Args:
            api: Where files are sent.
            writer: Owns the database; it takes the message that says how it ended.
            library: What the plans say.
            database: The file, read over a connection of its own; None: in memory, read by the writer's thread.
            now: The bot's time, for its time zone.
            maker: Makes a file over a database that it only reads.
        """
        self._api, self._writer, self._library, self._database, self._now = api, writer, library, database, now
        self._maker = maker
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reports")

    async def deliver(self, row: Claimed) -> Verdict:
        """Make the file that *row* wants, and send it."""
        wanted = Wanted.read(row.payload)
        try:
            made = await self._make(wanted)
        except Exception as error:
            if is_passing(error) and row.attempts < MOST_ATTEMPTS:
                return Later(f"not made: {type(error).__name__}", _TROUBLE_SECONDS)
            return await self._give_up(row, wanted, error)
        verdict = judge(row, await self._send(row, made))
        if isinstance(verdict, Sent):
            await self._take_word_away(row, wanted)
        elif isinstance(verdict, Refused) and not verdict.unreachable:
            structlog.get_logger().error("report_refused", report=wanted.report, row=row.id)
            await self._tell(row, wanted, say("report_failed", wanted.language, code=f"R{row.id}"))
        return verdict

    def close(self) -> None:
        """Begin no further file. One that is being made ends by itself, and is made anew after a restart."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _make(self, wanted: Wanted) -> Made:
        """Make a file without holding up anything else."""
        zone = self._now().tzinfo or UTC
        if self._database is None:
            return await self._writer.run(lambda db: self._maker(db, self._library, wanted, zone))
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._make_alone, self._database, wanted, zone)

    def _make_alone(self, database: Path, wanted: Wanted, zone: tzinfo) -> Made:
        """In the worker thread: make a file over a connection of its own."""
        with closing(open_for_reading(database)) as db:
            return self._maker(db, self._library, wanted, zone)

    async def _send(self, row: Claimed, made: Made) -> Outcome:
        """Upload a file."""
        method, field = ("sendPhoto", "photo") if made.is_picture else ("sendDocument", "document")
        parameters = {"chat_id": row.chat_id} | ({"caption": made.caption} if made.caption else {})
        upload = Upload(field, made.name, made.mime_type, made.data)
        try:
            return await self._api.upload(method, parameters, upload, seconds=_UPLOAD_SECONDS)
        except (NotDeliveredError, UnknownOutcomeError) as error:
            return error
        except Exception as error:
            return UnknownOutcomeError(type(error).__name__)

    async def _give_up(self, row: Claimed, wanted: Wanted, error: Exception) -> Verdict:
        """Say why there is no file."""
        if isinstance(error, NothingToShowError):
            await self._tell(row, wanted, say("report_nothing", wanted.language))
            return Refused("nothing to show")
        if isinstance(error, NotAllowedError):
            await self._tell(row, wanted, say("staff_only", wanted.language))
            return Refused("not allowed")
        failure = errors.describe(error)
        log = structlog.get_logger()
        log.error("report_failed", code=failure.code, error=failure.kind, place=failure.place, report=wanted.report)
        await self._tell(row, wanted, say("report_failed", wanted.language, code=failure.code))
        return Refused(f"not made: {failure.code}")

    async def _tell(self, row: Claimed, wanted: Wanted, text: str) -> None:
        """Put a sentence in the place of the word that the file is being made."""
        await self._replace(row, wanted, "editMessageText", {"text": text, "parse_mode": "HTML"})

    async def _take_word_away(self, row: Claimed, wanted: Wanted) -> None:
        """The file is there. If this fails the word stays beside it: the file must not be sent again for that."""
        try:
            await self._replace(row, wanted, "deleteMessage", {})
        except Exception as error:
            structlog.get_logger().error("report_word_left", row=row.id, error=type(error).__name__)

    async def _replace(self, row: Claimed, wanted: Wanted, method: str, payload: dict[str, Any]) -> None:
        """Owe the chat what becomes of the word that the file is being made."""
        await self._writer.run(
            partial(_owe, row=row, wanted=wanted, method=method, payload=payload, now=datetime.now(UTC))
        )


def _owe(db: Database, *, row: Claimed, wanted: Wanted, method: str, payload: dict[str, Any], now: datetime) -> None:
    """In the writer: the outbox row that changes the placeholder; a message of its own where there is none."""
    message_id = outbox.message_of(db, wanted.placeholder)
    if message_id is None and method == "deleteMessage":
        return
    kind: outbox.Kind = "answer" if message_id is None else "edit"
    method = "sendMessage" if message_id is None else method
    content = payload if message_id is None else {"message_id": message_id, **payload}
    outbox.put(db, Outgoing(f"{wanted.placeholder}:after", row.chat_id, method, content, kind), now=now)
