"""The steps of a reminder: in order, apart from each other, on working days, none alive beyond what it is about."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.rounds import ladder
from knowledge.rounds.days import is_working_day, working_day
from knowledge.rounds.ladder import COLLABORATORS, STAFF, Offsets

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
LADDERS = st.one_of(
    st.sampled_from([COLLABORATORS, STAFF]),
    st.lists(st.integers(-30, 30), max_size=12, unique=True).map(lambda found: tuple(sorted(found))),
)


@given(DAYS, LADDERS)
def test_steps_are_in_order_and_apart(due: date, offsets: Offsets) -> None:
    steps = ladder.stages(due, offsets)
    assert [step.offset for step in steps] == sorted(offsets)
    assert all(step.first <= step.until for step in steps)
    assert all(one.until < other.first for one, other in pairwise(steps))


@given(DAYS, LADDERS)
def test_steps_begin_on_working_days_and_on_their_side_of_the_due_day(due: date, offsets: Offsets) -> None:
    steps = ladder.stages(due, offsets)
    assert len(steps) == len(offsets)
    for step in steps:
        assert is_working_day(step.first)
        assert (step.first <= due) is (step.offset <= 0)
        assert step.offset > 0 or step.until <= due


@given(DAYS, LADDERS)
def test_a_step_after_the_due_day_lives_until_the_next_working_day_at_most(due: date, offsets: Offsets) -> None:
    steps = ladder.stages(due, offsets)
    assert len(steps) == len(offsets)
    for step in steps:
        assert step.offset <= 0 or step.until <= working_day(step.first, 1)


@given(DAYS, LADDERS, st.integers(-60, 60))
def test_on_each_day_at_most_one_step_is_true(due: date, offsets: Offsets, shift: int) -> None:
    day = due + timedelta(days=shift)
    true = [step for step in ladder.stages(due, offsets) if step.first <= day <= step.until]
    assert [ladder.stage_on(day, due, offsets)] == (true or [None])


@given(LADDERS)
def test_what_is_printed_is_read_back(offsets: Offsets) -> None:
    assert ladder.parse_offsets(ladder.print_offsets(offsets)) == (offsets or None)


@pytest.mark.parametrize(
    ("due", "days"),
    [
        pytest.param("2025-11-02", "22/10 28/10 30/10 31/10 03/11 05/11", id="a-sunday-counts-from-friday"),
        # 2 September 2025 is a Tuesday; the Monday before it is the second day of the holiday.
        pytest.param("2025-09-02", "20/08 26/08 28/08 29/08 03/09 05/09", id="independence-day"),
        # Tết 2026 is on 17 February; offices are closed from 14 to 22 February.
        pytest.param("2026-02-18", "04/02 10/02 12/02 13/02 23/02 25/02", id="in-the-middle-of-tet"),
        pytest.param("2025-10-31", "22/10 28/10 30/10 31/10 03/11 05/11", id="the-end-of-a-month"),
        pytest.param("2028-02-29", "18/02 24/02 28/02 29/02 01/03 03/03", id="29-february"),
        pytest.param("2025-12-31", "22/12 26/12 30/12 31/12 02/01 06/01", id="the-end-of-a-year"),
        pytest.param("2026-01-01", "22/12 26/12 30/12 31/12 02/01 06/01", id="new-year"),
    ],
)
def test_the_usual_ladder(due: str, days: str) -> None:
    assert [f"{step.first:%d/%m}" for step in ladder.stages(date.fromisoformat(due), COLLABORATORS)] == days.split()


@pytest.mark.parametrize(
    ("typed", "offsets"),
    [
        ("7 3 1 0 +1 +3", (-7, -3, -1, 0, 1, 3)),
        ("7,3, 1", (-7, -3, -1)),
        ("+1 -3 0 0", (-3, 0, 1)),
        ("31", None),
        ("", None),
        ("bảy", None),
        ("٣", None),
    ],
)
def test_a_ladder_as_typed(typed: str, offsets: Offsets | None) -> None:
    assert ladder.parse_offsets(typed) == offsets
