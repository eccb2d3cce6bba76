"""A number alone, and words instead of one."""

import pytest

from tests.handlers.town import HOA, LAN, THU, Office, lines


@pytest.mark.parametrize(
    ("amiss", "number", "stored"),
    [
        ("khai sinh 12/11", "11/12", "14.1 2025-10 11/12"),
        ("khai sinh tháng 9 12/11", "11/12 ạ", "14.1 2025-09 11/12"),
        ("mẫu giáo -3/20", "3/20", "16.1 2025-10 3/20"),
        ("tiêm chủng 45", "45/47", "5.1 2025-10 45/47"),
        ("tiêm chủng 105%", "95%", "5.1 2025-10 95"),
        ("tai nạn: 1 ngã, 1 bỏng", "2", "11.1 2025-10 2"),
        ("tai nạn: 1 ngã, 1 bỏng", "tất cả là 2 ca", "11.1 2025-10 2"),
        ("khai sinh như tháng trước", "9/10", "14.1 2025-10 9/10"),
        ("khai sinh 12 cháu", "tong so cung 12 luon", "14.1 2025-10 12/12"),
        ("nhẹ cân 3", "cung 62 do em", "4.1 2025-10 3/62"),
        ("béo phì 1 cháu thôi", "thì tổng 62 mà", "4.3 2025-10 1/62"),
        ("khai sinh tháng 9 là 5 cháu", "5 tren 5", "14.1 2025-09 5/5"),
        ("khai sinh 2", "2 trên tổng số 3 nha", "14.1 2025-10 2/3"),
    ],
)
def test_a_number_that_was_asked_for_once_more_needs_no_name(
    office: Office, amiss: str, number: str, stored: str
) -> None:
    office.sends(amiss)
    assert office.cells() == []
    office.sends(number)
    assert office.cells() == [stored]


@pytest.mark.parametrize("between", ["cảm ơn", "mẫu giáo 20/21", "tiêm chủng tân khai 2025"])
def test_after_something_else_a_number_alone_is_asked_about(office: Office, between: str) -> None:
    office.sends("khai sinh 12/11")
    office.sends(between)
    there = office.cells()
    office.sends("11/12")
    assert office.cells() == there


def test_of_two_figures_that_are_amiss_a_number_alone_is_neither(office: Office) -> None:
    office.sends("khai sinh 12/11, mẫu giáo 9/7")
    office.sends("11/12")
    assert office.cells() == []


def test_a_number_for_anothers_figure_is_not_taken(office: Office) -> None:
    office.sends("khai sinh 12/11", LAN)
    office.sends("11/12", HOA)
    assert office.cells() == []


def test_behind_the_receipt_of_a_dialogue_a_number_is_no_year(office: Office) -> None:
    office.sends("/nop mẫu giáo")
    office.sends("20/21")
    assert office.sends("25").startswith("“25”: tôi chưa biết đây là số liệu gì.")


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("tháng 13", "“tháng 13”: tôi chưa hiểu."),
        ("xyz", "“xyz”: tôi chưa hiểu."),
        ("tiêm chủng", "Tiêm chủng dưới 1 tuổi, đủ 8 loại · Khu phố 3 · tháng 10/2025"),
        ("tháng 9", "Khu phố 3 · tháng 9/2025: còn thiếu 34 mục."),
        ("tiêm chủng 45/47", "Đã lưu · Khu phố 3 · tháng 10/2025"),
        ("kp5", "Số liệu này ngoài phạm vi của bạn."),
    ],
)
def test_what_stands_behind_the_command_is_heeded(office: Office, words: str, begins: str) -> None:
    assert lines(office.sends(f"/nop {words}"))[0].startswith(begins)


@pytest.mark.parametrize("words", ["thôi để nguyên", "thoi khong lam nua", "không sửa nữa"])
def test_a_correction_that_is_given_up_leaves_the_figure(office: Office, words: str) -> None:
    office.sends("khai sinh 11/12")
    office.presses("Sửa")
    assert office.sends(words) == "Vâng, tôi giữ nguyên."
    office.sends("mẫu giáo 20/21")
    assert office.cells() == ["14.1 2025-10 11/12", "16.1 2025-10 20/21"]


@pytest.mark.parametrize("words", ["mai gửi nhé", "hom nay ban khong gui duoc", "để sau nha"])
def test_who_cannot_send_now_is_told_how_to_later(office: Office, words: str) -> None:
    assert office.sends(words) == "Vâng. Khi nào có số liệu, bạn nhắn tôi. Xem mục còn thiếu: /nop"
    assert "bạn nhắn tôi" not in office.sends(words, THU)


@pytest.mark.parametrize(
    "words", ["toi phai gui cai gi", "cần nộp những gì", "em còn thiếu gì nữa không ạ", "khu phố mình còn thiếu gì"]
)
def test_what_is_to_be_sent_may_be_asked_in_words(office: Office, words: str) -> None:
    assert lines(office.sends(words))[0].startswith("Khu phố 3 · tháng 10/2025: còn thiếu 34 mục.")


@pytest.mark.parametrize("words", ["ý tôi là tháng 9", "doi thanh thang 9", "chuyển sang tháng 9"])
def test_another_month_said_behind_a_receipt_is_offered(office: Office, words: str) -> None:
    office.sends("khai sinh 11/12")
    office.sends(words)
    office.presses("Chuyển sang tháng 9/2025")
    assert office.cells() == ["14.1 2025-09 11/12"]


def test_a_number_alone_is_for_what_was_asked_last(office: Office) -> None:
    office.sends("khai sinh 10/10")
    assert "Có đúng không?" in office.sends("khai sinh 100/100")
    office.sends("mẫu giáo 7/6")
    office.sends("6/7")
    assert office.cells() == ["14.1 2025-10 10/10", "16.1 2025-10 6/7"]


def test_a_no_to_a_receipt_forgets_no_older_doubt(office: Office) -> None:
    office.sends("khai sinh 10/10")
    office.sends("khai sinh 100/100")
    office.sends("mẫu giáo 6/7")
    assert "6/7" in office.sends("sai rồi")
    assert office.db.execute("SELECT count(*) FROM asks WHERE settled_at IS NULL AND kind = 'doubt'").fetchone() == (1,)


@pytest.mark.parametrize(
    ("before", "told"),
    [("khai sinh 12/12", "Vâng, tôi đã lưu."), ("khai sinh 12/11", "Số vừa rồi chưa lưu. Bạn nhắn lại số đúng.")],
)
@pytest.mark.parametrize("yes", ["đúng rồi", "ok ạ", "vâng"])
def test_a_yes_with_nothing_to_confirm_says_what_is_stored(office: Office, before: str, told: str, yes: str) -> None:
    office.sends(before)
    assert office.sends(yes) == told


@pytest.mark.parametrize("words", ["không phát sinh", "chua co", "không có ạ", "dạ không có gì cả"])
def test_none_of_nothing_is_asked_about(office: Office, words: str) -> None:
    assert office.sends(words).startswith("Bạn báo mục nào?")
    assert office.cells() == []


def test_within_the_dialogue_none_is_an_answer(office: Office) -> None:
    office.sends("/nop tảo hôn")
    office.sends("không có ca nào")
    assert office.cells() == ["13.1 2025-10 0"]
