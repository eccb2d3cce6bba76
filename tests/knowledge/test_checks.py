from decimal import Decimal

import pytest

from knowledge.figures.absent import Absence, split_absences
from knowledge.figures.checks import Number, doubt
from knowledge.figures.model import Measure
from knowledge.model import Text

LABEL = Text(vi="tên", en="name")


def share(indicator: int, part: int = 1) -> Measure:
    return Measure(indicator, part, "topic", LABEL, "higher", counts_cases=False)


def cases(indicator: int, part: int = 1) -> Measure:
    return Measure(indicator, part, "topic", LABEL, "lower", counts_cases=True)


def of(numerator: int, denominator: int) -> Number:
    return Number(numerator, denominator, None)


def count(value: int) -> Number:
    return Number(None, None, Decimal(value))


STEADY = [of(45, 47), of(46, 48), of(44, 47), of(46, 47), of(45, 47)]


@pytest.mark.parametrize(
    ("new", "kind"),
    [
        pytest.param(of(46, 47), None, id="as-always"),
        pytest.param(of(43, 47), None, id="three-children-fewer"),
        pytest.param(of(30, 47), "far", id="a-third-fewer"),
        pytest.param(of(450, 470), "size", id="a-digit-too-many"),
        pytest.param(of(4, 5), "size", id="a-digit-too-few"),
        pytest.param(Number(None, None, Decimal("95.5")), None, id="a-percentage-as-always"),
        pytest.param(Number(None, None, Decimal("9.5")), "far", id="a-percentage-far-off"),
    ],
)
def test_a_share_beside_the_villages_history(new: Number, kind: str | None) -> None:
    # Last year's, of which nothing has to grow into this one's.
    known = {(5, 1, f"2024-{month:02d}"): number for month, number in enumerate(STEADY, 1)}
    found = doubt(share(5), "2025-10", new, known)
    assert (found.kind if found else None) == kind


def test_few_figures_say_nothing_about_what_is_usual() -> None:
    known = {(5, 1, f"2024-{month:02d}"): of(45, 47) for month in (1, 2, 3)}
    assert doubt(share(5), "2025-10", of(20, 47), known) is None


@pytest.mark.parametrize(
    ("known", "period", "new", "kind"),
    [
        ({"2025-10": 3}, "2025-10", 1200, "far"),
        ({"2025-09": 3, "2025-08": 2}, "2025-10", 30, "far"),
        ({"2025-09": 3}, "2025-10", 15, None),
        ({"2025-09": 10}, "2025-10", 40, None),
        ({"2025-09": 3}, "2025", 30, None),
        ({"2025-Q3": 4}, "2025-10", 40, None),
        ({}, "2025-10", 1200, None),
    ],
)
def test_cases_that_leap_are_asked_about(known: dict[str, int], period: str, new: int, kind: str | None) -> None:
    found = doubt(cases(11), period, count(new), {(11, 1, p): count(value) for p, value in known.items()})
    assert (found.kind if found else None) == kind


def test_small_counts_jump_and_nobody_is_asked() -> None:
    known = {(16, 1, f"2024-{month:02d}"): of(4, 4) for month in range(1, 8)}
    assert doubt(share(16), "2025-10", of(1, 4), known) is None


def test_the_figure_in_its_own_place_is_no_history() -> None:
    known = {(5, 1, "2025-10"): of(45, 47)}
    assert doubt(share(5), "2025-10", of(450, 470), known) is None


@pytest.mark.parametrize(("numerator", "total", "asked"), [(30, 47, True), (43, 47, False), (30, 70, False)])
def test_what_only_grows_within_a_year(numerator: int, total: int, asked: bool) -> None:
    found = doubt(share(5), "2025-10", of(numerator, total), {(5, 1, "2025-09"): of(45, 47)})
    assert (found is not None and found.kind == "fell") is asked
    assert doubt(share(5), "2026-01", of(numerator, total), {(5, 1, "2025-09"): of(45, 47)}) is None


@pytest.mark.parametrize(
    ("measure", "new", "beside", "asked"),
    [
        (cases(11, 2), count(2), {(11, 1, "2025-10"): count(1)}, True),
        (cases(11, 1), count(1), {(11, 2, "2025-10"): count(2)}, True),
        (cases(11, 2), count(1), {(11, 1, "2025-10"): count(1)}, False),
        (cases(11, 2), count(2), {(11, 1, "2025-09"): count(1)}, False),
        (share(5, 2), of(40, 40), {(5, 1, "2025-10"): of(45, 47)}, True),
        (share(5, 1), of(45, 47), {(5, 2, "2025-10"): of(200, 210)}, False),
    ],
)
def test_a_part_is_no_larger_than_the_whole(
    measure: Measure, new: Number, beside: dict[tuple[int, int, str], Number], asked: bool
) -> None:
    found = doubt(measure, "2025-10", new, beside)
    assert (found is not None and found.kind == "part_over_whole") is asked


@pytest.mark.parametrize(
    ("period", "value", "asked"), [("2025", 2, True), ("2025", 3, False), ("2025-Q3", 2, True), ("2024", 1, False)]
)
def test_cases_of_a_longer_period_include_those_of_a_shorter_one(period: str, value: int, asked: bool) -> None:
    found = doubt(cases(13), period, count(value), {(13, 1, "2025-09"): count(3)})
    assert (found is not None and found.kind == "sum") is asked


@pytest.mark.parametrize(
    ("text", "found", "rest"),
    [
        ("tiêm chủng: không có số liệu vì trạm nghỉ", [Absence("tiêm chủng", "trạm nghỉ")], ""),
        ("kp3 tiem chung ko co so lieu do tram nghi.", [Absence("kp3 tiem chung", "tram nghi")], ""),
        ("khai sinh 12/12, tiêm chủng chưa có số liệu", [Absence("tiêm chủng", "")], "khai sinh 12/12"),
        ("béo phì 3/60\nkhai sinh không có số liệu vì bận", [Absence("khai sinh", "bận")], "béo phì 3/60"),
        ("không có ca nào", [], "không có ca nào"),
        ("sao tiêm chủng không có số liệu?", [], "sao tiêm chủng không có số liệu?"),
        ("vì sao tiêm chủng không có số liệu", [], "vì sao tiêm chủng không có số liệu"),
    ],
)
def test_lines_that_say_there_is_no_number(text: str, found: list[Absence], rest: str) -> None:
    assert split_absences(text) == (found, rest)
