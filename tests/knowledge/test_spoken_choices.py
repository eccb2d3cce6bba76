"""How a choice is named, and how something is taken back, in a few words."""

import pytest

from knowledge.figures.regret import takes_back, wrong_and_right
from knowledge.figures.spoken_choices import NamedChoice, named_choice


def test_all_of_the_choices_name_none_of_them() -> None:
    assert named_choice("cả") == NamedChoice("", is_choice=True, is_all=True)
    assert not NamedChoice("", is_choice=True).fits("thấp còi")


@pytest.mark.parametrize(
    ("text", "taken_back"), [("nhầm rồi", True), ("xóa cái đó", True), ("nhầm lẫn gì đâu", False), ("12/12", False)]
)
def test_an_edited_message_may_take_back_what_it_said(text: str, taken_back: bool) -> None:
    assert takes_back(text) is taken_back


@pytest.mark.parametrize(
    ("behind", "parts"),
    [("thang 10 ma la thang 8", ("thang 10", "thang 8")), ("thang 10", ("thang 10", ""))],
)
def test_what_is_right_may_be_left_unsaid(behind: str, parts: tuple[str, str]) -> None:
    assert tuple(part.strip() for part in wrong_and_right(behind)) == parts
