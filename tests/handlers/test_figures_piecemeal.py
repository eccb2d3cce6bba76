"""Figures said piece by piece, and corrected right behind their receipt."""

from typing import Any

import pytest

from tests import updates
from tests.handlers.town import LAN, THU, Office, lines


@pytest.mark.parametrize(
    ("first", "then", "stored"),
    [
        ("ks: 12", "14", "14.1 2025-10 12/14"),
        ("ks: 12", "tổng 14", "14.1 2025-10 12/14"),
        ("khai sinh 12", "trên 14", "14.1 2025-10 12/14"),
        ("khai sinh mười hai", "mười bốn", "14.1 2025-10 12/14"),
        ("khai sinh 9", "mười", "14.1 2025-10 9/10"),
        ("khai sinh tháng 9 12", "14 cháu", "14.1 2025-09 12/14"),
        ("tiêm chủng 45", "47", "5.1 2025-10 45/47"),
        ("tiêm 44", "44/47", "5.1 2025-10 44/47"),
        ("tiem chung", "45/47", "5.1 2025-10 45/47"),
        ("khai sinh đủ", "12/12", "14.1 2025-10 12/12"),
    ],
)
def test_the_total_that_was_asked_for_completes_the_figure(office: Office, first: str, then: str, stored: str) -> None:
    office.sends(first)
    assert office.cells() == []
    office.sends(then)
    assert office.cells() == [stored]


def test_a_count_said_to_be_wrong_is_replaced_and_no_total(office: Office) -> None:
    office.sends("khai sinh 12")
    assert "khai sinh 13/…" in office.sends("nhầm, 13")
    office.sends("14")
    assert office.cells() == ["14.1 2025-10 13/14"]


def test_a_total_that_is_too_small_is_asked_about_with_both_numbers(office: Office) -> None:
    office.sends("khai sinh 14")
    assert "<code>khai sinh 12/14" in office.sends("12")
    assert office.cells() == []


def test_behind_a_bare_name_a_number_may_be_its_first(office: Office) -> None:
    office.sends("tiem chung")
    assert "còn thiếu tổng số" in office.sends("45")
    office.sends("tiem chung")
    assert "98%" in office.sends("2030")
    office.sends("tai nạn")
    office.sends("3")
    assert office.cells() == []


@pytest.mark.parametrize(
    ("correction", "holds"),
    [
        ("sửa tiêm chủng thành 46", "5.1 2025-10 46/47"),
        ("sửa tiêm chủng 46", "5.1 2025-10 46/47"),
        ("sửa tiêm chủng thành 48", "5.1 2025-10 45/47"),
        ("tiêm chủng 46", "5.1 2025-10 45/47"),
    ],
)
def test_a_corrected_count_keeps_its_total(office: Office, correction: str, holds: str) -> None:
    office.sends("tiêm chủng 45/47")
    office.sends(correction)
    assert office.cells() == [holds]


@pytest.mark.parametrize(
    "slip", ["à nhầm 11/12", "à không 11/12", "thôi để 11/12 đi", "nhầm, 11/12", "dạ em nhầm 11/12"]
)
def test_a_slip_is_of_what_was_just_shown_though_nothing_was_written(office: Office, slip: str) -> None:
    office.sends("mẫu giáo 20/21")
    office.sends("khai sinh 12/12")
    assert "không đổi" in office.sends("khai sinh 12/12")
    office.sends(slip)
    assert office.cells() == ["14.1 2025-10 11/12", "16.1 2025-10 20/21"]


def test_a_slip_may_have_another_total_but_not_that_of_another_figure(office: Office) -> None:
    office.sends("mẫu giáo 20/21")
    office.sends("khai sinh 12/12")
    office.sends("à không 12/13")
    assert office.cells() == ["14.1 2025-10 12/13", "16.1 2025-10 20/21"]
    assert "chưa biết đây là số liệu gì" in office.sends("à nhầm 20/21")
    assert office.cells() == ["14.1 2025-10 12/13", "16.1 2025-10 20/21"]


def test_a_wrong_period_is_asked_for_and_moves_the_figure(office: Office) -> None:
    office.sends("khai sinh 12/12")
    assert "của kỳ nào" in office.sends("em gửi sai kỳ")
    office.sends("là tháng 3")
    assert office.cells() == ["14.1 2025-03 12/12"]


def test_bare_numbers_of_a_collaborator_search_no_plans(office: Office) -> None:
    office.sends("khai sinh 12/14")
    text = office.sends("tăng thêm 1")
    assert "không cộng thêm" in text
    assert "khai sinh …/…" in text
    for words in ("trên 14", "45"):
        assert "chưa biết đây là số liệu gì" in office.sends(words)
        assert "chưa biết đây là số liệu gì" not in office.sends(words, THU)
    assert office.cells() == ["14.1 2025-10 12/14"]


def test_one_thing_is_dropped_by_its_name(office: Office) -> None:
    assert "chưa biết" not in office.sends("bỏ cái tai nạn")
    office.sends("tai nạn 2, khai sinh 12/12")
    assert "Tai nạn thương tích: <b>2" in office.sends("bỏ cái tai nạn")
    office.presses("Bỏ số này")
    assert office.cells() == ["14.1 2025-10 12/12"]


# -- words about sending, and about oneself ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("gửi sao", "còn thiếu"),
        ("gui lai", "còn thiếu"),
        ("gửi rồi đó", "không còn gì phải nộp"),
        ("tháng trước em gửi bao nhiêu", "44/47"),
        ("tháng 9 em gửi bao nhiêu", "44/47"),
        ("xem số tháng 9", "44/47"),
        ("số tháng trước", "44/47"),
        ("hồi nãy em gửi cái gì", "45/47"),
        ("em gửi rồi mà sao nhắc hoài", "đừng nhắc nữa"),
        ("sao cứ nhắc hoài vậy?", "đừng nhắc nữa"),
        ("đừng gửi nữa", "đừng nhắc nữa"),
        ("em bận, mai gửi được không", "Khi nào có số liệu"),
        ("em không làm nữa, nghỉ luôn", "Bạn thôi làm"),
        ("cho em xóa hết số liệu", "Xóa mọi thông tin về bạn"),
        ("khai sinh đủ", "khai sinh …/…"),
        ("chích đủ hết", "tiêm chủng …/…"),
        ("chích xong hết rồi nha chị", "tiêm chủng …/…"),
        ("xóa hết", "Bạn muốn bỏ hay sửa"),
        ("xóa hết số liệu tháng 9", "Bạn muốn bỏ hay sửa"),
        ("khai sinh được hết", "khai sinh …/…"),
        ("sinh 3 bé", "không ghi số trẻ mới sinh"),
        ("chị ơi em không biết bấm", "Bạn không cần bấm gì"),
        ("chị ơi", "Bạn không cần bấm gì"),
    ],
)
def test_what_collaborators_say_of_sending_is_no_question_about_plans(office: Office, words: str, told: str) -> None:
    office.sends("tháng 9 tiêm chủng 44/47")
    office.sends("tiêm chủng 45/47")
    assert told in office.sends(words)
    assert office.cells() == ["5.1 2025-09 44/47", "5.1 2025-10 45/47"]


def test_the_figures_of_one_period_alone_are_shown(office: Office) -> None:
    office.sends("tháng 9 tiêm chủng 44/47")
    office.sends("tiêm chủng 45/47")
    assert "45/47" not in office.sends("số tháng trước")


@pytest.mark.parametrize("words", ["tiêm chủng đầy đủ", "tiêm chủng đủ chưa", "khai sinh đủ?", "bé bị đuối nước chết"])
def test_other_words_are_no_claim_that_all_are_reached(office: Office, words: str) -> None:
    assert "đủ là bao nhiêu" not in office.sends(words)


def test_staff_ask_the_plans_in_the_same_words(office: Office) -> None:
    office.sends("khai sinh 12/12", THU)
    assert "đủ là bao nhiêu" not in office.sends("khai sinh đủ", THU)
    assert "không ghi số trẻ" not in office.sends("sinh 3 bé", THU)
    assert lines(office.sends("gửi sao", THU)) != lines(office.sends("gửi sao", LAN))


# -- what cannot be read -----------------------------------------------------------------------------------------------

VOICE = {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}}
WORKBOOK = {"document": {"file_id": "d", "file_unique_id": "d", "file_name": "thang4.xlsx"}}


def test_who_sends_figures_is_told_how_instead_of_what_to_ask(office: Office) -> None:
    for user_id, example in ((LAN, "tiêm chủng 45/47"), (THU, "chỉ tiêu 9 ai phụ trách?")):
        (owed,) = office.receives(updates.update(message=updates.message(user_id, **VOICE)))
        assert example in owed["text"]


PICTURE = {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]}


@pytest.mark.parametrize("sent", [WORKBOOK, PICTURE, VOICE], ids=lambda sent: next(iter(sent)))
def test_a_file_is_said_to_be_unread_beside_what_its_caption_asks(office: Office, sent: dict[str, Any]) -> None:
    owed = office.receives(updates.update(message=updates.message(LAN, caption="số liệu tháng 4", **sent)))
    assert "không đọc được tệp, ảnh và ghi âm" in owed[0]["text"]
    assert "tiêm chủng 45/47" in owed[0]["text"]
    assert len(owed) == 2
    office.receives(updates.update(message=updates.message(LAN, caption="tiêm chủng 45/47", **sent)))
    assert office.cells() == ["5.1 2025-10 45/47"]


@pytest.mark.parametrize("sent", [WORKBOOK, PICTURE, VOICE], ids=lambda sent: next(iter(sent)))
def test_a_child_in_danger_comes_before_the_word_that_a_file_is_unread(office: Office, sent: dict[str, Any]) -> None:
    caption = "bé hàng xóm bị cha đánh"
    owed = office.receives(updates.update(message=updates.message(LAN, caption=caption, **sent)))
    assert "111" in owed[0]["text"]
    assert owed[-1]["text"] == "Tôi không đọc được tệp, ảnh và ghi âm, chỉ đọc lời nhắn kèm theo."
