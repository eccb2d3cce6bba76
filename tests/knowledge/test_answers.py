"""Whole replies, as a reader sees them, so that every change of wording is seen.

They stand in `replies.txt`: a line "## question", the reply, its buttons in brackets. After a change that is meant,
read what `python -m tests.knowledge.test_answers` prints, then put it there.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from knowledge.evaluation import plain_text
from knowledge.library import Library
from knowledge.reply import Kind, Reply

TODAY = dt.date(2025, 4, 20)
REPLIES = Path(__file__).with_name("replies.txt")


def recorded() -> dict[str, str]:
    """Return the reply recorded for each question."""
    blocks = re.split(r"^## ", REPLIES.read_text("utf-8"), flags=re.MULTILINE)
    pairs = (block.split("\n", 1) for block in blocks if block.strip())
    return {question: text.strip() for question, text in pairs}


def shown(reply: Reply) -> str:
    buttons = " ".join(f"[{o.label}]" for o in reply.options)
    return f"{plain_text(reply.text)}\n{buttons}".strip()


@pytest.mark.parametrize("question", recorded())
def test_the_whole_reply(library: Library, question: str) -> None:
    assert shown(library.answer(question, today=TODAY)) == recorded()[question]


def test_questions_of_all_kinds_are_recorded(library: Library) -> None:
    kinds: set[Kind] = {library.answer(question, today=TODAY).kind for question in recorded()}
    assert kinds == {"answer", "clarify", "not_found", "out_of_scope", "help", "safety"}
    assert len(recorded()) >= 40


@pytest.mark.parametrize("question", recorded())
def test_what_is_stated_has_its_source(library: Library, question: str) -> None:
    """Every figure stands beside the plan and section that it is from."""
    reply = library.answer(question, today=TODAY)
    for fact in reply.facts:
        assert any(c.plan == fact.get("plan") for c in reply.citations), fact
    if reply.facts:
        assert "📄" in reply.text


# What a reader must find, however it is worded.
@pytest.mark.parametrize(
    ("question", "kind", "wanted"),
    [
        pytest.param("minh tâm căn cứ văn bản nào", "answer", "133/KH-UBND", id="basis"),
        pytest.param("kế hoạch minh tâm thực hiện theo kế hoạch nào của huyện", "answer", "133/KH-UBND", id="basis-2"),
        pytest.param("ở đây có những kế hoạch nào", "answer", "An Lão", id="which-plans"),
        pytest.param("bạn có kế hoạch của những nơi nào", "answer", "An Lão", id="which-places"),
        pytest.param("chỉ tiêu 9 ai phụ trách", "answer", "xâm hại", id="an-owner-says-of-what"),
        pytest.param("which agency owns indicator 9", "answer", "abuse", id="an-owner-says-of-what-in-english"),
        pytest.param("what is the target for five-year-olds in preschool in Tân Khai", "answer", "99.1", id="five"),
        pytest.param("bỏ học c2 đồng tháp 2025", "answer", "0,14", id="c2-is-lower-secondary"),
        pytest.param("T. Khai tiêm chủng 2025", "answer", "95%", id="a-name-with-an-initial"),
        pytest.param("Đồng Tháp mục tiêu cụ thể thứ 2", "answer", "Bảo vệ trẻ em", id="an-objective-is-a-goal"),
        pytest.param("tân khai suy dd thấp còi 2025", "answer", "20%", id="suy-dd"),
    ],
)
def test_what_a_reader_must_find(library: Library, question: str, kind: Kind, wanted: str) -> None:
    reply = library.answer(question, today=TODAY)
    assert reply.kind == kind
    assert wanted in plain_text(reply.text)


def test_what_is_missing_is_the_part_asked_for_not_the_indicator(library: Library) -> None:
    """Tân Khai does set a level of full vaccination for 2025, for the under-ones."""
    reply = library.answer("trẻ dưới 5 tuổi tiêm đủ các loại vắc xin 2025 tân khai", today=TODAY)
    assert reply.kind == "not_found"
    assert "dưới 5 tuổi" in plain_text(reply.text)


def test_a_bound_is_not_taken_for_a_level(library: Library) -> None:
    reply = library.answer("tân khai 2025 chỉ tiêu nào trên 90%", today=TODAY)
    assert "Không chỉ tiêu nào ở đây có mức 90%" not in plain_text(reply.text)


@pytest.mark.parametrize("question", ["an lão công an giữ chỉ tiêu mấy", "tân khai hạn báo cáo", "đồng tháp tảo hôn"])
def test_no_line_stands_twice(library: Library, question: str) -> None:
    lines = plain_text(library.answer(question, today=TODAY).text).splitlines()
    assert len(lines) == len(set(lines))


def test_no_section_is_named_for_what_the_plan_does_not_say(library: Library) -> None:
    """What became of a place stands in resolutions of 2025, not in a section of the plan."""
    reply = library.answer("xã tân khai giờ thuộc tỉnh nào", today=TODAY)
    assert "mục V.1" not in plain_text(reply.text)


def test_noise_is_answered_in_the_persons_language(library: Library) -> None:
    reply = library.answer("asdf qwer zxcv", today=TODAY, language="vi")
    assert reply.language == "vi"


if __name__ == "__main__":
    everything = Library.load()
    for question in recorded():
        print(f"## {question}\n{shown(everything.answer(question, today=TODAY))}\n")
