"""The whole of the local Telegram: one bot, the people, their chats, what waits for the bot. All in memory."""

import itertools
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.clock import Clock
from bot.playground.chats import Chat, Json, Message
from bot.playground.content import Content, StoredFile
from bot.playground.events import EventLog
from bot.playground.limits import Pace, Rates
from bot.playground.people import DEMO_PEOPLE, Person
from bot.playground.updates import UpdateQueue, random_first_id
from bot.playground.webhook import Webhook

BOT_USERNAME = "so_tay_bot"
CALLBACK_LIFE_SECONDS = 150
INLINE_LIFE_SECONDS = 30


@dataclass
class Query:
    """A press of a button or an inline query that the bot may answer once, for a while."""

    id: str
    person: Person
    asked_at: float  # seconds of the epoch, by the playground's clock
    life_seconds: int
    answer: Json | None = None

    def is_open_at(self, now: float) -> bool:
        """Tell whether an answer would still be taken at *now*."""
        return self.answer is None and now - self.asked_at <= self.life_seconds


@dataclass
class Profile:
    """What the bot says of itself: by language, where "" is the default."""

    names: dict[str, str] = field(default_factory=lambda: {"": "Sổ tay"})
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)  # by scope and language
    menu_buttons: dict[int | None, Json] = field(default_factory=dict)  # by chat; None is the default


class Telegram:
    """Everything that the methods, the people and the page share."""

    def __init__(
        self, clock: Clock, *, token: str, people: Iterable[Person] = DEMO_PEOPLE, rates: Rates | None = None
    ) -> None:
        """Make the private chats of *people*; ``rates=None`` switches every throttle off."""
        self.clock = clock
        self.token = token
        self.bot_id = int(token.partition(":")[0])
        self.profile = Profile()
        self.people = {person.key: person for person in people}
        self.chats = {
            person.user_id: Chat(person.user_id, "private", person.name, {person.key: person}, started=person.started)
            for person in self.people.values()
        }
        self.updates = UpdateQueue(clock, throttled=rates is not None, next_id=random_first_id())
        self.webhook: Webhook | None = None
        self.pace = Pace(rates)
        self.events = EventLog()
        self.files: dict[str, StoredFile] = {}
        self.callbacks: dict[str, Query] = {}
        self.inline_queries: dict[str, Query] = {}
        self._numbers = itertools.count(1)

    def now(self) -> float:
        """Return the seconds of the epoch, by the playground's clock."""
        return self.clock.now().timestamp()

    def bot_user(self) -> Json:
        """Return the bot's User object."""
        return {"id": self.bot_id, "is_bot": True, "first_name": self.profile.names[""], "username": BOT_USERNAME}

    def fresh_id(self) -> str:
        """Return a number, as text, that no query had before."""
        return str(self.bot_id * 1_000_000 + next(self._numbers))

    def close(self) -> None:
        """Let go of everybody who waits."""
        self.updates.bell.close()
        self.events.bell.close()

    def store_file(self, name: str, mime_type: str, data: bytes, size: tuple[int, int] = (0, 0)) -> StoredFile:
        """Keep a file; *size* is its picture's width and height in pixels."""
        stored = StoredFile(f"BQAC{secrets.token_urlsafe(24)}", name, mime_type, data, *size)
        self.files[stored.file_id] = stored
        return stored

    def post(self, chat: Chat, sender: Json, content: Content, **fields: Any) -> Message:
        """Add a message to *chat*; *fields* are those of :class:`Message`."""
        chat.last_message_id += 1
        message = Message(chat, chat.last_message_id, sender, int(self.now()), content, **fields)
        chat.messages[message.message_id] = message
        self.changed(message, "message")
        message.created = message.revision
        return message

    def changed(self, message: Message, event: str) -> None:
        """Number the change of *message* and tell everybody who watches."""
        message.revision = self.events.last + 1
        self.events.publish(event, chat=message.chat.id, message=message)

    def add_group(self, title: str, members: Iterable[Person]) -> Chat:
        """Make a group of *members* and the bot, and tell the bot that it was added."""
        group_id = -1_000 - next(self._numbers)
        people = {person.key: person for person in members}
        group = self.chats[group_id] = Chat(group_id, "group", title, people)
        self.tell_membership(group, next(iter(people.values())), "left", "member")
        return group

    def tell_membership(self, chat: Chat, by: Person, old: str, new: str) -> None:
        """Tell the bot that *by* changed its status in *chat* from *old* to *new*."""
        change = {
            "chat": chat.wire(),
            "from": by.user(),
            "date": int(self.now()),
            "old_chat_member": member(self.bot_user(), old),
            "new_chat_member": member(self.bot_user(), new),
        }
        self.updates.add("my_chat_member", change, chat.id)


def member(user: Json, status: str) -> Json:
    """Return a ChatMember object."""
    return {"user": user, "status": status} | ({"until_date": 0} if status == "kicked" else {})
