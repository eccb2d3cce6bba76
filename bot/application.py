"""From a stored update to its handler, inside one transaction.

python-telegram-bot parses, filters and dispatches; its callbacks do nothing but hand the synchronous handler to the
writer. It has no updater: ``bot.intake`` takes updates in.
"""

import json
import re
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog
from pydantic import SecretStr
from sqlite_utils import Database
from telegram import Message, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.parsing import update_of
from bot.passing import is_passing
from bot.transport import AiohttpRequest, Transport
from bot.writer import Writer
from handlers import addressing, errors
from handlers.ask import ask
from handlers.commands import COMMANDS, Handler
from handlers.inline import inline
from handlers.membership import membership, migration
from handlers.other import hint, unknown_command
from handlers.people.joining import open_link
from handlers.press import press
from handlers.unit import Unit, open_unit
from storage import inbox
from storage.database import writing
from storage.inbox import Item

if TYPE_CHECKING:
    from knowledge.library import Library

# People paste the link of an invitation instead of opening it.
_INVITATION_LINK = re.compile(r"\s*(?:https?://)?(?:t|telegram)\.me/\w+\?start=[\w-]+\s*$", re.ASCII)

PtbApplication = Application[Any, Any, Any, Any, Any, Any]


class SettledError(Exception):
    """The update was dealt with before: whatever its handler did now must not be kept."""


@dataclass(slots=True)
class _Work:
    """The update that the current task deals with."""

    item: Item
    taken: bool = False  # a handler has run
    error: BaseException | None = None  # what it raised


_CURRENT: ContextVar[_Work] = ContextVar("current_work")


def build_application(transport: Transport, api_url: str, token: SecretStr) -> PtbApplication:
    """An application without an updater, over the aiohttp transport."""
    return (
        ApplicationBuilder()
        .token(token.get_secret_value())
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .request(AiohttpRequest(transport))
        .get_updates_request(AiohttpRequest(transport))
        .updater(None)
        .job_queue(None)
        .build()
    )


class Dispatcher:
    """Deals with stored updates, one at a time for each call of ``handle``."""

    def __init__(
        self,
        application: PtbApplication,
        writer: Writer,
        library: "Library",
        now: Callable[[], datetime],
        committed: Callable[[], None],
    ) -> None:
        """Dispatch with *application*, whose handlers are added here; *committed* is called after each commit."""
        self._application = application
        self._writer = writer
        self._library = library
        self._now = now
        self._committed = committed
        self._add_handlers()

    async def handle(self, item: Item) -> None:
        """Deal with one stored update; whatever it holds, afterwards its row is done or dead.

        Raises:
            sqlite3.OperationalError: The database cannot be used just now; the row is as it was, to be tried again.
        """
        update = await self._parse(item)
        if update is None:
            return
        work = await self._dispatch(item, update)
        if work.error is not None:
            # Only the database's troubles pass by themselves; any other fault would be the same again.
            if is_passing(work.error):
                raise work.error
            await self._give_up(item, update, work.error)
        elif not work.taken:
            await self._writer.run(partial(inbox.finish, item_id=item.id, now=self._now()))
        self._committed()

    async def _parse(self, item: Item) -> Update | None:
        """Read the update; one that cannot be read is buried at once and holds nobody up."""
        try:
            decoded = json.loads(item.raw) if item.decoded is None else item.decoded
            return update_of(decoded, self._application.bot)
        except Exception as error:
            await self._give_up(item, None, error)
            return None

    async def _dispatch(self, item: Item, update: Update) -> _Work:
        """Let python-telegram-bot find the handler. It swallows exceptions: ``_note_error`` catches them for us."""
        work = _Work(item)
        token = _CURRENT.set(work)
        try:
            await self._application.process_update(update)
        finally:
            _CURRENT.reset(token)
        return work

    async def _give_up(self, item: Item, update: Update | None, error: BaseException) -> None:
        """Bury the update, say sorry, and log where it failed: in the log the code, never the words."""
        failure = errors.describe(error)
        log = structlog.get_logger()
        log.error("update_failed", code=failure.code, error=failure.kind, place=failure.place, inbox=item.id)
        await self._writer.run(partial(self._bury, item=item, update=update, failure=failure))

    def _bury(self, db: Database, *, item: Item, update: Update | None, failure: errors.Failure) -> None:
        """In the writer: the dead row and the apology commit together; without one, if even that fails."""
        inbox.count_attempt(db, item.id)
        if not inbox.bury(db, item.id, failure.code, now=self._now()) or update is None:
            return
        try:
            with writing(db):
                errors.apologise(self._open(db, item, update), update, failure)
        except Exception as error:
            if is_passing(error):
                raise
            structlog.get_logger().error("apology_failed", inbox=item.id, error=type(error).__name__)

    def _open(self, db: Database, item: Item, update: Update) -> Unit:
        """The unit of an update."""
        username = self._application.bot.username
        return open_unit(db, self._library, update, inbox_id=item.id, username=username, now=self._now())

    def _transact(self, db: Database, *, handler: Handler, item: Item, update: Update) -> None:
        """In the writer: the handler's changes, its messages and the word "done" commit together."""
        if not inbox.finish(db, item.id, now=self._now()):
            raise SettledError
        handler(self._open(db, item, update), update)

    def _callback(self, handler: Handler) -> Callable[[Update, ContextTypes.DEFAULT_TYPE], Any]:
        """What python-telegram-bot calls for *handler*."""

        async def hand_over(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
            work = _CURRENT.get()
            work.taken = True
            try:
                await self._writer.run(partial(self._transact, handler=handler, item=work.item, update=update))
            except SettledError:
                structlog.get_logger().warning("update_settled_before", inbox=work.item.id)

        return hand_over

    async def _note_error(self, _update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Keep what a handler raised for ``handle``."""
        _CURRENT.get().error = context.error

    def _add_handlers(self) -> None:
        """Say which handler is for what. The first that fits takes the update; none may run unawaited."""
        add, callback = self._application.add_handler, self._callback
        addressed = _Addressed(self._application)
        new, edited = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
        words = filters.TEXT | filters.CAPTION
        # The commonest first: questions and figures, then presses.
        invitation_link = filters.ChatType.PRIVATE & filters.Regex(_INVITATION_LINK)
        add(MessageHandler(new & ~filters.COMMAND & invitation_link, callback(open_link)))
        add(MessageHandler((new | edited) & words & ~filters.COMMAND & addressed, callback(ask)))
        add(CallbackQueryHandler(callback(press)))
        for name, handler in COMMANDS.items():
            add(CommandHandler(name, callback(handler)))
        add(MessageHandler(filters.StatusUpdate.MIGRATE, callback(migration)))
        add(MessageHandler(filters.COMMAND & addressed, callback(unknown_command)))
        add(MessageHandler(new & ~words & ~filters.StatusUpdate.ALL & addressed, callback(hint)))
        add(InlineQueryHandler(callback(inline)))
        add(ChatMemberHandler(callback(membership), ChatMemberHandler.MY_CHAT_MEMBER))
        self._application.add_error_handler(self._note_error)


class _Addressed(filters.MessageFilter):
    """Messages that are meant for the bot."""

    def __init__(self, application: PtbApplication) -> None:
        """Ask *application* for the bot's name, which it learns when it starts."""
        super().__init__(name="addressed")
        self._application = application

    def filter(self, message: Message) -> bool:
        """Tell whether *message* is meant for the bot."""
        return addressing.is_addressed(message, self._application.bot.username)
