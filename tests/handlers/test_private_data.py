"""Private details in a group: nothing of them is answered, repeated or remembered."""

from collections.abc import Iterator

import pytest

from tests import updates
from tests.conversation import Conversation
from tests.fakes import USERNAME
from tests.handlers.people import COLLABORATOR, office

GROUP = updates.group(-500)


@pytest.fixture
def conversation() -> Iterator[Conversation]:
    with office() as conversation:
        yield conversation


def says_in_group(conversation: Conversation, words: str) -> list[str]:
    return conversation.says(f"@{USERNAME} {words}", COLLABORATOR, chat=GROUP)


@pytest.mark.parametrize(
    "words",
    [
        "bé Nguyễn Văn An bị suy dinh dưỡng",
        "chau Tran Thi Be kp3 chua tiem",
        "mẹ cháu bị HIV gọi 0912345678",
        "kp3 tiêm chủng 45/47, cccd 012345678901",
        "nhà số 12 đường Trần Phú tảo hôn",
        "0912345678",
    ],
)
def test_private_details_in_a_group_are_refused_and_forgotten(conversation: Conversation, words: str) -> None:
    (said,) = says_in_group(conversation, words)
    assert said.startswith("Tin này có thông tin riêng của một người")
    assert not {word for word in words.split() if len(word) > 3} & set(said.split())
    assert conversation.owed()[-1]["reply_parameters"]["message_id"]
    assert conversation.db["frames"].count == 0
    assert conversation.db["revisions"].count == 0


def test_a_command_in_a_group_takes_no_private_details_either(conversation: Conversation) -> None:
    (said,) = conversation.says("/hoi bé Nguyễn Văn An ai phụ trách", COLLABORATOR, chat=GROUP)
    assert "xóa tin đó đi" in said
    assert conversation.db["frames"].count == 0


def test_what_was_talked_of_before_is_kept(conversation: Conversation) -> None:
    says_in_group(conversation, "tân khai tiêm chủng 2025")
    before = list(conversation.db["frames"].rows)
    says_in_group(conversation, "bé Nguyễn Văn An bị suy dinh dưỡng")
    assert list(conversation.db["frames"].rows) == before


def test_a_child_in_danger_comes_first(conversation: Conversation) -> None:
    first, second = says_in_group(conversation, "bé Nguyễn Văn An bị cha đánh")
    assert "111" in first
    assert "xóa tin đó đi" in second
    assert "An" not in (first + second).split()


@pytest.mark.parametrize("words", ["tân khai tiêm chủng 2025", "trẻ Hoằng Đức tiêm chủng", "chị Hoa ơi, chỉ tiêu 9?"])
def test_a_question_in_a_group_is_answered(conversation: Conversation, words: str) -> None:
    (said,) = says_in_group(conversation, words)
    assert "📄" in said
