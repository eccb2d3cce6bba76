"""Somebody asks in passing, with the examples of the design."""

import re

import pytest

from tests.end_to_end.people import Demo, Person


@pytest.mark.parametrize(
    ("asked", "bold", "source"),
    [
        pytest.param("tan khai tiem chung 2025 bn", "95%", "mục II.2.a", id="a-target-without-diacritics"),
        pytest.param("Tân Khai's 2025 vaccination target?", "95%", "section II.2.a", id="a-target-in-english"),
        pytest.param("chỉ tiêu 14 Tân Khai năm 2030", "100%", "mục II.2.b", id="a-target-by-number"),
        pytest.param("chỉ tiêu 9 hoằng đức ai phụ trách", "Công an xã", "mục V.1, V.3", id="an-owner"),
        pytest.param("minh tâm tiêm chủng 2025", "không đặt mức", "mục IV.4", id="what-a-plan-does-not-say"),
        pytest.param("hoằng đức hạn báo cáo năm", "trước ngày 05/11", "mục VI.1", id="a-deadline"),
    ],
)
async def test_the_fact_is_bold_and_carries_its_source(official: Person, asked: str, bold: str, source: str) -> None:
    answer = await official.says(asked)
    assert any(bold in told for told in re.findall("<b>(.*?)</b>", answer.html))
    assert source in answer.text
    assert "📄" in answer.text
    assert answer.buttons


async def test_all_plans_that_hold_the_fact_are_told_when_none_is_named(official: Person) -> None:
    answer = await official.says("chỉ tiêu 9 ai phụ trách")
    for place, section in (("Hoằng Đức", "V.3"), ("Đồng Tháp", "IV.3"), ("Tân Khai", "V.6")):
        (line,) = [line for line in answer.text.splitlines() if place in line]
        assert section in line
        assert place in answer.buttons


async def test_a_button_asks_the_next_question_in_a_new_message(official: Person) -> None:
    answer = await official.says("tan khai tiem chung 2025 bn")
    owner = await official.presses("Ai phụ trách?", answer)
    assert owner.id > answer.id
    assert "<b>Trạm Y tế thị trấn</b>" in owner.html
    later = await official.presses("Năm 2030", answer)
    assert "98%" in later.text


async def test_a_conversation_goes_on(official: Person) -> None:
    await official.says("Tân Khai tiêm chủng 2025")
    assert "98%" in (await official.says("còn 2030?")).text
    elsewhere = await official.says("thế Đồng Tháp thì sao")
    assert "Đồng Tháp" in elsewhere.text
    assert "Sở Y tế" in (await official.says("ai phụ trách cái đó")).text


async def test_a_conversation_is_forgotten_after_twenty_minutes(demo: Demo, official: Person) -> None:
    await official.says("Tân Khai tiêm chủng 2025")
    await demo.post("clock", advance="21m")
    assert "Trạm Y tế thị trấn" not in (await official.says("ai phụ trách?")).text


async def test_huy_ends_a_conversation(official: Person) -> None:
    await official.says("Tân Khai tiêm chủng 2025")
    await official.says("/huy")
    assert "Trạm Y tế thị trấn" not in (await official.says("ai phụ trách?")).text


async def test_an_edited_question_is_answered_anew(official: Person) -> None:
    asked = await official.sends("tân khai tiêm chủng 2025")
    first = await official.hears(after=asked)
    second = await official.edits(asked, "tân khai tiêm chủng 2030")
    assert (second.id > first.id, second.reply_to) == (True, asked)
    assert "98%" in second.text


async def test_a_question_in_english_is_answered_in_english_and_so_is_what_follows(official: Person) -> None:
    answer = await official.says("which agency owns indicator 9 in Hoằng Đức?")
    assert "Công an xã" in answer.text
    assert "section V.1, V.3" in answer.text
    plans = await official.says("/kehoach")
    assert "Hoằng Đức commune" in plans.text
    assert (await official.says("/hoi")).text.startswith("Write your question")


async def test_days_left_follow_the_clock(demo: Demo, official: Person) -> None:
    assert "198 ngày" in (await official.says("hoằng đức hạn báo cáo năm")).text
    await demo.post("clock", now="2025-11-02T08:00")
    assert "2 ngày" in (await official.says("hoằng đức hạn báo cáo năm")).text


async def test_a_long_answer_is_turned_page_by_page_in_its_own_message(official: Person) -> None:
    first = await official.says("tất cả chỉ tiêu")
    assert len(first.text) <= 4096
    second = await official.presses("Trang sau ›", first)
    assert (second.id, second.edited) == (first.id, True)
    assert second.text != first.text
    back = await official.presses("‹ Trang trước", second)
    assert back.text == first.text
