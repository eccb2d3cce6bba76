"""Chats and what was said in them."""

from dataclasses import dataclass, field
from typing import Any, Literal

from bot.playground.content import Content
from bot.playground.people import Person

Json = dict[str, Any]


@dataclass
class Message:
    """One message, as it stands now."""

    chat: "Chat"
    message_id: int
    sender: Json  # a User object
    date: int  # seconds of the epoch, by the playground's clock
    content: Content
    keyboard: Json | None = None  # an InlineKeyboardMarkup object
    edit_date: int | None = None
    reply_to: "Message | None" = None
    via_bot: Json | None = None  # a User object: the bot whose inline result this is
    inline_message_id: str | None = None
    extra: Json = field(default_factory=dict)  # fields that Telegram echoes: has_protected_content, …
    created: int = 0  # number of the event that it came with
    revision: int = 0  # number of the event that last changed it

    @property
    def is_from_bot(self) -> bool:
        """Tell whether the bot wrote it."""
        return bool(self.sender["is_bot"])

    def wire(self) -> Json:
        """Return the Message object."""
        message = self._without_reply()
        if self.reply_to is not None:
            message["reply_to_message"] = self.reply_to._without_reply()
        return message

    def _without_reply(self) -> Json:
        message = {
            "message_id": self.message_id,
            "from": self.sender,
            "chat": self.chat.wire(),
            "date": self.date,
            **self.content.wire(),
            **self.extra,
        }
        optional = {"edit_date": self.edit_date, "reply_markup": self.keyboard, "via_bot": self.via_bot}
        return message | {name: value for name, value in optional.items() if value is not None}


@dataclass
class Chat:
    """A person's private chat with the bot (its id is the person's), or a group (its id is negative)."""

    id: int
    kind: Literal["private", "group"]
    title: str
    members: dict[str, Person]  # by key
    started: bool = True  # the bot may write to it
    blocked: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    last_message_id: int = 0
    known: int = 0  # number of the newest event that the person brought about or was told of
    reply_keyboard: Json | None = None  # a ReplyKeyboardMarkup or ForceReply object, until it is removed

    def wire(self) -> Json:
        """Return the Chat object."""
        if self.kind == "private":
            return {"id": self.id, "type": "private", "first_name": self.title}
        return {"id": self.id, "type": "group", "title": self.title}
