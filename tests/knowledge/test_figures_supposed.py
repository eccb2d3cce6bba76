"""Figures that nearly say it: counts without marks, totals that are only likely, remarks before the amount."""

import pytest

from knowledge.library import Library
from tests.knowledge.reading_figures import TODAY, check, read, shown


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("tiem chung bon lam tren bon bay", ["5.1 45/47"]),
        ("khai sinh bon mot tren bon hai", ["14.1 41/42"]),
        ("khai sinh hai tu tren hai lam", ["14.1 24/25"]),
        ("mau giao hai lam tren hai sau", ["16.1 25/26"]),
        ("mau giao muoi lam tren muoi sau", ["16.1 15/16"]),
        ("khai sinh ba muoi tren ba hai", ["14.1 30/32"]),
        ("khai sinh bon lam chau tren bon bay chau", ["14.1 45/47"]),
        ("tiem chung bon lam tren tong so bon bay", ["5.1 45/47"]),
    ],
)
def test_both_counts_are_read_as_people_speak_them_without_marks(
    library: Library, text: str, figures: list[str]
) -> None:
    check(library, text, figures)


@pytest.mark.parametrize(
    ("text", "kind", "counts"),
    [
        ("ks 12 14", "missing_denominator", (12, 14)),
        ("chích đủ 31 đứa, còn 2 đứa chưa", "missing_denominator", (31, 33)),
        ("khai sinh được 10 cháu, còn 2 cháu chưa làm", "missing_denominator", (10, 12)),
        ("khai sinh 12 phần 14", "not_a_number", (12, 14)),
        ("khai sinh 12-14", "not_a_number", (12, 14)),
        ("khai sinh 12/l4", "not_a_number", (12, 14)),
        ("khai sinh 1O/14", "not_a_number", (10, 14)),
        ("khai sinh 14-12", "not_a_number", (None, None)),
        ("khai sinh không phải 12/14 đâu", "not_a_number", (None, None)),
        ("2 bé bị bỏng, 1 bé té cây", "part", (3, None)),
        ("tai nạn: 1 bỏng, 2 ngã", "part", (3, None)),
        ("tháng 4 có 2 bé bị bỏng 1 bé té cây", "part", (3, None)),
    ],
)
def test_what_was_likely_meant_is_offered_and_not_stored(
    library: Library, text: str, kind: str, counts: tuple[int | None, int | None]
) -> None:
    reading = read(library, text)
    assert not reading.figures
    assert [(p.kind, p.numerator, p.denominator) for p in reading.problems] == [(kind, *counts)]


@pytest.mark.parametrize(
    "text", ["ks 12 tiêm chủng 14", "khai sinh 12, mẫu giáo còn 2", "khai sinh 14 12", "tai nạn 2 3"]
)
def test_no_total_is_made_up_of_what_is_said_of_other_things(library: Library, text: str) -> None:
    reading = read(library, text)
    assert all(problem.denominator is None for problem in reading.problems)
    assert all(figure.denominator is None for figure in reading.figures)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("tiêm chủng (chưa tính 2 cháu đi vắng) 45/47", ["5.1 45/47"]),
        ("khai sinh (2 cháu chưa có giấy) 10/12", ["14.1 10/12"]),
        ("béo phì 2/60 (nam 1, nữ 1)", ["4.3 2/60"]),
        ("tiêm chủng 31, sổ 33, còn 2", ["5.1 31/33"]),
        ("0 có ca nào đuối nước", ["11.2 0"]),
    ],
)
def test_a_remark_may_stand_anywhere(library: Library, text: str, figures: list[str]) -> None:
    check(library, text, figures)


def test_no_number_is_the_total_of_what_is_named_behind_it(library: Library) -> None:
    problems = read(library, "tiêm chủng 45 47 khai sinh 12 14").problems
    assert [(p.numerator, p.denominator) for p in problems] == [(45, 47), (12, 14)]
    check(library, "có 20 trẻ 5 tuổi, 19 trẻ đi mẫu giáo", ["16.1 19/20"])


def test_of_whom_a_figure_is_made_up_has_to_add_up(library: Library) -> None:
    check(library, "béo phì 2/60 (nam 1, nữ 2)", [], ["other_group"])
    assert "nữ" not in read(library, "béo phì 2/60 (nam 1, nữ 1)").unread


def test_a_count_of_a_month_is_no_cry_for_help(library: Library) -> None:
    text = "kp 3 tháng 4 có 2 bé bị bỏng 1 bé té cây"
    assert library.answer(text, today=TODAY, home="tan-khai").kind != "safety"
    assert library.answer("có 2 bé bị bỏng, cứu với", today=TODAY, home="tan-khai").kind == "safety"
    assert shown(read(library, "kp 3 tháng 4 tai nạn 2")) == ["11.1 2"]


@pytest.mark.parametrize(
    "text",
    [
        "sao mẫu giáo chỉ còn 19/21 vậy",
        "tai sao tiem chung hien 40/47 vay em",
        "em ơi ai đổi tiêm chủng của chị thành 41/47 vậy",
        "em oi hoi chut, tiem chung 44/47 co dat chua",
        "neu tiem chung 46/47 thi dat chua",
    ],
)
def test_a_figure_that_is_only_asked_about_is_none(library: Library, text: str) -> None:
    check(library, text, [], ["no_figure"])


@pytest.mark.parametrize(
    "text", ["kp3 báo nhầm mẫu giáo 18/22, phải hỏi lại", "thấy kp1 ghi tiêm chủng 49/52, sai rồi"]
)
def test_a_figure_that_is_said_to_be_wrong_is_asked_about(library: Library, text: str) -> None:
    check(library, text, [], ["unsure"])


def test_what_is_said_against_a_figure_is_the_report(library: Library) -> None:
    check(library, "sao khai sinh lai ghi 13/13, chi bao 11/12 ma", ["14.1 11/12"])
    check(library, "sao kp3 mau giao co 19/22, khai sinh 12/12", ["14.1 12/12"], ["unsure"])


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("thang nay khai sinh 15/15 nha, a ma thang 9", "2025-09"),
        ("mau giao thang nay 21/21, ah quen thang 9 moi dung", "2025-09"),
        ("trẻ khuyết tật đi học 3/4 tháng này, ý lộn, của tháng 9", "2025-09"),
        ("khai sinh 15/15 tháng 8 à nhầm tháng trước", "2025-09"),
        ("khai sinh 15/15 tháng này, tiêm chủng 45/47 tháng 9", "2025-10"),
    ],
)
def test_the_period_that_a_message_corrects_itself_to(library: Library, text: str, period: str) -> None:
    assert read(library, text).figures[0].period == period
