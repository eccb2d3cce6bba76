"""A command whose words tell of a child in danger: the line to call comes first, and nothing of the words is kept."""

import json
from typing import Any

import pytest

from handlers.commands import COMMANDS
from tests import updates
from tests.handlers.people import ADMIN, COLLABORATOR, STAFF, STRANGER, office

SENTENCE = "cháu bị bố đánh đập dã man ở hẻm Hoàng Lan, trước ngày 20/11 hằng năm"
LINES = "<b>Gọi ngay 111</b>"
KEPT = ("dã man", "da man", "Hoàng Lan", "bố đánh", "20/11")


def everything_said(calls: list[dict[str, Any]]) -> str:
    return json.dumps(calls, ensure_ascii=False)


@pytest.mark.parametrize("command", [*COMMANDS, "xyz"])
@pytest.mark.parametrize("user", [ADMIN, STAFF, COLLABORATOR, STRANGER])
def test_the_line_comes_first_and_nothing_is_repeated_or_kept(command: str, user: int) -> None:
    with office() as conversation:
        calls = conversation.receives(updates.text(f"/{command} {SENTENCE}", user))
        assert calls[0]["text"].startswith(LINES)
        assert sum(LINES in call.get("text", "") for call in calls) == 1
        assert not any(words in everything_said(calls) for words in KEPT)
        conversation.db.execute("DELETE FROM outbox")
        rest = "\n".join(conversation.db.conn.iterdump())
        assert not any(words in rest for words in KEPT)


@pytest.mark.parametrize("command", ["nop", "nhac", "tiendo", "dot", "cuatoi", "lichsu", "toi", "roi", "datplan"])
def test_behind_it_stands_what_the_command_shows_alone(command: str) -> None:
    with office() as conversation:
        alone = conversation.says(f"/{command}", COLLABORATOR)
        lines, *behind = conversation.says(f"/{command} {SENTENCE}", COLLABORATOR)
        assert lines.startswith(LINES)
        assert behind == alone


@pytest.mark.parametrize("command", ["moi", "thon", "nguoidung", "them_han"])
def test_what_staff_would_have_made_of_the_words_is_not_made(command: str) -> None:
    with office() as conversation:
        lines, *behind = conversation.says(f"/{command} {SENTENCE}", STAFF)
        assert lines.startswith(LINES)
        assert behind == conversation.says(f"/{command}", STAFF)
        assert not [row for row in conversation.db["asks"].rows if '"add"' in row["data"]]
        for table in ("deadlines", "invitations"):
            assert list(conversation.db[table].rows) == []


def test_in_a_group_it_is_a_reply_to_the_message() -> None:
    with office() as conversation:
        update = updates.text(f"/nop@so_tay_bot {SENTENCE}", COLLABORATOR, chat=updates.group(-9))
        lines, refused = conversation.receives(update)
        assert lines["text"].startswith(LINES)
        number = update["message"]["message_id"]
        assert [call["reply_parameters"]["message_id"] for call in (lines, refused)] == [number, number]


def test_the_name_of_an_indicator_of_harm_is_no_alarm() -> None:
    with office() as conversation:
        (said,) = conversation.says("/tiendo xâm hại trẻ em Tân Khai 2025", STAFF)
        assert LINES not in said


@pytest.mark.parametrize("reason", ["không có số liệu vì", "không có, vì", "không có số liệu,", "0,"])
def test_within_the_guided_way_it_is_no_answer(reason: str) -> None:
    with office() as conversation:
        conversation.receives(updates.press("f:n:3:5.1:2025-04", COLLABORATOR))
        said = conversation.says(f"{reason} cháu bé bị bố đánh đập dã man", COLLABORATOR)
        assert said[0].startswith(LINES)
        assert sum(LINES in text for text in said) == 1
        assert list(conversation.db["revisions"].rows) == []
        (ask,) = conversation.db["asks"].rows
        assert ask["settled_at"] is None
