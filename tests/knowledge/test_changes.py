"""What became of places and agencies is told from the day on which it happened."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge.entries import Language
from knowledge.evaluation import plain_text
from knowledge.library import Library

BEFORE, MERGED, WARD = dt.date(2025, 6, 30), dt.date(2025, 7, 1), dt.date(2026, 4, 30)
SINCE_2025 = "Từ 01/7/2025 là xã Tân Khai, tỉnh Đồng Nai, thêm xã Tân Hiệp và Đồng Nơ cũ."
SINCE_2026 = "Từ 30/4/2026 là phường Tân Khai, thành phố Đồng Nai."


def told(library: Library, question: str, today: dt.date) -> list[str]:
    return plain_text(library.answer(question, today=today).text).splitlines()


@pytest.mark.parametrize("question", ["kế hoạch tân khai", "tân khai tiêm chủng 2030"])
@pytest.mark.parametrize(
    ("today", "notes"),
    [(BEFORE, []), (MERGED, [f"ℹ️ {SINCE_2025}"]), (WARD, [f"ℹ️ {SINCE_2025} {SINCE_2026}"])],
)
def test_a_note_beside_an_answer_tells_what_has_happened(
    library: Library, question: str, today: dt.date, notes: list[str]
) -> None:
    assert [line for line in told(library, question, today) if "ℹ️" in line] == notes


@pytest.mark.parametrize(
    ("today", "lines"),
    [
        (
            BEFORE,
            [
                "Đến nay chưa thay đổi: thị trấn Tân Khai, huyện Hớn Quản, tỉnh Bình Phước.",
                f"Sắp tới: {SINCE_2025} {SINCE_2026}",
            ],
        ),
        (
            MERGED,
            [
                SINCE_2025,
                "Khi lập kế hoạch: thị trấn Tân Khai, huyện Hớn Quản, tỉnh Bình Phước.",
                f"Sắp tới: {SINCE_2026}",
            ],
        ),
        (
            WARD,
            [
                f"{SINCE_2025} {SINCE_2026}",
                "Khi lập kế hoạch: thị trấn Tân Khai, huyện Hớn Quản, tỉnh Bình Phước.",
            ],
        ),
    ],
)
def test_asked_what_became_of_a_place_the_future_is_told_apart(
    library: Library, today: dt.date, lines: list[str]
) -> None:
    basis = "Theo Nghị quyết 1662/NQ-UBTVQH15, Nghị quyết 237/NQ-UBTVQH16."
    assert told(library, "tân khai giờ thuộc tỉnh nào", today) == [*lines, basis]


@pytest.mark.parametrize("name", ["xã Hoằng Hóa", "xã Minh Đức"])
def test_a_place_that_takes_in_another_is_told_of_from_then_on(library: Library, name: str) -> None:
    question = f"{name} tiêm chủng"
    assert not any("ℹ️" in line for line in told(library, question, BEFORE))
    assert sum("ℹ️" in line for line in told(library, question, MERGED)) == 1


@pytest.mark.parametrize("question", ["an lão phòng lao động giờ là gì", "phòng lao động an lão làm gì"])
def test_the_end_of_districts_is_told_from_that_day_on(library: Library, question: str) -> None:
    assert "cấp huyện kết thúc" not in "\n".join(told(library, question, BEFORE))
    assert "cấp huyện kết thúc" in "\n".join(told(library, question, MERGED))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_note_is_older_than_what_it_tells(library: Library, language: Language) -> None:
    """Before the first change nothing is told of any place, nor of any agency before the first of theirs."""
    for plan in library.plans.values():
        home = library.localities[plan.locality]
        assert not home.changes(language, BEFORE)
        assert home.changes(language, MERGED)
        answer = library.run(f"1:agencies @{plan.id}", today=dt.date(2025, 2, 28), language=language)
        assert "2025" not in answer.text
