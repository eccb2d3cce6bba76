"""Messages on their way out.

A row is written in the transaction that causes it, so a message is owed exactly when its cause was kept. The sender
claims rows (``queued`` → ``sending``), delivers them and settles them. A row found in ``sending`` after a crash may or
may not have arrived; Telegram has no way to ask. What happens then depends on its kind, see ``doubt``.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlite_utils import Database

from storage.times import utc_text

Kind = Literal["callback", "answer", "edit", "notice"]

KEEP_SETTLED = timedelta(days=3)
KEEP_BUTTONS = timedelta(hours=1)  # of what was sent: so long their labels may be typed instead
_LOOKS_BACK = 4  # messages, for buttons that wait for a yes
_LONGEST_DELAY = timedelta(days=1)

# The smallest goes first. Presses and inline queries expire within seconds, answers have somebody waiting, notices
# have time. Edits share the rank of answers: within one chat what was written first goes first.
_RANKS: Mapping[Kind, int] = {"callback": 0, "answer": 1, "edit": 1, "notice": 2}
_RESENDS = 3  # how often an answer that may have arrived is sent again


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A call of the Bot API that is owed to somebody."""

    key: str  # the same cause gives the same key, and at most one row
    chat_id: int | None  # None: belongs to no chat's order (answers to presses and inline queries)
    method: str  # "sendMessage"
    payload: Mapping[str, Any]  # the method's parameters, without chat_id
    kind: Kind


@dataclass(frozen=True, slots=True)
class Claimed:
    """A row that the sender has taken in hand."""

    id: int
    chat_id: int | None
    method: str
    payload: str  # JSON text
    kind: Kind
    attempts: int  # including the one that begins now


def put(db: Database, outgoing: Outgoing, *, now: datetime) -> bool:
    """Queue *outgoing*; returns False when its key is there already and nothing was written."""
    cursor = db.conn.execute(_PUT, _row(outgoing, utc_text(now)))
    return cursor.rowcount == 1


def put_all(db: Database, chats: Mapping[str, int], method: str, payload: Mapping[str, Any], *, now: datetime) -> None:
    """Queue the same notice for many *chats*, each under its key, but for those whose key is there already."""
    same = (method, _as_json(payload), "notice", _RANKS["notice"], utc_text(now))
    db.conn.execute(_PUT_ALL, (*same, json.dumps(chats)))


_INTO = "INSERT INTO outbox (key, chat_id, method, payload, kind, rank, created_at)"
_ONCE = "ON CONFLICT (key) DO NOTHING"
_PUT = f"{_INTO} VALUES (?, ?, ?, ?, ?, ?, ?) {_ONCE}"
# Without a condition SQLite would take ON for that of a join.
_PUT_ALL = f"{_INTO} SELECT key, value, ?, ?, ?, ?, ? FROM json_each(?) WHERE true {_ONCE}"  # noqa: S608 - constants
_as_json = json.JSONEncoder(separators=(",", ":")).encode  # made once: json.dumps makes one for each call


def _row(outgoing: Outgoing, at: str) -> tuple[object, ...]:
    # In ASCII: half a surrogate pair, which people do manage to send, is no UTF-8.
    payload = _as_json(outgoing.payload)
    rank = _RANKS[outgoing.kind]
    return outgoing.key, outgoing.chat_id, outgoing.method, payload, outgoing.kind, rank, at


def claim(db: Database, *, limit: int, busy: Collection[int], now: datetime) -> list[Claimed]:
    """Take the next rows in hand: at most one for each chat, the oldest of its most urgent kind.

    Args:
        db: The database.
        limit: How many rows at most.
        busy: Chats that must wait: a row of theirs is under way, or the pace forbids it.
        now: The machine's time. Rows put off to a later moment stay, and hold up what follows them in their chat;
            not those put off beyond a day, which only a clock that was set back can make.
    """
    due, horizon = utc_text(now), utc_text(now + _LONGEST_DELAY)
    held = set(busy)
    claimed: list[Claimed] = []
    # Read on only until there are enough: a long queue costs no more than a short one.
    for *row, not_before in db.conn.execute(_QUEUE):
        if len(claimed) >= limit:
            break
        chat_id = row[1]
        if chat_id in held:
            continue
        if chat_id is not None:
            held.add(chat_id)
        if not due < not_before <= horizon:
            claimed.append(Claimed(*row))
    if claimed:
        db.conn.execute(_TAKE, (json.dumps([row.id for row in claimed]),))
    return claimed


_QUEUE = """
    SELECT id, chat_id, method, payload, kind, attempts + 1, not_before
    FROM outbox WHERE state = 'queued' ORDER BY rank, id
"""
_TAKE = "UPDATE outbox SET state = 'sending', attempts = attempts + 1 WHERE id IN (SELECT value FROM json_each(?))"


def settle_sent(db: Database, message_ids: Mapping[int, int | None], *, now: datetime) -> None:
    """Telegram has taken these rows; what they said is no longer needed, but for the buttons of a person's own chat.

    Args:
        db: The database.
        message_ids: For each row the message that came about, if one did.
        now: The machine's time.
    """
    # One statement for all: each one is a chance for the event loop's thread to come in between.
    db.conn.execute(_SENT, (utc_text(now), json.dumps(message_ids)))


_SENT = """
    UPDATE outbox SET
        state = 'sent',
        payload = CASE
            WHEN chat_id > 0 AND json_valid(payload) AND payload ->> '$.reply_markup.inline_keyboard' IS NOT NULL
            THEN json_object('reply_markup', json(payload -> '$.reply_markup')) ELSE ''
        END,
        message_id = sent.value, error = NULL, settled_at = ?
    FROM json_each(?) AS sent WHERE outbox.id = CAST(sent.key AS INTEGER)
"""


def settle_failed(db: Database, row_id: int, error: str, *, now: datetime) -> None:
    """Telegram refuses the row for good, for the reason *error*."""
    db.conn.execute(
        "UPDATE outbox SET state = 'failed', error = ?, settled_at = ? WHERE id = ?", (error, utc_text(now), row_id)
    )


def put_off(db: Database, row_id: int, error: str, *, until: datetime) -> None:
    """The row was certainly not delivered: try again from *until* on."""
    db.conn.execute(
        "UPDATE outbox SET state = 'queued', error = ?, not_before = ? WHERE id = ?", (error, utc_text(until), row_id)
    )


def replace_payload(db: Database, row_id: int, payload: str, error: str) -> None:
    """Try the row again with another *payload* (JSON text)."""
    db.conn.execute("UPDATE outbox SET state = 'queued', payload = ?, error = ? WHERE id = ?", (payload, error, row_id))


def send_anew(db: Database, row_id: int, payload: str, error: str) -> None:
    """The row was an edit, and there is nothing to edit: send *payload* (JSON text) as a message of its own."""
    db.conn.execute(
        "UPDATE outbox SET state = 'queued', method = 'sendMessage', kind = 'answer', payload = ?, error = ?"
        " WHERE id = ?",
        (payload, error, row_id),
    )


def doubt(db: Database, row_id: int, error: str, *, now: datetime) -> None:
    """The row may or may not have been delivered.

    Edits and answers to presses are repeated freely. An answer is repeated a few times: somebody waits for it, and a
    double is better than none. A notice is held for a person to decide on: nagging twice is worse than once too few.
    """
    db.conn.execute(_DOUBT + "id = :id", {"error": error, "now": utc_text(now), "id": row_id})


def recover(db: Database, *, now: datetime) -> int:
    """After a crash: settle the doubt about every row that was under way; returns how many there were."""
    cursor = db.conn.execute(_DOUBT + "state = 'sending'", {"error": "interrupted", "now": utc_text(now)})
    return int(cursor.rowcount)


_AGAIN = f"(kind IN ('edit', 'callback') OR (kind = 'answer' AND resent < {_RESENDS}))"
_DOUBT = f"""
    UPDATE outbox SET
        state = CASE WHEN {_AGAIN} THEN 'queued' ELSE 'uncertain' END,
        settled_at = CASE WHEN {_AGAIN} THEN NULL ELSE :now END,
        resent = resent + 1,
        error = :error
    WHERE
"""  # noqa: S608 - only constants of this module are put in


def discard(db: Database, row_id: int) -> None:
    """A row that was claimed is not to go out after all, and leaves no trace."""
    db.conn.execute("DELETE FROM outbox WHERE id = ?", (row_id,))


def drop(db: Database, key: str) -> bool:
    """Take back a row that has not gone out; returns False when it has, or is on its way."""
    return db.conn.execute("DELETE FROM outbox WHERE key = ? AND state = 'queued'", (key,)).rowcount == 1


def message_of(db: Database, key: str) -> int | None:
    """The id of the message that a row became; None when it has not become one."""
    row = db.conn.execute("SELECT message_id FROM outbox WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def move_chat(db: Database, old: int, new: int) -> None:
    """A group became a supergroup: what is owed to it goes to its new id."""
    db.conn.execute(
        "UPDATE outbox SET chat_id = ? WHERE chat_id = ? AND state IN ('queued', 'sending', 'uncertain')", (new, old)
    )


def last_cause(db: Database, chat_id: int) -> str | None:
    """The cause of what was last said in a chat, the part of its key before the colon; None where nothing was, lately.

    For what an update caused it is the id of its inbox row.
    """
    row = db.conn.execute("SELECT key FROM outbox WHERE chat_id = ? ORDER BY id DESC LIMIT 1", (chat_id,)).fetchone()
    return str(row[0]).partition(":")[0] if row else None


@dataclass(frozen=True, slots=True)
class Button:
    """A button below a message: what stands on it, and what it carries."""

    label: str
    payload: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The buttons of the message that was shown last in a chat."""

    buttons: tuple[Button, ...]
    is_answer: bool  # to what the person said or pressed; a notice nobody asked for


def last_shown(db: Database, chat_id: int, *, since: datetime) -> Shown | None:
    """What was shown last in a person's own chat, where it has buttons and is no older than *since*."""
    row = db.conn.execute(
        "SELECT payload, kind, created_at FROM outbox WHERE chat_id = ? ORDER BY id DESC LIMIT 1", (chat_id,)
    ).fetchone()
    if row is None or not row[0] or row[2] < utc_text(since):
        return None
    buttons = _buttons_of(row[0])
    return Shown(buttons, row[1] != "notice") if buttons else None


def last_buttons(db: Database, chat_id: int, *, since: datetime) -> tuple[Button, ...]:
    """The buttons that were shown last in a person's own chat, be it before something else was said.

    None where a message was changed since: they may have been pressed.
    """
    rows = db.conn.execute(
        "SELECT payload, kind FROM outbox WHERE chat_id = ? AND created_at >= ? ORDER BY id DESC LIMIT ?",
        (chat_id, utc_text(since), _LOOKS_BACK),
    )
    for payload, kind in rows:
        buttons = _buttons_of(payload) if payload else ()
        if buttons or kind == "edit":
            return buttons if kind != "edit" else ()
    return ()


def _buttons_of(payload: str) -> tuple[Button, ...]:
    """The buttons of a message that is owed, or of which they alone are kept."""
    rows = json.loads(payload).get("reply_markup", {}).get("inline_keyboard", [])
    return tuple(Button(one["text"], one["callback_data"]) for those in rows for one in those)


def counts(db: Database) -> dict[str, int]:
    """How many rows are in each state."""
    return dict(db.conn.execute("SELECT state, count(*) FROM outbox GROUP BY state"))


def purge(db: Database, *, now: datetime) -> int:
    """Delete what was settled long ago; returns how many rows went. Rows in doubt stay until a person decides.

    The buttons of what was sent go before that.
    """
    db.conn.execute(
        "UPDATE outbox SET payload = '' WHERE state = 'sent' AND payload != '' AND settled_at < ?",
        (utc_text(now - KEEP_BUTTONS),),
    )
    cursor = db.conn.execute(
        "DELETE FROM outbox WHERE state IN ('sent', 'failed') AND settled_at < ?", (utc_text(now - KEEP_SETTLED),)
    )
    return int(cursor.rowcount)
