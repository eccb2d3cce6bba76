"""Who asks why a figure is as it is, or who changed it, is shown how it came to be; nothing is stored."""

import pytest

from tests.handlers.town import HOA, Office, lines


@pytest.mark.parametrize(
    "text",
    [
        *("sao tiêm chủng lại 46/47 vậy", "sao tiem chung kp3 la 46/47", "ai sửa tiêm chủng thành 46/47 vậy"),
        *("why is vaccination 46/47", "vì sao tiêm chủng 46/47"),
    ],
)
def test_a_figure_that_is_wondered_at_is_shown_with_all_that_became_of_it(office: Office, text: str) -> None:
    office.sends("tiêm chủng 45/47")
    office.sends("sửa tiêm chủng 46/47")
    shown = office.sends(text)
    assert "45/47" in shown
    assert "46/47" in shown
    assert lines(shown)[0] == lines(office.sends("/lichsu tiêm chủng khu phố 3"))[0]
    assert office.cells() == ["5.1 2025-10 46/47"]


@pytest.mark.parametrize("text", ["sao tiêm chủng lại 46/47 vậy", "nếu tiêm chủng 46/47 thì đạt chưa"])
def test_where_nothing_was_sent_the_level_is_told(office: Office, text: str) -> None:
    assert "95" in office.sends(text)
    assert office.cells() == []


def test_who_supposes_a_figure_is_told_the_level(office: Office) -> None:
    office.sends("tiêm chủng 45/47")
    assert "95%" in office.sends("nếu tiêm chủng 46/47 thì đạt chưa")


def test_the_figure_of_another_village_is_not_shown(office: Office) -> None:
    office.sends("khai sinh 12/12")
    assert "12/12" not in office.sends("sao khu phố 3 khai sinh lại 12/12 vậy", HOA)


def test_a_cry_comes_first(office: Office) -> None:
    office.sends("tiêm chủng 45/47")
    assert "111" in office.sends("sao tiêm chủng lại 45/47 vậy, có đứa nhỏ bị đánh dã man")


@pytest.mark.parametrize(
    "text",
    [
        *("ai sửa số tiêm chủng vậy", "sao tiem chung cua em bi doi", "who changed vaccination"),
        *("ai vừa đổi số tiêm chủng thế", "why was vaccination changed"),
    ],
)
def test_who_changed_a_figure_is_shown_without_its_number(office: Office, text: str) -> None:
    office.sends("tiêm chủng 45/47")
    office.sends("sửa tiêm chủng 46/47")
    assert "45/47 → <b>46/47</b>" in office.sends(text)


@pytest.mark.parametrize("text", ["sao số của em bị đổi vậy", "ai sửa số liệu của em", "who changed my figures"])
def test_who_wonders_at_all_figures_is_shown_what_holds(office: Office, text: str) -> None:
    office.sends("tiêm chủng 45/47, khai sinh 12/12")
    shown = office.sends(text)
    assert "45/47" in shown
    assert "12/12" in shown


@pytest.mark.parametrize("text", ["ai chỉnh sửa kế hoạch tiêm chủng", "ai sửa số khai sinh", "ai sửa luật trẻ em"])
def test_who_changes_something_else_is_a_question_about_plans(office: Office, text: str) -> None:
    office.sends("tiêm chủng 41/44")
    assert "41/44" not in office.sends(text)
