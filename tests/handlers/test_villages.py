"""/thon: the villages of a plan."""

from collections.abc import Iterator

import pytest

from storage import villages
from tests.conversation import Conversation
from tests.handlers.people import ADMIN, COLLABORATOR, STAFF, STRANGER, office, presses, sends_payload


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


def closes(conversation: Conversation, words: str) -> str:
    """Close villages, and agree to it."""
    conversation.says(f"/thon đóng {words}", STAFF)
    return str(presses(conversation, "Đóng", STAFF)["text"])


def test_closing_is_asked_about_with_what_it_means(conversation: Conversation) -> None:
    conversation.says("kp3 tiêm chủng 45/47, khai sinh 12/12", COLLABORATOR)
    (asked,) = conversation.says("/thon đóng kp 3", STAFF)
    assert asked.splitlines() == [
        "Đóng <b>Khu phố 3</b>?",
        "• Từ nay nơi đó không phải báo cáo nữa, 1 người phụ trách không gửi số liệu cho nơi đó được nữa.",
        "• 2 số liệu đã gửi vẫn còn, và vẫn được tính vào các kỳ mà nơi đó còn mở.",
        "• Sau này mở lại được.",
    ]
    assert "Khu phố 3" in names(conversation)
    assert presses(conversation, "Giữ nguyên", STAFF)["text"].startswith("<b>Tân Khai: 5 thôn, khu phố</b>")
    assert "Khu phố 3" in names(conversation)


@pytest.mark.parametrize("words", ["mở khu phố 3", "mo lai kp3", "Mở lại Khu phố 3", "open kp 3", "thêm Khu phố 3"])
def test_a_village_is_closed_and_opened_again(conversation: Conversation, words: str) -> None:
    said = closes(conversation, "kp 3")
    assert said.startswith("Đã đóng Khu phố 3.")
    assert "<code>/thon mở Khu phố 3</code>" in said
    assert "Khu phố 3" not in names(conversation)
    (listed,) = conversation.says("/thon", STAFF)
    assert "Đã đóng 1: Khu phố 3. Mở lại: <code>/thon mở Khu phố 3</code>" in listed
    assert conversation.says("/thon đóng kp3", STAFF)[0].startswith("Khu phố 3 đã đóng từ trước.")
    assert conversation.says(f"/thon {words}", STAFF)[0].startswith("Mở lại 1: Khu phố 3.")
    assert "Khu phố 3: Thu" in conversation.says("/nguoidung", STAFF)[0]
    assert "Đã đóng" not in conversation.says("/thon", STAFF)[0]


def test_opening_what_is_open_or_is_not_there_is_said(conversation: Conversation) -> None:
    assert conversation.says("/thon mở kp3", STAFF)[0] == "Khu phố 3 đang mở."
    assert "không có “Khu phố 99”" in conversation.says("/thon mở kp99", STAFF)[0]
    assert "/thon mở" in conversation.says("/thon mở", STAFF)[0]


def test_a_closing_button_is_for_the_staff_and_for_villages_that_are_there(conversation: Conversation) -> None:
    third = villages.named(conversation.db, "tan-khai", "Khu phố 3")
    assert third is not None
    assert "cán bộ" in sends_payload(conversation, f"p:shut:{third.id}", COLLABORATOR)["text"]
    for payload in ("p:shut", "p:shut:", "p:shut:9999", "p:shut:x", f"p:shut:{third.id}.", f"p:shut:{third.id}.9999"):
        assert sends_payload(conversation, payload, STAFF)["text"].startswith("Nút này đã cũ.")
    assert len(names(conversation)) == 5


def test_more_villages_than_a_button_holds_are_closed_in_turns(conversation: Conversation) -> None:
    conversation.says("/thon thêm Khu phố 6-60", STAFF)
    assert conversation.says("/thon đóng Khu phố 1-60", STAFF) == ["Bạn đóng ít nơi hơn mỗi lần, ví dụ năm nơi một."]


def test_the_good_names_are_added_and_the_others_named_with_their_reasons(conversation: Conversation) -> None:
    long = "Thôn " + " ".join(["dài"] * 20)
    (said,) = conversation.says(f"/thon thêm Khu phố 6-24, {long}, 9-7, Khu phố 1/2", STAFF)
    assert said.splitlines() == [
        "Đã thêm 20: Khu phố 6, Khu phố 7, Khu phố 8, Khu phố 9, Khu phố 10, Khu phố 11, Khu phố 12, Khu phố 13,"
        " Khu phố 14, Khu phố 15, Khu phố 16, Khu phố 17, Khu phố 18, Khu phố 19, Khu phố 20, Khu phố 21, Khu phố 22,"
        " Khu phố 23, Khu phố 24, Khu phố 1/2.",
        "<b>Chưa thêm 2</b>:",
        "• “Thôn dài dài dài dài dài dài dài dài dài…”: tên dài quá 60 ký tự",
        "• “9-7”: số sau nhỏ hơn số trước",
        "Viết như: <code>Khu phố 14, Khu phố 15</code> hoặc <code>Khu phố 14-16</code>",
        "Tân Khai có 25 thôn, khu phố. Mời người phụ trách: /moi",
    ]


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
    assert "1 người phụ trách" in closes(conversation, "Khu phố 3")
    assert "người phụ trách" not in closes(conversation, "Khu phố 4")
    for words in ("tiêm chủng 45/47", "/nop"):
        (said,) = conversation.says(words, COLLABORATOR)
        assert said.startswith("Nơi bạn phụ trách đã đóng")


def test_villages_that_differ_by_their_marks_are_villages_of_their_own(conversation: Conversation) -> None:
    (said,) = conversation.says("/thon thêm Thôn Hạ, Thôn Hà, THÔN HẠ", STAFF)
    assert said.splitlines() == [
        "Đã thêm 2: Thôn HẠ, Thôn Hà.",
        "Chỉ khác nhau ở dấu: Thôn HẠ, Thôn Hà. Nếu là một nơi thì đóng bớt: <code>/thon đóng Thôn Hà</code>",
        "Tân Khai có 7 thôn, khu phố. Mời người phụ trách: /moi",
    ]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("/thon đóng thon ha", "Thôn ha"),
        ("/thon mở thon ha", "Thôn ha"),
        ("/thon đổi thon ha thành Thôn Thượng", "thon ha"),
        ("/moi ctv thon ha", "thon ha"),
    ],
)
def test_which_village_is_meant_is_asked_where_marks_are_left_out(
    conversation: Conversation, words: str, named: str
) -> None:
    conversation.says("/thon thêm Thôn Hạ, Thôn Hà", STAFF)
    assert conversation.says(words, STAFF) == [f"“{named}” có thể là: Thôn Hạ, Thôn Hà. Bạn gõ lại tên có đủ dấu."]
    assert names(conversation)[5:] == ["Thôn Hạ", "Thôn Hà"]


def test_each_of_two_villages_that_differ_by_marks_is_closed_and_renamed_by_its_name(
    conversation: Conversation,
) -> None:
    conversation.says("/thon thêm Thôn Hạ, Thôn Hà", STAFF)
    assert closes(conversation, "thôn hạ").startswith("Đã đóng Thôn Hạ.")
    (said,) = conversation.says("/thon đổi thôn hà thành Thôn Hả", STAFF)
    assert said.startswith("Đã đổi <b>Thôn Hà</b> thành <b>Thôn Hả</b>.")
    assert "không có “Thôn Há”" in conversation.says("/thon đóng Thôn Há", STAFF)[0]


def test_a_list_without_marks_adds_no_second_village(conversation: Conversation) -> None:
    conversation.says("/thon thêm Thôn Hạ, Thôn Trung", STAFF)
    (said,) = conversation.says("/thon them thon ha, thon thuong", STAFF)
    assert said.splitlines()[:3] == [
        "Đã thêm 1: Thôn thuong.",
        "Đã có sẵn 1: Thôn Hạ.",
        "Bạn gõ không dấu, nên tôi hiểu là nơi đã có: Thôn Hạ. Nếu là nơi khác, bạn gõ lại tên có dấu.",
    ]
