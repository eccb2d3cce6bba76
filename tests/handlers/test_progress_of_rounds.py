"""What villages owe for a period that has a round: what the round collects, with paper and leave marked."""

import io
from datetime import timedelta
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from docx import Document

from bot.reports.making import make
from bot.reports.wanted import Kind, Wanted
from storage import round_marks, rounds, villages
from storage.rounds import Round
from storage.villages import Village
from tests.handlers.people import library
from tests.handlers.town import NOW, PLAN, THU, Office, lines

OCTOBER, ZONE = "2025-10", ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture
def october(office: Office) -> Round:
    """A round of October that collects three things; Khu phố 3 has sent them, 5 reports on paper, 6 has leave."""
    office.sends("/them_han báo cáo tháng 10 trước 5/11", THU)
    office.presses("Lưu, chọn chỉ tiêu", THU)
    office.sends("5.1, 14, 16", THU)
    office.sends("ks 12/12, tiêm chủng 45/47, mẫu giáo 20/21")
    (found,) = (one for one in rounds.of_plan(office.db, PLAN) if one.period == OCTOBER)
    for name, kind in (("Khu phố 5", "paper"), ("Khu phố 6", "leave")):
        round_marks.put(office.db, found, village(office, name).id, kind, by=THU, now=NOW)
    return found


def village(office: Office, name: str) -> Village:
    found = villages.named(office.db, PLAN, name)
    assert found is not None
    return found


@pytest.mark.parametrize("words", ["ai chưa báo cáo tháng 10", "ai chưa báo cáo", "khu phố nào chưa nộp"])
def test_who_is_missing_is_measured_by_the_round(office: Office, october: Round, words: str) -> None:
    office.sends("khai sinh 20/21 kp7", THU)
    assert lines(office.sends(words, THU)) == [
        "Chưa nộp · Tân Khai · tháng 10/2025",
        "Báo cáo tháng 10/2025 thu 3 mục: 5.1, 14, 16.",
        "Chưa nộp gì (9): Khu phố 1, Khu phố 2, Khu phố 4, Khu phố 8, Khu phố 9, Khu phố 10, Khu phố 11, Khu phố 12, "
        "Khu phố 13",
        "• Khu phố 7: còn thiếu 2: 5.1, 16",
        "Nộp bản giấy (1): Khu phố 5",
        "Nghỉ (1): Khu phố 6",
        "Đã nộp đủ (1): Khu phố 3",
    ]


def test_once_the_round_is_past_staff_and_village_are_told_of_the_same_missing(office: Office) -> None:
    office.sends("/them_han báo cáo năm trước 10/11 hằng năm", THU)
    office.presses("Lưu", THU)
    office.sends("ks 12/12, tiêm chủng 45/47, tháng 9 mẫu giáo 20/21")
    office.now += timedelta(days=64)
    assert "đợt năm 2025 còn thiếu 31 mục" in office.sends("năm 2025 còn thiếu gì")
    assert "Đã nộp 3/34 mục mà đợt này thu." in lines(office.sends("kp3 còn thiếu gì năm 2025", THU))


def test_a_period_without_a_round_owes_everything(office: Office, october: Round) -> None:
    shown = lines(office.sends("ai chưa báo cáo tháng 9", THU))
    assert shown[0] == "Chưa nộp · Tân Khai · tháng 9/2025"
    assert shown[1].startswith("Chưa nộp gì (13): Khu phố 1,")


def test_one_measure_that_no_round_collects_is_owed_by_everybody(office: Office, october: Round) -> None:
    shown = lines(office.sends("khu phố nào chưa nộp chỉ tiêu 15 tháng 10", THU))
    assert shown[-1].startswith("Chưa nộp gì (13): ")


def test_of_two_rounds_of_a_period_leave_from_one_leaves_the_other(office: Office, october: Round) -> None:
    office.sends("/them_han số liệu tháng 10 trước 8/11", THU)
    office.presses("Lưu, chọn chỉ tiêu", THU)
    office.sends("5.2", THU)
    shown = lines(office.sends("ai chưa báo cáo tháng 10", THU))
    assert "• Khu phố 3: còn thiếu 1: 5.2" in shown
    assert "• Khu phố 5: còn thiếu 1: 5.2" in shown


@pytest.mark.parametrize("words", ["tiến độ khu phố 3 tháng 10", "khu phố 3 còn thiếu gì", "khu phố 3 nộp đủ chưa"])
def test_a_village_is_measured_by_the_round(office: Office, october: Round, words: str) -> None:
    shown = lines(office.sends(words, THU))
    assert shown[0] == "Khu phố 3 · Tân Khai · tháng 10/2025"
    assert shown[-1] == "Đã nộp 3/3 mục mà đợt này thu."


def test_a_village_that_reports_on_paper_lacks_nothing(office: Office, october: Round) -> None:
    assert lines(office.sends("kp5 còn thiếu gì", THU))[-1] == "Khu phố 5: đã nộp bản giấy."


def test_the_progress_of_a_round_is_of_what_it_collects(office: Office, october: Round) -> None:
    office.carries(f"r:see:{october.id}", THU)
    shown = lines(office.presses("Xem tiến độ", THU))
    assert [line.split()[0] for line in shown if line[:1].isdigit()][2:] == ["5.1", "14", "16"]
    assert "3 mục của đợt: Báo cáo tháng 10/2025." in shown
    assert lines(office.presses("Chưa nộp", THU))[1] == "Báo cáo tháng 10/2025 thu 3 mục: 5.1, 14, 16."


def report(office: Office, kind: Kind) -> bytes:
    wanted = Wanted(kind, PLAN, OCTOBER, THU, NOW.date())
    return make(office.db, library(), wanted, ZONE).data


def test_the_word_report_counts_by_the_round(office: Office, october: Round) -> None:
    office.sends("khai sinh 20/21 kp7", THU)
    paper = Document(io.BytesIO(report(office, "document")))
    text = [paragraph.text for paragraph in paper.paragraphs]
    begin = text.index("II. TÌNH HÌNH NỘP SỐ LIỆU")
    assert text[begin + 1 : text.index("III. ĐÁNH GIÁ")] == [
        "Đã nộp đủ: 1/13 khu phố.",
        "Chưa nộp số liệu nào: Khu phố 1, Khu phố 2, Khu phố 4, Khu phố 8, Khu phố 9, Khu phố 10, Khu phố 11, "
        "Khu phố 12, Khu phố 13.",
        "Nộp chưa đủ: Khu phố 7.",
        "Nộp bằng bản giấy: Khu phố 5.",
        "Được nghỉ kỳ này: Khu phố 6.",
    ]
    assert [row.cells[0].text for row in paper.tables[1].rows] == ["TT", "5.1", "14", "16"]


def test_the_workbook_lists_what_the_round_misses(office: Office, october: Round) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(report(office, "workbook")))["Chưa nộp"]
    rows = {row[0]: row[1:] for row in sheet.iter_rows(min_row=3, values_only=True)}
    assert "Khu phố 3" not in rows
    assert rows["Khu phố 1"] == (3, "tất cả", None)
    assert rows["Khu phố 5"] == (3, "tất cả", "nộp bản giấy")
    assert rows["Khu phố 6"] == (3, "tất cả", "được nghỉ kỳ này")


def test_the_report_without_a_period_is_of_the_round_due_next(office: Office, october: Round) -> None:
    office.sends("/baocao", THU)
    (wanted,) = office.db.query("SELECT payload FROM outbox WHERE payload LIKE '%\"document\"%'")
    assert OCTOBER in wanted["payload"]


def test_without_a_round_the_year_is_meant(office: Office) -> None:
    assert lines(office.sends("ai chưa báo cáo", THU))[0] == "Chưa nộp · Tân Khai · năm 2025"


def test_the_buttons_of_an_overview_lead_to_what_was_sent_by_name(office: Office, october: Round) -> None:
    office.sends("tiến độ tháng 10", THU)
    named = [label for label in office.buttons() if label[:1].isdigit()]
    assert named == ["5.1 tiêm chủng dưới 1 tuổi"]


def test_entering_for_another_village_is_understood(office: Office) -> None:
    assert "không hiểu" not in office.sends("nhập giúp kp7 khai sinh 5/5", THU)
