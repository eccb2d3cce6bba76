"""What the bot has asked somebody and waits to hear: survives a restart.

Mostly counts and ids. Words are among it too: what a deadline is for ("round"), and why there is no figure ("choice",
"doubt", "kept"); never a whole message, and none with somebody's private details.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlite_utils import Database

from storage import outbox
from storage.times import utc_text

# "choice": figures that a button completes or confirms; "doubt": the same, after a check; "fix": the next figures
# correct a message; "move": the next period is that of a message's figures; "again": the next number is of a figure of
# which the number was amiss; "named": it may be of the one that was named; "told": another number is for the figure
# that was shown, and not written; "amount": what is named next is what this number is of; "dialogue": the guided way,
# at most one for each chat; "round": what staff say of a reporting round; "kept": figures for a round that is closed,
# until it is open again; "invited": an invitation that the person has seen, and may take.
Kind = Literal[
    "choice", "doubt", "fix", "move", "again", "named", "told", "amount", "dialogue", "round", "kept", "invited"
]

KEEP = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Ask:
    """One question of the bot that is open, or was."""

    id: int
    chat_id: int
    user_id: int
    kind: Kind
    data: Mapping[str, Any]
    is_open: bool


_COLUMNS = "id, chat_id, user_id, kind, data, settled_at IS NULL"


def put(db: Database, chat_id: int, user_id: int, kind: Kind, data: Mapping[str, Any], *, now: datetime) -> int:
    """Ask something; returns the id that buttons carry."""
    text = json.dumps(data, separators=(",", ":"))
    row = db.conn.execute(
        "INSERT INTO asks (chat_id, user_id, kind, data, asked_at) VALUES (?, ?, ?, ?, ?) RETURNING id",
        (chat_id, user_id, kind, text, utc_text(now)),
    ).fetchone()
    return int(row[0])


def by_id(db: Database, ask_id: int) -> Ask | None:
    """The ask with this id, open or settled."""
    return next(iter(_asks(db, "id = ?", (ask_id,))), None)


def open_in(db: Database, chat_id: int, kind: Kind, *, since: datetime) -> list[Ask]:
    """The asks of one kind that are open in a chat, no older than *since*, the newest first."""
    return _asks(
        db,
        "chat_id = ? AND kind = ? AND settled_at IS NULL AND asked_at >= ? ORDER BY id DESC",
        (chat_id, kind, utc_text(since)),
    )


def said_last(db: Database, chat_id: int, user_id: int, *kinds: Kind, since: datetime) -> list[Ask]:
    """The open asks of these kinds that the last thing said in a chat has put to a person, the newest first.

    Where the bot has said something else since, the next words may be an answer to that.
    """
    own = [ask for kind in kinds for ask in open_in(db, chat_id, kind, since=since) if ask.user_id == user_id]
    last = outbox.last_cause(db, chat_id) if own else None
    return sorted((ask for ask in own if _cause(ask) == last), key=lambda ask: ask.id, reverse=True)


def is_said_last(db: Database, ask: Ask) -> bool:
    """Tell whether the bot has said nothing in the chat since it asked this."""
    return _cause(ask) == outbox.last_cause(db, ask.chat_id)


def change(db: Database, ask_id: int, data: Mapping[str, Any]) -> None:
    """Remember a step of a dialogue."""
    db.conn.execute("UPDATE asks SET data = ? WHERE id = ?", (json.dumps(data, separators=(",", ":")), ask_id))


def settle(db: Database, ask_id: int, *, now: datetime) -> bool:
    """Close an ask; returns False when it was closed before."""
    cursor = db.conn.execute(
        "UPDATE asks SET settled_at = ? WHERE id = ? AND settled_at IS NULL", (utc_text(now), ask_id)
    )
    return cursor.rowcount == 1


def settle_chat(db: Database, chat_id: int, *kinds: Kind, now: datetime) -> int:
    """Close what is open in a chat, of these kinds; returns how many there were."""
    cursor = db.conn.executemany(
        "UPDATE asks SET settled_at = ? WHERE chat_id = ? AND kind = ? AND settled_at IS NULL",
        [(utc_text(now), chat_id, kind) for kind in kinds],
    )
    return int(cursor.rowcount)


def settle_message(db: Database, chat_id: int, message_id: int, *, now: datetime) -> None:
    """Close what was asked about a message: it says something else now."""
    db.conn.execute(
        "UPDATE asks SET settled_at = ? WHERE chat_id = ? AND settled_at IS NULL AND data ->> 'message' = ?",
        (utc_text(now), chat_id, message_id),
    )


def purge(db: Database, *, now: datetime) -> int:
    """Delete asks that nobody will answer any more; returns how many.

    Figures whose sender waits for a round to be opened stay until it is, see ``storage.reopenings``.
    """
    cursor = db.conn.execute(
        "DELETE FROM asks WHERE asked_at < ? AND NOT (kind = 'kept' AND settled_at IS NULL AND EXISTS ("
        " SELECT 1 FROM reopenings AS r WHERE r.round_id = asks.data ->> 'round' AND r.user_id = asks.user_id))",
        (utc_text(now - KEEP),),
    )
    return int(cursor.rowcount)


def _cause(ask: Ask) -> str:
    """The update that led to an ask: the id of its inbox row, as keys of the outbox have it."""
    return str(ask.data.get("cause"))


def _asks(db: Database, condition: str, values: tuple[object, ...]) -> list[Ask]:
    rows = db.conn.execute(f"SELECT {_COLUMNS} FROM asks WHERE {condition}", values)  # noqa: S608 - the condition is a constant of this module
    return [Ask(row[0], row[1], row[2], row[3], json.loads(row[4]), bool(row[5])) for row in rows]
