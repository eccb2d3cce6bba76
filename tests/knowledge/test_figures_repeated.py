"""Numbers that a message repeats of an earlier one, or takes back at once: what is told last holds."""

from collections.abc import Sequence

import pytest

from knowledge.library import Library
from tests.knowledge.reading_figures import check


@pytest.mark.parametrize(
    "text",
    [
        *("tiêm chủng 39/40 (cũ 38/40)", "tiêm chủng 39/40 (số cũ 38/40)", "tiêm chủng 39/40, số cũ là 38/40"),
        *("tiêm chủng 39/40 (hôm qua ghi 38/40)", "tiêm chủng 39/40 (trước đó báo 38/40)"),
        *("tiêm chủng hôm trước báo 38/40, 39/40", "tin cũ: tiêm chủng 38/40\ntin mới: tiêm chủng 39/40"),
        *("> tiêm chủng 38/40\nsửa tin trên thành 39/40", "> tiêm chủng 38/40\nnhầm, 39/40"),
        "> tiêm chủng bao nhiêu?\n39/40",
    ],
)
def test_what_was_told_before_is_no_figure_beside_what_is_told_now(library: Library, text: str) -> None:
    check(library, text, ["5.1 39/40"])


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("số cũ: tiêm chủng 38/40", ["5.1 38/40"]),
        ("tiêm chủng 38/40, số cũ của khai sinh 12/12", ["5.1 38/40", "14.1 12/12"]),
        ("kp3 tiêm chủng hôm qua báo 38/40, kp4 tiêm chủng 39/40", ["5.1 38/40", "5.1 39/40"]),
        ("tiêm chủng 38/40, hôm qua ghi khai sinh 12/12", ["5.1 38/40", "14.1 12/12"]),
        ("> tiêm chủng 38/40", ["5.1 38/40"]),
        (">=5 tuổi đi mẫu giáo 22/23", ["16.1 22/23"]),
        ("tin mới: tiêm chủng 38/40\nkhai sinh 12/12", ["5.1 38/40", "14.1 12/12"]),
    ],
)
def test_what_alone_is_told_is_a_figure(library: Library, text: str, figures: Sequence[str]) -> None:
    check(library, text, figures)


@pytest.mark.parametrize(
    "behind",
    [
        *(", à không 39/40", ", ý quên 39/40", " ấy chết 39/40", ". Xin lỗi, 39/40", " oh no 39/40"),
        *(", quên mất, phải 39/40", ", không phải, 39/40"),
    ],
)
def test_a_number_is_taken_back_by_an_outcry(library: Library, behind: str) -> None:
    check(library, f"tiêm chủng 38/40{behind}", ["5.1 39/40"])


def test_other_words_take_nothing_back(library: Library) -> None:
    check(library, "khai sinh không 12/12", [], ["negated"])
    check(library, "tiêm chủng 38/40, à không khai sinh 12/12", ["5.1 38/40", "14.1 12/12"])
    check(library, "tiêm chủng 38/40, các khoản khác 3/3", ["5.1 38/40"], ["unknown_indicator"])


def test_of_two_old_numbers_the_last_one_stays(library: Library) -> None:
    check(library, "tiêm chủng số cũ 38/40, số cũ 37/40", ["5.1 37/40"])


def test_the_old_number_may_be_of_a_period_that_is_named_once(library: Library) -> None:
    check(library, "tháng 9 tiêm chủng 39/40 (số cũ 38/40)", ["5.1 39/40"])
    check(library, "tháng 9 tiêm chủng số cũ 38/40, tháng 8 tiêm chủng 39/40", ["5.1 38/40", "5.1 39/40"])


@pytest.mark.parametrize(
    ("text", "figures", "problems"),
    [
        ("kp3 có 1 cháu chết đuối, ngoài ra không có gì khác", ["11.2 1"], []),
        ("kp3 khai sinh 3/3, không có ca nào khác", ["14.1 3/3"], []),
        ("kp3 không có gì", [], ["unknown_indicator"]),
        ("sửa dòng 2 thôi: mẫu giáo 22/23", ["16.1 22/23"], []),
        ("dòng 1 sai, sửa lại mẫu giáo 22/23", ["16.1 22/23"], []),
        ("khai sinh mười bốn xẹt mười lăm", ["14.1 14/15"], []),
        ("khai sinh 14 xet 15", ["14.1 14/15"], []),
        ("khai sinh 14 gạch chéo 15", ["14.1 14/15"], []),
        ("k.p 9 t.c 28/30", ["5.1 28/30"], []),
    ],
)
def test_words_around_figures_are_understood(
    library: Library, text: str, figures: Sequence[str], problems: Sequence[str]
) -> None:
    check(library, text, figures, problems)
