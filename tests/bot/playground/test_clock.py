from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import MovableClock, SystemClock


def test_the_system_clock_is_aware_and_in_vietnam() -> None:
    now = SystemClock().now()
    assert now.utcoffset() == timedelta(hours=7)
    assert abs(now - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_movable_clock_goes_on_from_where_it_was_put() -> None:
    clock = MovableClock()
    there = datetime(2025, 10, 28, 2, tzinfo=UTC)
    clock.set(there)
    assert timedelta() <= clock.now() - there < timedelta(minutes=1)
    assert clock.now().hour == 9


def test_a_naive_moment_is_read_in_the_zone_of_the_clock() -> None:
    clock = MovableClock()
    clock.set(datetime(2025, 10, 28, 9))  # noqa: DTZ001 - naive is what is tested
    assert clock.now().isoformat(timespec="minutes") == "2025-10-28T09:00+07:00"


def test_a_clock_can_be_moved_forward_and_back() -> None:
    clock = MovableClock()
    before = clock.now()
    clock.advance(timedelta(days=3))
    clock.advance(timedelta(days=-1))
    assert timedelta(days=2) <= clock.now() - before < timedelta(days=2, minutes=1)


def test_a_moment_beyond_every_calendar_is_refused() -> None:
    with pytest.raises(OverflowError):
        MovableClock().advance(timedelta(days=999_999_999))
