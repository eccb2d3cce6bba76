"""A choice that is typed, where the bot has just offered buttons."""

from datetime import timedelta

import pytest

from tests.handlers.town import THU, Office, lines


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


@pytest.mark.parametrize(
    ("words", "cell"),
    [
        ("cái đầu", "4.1"),
        ("cai thu 2 nha", "4.2"),
        ("cái thứ hai", "4.2"),
        ("cái giữa", "4.2"),
        ("muc cuoi", "4.3"),
        ("mục thấp còi", "4.2"),
        ("thấp còi chứ gì", "4.2"),
        ("cho thap coi do", "4.2"),
        ("stunting", "4.2"),
    ],
)
def test_a_choice_is_named_by_its_place_or_beside_other_words(office: Office, words: str, cell: str) -> None:
    office.sends("suy dinh dưỡng 5/60")
    assert "Đã lưu" in office.sends(words)
    assert office.cells() == [f"{cell} 2025-10 5/60"]


@pytest.mark.parametrize("words", ["cả ba", "ca hai", "tất cả", "1", "2"])
def test_all_of_them_and_a_bare_number_choose_nothing(office: Office, words: str) -> None:
    office.sends("suy dinh dưỡng 5/60")
    assert office.sends(words).startswith("Mỗi lần một mục")
    assert office.cells() == []
    assert "Đã lưu" in office.sends("thấp còi")


@pytest.mark.parametrize("words", ["ca 3 deu khong co", "cả ba", "tat ca deu ko co chau nao nha em", "Cả 3 mục: 0"])
def test_none_of_several_may_be_of_all_of_them(office: Office, words: str) -> None:
    office.sends("tử vong không có cháu nào")
    assert "Cả 3 mục: 0" in office.buttons()
    office.sends(words)
    assert office.cells() == ["3.1 2025-10 0", "3.2 2025-10 0", "3.3 2025-10 0"]


def test_what_happened_is_of_one_of_them(office: Office) -> None:
    office.sends("tử vong 1")
    assert list(office.buttons()) == ["Tử vong sơ sinh", "Tử vong dưới 1 tuổi", "Tử vong dưới 5 tuổi"]
    office.sends("tử vong không có cháu nào")
    office.sends("cái cuối")
    assert office.cells() == ["3.3 2025-10 0"]


@pytest.mark.parametrize("words", ["đâu", "ở đâu", "cái gì"])
def test_what_asks_where_chooses_nothing(office: Office, words: str) -> None:
    office.sends("suy dinh dưỡng 5/60")
    assert "Đã lưu" not in office.sends(words)


def test_where_the_total_is_missing_too_the_number_is_asked_for(office: Office) -> None:
    office.sends("bo hoc 1")
    assert lines(office.sends("tieu hoc"))[0] == "Bỏ học tiểu học · Khu phố 3 · tháng 10/2025"
    office.sends("1/40")
    assert office.cells() == ["17.2 2025-10 1/40"]


def test_a_count_that_was_said_is_not_asked_for_again(office: Office) -> None:
    office.sends("cap 2 thi 40 chau xong 39, bo hoc 1")
    assert list(office.buttons())[1::2] == ["Bỏ học THCS 40/…", "Bỏ học THCS 1/…"]
    assert lines(office.presses("Bỏ học THCS 1/…"))[1] == "1 trên tổng số bao nhiêu?"
    office.sends("40")
    assert office.cells() == ["18.2 2025-10 1/40"]


def test_english_words_choose_for_who_reads_vietnamese(office: Office) -> None:
    office.sends("deaths 1")
    office.sends("newborn")
    assert office.cells() == ["3.1 2025-10 1"]


@pytest.mark.parametrize("words", ["cả thị trấn", "thị trấn"])
def test_staff_name_the_whole_place(office: Office, words: str) -> None:
    office.sends("khai sinh 12/14", THU)
    assert "Đã lưu · Thị trấn Tân Khai" in office.sends(words, THU)


def test_a_village_that_is_not_there_is_told(office: Office) -> None:
    office.sends("khai sinh 12/14", THU)
    assert lines(office.sends("kp 99", THU))[0].startswith("Tân Khai không có Khu phố 99.")
    assert "Đã lưu · Khu phố 9" in office.sends("kp 9", THU)


@pytest.mark.parametrize("said", ["suy dinh dưỡng 5/60", "khai sinh 12/11"])
def test_what_was_asked_about_may_be_called_off(office: Office, said: str) -> None:
    office.sends("mẫu giáo 20/21")
    office.sends(said)
    assert office.sends("hủy") == "Tôi không lưu số đó. Bạn nhắn lại số đúng nhé."
    assert "Đang giữ" in office.sends("thôi bỏ đi")
    assert office.cells() == ["16.1 2025-10 20/21"]


def test_a_choice_may_be_named_when_talk_of_plans_is_forgotten(office: Office) -> None:
    office.sends("suy dinh dưỡng 5/60")
    office.now += timedelta(minutes=30)
    assert "Đã lưu" in office.sends("thấp còi")
