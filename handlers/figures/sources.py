"""Where figures come from: a version of a message, or a press on a button that a message led to."""

from telegram import Message

from handlers.unit import Unit
from storage import versions
from storage.cells import Revision, Source, Via
from storage.versions import Version


def posted(message: Message) -> int:
    """The second in which a message was first sent, which an edit leaves as it is."""
    return int(message.date.timestamp())


def edited(message: Message) -> int:
    """The second in which this version of a message was sent; 0 where it is the first."""
    return int(message.edit_date.timestamp()) if message.edit_date else 0


def version(message: Message, text: str) -> Version:
    """The version of a message that says *text*."""
    return Version.of(message.chat_id, message.message_id, posted(message), edited(message), text)


def remember(unit: Unit, message: Message, text: str) -> None:
    """Note that this version of a message is taken: it is not taken again, nor an older one."""
    versions.note(unit.db, version(message, text))


def of_message(unit: Unit, message: Message, via: Via) -> Source:
    """What a message says itself."""
    said_at, edit_date = message.edit_date or message.date, edited(message)
    ids = (unit.person.user_id, message.chat_id, message.message_id)
    return Source(*ids, edit_date, via, said_at, posted(message), unit.inbox_id)


def of_press(unit: Unit, chat_id: int, message_id: int, posted: int | None, via: Via) -> Source:
    """What a button says, or words instead of it: it belongs to the message that led to the button."""
    return Source(unit.person.user_id, chat_id, message_id, -unit.inbox_id, via, posted=posted, inbox_id=unit.inbox_id)


def of_change(unit: Unit, revision: Revision, via: Via) -> Source:
    """Where a change of a figure comes from: it belongs to the message that the figure came from."""
    return of_press(unit, revision.chat_id, revision.message_id, revision.posted, via)
