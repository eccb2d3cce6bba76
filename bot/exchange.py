"""What the sender and the database tell each other: what ended is settled, what may begin is handed over.

Both in one transaction: one commit for all that ended and all that begins.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from sqlite_utils import Database

from bot.passing import is_passing
from bot.verdicts import Anew, Doubtful, Later, Moved, Plain, Refused, Sent, Unsent, Verdict
from handlers.membership import move_chat
from storage import chats, nudges, outbox, people
from storage.database import writing
from storage.nudges import Nudge
from storage.outbox import Claimed

Settled = tuple[Claimed, Verdict]
WriteNudge = Callable[[Database, Nudge], Mapping[str, Any] | None]
"""Gives a nudge its parameters of ``sendMessage``; None when it is not to go out, and the claim was taken back."""


def exchange(
    db: Database, *, ended: list[Settled], limit: int, busy: set[int], now: datetime, write: WriteNudge | None
) -> list[Claimed]:
    """One transaction of the sender.

    Raises:
        sqlite3.OperationalError: The database cannot be used just now: nothing was done, do the same again.
    """
    sent = {row.id: verdict.message_id for row, verdict in ended if isinstance(verdict, Sent)}
    if sent:
        outbox.settle_sent(db, sent, now=now)
    for row, verdict in ended:
        if not isinstance(verdict, Sent):
            _settle_alone(db, row, verdict, now)
    rows = outbox.claim(db, limit=limit, busy=busy, now=now) if limit > 0 else []
    return [ready for row in rows if (ready := _ready(db, row, write, now))]


def _ready(db: Database, row: Claimed, write: WriteNudge | None, now: datetime) -> Claimed | None:
    """A claimed row with its words; None for a nudge that is not to go out, whose row is gone then."""
    if row.method != nudges.METHOD:
        return row
    try:
        with writing(db):
            parameters = _words(db, row, write)
    except Exception as error:
        if is_passing(error):
            raise
        structlog.get_logger().error("nudge_not_written", row=row.id, error=type(error).__name__)
        outbox.settle_failed(db, row.id, "not written", now=now)
        return None
    if parameters is None:
        outbox.discard(db, row.id)
        return None
    return replace(row, method="sendMessage", payload=json.dumps(parameters))


def _words(db: Database, row: Claimed, write: WriteNudge | None) -> Mapping[str, Any] | None:
    """The parameters of a nudge; None when it is not to go out."""
    assert row.chat_id is not None
    assert write is not None
    given: dict[str, Any] = json.loads(row.payload)
    if "text" in given:  # the words were written before, and Telegram wanted them plainer
        return given
    return write(db, Nudge(row.chat_id, date.fromisoformat(given["day"]), given["turn"]))


def _settle_alone(db: Database, row: Claimed, verdict: Unsent, now: datetime) -> None:
    """Settle one row; one with which that cannot be done has failed, and holds up no other."""
    try:
        with writing(db):
            _settle(db, row, verdict, now)
    except Exception as error:
        if is_passing(error):
            raise
        structlog.get_logger().error("row_not_settled", row=row.id, error=type(error).__name__)
        outbox.settle_failed(db, row.id, "not settled", now=now)


def _settle(db: Database, row: Claimed, verdict: Unsent, now: datetime) -> None:
    """Write what became of one row that was not sent."""
    match verdict:
        case Refused(error, unreachable):
            outbox.settle_failed(db, row.id, error, now=now)
            if unreachable and row.chat_id is not None:
                _mark_unreachable(db, row.chat_id)
        case Later(error, seconds, everybody):
            # What concerns everybody is kept by the pace alone: after a restart it may be over.
            outbox.put_off(db, row.id, error, until=now + timedelta(seconds=0 if everybody else seconds))
        case Doubtful(error):
            outbox.doubt(db, row.id, error, now=now)
        case Plain(payload, error):
            outbox.replace_payload(db, row.id, payload, error)
        case Anew(payload, error):
            outbox.send_anew(db, row.id, payload, error)
        case Moved(chat_id):
            assert row.chat_id is not None
            move_chat(db, row.chat_id, chat_id)
            outbox.put_off(db, row.id, "moved", until=now)


def _mark_unreachable(db: Database, chat_id: int) -> None:
    """Remember that the bot may not write to a chat; a private chat has the id of its person."""
    if chat_id > 0:
        people.mark_reachable(db, chat_id, reachable=False)
    else:
        chats.mark_member(db, chat_id, member=False)
