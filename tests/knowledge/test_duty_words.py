"""Who has a duty, asked in the words that the plan gives it: for every duty of every agency."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from knowledge import vietnamese
from knowledge.library import Library
from knowledge.model import Agency, Duty, Plan

TODAY = dt.date(2025, 10, 12)
# Of the duties: some are so general ("thực hiện các nhiệm vụ khác") that their words ask for something else as well.
_LEAST_FOUND = 0.96


def duties(library: Library) -> Iterator[tuple[Plan, Agency, Duty]]:
    for plan in library.plans.values():
        for agency in plan.agencies:
            for duty in agency.duties:
                yield plan, agency, duty


@pytest.mark.parametrize("asked", ["ai {duty} {place}", "{place} đơn vị nào {duty}", "{place}: who {english}?"])
@pytest.mark.parametrize("plain", [False, True])
def test_every_duty_is_found_by_its_own_words(library: Library, asked: str, plain: bool) -> None:
    missed: list[str] = []
    count = 0
    for plan, agency, duty in duties(library):
        place = library.localities[plan.locality].name
        english, said = (text[0].lower() + text[1:].rstrip(".") for text in (duty.en, duty.vi))
        text = asked.format(duty=said, english=english, place=place)
        reply = library.answer(vietnamese.fold(text) if plain else text, today=TODAY)
        count += 1
        if agency.name not in reply.text and (agency.short or agency.name) not in reply.text:
            missed.append(text)
    assert count > 300
    assert len(missed) <= (1 - _LEAST_FOUND) * count, missed


@pytest.mark.parametrize(
    ("question", "agency"),
    [
        ("hoằng đức ai khởi xướng phong trào toàn dân bảo vệ, chăm sóc và giáo dục trẻ em", "Mặt trận"),
        ("hoang duc ai chi dao quan ly ho tich, ho khau de tre duoc huong cac quyen cua minh", "Công an xã"),
        ("tân khai ai tạo điều kiện để trẻ khuyết tật vào học hòa nhập ở trường công lập", "Các trường"),
        ("an lão ai đề xuất nhiệm vụ, giải pháp cho năm nay và giai đoạn sau", "Phòng Lao động"),
    ],
)
def test_words_of_other_questions_within_a_duty_ask_nothing_else(library: Library, question: str, agency: str) -> None:
    assert agency in library.answer(question, today=TODAY).text


@pytest.mark.parametrize(
    "question", ["tân khai ai phụ trách phòng chống tai nạn thương tích trẻ em", "tân khai ai lo trẻ em bị xâm hại"]
)
def test_a_measure_is_still_owned_by_who_owns_it(library: Library, question: str) -> None:
    assert (library.answer(question, today=TODAY).query or "").startswith("1:owner @tan-khai #")
