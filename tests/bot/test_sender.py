"""The sender's exchange with the outbox: a trouble that passes repeats it, a row that is wrong fails alone."""

import sqlite3
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlite_utils import Database
from structlog.testing import capture_logs

from bot.exchange import exchange
from bot.verdicts import Later, Moved, Refused, Sent
from storage import outbox
from storage.database import writing
from storage.nudges import Nudge
from storage.outbox import Claimed, Outgoing
from tests.nudging import FIRST, SECOND, STAFF, Office, at, office

MORNING = at("2025-10-22", 8)
NOW = datetime(2025, 10, 22, 1, tzinfo=UTC)


def states(db: Database) -> dict[int, str]:
    """The state of each chat's only row."""
    return {row["chat_id"]: row["state"] for row in db.query("SELECT chat_id, state FROM outbox")}


def take(place: Office, write: Any) -> list[Claimed]:
    with writing(place.db):
        return exchange(place.db, ended=[], limit=30, busy=set(), now=datetime.now(UTC), write=write)


def test_a_nudge_that_meets_a_trouble_of_the_database_waits() -> None:
    with office() as place:
        place.look(MORNING)
        before = place.ledger(FIRST)

        def write(db: Database, nudge: Nudge) -> Any:
            """Write it while the disk takes nothing."""
            db.conn.execute("PRAGMA query_only = 1")
            try:
                return place.nudging.write(db, nudge)
            finally:
                db.conn.execute("PRAGMA query_only = 0")

        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            take(place, write)
        assert states(place.db) == {FIRST: "queued", SECOND: "queued", STAFF: "queued"}
        assert place.ledger(FIRST) == before
        assert [one.user_id for one in place.deliver()] == [FIRST, SECOND, STAFF]


def failing_for(place: Office, error: Exception) -> Any:
    """Writes nudges, but for FIRST's."""

    def write(db: Database, nudge: Nudge) -> Any:
        if nudge.user_id == FIRST:
            raise error
        return place.nudging.write(db, nudge)

    return write


def test_a_nudge_that_cannot_be_written_fails_alone() -> None:
    with office() as place:
        place.look(MORNING)
        with capture_logs() as log:
            rows = take(place, failing_for(place, KeyError("words of a person")))
        assert [row.chat_id for row in rows] == [SECOND, STAFF]
        assert states(place.db) == {FIRST: "failed", SECOND: "sending", STAFF: "sending"}
        assert [(line["event"], line["error"]) for line in log] == [("nudge_not_written", "KeyError")]


def test_a_statement_that_is_wrong_in_itself_fails_alone() -> None:
    with office() as place:
        place.look(MORNING)

        def write(db: Database, nudge: Nudge) -> Any:
            return db.conn.execute("SELECT nothing_of_the_kind") if nudge.user_id == FIRST else None

        assert take(place, write) == []
        assert states(place.db) == {FIRST: "failed"}


def test_a_nudge_whose_row_is_damaged_fails_alone() -> None:
    with office() as place:
        place.look(MORNING)
        place.db.execute("UPDATE outbox SET payload = '{' WHERE chat_id = ?", [FIRST])
        assert [row.chat_id for row in take(place, place.nudging.write)] == [SECOND, STAFF]
        assert states(place.db)[FIRST] == "failed"


def test_a_row_that_cannot_be_settled_keeps_no_other(db: Database) -> None:
    for chat_id in (7, 8, 9):
        outbox.put(db, Outgoing(f"a{chat_id}", chat_id, "sendMessage", {"text": "a"}, "answer"), now=NOW)
    with writing(db):
        first, second, third = exchange(db, ended=[], limit=9, busy=set(), now=NOW, write=None)
    beyond = Moved(1 << 70)  # no number that the database can hold
    ended: list[Any] = [(first, beyond), (second, Refused("no")), (third, Sent(5))]
    with capture_logs() as log, writing(db):
        assert exchange(db, ended=ended, limit=9, busy=set(), now=NOW, write=None) == []
    assert states(db) == {7: "failed", 8: "failed", 9: "sent"}
    assert [(line["event"], line["error"]) for line in log] == [("row_not_settled", "OverflowError")]


def test_what_is_put_off_is_put_off(db: Database) -> None:
    outbox.put(db, Outgoing("a", 7, "sendMessage", {"text": "a"}, "answer"), now=NOW)
    with writing(db):
        (row,) = exchange(db, ended=[], limit=9, busy=set(), now=NOW, write=None)
        assert exchange(db, ended=[(row, Later("429", 5))], limit=9, busy=set(), now=NOW, write=None) == []
    assert states(db) == {7: "queued"}
