"""Questions by the number of a section, and which agency carries most."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge.evaluation import plain_text
from knowledge.library import Library
from knowledge.query import parse_query

TODAY = dt.date(2025, 4, 20)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("mục V.6 Tân Khai là của ai", "Công an thị trấn"),
        ("phan V muc 3 tan khai la cua ai", "Các trường trên địa bàn thị trấn"),
        ("Whose is section IV.7 in the An Lao plan?", "Phòng Tư pháp"),
        ("Minh Tâm mục 10 là của ai", "Các Ấp, Sóc"),
        ("mục II.2.c Tân Khai gồm chỉ tiêu nào", "mẫu giáo"),
    ],
)
def test_a_section_gives_what_stands_there(library: Library, question: str, wanted: str) -> None:
    reply = library.answer(question, today=TODAY)
    assert reply.kind == "answer"
    assert wanted in plain_text(reply.text)


@pytest.mark.parametrize("name", ["V.7", "V.11", "IX.1"])
def test_a_section_that_is_not_there_is_refused(library: Library, name: str) -> None:
    reply = library.answer(f"mục {name} Hoằng Đức là của ai", today=TODAY)
    assert reply.kind == "not_found"
    assert f"không thấy mục {name}" in plain_text(reply.text)


def test_two_agencies_under_one_number_are_both_given(library: Library) -> None:
    text = plain_text(library.answer("mục IV.12 An Lão là của ai", today=TODAY).text)
    assert "Huyện Đoàn" in text
    assert "Hội Liên hiệp Phụ nữ" in text


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("mục 9 Tân Khai", "1:target @tan-khai #9"),
        ("mục số 9 Tân Khai", "1:target @tan-khai #9"),
        ("Theo mục II.2.a Tân Khai thì tiêm chủng 2025 bao nhiêu", "1:target @tan-khai #vaccination 2025"),
        ("phần 2 của chỉ tiêu 5 Tân Khai", "1:target @tan-khai #5.2"),
    ],
)
def test_a_number_of_an_indicator_is_no_section(library: Library, question: str, wanted: str) -> None:
    assert library.answer(question, today=TODAY).query == wanted


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("sở nào ở Đồng Tháp được giao nhiều chỉ tiêu nhất", "Sở Lao động - Thương binh và Xã hội, 10 chỉ tiêu"),
        ("Which agency in Dong Thap has the most indicators?", "Sở Lao động - Thương binh và Xã hội, 10"),
        ("đơn vị nào ít chỉ tiêu nhất tân khai", "0 chỉ tiêu"),
        ("bên nào nhiều việc nhất trong kế hoạch Minh Tâm", "kế hoạch không đếm"),
    ],
)
def test_agencies_are_ranked_by_what_they_carry(library: Library, question: str, wanted: str) -> None:
    assert wanted in plain_text(library.answer(question, today=TODAY).text)


def test_agencies_are_not_ranked_by_numbers_a_plan_does_not_give(library: Library) -> None:
    assert library.answer("phòng nào ở An Lão nhiều chỉ tiêu nhất", today=TODAY).kind == "not_found"


@pytest.mark.parametrize("extra", ["section-V.7", "section-IV.12", "section-12", "most-indicators", "fewest-duties"])
def test_such_queries_are_canonical(library: Library, extra: str) -> None:
    query = f"1:agencies @hoang-duc x={extra}"
    assert str(parse_query(query)) == query
    assert library.run(query, today=TODAY).query == query


@pytest.mark.parametrize("extra", ["section-", "section-)(", "section-\\d+", "most-", "most-x", "fewest-9"])
def test_a_forged_query_is_dealt_with(library: Library, extra: str) -> None:
    assert library.run(f"1:agencies @hoang-duc x={extra}", today=TODAY).text
