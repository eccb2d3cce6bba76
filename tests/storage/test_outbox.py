from datetime import UTC, datetime, timedelta

import pytest
from sqlite_utils import Database

from storage import outbox
from storage.outbox import Kind, Outgoing

NOW = datetime(2025, 4, 20, 8, tzinfo=UTC)


def put(db: Database, key: str, chat_id: int | None = 7, kind: Kind = "answer") -> bool:
    return outbox.put(db, Outgoing(key, chat_id, "sendMessage", {"text": key}, kind), now=NOW)


def claim(db: Database, limit: int = 9, busy: tuple[int, ...] = (), now: datetime = NOW) -> list[int]:
    return [row.id for row in outbox.claim(db, limit=limit, busy=busy, now=now)]


def states(db: Database) -> list[str]:
    return [row["state"] for row in db.query("SELECT state FROM outbox ORDER BY id")]


def test_a_key_is_used_once(db: Database) -> None:
    assert put(db, "1:1")
    assert not put(db, "1:1", chat_id=8)
    assert claim(db) == [1]


def test_a_chat_gets_its_rows_one_by_one_in_order(db: Database) -> None:
    for key, chat in (("a", 7), ("b", 7), ("c", 8)):
        put(db, key, chat)
    assert claim(db) == [1, 3]
    assert claim(db, busy=(7, 8)) == []
    outbox.settle_sent(db, {1: 99}, now=NOW)
    assert claim(db) == [2]


def test_answers_to_presses_come_first_then_answers_then_notices(db: Database) -> None:
    put(db, "notice", 1, "notice")
    put(db, "answer", 2)
    put(db, "press", None, "callback")
    put(db, "press-2", None, "callback")
    assert claim(db, limit=3) == [3, 4, 2]
    assert claim(db) == [1]


def test_an_answer_overtakes_a_notice_of_its_chat(db: Database) -> None:
    put(db, "notice", 7, "notice")
    put(db, "answer", 7)
    assert claim(db) == [2]


def test_a_row_put_off_holds_up_its_chat_only(db: Database) -> None:
    for key, chat in (("a", 7), ("b", 7), ("c", 8)):
        put(db, key, chat)
    assert claim(db, limit=1) == [1]
    outbox.put_off(db, 1, "429", until=NOW + timedelta(seconds=3))
    assert claim(db) == [3]
    assert claim(db, now=NOW + timedelta(seconds=3)) == [1]


def test_a_clock_set_back_does_not_hold_a_row_for_ever(db: Database) -> None:
    put(db, "a")
    outbox.put_off(db, 1, "429", until=NOW + timedelta(seconds=3))
    assert claim(db, now=NOW - timedelta(days=400)) == [1]


@pytest.mark.parametrize(
    ("kind", "crashes", "state"),
    [
        pytest.param("answer", 1, "queued", id="an-answer-is-repeated"),
        pytest.param("answer", 4, "uncertain", id="an-answer-is-not-repeated-for-ever"),
        pytest.param("notice", 1, "uncertain", id="a-notice-is-held"),
        pytest.param("edit", 9, "queued", id="an-edit-is-repeated-freely"),
        pytest.param("callback", 9, "queued", id="an-answer-to-a-press-too"),
    ],
)
def test_what_becomes_of_rows_that_a_crash_interrupted(db: Database, kind: Kind, crashes: int, state: str) -> None:
    put(db, "a", None if kind == "callback" else 7, kind)
    for _ in range(crashes):
        assert claim(db) == [1]
        assert outbox.recover(db, now=NOW) == 1
    assert states(db) == [state]
    assert outbox.recover(db, now=NOW) == 0


def test_settled_rows_are_purged_and_rows_in_doubt_stay(db: Database) -> None:
    for key, chat in (("sent", 1), ("failed", 2), ("doubtful", 3), ("queued", 4)):
        put(db, key, chat, "notice")
    claim(db, limit=3)
    outbox.settle_sent(db, {1: 5}, now=NOW)
    outbox.settle_failed(db, 2, "400", now=NOW)
    outbox.doubt(db, 3, "no answer", now=NOW)
    assert outbox.counts(db) == {"sent": 1, "failed": 1, "uncertain": 1, "queued": 1}
    assert outbox.purge(db, now=NOW + timedelta(days=4)) == 2
    assert states(db) == ["uncertain", "queued"]


def test_what_was_sent_loses_its_text_and_keeps_its_message_id(db: Database) -> None:
    for key, chat in (("a", 7), ("b", None)):
        put(db, key, chat)
    claim(db)
    outbox.settle_sent(db, {1: 99, 2: None}, now=NOW)
    rows = db.query("SELECT state, payload, message_id FROM outbox ORDER BY id")
    assert [tuple(row.values()) for row in rows] == [("sent", "", 99), ("sent", "", None)]


def test_a_group_that_moves_gets_what_is_owed_to_it(db: Database) -> None:
    put(db, "a", -5)
    outbox.move_chat(db, -5, -1005)
    assert [row.chat_id for row in outbox.claim(db, limit=1, busy=(), now=NOW)] == [-1005]
