"""How the figures of villages are added up; what docs/figures.md shows is so."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.figures import calendar
from knowledge.figures.model import first_day
from knowledge.figures.totals import Reported, Total, counted, newest, total_of_cases, total_of_shares

PAGE = (Path(__file__).parents[2] / "docs" / "figures.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```totals\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
PERIODS = [
    f"{year}{rest}"
    for year in (2024, 2025)
    for rest in ("", "-H1", "-H2", *(f"-Q{n}" for n in range(1, 5)), *(f"-{n:02d}" for n in range(1, 13)))
]
periods = st.sampled_from(PERIODS)


def figure(period: str, said: str, village: int = 1) -> Reported:
    numerator, _, denominator = said.partition("/")
    if denominator:
        return Reported(village, period, int(numerator), int(denominator))
    return Reported(village, period, value=Decimal(said))


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_documented_examples_hold(example: str) -> None:
    head, *villages, result = example.splitlines()
    kind, period = head.split()
    figures = [
        [figure(*said.split(), village=number) for said in line.split(": ")[1].split(", ")]
        for number, line in enumerate(villages)
    ]
    if kind == "share":
        total = total_of_shares(last for own in figures if (last := newest(own, period)))
        assert result == f"= {total.numerator}/{total.denominator}, {total.bare} apart"
    else:
        total = total_of_cases(one for own in figures for one in counted(own, period))
        assert result == f"= {total.numerator} cases"


def test_there_are_examples_of_both_kinds() -> None:
    assert {example.split()[0] for example in EXAMPLES} == {"share", "cases"}


def test_the_half_year_replaces_its_months_and_quarters_alone() -> None:
    inside = ["2025-01", "2025-04", "2025-06", "2025-Q1", "2025-Q2"]
    outside = ["2025-07", "2025-Q3", "2025-12"]
    figures = [figure(period, "1") for period in (*inside, "2025-H1", *outside)]
    assert [f.period for f in counted(figures, "2025")] == ["2025-H1", "2025-Q3", "2025-12"]


def test_a_word_that_there_is_no_figure_keeps_the_older_one() -> None:
    older = figure("2025-09", "19/20")
    assert newest([older, Reported(1, "2025-10")], "2025-10") == older


def test_cases_with_a_denominator_count_as_cases() -> None:
    assert total_of_cases([figure("2025-10", "2/100"), figure("2025-10", "3", village=2)]) == Total(5, villages=2)


def test_a_share_of_nobody_is_no_share() -> None:
    assert total_of_shares([figure("2025-10", "0/0")]).share is None


@pytest.mark.parametrize(
    ("period", "vietnamese", "english", "last"),
    [
        ("2025-10", "tháng 10/2025", "October 2025", dt.date(2025, 10, 31)),
        ("2024-02", "tháng 2/2024", "February 2024", dt.date(2024, 2, 29)),
        ("2025-Q3", "quý 3/2025", "third quarter of 2025", dt.date(2025, 9, 30)),
        ("2025-H1", "6 tháng đầu năm 2025", "first half of 2025", dt.date(2025, 6, 30)),
        ("2025-H2", "6 tháng cuối năm 2025", "second half of 2025", dt.date(2025, 12, 31)),
        ("2025", "năm 2025", "2025", dt.date(2025, 12, 31)),
    ],
)
def test_a_period_in_words_and_its_end(period: str, vietnamese: str, english: str, last: dt.date) -> None:
    assert calendar.in_words(period, "vi") == vietnamese
    assert calendar.in_words(period, "en") == english
    assert calendar.last_day(period) == last


@pytest.mark.parametrize("text", ["2025-13", "2025-0", "2025-Q5", "2025-H3", "25", "2025-1", "", "2025-10 "])
def test_what_is_no_period(text: str) -> None:
    assert not calendar.is_period(text)


@given(periods, periods)
def test_the_rank_knows_what_lies_within_a_period(longer: str, shorter: str) -> None:
    least, greatest, length = calendar.ranks_within(longer)
    rank = calendar.rank(shorter)
    assert calendar.contains(longer, shorter) == (least <= rank <= greatest and rank % 10 <= length)


@given(st.lists(st.tuples(periods, st.integers(0, 9)), unique_by=lambda pair: pair[0]), periods)
def test_cases_are_counted_once(said: list[tuple[str, int]], period: str) -> None:
    figures = [figure(name, str(cases)) for name, cases in said]
    kept = counted(figures, period)
    days = [(first_day(f.period), calendar.last_day(f.period)) for f in kept]
    assert all(before[1] < after[0] for before, after in zip(sorted(days), sorted(days)[1:], strict=False))
    left = [f for f in figures if f not in kept and calendar.contains(period, f.period)]
    assert all(any(calendar.contains(f.period, other.period) for f in kept) for other in left)
    assert counted(reversed(figures), period) == kept
