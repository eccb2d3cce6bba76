"""Tân Khai with its villages and people, who write to the bot over the real library."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from knowledge.demonstration import demonstration_villages
from knowledge.library import Library
from storage import roles, villages
from storage.database import open_database
from tests import updates
from tests.conversation import Conversation

NOW = datetime(2025, 10, 12, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
PLAN = "tan-khai"
LAN, MINH, THU, HOA, STRANGER = 7, 8, 9, 10, 99  # Lan and Minh: Khu phố 3; Thu: staff; Hoa: Khu phố 5 and 6


class Office(Conversation):
    """A plan with its villages and people, who write to the bot."""

    def __init__(self, library: Library) -> None:
        super().__init__(open_database(None), library, NOW)
        for name in demonstration_villages()[PLAN]:
            villages.add(self.db, PLAN, name, now=NOW)
        for user_id, name in ((LAN, "Khu phố 3"), (MINH, "Khu phố 3"), (HOA, "Khu phố 5"), (HOA, "Khu phố 6")):
            village = villages.named(self.db, PLAN, name)
            assert village is not None
            roles.grant(self.db, user_id, "collaborator", plan=PLAN, village_id=village.id, by=None, now=NOW)
        roles.grant(self.db, THU, "staff", plan=PLAN, by=None, now=NOW)
        self.last: dict[str, Any] = {}
        self.updates: list[dict[str, Any]] = []

    def sends(self, words: str, user_id: int = LAN, **more: Any) -> str:
        """Somebody writes; returns the last text that the bot owes them for it."""
        return self._shown(updates.text(words, user_id, **more), user_id)

    def edits(self, words: str, message: int, user_id: int = LAN, second: int = 5) -> str:
        update = updates.edited(words, user_id)
        update["edited_message"] |= {"message_id": message, "edit_date": updates.DATE + second}
        return self._shown(update, user_id)

    def presses(self, label: str, user_id: int = LAN) -> str:
        """Somebody presses the button of the last message shown to them."""
        return self.carries(self.buttons()[label], user_id)

    def carries(self, payload: str, user_id: int = LAN) -> str:
        return self._shown(updates.press(payload, user_id), user_id)

    def buttons(self) -> dict[str, str]:
        rows = self.last.get("reply_markup", {}).get("inline_keyboard", [])
        return {button["text"]: button["callback_data"] for row in rows for button in row}

    def message_id(self) -> int:
        """The message sent last."""
        return int(self.updates[-1]["message"]["message_id"])

    def cells(self) -> list[str]:
        """What holds, as "5.1 2025-10 45/47", withdrawn cells left out."""
        return [
            f"{row['indicator']}.{row['part']} {row['period']} "
            + (row["value"] or (f"{row['numerator']}/{row['denominator']}" if row["state"] == "number" else "none"))
            for row in self.db.query("SELECT * FROM cells WHERE state != 'withdrawn' ORDER BY indicator, part, period")
        ]

    def count(self, table: str) -> int:
        return int(self.db.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def _shown(self, update: dict[str, Any], user_id: int) -> str:
        self.updates.append(update)
        mine = [call for call in self.receives(update) if call["chat_id"] == user_id]
        self.last = mine[-1] if mine else {}
        return str(self.last.get("text", ""))


def lines(text: str) -> list[str]:
    return re.sub(r"</?\w+>", "", text).splitlines()
