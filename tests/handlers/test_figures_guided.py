"""The guided way, /nop: what is missing as buttons, then the numbers, one after the other."""

import re
from datetime import timedelta

import pytest

from tests.handlers.people import library
from tests.handlers.town import HOA, STRANGER, THU, Office


def test_what_is_missing_is_shown_and_asked_for_number_by_number(office: Office) -> None:
    office.sends("phù hợp với trẻ em 1/1")
    assert "còn thiếu 33 mục" in office.sends("/nop")
    assert "Phù hợp với trẻ em" not in office.buttons()
    office.presses("Mục khác ▸")
    assert office.last["method"] == "editMessageText"
    assert "bao nhiêu" in office.carries("f:n:3:16.1:2025-10")
    assert office.sends("19") == "19 trên tổng số bao nhiêu?"
    assert "<b>19/20 = 95%</b>" in office.sends("20")
    assert office.cells() == ["1.1 2025-10 1/1", "16.1 2025-10 19/20"]
    assert "Hoàn thành tiểu học" in office.presses("Tiếp: hoàn thành tiểu học")


@pytest.mark.parametrize(
    ("code", "answers", "stored"),
    [
        pytest.param("16.1", ["19/20"], "16.1 2025-10 19/20", id="both-at-once"),
        pytest.param("16.1", ["mười chín trên hai mươi cháu"], "16.1 2025-10 19/20", id="in-words"),
        pytest.param("16.1", ["95,5%"], "16.1 2025-10 95.5", id="a-percentage"),
        pytest.param("16.1", ["tháng 9 19/20"], "16.1 2025-09 19/20", id="another-period"),
        pytest.param("11.1", ["0"], "11.1 2025-10 0", id="no-case"),
        pytest.param("11.1", ["không có ca nào"], "11.1 2025-10 0", id="no-case-in-words"),
        pytest.param("16.1", ["không có số liệu vì trường nghỉ hè"], "16.1 2025-10 none", id="no-figures"),
        pytest.param("16.1", ["không có số liệu", "không có số liệu vì nghỉ"], "16.1 2025-10 none", id="reason-asked"),
        pytest.param("16.1", ["25/20", "19/20"], "16.1 2025-10 19/20", id="too-many-then-right"),
        pytest.param("16.1", ["19", "19/20"], "16.1 2025-10 19/20", id="both-as-the-second-answer"),
    ],
)
def test_answers_as_people_type_them(office: Office, code: str, answers: list[str], stored: str) -> None:
    office.carries(f"f:n:3:{code}:2025-10")
    for answer in answers:
        assert office.cells() == []
        office.sends(answer)
    assert office.cells() == [stored]


def test_free_text_is_accepted_at_any_step_and_the_dialogue_waits(office: Office) -> None:
    office.carries("f:n:3:16.1:2025-10")
    office.sends("19")
    office.sends("khai sinh 12/12")
    assert "📄" in office.sends("tiêm chủng tân khai 2025 bao nhiêu")
    office.sends("20")
    assert office.cells() == ["14.1 2025-10 12/12", "16.1 2025-10 19/20"]


@pytest.mark.parametrize(
    "said", ["tong so tre em cua khu pho la 310", "nhà mình tổng số hộ là 120", "khu pho phu hop 1/1"]
)
def test_how_many_there_are_at_all_is_no_answer(office: Office, said: str) -> None:
    office.carries("f:n:3:3.1:2025-10")
    office.sends(said)
    assert "3.1" not in " ".join(office.cells())
    office.sends("0")
    assert "3.1 2025-10 0" in office.cells()


def test_the_last_value_is_the_example(office: Office) -> None:
    office.sends("mẫu giáo tháng 9 18/20")
    assert "Lần trước (tháng 9/2025): <code>18/20</code>" in office.carries("f:n:3:16.1:2025-10")


def test_huy_ends_the_dialogue(office: Office) -> None:
    office.carries("f:n:3:16.1:2025-10")
    office.sends("/huy")
    office.sends("19/20")
    assert office.cells() == []


def test_a_dialogue_is_over_after_a_day(office: Office) -> None:
    office.carries("f:n:3:16.1:2025-10")
    office.now += timedelta(days=2)
    office.sends("19/20")
    assert office.cells() == []


def test_an_edited_answer_corrects_what_was_stored(office: Office) -> None:
    office.carries("f:n:3:16.1:2025-10")
    office.sends("19/20")
    office.edits("18/20", office.message_id())
    assert office.cells() == ["16.1 2025-10 18/20"]


def test_who_has_several_villages_chooses_first(office: Office) -> None:
    office.sends("/nop", HOA)
    assert list(office.buttons()) == ["Khu phố 5", "Khu phố 6"]
    assert "<b>Khu phố 6 · tháng 10/2025</b>" in office.presses("Khu phố 6", HOA)
    assert "<b>Khu phố 2 · tháng 9/2025</b>" in office.sends("/nop kp2 tháng 9", THU)


@pytest.mark.parametrize("payload", ["f:n:3:16.1:2025-10", "f:m:3:2025-10:0"])
def test_a_village_of_somebody_else_is_not_asked_about(office: Office, payload: str) -> None:
    assert "ngoài phạm vi" in office.carries(payload, HOA)
    assert "được mời" in office.carries(payload, STRANGER)
    assert office.count("asks") == 0


def test_a_whole_period_can_be_completed(office: Office) -> None:
    for measure in library().measures.every():
        office.carries(f"f:n:3:{measure.code}:2025-10")
        office.sends("0" if measure.counts_cases else "100/100")
    assert "Kỳ này đã đủ các mục" in re.sub("<.*?>", "", office.last["text"])
    assert "đã đủ các mục" in office.sends("/nop")


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        pytest.param(["nhiều"], "Tôi chưa đọc được con số.", id="words-at-first"),
        pytest.param(["1e3"], "Tôi chưa đọc được con số.", id="no-number"),
        pytest.param(["ngày mai em gửi"], "Tôi chưa đọc được con số.", id="a-promise"),
        pytest.param(["-5"], "Số liệu không thể âm.", id="negative-at-first"),
        pytest.param(["12", "-310"], "Số liệu không thể âm.", id="negative-total"),
        pytest.param(["12", "khoảng 50"], "Tôi cần một con số chính xác.", id="about"),
        pytest.param(["12", "3"], "Số đạt không thể lớn hơn tổng số.", id="too-few"),
        pytest.param(["12", "nhiều lắm"], "Tôi chưa đọc được con số.", id="words-at-the-total"),
        pytest.param(["12", "chưa có"], "Tôi chưa đọc được con số.", id="none-or-unknown"),
    ],
)
def test_what_is_no_answer_is_told_what_is_expected(office: Office, answers: list[str], why: str) -> None:
    office.carries("f:n:3:16.1:2025-10")
    for answer in answers:
        told = office.sends(answer)
    assert told.startswith(f"{why} Trẻ 5 tuổi đi mẫu giáo: ")
    assert "<code>bỏ qua</code>" in told
    assert office.cells() == []
    office.sends("19/20")
    assert office.cells() == ["16.1 2025-10 19/20"]


@pytest.mark.parametrize(
    ("answers", "stored"),
    [
        pytest.param(["2025", "2030"], ["16.1 2025-10 2025/2030"], id="numbers-like-years"),
        pytest.param(["19", "trên tổng số 20"], ["16.1 2025-10 19/20"], id="total-in-words"),
        pytest.param(["19. khai sinh 25/26", "20"], ["14.1 2025-10 25/26", "16.1 2025-10 19/20"], id="more-behind"),
        pytest.param(["19", "20. khai sinh 25/26"], ["14.1 2025-10 25/26", "16.1 2025-10 19/20"], id="total-and-more"),
    ],
)
def test_numbers_are_taken_whatever_they_look_like(office: Office, answers: list[str], stored: list[str]) -> None:
    office.carries("f:n:3:16.1:2025-10")
    for answer in answers:
        office.sends(answer)
    assert office.cells() == stored


@pytest.mark.parametrize("question", ["hạn báo cáo tân khai", "chỉ tiêu 9 ai phụ trách", "tiêm chủng tân khai 2025"])
def test_what_is_asked_meanwhile_is_answered_and_the_step_goes_on(office: Office, question: str) -> None:
    office.carries("f:n:3:16.1:2025-10")
    office.sends("19")
    assert "📄" in office.sends(question)
    office.sends("20")
    assert office.cells() == ["16.1 2025-10 19/20"]


@pytest.mark.parametrize("words", ["không nhớ", "bỏ qua", "tiếp"])
def test_what_is_not_known_is_left_for_the_next(office: Office, words: str) -> None:
    office.carries("f:n:3:16.1:2025-10")
    assert "Hoàn thành tiểu học" in office.sends(words)


def test_after_the_list_people_go_on_or_leave_it(office: Office) -> None:
    office.sends("/nop")
    assert "còn thiếu 34 mục. Khi nào tiện, bạn nhắn /nop." in office.sends("xong")
    assert "Phù hợp với trẻ em" in office.sends("tiếp")
    assert "Khi nào tiện" in office.sends("xong rồi")
    office.sends("1/1")
    assert office.cells() == []


def test_who_leads_a_plan_has_no_list_to_go_on_with(office: Office) -> None:
    assert "Khi nào tiện" not in office.sends("xong", THU)
    assert "bao nhiêu" not in office.sends("tiếp", THU)
