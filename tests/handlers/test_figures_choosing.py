"""A choice that is typed, where the bot has just offered buttons."""

import pytest

from tests.handlers.town import THU, Office


@pytest.mark.parametrize("choice", ["thấp còi", "thap coi a", "thể thấp còi", "Suy dinh dưỡng thấp còi", "4.2"])
def test_the_figure_that_is_named_is_stored(office: Office, choice: str) -> None:
    assert "Bạn báo mục nào?" in office.sends("suy dinh dưỡng 5/60")
    assert "Đã lưu" in office.sends(choice)
    assert office.cells() == ["4.2 2025-10 5/60"]


@pytest.mark.parametrize(
    "words", ["suy dinh dưỡng", "thấp còi bao nhiêu", "ai lo thấp còi", "khai sinh", "dạ", "thấp còi hay nhẹ cân"]
)
def test_other_words_choose_nothing(office: Office, words: str) -> None:
    office.sends("suy dinh dưỡng 5/60")
    assert "Đã lưu" not in office.sends(words)
    assert office.cells() == []


def test_a_name_chooses_only_from_what_was_offered_last(office: Office) -> None:
    office.sends("suy dinh dưỡng 5/60")
    office.sends("chỉ tiêu 9 ai phụ trách")
    assert "Đã lưu" not in office.sends("thấp còi")
    assert office.cells() == []


def test_the_button_of_what_was_typed_does_nothing_more(office: Office) -> None:
    office.sends("suy dinh dưỡng 5/60")
    button = office.buttons()["Suy dinh dưỡng thấp còi"]
    office.sends("nhẹ cân")
    assert office.carries(button) == "Việc này đã giải quyết rồi."
    assert office.cells() == ["4.1 2025-10 5/60"]


@pytest.mark.parametrize(("said", "village"), [("kp3", "Khu phố 3"), ("khu phố 12", "Khu phố 12"), ("3", "Khu phố 3")])
def test_staff_name_the_village(office: Office, said: str, village: str) -> None:
    assert "của nơi nào?" in office.sends("khai sinh 12/14", THU)
    assert f"Đã lưu · {village}" in office.sends(said, THU)
