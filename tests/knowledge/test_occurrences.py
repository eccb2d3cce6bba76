"""The dates on which a duty to report falls, and the period that each of them is about."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.library import Library
from knowledge.model import Deadline
from knowledge.rounds import occurrences
from knowledge.rounds.deadline_words import NewDeadline, parse_deadline
from knowledge.rounds.occurrences import Occurrence


def added(every: Any, day: int, today: str, **more: Any) -> list[Occurrence]:
    deadline = NewDeadline(
        what="báo cáo", every=every, day=day, **{"month": None, "year": None, "before": False} | more
    )
    return occurrences.of_added("own-1", deadline, date.fromisoformat(today), since=date.min)


def brief(found: list[Occurrence]) -> list[tuple[str, str]]:
    """The last days and their periods."""
    return [(str(one.last_day), one.period) for one in found]


@pytest.mark.parametrize(
    ("plan", "today", "expected"),
    [
        ("hoang-duc", "2025-04-20", [("2025-11-04", "2025"), ("2026-11-04", "2026")]),
        ("minh-tam", "2025-04-20", [("2025-05-09", "2025-H1"), ("2025-11-09", "2025")]),
        ("an-lao", "2025-04-20", [("2023-05-19", "2023-H1"), ("2023-11-14", "2023")]),
        ("dong-thap", "2025-04-20", [("None", "2025"), ("None", "2030")]),
    ],
)
def test_the_plans_that_come_with_the_bot(
    library: Library, plan: str, today: str, expected: list[tuple[str, str]]
) -> None:
    found = brief(occurrences.of_plan(library.plans[plan], date.fromisoformat(today)))
    assert [one for one in found if one in expected] == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(
            ("month", 5, "2025-10-01", {}),
            [("2025-10-05", "2025-09"), ("2025-11-05", "2025-10")],
            id="early-in-a-month",
        ),
        pytest.param(
            ("month", 25, "2025-12-31", {}), [("2025-12-25", "2025-12"), ("2026-01-25", "2026-01")], id="over-new-year"
        ),
        pytest.param(
            ("month", 31, "2025-01-31", {}), [("2025-01-31", "2025-01"), ("2025-02-28", "2025-02")], id="short-month"
        ),
        pytest.param(
            ("month", 1, "2025-12-31", {"before": True}),
            [("2025-11-30", "2025-11"), ("2025-12-31", "2025-12")],
            id="before-the-first",
        ),
        pytest.param(
            ("quarter", 10, "2025-11-20", {}), [("2025-10-10", "2025-Q3"), ("2026-01-10", "2025-Q4")], id="quarter"
        ),
        pytest.param(
            ("quarter", 25, "2025-11-20", {}),
            [("2025-12-25", "2025-Q4"), ("2026-03-25", "2026-Q1")],
            id="its-last-month",
        ),
        pytest.param(
            ("year", 20, "2025-07-01", {"month": 7, "before": True}),
            [("2025-07-19", "2025"), ("2026-07-19", "2026")],
            id="before-20-july",
        ),
        pytest.param(
            ("year", 29, "2027-05-01", {"month": 2}), [("2027-02-28", "2027"), ("2028-02-29", "2028")], id="29-february"
        ),
        pytest.param(
            ("year", 15, "2025-12-20", {"month": 1}), [("2025-01-15", "2024"), ("2026-01-15", "2025")], id="in-january"
        ),
        pytest.param(
            ("year", 1, "2025-12-20", {"month": 1, "before": True}),
            [("2024-12-31", "2024"), ("2025-12-31", "2025")],
            id="before-new-year",
        ),
        pytest.param(("once", 30, "2025-12-20", {"month": 6, "year": 2026}), [("2026-06-30", "2026")], id="once"),
    ],
)
def test_a_deadline_that_staff_added(given: tuple[Any, ...], expected: list[tuple[str, str]]) -> None:
    every, day, today, more = given
    assert brief(added(every, day, today, **more)) == expected


@given(
    st.sampled_from(["month", "quarter", "year"]),
    st.integers(1, 12),
    st.integers(1, 31),
    st.booleans(),
    st.dates(date(2024, 1, 1), date(2032, 12, 31)),
)
def test_whoever_looks_every_day_sees_each_period_once(
    every: str, month: int, day: int, before: bool, start: date
) -> None:
    """No period is left out over two years of looking, and none has two last days."""
    days: dict[str, set[date]] = {}
    for shift in range(0, 730, 5):
        today = start + timedelta(days=shift)
        more = {"month": month if every == "year" else None, "before": before}
        for one in added(every, day, str(today), **more):
            assert one.last_day is not None
            days.setdefault(one.period, set()).add(one.last_day)
    assert all(len(found) == 1 for found in days.values())
    lasts = sorted(min(found) for found in days.values())
    longest = {"month": 31, "quarter": 93, "year": 366}[every]
    assert all((later - earlier).days <= longest for earlier, later in pairwise(lasts))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("báo cáo 6 tháng trước 10/5 hằng năm", ["2025-H1", "2026-H1"]),
        ("bc 6 thang hạn 20/12", ["2025-H2"]),
        ("báo cáo 6 tháng cuối năm trước 10/1 hằng năm", ["2024-H2", "2025-H2"]),
        ("báo cáo quý 3 chậm nhất 5/10/2025", ["2025-Q3"]),
        ("bao cao quy III truoc 5/10 hang nam", ["2025-Q3", "2026-Q3"]),
        ("số liệu tháng 9 trước 5/10", ["2025-09"]),
        ("báo cáo năm 2024 trước 5/11/2025", ["2024"]),
        ("Q3 report by 5 October", ["2025-Q3"]),
    ],
)
def test_a_report_is_about_the_period_in_its_name(typed: str, expected: list[str]) -> None:
    assert _periods(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "báo cáo Tháng hành động trước 20/11/2025",
        "thực hiện Kế hoạch 2024 trước 5/11/2025",
        "kế hoạch năm 2026 trước 30/11/2025",
        "báo cáo quý 2 và quý 3 trước 30/11/2025",
        "báo cáo quý 3 chứ không phải quý 2, năm 2024 trước 30/11/2025",
    ],
)
def test_what_is_no_period_or_not_one_leaves_the_year(typed: str) -> None:
    assert _periods(typed) == ["2025"]


def test_the_turns_of_a_named_report_are_told_apart_by_year() -> None:
    today = date(2025, 10, 1)
    read = parse_deadline("báo cáo 6 tháng trước 10/5 hằng năm", today)
    assert isinstance(read, NewDeadline)
    assert [one.key for one in occurrences.of_added("own-1", read, today, since=date.min)] == ["2025", "2026"]


def _periods(typed: str) -> list[str]:
    """The periods of a deadline as typed on 1 October 2025."""
    today = date(2025, 10, 1)
    read = parse_deadline(typed, today)
    assert isinstance(read, NewDeadline)
    return [one.period for one in occurrences.of_added("own-1", read, today, since=date.min)]


@pytest.mark.parametrize(
    ("today", "due"),
    [("2025-01-10", "2025-02-28"), ("2027-03-01", "2028-02-29"), ("2028-02-29", "2028-02-29")],
)
def test_a_leap_day_of_every_year_is_the_last_of_february(library: Library, today: str, due: str) -> None:
    deadline = Deadline.model_validate(
        {
            "id": "leap",
            "kind": "annual_report",
            "what": {"vi": "báo cáo", "en": "report"},
            "who": "UBND",
            "yearly": [2, 29],
            "before": False,
            "section": "I",
        }
    )
    day = date.fromisoformat(today)
    assert str(deadline.due(day)) == due
    plan = library.plans["tan-khai"].model_copy(update={"deadlines": (deadline,)})
    assert deadline.due(day) in [one.last_day for one in occurrences.of_plan(plan, day)]
