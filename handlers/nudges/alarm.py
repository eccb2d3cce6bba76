"""The word to administrators when somebody was not reminded who was to be."""

from datetime import datetime

from sqlite_utils import Database

from handlers.unit import content
from knowledge.sentences import say
from storage import outbox, people, roles
from storage.nudge_check import Check
from storage.outbox import Outgoing


def alarm(db: Database, found: Check, *, now: datetime) -> None:
    """Owe every administrator one message about the day of *now*."""
    for user_id in sorted({role.user_id for role in roles.administrators(db)}):
        language = people.language_of(db, user_id)
        text = say("nudge_alarm", language, day=f"{now:%d/%m/%Y}", due=str(found.due), missed=str(len(found.missed)))
        key = f"alarm:{now.date()}:{user_id}"
        outbox.put(db, Outgoing(key, user_id, "sendMessage", content(text, ()), "notice"), now=now)
