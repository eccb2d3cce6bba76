"""A conversation with the people of a commune whose plan has a yearly deadline: Hoằng Đức, before 5 November."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from storage import roles, villages
from storage.villages import Village
from tests import updates
from tests.conversation import Conversation, talking
from tests.handlers.people import ADMIN, library

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
PLAN = "hoang-duc"
NOW = datetime(2025, 10, 26, 9, tzinfo=VIETNAM)  # nine days before the last one, 4 November
OFFICER, FIRST, SECOND, LOOKER = 31, 32, 33, 34  # staff, who reports for Thôn 1, for Thôn 2; an official
GROUP = updates.group(-700)


@contextmanager
def commune(plan: str = PLAN, now: datetime = NOW) -> Iterator[Conversation]:
    """The people of *plan*, with three thôn; and an administrator."""
    with talking(library()) as talk:
        talk.now = now
        one, two, _ = (villages.add(talk.db, plan, f"Thôn {n}", now=now) for n in (1, 2, 3))
        roles.grant(talk.db, ADMIN, "admin", plan=None, by=None, now=now)
        roles.grant(talk.db, OFFICER, "staff", plan=plan, by=None, now=now)
        roles.grant(talk.db, LOOKER, "official", plan=plan, by=None, now=now)
        for user, village in ((FIRST, one), (SECOND, two)):
            roles.grant(talk.db, user, "collaborator", plan=plan, village_id=village.id, by=None, now=now)
        yield talk


def village(talk: Conversation, name: str, plan: str = PLAN) -> Village:
    """The village of this name."""
    found = villages.named(talk.db, plan, name)
    assert found is not None
    return found


def hears(talk: Conversation, words: str, user: int, **more: Any) -> dict[str, Any]:
    """Somebody writes; returns the one message that the bot owes for it."""
    (reply,) = talk.receives(updates.text(words, user, **more))
    return reply


def sees(talk: Conversation, payload: str, user: int) -> dict[str, Any]:
    """Somebody presses a button with this payload; returns the last message that the bot owes them for it."""
    _, *calls = talk.receives(updates.press(payload, user))
    return [call for call in calls if call["chat_id"] == user][-1]


def buttons(call: dict[str, Any]) -> dict[str, str]:
    """The payloads of a message's buttons by their labels."""
    rows = call.get("reply_markup", {}).get("inline_keyboard", [])
    return {button["text"]: button["callback_data"] for row in rows for button in row}


def newest_of(talk: Conversation, user: int) -> dict[str, Any]:
    """The newest message in somebody's chat."""
    return [call for call in talk.owed() if call["chat_id"] == user][-1]


def collects_only(talk: Conversation, numbers: str, round_id: int = 1) -> None:
    """Have staff choose the indicators of a round."""
    sees(talk, f"r:codes:{round_id}", OFFICER)
    assert "Đã chọn" in hears(talk, numbers, OFFICER)["text"]
