"""No message tells of a child in danger without a word of harm: those without one need no answer to know it."""

from __future__ import annotations

import pytest

from knowledge.library import Library
from tests.bench.questions import read_questions


def test_every_message_with_a_safety_reply_has_a_word_of_harm(library: Library) -> None:
    asked = [q for q in read_questions() if library.answer(q.text, today=q.today, home=q.home).kind == "safety"]
    assert asked
    assert [q.text for q in asked if not library.may_tell_of_danger(q.text)] == []


@pytest.mark.parametrize("text", ["", "kp3 tiêm chủng 45/47, khai sinh 12/12", "chỉ tiêu 9 ai phụ trách?"])
def test_a_message_without_a_word_of_harm(library: Library, text: str) -> None:
    assert library.may_tell_of_danger(text) is False


def test_a_word_of_harm_in_the_second_question(library: Library) -> None:
    assert library.may_tell_of_danger("tiêm chủng tân khai 2025 là bao nhiêu? có bé bị đánh thì gọi ai?")
