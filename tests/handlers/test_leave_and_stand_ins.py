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


def test_the_same_leave_asked_for_twice_is_one_request(named: Office) -> None:
    before = len(named.owed())
    named.sends("em xin nghỉ ốm tới 30/10")
    assert named.sends("chị ơi em xin nghỉ ốm đến hết 30/10 ạ").startswith("Tôi đã gửi cán bộ rồi")
    assert len([call for call in named.owed()[before:] if call["chat_id"] == THU]) == 1
    named.sends("em xin nghỉ ốm tới 31/10")
    assert len([call for call in named.owed()[before:] if call["chat_id"] == THU]) == 2


def test_staff_let_somebody_off_by_name(named: Office) -> None:
    named.sends("cho chị Lan nghỉ tới 5/11", THU)
    assert str(next(role for role in roles.of_person(named.db, LAN)).away_until) == "2025-11-05"


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


def away_until(office: Office, user_id: int) -> str:
    """The last day of somebody's leave."""
    return str(next(role for role in roles.of_person(office.db, user_id)).away_until)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("kp5 nghỉ đến 30/10", "2025-10-30"),
        ("cho chị kp5 nghỉ 2 tuần", "2025-10-25"),
        ("cho kp5 nghỉ 3 ngày", "2025-10-14"),
        ("cho cộng tác viên khu phố 5 nghỉ đến cuối tháng", "2025-10-31"),
        ("kp5 nghỉ đẻ 6 tháng", "2026-04-11"),
        ("cho khu phố năm nghỉ đến 30/10", "2025-10-30"),
        ("kp5 nghỉ từ 1/10 đến 30/10", "2025-10-30"),
        ("kp5 leave until 30/10", "2025-10-30"),
        ("kp5 nghỉ đến 10/1", "2026-01-10"),
    ],
)
def test_leave_is_noted_until_the_day_that_is_meant(named: Office, words: str, day: str) -> None:
    named.sends(words, THU)
    assert away_until(named, HOA) == day


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("kp5 nghỉ đến 10/9", "Ngày 10/09/2025 đã qua. Hoa nghỉ đến hết ngày nào?"),
        ("kp5 nghỉ đến 1/10/2025", "Ngày 01/10/2025 đã qua. Hoa nghỉ đến hết ngày nào?"),
        ("cho kp5 nghỉ đến 31/11", "Không có ngày 31/11. Hoa nghỉ đến hết ngày nào?"),
        ("cho kp5 nghỉ đến 30/2", "Không có ngày 30/2. Hoa nghỉ đến hết ngày nào?"),
        ("cho kp5 nghỉ", "Hoa nghỉ đến hết ngày nào?"),
        ("kp5 nghỉ từ 20/10", "Nghỉ tính từ hôm nay, chưa hẹn trước từ 20/10/2025. Hoa nghỉ đến hết ngày nào?"),
        (
            "kp5 nghỉ từ 25/10 đến 2/11",
            "Tôi chỉ ghi được nghỉ tính từ hôm nay, chưa hẹn trước từ 25/10/2025. Ghi Hoa nghỉ",
        ),
        ("mai kp5 nghỉ", "Tôi chỉ ghi được nghỉ tính từ hôm nay, chưa hẹn trước từ 13/10/2025. Ghi Hoa nghỉ"),
        ("cho kp5 nghỉ đến 30/11/2028", "Nghỉ đến hết ngày nào, tôi chưa rõ"),
        ("cho kp5 và kp6 nghỉ đến 30/11", "Tôi ghi từng nơi một. Bạn nhắn lần lượt:"),
        ("cho nghỉ", "Cho ai nghỉ, đến ngày nào?"),
    ],
)
def test_leave_that_cannot_be_kept_is_asked_about(named: Office, words: str, said: str) -> None:
    assert lines(named.sends(words, THU))[0].startswith(said)
    assert away_until(named, HOA) == "None"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("đến 30/10", "2025-10-30"),
        ("30/10", "2025-10-30"),
        ("2 tuần", "2025-10-25"),
        ("hai tuan a", "2025-10-25"),
        ("hết tháng này", "2025-10-31"),
        ("đến 19/10/2025", "2025-10-19"),
        ("until 30/10", "2025-10-30"),
        ("cho nghỉ đến 30/10", "2025-10-30"),
    ],
)
def test_the_last_day_may_be_typed_below_the_question(named: Office, words: str, day: str) -> None:
    named.sends("cho kp5 nghỉ", THU)
    named.sends(words, THU)
    assert away_until(named, HOA) == day


@pytest.mark.parametrize("words", ["10/9", "31/11", "khai sinh 12/14", "2 ca", "đến bao giờ"])
def test_what_is_no_day_to_come_notes_no_leave(named: Office, words: str) -> None:
    named.sends("cho kp5 nghỉ", THU)
    named.sends(words, THU)
    assert away_until(named, HOA) == "None"


def test_later_leave_is_noted_after_a_yes(named: Office) -> None:
    named.sends("kp5 nghỉ từ 25/10 đến 2/11", THU)
    named.sends("đúng", THU)
    assert away_until(named, HOA) == "2025-11-02"


@pytest.mark.parametrize(
    "words", ["kp5 hết nghỉ", "kp5 đi làm lại", "khu phố 5 nghỉ xong", "kp5 het phep roi", "kp5 is back"]
)
def test_who_is_back_is_told_in_words(named: Office, words: str) -> None:
    named.sends("kp5 nghỉ đến 30/10", THU)
    named.sends(words, THU)
    assert away_until(named, HOA) == "None"
    assert lines(named.sends(words, THU))[0] == "Hoa không nghỉ."


@pytest.mark.parametrize(
    "words", ["ai xin nghỉ", "ai đang nghỉ", "ai nghi vay", "khu phố nào đang nghỉ", "who is on leave"]
)
def test_who_is_on_leave_is_listed(named: Office, words: str) -> None:
    assert named.sends(words, THU).startswith("Hiện không ai đang nghỉ.")
    named.sends("kp5 nghỉ đến 30/10", THU)
    assert lines(named.sends(words, THU))[:2] == ["Đang nghỉ", "• Khu phố 5: Hoa (nghỉ đến 30/10/2025)"]
    assert "Đang nghỉ" not in named.sends(words)


@pytest.fixture
def town(named: Office) -> Office:
    """A round of October is under way."""
    named.sends("/them_han báo cáo tháng 10 trước 5/11", THU)
    named.presses("Lưu", THU)
    return named


@pytest.mark.parametrize(
    "words",
    [
        "cho kp5 nghỉ kỳ này",
        "cho kp5 nghỉ đợt này",
        "miễn cho kp5",
        "kp5 miễn báo cáo",
        "kp5 khỏi nộp lần này",
        "kp5 khoi nop",
    ],
)
def test_a_village_is_let_off_the_round(town: Office, words: str) -> None:
    assert lines(town.sends(words, THU))[0].startswith("Đã đồng ý: Khu phố 5 nghỉ đợt")
    assert marks(town) == ["leave"]
    town.presses("Hoàn tác", THU)
    assert marks(town) == []


def marks(office: Office) -> list[str]:
    """What is marked in the rounds."""
    return [row["kind"] for row in office.db.query("SELECT kind FROM round_marks WHERE ended_at IS NULL")]


def test_where_nobody_reports_the_village_may_be_let_off(town: Office) -> None:
    assert town.sends("cho kp7 nghỉ", THU).startswith("<b>Khu phố 7</b> chưa có ai báo số liệu.")
    town.sends("có", THU)
    assert marks(town) == ["leave"]


def test_without_a_round_there_is_nothing_to_be_let_off(office: Office) -> None:
    assert office.sends("miễn cho kp5", THU) == "Không có đợt nào đang thu, nên chưa ghi được. Xem các đợt: /dot"


def test_several_villages_are_taken_one_by_one(named: Office) -> None:
    told = lines(named.sends("cho kp5 và kp6 nghỉ đến 30/11", THU))
    assert told[1:] == ["cho Khu phố 5 nghỉ đến 30/11", "cho Khu phố 6 nghỉ đến 30/11"]


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("xin nghi mot tuan chi di cham me om", "đến hết 18/10/2025"),
        ("em xin nghỉ từ 25/10 đến 2/11", "từ 25/10/2025 đến hết 02/11/2025"),
        ("em xin nghỉ thai sản 6 tháng", "đến hết 11/04/2026"),
        ("chị cho em nghỉ 3 ngày về quê nhé", "đến hết 14/10/2025"),
    ],
)
def test_collaborators_ask_for_leave_of_some_length(named: Office, words: str, when: str) -> None:
    assert named.sends(words).startswith(f"Đã gửi cán bộ: bạn xin nghỉ {when}.")


@pytest.mark.parametrize(
    ("words", "said"),
    [("em xin nghỉ đến 10/9", "Ngày 10/09/2025 đã qua."), ("xin nghỉ đến 31/11", "Không có ngày 31/11.")],
)
def test_a_day_that_is_none_is_told_to_who_asks(named: Office, words: str, said: str) -> None:
    assert named.sends(words).startswith(f"{said} Xin nghỉ thì bạn nhắn")


@pytest.mark.parametrize(
    "words",
    ["kp5 nghỉ học 2 em", "trẻ kp5 nghỉ hè đến 30/10", "kp5 có nghỉ không", "kp5 báo cáo lại", "kp5 nghỉ đến bao giờ"],
)
def test_other_words_of_staff_note_no_leave(named: Office, words: str) -> None:
    named.sends(words, THU)
    assert away_until(named, HOA) == "None"
    assert "nghỉ đến hết ngày nào" not in named.last["text"]
