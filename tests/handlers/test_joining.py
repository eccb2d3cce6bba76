"""Invitations: made, opened, taken or not; leaving; being forgotten."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from handlers.commands import COMMANDS
from handlers.menu import EVERYBODY, menu
from storage.roles import RoleName
from tests import updates
from tests.conversation import Conversation
from tests.handlers.people import ADMIN, COLLABORATOR, STAFF, STRANGER, held, invited, office, presses, sends_payload


@pytest.fixture
def conversation() -> Iterator[Conversation]:
    with office() as conversation:
        yield conversation


def home_of(conversation: Conversation, user_id: int) -> str | None:
    (row,) = conversation.db.query("SELECT home FROM people WHERE user_id = ?", (user_id,))
    return row["home"]


def test_an_invitation_says_what_for_what_is_kept_and_what_to_do_first(conversation: Conversation) -> None:
    token = invited(conversation, "cong tac vien kp 04")
    (shown,) = conversation.says(f"/start {token}", STRANGER)
    assert "<b>cộng tác viên · Khu phố 4 · Tân Khai</b>" in shown
    assert "Dùng một lần" not in shown
    assert "04/05/2025" in shown
    assert "<b>Tôi giữ:</b>" in shown
    assert "/xoa_du_lieu" in shown
    assert held(conversation, STRANGER) == []
    welcome = presses(conversation, "Tham gia", STRANGER)
    assert welcome["method"] == "editMessageText"
    assert "<code>tiêm chủng 45/47</code>" in welcome["text"]
    assert held(conversation, STRANGER) == ["collaborator Khu phố 4"]
    assert home_of(conversation, STRANGER) == "tan-khai"


def test_a_link_may_be_pasted(conversation: Conversation) -> None:
    token = invited(conversation, "ctv Khu phố 4")
    (shown,) = conversation.says(f"https://t.me/so_tay_bot?start={token}", STRANGER)
    assert shown.startswith("Bạn được mời làm")


def test_figures_before_the_yes_remind_of_the_invitation(conversation: Conversation) -> None:
    token = invited(conversation, "ctv Khu phố 4")
    conversation.says(f"/start {token}", STRANGER)
    (told,) = conversation.says("khai sinh 12/12", STRANGER)
    assert told.startswith("Bạn có lời mời chưa nhận, nên tôi chưa lưu gì.")
    conversation.now += timedelta(days=15)
    (told,) = conversation.says("khai sinh 12/12", STRANGER)
    assert "xin cán bộ" in told


def test_who_has_refused_is_not_reminded(conversation: Conversation) -> None:
    token = invited(conversation, "ctv Khu phố 4")
    conversation.says(f"/start {token}", STRANGER)
    presses(conversation, "Không", STRANGER)
    (told,) = conversation.says("khai sinh 12/12", STRANGER)
    assert "xin cán bộ" in told


def test_who_refuses_may_think_again(conversation: Conversation) -> None:
    token = invited(conversation, "ctv Khu phố 4")
    conversation.says(f"/start {token}", STRANGER)
    assert "04/05/2025" in presses(conversation, "Không", STRANGER)["text"]
    assert held(conversation, STRANGER) == []
    conversation.says(f"/start {token}", STRANGER)
    presses(conversation, "Tham gia", STRANGER)
    assert held(conversation, STRANGER) == ["collaborator Khu phố 4"]


def test_a_second_press_and_a_second_person_are_told(conversation: Conversation) -> None:
    token = invited(conversation, "ctv Khu phố 4")
    conversation.says(f"/start {token}", STRANGER)
    presses(conversation, "Tham gia", STRANGER)
    assert "rồi" in presses(conversation, "Tham gia", STRANGER)["text"]
    assert "đã có người dùng" in conversation.says(f"/start {token}", STRANGER + 1)[0]
    assert "đã có người dùng" in sends_payload(conversation, f"p:join:{token}", STRANGER + 1)["text"]
    assert held(conversation, STRANGER + 1) == []
    assert held(conversation, STRANGER) == ["collaborator Khu phố 4"]


def test_an_invitation_that_ran_out_is_told_from_one_that_never_was(conversation: Conversation) -> None:
    token = invited(conversation, "ctv Khu phố 4")
    conversation.says(f"/start {token}", STRANGER)
    conversation.now += timedelta(days=14)
    assert "hết hạn sau 14 ngày" in presses(conversation, "Tham gia", STRANGER)["text"]
    assert "hết hạn sau 14 ngày" in conversation.says(f"/start {token}", STRANGER)[0]
    assert "không tìm thấy lời mời" in conversation.says("/start abcdefghijklmnopqrstuv", STRANGER)[0]
    assert held(conversation, STRANGER) == []


def test_an_invitation_ends_with_the_role_of_its_maker(conversation: Conversation) -> None:
    token = invited(conversation, "ctv Khu phố 4")
    conversation.says("/roi", STAFF)
    presses(conversation, "Thôi vai trò này", STAFF)
    assert "không còn hiệu lực" in conversation.says(f"/start {token}", STRANGER)[0]


def test_one_person_may_hold_several_roles(conversation: Conversation) -> None:
    for words, by in (("cán bộ Hoằng Đức", ADMIN), ("cộng tác viên Khu phố 3", STAFF), ("công chức", STAFF)):
        conversation.says(f"/start {invited(conversation, words, by)}", STRANGER)
        presses(conversation, "Tham gia", STRANGER)
    assert held(conversation, STRANGER) == ["staff", "collaborator Khu phố 3", "official"]
    (shown,) = conversation.says("/toi", STRANGER)
    assert "• cán bộ tổng hợp · Hoằng Đức" in shown
    assert "• cộng tác viên · Khu phố 3 · Tân Khai" in shown


@pytest.mark.parametrize(
    ("by", "words"),
    [
        pytest.param(STRANGER, "cộng tác viên Khu phố 3", id="a-stranger"),
        pytest.param(COLLABORATOR, "cộng tác viên Khu phố 3", id="a-collaborator"),
        pytest.param(STAFF, "cán bộ", id="staff-make-no-staff"),
        pytest.param(STAFF, "quản trị viên", id="nor-administrators"),
        pytest.param(STAFF, "cộng tác viên Thôn 1 Hoằng Đức", id="nor-anybody-elsewhere"),
    ],
)
def test_who_may_not_invite(conversation: Conversation, by: int, words: str) -> None:
    (said,) = conversation.says(f"/moi {words}", by)
    assert said.startswith(("Việc này dành cho cán bộ", "Chỉ quản trị viên mời được"))
    assert conversation.db["invitations"].count == 0


@pytest.mark.parametrize(
    "payload", ["p:inv:tan-khai:s:0", "p:inv:tan-khai:a:0", "p:inv:hoang-duc:c:0", "p:inv:tan-khai"]
)
@pytest.mark.parametrize("by", [COLLABORATOR, STRANGER])
def test_a_forged_button_gives_nothing(conversation: Conversation, payload: str, by: int) -> None:
    assert sends_payload(conversation, payload, by)["text"].startswith("Việc này dành cho cán bộ")
    assert conversation.db["invitations"].count == 0


@pytest.mark.parametrize(
    "payload",
    ["p:", "p:x", "p:join", "p:inv:tan-khai:x:0", "p:who:x", "p:who:999", "p:away:3:never", "p:left:1", "p:²"],
)
def test_a_button_that_is_none_is_harmless(conversation: Conversation, payload: str) -> None:
    sends_payload(conversation, payload, STAFF)
    assert conversation.states() == ["done"]
    assert held(conversation, STAFF) == ["staff"]


def test_an_invitation_by_buttons_alone(conversation: Conversation) -> None:
    conversation.says("/moi", ADMIN)
    presses(conversation, "Tân Khai", ADMIN)
    presses(conversation, "Cộng tác viên", ADMIN)
    shown = presses(conversation, "Khu phố 5", ADMIN)
    assert shown["text"].startswith("<b>Lời mời: cộng tác viên · Khu phố 5 · Tân Khai</b>")


def test_a_plan_without_villages_has_collaborators_for_all_of_it(conversation: Conversation) -> None:
    conversation.says(f"/start {invited(conversation, 'cộng tác viên An Lão', ADMIN)}", STRANGER)
    presses(conversation, "Tham gia", STRANGER)
    assert "• cộng tác viên · An Lão" in conversation.says("/toi", STRANGER)[0]


def test_an_invitation_is_not_opened_in_a_group(conversation: Conversation) -> None:
    token = invited(conversation, "ctv Khu phố 4")
    (said,) = conversation.says(f"/start {token}", STRANGER, chat=updates.group(-100))
    assert "Chào bạn, tôi là Sổ tay" in said
    assert "nhắn riêng" in conversation.says("/moi", STAFF, chat=updates.group(-100))[0]


def test_a_role_is_left_after_asking(conversation: Conversation) -> None:
    conversation.says("/roi", COLLABORATOR)
    assert presses(conversation, "Giữ nguyên", COLLABORATOR)["text"] == "Không thay đổi gì."
    assert held(conversation, COLLABORATOR) == ["collaborator Khu phố 3"]
    conversation.says("/roi", COLLABORATOR)
    presses(conversation, "Thôi vai trò này", COLLABORATOR)
    assert held(conversation, COLLABORATOR) == []
    assert conversation.says("/roi", COLLABORATOR)[0].startswith("Bạn chưa có vai trò nào")


def test_nobody_ends_the_role_of_another_as_their_own(conversation: Conversation) -> None:
    role_id = next(conversation.db.query("SELECT id FROM roles WHERE user_id = ?", (COLLABORATOR,)))["id"]
    sends_payload(conversation, f"p:left:{role_id}", STRANGER)
    assert held(conversation, COLLABORATOR) == ["collaborator Khu phố 3"]


def test_a_person_is_forgotten_after_asking(conversation: Conversation) -> None:
    conversation.says("/datplan tân khai", COLLABORATOR)
    (asked,) = conversation.says("/xoa_du_lieu", COLLABORATOR)
    assert "không ghi ai gửi" in asked
    assert presses(conversation, "Xóa hết", COLLABORATOR)["text"].startswith("Đã xóa mọi thông tin về bạn.")
    assert held(conversation, COLLABORATOR) == []
    assert list(conversation.db.query("SELECT * FROM people WHERE user_id = ?", (COLLABORATOR,))) == []
    assert conversation.says("/toi", COLLABORATOR)[0].startswith("Bạn chưa có vai trò nào")


def test_english_is_spoken_to_who_speaks_it(conversation: Conversation) -> None:
    token = invited(conversation, "collaborator Khu phố 4")
    (shown,) = conversation.says(f"/start {token}", STRANGER, language="en")
    assert shown.startswith("You are invited to be: <b>collaborator · Khu phố 4 · Tân Khai</b>.")


@pytest.mark.parametrize("role", ["official", "collaborator", "staff", "admin"])
def test_the_menu_of_a_role_is_made_of_commands(role: RoleName) -> None:
    names = [entry["command"] for entry in menu("vi", [role])]
    assert set(names) <= set(COMMANDS)
    assert names[-len(EVERYBODY) :] == list(EVERYBODY)


def test_the_menu_grows_with_a_role_and_shrinks_with_its_end(conversation: Conversation) -> None:
    conversation.says(f"/start {invited(conversation, 'ctv Khu phố 4')}", STRANGER)
    presses(conversation, "Tham gia", STRANGER)
    (grown,) = [call for call in conversation.owed() if call["method"] == "setMyCommands"]
    assert grown["scope"] == {"type": "chat", "chat_id": STRANGER}
    assert "nop" in [entry["command"] for entry in grown["commands"]]
    conversation.says("/roi", STRANGER)
    presses(conversation, "Thôi vai trò này", STRANGER)
    assert [call["scope"] for call in conversation.owed() if call["method"] == "deleteMyCommands"] == [grown["scope"]]


def test_a_village_alone_is_for_a_collaborator(conversation: Conversation) -> None:
    (said,) = conversation.says("/moi khu pho 4", STAFF)
    assert "cộng tác viên · Khu phố 4" in said
    assert conversation.says("/moi khu phố 99", STAFF) == ["Tân Khai không có “khu phố 99”. Xem danh sách: /thon"]


def test_staff_are_told_whom_they_may_invite(conversation: Conversation) -> None:
    (said,) = conversation.says("/moi cán bộ", STAFF)
    assert "Chỉ quản trị viên mời được cán bộ tổng hợp" in said
    assert "dành cho cán bộ" in conversation.says("/moi cán bộ", COLLABORATOR)[0]
