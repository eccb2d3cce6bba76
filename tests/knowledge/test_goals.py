"""The level beside which a figure is shown: that of its year, or the one for which the plan states no year."""

from __future__ import annotations

from decimal import Decimal

import pytest

from knowledge.figures import showing
from knowledge.figures.goals import goal_of
from knowledge.figures.model import Measure
from knowledge.figures.totals import Total
from knowledge.library import Library


def measure(library: Library, code: str) -> Measure:
    return next(m for m in library.measures.every() if m.code == code)


@pytest.mark.parametrize(
    ("plan", "code", "shown"),
    [
        ("tan-khai", "7.1", "100%"),
        ("tan-khai", "12.1", "100%"),
        ("dong-thap", "12.1", "100%"),
        *(("hoang-duc", code, "100%") for code in ("7.1", "12.1", "14.1")),
        ("hoang-duc", "21.1", "duy trì 100%"),
        ("hoang-duc", "17.2", "không còn trường hợp nào"),
        ("hoang-duc", "18.2", "không còn trường hợp nào"),
    ],
)
def test_a_level_without_a_year_holds_for_the_whole_period(library: Library, plan: str, code: str, shown: str) -> None:
    for year in (2021, 2025, 2030):
        goal = goal_of(library.plans[plan], measure(library, code), year)
        assert goal is not None
        assert goal.is_undated
        assert goal.in_words("vi") == shown
        assert goal.in_full("vi") == f"{shown} (kế hoạch không ghi năm)"
    assert goal_of(library.plans[plan], measure(library, code), 2031) is None


def test_a_level_of_the_year_is_said_without_a_remark(library: Library) -> None:
    goal = goal_of(library.plans["tan-khai"], measure(library, "5.1"), 2025)
    assert goal is not None
    assert (goal.is_undated, goal.in_full("vi")) == (False, "95%")


def test_a_year_between_two_levels_has_none(library: Library) -> None:
    assert goal_of(library.plans["tan-khai"], measure(library, "5.1"), 2026) is None


@pytest.mark.parametrize(("share", "met"), [("0", True), ("0.1", False)])
def test_no_case_left_is_a_share_of_nought(library: Library, share: str, met: bool) -> None:
    goal = goal_of(library.plans["hoang-duc"], measure(library, "17.2"), 2025)
    assert goal is not None
    assert goal.is_met_by(Decimal(share)) is met


@pytest.mark.parametrize(("plan", "area"), [("tan-khai", "urban"), ("hoang-duc", "rural"), ("dong-thap", "rural")])
def test_obesity_has_the_level_of_town_or_countryside(library: Library, plan: str, area: str) -> None:
    years = range(2021, 2031)
    goals = [goal for year in years if (goal := goal_of(library.plans[plan], measure(library, "4.3"), year))]
    assert {goal.part.area for goal in goals} == {area}


def test_a_share_of_nobody_is_shown_as_counts_and_compared_with_no_level(library: Library) -> None:
    goal = goal_of(library.plans["tan-khai"], measure(library, "5.1"), 2025)
    assert showing.result(Total(0, 0, 1), "vi") == "0/0"
    assert showing.is_met(Total(0, 0, 1), None, goal) is None


@pytest.mark.parametrize(
    ("code", "total", "percent", "met"),
    [
        ("17.2", Total(0, villages=1), None, True),
        ("17.2", Total(1, villages=1), None, False),
        ("17.2", Total(0, villages=1), Decimal("0.5"), False),
        ("7.1", Total(0, villages=1), None, None),
    ],
)
def test_cases_are_held_against_the_wish_for_none_alone(
    library: Library, code: str, total: Total, percent: Decimal | None, met: bool | None
) -> None:
    goal = goal_of(library.plans["hoang-duc"], measure(library, code), 2025)
    assert showing.is_met(total, percent, goal) is met
