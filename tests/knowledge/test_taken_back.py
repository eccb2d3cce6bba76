"""Corrections that name the wrong thing and the right one: the wrong one counts no longer."""

from __future__ import annotations

import datetime as dt

import pytest

from bot.cli_knowledge import converse
from knowledge.library import Library

TODAY = dt.date(2025, 4, 20)


@pytest.mark.parametrize(
    ("before", "correction", "wanted"),
    [
        ("tử vong sơ sinh Đồng Tháp 2025", "không phải sơ sinh, dưới 5 tuổi cơ", "@dong-thap #deaths-under-5 2025"),
        ("tử vong sơ sinh Đồng Tháp 2025", "dưới 5 tuổi chứ không phải sơ sinh", "@dong-thap #deaths-under-5 2025"),
        ("tử vong sơ sinh Đồng Tháp 2025", "kg phải sơ sinh, dưới 5 tuổi cơ", "@dong-thap #deaths-under-5 2025"),
        ("nhẹ cân Tân Khai 2025", "hok phải nhẹ cân mà là thấp còi", "@tan-khai #stunting 2025"),
        ("nhẹ cân Tân Khai 2025", "ko phải nhẹ cân mà là thấp còi", "@tan-khai #stunting 2025"),
        ("nhẹ cân Tân Khai 2025", "khong phai nhe can thap coi co", "@tan-khai #stunting 2025"),
        ("underweight Tan Khai 2025", "stunting instead of underweight", "@tan-khai #stunting 2025"),
        ("underweight Tan Khai 2025", "not underweight, stunting", "@tan-khai #stunting 2025"),
        ("bỏ học tiểu học Đồng Tháp", "không phải bỏ học, hoàn thành cơ", "@dong-thap #primary-completion"),
        ("bỏ học tiểu học Đồng Tháp", "not primary, lower secondary", "@dong-thap #secondary-dropout"),
        ("tiêm chủng Tân Khai 2025", "Hoằng Đức chứ không phải Tân Khai", "@hoang-duc #vaccination 2025"),
        ("vaccination Tan Khai 2025", "Hoang Duc, not Tan Khai", "@hoang-duc #vaccination 2025"),
        ("tiêm chủng Tân Khai 2025", "không phải 2025, 2030 cơ", "@tan-khai #vaccination 2030"),
        ("vaccination Tan Khai 2025", "not 2025 but 2030", "@tan-khai #vaccination 2030"),
        ("chỉ tiêu 5 Tân Khai", "chỉ tiêu 6 chứ không phải chỉ tiêu 5", "@tan-khai #6"),
        ("chỉ tiêu 22 Tân Khai", "không phải 22 mà là 24", "@tan-khai #24"),
        ("béo phì thành thị Tân Khai", "không phải thành thị, nông thôn cơ", "@tan-khai #obesity x=rural"),
    ],
)
def test_the_right_thing_takes_its_place(library: Library, before: str, correction: str, wanted: str) -> None:
    *_, last = converse(library, (before, correction), today=TODAY, home=None)
    assert last.query == f"1:target {wanted}"


@pytest.mark.parametrize("correction", ["xin lỗi, chỉ tiêu 6", "ý tôi là chỉ tiêu 6", "sorry I mean indicator 6"])
def test_a_correction_asks_the_same_of_the_right_thing(library: Library, correction: str) -> None:
    turns = ("ai phụ trách chỉ tiêu 16 Đồng Tháp", correction)
    *_, last = converse(library, turns, today=TODAY, home=None)
    assert last.query == "1:owner @dong-thap #6"


def test_agencies_are_corrected_too(library: Library) -> None:
    *_, last = converse(
        library, ("công an Hoằng Đức làm gì", "trạm y tế chứ không phải công an"), today=TODAY, home=None
    )
    assert last.query == "1:duty @hoang-duc a=health-station"


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("trẻ không phải đi làm thuê ở Tân Khai mục tiêu bao nhiêu", "1:target @tan-khai #child-labour"),
        ("Tân Khai tiêm chủng 2025 có phải 95% không", "1:target @tan-khai #vaccination 2025"),
    ],
)
def test_what_corrects_nothing_keeps_its_subject(library: Library, question: str, wanted: str) -> None:
    assert library.answer(question, today=TODAY).query == wanted
