from decimal import Decimal

import pytest

from knowledge.entries import Text
from knowledge.figures.absent import Absence, Heard, split_absences
from knowledge.figures.checks import Number, doubt
from knowledge.figures.model import Measure

LABEL = Text(vi="tên", en="name")


def share(indicator: int, part: int = 1) -> Measure:
    return Measure(indicator, part, f"{indicator}.{part}", "topic", LABEL, "higher", counts_cases=False)


def cases(indicator: int, part: int = 1) -> Measure:
    return Measure(indicator, part, f"{indicator}.{part}", "topic", LABEL, "lower", counts_cases=True)


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
        pytest.param(of(0, 0), None, id="no-children"),
    ],
)
def test_a_share_beside_the_villages_history(new: Number, kind: str | None) -> None:
    # Last year's, of which nothing has to grow into this one's.
    known = {(5, 1, f"2024-{month:02d}"): number for month, number in enumerate(STEADY, 1)}
    found = doubt(share(5), "2025-10", new, known)
    assert (found.kind if found else None) == kind


@pytest.mark.parametrize("more", [pytest.param([], id="three"), pytest.param([of(0, 0)] * 2, id="and-two-of-nobody")])
def test_few_figures_say_nothing_about_what_is_usual(more: list[Number]) -> None:
    known = {(5, 1, f"2024-{month:02d}"): number for month, number in enumerate([*[of(45, 47)] * 3, *more], 1)}
    assert doubt(share(5), "2025-10", of(20, 47), known) is None


@pytest.mark.parametrize(("new", "kind"), [(5, None), (12, "far")])
def test_cases_beside_the_villages_history(new: int, kind: str | None) -> None:
    known = {(11, 1, f"2024-{month:02d}"): of(value, 900) for month, value in enumerate([2, 3, 2, 3, 2], 1)}
    found = doubt(cases(11), "2025-10", of(new, 900), known)
    assert (found.kind if found else None) == kind


def test_a_small_village_may_grow() -> None:
    known = {(5, 1, "2024-10"): of(4, 4)}
    assert doubt(share(5), "2025-10", of(13, 13), known) is None


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


@pytest.mark.parametrize(("new", "corrects", "kind"), [(1, False, "fewer"), (1, True, None), (3, False, None)])
def test_fewer_cases_than_were_told_of_the_period(new: int, corrects: bool, kind: str | None) -> None:
    found = doubt(cases(11), "2025-10", count(new), {(11, 1, "2025-10"): count(3)}, corrects=corrects)
    assert (found.kind if found else None) == kind


@pytest.mark.parametrize(
    ("new", "kind"), [(of(120, 130), "far"), (of(4, 130), None), (of(4, 900), "size"), (count(4), None)]
)
def test_cases_with_a_total_are_compared_by_what_was_counted(new: Number, kind: str | None) -> None:
    found = doubt(cases(11), "2025-10", new, {(11, 1, "2025-09"): count(3), (11, 1, "2025-08"): of(2, 90)})
    assert (found.kind if found else None) == kind


def test_small_counts_jump_and_nobody_is_asked() -> None:
    known = {(16, 1, f"2024-{month:02d}"): of(4, 4) for month in range(1, 8)}
    assert doubt(share(16), "2025-10", of(1, 4), known) is None


@pytest.mark.parametrize(
    ("before", "new", "asked"),
    [
        pytest.param(of(46, 47), of(5, 47), True, id="a-digit-lost"),
        pytest.param(of(5, 47), of(46, 47), True, id="and-found-again"),
        pytest.param(of(46, 47), of(5, 48), True, id="nearly-the-same-children"),
        pytest.param(of(13, 13), of(2, 13), True, id="a-small-village"),
        pytest.param(of(13, 13), of(5, 5), True, id="another-total"),
        pytest.param(of(45, 47), of(450, 470), True, id="a-digit-too-many"),
        pytest.param(Number(None, None, Decimal("95.5")), Number(None, None, Decimal("9.5")), True, id="percentages"),
        pytest.param(of(45, 47), Number(None, None, Decimal("9.5")), True, id="counts-and-a-percentage"),
        pytest.param(of(46, 47), of(24, 47), False, id="less-than-half-of-them"),
        pytest.param(of(47, 47), of(36, 36), False, id="fewer-children"),
        pytest.param(of(4, 4), of(1, 4), False, id="few-children"),
        pytest.param(of(4, 4), of(8, 8), False, id="few-children-more"),
        pytest.param(of(0, 0), of(13, 13), False, id="no-children-before"),
        pytest.param(of(46, 47), of(0, 0), False, id="no-children-left"),
    ],
)
def test_a_share_beside_the_one_that_it_replaces(before: Number, new: Number, asked: bool) -> None:
    known = {(5, 1, "2025-10"): before}
    found = doubt(share(5), "2025-10", new, known)
    assert (found is not None and (found.kind, found.beside) == ("jumped", before)) is asked
    assert doubt(share(5), "2025-10", new, known, corrects=True) is None


@pytest.mark.parametrize(
    ("other", "before", "asked"),
    [
        pytest.param("2025-09", of(46, 47), True, id="the-month-before"),
        pytest.param("2025-11", of(46, 47), True, id="the-month-after"),
        pytest.param("2025-09", of(30, 47), False, id="not-half-of-them"),
        pytest.param("2025-Q3", of(46, 47), False, id="another-length"),
        pytest.param("2024-12", of(46, 47), False, id="another-year"),
    ],
)
def test_a_share_beside_the_one_next_to_it(other: str, before: Number, asked: bool) -> None:
    known = {(6, 1, other): before, (6, 1, "2025-01"): of(5, 47)}
    found = doubt(Measure(6, 1, "6", "topic", LABEL, "lower", counts_cases=False), "2025-10", of(9, 47), known)
    assert (found is not None and found.kind == "jumped") is asked


def test_a_year_is_beside_the_year_before() -> None:
    found = doubt(share(5), "2025", of(5, 47), {(5, 1, "2024"): of(46, 47)})
    assert found is not None
    assert found.kind == "jumped"


@pytest.mark.parametrize(("numerator", "total", "asked"), [(30, 47, True), (43, 47, False), (30, 70, False)])
def test_what_only_grows_within_a_year(numerator: int, total: int, asked: bool) -> None:
    found = doubt(share(5), "2025-10", of(numerator, total), {(5, 1, "2025-09"): of(45, 47)})
    assert (found is not None and found.kind == "fell") is asked
    assert doubt(share(5), "2026-01", of(numerator, total), {(5, 1, "2025-09"): of(45, 47)}) is None
    known = {(5, 1, "2025-09"): Number(None, None, Decimal(95)), (5, 1, "2025-08"): of(45, 47)}
    found = doubt(share(5), "2025-10", of(numerator, total), known)
    assert (found is not None and found.kind == "fell") is asked


@pytest.mark.parametrize(
    ("measure", "new", "beside", "asked"),
    [
        (cases(11, 2), count(2), {(11, 1, "2025-10"): count(1)}, True),
        (cases(11, 1), count(1), {(11, 2, "2025-10"): count(2)}, True),
        (cases(11, 2), of(5, 9), {(11, 1, "2025-10"): count(1)}, True),
        (cases(11, 2), count(1), {(11, 1, "2025-10"): count(1)}, False),
        (cases(11, 2), count(2), {(11, 1, "2025-09"): count(1)}, False),
        (share(5, 2), of(40, 40), {(5, 1, "2025-10"): of(45, 47)}, True),
        (share(5, 1), of(45, 47), {(5, 2, "2025-10"): of(200, 210)}, False),
        (share(5, 1), of(45, 47), {(5, 2, "2025-10"): Number(None, None, Decimal(95))}, False),
        (share(5, 1), Number(None, None, Decimal(95)), {(5, 2, "2025-10"): of(40, 40)}, False),
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


@pytest.mark.parametrize(("value", "asked"), [(3, False), (4, True)])
def test_cases_of_a_shorter_period_are_among_those_of_a_longer_one(value: int, asked: bool) -> None:
    found = doubt(cases(13), "2025-09", count(value), {(13, 1, "2025"): count(3)})
    assert (found is not None and found.kind == "sum") is asked


MEASURES = ("tiêm chủng", "tiem chung", "khai sinh", "mẫu giáo", "khuyết tật", "béo phì")


def hear(words: str) -> Heard:
    """A reader of figures that knows a few measures."""
    said = words.strip(" .").lower()
    names = any(measure in said for measure in MEASURES)
    return Heard(names, said in MEASURES, names and "/" in said)


@pytest.mark.parametrize(
    ("text", "found", "rest"),
    [
        ("tiêm chủng: không có số liệu vì trạm nghỉ", [Absence("tiêm chủng", "trạm nghỉ")], ""),
        ("kp3 tiem chung ko co so lieu do tram nghi.", [Absence("kp3 tiem chung", "tram nghi")], "kp3:"),
        ("khai sinh 12/12, tiêm chủng chưa có số liệu", [Absence("tiêm chủng", "")], "khai sinh 12/12"),
        ("béo phì 3/60\nkhai sinh không có số liệu vì bận", [Absence("khai sinh", "bận")], "béo phì 3/60"),
        ("khai sinh 12/12. mẫu giáo chưa có số liệu", [Absence("mẫu giáo", "")], "khai sinh 12/12."),
        ("khai sinh 12/12 nhưng mẫu giáo chưa có số liệu", [Absence("mẫu giáo", "")], "khai sinh 12/12"),
        ("mẫu giáo chưa có số liệu vì nghỉ, khai sinh 2/2", [Absence("mẫu giáo", "nghỉ")], "khai sinh 2/2"),
        ("mẫu giáo chưa có số liệu. Trường nghỉ", [Absence("mẫu giáo", "Trường nghỉ")], ""),
        ("kp7 ko co so lieu khuyết tật, chua ra soat", [Absence("kp7 khuyết tật", "chua ra soat")], "kp7:"),
        ("kp7: mẫu giáo chưa có số liệu, khai sinh 2/2", [Absence("kp7: mẫu giáo", "")], "kp7: khai sinh 2/2"),
        ("số liệu khuyết tật chưa có vì bận", [Absence("khuyết tật", "bận")], ""),
        (
            "mẫu giáo và khai sinh không có số liệu vì bận",
            [Absence("mẫu giáo", "bận"), Absence("khai sinh", "bận")],
            "",
        ),
        ("mẫu giáo chưa có số liệu. Khai sinh 12/12", [Absence("mẫu giáo", "")], "Khai sinh 12/12"),
        ("mẫu giáo chưa có số liệu. khai sinh 2/2 do cô báo", [Absence("mẫu giáo", "")], "khai sinh 2/2 do cô báo"),
        ("mẫu giáo chưa có số liệu. Em cảm ơn", [Absence("mẫu giáo", "")], "Em cảm ơn"),
        ("mẫu giáo chưa có số liệu. Chờ được không?", [Absence("mẫu giáo", "")], "Chờ được không?"),
        (
            "khai sinh 2/2, mẫu giáo chưa có số liệu. béo phì 3/60",
            [Absence("mẫu giáo", "")],
            "khai sinh 2/2, béo phì 3/60",
        ),
        (
            "mẫu giáo chưa có số liệu vì nghỉ, khai sinh không có số liệu vì bận",
            [Absence("mẫu giáo", "nghỉ"), Absence("khai sinh", "bận")],
            "",
        ),
        ("mẫu giáo chưa có số liệu vì nghỉ, khai sinh", [Absence("mẫu giáo", "nghỉ")], "khai sinh"),
        ("chưa có số liệu mẫu giáo vì nghỉ, khai sinh", [Absence("mẫu giáo", "nghỉ")], "khai sinh"),
        ("kp3 số liệu khuyết tật chưa có vì bận", [Absence("kp3 khuyết tật", "bận")], "kp3:"),
        ("mẫu giáo chưa có số liệu cô mẫu giáo chưa báo", [Absence("mẫu giáo", "cô mẫu giáo chưa báo")], ""),
        ("bên em chưa có số liệu luôn ạ", [Absence("bên em", "luôn ạ")], ""),
        ("khai sinh 12/12 nhưng không có số liệu", [Absence("khai sinh 12/12 nhưng", "")], ""),
        ("mẫu giáo cô Hoa và cô Lan chưa có số liệu", [Absence("mẫu giáo cô Hoa và cô Lan", "")], ""),
        (
            "Thôn Đoài mẫu giáo chưa có số liệu vì nghỉ, khai sinh 2/2",
            [Absence("Thôn Đoài mẫu giáo", "nghỉ")],
            "Thôn Đoài: khai sinh 2/2",
        ),
        ("no data on khai sinh because we were busy", [Absence("khai sinh", "we were busy")], ""),
        ("không có ca nào", [], "không có ca nào"),
        ("sao tiêm chủng không có số liệu?", [], "sao tiêm chủng không có số liệu?"),
        ("vì sao tiêm chủng không có số liệu", [], "vì sao tiêm chủng không có số liệu"),
        ("không có số liệu khai sinh à", [], "không có số liệu khai sinh à"),
    ],
)
def test_what_says_that_there_is_no_number(text: str, found: list[Absence], rest: str) -> None:
    assert split_absences(text, hear) == (found, rest)


@pytest.mark.parametrize(
    ("what", "reason", "counts"),
    [
        ("mẫu giáo 12/20", "", True),
        ("mẫu giáo", "mới có 20/31", True),
        ("mẫu giáo 45/12", "", True),
        ("mẫu giáo", "trạm nghỉ đến 20/10", False),
        ("mẫu giáo tháng 10/2025", "trạm nghỉ", False),
    ],
)
def test_days_and_months_beside_no_number_are_no_counts(what: str, reason: str, counts: bool) -> None:
    assert Absence(what, reason).holds_counts is counts
