from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from knowledge.rounds.days import is_working_day, working_day
from knowledge.rounds.hours import DEFAULT, Hours

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
MINUTES = st.times().map(lambda t: t.replace(second=0, microsecond=0))
WINDOWS = st.builds(Hours, MINUTES, MINUTES, st.booleans())
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31), timezones=st.just(HERE))  # noqa: DTZ001


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        pytest.param("2025-10-10", True, id="a-friday"),
        pytest.param("2025-10-11", False, id="a-saturday"),
        pytest.param("2025-10-12", False, id="a-sunday"),
        pytest.param("2025-01-24", True, id="the-friday-before-tet-2025"),
        pytest.param("2025-01-27", False, id="tet-2025-begins"),
        pytest.param("2025-01-31", False, id="tet-2025-ends"),
        pytest.param("2025-02-03", True, id="the-monday-after-tet-2025"),
        pytest.param("2026-02-13", True, id="the-friday-before-tet-2026"),
        pytest.param("2026-02-16", False, id="tet-2026-begins"),
        pytest.param("2026-02-20", False, id="tet-2026-ends"),
        pytest.param("2026-02-23", True, id="the-monday-after-tet-2026"),
        pytest.param("2025-04-07", False, id="hung-kings"),
        pytest.param("2025-04-30", False, id="reunification"),
        pytest.param("2025-05-01", False, id="first-of-may"),
        pytest.param("2025-05-02", False, id="a-substituted-day-off"),
        pytest.param("2025-09-02", False, id="national-day"),
        pytest.param("2026-04-27", False, id="monday-for-a-holiday-on-sunday"),
        pytest.param("2025-12-25", True, id="christmas"),
    ],
)
def test_offices_work_on(day: str, works: bool) -> None:
    assert is_working_day(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("day", "shift", "found"),
    [
        ("2025-10-11", 0, "2025-10-10"),
        ("2025-10-11", -1, "2025-10-09"),
        ("2025-10-11", 1, "2025-10-13"),
        ("2025-10-10", 0, "2025-10-10"),
        ("2025-10-10", -3, "2025-10-07"),
        ("2025-10-10", 1, "2025-10-13"),
        ("2025-10-10", 2, "2025-10-14"),
        ("2025-02-01", 0, "2025-01-24"),
        ("2025-02-03", -1, "2025-01-24"),
        ("2025-01-24", 1, "2025-02-03"),
        ("2026-02-23", -3, "2026-02-11"),
        ("2025-05-05", -1, "2025-04-29"),
        ("2025-09-03", -1, "2025-08-29"),
        ("2026-01-02", -1, "2025-12-31"),
    ],
)
def test_the_working_day_so_far_from_a_day_is(day: str, shift: int, found: str) -> None:
    assert working_day(date.fromisoformat(day), shift) == date.fromisoformat(found)


@given(DAYS, st.integers(-12, 12))
def test_what_is_found_is_a_working_day_on_the_right_side(day: date, shift: int) -> None:
    found = working_day(day, shift)
    assert is_working_day(found)
    assert found > day if shift > 0 else found <= day


@given(DAYS, st.integers(-12, 11))
def test_a_greater_shift_is_a_later_day_and_no_working_day_lies_between(day: date, shift: int) -> None:
    near, far = working_day(day, shift), working_day(day, shift + 1)
    assert near < far
    between = (near + timedelta(days=n) for n in range(1, (far - near).days))
    assert not any(is_working_day(d) for d in between)


@given(DAYS, DAYS, st.integers(-8, 8))
def test_a_later_day_never_has_an_earlier_working_day(one: date, other: date, shift: int) -> None:
    assume(one <= other)
    assert working_day(one, shift) <= working_day(other, shift)


OVERNIGHT = Hours(time(20), time(2))


@pytest.mark.parametrize(
    ("hours", "moment", "permitted"),
    [
        pytest.param(DEFAULT, "2025-10-10T07:00", True, id="the-first-minute-counts"),
        pytest.param(DEFAULT, "2025-10-10T06:59", False, id="a-minute-early"),
        pytest.param(DEFAULT, "2025-10-10T19:59", True, id="the-last-minute"),
        pytest.param(DEFAULT, "2025-10-10T20:00", False, id="the-end-does-not-count"),
        pytest.param(DEFAULT, "2025-10-11T10:00", False, id="saturday"),
        pytest.param(Hours(time(7), time(20), weekends=True), "2025-10-11T10:00", True, id="saturday-welcome"),
        pytest.param(DEFAULT, "2025-01-29T10:00", False, id="tet"),
        pytest.param(OVERNIGHT, "2025-10-10T23:00", True, id="friday-night"),
        pytest.param(OVERNIGHT, "2025-10-11T01:00", True, id="friday-night-goes-on-into-saturday"),
        pytest.param(OVERNIGHT, "2025-10-11T02:00", False, id="and-ends"),
        pytest.param(OVERNIGHT, "2025-10-11T21:00", False, id="saturday-night"),
        pytest.param(OVERNIGHT, "2025-10-13T01:00", False, id="early-monday-belongs-to-sunday"),
        pytest.param(Hours(time(0), time(0)), "2025-10-10T03:00", True, id="all-day"),
        pytest.param(Hours(time(0), time(0)), "2025-10-12T03:00", False, id="all-day-but-sunday"),
        pytest.param(Hours(time(7), time(0)), "2025-10-10T23:59", True, id="until-midnight"),
    ],
)
def test_a_reminder_may_come(hours: Hours, moment: str, permitted: bool) -> None:
    assert hours.permits(at(moment)) is permitted


@pytest.mark.parametrize(
    ("hours", "moment", "opening"),
    [
        pytest.param(DEFAULT, "2025-10-10T10:15", "2025-10-10T10:15", id="now"),
        pytest.param(DEFAULT, "2025-10-10T05:00", "2025-10-10T07:00", id="this-morning"),
        pytest.param(DEFAULT, "2025-10-10T20:00", "2025-10-13T07:00", id="friday-evening"),
        pytest.param(DEFAULT, "2025-12-31T21:00", "2026-01-02T07:00", id="new-year"),
        pytest.param(DEFAULT, "2026-02-13T20:00", "2026-02-23T07:00", id="all-of-tet"),
        pytest.param(OVERNIGHT, "2025-10-11T03:00", "2025-10-13T20:00", id="over-midnight-after-the-weekend"),
        pytest.param(Hours(time(9), time(9)), "2025-10-12T10:00", "2025-10-13T00:00", id="all-day-from-midnight"),
    ],
)
def test_the_next_opening_is(hours: Hours, moment: str, opening: str) -> None:
    assert hours.next_opening(at(moment)) == at(opening)


@given(WINDOWS, MOMENTS)
def test_the_next_opening_is_permitted_and_nothing_before_it_is(hours: Hours, moment: datetime) -> None:
    opening = hours.next_opening(moment)
    assert opening >= moment
    assert hours.permits(opening)
    samples = (moment + (opening - moment) * n / 24 for n in range(24))
    assert opening == moment or not any(hours.permits(sample) for sample in samples)


@given(WINDOWS)
def test_hours_come_back_from_their_text(hours: Hours) -> None:
    assert Hours.from_text(hours.to_text()) == hours


def test_the_text_of_hours_is_short() -> None:
    assert DEFAULT.to_text() == "07:00-20:00"
    assert Hours(time(8, 30), time(17), weekends=True).to_text() == "08:30-17:00+we"


@pytest.mark.parametrize("text", ["", "7-20", "07:00-25:00", "07:00-20:00+wk", "07:00-20:00 "])
def test_hours_of_another_form_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"07:00|hour must be"):
        Hours.from_text(text)
