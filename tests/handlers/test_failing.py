"""What goes wrong in a handler, and what must not follow from it."""

import io
import json
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.logs import set_up_logging
from storage import inbox
from tests import updates
from tests.conversation import Conversation, talking
from tests.fakes import FakeLibrary


@pytest.fixture
def log() -> io.StringIO:
    stream = io.StringIO()
    set_up_logging(stream)
    return stream


def test_an_error_gives_the_person_and_the_log_one_code_and_the_log_no_words(
    conversation: Conversation, log: io.StringIO
) -> None:
    (said,) = conversation.says("bí mật của tôi nổ")
    line = json.loads(log.getvalue())
    assert f"<code>{line['code']}</code>" in said
    assert (line["event"], line["error"]) == ("update_failed", "ValueError")
    assert line["place"].startswith("fakes.py:")
    assert "bí mật" not in log.getvalue()


def test_an_update_that_fails_is_kept_dead_and_tried_once(conversation: Conversation) -> None:
    conversation.says("nổ")
    (row,) = conversation.db.query("SELECT * FROM inbox")
    assert (row["state"], row["attempts"]) == ("dead", 1)
    assert "n\\u1ed5" in row["raw"]


def test_what_a_failing_handler_wrote_is_not_kept(conversation: Conversation) -> None:
    conversation.receives(updates.inline("nổ"))
    (owed,) = conversation.owed()
    assert (owed["method"], owed["results"]) == ("answerInlineQuery", [])


class Mistaken(FakeLibrary):
    """Reads a column that no table has."""

    def answer(self, text: str, **more: object) -> object:  # type: ignore[override]
        with closing(sqlite3.connect(":memory:")) as db:
            return db.execute("SELECT nothing_of_the_kind FROM sqlite_master").fetchone()


class Overloaded(FakeLibrary):
    """Fails as a busy disk does, *times* times."""

    def __init__(self, times: int) -> None:
        self.times = times

    def answer(self, text: str, **more: object) -> object:  # type: ignore[override]
        self.times -= 1
        if self.times >= 0:
            raise sqlite3.OperationalError("database is locked")
        return super().answer(text, **more)  # type: ignore[arg-type]


def test_trouble_with_the_database_leaves_an_update_as_it_was() -> None:
    with talking(Overloaded(4)) as conversation:
        for _ in range(4):
            with pytest.raises(sqlite3.OperationalError):
                conversation.says("tân khai")
        assert (conversation.states(), conversation.owed()) == (["new"] * 4, [])
        conversation.takes_up(inbox.waiting(conversation.db))
        assert conversation.states() == ["done"] * 4
        assert conversation.owed()[0]["text"].startswith("<b>tân khai</b>")


def test_a_statement_that_is_wrong_in_itself_is_not_tried_for_ever() -> None:
    with talking(Mistaken()) as conversation:
        (said,) = conversation.says("tân khai")
        assert conversation.states() == ["dead"]
        assert said.startswith("Xin lỗi")


@pytest.mark.parametrize(
    "malformed",
    [
        pytest.param({"update_id": 900, "message": {"chat": {}}}, id="a-chat-without-id"),
        pytest.param({"update_id": 901, "callback_query": {"id": "1"}}, id="a-press-without-a-person"),
        pytest.param({"update_id": 902, "message": "text"}, id="a-message-that-is-a-string"),
        pytest.param({"update_id": 903, "message": {"message_id": "x", "date": "y", "chat": {"id": "z"}}}, id="types"),
    ],
)
def test_a_malformed_update_is_dead_at_once_and_holds_nobody_up(conversation: Conversation, malformed: object) -> None:
    assert conversation.receives(malformed) == []
    assert conversation.says("/help") == ["[help] vi"]
    assert conversation.states() == ["dead", "done"]


@pytest.mark.parametrize(
    "unknown",
    [{"update_id": 910}, {"update_id": 911, "subscription": {"id": 1}}, {"update_id": 912, "poll_answer": {}}],
)
def test_an_update_of_a_kind_from_the_future_is_passed_over(conversation: Conversation, unknown: object) -> None:
    assert conversation.receives(unknown) == []
    assert conversation.states() in (["done"], ["dead"])


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec=None), min_size=1, max_size=60))
def test_any_text_gets_one_reply(words: str) -> None:
    with talking() as conversation:
        assert len(conversation.receives(updates.update(message=updates.message(text=words)))) == 1


_SAYINGS = ("tân khai", "/datplan tan khai", "/ngonngu en", "/huy", "/help", "nổ", "🙂", "/", "/abc")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(_SAYINGS), st.sampled_from([7, 8])), max_size=8))
def test_any_updates_received_again_change_nothing(said: list[tuple[str, int]]) -> None:
    sequence = [updates.text(words, user) for words, user in said]
    with talking() as conversation:
        for update in sequence:
            conversation.receives(update)
        before = list(conversation.db.conn.iterdump())
        for update in sequence * 2:
            conversation.receives(update)
        assert list(conversation.db.conn.iterdump()) == before


def test_an_update_taken_up_twice_is_dealt_with_once(conversation: Conversation) -> None:
    arrival = inbox.Arrival(5, 7, json.dumps(updates.text("/help")))
    items = inbox.store(conversation.db, [arrival], now=conversation.now)
    assert len(conversation.takes_up(items + items)) == 1
