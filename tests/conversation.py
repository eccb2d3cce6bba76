"""The whole way of an update, from its JSON to outbox rows, without network and threads."""

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlite_utils import Database
from telegram.ext import ApplicationBuilder

from bot.application import Dispatcher
from bot.intake import lane_of
from storage import inbox
from storage.database import open_database, writing
from storage.inbox import Arrival
from tests import updates
from tests.fakes import TOKEN, FakeLibrary, OfflineRequest

T = TypeVar("T")
_LONGEST = 3600  # seconds that a test goes on for


@contextmanager
def talking(library: Any = None) -> Iterator["Conversation"]:
    """A conversation over a fresh database in memory."""
    db = open_database(None)
    conversation = Conversation(db, library)
    try:
        yield conversation
    finally:
        conversation.close()
        db.close()


class InlineWriter:
    """A writer that runs each job at once, in the calling thread."""

    def __init__(self, db: Database) -> None:
        self.db = db

    async def run(self, job: Callable[[Database], T]) -> T:
        with writing(self.db):
            return job(self.db)


class Conversation:
    """Somebody talks to the bot; what it owes them stands in the outbox."""

    def __init__(self, db: Database, library: Any = None, now: datetime = datetime(2025, 4, 20, 8, tzinfo=UTC)) -> None:
        self.db = db
        self.now = now
        self._posted: dict[tuple[int, int], int] = {}  # when each message was first sent
        self._loop = asyncio.new_event_loop()
        application = (
            ApplicationBuilder()
            .token(TOKEN)
            .request(OfflineRequest())
            .get_updates_request(OfflineRequest())
            .updater(None)
            .job_queue(None)
            .build()
        )
        self._loop.run_until_complete(application.initialize())
        self._dispatcher = Dispatcher(
            application,
            InlineWriter(db),  # type: ignore[arg-type]  # the same method, without a thread
            library or FakeLibrary(),  # type: ignore[arg-type]  # the methods that the handlers use
            lambda: self.now,
            lambda: None,  # no sender is to be woken
        )

    def close(self) -> None:
        self._loop.close()

    def receives(self, update: Any) -> list[dict[str, Any]]:
        """Let an update come in; returns what the bot owes because of it."""
        self._date(update)
        arrival = Arrival(update.get("update_id"), lane_of(update), json.dumps(update))
        return self.takes_up(inbox.store(self.db, [arrival], now=self.now))

    def takes_up(self, items: list[inbox.Item]) -> list[dict[str, Any]]:
        """Deal with stored updates."""
        before = len(self.owed())
        for item in items:
            self._loop.run_until_complete(self._dispatcher.handle(item))
        return self.owed()[before:]

    def says(self, words: str, user_id: int = 7, **more: Any) -> list[str]:
        """Somebody writes; returns the texts that the bot owes for it."""
        return [call.get("text", "") for call in self.receives(updates.text(words, user_id, **more))]

    def owed(self) -> list[dict[str, Any]]:
        """Every call in the outbox, oldest first."""
        rows = self.db.query("SELECT chat_id, method, payload FROM outbox ORDER BY id")
        return [
            {"method": row["method"], "chat_id": row["chat_id"], **json.loads(row["payload"] or "{}")} for row in rows
        ]

    def _date(self, update: Any) -> None:
        """Let messages be sent by this conversation's clock, at which ``updates.DATE`` is now."""
        found = update if isinstance(update, dict) else {}
        for message in (found[kind] for kind in ("message", "edited_message") if isinstance(found.get(kind), dict)):
            self._shift(message)
            self._shift(message.get("reply_to_message", {}))

    def _shift(self, message: dict[str, Any]) -> None:
        date, now = message.get("date", 0), int(self.now.timestamp())
        if isinstance(date, int) and 0 <= date - updates.DATE < _LONGEST:
            message["date"] = self._posted.setdefault((message["message_id"], date), now + date - updates.DATE)
            if "edit_date" in message:
                message["edit_date"] += now - updates.DATE

    def states(self) -> list[str]:
        """What became of each update, oldest first."""
        return [row["state"] for row in self.db.query("SELECT state FROM inbox ORDER BY id")]
