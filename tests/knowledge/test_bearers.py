"""Who carries what: one source for the answer to "who", for what has no level, and for what else they do."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge.evaluation import plain_text
from knowledge.library import Library

TODAY = dt.date(2025, 10, 20)
INFERRED = "Kế hoạch không ghi số chỉ tiêu cho cơ quan; suy từ lĩnh vực được giao."


@pytest.mark.parametrize(
    ("said", "given"),
    [
        ("lao dong tre em an lao", "Ủy ban nhân dân các xã, thị trấn – chủ trì; 2 nơi phối hợp"),
        ("hiv an lao", "Phòng Y tế, Trung tâm Y tế – chủ trì; Phòng Giáo dục và Đào tạo – phối hợp"),
        ("xam hai minh tam", "Công an xã – chủ trì; 4 nơi phối hợp"),
        (
            "tai nan an lao",
            "Phòng Giáo dục và Đào tạo – chủ trì; Ủy ban nhân dân các xã, thị trấn – chủ trì; 5 nơi phối hợp",
        ),
    ],
)
def test_the_work_without_a_level_is_given_to_whom_the_plan_has_lead_it(
    library: Library, said: str, given: str
) -> None:
    reply = library.answer(said, today=TODAY)
    lines = plain_text(reply.text).splitlines()
    assert lines[1] == f"Việc này giao {given}."
    assert INFERRED in lines


def test_nowhere_does_the_answer_without_a_level_contradict_the_one_to_who(library: Library) -> None:
    """For every topic and plan: whoever is named leads the plain answer too, and is as sure."""
    compared = 0
    for plan in library.plans.values():
        for topic in {part.topic for other in library.plans.values() for _, part in other.parts()}:
            unset = plain_text(library.run(f"1:target @{plan.id} #{topic}", today=TODAY).text).splitlines()
            given = next((line for line in unset if line.startswith("Việc này giao ")), "")
            if not given:
                continue
            owner = plain_text(library.run(f"1:owner @{plan.id} #{topic}", today=TODAY).text).splitlines()
            first = given.removeprefix("Việc này giao ").split(" – ")[0]
            assert owner[0].removeprefix("• ").startswith(f"{first} – "), (plan.id, topic)
            assert (INFERRED in unset) is (INFERRED in owner), (plan.id, topic)
            compared += 1
    assert compared > 20


@pytest.mark.parametrize("none", ["không", "kg", "hok", "without"])
def test_those_without_indicators_are_sought_however_it_is_denied(library: Library, none: str) -> None:
    reply = library.answer(f"đơn vị nào {none} có chỉ tiêu", today=TODAY, home="tan-khai")
    assert reply.query == "1:agencies @tan-khai x=fewest-indicators"


def test_a_remark_says_whose_it_is(library: Library) -> None:
    text = plain_text(library.answer("tai nan an lao ai phu trach", today=TODAY).text)
    assert "Lưu ý, Phòng GD&ĐT: chỉ trong trường học" in text


@pytest.mark.parametrize("said", ["họ còn làm gì nữa", "họ làm gì"])
def test_what_else_they_do_are_the_duties_of_who_leads(library: Library, said: str) -> None:
    first = library.answer("chỉ tiêu 9 tân khai ai làm", today=TODAY)
    reply = library.answer(said, today=TODAY, frame=first.frame)
    assert plain_text(reply.text).startswith("Công an thị trấn · Tân Khai\n• ")
    assert "Vận động người dân báo tin" in plain_text(reply.text)


def test_places_that_set_a_level_are_offered_with_the_years_that_they_set(library: Library) -> None:
    reply = library.answer("an lao muc tieu tiem chung 2023", today=TODAY)
    assert "Hoằng Đức (2025, 2030), Đồng Tháp (2025, 2030) và Tân Khai (2025, 2030)" in plain_text(reply.text)
    places = [o for o in reply.options if o.label in ("Hoằng Đức", "Đồng Tháp", "Tân Khai")]
    assert len(places) == 3
    assert all(library.run(o.query, today=TODAY).kind == "answer" for o in places)


def test_an_agency_of_a_place_without_a_plan_is_not_taken_for_those_of_others(library: Library) -> None:
    reply = library.answer("phong ldtbxh huyen hon quan con khong", today=TODAY)
    assert reply.kind == "not_found"
    assert "không có kế hoạch của huyện Hớn Quản" in plain_text(reply.text)
    assert [o.label for o in reply.options] == ["Tân Khai", "Minh Tâm"]
