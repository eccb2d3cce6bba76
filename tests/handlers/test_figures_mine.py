"""/cuatoi: what somebody sent, the periods that are not shown, and what others have changed since."""

from datetime import timedelta

from tests.handlers.town import MINH, THU, Office, lines


def test_periods_that_are_not_shown_are_named_and_can_be_asked_for(office: Office) -> None:
    for month in range(6, 11):
        office.sends(f"khai sinh tháng {month} {month}/20")
    text = lines(office.sends("/cuatoi"))
    assert [row for row in text if "·" in row] == [f"Khu phố 3 · tháng {m}/2025" for m in (10, 9, 8)]
    assert text[-1] == "Còn 2 kỳ khác: tháng 7/2025, tháng 6/2025. Xem: /cuatoi tháng 7/2025"
    text = lines(office.sends("/cuatoi tháng 7/2025"))
    assert text[:2] == ["Khu phố 3 · tháng 7/2025", "Đăng ký khai sinh: 7/20 = 35%"]
    assert lines(office.sends("/cuatoi tháng 1"))[0] == "Bạn chưa gửi số liệu nào của tháng 1/2025."


def test_a_figure_that_staff_have_changed_stays_in_sight(office: Office) -> None:
    office.sends("tiêm chủng 30/32")
    office.sends("kp3 tiêm chủng 31/32", THU)
    text = office.sends("/cuatoi")
    assert "31/32 = 96,9% (cán bộ đã sửa, bạn gửi 30/32)" in text
    office.now += timedelta(hours=1)
    office.sends("tiêm chủng 32/32")
    assert "đã sửa" not in office.sends("/cuatoi") or "đang kiểm tra" in office.last["text"]


def test_a_figure_stays_in_sight_when_another_number_beside_it_is_taken_back(office: Office) -> None:
    office.sends("khai sinh 12/12")
    office.sends("kp3 khai sinh 11/12", THU)
    before = office.sends("/cuatoi")
    office.sends("khai sinh 13/13")
    assert "bỏ 13/13, số đang giữ vẫn là 11/12" in office.presses("Hoàn tác")
    assert office.cells() == ["14.1 2025-10 11/12"]
    assert office.sends("/cuatoi") == before
    history = lines(office.sends("/lichsu khai sinh kp3", THU))
    assert history[1].endswith(": bỏ số báo khác, vẫn là 11/12 · cộng tác viên, hoàn tác")
    office.sends("khai sinh 10/12")
    assert "11/12" not in office.sends("/cuatoi")


def test_what_was_taken_back_or_never_sent_is_not_there(office: Office) -> None:
    office.sends("tiêm chủng 30/32")
    office.sends("hoàn tác")
    assert "không có số liệu nào" in office.sends("/cuatoi")
    assert "không có số liệu nào" in office.sends("/cuatoi", MINH)
