"""Which messages ask for progress, and which stay what they are."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge.library import Library

TODAY = dt.date(2025, 10, 12)


@pytest.mark.parametrize(
    ("text", "kind", "plan", "period", "codes"),
    [
        ("khu phố nào chưa nộp", "missing", None, None, []),
        ("kp nao chua nop tiem chung", "missing", None, None, ["5.1"]),
        ("còn thôn nào chưa gửi số liệu tháng 9", "missing", None, "2025-09", []),
        ("which villages have not reported", "missing", None, None, []),
        ("which villages have not reported yet", "missing", None, None, []),
        ("who has not reported yet", "missing", None, None, []),
        ("tiến độ tiêm chủng tân khai tháng 10", "overview", "tan-khai", "2025-10", ["5.1"]),
        ("bao nhieu thon nop roi", "overview", None, None, []),
        ("mấy ấp đã nộp rồi vậy em", "overview", None, None, []),
        ("tiến độ ct 14 hoằng đức năm 2024", "overview", "hoang-duc", "2024", ["14.1"]),
        ("tien do 5.1 quy 3", "overview", None, "2025-Q3", ["5.1"]),
        ("tiến độ kp 3", "village", None, None, []),
        ("khu phố 3 tiêm chủng bao nhiêu rồi", "village", None, None, ["5.1"]),
        ("kp3 khai sinh được mấy cháu rồi", "village", None, None, ["14.1"]),
        ("tiến độ 9 tháng đầu năm", "overview", None, None, []),
        ("tiến độ suy dinh dưỡng", "overview", None, None, ["4.1", "4.2", "4.3"]),
        ("thôn nào chưa nộp khai sinh 6 tháng đầu năm", "missing", None, "2025-H1", ["14.1"]),
    ],
)
def test_questions_of_progress(
    library: Library, text: str, kind: str, plan: str | None, period: str | None, codes: list[str]
) -> None:
    found = library.progress.question(text, today=TODAY)
    assert found is not None
    assert (found.kind, found.plan, found.period, [m.code for m in found.measures]) == (kind, plan, period, codes)


@pytest.mark.parametrize(
    "text",
    [
        "tân khai tiêm chủng 2025 bao nhiêu",
        "kp3 tiêm chủng 45/47",
        "khu phố 3 chưa nộp",
        "tiến độ giải ngân",
        "tiến độ thực hiện kế hoạch tân khai",
        "đẩy nhanh tiến độ là gì",
        "báo cáo nộp cho ai",
        "xã nào chưa nộp báo cáo",
        "khu phố 3 nộp 12/12 rồi",
        "ấp 2 có bao nhiêu trẻ",
        "",
    ],
)
def test_other_messages_stay_what_they_are(library: Library, text: str) -> None:
    assert library.progress.question(text, today=TODAY) is None


@pytest.mark.parametrize(
    ("text", "period"),
    [("2025-10", "2025-10"), ("2025-q3", "2025-Q3"), ("quý 3", "2025-Q3"), ("2025", "2025"), ("", None)],
)
def test_what_may_follow_a_command(library: Library, text: str, period: str | None) -> None:
    found = library.progress.details(text, today=TODAY)
    assert found is not None
    assert found.period == period


def test_what_cannot_be_read_behind_a_command(library: Library) -> None:
    assert library.progress.details("blabla", today=TODAY) is None


NAMES = (*(f"Khu phố {n}" for n in range(1, 10)), "Hòa Bình")


@pytest.mark.parametrize(
    ("text", "village", "period", "codes"),
    [
        ("tiến độ khu phố 3", "Khu phố 3", None, []),
        ("tình hình kp3 tháng 12", "Khu phố 3", "2025-12", []),
        ("khu phố 3 tiêm chủng tháng 10 đạt bao nhiêu", "Khu phố 3", "2025-10", ["5.1"]),
        ("ty le tiem chung cua khu pho 5", "Khu phố 5", None, ["5.1"]),
        ("khu phố 7 còn thiếu gì", "Khu phố 7", None, []),
        ("khu phố 5 đã nộp đủ chưa", "Khu phố 5", None, []),
        ("kp5 gửi chưa", "Khu phố 5", None, []),
        ("khu phố 3 chưa nộp những gì", "Khu phố 3", None, []),
        ("cho xem số liệu khu phố 3", "Khu phố 3", None, []),
        ("khu phố 3 có bao nhiêu trẻ được tiêm chủng", "Khu phố 3", None, ["5.1"]),
        ("Hòa Bình nộp những gì rồi", "Hòa Bình", None, []),
        ("kp 99 tiêm chủng bao nhiêu", "Khu phố 99", None, ["5.1"]),
        ("how many children vaccinated in khu phố 3", "Khu phố 3", None, ["5.1"]),
    ],
)
def test_questions_about_one_village(
    library: Library, text: str, village: str, period: str | None, codes: list[str]
) -> None:
    found = library.progress.question(text, today=dt.date(2025, 12, 12), villages=NAMES)
    assert found is not None
    assert (found.kind, found.village, found.period, [m.code for m in found.measures]) == (
        "village",
        village,
        period,
        codes,
    )


@pytest.mark.parametrize(
    ("text", "kind", "period", "codes"),
    [
        ("khu phố nào tiêm chủng thấp nhất", "overview", None, ["5.1"]),
        ("thôn nào chưa đạt chỉ tiêu khai sinh tháng 9", "overview", "2025-09", ["14.1"]),
        ("khu phố nào có trẻ bị xâm hại", "overview", None, ["9.1"]),
        ("kết quả tiêm chủng tân khai tháng 10", "overview", "2025-10", ["5.1"]),
        ("số trẻ bị tai nạn tân khai năm 2025", "overview", "2025", ["11.1"]),
        ("bao nhiêu trẻ bị tai nạn tháng 10", "overview", "2025-10", ["11.1"]),
        ("tổng hợp số liệu tháng 10", "overview", "2025-10", []),
        ("lập báo cáo tháng 10", "document", "2025-10", []),
        ("xuất excel tháng 12/2024", "workbook", "2024-12", []),
        ("download Excel", "workbook", None, []),
        ("tải csv quý 3", "table", "2025-Q3", []),
    ],
)
def test_results_and_files(library: Library, text: str, kind: str, period: str | None, codes: list[str]) -> None:
    found = library.progress.question(text, today=TODAY)
    assert found is not None
    assert (found.kind, found.period, [m.code for m in found.measures]) == (kind, period, codes)


@pytest.mark.parametrize(
    "text",
    [
        "kp3 không có ca nào bị tai nạn",
        "kp3 tai nạn chưa ghi nhận ca nào",
        "khu phố 3 chưa có số liệu tiêm chủng",
        "nộp số liệu khu phố 3",
        "gửi số liệu tháng 10",
        "tháng 10 không có tai nạn",
        "sửa số liệu khu phố 3",
        "khu phố 3 ở đâu",
        "khu phố 3 có bao nhiêu hộ",
        "kết quả tiêm chủng 2030",
        "lập báo cáo thế nào",
        "nơi nào tiêm chủng",
        "tỷ lệ tiêm chủng tân khai bao nhiêu",
        "khu phố 3 và khu phố 5 có bao nhiêu hộ",
        "kp3 tiêm chủng 45/47",
        "kp3 tiêm chủng 45",
        "kp3 tiêm chủng 5.1",
        "kp3 tai nạn hai ca",
        "kp3 không tai nạn",
        "kp3 tháng 10",
        "so sánh tiêm chủng 2025 và 2030",
        "so sánh tiêm chủng tân khai và hoằng đức",
        "xâm hại tân khai bao nhiêu",
    ],
)
def test_reports_and_other_questions_are_no_results(library: Library, text: str) -> None:
    assert library.progress.question(text, today=TODAY, villages=NAMES) is None


@pytest.mark.parametrize(
    ("text", "kind", "village", "period", "codes"),
    [
        ("kp7 khai sinh quý 3", "village", "Khu phố 7", "2025-Q3", ["14.1"]),
        ("xâm hại khu phố 7", "village", "Khu phố 7", None, ["9.1"]),
        ("khai sinh kp7 t9/2025", "village", "Khu phố 7", "2025-09", ["14.1"]),
        ("kp7 và kp3 tiêm chủng", "village", None, None, ["5.1"]),
        ("so sánh kp7 với kp3 tiêm chủng tháng 9", "village", None, "2025-09", ["5.1"]),
        ("khu phố 3 và khu phố 5 tiêm chủng bao nhiêu", "village", None, None, ["5.1"]),
    ],
)
def test_villages_with_a_topic_and_no_amount_are_asked_about(
    library: Library, text: str, kind: str, village: str | None, period: str | None, codes: list[str]
) -> None:
    found = library.progress.question(text, today=TODAY, villages=NAMES)
    assert found is not None
    assert (found.kind, found.village, found.period) == (kind, village, period)
    assert [m.code for m in found.measures] == codes


@pytest.mark.parametrize(
    ("text", "periods", "codes"),
    [
        ("so sanh tiem chung thang 8 va thang 9", ("2025-08", "2025-09"), ["5.1"]),
        ("tiêm chủng tháng 9 so với tháng 8", ("2025-09", "2025-08"), ["5.1"]),
        ("tiến độ khai sinh quý 1 và quý 2", ("2025-Q1", "2025-Q2"), ["14.1"]),
        ("compare vaccination august and september", ("2025-08", "2025-09"), ["5.1"]),
        ("progress vaccination october", ("2025-10",), ["5.1"]),
        ("vaccination progress in the third quarter of 2025", ("2025-Q3",), ["5.1"]),
        ("progress vaccination last month", ("2025-09",), ["5.1"]),
        ("xâm hại tân khai có bao nhiêu ca", (), ["9.1"]),
    ],
)
def test_periods_in_either_language_and_side_by_side(
    library: Library, text: str, periods: tuple[str, ...], codes: list[str]
) -> None:
    found = library.progress.question(text, today=TODAY)
    assert found is not None
    assert (found.kind, found.periods, [m.code for m in found.measures]) == ("overview", periods, codes)


@pytest.mark.parametrize(
    ("text", "kind", "typed"),
    [
        ("tiến độ tháng 13", "overview", "tháng 13"),
        ("tiến độ quý 5", "overview", "quý 5"),
        ("lập báo cáo 9 tháng đầu năm", "document", "9 tháng đầu năm"),
        ("kp3 tiêm chủng tháng 13", "village", "tháng 13"),
    ],
)
def test_what_is_no_period_is_kept_as_it_was_typed(library: Library, text: str, kind: str, typed: str) -> None:
    found = library.progress.question(text, today=TODAY, villages=NAMES)
    assert found is not None
    assert (found.kind, found.period, found.no_period) == (kind, None, typed)


@pytest.mark.parametrize(
    ("text", "villages"),
    [
        ("tiến độ kp3 và kp5", ("Khu phố 3", "Khu phố 5")),
        ("tien do kp3 kp5", ("Khu phố 3", "Khu phố 5")),
        ("so sánh khu phố 3 với khu phố 5", ("Khu phố 3", "Khu phố 5")),
        ("kp5 so với kp3 thế nào", ("Khu phố 5", "Khu phố 3")),
        ("kp3 và kp3 nộp chưa", ("Khu phố 3",)),
    ],
)
def test_several_villages_are_asked_about_without_a_topic(
    library: Library, text: str, villages: tuple[str, ...]
) -> None:
    found = library.progress.question(text, today=TODAY, villages=NAMES)
    assert found is not None
    assert (found.kind, found.villages, found.measures) == ("village", villages, ())


@pytest.mark.parametrize("text", ["kp3 và kp5", "kp3 và kp5 có bao nhiêu trẻ", "kp3 và kp5 chưa có số liệu"])
def test_several_villages_alone_ask_nothing(library: Library, text: str) -> None:
    assert library.progress.question(text, today=TODAY, villages=NAMES) is None


@pytest.mark.parametrize(
    ("words", "villages", "period", "codes"),
    [
        ("kp3", ("Khu phố 3",), None, []),
        ("kp3 và kp7", ("Khu phố 3", "Khu phố 7"), None, []),
        ("kp3 kp7 tháng 9", ("Khu phố 3", "Khu phố 7"), "2025-09", []),
        ("tiêm chủng khu phố 3 tháng 9", ("Khu phố 3",), "2025-09", ["5.1"]),
        ("tiêm chủng tháng 9", (), "2025-09", ["5.1"]),
        ("tiêm chủng kp3 kp7", ("Khu phố 3", "Khu phố 7"), None, ["5.1"]),
        ("khu phố 3, 5 và 7 tháng 9", ("Khu phố 3", "Khu phố 5", "Khu phố 7"), "2025-09", []),
    ],
)
def test_the_command_reads_villages(
    library: Library, words: str, villages: tuple[str, ...], period: str | None, codes: list[str]
) -> None:
    found = library.progress.commanded(words, today=TODAY, villages=NAMES)
    assert found is not None
    assert (found.villages, found.period, [m.code for m in found.measures]) == (villages, period, codes)


def test_the_command_reads_nothing_else_about_a_village(library: Library) -> None:
    assert library.progress.commanded("kp3 blabla", today=TODAY, villages=NAMES) is None


@pytest.mark.parametrize(
    "text",
    [
        "tiến độ tiêm chủng Hồ Chí Minh",
        "tiến độ chỉ tiêu 30",
        "tien do 2025-13",
        "ảnh của em đâu rồi",
        "giấy tờ của em sao rồi",
        "lịch sử khu phố 3 thành lập năm nào",
        "khu phố nào cao nhất nước ta",
        "tiến độ khai sinh tháng 13/2025",
        "tháng 8 và tháng 9",
        "tháng 10 đạt bao nhiêu",
        "cho em bản word nhé?",
        "so sánh tiêm chủng 2023 và 2022",
        "한국 tiến độ tiêm chủng",
    ],
)
def test_who_works_with_figures_may_ask_other_things_too(library: Library, text: str) -> None:
    assert library.progress.question(text, today=TODAY, own=("Khu phố 3",)) is None


@pytest.mark.parametrize("text", ["kp3 tháng 10", "tháng 9 so với tháng 8"])
def test_a_stranger_who_says_no_more_than_a_period_asks_for_no_results(library: Library, text: str) -> None:
    assert library.progress.question(text, today=TODAY) is None


@pytest.mark.parametrize(
    ("text", "period", "no_period", "goal", "codes"),
    [
        ("tiêm chủng đạt tháng 13 bao nhiêu", None, "tháng 13", None, ["5.1"]),
        ("tiêm chủng cả xã được bao nhiêu rồi", None, "", None, ["5.1"]),
        ("kết quả tiêm chủng", None, "", None, ["5.1"]),
        ("tiến độ mục tiêu 1 tiêm chủng", None, "", None, ["5.1"]),
        ("tiến độ mục tiêu 1", None, "", 1, []),
        ("tiến độ thành thị", None, "", None, []),
        ("tiến độ chỉ tiêu 17 bỏ học", None, "", None, ["17.1", "17.2"]),
        ("tiến độ 17.1 bỏ học", None, "", None, ["17.1"]),
    ],
)
def test_what_is_asked_for(
    library: Library, text: str, period: str | None, no_period: str, goal: int | None, codes: list[str]
) -> None:
    found = library.progress.question(text, today=TODAY, own=())
    assert found is not None
    assert (found.period, found.no_period, found.goal) == (period, no_period, goal)
    assert [m.code for m in found.measures] == codes


@pytest.mark.parametrize(
    ("text", "villages"),
    [("village 20 vaccination?", ("village 20",)), ("village 3 vaccination?", ("Khu phố 3",))],
)
def test_a_village_in_english(library: Library, text: str, villages: tuple[str, ...]) -> None:
    found = library.progress.question(text, today=TODAY, villages=("Khu phố 3", "Khu phố 4"), own=())
    assert found is not None
    assert found.villages == villages


def test_what_is_commanded_may_be_in_other_letters(library: Library) -> None:
    assert library.progress.commanded("한국 kp3", today=TODAY, villages=("Khu phố 3",)) is None


@pytest.mark.parametrize(("text", "asks"), [("kp3 không có số liệu à?", True), ("kp3 không có số liệu", False)])
def test_that_there_are_no_figures_may_be_asked(library: Library, text: str, asks: bool) -> None:
    found = library.progress.question(text, today=TODAY, villages=("Khu phố 3",), own=())
    assert (found is not None) is asks
