"""Commands that do not exist: which is suggested to whom."""

from collections.abc import Iterator

import pytest

from tests import updates
from tests.conversation import Conversation
from tests.fakes import USERNAME
from tests.handlers.commune import FIRST, GROUP, OFFICER, commune, hears

STRANGER = 99


@pytest.fixture
def place() -> Iterator[Conversation]:
    with commune() as talk:
        yield talk


@pytest.mark.parametrize("user", [OFFICER, FIRST, STRANGER])
@pytest.mark.parametrize("typed", ["thieu", "solieu", "so_lieu", "xem", "xemso", "xoa_du_lie", "xoadulieuu", "roii"])
def test_what_is_far_from_every_command_or_near_a_grave_one_suggests_none(
    place: Conversation, typed: str, user: int
) -> None:
    assert hears(place, f"/{typed}", user)["text"] == (f"Tôi không có lệnh <code>/{typed}</code>. Xem các lệnh: /help")


@pytest.mark.parametrize(
    ("typed", "near", "user"),
    [
        ("kehoac", "kehoach", STRANGER),
        ("tiend", "tiendo", FIRST),
        ("nopp", "nop", FIRST),
        ("baoca", "baocao", OFFICER),
        ("moii", "moi", OFFICER),
        ("trogiup", "help", STRANGER),
        ("huong_dan", "help", FIRST),
        ("chuanop", "tiendo", OFFICER),
        ("nghi", "nguoidung", OFFICER),
    ],
)
def test_the_nearest_of_the_persons_own_commands_is_suggested(
    place: Conversation, typed: str, near: str, user: int
) -> None:
    assert f"Có phải bạn muốn dùng /{near}?" in hears(place, f"/{typed}", user)["text"]


@pytest.mark.parametrize(("typed", "user"), [("baoca", FIRST), ("moii", FIRST), ("nopp", OFFICER), ("baoca", STRANGER)])
def test_no_command_of_another_role_is_suggested(place: Conversation, typed: str, user: int) -> None:
    assert "Có phải" not in hears(place, f"/{typed}", user)["text"]


def test_in_a_group_nothing_of_a_role_is_suggested(place: Conversation) -> None:
    text = hears(place, f"/baoca@{USERNAME}", OFFICER, chat=GROUP)["text"]
    assert text == "Tôi không có lệnh <code>/baoca</code>. Xem các lệnh: /help"


@pytest.mark.parametrize("entities", [[], [{"type": "bot_command", "offset": 0, "length": 7}]])
def test_under_a_picture_it_is_the_same(place: Conversation, entities: list[dict[str, object]]) -> None:
    picture = {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]}
    said = updates.message(FIRST, caption="/kehoac tân khai", caption_entities=entities, **picture)
    (reply,) = place.receives(updates.update(message=said))
    assert "Có phải bạn muốn dùng /kehoach?" in reply["text"]


def test_the_name_of_the_bot_before_a_command_is_no_part_of_it(place: Conversation) -> None:
    text = hears(place, f"@{USERNAME} /xyzw", STRANGER, chat=GROUP)["text"]
    assert text == "Tôi không có lệnh <code>/xyzw</code>. Xem các lệnh: /help"
