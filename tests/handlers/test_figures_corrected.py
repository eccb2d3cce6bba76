"""What was sent is edited, undone, moved or said anew: nothing is lost by it, and nothing newer overwritten."""

from typing import Any

import pytest

from tests import updates
from tests.handlers.town import LAN, Office, lines


def reply_to_last(office: Office) -> dict[str, Any]:
    """The message that the bot has sent last, as one to reply to."""
    return {"reply_to_message": updates.message(LAN, text="…", reply_markup=office.last["reply_markup"])}


def edited(office: Office, words: str, *, second: int = 5) -> list[str]:
    """All that the bot owes for an edit of the message sent last."""
    content = updates.edited(words, LAN)
    content["edited_message"] |= {"message_id": office.message_id(), "edit_date": updates.DATE + second}
    return [call["text"] for call in office.receives(content)]


# -- a child in danger ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", ["bé nhà bên đang bị đánh", "bỏ đi, cháu bé đang bị bố đánh", "be nha ben dang bi danh"]
)
def test_a_child_in_danger_told_in_an_edit_comes_first_and_is_not_said_back(office: Office, words: str) -> None:
    office.sends("béo phì 5/100")
    first, rest = edited(office, words)
    assert "111" in first
    assert "vẫn giữ nguyên" in rest
    assert words not in first + rest
    assert office.cells() == ["4.3 2025-10 5/100"]


def test_a_late_version_of_an_edited_message_tells_of_danger(office: Office) -> None:
    office.sends("béo phì 5/100")
    edited(office, "béo phì 6/100", second=9)
    assert "111" in edited(office, "bé nhà bên đang bị đánh", second=3)[0]


def test_words_of_danger_beside_figures_are_not_said_back(office: Office) -> None:
    first, receipt = (call["text"] for call in office.receives(updates.text("béo phì 5/100, bé nhà bên đang bị đánh")))
    assert "111" in first
    assert "Đã lưu" in receipt
    assert "Tôi không hiểu" not in receipt


# -- undo ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("in_words", [True, False])
def test_undo_of_an_edit_brings_back_what_it_left_out(office: Office, in_words: bool) -> None:
    office.sends("hoàn thành tiểu học 10/10, bỏ học tiểu học 0/10")
    assert "Bỏ học tiểu học: bỏ 0/10" in lines(office.edits("hoàn thành tiểu học 9/10", office.message_id()))
    text = office.sends("hoàn tác") if in_words else office.presses("Hoàn tác")
    assert lines(text)[0] == "Đã hoàn tác · Khu phố 3 · tháng 10/2025"
    assert office.cells() == ["17.1 2025-10 10/10", "17.2 2025-10 0/10"]


def test_an_edit_that_only_leaves_something_out_can_be_undone_once(office: Office) -> None:
    office.sends("thấp còi 4/60, nhẹ cân 2/60")
    office.edits("thấp còi 4/60", office.message_id())
    undo = office.buttons()["Hoàn tác"]
    office.carries(undo)
    assert office.cells() == ["4.1 2025-10 2/60", "4.2 2025-10 4/60"]
    assert "hoàn tác rồi" in office.carries(undo)
    assert office.cells() == ["4.1 2025-10 2/60", "4.2 2025-10 4/60"]


def test_a_reply_to_a_receipt_that_holds_no_longer_undoes_nothing_else(office: Office) -> None:
    office.sends("khai sinh 12/12")
    office.sends("béo phì 3/40")
    old = reply_to_last(office)
    office.presses("Hoàn tác")
    for words in ("hoàn tác", "xóa", "tháng 9"):
        assert "hoàn tác rồi" in office.sends(words, **old)
    assert office.cells() == ["14.1 2025-10 12/12"]


# -- another period ------------------------------------------------------------------------------------------------


def test_a_button_overwrites_no_newer_figure(office: Office) -> None:
    office.sends("khai sinh 12/12")
    office.sends("không phải tháng 10 mà là tháng 9")
    move = office.buttons()["Chuyển sang tháng 9/2025"]
    office.sends("ks tháng 9 là 11/12")
    told = lines(office.carries(move))
    assert told[0].startswith("Nút này cũ rồi: Đăng ký khai sinh tháng 9/2025 đã có số gửi sau (11/12)")
    assert office.cells() == ["14.1 2025-09 11/12", "14.1 2025-10 12/12"]
    office.sends(told[0].rpartition(": ")[2])
    assert office.cells() == ["14.1 2025-09 12/12", "14.1 2025-10 12/12"]


def test_a_button_whose_figure_has_changed_says_so(office: Office) -> None:
    office.sends("khai sinh 12/12")
    office.sends("không phải tháng 10 mà là tháng 9")
    move = office.buttons()["Chuyển sang tháng 9/2025"]
    office.sends("khai sinh 10/12")
    assert "đã có số mới hơn" in office.carries(move)
    assert office.cells() == ["14.1 2025-10 10/12"]


def test_nothing_older_comes_back_where_a_figure_is_moved_away(office: Office) -> None:
    office.sends("khai sinh 11/12")
    office.sends("khai sinh 12/12")
    office.presses("Đổi kỳ")
    assert "Đăng ký khai sinh: bỏ 12/12" in lines(office.presses("Tháng 9/2025"))
    assert office.cells() == ["14.1 2025-09 12/12"]
    office.presses("Hoàn tác")
    assert office.cells() == ["14.1 2025-10 12/12"]


def test_a_period_alone_moves_what_it_is_said_to(office: Office) -> None:
    office.sends("khai sinh 12/12")
    receipt = reply_to_last(office)
    office.sends("béo phì 3/40")
    assert "Đã lưu · Khu phố 3 · tháng 9/2025" in office.sends("tháng 9", **receipt)
    assert office.cells() == ["4.3 2025-10 3/40", "14.1 2025-09 12/12"]


@pytest.mark.parametrize(
    ("words", "period"), [("tháng 9", "2025-09"), ("la quy 3", "2025-Q3"), ("9/2025", "2025-09"), ("năm 2024", "2024")]
)
def test_a_period_alone_answers_which_one_it_is(office: Office, words: str, period: str) -> None:
    office.sends("khai sinh 12/12")
    office.presses("Đổi kỳ")
    office.sends(words)
    assert office.cells() == [f"14.1 {period} 12/12"]
    rows = office.count("revisions")
    office.sends(words)  # it is answered: a second one is a question
    assert office.count("revisions") == rows


def test_a_period_to_come_is_not_taken(office: Office) -> None:
    office.sends("khai sinh 12/12")
    office.presses("Đổi kỳ")
    assert office.sends("tháng 12/2025") == "Tháng 12/2025 chưa tới."
    assert office.cells() == ["14.1 2025-10 12/12"]


@pytest.mark.parametrize("between", ["chỉ tiêu 5 bao nhiêu", "/nop", "mẫu giáo 9/7"])
def test_a_period_said_after_something_else_moves_nothing(office: Office, between: str) -> None:
    office.sends("khai sinh 12/12")
    office.presses("Đổi kỳ")
    office.sends(between)
    office.sends("tháng 9")
    assert office.cells() == ["14.1 2025-10 12/12"]


def test_after_a_period_to_come_another_one_may_be_said(office: Office) -> None:
    office.sends("khai sinh 12/12")
    office.presses("Đổi kỳ")
    office.sends("tháng 12/2025")
    office.sends("tháng 10")
    office.sends("tháng 9")
    assert office.cells() == ["14.1 2025-09 12/12"]


def test_a_number_asked_for_once_more_is_not_for_an_older_correction(office: Office) -> None:
    office.sends("khai sinh tháng 9 12/12")
    office.presses("Sửa")
    office.sends("mẫu giáo 9/7")
    office.sends("7/9")
    assert office.cells() == ["14.1 2025-09 12/12", "16.1 2025-10 7/9"]


@pytest.mark.parametrize("between", ["cảm ơn", "vâng", "chỉ tiêu 5 bao nhiêu"])
def test_a_correction_that_was_asked_for_waits_through_other_talk(office: Office, between: str) -> None:
    office.sends("khai sinh tháng 9 12/12")
    office.presses("Sửa")
    office.sends(between)
    office.sends("11/12")
    assert office.cells() == ["14.1 2025-09 11/12"]


# -- an amount alone -----------------------------------------------------------------------------------------------


def test_a_share_in_the_place_of_cases_is_asked_about(office: Office) -> None:
    office.sends("tảo hôn 1")
    office.sends("sửa")
    assert "trước đó là số trường hợp (1)" in office.sends("sửa 9/12")
    assert office.cells() == ["13.1 2025-10 1"]
    assert "trước đó là số trường hợp (1)" in office.sends("sửa tảo hôn 2/12")
    office.presses("Đúng, lưu 2/12")
    assert office.cells() == ["13.1 2025-10 2/12"]


@pytest.mark.parametrize(
    "words", ["hồi nãy em báo béo phì 5/100, đúng ra là 6/100", "nhầm, béo phì 6/100", "sửa béo phì 6/100"]
)
def test_a_correction_is_of_the_period_that_was_sent(office: Office, words: str) -> None:
    office.sends("tháng 9 béo phì 5/100")
    office.sends(words)
    assert office.cells() == ["4.3 2025-09 6/100"]


def test_a_bare_correction_is_of_the_one_figure_that_it_can_be_of(office: Office) -> None:
    office.sends("khai sinh tháng 9 12/12")
    office.sends("nhầm, 10/12")
    assert office.cells() == ["14.1 2025-09 10/12"]
    office.sends("sửa 11/12")
    assert office.cells() == ["14.1 2025-09 11/12"]
    office.sends("béo phì 3/40")
    office.sends("sửa: 10/12")
    assert office.cells() == ["4.3 2025-10 3/40", "14.1 2025-09 10/12"]
    office.sends("thấp còi 4/40")
    assert "chưa biết đây là số liệu gì" in office.sends("sửa 2/40")


@pytest.mark.parametrize("answer", ["11/12", "nhầm, 11/12", "nhầm 11/12 ạ", "à 11/12"])
@pytest.mark.parametrize("replies", [True, False])
def test_another_amount_answers_a_doubt(office: Office, answer: str, replies: bool) -> None:
    office.sends("khai sinh tháng 7 10/12")
    office.sends("tiêm chủng tháng 8 40/47")
    assert "thấp hơn" in office.sends("tiêm chủng tháng 9 30/47")
    answer = answer.replace("11/12", "41/47")
    doubt, payload = reply_to_last(office), office.buttons()["Đúng, lưu 30/47"]
    assert "Đã lưu · Khu phố 3 · tháng 9/2025" in office.sends(answer, **(doubt if replies else {}))
    assert "5.1 2025-09 41/47" in office.cells()
    assert office.carries(payload) == "Việc này đã giải quyết rồi."


@pytest.mark.parametrize(
    "words", ["sai 30/47", "nhầm 30/47", "không phải 30/47", "khong phai la 30/47", "ko phải 41/47"]
)
def test_an_amount_that_is_denied_is_not_stored(office: Office, words: str) -> None:
    office.sends("tiêm chủng tháng 9 40/47")
    office.sends("tiêm chủng 30/47")
    office.sends(words)
    assert office.cells() == ["5.1 2025-09 40/47"]


def test_an_amount_replied_to_a_receipt_with_a_doubt_in_it_is_asked_about(office: Office) -> None:
    office.sends("tiêm chủng tháng 9 40/47")
    office.sends("béo phì 3/40, tiêm chủng 30/47")
    assert "chưa biết" in office.sends("41/47", **reply_to_last(office))
    assert office.cells() == ["4.3 2025-10 3/40", "5.1 2025-09 40/47"]


# -- another village -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("nhầm khu phố, kp5 mới đúng", "Khu phố 5 khai sinh 12/12"),
        ("nham thon", "… khai sinh 12/12"),
        ("số này của kp5 chứ", "Khu phố 5 khai sinh 12/12"),
        ("kp5 chứ không phải kp3", "Khu phố 5 khai sinh 12/12"),
    ],
)
def test_a_figure_of_another_village_is_shown_with_what_to_send(office: Office, words: str, line: str) -> None:
    office.sends("khai sinh 12/12")
    told = lines(office.sends(words))
    assert told[0] == f"Số này của nơi khác? Bạn bấm Hoàn tác, rồi gửi lại kèm tên nơi đúng, ví dụ: {line}"
    assert told[3] == "Đăng ký khai sinh: 12/12 = 100%"
    assert list(office.buttons()) == ["Hoàn tác", "Sửa", "Đổi kỳ"]


def test_a_village_beside_the_period_that_is_right(office: Office) -> None:
    office.sends("khai sinh 12/12")
    office.sends("số của kp3 tháng 9 chứ không phải tháng 10")
    assert "Chuyển sang tháng 9/2025" in office.buttons()


@pytest.mark.parametrize("words", ["xóa", "xoa di", "Xoá giúp em ạ", "delete"])
def test_to_drop_without_saying_what_shows_what_is_meant(office: Office, words: str) -> None:
    office.sends("khai sinh 12/12")
    receipt = reply_to_last(office)
    office.sends("béo phì 3/40")
    assert "Béo phì: <b>3/40" in office.sends(words)
    assert "khai sinh: <b>12/12" in office.sends(words, **receipt)
    assert len(office.cells()) == 2
