"""A conversation with people in roles, over the real plans."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from knowledge.library import Library
from storage import roles, villages
from tests import updates
from tests.conversation import Conversation, talking

ADMIN, STAFF, COLLABORATOR, STRANGER = 1, 2, 3, 4


@cache
def library() -> Library:
    """The five plans, loaded once."""
    return Library.load()


@contextmanager
def office() -> Iterator[Conversation]:
    """Tân Khai with five khu phố: an administrator, staff, and a collaborator for the third."""
    with talking(library()) as conversation:
        db, now = conversation.db, conversation.now
        for number in range(1, 6):
            villages.add(db, "tan-khai", f"Khu phố {number}", now=now)
        third = villages.named(db, "tan-khai", "Khu phố 3")
        assert third is not None
        roles.grant(db, ADMIN, "admin", plan=None, by=None, now=now, called="Minh")
        roles.grant(db, STAFF, "staff", plan="tan-khai", by=ADMIN, now=now, called="Hoa")
        roles.grant(
            db, COLLABORATOR, "collaborator", plan="tan-khai", village_id=third.id, by=STAFF, now=now, called="Thu"
        )
        yield conversation


def presses(conversation: Conversation, label: str, user_id: int) -> dict[str, Any]:
    """Press a button under the newest message that has one of that label in a person's chat; returns what it shows."""
    *_, shown = conversation.receives(press_of(conversation, label, user_id))
    return shown


def press_of(conversation: Conversation, label: str, user_id: int) -> dict[str, Any]:
    """The update of such a press."""
    buttons = [
        button["callback_data"]
        for call in reversed(conversation.owed())
        if call["chat_id"] == user_id
        for row in call.get("reply_markup", {}).get("inline_keyboard", [])
        for button in row
        if button["text"] == label
    ]
    return updates.press(buttons[0], user_id)


def sends_payload(conversation: Conversation, payload: str, user_id: int) -> dict[str, Any]:
    """Press a button with this payload, forged or not; returns what is shown in its place."""
    *_, shown = conversation.receives(updates.press(payload, user_id))
    return shown


def invited(conversation: Conversation, words: str, by: int = STAFF) -> str:
    """Have somebody make an invitation with /moi; returns its token."""
    (said,) = conversation.says(f"/moi {words}", by)
    (token,) = re.findall(r"https://t\.me/so_tay_bot\?start=([\w-]{1,64})$", said)
    return str(token)


def held(conversation: Conversation, user_id: int) -> list[str]:
    """The roles that a person holds, as "collaborator Khu phố 3"."""
    found = []
    for role in roles.of_person(conversation.db, user_id):
        village = villages.by_id(conversation.db, role.village_id) if role.village_id else None
        found.append(f"{role.role} {village.name}" if village else role.role)
    return found
