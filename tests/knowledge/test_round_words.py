from __future__ import annotations

import unicodedata
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.rounds.deadline_words import Day, DeadlineProblem, Every, NewDeadline, parse_day, parse_deadline
from knowledge.rounds.hours import Hours
from knowledge.rounds.nudge_words import NudgeWish, parse_nudge_wish, this_afternoon
from knowledge.vietnamese import fold

TODAY = date(2025, 6, 12)  # a Thursday
HERE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2025, 11, 12, 10, 0, tzinfo=HERE)  # a Wednesday


def yearly(what: str, day: int, month: int, *, before: bool = False) -> NewDeadline:
    return NewDeadline(what, "year", month, day, None, before)


def once(what: str, day: int, month: int, year: int, *, before: bool = False) -> NewDeadline:
    return NewDeadline(what, "once", month, day, year, before)


def each(every: Every, what: str, day: int, *, before: bool = False) -> NewDeadline:
    return NewDeadline(what, every, None, day, None, before)


DEADLINES = [
    ("báo cáo Tháng hành động trước 20/7 hằng năm", yearly("báo cáo Tháng hành động", 20, 7, before=True)),
    ("bao cao nam truoc ngay 5/11 hang nam", yearly("bao cao nam", 5, 11, before=True)),
    ("hàng năm, chậm nhất 5 tháng 11: báo cáo năm", yearly("báo cáo năm", 5, 11)),
    ("before 20 July every year: action month report", yearly("action month report", 20, 7, before=True)),
    ("Action month report by 20 July every year", yearly("Action month report", 20, 7)),
    ("báo cáo hết tháng 6 hằng năm", yearly("báo cáo", 30, 6)),
    ("kiểm kê cuối tháng 2 hằng năm", yearly("kiểm kê", 29, 2)),
    ("báo cáo 29/2 mỗi năm", yearly("báo cáo", 29, 2)),
    ("nộp số liệu quý 3 chậm nhất 5/10/2025", once("nộp số liệu quý 3", 5, 10, 2025)),
    ("tổng kết năm học hạn 31/5", once("tổng kết năm học", 31, 5, 2026)),
    ("tổng kết năm học 2025-2026 hạn 31-5", once("tổng kết năm học 2025-2026", 31, 5, 2026)),
    ("bc 6 thang truoc 10/5/2026", once("bc 6 thang", 10, 5, 2026, before=True)),
    ("sơ kết 25 tháng 6 năm 2026", once("sơ kết", 25, 6, 2026)),
    ("Hạn: báo cáo năm, chậm nhất là ngày 15 tháng 12", once("báo cáo năm", 15, 12, 2025)),
    ("nộp danh sách, hạn chót: 20.11", once("nộp danh sách", 20, 11, 2025)),
    ("gửi kế hoạch trước 20/7, rồi họp", once("gửi kế hoạch, rồi họp", 20, 7, 2025, before=True)),
    ("Báo cáo (trước 20/7)", once("Báo cáo", 20, 7, 2025, before=True)),
    ("báo cáo trước 17h ngày 20/7", once("báo cáo", 20, 7, 2025)),
    ("báo cáo nhanh đến hết 12/6", once("báo cáo nhanh", 12, 6, 2025)),
    ("báo cáo 20/11 năm sau", once("báo cáo", 20, 11, 2026)),
    ("báo cáo trước ngày 5 tháng sau", once("báo cáo", 5, 7, 2025, before=True)),
    ("số liệu hạn cuối tháng", once("số liệu", 30, 6, 2025)),
    ("số liệu cuối tháng 2", once("số liệu", 28, 2, 2026)),
    ("báo cáo 29/2", once("báo cáo", 29, 2, 2028)),
    ("báo cáo tháng 10/2025 trước 5/11/2025", once("báo cáo tháng 10/2025", 5, 11, 2025, before=True)),
    ("báo cáo theo QĐ 23/2021 trước 20/7", once("báo cáo theo QĐ 23/2021", 20, 7, 2025, before=True)),
    ("số liệu trẻ 6-10 tuổi trước 20/7", once("số liệu trẻ 6-10 tuổi", 20, 7, 2025, before=True)),
    ("Report by November 20, 2025", once("Report", 20, 11, 2025)),
    ("School report by the 30th of June", once("School report", 30, 6, 2025)),
    ("số liệu tháng trước ngày 5 hằng tháng", each("month", "số liệu tháng", 5, before=True)),
    ("so lieu thang truoc ngay 5 hang thang", each("month", "so lieu thang", 5, before=True)),
    ("trước 5 mỗi tháng gửi bảng tổng hợp", each("month", "gửi bảng tổng hợp", 5, before=True)),
    ("số liệu cuối mỗi tháng", each("month", "số liệu", 31)),
    ("số liệu hằng tháng trước ngày 5 tháng sau", each("month", "số liệu", 5, before=True)),
    ("Figures due on the 5th of each month", each("month", "Figures", 5)),
    ("monthly figures by the 5th", each("month", "figures", 5)),
    ("báo cáo quý trước ngày 5 tháng đầu quý sau", each("quarter", "báo cáo quý", 5, before=True)),
    ("hằng quý, chậm nhất ngày 10: số liệu", each("quarter", "số liệu", 10)),
    ("số liệu ngày 25 tháng cuối quý", each("quarter", "số liệu", 25)),
    ("báo cáo hằng quý hạn cuối quý", each("quarter", "báo cáo", 31)),
]


@pytest.mark.parametrize(("text", "deadline"), DEADLINES)
def test_a_deadline_is_read(text: str, deadline: NewDeadline) -> None:
    assert parse_deadline(text, TODAY) == deadline


def _day_of(read: NewDeadline | DeadlineProblem) -> tuple[object, ...]:
    assert isinstance(read, NewDeadline)
    return read.every, read.month, read.day, read.year, read.before


@pytest.mark.parametrize(("text", "deadline"), DEADLINES)
def test_a_deadline_is_the_same_without_marks_decomposed_and_in_capitals(text: str, deadline: NewDeadline) -> None:
    assert parse_deadline(unicodedata.normalize("NFD", text), TODAY) == deadline
    for other in (fold(text), text.upper()):
        assert _day_of(parse_deadline(other, TODAY)) == _day_of(deadline), other


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("báo cáo", "no_day"),
        ("", "no_day"),
        ("báo cáo trước tháng 7", "no_day"),
        ("báo cáo sau 20/7", "no_day"),
        ("báo cáo Trung thu 15/8 âm lịch", "no_day"),
        ("báo cáo từ ngày 20/7", "no_day"),
        ("báo cáo quý 3 tháng 10", "no_day"),
        ("báo cáo trước ngày 5", "no_day"),
        ("báo cáo hằng năm trước ngày 5", "no_day"),
        ("báo cáo hằng quý hạn 5/10", "no_day"),
        ("báo cáo trước 5 ngày hằng tháng", "no_day"),
        ("báo cáo trước ngày 20 tháng đầu quý sau", "no_day"),
        ("trước 31/2", "no_such_day"),
        ("báo cáo trước 31/2", "no_such_day"),
        ("báo cáo 20/13", "no_such_day"),
        ("báo cáo 31 tháng 6 hằng năm", "no_such_day"),
        ("báo cáo 29/2/2026", "no_such_day"),
        ("báo cáo 29 tháng 2 năm 2026", "no_such_day"),
        ("số liệu ngày 32 hằng tháng", "no_such_day"),
        ("báo cáo cuối tháng 13", "no_such_day"),
        ("trước 20/7", "no_what"),
        ("hạn: 20/7 hằng năm!", "no_what"),
        ("báo cáo hạn 1/6/2025", "past"),
        ("báo cáo trước 12/6/2025", "past"),
        ("báo cáo trước 12/6", "past"),
        ("báo cáo 20/7 năm ngoái", "past"),
        ("báo cáo 20/7 và 5/11", "two_days"),
        ("báo cáo từ 1/7 đến 20/7", "two_days"),
        ("báo cáo 6 tháng 5 tháng 7", "two_days"),
        ("báo cáo ngày 5, ngày 10 hằng tháng", "two_days"),
        ("báo cáo 31/2 hoặc 20/7", "two_days"),
        ("báo cáo hằng tháng, hằng quý ngày 5", "two_days"),
    ],
)
def test_a_doubtful_deadline_is_a_question(text: str, kind: str) -> None:
    read = parse_deadline(text, TODAY)
    assert isinstance(read, DeadlineProblem), read
    assert read.kind == kind


def test_a_long_name_is_cut_at_a_word() -> None:
    read = parse_deadline("báo cáo " * 20 + "trước 20/7", TODAY)
    assert isinstance(read, NewDeadline)
    assert read.what == ("báo cáo " * 10).strip()


DAYS = [
    ("20/11", Day(date(2025, 11, 20))),
    ("20/11/2025", Day(date(2025, 11, 20))),
    ("20-11", Day(date(2025, 11, 20))),
    ("20.11.2025", Day(date(2025, 11, 20))),
    ("20/11/25", Day(date(2025, 11, 20))),
    ("ngày 20 tháng 11", Day(date(2025, 11, 20))),
    ("trước 20/11", Day(date(2025, 11, 20), before=True)),
    ("hết 19/11", Day(date(2025, 11, 19))),
    ("20 November", Day(date(2025, 11, 20))),
    ("dời đến 20/11 nhé", Day(date(2025, 11, 20))),
    ("đến 20/11 nhé em", Day(date(2025, 11, 20))),
    ("đổi qua 20/11 đi", Day(date(2025, 11, 20))),
    ("hạn mới: 20/11", Day(date(2025, 11, 20))),
    ("move to 20 Nov", Day(date(2025, 11, 20))),
    ("until the 20th of July", Day(date(2025, 7, 20))),
    ("12/6", Day(date(2025, 6, 12))),
    ("11/6", Day(date(2026, 6, 11))),
    ("29/2", Day(date(2028, 2, 29))),
    ("hôm nay", Day(date(2025, 6, 12))),
    ("mai", Day(date(2025, 6, 13))),
    ("ngày kia", Day(date(2025, 6, 14))),
    ("day after tomorrow", Day(date(2025, 6, 14))),
    ("3 ngày nữa", Day(date(2025, 6, 15))),
    ("thứ năm", Day(date(2025, 6, 12))),
    ("thứ sáu", Day(date(2025, 6, 13))),
    ("chuyển sang thứ hai tuần tới", Day(date(2025, 6, 16))),
    ("thứ 6 tuần sau", Day(date(2025, 6, 20))),
    ("chủ nhật tuần này", Day(date(2025, 6, 15))),
    ("cuối tháng", Day(date(2025, 6, 30))),
    ("đến hết tháng sau", Day(date(2025, 7, 31))),
    ("cuối tháng 2", Day(date(2026, 2, 28))),
    ("ngày 20", Day(date(2025, 6, 20))),
    ("mùng 5", Day(date(2025, 7, 5))),
    ("ngày 5 tháng sau", Day(date(2025, 7, 5))),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_day_is_read(text: str, day: Day) -> None:
    forms = (text, fold(text), text.upper(), unicodedata.normalize("NFD", text))
    assert {parse_day(form, TODAY) for form in forms} == {day}


@pytest.mark.parametrize(
    "text",
    [
        *("", "20", "31/2", "20/13", "29/2/2026", "11/2025", "tuần sau", "next friday", "cuối tuần", "T6"),
        *("20/11 21/11", "thứ sáu 20/11", "mai, thứ hai", "sau 20/11", "trước 12/6", "dời báo cáo đến 20/11"),
        *("khai sinh 20/11", "mài", "thứ 8", "từ 1/7 đến 5/7"),
    ],
)
def test_a_doubtful_day_is_none(text: str) -> None:
    assert parse_day(text, TODAY) is None


@given(st.dates(date(2025, 1, 1), date(2035, 12, 31)), st.dates(date(2025, 1, 1), date(2035, 12, 31)))
def test_a_day_without_a_year_is_the_next_one(day: date, today: date) -> None:
    found = parse_day(f"ngày {day.day} tháng {day.month}", today)
    assert found is not None
    assert found.day >= today
    assert (found.day.day, found.day.month) == (day.day, day.month)
    assert (found.day - today).days < (366 if (day.day, day.month) != (29, 2) else 4 * 366)


def test_the_end_of_the_month_in_a_leap_year_and_in_december() -> None:
    assert parse_day("cuối tháng", date(2028, 2, 3)) == Day(date(2028, 2, 29))
    assert parse_day("cuối tháng sau", date(2025, 12, 31)) == Day(date(2026, 1, 31))
    assert parse_day("ngày 31", date(2026, 2, 3)) == Day(date(2026, 3, 31))
    assert parse_day("ngày 30", date(2026, 1, 31)) is None


def hours(start: str, end: str, *, weekends: bool | None = None) -> NudgeWish:
    window = Hours(time.fromisoformat(start), time.fromisoformat(end), weekends=bool(weekends))
    return NudgeWish("hours", hours=window, weekends=weekends)


def snooze(at: str) -> NudgeWish:
    return NudgeWish("snooze", at=datetime.fromisoformat(at).replace(tzinfo=HERE))


def mute(until: str) -> NudgeWish:
    return NudgeWish("mute", until=date.fromisoformat(until))


WISHES = [
    ("8h-17h", hours("08:00", "17:00")),
    ("8g-17g", hours("08:00", "17:00")),
    ("từ 8 giờ đến 17 giờ", hours("08:00", "17:00")),
    ("8:00 - 17:30", hours("08:00", "17:30")),
    ("8h30-17h", hours("08:30", "17:00")),
    ("8h sáng đến 5h chiều", hours("08:00", "17:00")),
    ("8am to 5pm", hours("08:00", "17:00")),
    ("18h đến 22h", hours("18:00", "22:00")),
    ("22h-5h", hours("22:00", "05:00")),
    ("0h-24h", hours("00:00", "00:00")),
    ("sau 18h", hours("18:00", "22:00")),
    ("nhắc tôi sau 18h", hours("18:00", "22:00")),
    ("trước 9h", hours("07:00", "09:00")),
    ("buổi sáng", hours("07:00", "11:00")),
    ("chiều", hours("13:00", "17:00")),
    ("tối", hours("18:00", "21:00")),
    ("chỉ nhắc buổi tối", hours("18:00", "21:00")),
    ("cả ngày", hours("07:00", "20:00")),
    ("im 22h-6h", hours("06:00", "22:00")),
    ("đừng nhắc sau 19h", hours("07:00", "19:00")),
    ("8h-17h cả cuối tuần", hours("08:00", "17:00", weekends=True)),
    ("8h-17h, trừ cuối tuần", hours("08:00", "17:00", weekends=False)),
    ("cả cuối tuần", NudgeWish("weekends", weekends=True)),
    ("cuối tuần cũng được", NudgeWish("weekends", weekends=True)),
    ("trừ cuối tuần", NudgeWish("weekends", weekends=False)),
    ("không cuối tuần", NudgeWish("weekends", weekends=False)),
    ("weekdays only", NudgeWish("weekends", weekends=False)),
    ("tắt đến 15/11", mute("2025-11-15")),
    ("nghỉ đến trước 15/11", mute("2025-11-14")),
    ("tắt 3 ngày", mute("2025-11-14")),
    ("tắt hai tuần", mute("2025-11-25")),
    ("tắt tuần này", mute("2025-11-16")),
    ("nghỉ đến hết tháng", mute("2025-11-30")),
    ("mute until 15 Nov", mute("2025-11-15")),
    ("pause for 3 days", mute("2025-11-14")),
    ("tắt", NudgeWish("stop")),
    ("thôi đừng nhắc", NudgeWish("stop")),
    ("stop", NudgeWish("stop")),
    ("bật", NudgeWish("resume")),
    ("nhắc lại", NudgeWish("resume")),
    ("resume", NudgeWish("resume")),
    ("on", NudgeWish("resume")),
    ("nhắc lại chiều nay", snooze("2025-11-12T14:00")),
    ("chiều nay nhắc", snooze("2025-11-12T14:00")),
    ("chiều nay nhắc lại tôi nhé", snooze("2025-11-12T14:00")),
    ("later this afternoon", snooze("2025-11-12T14:00")),
    ("tối nay", snooze("2025-11-12T19:00")),
    ("nhắc sau 2 tiếng", snooze("2025-11-12T12:00")),
    ("nhắc sau 2h", snooze("2025-11-12T12:00")),
    ("30 phút nữa nhắc", snooze("2025-11-12T10:30")),
    ("sáng mai nhắc", snooze("2025-11-13T07:30")),
    ("tomorrow morning", snooze("2025-11-13T07:30")),
    ("tắt đến sáng mai", snooze("2025-11-13T07:30")),
    ("nhắc lúc 15h", snooze("2025-11-12T15:00")),
    ("nhắc lúc 8h", snooze("2025-11-13T08:00")),
    ("nhắc lại thứ hai", snooze("2025-11-17T07:30")),
    ("nhắc lại 15/11", snooze("2025-11-15T07:30")),
]


@pytest.mark.parametrize(("text", "wish"), WISHES)
def test_a_wish_about_reminders_is_read(text: str, wish: NudgeWish) -> None:
    forms = (text, fold(text), text.upper(), unicodedata.normalize("NFD", text))
    assert {parse_nudge_wish(form, NOW) for form in forms} == {wish}


@pytest.mark.parametrize(
    "text",
    [
        *("", "xin chào", "khai sinh 12/12", "tất cả", "tôi", "đúng", "dung", "dùng", "thôi", "nhắc"),
        *("8-11", "8h-5h", "1-5 chiều", "8h-8h", "25h-26h", "8h61-17h", "im 12h-14h", "không nhắc buổi tối"),
        *("tắt đến 1/1/2020", "tắt 31/2", "tắt 0 ngày", "tắt đến 14/11 15/11", "nhắc lại hôm nay", "sau 100 tiếng"),
        *("nhắc lúc 7h hôm nay", "8h-17h khai sinh"),
    ],
)
def test_what_is_no_wish_is_not_guessed(text: str) -> None:
    assert parse_nudge_wish(text, NOW) is None


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2025-11-12T07:00", "2025-11-12T14:00"),
        ("2025-11-12T13:29", "2025-11-12T14:00"),
        ("2025-11-12T13:30", "2025-11-12T16:30"),
        ("2025-11-12T15:59", "2025-11-12T16:30"),
        ("2025-11-12T16:00", "2025-11-13T07:30"),
        ("2025-12-31T23:59", "2026-01-01T07:30"),
    ],
)
def test_this_afternoon_is(now: str, then: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=HERE)
    assert this_afternoon(at) == datetime.fromisoformat(then).replace(tzinfo=HERE)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert isinstance(parse_deadline(text, TODAY), NewDeadline | DeadlineProblem)
    assert isinstance(parse_day(text, TODAY), Day | None)
    assert isinstance(parse_nudge_wish(text, NOW), NudgeWish | None)


@given(
    st.lists(st.sampled_from("trước ngày 5 31 /2 20/7 tháng 6 năm 2026 quý cuối hằng sau mai thứ - . , 8h tắt".split()))
)
def test_any_words_of_dates_are_read_or_refused(words: list[str]) -> None:
    text = " ".join(words)
    read = parse_deadline(text, TODAY)
    if isinstance(read, NewDeadline):
        assert 1 <= read.day <= 31
        assert (read.year is not None) == (read.every == "once")
    parse_day(text, TODAY)
    parse_nudge_wish(text, NOW)
