"""People who block the bot or come back, and groups that come, go or move."""

from sqlite_utils import Database
from telegram import Update
from telegram.constants import ChatMemberStatus, ChatType

from handlers.unit import Unit
from storage import chats, frames, outbox, people

_GONE = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)  # Telegram says "kicked" when a person blocks the bot


def membership(unit: Unit, update: Update) -> None:
    """Remember whether the bot may write to a person or a group."""
    change = update.my_chat_member
    if change is None:
        return
    present = change.new_chat_member.status not in _GONE
    if change.chat.type == ChatType.PRIVATE:
        people.mark_reachable(unit.db, unit.person.user_id, reachable=present)
    else:
        chats.mark_member(unit.db, change.chat.id, member=present)


def migration(unit: Unit, update: Update) -> None:
    """A group became a supergroup: what belongs to its old id goes to the new one."""
    message = update.effective_message
    if message is None:
        return
    if message.migrate_to_chat_id:
        move_chat(unit.db, message.chat_id, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id:
        move_chat(unit.db, message.migrate_from_chat_id, message.chat_id)


def move_chat(db: Database, old: int, new: int) -> None:
    """Give everything of the chat *old* to the chat *new*."""
    for table in (outbox, chats, frames):
        table.move_chat(db, old, new)
