"""Results asked for in words that ask others for targets: by those who send figures, or collect them."""

import pytest

from storage import roles
from tests.handlers.town import NOW, PLAN, STRANGER, THU, Office, lines

OFFICIAL = 55


@pytest.fixture
def town(office: Office) -> Office:
    """Khu phố 3 has sent figures of October, Khu phố 5 of September."""
    roles.grant(office.db, OFFICIAL, "official", plan=PLAN, by=None, now=NOW)
    office.sends("tiêm chủng 45/47, khai sinh 12/12")
    office.sends("tháng 9 khai sinh kp5 9/10", THU)
    return office


@pytest.mark.parametrize(
    "words",
    ["tiêm chủng tháng 10 đạt chưa", "tiêm chủng tháng 10 tổng cộng bao nhiêu", "tổng cộng mấy khu phố đạt tiêm chủng"],
)
def test_a_result_is_shown_against_its_target(town: Office, words: str) -> None:
    shown = lines(town.sends(words, THU))
    assert shown[1].endswith(": 45/47 = 95,7%")
    assert shown[2] == "Mục tiêu 2025: 95% ✓"
    assert shown == lines(town.sends(words))


@pytest.mark.parametrize("who", [OFFICIAL, STRANGER])
def test_others_are_told_of_the_target(town: Office, who: int) -> None:
    assert "Mức phấn đấu" in town.sends("tiêm chủng tháng 10 đạt chưa", who)


@pytest.mark.parametrize(
    ("words", "head", "result"),
    [
        ("khai sinh của em sao rồi", "Khu phố 3 · Tân Khai · năm 2025", "12/12 = 100%"),
        ("tiêm chủng của em tháng này", "Khu phố 3 · Tân Khai · tháng 10/2025", "45/47 = 95,7%"),
        ("tiến độ của em", "Khu phố 3 · Tân Khai · năm 2025", "45/47 = 95,7%"),
        ("tiêm chủng bên em thế nào", "Khu phố 3 · Tân Khai · năm 2025", "45/47 = 95,7%"),
    ],
)
def test_mine_is_ones_own_village(town: Office, words: str, head: str, result: str) -> None:
    shown = lines(town.sends(words))
    assert shown[0] == head
    assert result in shown[1]


def test_two_months_of_a_topic_are_compared(town: Office) -> None:
    shown = lines(town.sends("khai sinh tháng 9 và tháng 10", THU))
    assert shown[3:5] == ["• Tháng 9/2025: 9/10 = 90% ✗ (1/13)", "• Tháng 10/2025: 21/22 = 95,5% ✗ (1/13)"]


def test_two_months_are_compared_without_a_topic(town: Office) -> None:
    assert lines(town.sends("tháng 10 so với tháng 9", THU))[0] == "So các kỳ · Tân Khai"


def owed(town: Office, kind: str) -> list[str]:
    """What files of a kind are to be made."""
    return [row["payload"] for row in town.db.query("SELECT payload FROM outbox WHERE payload LIKE ?", [f'%"{kind}"%'])]


def test_a_chart_is_made(town: Office) -> None:
    town.sends("biểu đồ tiêm chủng", THU)
    (wanted,) = owed(town, "chart")
    assert "5.1" in wanted
    assert town.sends("biểu đồ", THU).startswith("Biểu đồ vẽ một chỉ tiêu")


def test_a_word_report_needs_no_verb(town: Office) -> None:
    town.sends("báo cáo word quý 3", THU)
    (wanted,) = owed(town, "document")
    assert "2025-Q3" in wanted


@pytest.mark.parametrize(
    "words",
    ["lịch sử khai sinh khu phố 3", "số liệu khu phố 3 ai sửa", "khu phố 3 gửi lúc nào", "ai sửa khai sinh kp3"],
)
def test_staff_are_told_who_sent_what_when(town: Office, words: str) -> None:
    town.sends("khai sinh 11/12 kp3", THU)
    shown = lines(town.sends(words, THU))
    assert shown[:2] == [
        "Các lần gửi · Khu phố 3 · Tân Khai",
        "• 12/10 09:00: 14 đăng ký khai sinh, tháng 10/2025: 11/12 (trước: 12/12)",
    ]


def test_cases_are_no_percent_and_what_was_taken_back_is_none(town: Office) -> None:
    town.sends("tai nạn 3 ca kp3", THU)
    assert lines(town.sends("lịch sử tai nạn khu phố 3", THU))[1].endswith(", tháng 10/2025: 3")
    town.sends("hoàn tác", THU)
    assert ": chưa có (trước: 3)" in lines(town.sends("lịch sử tai nạn khu phố 3", THU))[1]


def test_collaborators_are_shown_the_village_instead(town: Office) -> None:
    assert lines(town.sends("lịch sử khai sinh khu phố 3"))[0] == "Khu phố 3 · Tân Khai · năm 2025"


def test_a_village_and_a_period_are_enough(town: Office) -> None:
    assert lines(town.sends("kp3 tháng 9", THU))[0] == "Khu phố 3 · Tân Khai · tháng 9/2025"


def test_a_goal_is_shown_alone(town: Office) -> None:
    shown = lines(town.sends("tiến độ mục tiêu 2", THU))
    assert "Mục tiêu 2: Bảo vệ trẻ em." in shown
    assert [line.split()[0] for line in shown if line[:1].isdigit()][1:] == [
        *("8.1", "8.2", "9", "10", "11.1", "11.2", "12", "13", "14"),
    ]


def test_who_is_missing_is_told_of_all_measures_that_are_named(town: Office) -> None:
    shown = lines(town.sends("khu phố nào chưa nộp bỏ học tháng 10", THU))
    assert shown[1].startswith("Về: ")
    assert "bỏ học" in shown[1]


def test_of_a_long_history_the_newest_is_shown_and_what_is_named_is_found(town: Office) -> None:
    before = lines(town.sends("lịch sử khai sinh khu phố 3", THU))
    for count in range(1, 15):
        town.sends(f"kp3 béo phì {count}/40", THU)
        town.sends("đúng", THU)
    head, *rows, more = lines(town.sends("lịch sử khu phố 3", THU))
    assert len(rows) == 12
    assert all("béo phì" in row for row in rows)
    assert (head, more) == (before[0], "Những lần trước nữa: trang “Lịch sử” trong tệp Excel.")
    assert lines(town.sends("lịch sử khai sinh khu phố 3", THU)) == before
    assert lines(town.sends("lịch sử khai sinh khu phố 3 tháng 2", THU))[1:] == ["Nơi này chưa gửi số nào như vậy."]
