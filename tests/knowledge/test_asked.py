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
        ("tiến độ tiêm chủng tân khai tháng 10", "overview", "tan-khai", "2025-10", ["5.1"]),
        ("bao nhieu thon nop roi", "overview", None, None, []),
        ("mấy ấp đã nộp rồi vậy em", "overview", None, None, []),
        ("tiến độ ct 14 hoằng đức năm 2024", "overview", "hoang-duc", "2024", ["14.1"]),
        ("tien do 5.1 quy 3", "overview", None, "2025-Q3", ["5.1"]),
        ("tiến độ kp 3", "overview", None, None, []),
        ("khu phố 3 tiêm chủng bao nhiêu rồi", "overview", None, None, ["5.1"]),
        ("kp3 khai sinh được mấy cháu rồi", "overview", None, None, ["14.1"]),
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
