"""Leave that collaborators ask for, and people who report in another's place."""

import pytest

from storage import roles
from tests.handlers.town import HOA, LAN, NOW, PLAN, THU, Office, lines


@pytest.fixture
def named(office: Office) -> Office:
    """The collaborators have names."""
    office.db.conn.execute("UPDATE roles SET called = 'Hoa' WHERE user_id = ?", (HOA,))
    office.db.conn.execute("UPDATE roles SET called = 'Lan' WHERE user_id = ?", (LAN,))
    return office


@pytest.mark.parametrize(
    "words", ["em xin nghỉ ốm tới 30/10", "chị ơi em xin nghỉ phép đến hết 30/10 ạ", "cho em nghi den 30/10"]
)
def test_leave_until_a_day_is_asked_of_staff(named: Office, words: str) -> None:
    assert named.sends(words) == "Đã gửi cán bộ: bạn xin nghỉ đến hết 30/10/2025. Trong lúc chờ, bạn vẫn còn được nhắc."
    card = next(row for row in named.db.query("SELECT chat_id FROM outbox WHERE payload LIKE '%Cho ngh%'"))
    assert card["chat_id"] == THU
    role = next(role for role in roles.of_person(named.db, LAN))
    named.carries(f"p:away:{role.id}:2025-10-30", THU)
    assert str(next(role for role in roles.of_person(named.db, LAN)).away_until) == "2025-10-30"


@pytest.mark.parametrize(
    "words", ["cháu bị đánh, em xin nghỉ tới 30/10", "em xin nghỉ tới 30/10 được không?", "nghỉ hè đến 30/10"]
)
def test_other_words_ask_for_no_leave(named: Office, words: str) -> None:
    assert "Đã gửi cán bộ" not in named.sends(words)


def test_a_command_for_leave_says_how_to_ask(named: Office) -> None:
    assert named.sends("/nghi").startswith("Xin nghỉ thì bạn nhắn")
    assert "/nguoidung" in named.sends("/nghi", THU)


@pytest.mark.parametrize(
    "words", ["thay khu phố 7 Lan", "Lan làm thay khu phố 7", "Lan nộp thay cho kp7", "lan thay khu pho 7"]
)
def test_who_stands_in_is_asked_once_and_given_the_village(named: Office, words: str) -> None:
    assert lines(named.sends(f"/nguoidung {words}", THU))[0] == "Giao thêm Khu phố 7 cho Lan?"
    assert named.presses("Giao Khu phố 7", THU).startswith("Đã giao Khu phố 7 cho Lan.")
    assert len(roles.of_person(named.db, LAN)) == 2


def test_a_stand_in_without_a_name_is_asked_for(named: Office) -> None:
    assert named.sends("/nguoidung thay khu phố 7", THU).startswith("Ai làm thay ở Khu phố 7?")
    assert "không có cộng tác viên" in named.sends("/nguoidung Mai làm thay khu phố 7", THU)


def test_what_somebody_has_is_not_offered_and_leave_is_told(named: Office) -> None:
    role = next(role for role in roles.of_person(named.db, LAN))
    roles.mark_away(named.db, role, NOW.date(), by=THU, now=NOW)
    told = named.carries(f"p:give:{role.id}:0", THU)
    assert "Khu phố 3" not in named.buttons()
    assert "Khu phố 4" in named.buttons()
    assert "⚠ Người này đang nghỉ đến 12/10/2025" in told
    assert "⚠ Người này đang nghỉ đến 12/10/2025" in named.presses("Khu phố 4", THU)


def test_only_staff_give_villages(named: Office) -> None:
    assert "Giao thêm" not in named.sends("/nguoidung Lan làm thay khu phố 7")
    assert len([role for role in roles.of_plan(named.db, PLAN) if role.user_id == LAN]) == 1


def test_staff_let_a_village_off_in_words(named: Office) -> None:
    assert named.sends("cho kp3 nghỉ", THU) == "Có nhiều người là “Khu phố 3”. Ai nghỉ?"
    assert lines(named.presses("Lan · Khu phố 3", THU))[0] == "Lan nghỉ đến hết ngày nào?"
    assert "30/10/2025" in named.sends("kp3 nghỉ phép đến 30/10", THU)
    named.presses("Lan · Khu phố 3", THU)
    assert str(next(role for role in roles.of_person(named.db, LAN)).away_until) == "2025-10-30"
    assert "nghỉ đến hết" not in named.sends("kp3 nghỉ học 2 em", THU)
