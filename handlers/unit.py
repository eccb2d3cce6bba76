"""What a handler works with: one update's transaction, and the messages that it owes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database
from telegram import CallbackQuery, Update

from handlers.keyboard import keyboard
from knowledge.entries import Language
from knowledge.reply import Frame
from storage import frames, outbox, people
from storage.people import Person

if TYPE_CHECKING:
    from knowledge.library import Library
    from knowledge.reply import Option


@dataclass(slots=True)
class Unit:
    """One update being dealt with.

    Outbox keys are made of the inbox row and a running number: the same update dealt with again would write the
    same keys, and so nothing.
    """

    db: Database
    library: "Library"
    now: datetime  # aware, in the bot's time zone
    inbox_id: int
    username: str  # the bot's own, without @
    chat_id: int | None  # where the update happened; None for inline queries
    person: Person
    language: Language  # chosen by the person, else that of the conversation, else that of their Telegram
    frame: Frame | None  # what the chat talks about; None when nobody has said anything lately
    called: str = ""  # the person's first name in Telegram
    said_at: datetime | None = None  # when the message was sent, or edited; None: the update is none
    _written: int = field(default=0, init=False)

    @property
    def day(self) -> date:
        """The day here on which the update was sent: after a standstill a message may be of last month."""
        return min(self.said_at or self.now, self.now).astimezone(self.now.tzinfo).date()

    @property
    def in_group(self) -> bool:
        """Whether others read along, or may: the ids of groups are negative."""
        return self.chat_id is None or self.chat_id < 0

    def send(self, text: str, options: Sequence["Option"] = (), *, reply_to: int | None = None) -> None:
        """Owe the chat a message.

        Args:
            text: Telegram HTML, at most 4096 characters.
            options: Buttons under it.
            reply_to: Id of the message that this one is a reply to.
        """
        payload = content(text, options)
        if reply_to is not None:
            payload["reply_parameters"] = {"message_id": reply_to, "allow_sending_without_reply": True}
        self._put("sendMessage", payload, kind="answer")

    def notify(self, user_id: int, text: str, options: Sequence["Option"] = ()) -> None:
        """Owe somebody else a message in their private chat, which has their own id."""
        self._put("sendMessage", content(text, options), kind="notice", chat_id=user_id)

    def edit(self, message_id: int, text: str, options: Sequence["Option"] = ()) -> None:
        """Owe the chat a new content of the bot's own message *message_id*."""
        self._put("editMessageText", content(text, options) | {"message_id": message_id}, kind="edit")

    def put_in_place(self, query: CallbackQuery, text: str, options: Sequence["Option"] = ()) -> None:
        """Owe the chat a new content of the message with the button; a new message where Telegram withholds the old."""
        if query.message is not None and query.message.is_accessible:
            self.edit(query.message.message_id, text, options)
        else:
            self.send(text, options)

    def owe_report(self, wanted: Mapping[str, Any], waiting: str) -> None:
        """Owe the chat a file that takes long to make, and now the word *waiting*, which the file will replace.

        Args:
            wanted: What ``bot.reports`` has to know to make the file.
            waiting: Telegram HTML.
        """
        self.send(waiting)
        placeholder = f"{self.inbox_id}:{self._written}"
        self._put("report", {**wanted, "placeholder": placeholder}, kind="answer")

    def answer_callback(self, callback_id: str) -> None:
        """Owe Telegram the word that a press has arrived; until then the button shows that it waits."""
        self._put("answerCallbackQuery", {"callback_query_id": callback_id}, kind="callback")

    def call(self, method: str, parameters: Mapping[str, Any]) -> None:
        """Owe Telegram a call that belongs to no chat and may be repeated, such as ``setMyCommands``."""
        self._put(method, parameters, kind="callback")

    def answer_inline(self, query_id: str, results: Sequence[Mapping[str, Any]], **more: object) -> None:
        """Owe Telegram the results of an inline query."""
        payload = {"inline_query_id": query_id, "results": list(results), **more}
        self._put("answerInlineQuery", payload, kind="callback")

    def _put(self, method: str, payload: Mapping[str, Any], *, kind: outbox.Kind, chat_id: int | None = None) -> None:
        """Write one outbox row, for the chat of the update unless another is given."""
        self._written += 1
        chat_id = None if kind == "callback" else chat_id or self.chat_id
        if chat_id is None and kind != "callback":
            return  # no chat to write to: an inline query has nothing but its results
        key = f"{self.inbox_id}:{self._written}"
        outbox.put(self.db, outbox.Outgoing(key, chat_id, method, payload, kind), now=self.now)


def open_unit(db: Database, library: "Library", update: Update, *, inbox_id: int, username: str, now: datetime) -> Unit:
    """Begin dealing with *update*: find who wrote it, and in which language to answer."""
    user, chat = update.effective_user, update.effective_chat
    person = people.meet(db, user.id, now=now) if user else Person(user_id=0)
    if not person.reachable and chat and chat.id == person.user_id and update.my_chat_member is None:
        people.mark_reachable(db, person.user_id, reachable=True)
    frame = _frame(db, chat.id, now) if chat else None
    telegrams: Language = "en" if user and (user.language_code or "vi").startswith("en") else "vi"
    language = person.language or (frame.language if frame else None) or telegrams
    called, chat_id = user.first_name if user else "", chat.id if chat else None
    message = update.message or update.edited_message
    said_at = (message.edit_date or message.date) if message else None
    return Unit(db, library, now, inbox_id, username, chat_id, person, language, frame, called, said_at)


def _frame(db: Database, chat_id: int, now: datetime) -> Frame | None:
    """What a chat talks about."""
    text = frames.of_chat(db, chat_id, now=now)
    return Frame.from_json(text) if text else None


def content(text: str, options: Sequence["Option"]) -> dict[str, Any]:
    """The parameters that a new and an edited message share."""
    content: dict[str, Any] = {
        "text": text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    markup = keyboard(options)
    return content | {"reply_markup": markup} if markup else content
