"""A message taken as a collaborator's, by the same handlers as in the chat, over a database that is thrown away."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlite_utils import Database
from telegram import Chat, Message, Update, User
from telegram.constants import ChatType

from handlers.ask import ask
from handlers.unit import open_unit
from knowledge.demonstration import demonstration_villages
from storage import people, roles, villages
from storage.database import open_database, writing

if TYPE_CHECKING:
    from knowledge.library import Library

_SOMEBODY = 1
_ZONE = dt.timezone(dt.timedelta(hours=7))


class _TakenBackError(Exception):
    """Ends a trial: nothing of it is kept."""


class Trial:
    """A collaborator at hand for each plan, with the demonstration's villages."""

    def __init__(self, library: Library) -> None:
        """Prepare a database in memory."""
        self._library = library
        self._db = open_database(None)
        at = dt.datetime(2025, 1, 1, tzinfo=_ZONE)
        with writing(self._db):
            for plan, names in demonstration_villages().items():
                for name in names:
                    villages.add(self._db, plan, name, now=at, demo=True)

    def reply_to(self, text: str, *, plan: str, village: str | None, today: dt.date) -> str:
        """What the collaborator of *village* (None: of the whole locality) is told on *today*; Telegram HTML."""
        now = dt.datetime.combine(today, dt.time(9), tzinfo=_ZONE)
        with _taken_back(self._db):
            place = villages.named(self._db, plan, village) if village else None
            place = place or villages.whole(self._db, plan, now=now)
            people.meet(self._db, _SOMEBODY, now=now)
            people.choose_home(self._db, _SOMEBODY, plan)
            roles.grant(self._db, _SOMEBODY, "collaborator", plan=plan, village_id=place.id, by=None, now=now)
            update = _update(text, now)
            ask(open_unit(self._db, self._library, update, inbox_id=1, username="sotay", now=now), update)
            rows = self._db.conn.execute("SELECT payload FROM outbox ORDER BY id").fetchall()
        return "\n".join(json.loads(payload)["text"] for (payload,) in rows)


def _update(text: str, now: dt.datetime) -> Update:
    """An update as Telegram sends it for a private message."""
    user = User(_SOMEBODY, "…", is_bot=False, language_code="vi")
    message = Message(1, now, Chat(_SOMEBODY, ChatType.PRIVATE), from_user=user, text=text)
    return Update(1, message)


@contextmanager
def _taken_back(db: Database) -> Iterator[None]:
    """Run a block as a transaction that is never kept."""
    try:
        with writing(db):
            yield
            raise _TakenBackError
    except _TakenBackError:
        pass
