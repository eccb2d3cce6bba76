from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from storage import inbox
from storage.inbox import Arrival

NOW = datetime(2025, 4, 20, 8, tzinfo=UTC)


def test_a_batch_is_kept_in_order_and_known_updates_are_passed_over(db: Database) -> None:
    first = inbox.store(db, [Arrival(11, 7, "a"), Arrival(12, 8, "b")], now=NOW)
    second = inbox.store(db, [Arrival(12, 8, "b"), Arrival(5, 7, "c"), Arrival(None, 0, "d")], now=NOW)
    assert [(item.id, item.raw) for item in first + second] == [(1, "a"), (2, "b"), (3, "c"), (4, "d")]
    assert inbox.waiting(db) == first + second


def test_what_was_decoded_already_is_handed_on_but_not_stored(db: Database) -> None:
    (item,) = inbox.store(db, [Arrival(11, 7, '{"a": 1}', {"a": 1})], now=NOW)
    assert (item.raw, item.decoded) == ('{"a": 1}', {"a": 1})
    (later,) = inbox.waiting(db)
    assert (later.raw, later.decoded) == ('{"a": 1}', None)


def test_a_finished_row_loses_its_text_and_is_finished_once(db: Database) -> None:
    (item,) = inbox.store(db, [Arrival(11, 7, "words")], now=NOW)
    assert inbox.finish(db, item.id, now=NOW)
    assert not inbox.finish(db, item.id, now=NOW)
    assert not inbox.bury(db, item.id, "C0DE", now=NOW)
    assert inbox.waiting(db) == []
    assert [row["raw"] for row in db.query("SELECT raw FROM inbox")] == [""]


def test_waiting_rows_come_in_pages(db: Database) -> None:
    inbox.store(db, [Arrival(number, 7, "") for number in range(5)], now=NOW)
    assert [item.id for item in inbox.waiting(db, limit=2)] == [1, 2]
    assert [item.id for item in inbox.waiting(db, after=2, limit=9)] == [3, 4, 5]


def test_settled_rows_are_purged_after_some_days_and_their_numbers_may_come_again(db: Database) -> None:
    done, dead, _ = inbox.store(db, [Arrival(number, 7, "x") for number in (1, 2, 3)], now=NOW)
    inbox.finish(db, done.id, now=NOW)
    assert inbox.count_attempt(db, dead.id) == 1
    inbox.bury(db, dead.id, "C0DE", now=NOW)
    assert inbox.purge(db, now=NOW + timedelta(days=2)) == 0
    assert inbox.purge(db, now=NOW + timedelta(days=4)) == 1
    assert inbox.purge(db, now=NOW + timedelta(days=31)) == 1
    assert inbox.counts(db) == {"new": 1}
    (again,) = inbox.store(db, [Arrival(1, 7, "x")], now=NOW)
    assert again.id == 4  # row ids never come back: the outbox keys are made of them
