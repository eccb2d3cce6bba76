"""Answers to reminders as collaborators type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.rounds.answer_words import parse_answer


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("đã nộp giấy rồi", "paper"),
        ("em nop ban giay roi a", "paper"),
        ("Em gửi báo cáo bằng giấy rồi chị nhé!", "paper"),
        ("sent on paper", "paper"),
        ("chị ơi em nộp rồi mà", "sent"),
        ("da gui so lieu roi", "sent"),
        ("em nộp đủ rồi", "sent"),
        ("I have already submitted", "sent"),
        ("em xin nghỉ tháng này", "leave"),
        ("xin nghi ky nay", "leave"),
        ("cho em nghỉ phép đợt này ạ", "leave"),
        ("em ốm xin nghỉ", "leave"),
        ("chị bệnh nên xin nghỉ đợt này", "leave"),
        ("nhắc lại đi", "again"),
        ("nhắc tiếp nhé", "again"),
    ],
)
def test_answers_to_a_reminder(text: str, read: str) -> None:
    assert parse_answer(text) == read


@pytest.mark.parametrize(
    "text",
    [
        "",
        "đã nộp chưa",
        "em nộp rồi phải không",
        "nộp giấy có được không",
        "nộp",
        "gửi số liệu",
        "nộp giấy khai sinh",
        "nghỉ hè",
        "em xin nghỉ việc luôn",
        "tiêm chủng 45/47 gửi rồi",
        "ai đã nộp rồi",
        "nhắc lại sau 2 tiếng",
        "xin",
    ],
)
def test_other_messages_stay_what_they_are(text: str) -> None:
    assert parse_answer(text) is None


@given(st.text(max_size=100))
def test_whatever_is_typed_is_read_or_left(text: str) -> None:
    assert parse_answer(text) in (None, "paper", "sent", "leave", "again")
