"""What comes late: a yes after another answer, a message after a standstill, a button after a newer figure."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from storage import roles, villages
from tests import updates
from tests.handlers.town import HOA, LAN, NOW, PLAN, THU, Office

DOUBTED = "khai sinh 5/400"


@pytest.fixture
def doubting(office: Office) -> Office:
    """Khu phố 3 has sent 34/40 for a month, and now a number that looks like a slip."""
    office.sends("khai sinh 34/40 tháng 9")
    assert "Có đúng không?" in office.sends(DOUBTED)
    return office


def test_a_yes_right_after_the_doubt_stores_the_figure(doubting: Office) -> None:
    doubting.sends("đúng rồi")
    assert "14.1 2025-10 5/400" in doubting.cells()


def test_a_yes_after_a_good_figure_of_the_same_puts_nothing_back(doubting: Office) -> None:
    doubting.sends("khai sinh 35/40")
    doubting.sends("ok ạ")
    assert "14.1 2025-10 35/40" in doubting.cells()


def test_the_button_of_a_doubt_says_that_it_is_settled_once_another_figure_is_there(doubting: Office) -> None:
    button = next(payload for label, payload in doubting.buttons().items() if label.startswith("Đúng"))
    doubting.sends("khai sinh 35/40")
    assert doubting.carries(button) == "Việc này đã giải quyết rồi."
    assert "14.1 2025-10 35/40" in doubting.cells()


def test_a_yes_after_something_else_shows_what_waits_for_it(doubting: Office) -> None:
    doubting.sends("mẫu giáo 20/21")
    told = doubting.sends("vâng ạ")
    assert told == "Còn chờ bạn xác nhận, chưa lưu:\nĐăng ký khai sinh: <b>5/400</b>"
    assert not any(cell.startswith("14.1 2025-10") for cell in doubting.cells())
    doubting.presses("Đúng, lưu 5/400")
    assert "14.1 2025-10 5/400" in doubting.cells()


def test_figures_belong_to_the_month_in_which_they_were_sent(office: Office) -> None:
    """Sent at ten to midnight on 31 October, taken up the next morning."""
    office.now = datetime(2025, 11, 1, 7, tzinfo=NOW.tzinfo)
    sent = int(datetime(2025, 10, 31, 23, 50, tzinfo=NOW.tzinfo).timestamp())
    office.receives(updates.text("khai sinh 12/12, mẫu giáo không có số liệu vì trường nghỉ", LAN, date=sent))
    office.receives(updates.text("tiêm chủng tháng trước 45/47", LAN, date=sent))
    assert office.cells() == ["5.1 2025-09 45/47", "14.1 2025-10 12/12", "16.1 2025-10 none"]


def test_a_clock_ahead_of_ours_makes_no_future_figures(office: Office) -> None:
    office.receives(updates.text("khai sinh 12/12", LAN, date=int((NOW + timedelta(days=40)).timestamp())))
    assert office.cells() == ["14.1 2025-10 12/12"]


def _moved(office: Office, **_: object) -> None:
    """Lan reports for Khu phố 7 from now on."""
    (role,) = roles.of_person(office.db, LAN)
    roles.end(office.db, role.id, by=THU, now=NOW)
    seven = villages.named(office.db, PLAN, "Khu phố 7")
    assert seven is not None
    roles.grant(office.db, LAN, "collaborator", plan=PLAN, village_id=seven.id, by=THU, now=NOW)


def _closed(office: Office, **_: object) -> None:
    """Khu phố 3 is no more."""
    office.db.execute("UPDATE villages SET closed_at = ? WHERE name = 'Khu phố 3'", (NOW.isoformat(),))


LEAVING: tuple[Callable[..., None], ...] = (_moved, _closed)


@pytest.mark.parametrize("leave", LEAVING)
@pytest.mark.parametrize("label", ["Hoàn tác", "Sửa", "Đổi kỳ"])
def test_old_buttons_change_nothing_of_a_village_one_no_longer_reports_for(
    office: Office, leave: Callable[..., None], label: str
) -> None:
    office.sends("khai sinh 12/12")
    button = office.buttons()[label]
    leave(office)
    office.carries(button)
    if "f:" in office.buttons().get("Tháng 9/2025", ""):
        office.presses("Tháng 9/2025")
    office.sends("13/13")
    assert office.cells() == ["14.1 2025-10 12/12"]
    assert "dead" not in office.states()


@pytest.mark.parametrize("leave", LEAVING)
def test_an_answer_in_a_dialogue_that_began_before_stores_nothing(office: Office, leave: Callable[..., None]) -> None:
    office.sends("khai sinh 12/12")
    office.carries("f:n:3:14.1:2025-10")
    leave(office)
    office.sends("3")
    office.sends("20")
    assert office.cells() == ["14.1 2025-10 12/12"]


@pytest.mark.parametrize("words", ["/cuatoi", "hoàn tác", "xóa xâm hại tháng 10", "nhầm rồi"])
def test_who_has_left_a_village_sees_nothing_of_it(office: Office, words: str) -> None:
    office.sends("xâm hại 2")
    _moved(office)
    office.sends("kp3 xâm hại 6", THU)
    assert "6" not in office.sends(words).replace("6 tháng", "")
    assert not [call for call in office.owed() if call["chat_id"] == LAN and "2 → 6" in call.get("text", "")]


def test_a_refused_message_that_comes_again_tells_nothing_of_the_village(office: Office) -> None:
    office.sends("kp5 xâm hại 4", HOA)
    refused = updates.text("kp5 9.1 2", LAN)
    office.receives(refused)
    again = {**refused, "update_id": refused["update_id"] + 100_000}
    assert "4" not in " ".join(call.get("text", "") for call in office.receives(again))
