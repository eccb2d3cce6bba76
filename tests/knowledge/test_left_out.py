"""What a question leaves out is not what it asks for: "tai nạn thương tích, không tính tử vong"."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge.library import Library

TODAY = dt.date(2025, 10, 20)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("tai nạn thương tích Hoằng Đức, không kể tử vong", "1:target @hoang-duc #injuries"),
        ("tai nan thuong tich tan khai tru tu vong", "1:target @tan-khai #injuries"),
        ("không tính tử vong thì tai nạn ở Tân Khai bao nhiêu", "1:target @tan-khai #injuries"),
        ("ngoài tử vong ra thì tai nạn thương tích Hoằng Đức", "1:target @hoang-duc #injuries"),
        ("malnutrition in Tan Khai apart from obesity", "1:target @tan-khai #underweight,stunting"),
        ("bỏ học Đồng Tháp trừ tiểu học", "1:target @dong-thap #secondary-dropout"),
        ("child injuries excluding deaths Tan Khai 2030", "1:target @tan-khai #injuries 2030"),
        ("lấy 2030 trừ 2025 thấp còi tân khai", "1:compare @tan-khai #stunting 2025,2030 x=difference"),
        ("tử vong Tân Khai không tính xong", "1:target @tan-khai #deaths"),
        (
            "trẻ dưới 5 tuổi phát triển phù hợp Đồng Tháp 2025, không phải cái đến 8 tuổi",
            "1:target @dong-thap #under-5-development 2025",
        ),
    ],
)
def test_what_is_left_out(library: Library, text: str, query: str) -> None:
    assert library.answer(text, today=TODAY).query == query


@pytest.mark.parametrize(
    ("first", "then", "query"),
    [
        ("tai nạn thương tích Hoằng Đức 2030", "không tính tử vong", "1:target @hoang-duc #injuries 2030"),
        ("chỉ tiêu 4 Tân Khai", "trừ béo phì", "1:target @tan-khai #underweight,stunting"),
    ],
)
def test_what_a_follow_up_leaves_out(library: Library, first: str, then: str, query: str) -> None:
    before = library.answer(first, today=TODAY)
    assert library.answer(then, today=TODAY, frame=before.frame).query == query
