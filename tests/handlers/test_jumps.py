"""Shares that jump: asked about, unless they are said to correct what was sent."""

from collections.abc import Iterator

import pytest

from tests import updates
from tests.conversation import Conversation
from tests.handlers.commune import FIRST, buttons, commune, hears, sees


@pytest.fixture
def talk() -> Iterator[Conversation]:
    with commune() as conversation:
        hears(conversation, "tiêm chủng 46/47", FIRST)
        yield conversation


def stored(talk: Conversation) -> tuple[int, int]:
    (row,) = talk.db.execute("SELECT numerator, denominator FROM cells").fetchall()
    return int(row[0]), int(row[1])


def test_a_share_that_jumps_is_stored_once_it_is_said_to_be_right(talk: Conversation) -> None:
    asked = hears(talk, "tiêm chủng 5/47", FIRST)
    assert "khác nhiều so với số đã báo (46/47). Có đúng không? Chưa lưu." in asked["text"]
    assert stored(talk) == (46, 47)
    (right,) = (payload for label, payload in buttons(asked).items() if "5/47" in label)
    sees(talk, right, FIRST)
    assert stored(talk) == (5, 47)


def test_a_share_that_jumps_is_taken_when_it_is_said_twice(talk: Conversation) -> None:
    hears(talk, "tiêm chủng 5/47", FIRST)
    assert "Đã" in hears(talk, "tiêm chủng 5/47", FIRST)["text"]
    assert stored(talk) == (5, 47)


@pytest.mark.parametrize("words", ["sửa tiêm chủng 5/47", "sửa lại tiêm chủng 5/47"])
def test_a_correction_may_jump(talk: Conversation, words: str) -> None:
    assert "Có đúng không" not in hears(talk, words, FIRST)["text"]
    assert stored(talk) == (5, 47)


def test_an_edit_may_jump() -> None:
    with commune() as talk:
        sent = updates.text("tiêm chủng 5/47", FIRST)
        talk.receives(sent)
        message = {**sent["message"], "text": "tiêm chủng 46/47", "edit_date": sent["message"]["date"] + 60}
        talk.receives(updates.update(edited_message=message))
        assert stored(talk) == (46, 47)
