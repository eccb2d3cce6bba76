"""Two people on one figure: what staff are shown is what can be decided, and who is concerned hears of it."""

import re

import pytest

from storage import people
from tests.handlers.town import LAN, MINH, THU, Office


def _of(office: Office, user_id: int) -> list[str]:
    """What the bot has owed somebody, without marks of HTML."""
    return [
        re.sub(r"</?\w+>", "", call.get("text", ""))
        for call in office.owed()
        if call["chat_id"] == user_id and call.get("text")
    ]


def _disputed(office: Office) -> None:
    """Lan says 10/20, Minh 12/20; staff see the card."""
    office.sends("khai sinh 10/20", LAN)
    office.sends("khai sinh 12/20", MINH)
    card = next(call for call in reversed(office.owed()) if call["chat_id"] == THU)
    office.last = card


def _rival(office: Office) -> object:
    return office.db.execute("SELECT rival FROM cells WHERE indicator = 14").fetchone()[0]


def test_a_number_corrected_meanwhile_brings_a_new_card(office: Office) -> None:
    _disputed(office)
    old = office.buttons()["Chọn 10/20"]
    office.sends("khai sinh 11/20", LAN)
    newest = _of(office, THU)[-1]
    assert "11/20" in newest
    assert "12/20" in newest
    told = office.carries(old, THU)
    assert told.startswith("Một bên đã gửi số mới hơn.\n")
    assert set(office.buttons()) == {"Chọn 11/20", "Chọn 12/20"}
    office.presses("Chọn 12/20", THU)
    assert office.cells() == ["14.1 2025-10 12/20"]
    assert _rival(office) is None


def test_what_staff_say_themselves_decides_and_both_are_told(office: Office) -> None:
    _disputed(office)
    office.sends("kp3 khai sinh 11/20", THU)
    assert office.cells() == ["14.1 2025-10 11/20"]
    assert _rival(office) is None
    for person in (LAN, MINH):
        assert "11/20" in _of(office, person)[-1]


def test_the_number_that_holds_said_again_by_staff_decides(office: Office) -> None:
    _disputed(office)
    office.sends("kp3 khai sinh 10/20", THU)
    assert office.cells() == ["14.1 2025-10 10/20"]
    assert _rival(office) is None
    assert "10/20" in _of(office, MINH)[-1]


SEPTEMBER = "14.1 2025-09"


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        ("9/9 là đúng", "9/9"),
        ("8/9 moi dung a", "8/9"),
        ("chon 9/9", "9/9"),
        ("lấy số 9 / 9 nhé", "9/9"),
        ("kp3 khai sinh 9/9 la dung", "9/9"),
        ("kp3 khai sinh 7/9 mới phải", "7/9"),
        ("khai sinh kp3 8/9 là chính xác", "8/9"),
    ],
)
def test_what_staff_call_right_decides_in_the_month_of_the_dispute(office: Office, words: str, figure: str) -> None:
    office.sends("khai sinh tháng 9 8/9", LAN)
    office.sends("khai sinh tháng 9 9/9", MINH)
    office.sends("khai sinh 11/12", LAN)
    office.sends("/dot", THU)
    assert "tháng 9/2025" in office.sends(words, THU)
    assert office.cells() == [f"{SEPTEMBER} {figure}", "14.1 2025-10 11/12"]
    assert _rival(office) is None
    assert figure in _of(office, MINH)[-1]


def test_a_value_that_two_disputes_have_is_asked_about(office: Office) -> None:
    for month in (8, 9):
        office.sends(f"khai sinh tháng {month} 8/9", LAN)
        office.sends(f"khai sinh tháng {month} 9/9", MINH)
    office.sends("9/9 là đúng", THU)
    assert sorted(office.buttons()) == ["Chọn 8/9", "Chọn 9/9"]
    assert [one for one in office.cells() if "9/9" in one] == []


def test_a_correction_in_words_is_of_the_village_that_it_names(office: Office) -> None:
    office.sends("kp10 tháng 9 khai sinh 3/4", THU)
    office.sends("kp3 khai sinh 11/12", THU)
    assert "3/4 → " in office.sends("kp10 khai sinh 4/4 moi phai", THU)
    assert office.cells() == [f"{SEPTEMBER} 4/4", "14.1 2025-10 11/12"]


def test_a_period_called_right_is_no_amount(office: Office) -> None:
    office.sends("khai sinh tháng 9 8/9", LAN)
    office.sends("khai sinh 11/12, tháng 10 mới đúng", LAN)
    assert office.cells() == [f"{SEPTEMBER} 8/9", "14.1 2025-10 11/12"]


def test_a_correction_that_staff_take_back_is_told_too(office: Office) -> None:
    office.sends("khai sinh 10/20", LAN)
    office.sends("kp3 khai sinh 11/20", THU)
    assert "10/20 → 11/20" in _of(office, LAN)[-1]
    office.presses("Hoàn tác", THU)
    assert "11/20 → 10/20" in _of(office, LAN)[-1]


def test_a_correction_that_is_edited_away_is_told_too(office: Office) -> None:
    office.sends("khai sinh 10/20", LAN)
    office.sends("kp3 khai sinh 11/20", THU)
    office.edits("bỏ đi", office.message_id(), THU)
    assert office.cells() == ["14.1 2025-10 10/20"]
    assert "11/20 → 10/20" in _of(office, LAN)[-1]


def test_a_corrected_figure_that_staff_drop_and_bring_back_is_told_too(office: Office) -> None:
    office.sends("khai sinh 10/20", LAN)
    office.sends("kp3 khai sinh 11/20", THU)
    office.sends("xóa kp3 khai sinh", THU)
    office.presses("Bỏ số này", THU)
    assert "11/20 → chưa có" in _of(office, LAN)[-1]
    office.presses("Hoàn tác", THU)
    assert "chưa có → 11/20" in _of(office, LAN)[-1]


def test_a_figure_that_staff_correct_twice_is_told_twice(office: Office) -> None:
    office.sends("khai sinh 10/20", LAN)
    for share in ("11/20", "12/20"):
        office.sends(f"kp3 khai sinh {share}", THU)
    assert "11/20 → 12/20" in _of(office, LAN)[-1]


def test_what_an_edit_says_and_leaves_out_is_told_at_once(office: Office) -> None:
    office.sends("khai sinh 10/20, béo phì 3/40", LAN)
    office.sends("kp3 khai sinh 11/20, kp3 béo phì 4/40", THU)
    before = len(_of(office, LAN))
    office.edits("kp3 béo phì 5/40", office.message_id(), THU)
    (told,) = _of(office, LAN)[before:]
    assert "4/40 → 5/40" in told
    assert "11/20 → 10/20" in told


def test_who_took_a_figure_back_is_not_told_what_staff_say_of_it_later(office: Office) -> None:
    office.sends("khai sinh 10/20", LAN)
    office.presses("Hoàn tác", LAN)
    before = len(_of(office, LAN))
    for share in ("11/20", "12/20"):
        office.sends(f"kp3 khai sinh {share}", THU)
    assert len(_of(office, LAN)) == before


def test_a_correction_is_told_in_the_authors_language(office: Office) -> None:
    office.sends("khai sinh 10/20", LAN)
    people.choose_language(office.db, LAN, "en")
    office.sends("kp3 khai sinh 11/20", THU)
    assert "10/20 → 11/20" in _of(office, LAN)[-1]
    assert "Staff" in _of(office, LAN)[-1]
