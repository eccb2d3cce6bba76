"""What staff say instead of a command or a button."""

import pytest

from storage import deadlines, obligations, rounds
from tests.handlers.town import MINH, PLAN, THU, Office, lines


@pytest.fixture
def town(office: Office) -> Office:
    """A round of October is under way."""
    office.sends("/them_han báo cáo tháng 10 trước 5/11", THU)
    office.presses("Lưu", THU)
    return office


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("đóng đợt", "Bạn bấm nút bên dưới:"),
        ("dời hạn", "Bạn bấm nút bên dưới:"),
        ("mo dot bao cao lam sao", "Đợt báo cáo mở theo hạn."),
        ("thêm hạn thế nào", "Đợt báo cáo mở theo hạn."),
        ("kp nao nop roi", "Chưa nộp · Tân Khai · tháng 10/2025"),
        ("kp nao da nop du", "Chưa nộp · Tân Khai · tháng 10/2025"),
        ("nhung kp nao nop roi em", "Chưa nộp · Tân Khai · tháng 10/2025"),
        ("may khu pho nop du roi", "Đã nộp đủ: 0/13 khu phố."),
        ("đợt tháng 10 đã nộp chưa", "Báo cáo của đợt này chưa được ghi là đã nộp."),
        ("tong tai nan toan thi tran", "11.1 · tai nạn thương tích"),
        ("cho chi Ngan nghi toi 5/11", "Tân Khai không có cộng tác viên nào tên hay phụ trách “Ngan”."),
        ("cho kp10 nghi den 30/11", "Nghỉ đến một ngày (30/11/2025) chỉ ghi được cho người báo số liệu."),
        ("khu pho 9 chi Hoa di de xin nghi ky nay", "Đã đồng ý: Khu phố 9 nghỉ đợt"),
        ("nhac may kp con thieu di", "Tôi nhắc mọi nơi còn thiếu"),
        ("nhac cac kp con thieu", "Tôi nhắc mọi nơi còn thiếu"),
        ("nhắc kp5", "Tôi nhắc mọi nơi còn thiếu"),
        ("mở lại đợt", "Không có đợt nào đã đóng."),
        ("mở đợt báo cáo tháng 10", "Báo cáo tháng 10"),
        ("mở đợt báo cáo tháng 9", "Đợt báo cáo mở theo hạn."),
        ("mời cộng tác viên khu phố 7", "Để có liên kết mời, nhắn: /moi cộng tác viên Khu phố 7"),
        ("có mấy khu phố", "Tân Khai có 13 khu phố báo số liệu: Khu phố 1,"),
        ("danh sách cộng tác viên", "Người phụ trách · Tân Khai"),
        ("số liệu nào đang tranh chấp", "Không có số liệu nào mà hai người báo khác nhau."),
        ("bao nhiêu phần trăm khu phố đã gửi", "Đã nộp đủ: 0/13 khu phố."),
        ("khu phố nào trễ hạn", "Chưa nộp · Tân Khai · tháng 10/2025"),
        ("khu phố nào chậm", "Chưa nộp · Tân Khai · tháng 10/2025"),
        ("khu phố nào nộp trễ", "Chưa nộp · Tân Khai · tháng 10/2025"),
        ("xuất danh sách khu phố chưa nộp", "Chưa nộp · Tân Khai · tháng 10/2025"),
        ("ai nộp rồi", "Chưa nộp · Tân Khai · tháng 10/2025"),
        ("ai nộp đủ rồi", "Chưa nộp · Tân Khai · tháng 10/2025"),
        ("khu phố 5 nộp giấy rồi", "Đã ghi: Khu phố 5 nộp bản giấy"),
    ],
)
def test_staff_are_led_to_what_does_it(town: Office, words: str, first: str) -> None:
    assert lines(town.sends(words, THU))[0].startswith(first)


def test_a_named_round_that_is_not_there_is_not_another_one(town: Office) -> None:
    assert lines(town.sends("đợt năm 2024 đã nộp chưa", THU))[0].startswith("Đợt báo cáo")


@pytest.mark.parametrize("words", ["khu phố 9 cháu Hoa bị đánh xin nghỉ kỳ này", "kp9 0912345678 xin nghỉ kỳ này"])
def test_danger_and_personal_data_come_before_what_staff_say(town: Office, words: str) -> None:
    told = town.sends(words, THU)
    assert "111" in told or "không lưu gì cả" in told
    assert [mark for one in rounds.of_plan(town.db, PLAN) for mark in obligations.marks(town.db, one.id)] == []


@pytest.mark.parametrize("words", ["đóng đợt", "danh sách cộng tác viên", "mời cộng tác viên khu phố 7", "nhắc kp5"])
def test_these_are_for_staff(town: Office, words: str) -> None:
    told = town.sends(words)
    assert "Bạn bấm nút" not in told
    assert "/moi cộng tác viên" not in told
    assert "Người phụ trách" not in told


def test_who_reports_for_a_village_is_shown(town: Office) -> None:
    town.sends("/nguoidung", THU)
    assert "Khu phố 5" in town.sends("ai làm thay kp5", THU)


def test_paper_is_marked_in_the_round(town: Office) -> None:
    town.sends("khu phố 5 nộp giấy rồi", THU)
    (found,) = (one for one in rounds.of_plan(town.db, PLAN) if one.period == "2025-10")
    assert [mark.kind for mark in obligations.marks(town.db, found.id)] == ["paper"]
    assert "Nộp bản giấy (1): Khu phố 5" in lines(town.sends("ai chưa nộp", THU))


@pytest.mark.parametrize(
    "words",
    ["kp5 chua nop giay dau", "khu phố 5 chưa nộp bản giấy", "em ghi nham, kp5 chua nop giay", "kp5 bỏ nộp giấy đi"],
)
def test_staff_take_a_mark_of_paper_back_in_words(town: Office, words: str) -> None:
    (found,) = (one for one in rounds.of_plan(town.db, PLAN) if one.period == "2025-10")
    assert "không được ghi là nộp bản giấy" in town.sends(words, THU)
    town.sends("khu phố 5 nộp giấy rồi", THU)
    assert town.sends(words, THU).startswith("Đã bỏ ghi.")
    assert obligations.marks(town.db, found.id) == []


def test_staff_ask_whether_a_village_has_reported_on_paper(town: Office) -> None:
    assert "Khu phố 5 chưa được ghi là nộp bản giấy" in town.sends("kp5 nop giay chua", THU)
    town.presses("Đã nộp bản giấy", THU)
    assert "Khu phố 5 đã được ghi là nộp bản giấy" in town.sends("khu phố 5 đã nộp bản giấy chưa", THU)
    assert town.presses("Hoàn tác", THU).startswith("Đã bỏ ghi.")


def test_a_report_on_paper_told_beside_its_figures_is_offered_to_be_noted(town: Office) -> None:
    (found,) = (one for one in rounds.of_plan(town.db, PLAN) if one.period == "2025-10")
    told = town.sends("kp4 nộp giấy rồi, em nhập giúp: tiêm chủng 30/31, khai sinh 8/8", THU)
    assert told.startswith("Khu phố 4 nộp bản giấy: nếu phần còn lại")
    assert office_cells(town) == ["5.1 30/31", "14.1 8/8"]
    assert obligations.marks(town.db, found.id) == []
    town.presses("Đã nộp bản giấy", THU)
    assert [mark.kind for mark in obligations.marks(town.db, found.id)] == ["paper"]
    assert "bản giấy" not in town.sends("kp4 nộp giấy rồi, mẫu giáo 11/11", THU)
    assert "bản giấy" not in town.sends("kp6 chưa nộp giấy, mẫu giáo 11/11", THU)


def office_cells(town: Office) -> list[str]:
    """What holds, without the month."""
    return [one.replace(" 2025-10", "") for one in town.cells()]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("dời hạn sang 10/11", "10/11/2025"),
        ("doi han den 15/11 nhe", "15/11/2025"),
        ("doi han nop sang truoc 10/11", "09/11/2025"),
        ("gia hạn đến 10/11", "10/11/2025"),
        ("gia han cho kp5 toi 20/11", "20/11/2025"),
    ],
)
def test_the_day_to_which_the_deadline_is_to_move_is_asked_about(town: Office, words: str, day: str) -> None:
    told = lines(town.sends(words, THU))
    assert told[-1] == f"Dời ngày cuối sang {day}?"
    assert ("không dời riêng cho Khu phố 5 được" in told[0]) is ("kp5" in words)
    assert town.sends("đúng rồi", THU).startswith(f"Đã đặt ngày cuối: {day}.")
    (found,) = (one for one in rounds.of_plan(town.db, PLAN) if one.period == "2025-10")
    assert f"{found.last_day:%d/%m/%Y}" == day


def test_a_day_that_is_over_is_no_deadline(town: Office) -> None:
    assert "đã qua" in town.sends("dời hạn sang 1/10/2025", THU)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("mo dot thu so lieu nam 2025 han 10/11", "So lieu nam 2025 · ngày cuối là 10/11/2025"),
        ("them han bao cao nam truoc 10/11 hang nam", "Bao cao nam · trước 10/11 hằng năm"),
        ("tạo đợt báo cáo quý trước ngày 5 hằng quý", "Báo cáo quý · trước ngày 5 tháng đầu mỗi quý"),
    ],
)
def test_a_deadline_in_words_is_shown_before_it_is_stored(office: Office, words: str, first: str) -> None:
    assert lines(office.sends(words, THU))[0].startswith(first)
    assert deadlines.of_plan(office.db, PLAN) == []
    office.presses("Lưu", THU)
    assert len(deadlines.of_plan(office.db, PLAN)) == 1


def test_a_closed_round_is_found_to_be_opened_again(town: Office) -> None:
    (found,) = (one for one in rounds.of_plan(town.db, PLAN) if one.period == "2025-10")
    rounds.close(town.db, found.id, by=THU, now=town.now)
    assert lines(town.sends("mở lại đợt", THU))[0] == "Đợt này đã đóng. Bấm “Mở lại đợt” ở dưới để nhận số liệu tiếp."
    assert "Mở lại đợt" in town.buttons()


def test_disputed_figures_are_shown_with_their_buttons(town: Office) -> None:
    town.sends("khai sinh 12/12")
    town.sends("khai sinh 11/12", MINH)
    assert "12/12" in town.sends("số liệu nào đang tranh chấp", THU)
    assert any("11/12" in label for label in town.buttons())


def test_the_villages_that_are_complete_are_named(town: Office) -> None:
    town.sends("/them_han số liệu tháng 10 trước 8/11", THU)
    (found,) = (one for one in rounds.of_plan(town.db, PLAN) if one.period == "2025-10")
    rounds.choose_codes(town.db, found.id, ["14.1"], by=THU, now=town.now)
    town.sends("khai sinh 12/12")
    assert "Đã nộp đủ (1): Khu phố 3" in lines(town.sends("ai nộp đủ rồi", THU))


@pytest.mark.parametrize("words", ["bao nhiêu phần trăm khu phố đã gửi", "bao nhiêu khu phố đã gửi"])
def test_without_a_round_the_share_is_that_of_the_year(office: Office, words: str) -> None:
    assert lines(office.sends(words, THU))[0] == "Tiến độ · Tân Khai · năm 2025"


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("đã nộp báo cáo", "Báo cáo đã nộp rồi thì bấm “Đã nộp báo cáo”"),
        ("nộp báo cáo lên huyện rồi", "Báo cáo đã nộp rồi thì bấm “Đã nộp báo cáo”"),
        ("nhắc tất cả", "Tôi nhắc mọi nơi còn thiếu"),
        ("nhắc các khu phố chưa nộp", "Tôi nhắc mọi nơi còn thiếu"),
        ("kp3 chuyển báo cáo giấy", "Đã ghi: Khu phố 3 nộp bản giấy"),
    ],
)
def test_more_words_of_staff(town: Office, words: str, first: str) -> None:
    assert lines(town.sends(words, THU))[0].startswith(first)


@pytest.mark.parametrize("words", ["nộp số liệu", "nộp báo cáo khi nào", "ai đã nộp báo cáo", "đã nộp báo cáo chưa"])
def test_who_has_handed_nothing_in_is_led_elsewhere(town: Office, words: str) -> None:
    assert "Báo cáo đã nộp rồi" not in town.sends(words, THU)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("gửi tôi file word", "document"),
        ("bao cao thang 10 file word", "document"),
        ("csv", "csv"),
        ("tải excel", "workbook"),
        ("xuất csv", "csv"),
    ],
)
def test_a_file_asked_for_in_words_is_of_the_round_under_way(town: Office, words: str, kind: str) -> None:
    town.sends(words, THU)
    wanted = next(call for call in town.owed() if call["method"] == "report")
    assert (wanted["report"], wanted["period"]) == (kind, "2025-10")


def test_without_a_round_a_file_is_of_the_year(office: Office) -> None:
    office.sends("tải excel", THU)
    assert next(call for call in office.owed() if call["method"] == "report")["period"] == "2025"
