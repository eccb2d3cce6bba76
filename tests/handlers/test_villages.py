"""/thon: the villages of a plan."""

from collections.abc import Iterator

import pytest

from storage import villages
from tests.conversation import Conversation
from tests.handlers.people import ADMIN, COLLABORATOR, STAFF, STRANGER, office, presses


@pytest.fixture
def conversation() -> Iterator[Conversation]:
    with office() as conversation:
        yield conversation


def names(conversation: Conversation, plan: str = "tan-khai") -> list[str]:
    return villages.names(villages.of_plan(conversation.db, plan))


def test_the_list_says_who_is_missing(conversation: Conversation) -> None:
    (shown,) = conversation.says("/thon", STAFF)
    assert shown.splitlines()[:4] == [
        "<b>Tân Khai: 5 thôn, khu phố</b>",
        "Khu phố 1: chưa có ai",
        "Khu phố 2: chưa có ai",
        "Khu phố 3: 1 người",
    ]


@pytest.mark.parametrize(
    ("words", "added"),
    [
        ("thêm Khu phố 14, Khu phố 15", ["Khu phố 14", "Khu phố 15"]),
        ("thêm Khu phố 14-16", ["Khu phố 14", "Khu phố 15", "Khu phố 16"]),
        ("them kp 14 đến 15; 17", ["Khu phố 14", "Khu phố 15", "Khu phố 17"]),
        ("thêm\nKhu phố 14\nThôn Trung\nấp 2", ["Khu phố 14", "Thôn Trung", "Ấp 2"]),
        ("Thêm khu phố Ba", ["Khu phố Ba"]),
        ("add Khu phố 14", ["Khu phố 14"]),
        ("thêm Khu phố 3, KP 04", []),
    ],
)
def test_villages_are_added(conversation: Conversation, words: str, added: list[str]) -> None:
    conversation.says(f"/thon {words}", STAFF)
    assert names(conversation)[5:] == added


@pytest.mark.parametrize(
    "words", ["thêm", "thêm 14", "thêm Khu phố 9-2", "thêm Thôn " + "dài " * 15, "thêm ?!", "thêm kp 1-9999"]
)
def test_names_that_are_none_change_nothing(conversation: Conversation, words: str) -> None:
    assert "Khu phố 14-16" in conversation.says(f"/thon {words}", STAFF)[0]
    assert len(names(conversation)) == 5


@pytest.mark.parametrize("becomes", ["thành", "thanh", "to", "->"])
def test_a_village_is_renamed(conversation: Conversation, becomes: str) -> None:
    (said,) = conversation.says(f"/thon đổi kp3 {becomes} Khu phố Ba", STAFF)
    assert said.startswith("Đã đổi <b>Khu phố 3</b> thành <b>Khu phố Ba</b>.")
    assert "Khu phố Ba: Thu" in conversation.says("/nguoidung", STAFF)[0]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("đổi Khu phố 9 thành Khu phố Chín", "không có “Khu phố 9”"),
        ("đổi Khu phố 3 thành Khu phố 4", "Đã có “Khu phố 4”"),
        ("đổi Khu phố 3", "thành Khu phố Ba"),
        ("đổi Khu phố 3 thành", "không đọc được tên"),
        ("đóng Khu phố 3, Khu phố 9", "không có “Khu phố 9”"),
    ],
)
def test_what_cannot_be_done_is_said_and_not_half_done(conversation: Conversation, words: str, reason: str) -> None:
    assert reason in conversation.says(f"/thon {words}", STAFF)[0]
    assert names(conversation) == [f"Khu phố {number}" for number in range(1, 6)]


def test_a_village_is_closed_and_opened_again(conversation: Conversation) -> None:
    assert conversation.says("/thon đóng kp 3", STAFF)[0].startswith("Đã đóng Khu phố 3.")
    assert "Khu phố 3" not in names(conversation)
    assert conversation.says("/thon thêm Khu phố 3", STAFF)[0].startswith("Mở lại 1: Khu phố 3.")
    assert "Khu phố 3: Thu" in conversation.says("/nguoidung", STAFF)[0]


@pytest.mark.parametrize("by", [COLLABORATOR, STRANGER])
def test_villages_are_for_the_staff(conversation: Conversation, by: int) -> None:
    for words in ("", "thêm Khu phố 9", "đóng Khu phố 3", "đổi Khu phố 3 thành Khu phố Ba"):
        assert conversation.says(f"/thon {words}", by)[0].startswith("Việc này dành cho cán bộ")
    assert len(names(conversation)) == 5


def test_an_administrator_says_which_plan(conversation: Conversation) -> None:
    conversation.says("/thon", ADMIN)
    assert presses(conversation, "Tân Khai", ADMIN)["text"].startswith("<b>Tân Khai: 5 thôn, khu phố</b>")
    conversation.says("/thon hoang duc: thêm thôn 1-9", ADMIN)
    assert names(conversation, "hoang-duc") == [f"Thôn {number}" for number in range(1, 10)]
    conversation.says("/datplan Hoằng Đức", ADMIN)
    assert conversation.says("/thon", ADMIN)[0].startswith("<b>Hoằng Đức: 9 thôn, khu phố</b>")


def test_who_reports_for_a_closed_village_is_counted(conversation: Conversation) -> None:
    assert "1 người phụ trách" in conversation.says("/thon xóa Khu phố 3", STAFF)[0]
    assert "người phụ trách" not in conversation.says("/thon đóng Khu phố 4", STAFF)[0]
    for words in ("tiêm chủng 45/47", "/nop"):
        (said,) = conversation.says(words, COLLABORATOR)
        assert said.startswith("Nơi bạn phụ trách đã đóng")
