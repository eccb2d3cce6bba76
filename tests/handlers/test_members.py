"""/nguoidung: who reports for what, deputies, leave, revoking."""

from collections.abc import Iterator

import pytest

from storage import roles, villages
from tests.conversation import Conversation
from tests.handlers.people import ADMIN, COLLABORATOR, STAFF, STRANGER, held, office, presses, sends_payload


@pytest.fixture
def conversation() -> Iterator[Conversation]:
    with office() as conversation:
        yield conversation


def card_of_thu(conversation: Conversation) -> str:
    conversation.says("/nguoidung", STAFF)
    return str(presses(conversation, "Thu · Khu phố 3", STAFF)["text"])


def test_people_are_listed_by_village(conversation: Conversation) -> None:
    (shown,) = conversation.says("/nguoidung", STAFF)
    assert shown.splitlines() == [
        "<b>Người phụ trách · Tân Khai</b> (2 người)",
        "Khu phố 1: chưa có ai",
        "Khu phố 2: chưa có ai",
        "Khu phố 3: Thu",
        "Khu phố 4: chưa có ai",
        "Khu phố 5: chưa có ai",
        "cán bộ tổng hợp: Hoa",
    ]


def test_a_deputy_gets_a_village_and_is_told(conversation: Conversation) -> None:
    card_of_thu(conversation)
    presses(conversation, "Giao thêm nơi", STAFF)
    shown = presses(conversation, "Khu phố 4", STAFF)
    assert shown["text"].startswith("Đã giao Khu phố 4 cho Thu.")
    assert held(conversation, COLLABORATOR) == ["collaborator Khu phố 3", "collaborator Khu phố 4"]
    told = next(call for call in conversation.owed() if call["chat_id"] == COLLABORATOR)
    assert (told["chat_id"], told["text"].split(".")[0]) == (
        COLLABORATOR,
        "Bạn được giao thêm: <b>cộng tác viên · Khu phố 4 · Tân Khai</b>",
    )
    assert "đang phụ trách" in presses(conversation, "Khu phố 4", STAFF)["text"]


def test_leave_is_shown_until_it_ends(conversation: Conversation) -> None:
    card_of_thu(conversation)
    presses(conversation, "Nghỉ phép", STAFF)
    presses(conversation, "đến 27/04/2025", STAFF)
    assert "Khu phố 3: Thu (nghỉ đến 27/04/2025)" in conversation.says("/nguoidung", STAFF)[0]
    assert "(nghỉ đến 27/04/2025)" in conversation.says("/toi", COLLABORATOR)[0]
    conversation.now = conversation.now.replace(day=28)
    assert "Khu phố 3: Thu\n" in conversation.says("/nguoidung", STAFF)[0]


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("nghỉ Thu đến 15/12", "15/12/2025"),
        ("nghi thu den het ngay 15/12", "15/12/2025"),
        ("nghỉ phép Thu tới 2/1/2026", "02/01/2026"),
        ("nghỉ khu phố 3 đến 15 tháng 12", "15/12/2025"),
        ("nghỉ kp3 hết tháng này", "30/04/2025"),
        ("away Thu until 15/12", "15/12/2025"),
        ("Tân Khai nghỉ Thu trước 15/12", "14/12/2025"),
        ("nghỉ Thu hôm nay", "20/04/2025"),
    ],
)
def test_leave_is_asked_for_in_words(conversation: Conversation, words: str, until: str) -> None:
    (shown,) = conversation.says(f"/nguoidung {words}", STAFF)
    assert shown.splitlines()[0] == f"<b>Thu (nghỉ đến {until})</b>"
    assert f"(nghỉ đến {until})" in conversation.says("/toi", COLLABORATOR)[0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("nghỉ Thu", "<b>Thu</b> nghỉ đến hết ngày nào?"),
        ("nghỉ", "Nghỉ đến hết ngày nào"),
        ("nghỉ Thu đến 31/2", "Không có ngày 31/2. <b>Thu</b> nghỉ đến hết ngày nào?"),
        ("nghỉ Thu đến 19/4/2025", "Ngày 19/04/2025 đã qua. <b>Thu</b> nghỉ đến hết ngày nào?"),
        ("nghỉ Thu đến 19/4", "Ngày 19/04/2025 đã qua. <b>Thu</b> nghỉ đến hết ngày nào?"),
        ("nghỉ Thu đến 15/12/2030", "Nghỉ đến hết ngày nào"),
        ("nghỉ Hoa đến 15/12", "Tân Khai không có cộng tác viên nào tên hay phụ trách “Hoa”"),
        ("nghỉ khu phố 4 đến 15/12", "Tân Khai không có cộng tác viên nào tên hay phụ trách “khu phố 4”"),
        ("nghỉ <b> đến 15/12", "Tân Khai không có cộng tác viên nào tên hay phụ trách “&lt;b&gt;”"),
    ],
)
def test_leave_that_is_not_clear_is_asked_about(conversation: Conversation, words: str, said: str) -> None:
    assert conversation.says(f"/nguoidung {words}", STAFF)[0].startswith(said)
    assert "nghỉ đến" not in conversation.says("/toi", COLLABORATOR)[0]


def test_of_several_people_of_one_name_one_is_picked(conversation: Conversation) -> None:
    fourth = villages.named(conversation.db, "tan-khai", "Khu phố 4")
    assert fourth is not None
    now, village_id = conversation.now, fourth.id
    grant = roles.grant
    grant(conversation.db, 9, "collaborator", plan="tan-khai", village_id=village_id, by=2, now=now, called="Minh Thu")
    assert "<b>Minh Thu (" in conversation.says("/nguoidung nghỉ Minh đến 15/12", STAFF)[0]
    assert "<b>Thu (" in conversation.says("/nguoidung nghỉ Thu đến 15/12", STAFF)[0]
    grant(conversation.db, 10, "collaborator", plan="tan-khai", village_id=village_id, by=2, now=now, called="Thu")
    assert "Ai nghỉ đến 16/12/2025?" in conversation.says("/nguoidung nghỉ Thu đến 16/12", STAFF)[0]
    assert "nghỉ đến 16/12/2025" in presses(conversation, "Thu · Khu phố 4", STAFF)["text"]


def test_the_buttons_of_leave_say_how_to_name_another_day(conversation: Conversation) -> None:
    card_of_thu(conversation)
    shown = presses(conversation, "Nghỉ phép", STAFF)["text"]
    assert "<code>/nguoidung nghỉ Thu đến 15/12</code>" in shown


def test_who_is_back_from_leave_is_marked(conversation: Conversation) -> None:
    card_of_thu(conversation)
    presses(conversation, "Nghỉ phép", STAFF)
    presses(conversation, "đến 27/04/2025", STAFF)
    assert "nghỉ" not in presses(conversation, "Đã đi làm lại", STAFF)["text"]


def test_a_role_is_revoked_after_asking(conversation: Conversation) -> None:
    card_of_thu(conversation)
    presses(conversation, "Thu hồi: Khu phố 3", STAFF)
    assert held(conversation, COLLABORATOR) == ["collaborator Khu phố 3"]
    assert presses(conversation, "Thu hồi", STAFF)["text"].startswith("<b>Thu</b> không còn là cộng tác viên")
    assert held(conversation, COLLABORATOR) == []
    assert "đã cũ" in presses(conversation, "Thu hồi", STAFF)["text"]


@pytest.mark.parametrize("by", [COLLABORATOR, STRANGER])
def test_the_people_of_a_plan_are_for_its_staff(conversation: Conversation, by: int) -> None:
    role_id = next(conversation.db.query("SELECT id FROM roles WHERE role = 'collaborator'"))["id"]
    payloads = ["ppl:tan-khai", *(f"{action}:{role_id}:0:1" for action in ("who", "give", "away", "revoke", "revoked"))]
    said = [sends_payload(conversation, f"p:{payload}", by)["text"] for payload in payloads]
    assert {
        text.partition(" của")[0]
        for text in (
            *said,
            *conversation.says("/nguoidung", by),
            *conversation.says("/nguoidung nghỉ Thu đến 15/12", by),
        )
    } == {"Việc này dành cho cán bộ"}
    assert held(conversation, COLLABORATOR) == ["collaborator Khu phố 3"]


def test_staff_do_not_revoke_staff(conversation: Conversation) -> None:
    role_id = next(conversation.db.query("SELECT id FROM roles WHERE role = 'staff'"))["id"]
    conversation.says("/nguoidung Tân Khai", ADMIN)
    presses(conversation, "Hoa · cán bộ tổng hợp", ADMIN)
    assert sends_payload(conversation, f"p:revoked:{role_id}", STAFF)["text"].startswith("Việc này")
    assert held(conversation, STAFF) == ["staff"]


def test_a_long_list_is_turned_page_by_page(conversation: Conversation) -> None:
    conversation.says("/thon thêm Khu phố 6-60", STAFF)
    (first,) = conversation.says("/nguoidung", STAFF)
    second = presses(conversation, "Sau ›", STAFF)
    assert ("Khu phố 20: " in first, "Khu phố 21: " in first) == (True, False)
    assert second["text"].splitlines()[1].startswith("Khu phố 21: ")
    presses(conversation, "‹ Trước", STAFF)


def test_administrators_look_after_each_other(conversation: Conversation) -> None:
    roles.grant(conversation.db, STRANGER, "admin", plan=None, by=ADMIN, now=conversation.now, called="An")
    assert "quản trị" not in conversation.says("/nguoidung", STAFF)[0]
    conversation.says("/nguoidung Tân Khai", ADMIN)
    presses(conversation, "An · quản trị viên", ADMIN)
    presses(conversation, "Thu hồi: quản trị viên", ADMIN)
    presses(conversation, "Thu hồi", ADMIN)
    assert held(conversation, STRANGER) == []


@pytest.mark.parametrize("who", ["Thu", "khu pho 3"])
def test_somebody_is_found_by_name_and_by_village(conversation: Conversation, who: str) -> None:
    (said,) = conversation.says(f"/nguoidung {who}", STAFF)
    assert said.splitlines()[0] == "<b>Thu</b>"


def test_nobody_of_that_name_is_said(conversation: Conversation) -> None:
    assert "“Lan”" in conversation.says("/nguoidung Lan", STAFF)[0]
    assert "dành cho cán bộ" in conversation.says("/nguoidung Thu", COLLABORATOR)[0]
