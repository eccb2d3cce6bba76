"""/them_han alone asks for a deadline: the next message is it, where it is one."""

import pytest

from tests.handlers.town import THU, Office, lines


def test_the_deadline_may_follow_the_command(office: Office) -> None:
    office.sends("/them_han", THU)
    assert lines(office.sends("báo cáo tháng 10 trước 5/11", THU))[0].startswith("Báo cáo tháng 10 · trước 05/11/2025")
    assert office.presses("Lưu", THU).startswith("Đã lưu hạn")


@pytest.mark.parametrize(
    "words",
    [
        "khai sinh 9/10 kp5",
        "tiêm chủng 2025 bao nhiêu",
        "hạn báo cáo ngày nào?",
        "bé gái bị đánh trước ngày 5/11, giờ trốn ngoài đường",
    ],
)
def test_all_else_is_what_it_is(office: Office, words: str) -> None:
    before = office.sends(words, THU)
    office.sends("/huy", THU)
    office.sends("/them_han", THU)
    assert "Đúng ý bạn không" not in office.sends(words, THU)
    assert before


def test_once_taken_nothing_waits(office: Office) -> None:
    office.sends("/them_han", THU)
    office.sends("báo cáo tháng 10 trước 5/11", THU)
    assert "Đúng ý bạn không" not in office.sends("báo cáo quý trước 5/10", THU)


def test_the_question_is_forgotten_when_cancelled(office: Office) -> None:
    office.sends("/them_han", THU)
    office.sends("/huy", THU)
    assert "Đúng ý bạn không" not in office.sends("báo cáo tháng 10 trước 5/11", THU)


@pytest.mark.parametrize("words", ["ok", "đúng", "đúng rồi ạ", "lưu", "luu nhe", "có"])
def test_a_yes_or_the_label_saves_what_was_just_shown(office: Office, words: str) -> None:
    office.sends("/them_han báo cáo tháng 11 trước 5/12", THU)
    before = office.db["deadlines"].count
    assert office.sends(words, THU).startswith("Đã lưu hạn")
    assert office.db["deadlines"].count == before + 1
    assert "Đã lưu hạn" not in office.sends(words, THU)


@pytest.mark.parametrize("words", ["không", "bỏ", "thôi không ạ", "bo di"])
def test_a_no_saves_nothing(office: Office, words: str) -> None:
    office.sends("/them_han báo cáo tháng 11 trước 5/12", THU)
    office.sends(words, THU)
    assert "Đã lưu hạn" not in office.sends("ok", THU)
    assert office.db["deadlines"].count == 0


def test_a_yes_to_something_else_shows_no_deadline(office: Office) -> None:
    office.sends("/them_han báo cáo tháng 11 trước 5/12", THU)
    office.sends("chỉ tiêu 9 ai phụ trách", THU)
    assert "Lưu" not in office.sends("ok", THU)
