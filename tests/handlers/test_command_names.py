"""Commands as people type them: with marks, spaces, capitals; Telegram takes only plain letters for a command."""

import pytest

from tests.handlers.town import HOA, LAN, STRANGER, THU, Office


@pytest.mark.parametrize(
    ("typed", "answered"),
    [
        ("/nhăc", "<b>Lời nhắc</b>"),
        ("/mời", "<b>Mời người vào Tân Khai</b>"),
        ("/thêm hạn", "Nhắn việc và ngày sau lệnh."),
        ("/them_hạn", "Nhắn việc và ngày sau lệnh."),
        ("/THÊM HẠN", "Nhắn việc và ngày sau lệnh."),
        ("/tiến độ tháng 10", "<b>Tiến độ · Tân Khai · tháng 10/2025</b>"),
        ("/tien do thang 10", "<b>Tiến độ · Tân Khai · tháng 10/2025</b>"),
        ("/thôn", "<b>Tân Khai: 13 thôn, khu phố</b>"),
        ("/xóa dữ liệu", "<b>Xóa mọi thông tin về bạn?</b>"),
        ("/hạn Tân Khai", "<b>Thị trấn Tân Khai</b>"),
    ],
)
def test_marks_and_spaces_in_the_name_do_not_matter(office: Office, typed: str, answered: str) -> None:
    assert office.sends(typed, THU).startswith(answered)


def test_words_behind_such_a_name_are_taken_along(office: Office) -> None:
    office.sends("/xuât quý 3", THU)
    assert (office.last["report"], office.last["period"]) == ("workbook", "2025-Q3")


@pytest.mark.parametrize("typed", ["/blâblâ", "/xyzw"])
def test_what_is_no_command_is_said(office: Office, typed: str) -> None:
    assert office.sends(typed, HOA).startswith(f"Tôi không có lệnh <code>{typed}</code>.")


def test_danger_in_the_words_gets_the_line_to_call(office: Office) -> None:
    office.sends("/nhăc bé gái bị xâm hại ở kp3 phải làm sao", LAN)
    assert any("111" in call.get("text", "") for call in office.owed())


def test_a_stroke_before_figures_is_no_command(office: Office) -> None:
    assert "không có lệnh" not in office.sends("/ 5 tiêm chủng", STRANGER)
