"""The same message again, an older version of it, another one under its number: what holds is what is said to hold."""

from typing import Any

import pytest

from tests import updates
from tests.handlers.town import LAN, THU, Office, lines


def version(words: str, *, number: int = 500, edit: int = 0, sent: int = updates.DATE) -> dict[str, Any]:
    """A message of Lan's, or an edit of it so many seconds later."""
    content = updates.message(LAN, text=words) | {"message_id": number, "date": sent}
    if not edit:
        return updates.update(message=content)
    return updates.update(edited_message=content | {"edit_date": sent + edit})


def reads(office: Office, update: dict[str, Any]) -> list[str]:
    """The lines of the one reply."""
    (reply,) = office.receives(update)
    office.last = reply
    return lines(reply["text"])


def ks(figure: str, period: str = "2025-10") -> list[str]:
    return [f"14.1 {period} {figure}"]


def test_a_message_that_comes_again_stores_nothing_and_says_what_holds(office: Office) -> None:
    reads(office, version("ks 10/12"))
    again = reads(office, version("ks 10/12"))
    assert again[0] == "Tin này tôi đã nhận rồi, nên không ghi thêm gì."
    assert again[2:4] == ["Đang giữ · Khu phố 3 · tháng 10/2025", "Đăng ký khai sinh: 10/12 = 83,3%"]
    assert office.count("revisions") == 1


def test_a_message_that_comes_again_after_a_newer_one_changes_nothing(office: Office) -> None:
    reads(office, version("ks 10/12, tiem chung 45/47"))
    reads(office, version("ks 11/12", number=501))
    rows = office.count("revisions")
    assert "Đăng ký khai sinh: 11/12 = 91,7%" in reads(office, version("ks 10/12, tiem chung 45/47"))
    assert office.count("revisions") == rows


def test_a_message_whose_value_was_there_already_changes_nothing_later(office: Office) -> None:
    for number, words in ((500, "ks 10/12"), (501, "ks 10/12"), (502, "ks 11/12")):
        reads(office, version(words, number=number))
    assert "Đăng ký khai sinh: 11/12 = 91,7%" in reads(office, version("ks 10/12", number=501))
    assert office.cells() == ks("11/12")


def test_numbers_of_messages_that_start_again(office: Office) -> None:
    reads(office, version("ks 17/19"))
    reads(office, version("tiem chung 45/47", sent=updates.DATE + 90))
    assert office.cells() == ["5.1 2025-10 45/47", "14.1 2025-10 17/19"]
    told = reads(office, version("ks 18/19", sent=updates.DATE + 100))
    assert "Đăng ký khai sinh: 17/19 → 18/19 = 94,7% (mục tiêu 2025: 99%, chưa đạt)" in told
    assert office.cells() == ["5.1 2025-10 45/47", "14.1 2025-10 18/19"]


def test_an_edit_takes_nothing_back_of_an_older_message_with_its_number(office: Office) -> None:
    reads(office, version("ks 17/19"))
    reads(office, version("tiem chung 45/47", sent=updates.DATE + 90))
    reads(office, version("tiem chung 46/47", sent=updates.DATE + 90, edit=5))
    assert office.cells() == ["5.1 2025-10 46/47", "14.1 2025-10 17/19"]
    office.presses("Hoàn tác")
    assert office.cells() == ["5.1 2025-10 45/47", "14.1 2025-10 17/19"]


def test_several_edits_within_a_second(office: Office) -> None:
    reads(office, version("ks 10/12"))
    for figure, share in (("11/12", "91,7%"), ("12/12", "100%"), ("9/12", "75%")):
        told = reads(office, version(f"ks {figure}", edit=1))
        assert f"→ {figure} = {share}" in told[1]
    assert office.cells() == ks("9/12")
    assert "→ 12/12 = 100%" in lines(office.presses("Hoàn tác"))[1]
    assert office.cells() == ks("12/12")


def test_the_first_version_again_after_an_edit(office: Office) -> None:
    reads(office, version("ks 10/12"))
    reads(office, version("ks 11/12", edit=1))
    assert "Đăng ký khai sinh: 11/12 = 91,7%" in reads(office, version("ks 10/12"))
    assert office.cells() == ks("11/12")


@pytest.mark.parametrize("late", [0, 3])
def test_a_version_that_is_older_than_what_holds(office: Office, late: int) -> None:
    reads(office, version("ks 46/47", edit=9))
    told = reads(office, version("ks 45/47", edit=late))
    assert told[0] == "Tin này cũ hơn bản bạn đã sửa, nên tôi không ghi."
    assert told[3] == "Đăng ký khai sinh: 46/47 = 97,9%"
    assert office.cells() == ks("46/47")


def test_what_was_taken_back_meanwhile_is_said_to_be_gone(office: Office) -> None:
    reads(office, version("ks 10/12"))
    office.presses("Hoàn tác")
    again = reads(office, version("ks 10/12"))
    assert again == ["Tin này tôi đã nhận rồi, nên không ghi thêm gì. Hiện không có số liệu nào từ tin này."]
    assert office.cells() == []


def test_an_answer_of_the_guided_way_that_comes_again(office: Office) -> None:
    office.carries("f:n:3:14.1:2025-10")
    reads(office, version("12"))
    reads(office, version("12"))
    assert office.cells() == []
    reads(office, version("13", number=501))
    assert office.cells() == ks("12/13")


def test_words_that_take_back_work_once(office: Office) -> None:
    office.sends("ks 10/12")
    office.sends("tiem chung 45/47")
    for _ in range(2):
        reads(office, version("hoàn tác"))
    assert office.cells() == ks("10/12")


@pytest.mark.parametrize("retracted", ["xin lỗi, nhầm", "bỏ đi em"])
def test_a_message_that_comes_after_its_retraction_is_not_taken(office: Office, retracted: str) -> None:
    office.receives(version(retracted, edit=5))
    office.receives(version("tiem chung 45/47"))
    assert office.cells() == []


@pytest.mark.parametrize(
    "edited",
    ["Bổ sung sau nhé", "theo mẫu của Bộ Y tế, số liệu như trên", "Thời điểm báo cáo 31/10", "chờ trạm bổ sung"],
)
def test_an_edit_that_takes_nothing_back_keeps_the_figure(office: Office, edited: str) -> None:
    office.receives(version("tiem chung 45/47"))
    office.receives(version(edited, edit=5))
    assert office.cells() == ["5.1 2025-10 45/47"]


def test_an_edit_that_is_refused_says_that_the_figure_before_is_kept(office: Office) -> None:
    office.receives(version("tiem chung 45/47"))
    text = " ".join(reads(office, version("44/47 be Nguyen Thi Lan 0912345678", edit=5)))
    assert "không lưu gì cả" in text
    assert "Số liệu đã gửi trước đó vẫn giữ nguyên" in text
    assert office.cells() == ["5.1 2025-10 45/47"]


def test_an_edit_is_taken_though_staff_have_changed_what_it_leaves_out(office: Office) -> None:
    office.receives(version("ks 10/12, tiem chung 45/47"))
    office.sends("kp3 ks 9/12", THU)
    office.receives(version("tiem chung 46/47", edit=5))
    assert "5.1 2025-10 46/47" in office.cells()


def test_who_sees_what_another_has_sent_gets_no_button_to_take_it_back(office: Office) -> None:
    office.sends("ks 10/12")
    update = updates.text("kp3 ks 10/12", THU)
    office.receives(update)
    (told,) = office.receives(updates.update(message=update["message"]))
    office.last = told
    assert "10/12" in told["text"]
    assert not any(payload.startswith("f:undo") for payload in office.buttons().values())


def test_figures_of_a_village_that_is_not_there_are_asked_about_once(office: Office) -> None:
    office.sends("kp99: thấp còi 7/88, nhẹ cân 5/88", THU)
    (label, *_) = office.buttons()
    office.presses(label, THU)
    assert office.cells() == ["4.1 2025-10 5/88", "4.2 2025-10 7/88"]
