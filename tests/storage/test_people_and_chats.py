from datetime import UTC, datetime, timedelta

import pytest
from sqlite_utils import Database

from storage import chats, frames, people
from storage.people import Person
from storage.times import from_utc_text, utc_text

NOW = datetime(2025, 4, 20, 8, tzinfo=UTC)


def test_a_person_is_met_once_and_remembered(db: Database) -> None:
    assert people.meet(db, 7, now=NOW) == Person(7)
    people.choose_language(db, 7, "en")
    people.choose_home(db, 7, "tan-khai")
    people.mark_reachable(db, 7, reachable=False)
    assert people.meet(db, 7, now=NOW) == Person(7, "en", "tan-khai", reachable=False)


def test_last_seen_is_kept_to_five_minutes(db: Database) -> None:
    for minutes, seen in ((0, 0), (3, 0), (4, 0), (6, 6), (-60, -60)):  # the last: a clock that was set back
        people.meet(db, 7, now=NOW + timedelta(minutes=minutes))
        assert [row["seen_at"] for row in db.query("SELECT seen_at FROM people")] == [
            utc_text(NOW + timedelta(minutes=seen))
        ]


def test_an_album_gets_one_hint(db: Database) -> None:
    assert [chats.may_hint(db, 7, album=album) for album in "aabba"] == [True, False, True, False, True]


def test_a_frame_lives_for_twenty_minutes(db: Database) -> None:
    frames.remember(db, 7, "{}", now=NOW)
    assert frames.of_chat(db, 7, now=NOW + timedelta(minutes=20)) == "{}"
    assert frames.of_chat(db, 7, now=NOW + timedelta(minutes=21)) is None
    assert frames.purge(db, now=NOW + timedelta(minutes=21)) == 1


def test_half_a_surrogate_pair_does_not_break_a_frame(db: Database) -> None:
    frames.remember(db, 7, '"\ud800"', now=NOW)
    assert frames.of_chat(db, 7, now=NOW) == '"?"'


def test_moments_are_written_so_that_text_order_is_time_order() -> None:
    assert utc_text(NOW) == "2025-04-20T08:00:00.000+00:00"
    assert from_utc_text(utc_text(NOW)) == NOW
    with pytest.raises(ValueError, match="without a time zone"):
        utc_text(datetime(2025, 4, 20))  # noqa: DTZ001 - what is refused
