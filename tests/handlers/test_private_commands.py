"""Private details in what staff write behind a command: refused with a word on how to write it, and nothing is kept."""

from collections.abc import Iterator

import pytest

from storage import deadlines, villages
from tests.conversation import Conversation
from tests.handlers.people import COLLABORATOR, STAFF, STRANGER, office, presses

NAME, PHONE = "Nguyễn Thị Lan", "0912345678"


@pytest.fixture
def conversation() -> Iterator[Conversation]:
    with office() as conversation:
        yield conversation


def kept(conversation: Conversation) -> str:
    """All that stands in the database but for the answers, which Telegram is to take."""
    db = conversation.db
    tables = [name for name in db.table_names() if name not in ("outbox", "_sqlite_migrations")]
    return "\n".join(str(tuple(row.values())) for table in tables for row in db.table(table).rows)


@pytest.mark.parametrize(
    "words",
    [
        f"báo cáo cháu {NAME} {PHONE} trước 20/11 hằng năm",
        f"gọi {PHONE} trước 20/11",
        f"tan khai thăm bé {NAME} trước 20/11",
        "báo cáo nhà bà Năm số nhà 5 hạn 20/11",
        f"cháu {NAME}",
    ],
)
def test_a_deadline_holds_no_private_details(conversation: Conversation, words: str) -> None:
    (said,) = conversation.says(f"/them_han {words}", STAFF)
    assert "không lưu gì cả" in said
    assert "<code>/them_han báo cáo năm trước 5/11 hằng năm</code>" in said
    assert PHONE not in said
    assert "Lan" not in said
    assert deadlines.of_plan(conversation.db, "tan-khai") == []
    assert [word for word in ("Lan", PHONE, "bà Năm") if word in kept(conversation)] == []
    assert conversation.db.table("asks").count == 0


@pytest.mark.parametrize(
    "words",
    [
        "báo cáo trẻ em bị xâm hại trước 20/11 hằng năm",
        "Báo Cáo Trẻ Em trước 20/11",
        "họp ở trường Lê Văn Tám trước 5/11",
        "danh sách Trẻ Mồ Côi hạn 20/11/2025",
    ],
)
def test_a_deadline_that_names_nobody_is_taken(conversation: Conversation, words: str) -> None:
    conversation.says(f"/them_han {words}", STAFF)
    presses(conversation, "Lưu", STAFF)
    assert len(deadlines.of_plan(conversation.db, "tan-khai")) == 1


@pytest.mark.parametrize(
    "words",
    [
        f"thêm cháu {NAME}",
        f"thêm Khu phố 14 {PHONE}",
        f"thêm Khu phố 14 {NAME}",
        f"thêm Khu phố 14, cháu {NAME}",
        f"đổi Khu phố 3 thành Khu phố 3 bé {NAME}",
        f"thêm Thôn Em {NAME}",
        f"đổi cháu {NAME} thành Khu phố Ba",
        f"đóng cháu {NAME}",
        f"ghi cháu {NAME} {PHONE}",
    ],
)
def test_a_village_is_not_called_by_private_details(conversation: Conversation, words: str) -> None:
    before = villages.of_plan(conversation.db, "tan-khai")
    (said,) = conversation.says(f"/thon {words}", STAFF)
    assert "không lưu gì cả" in said
    assert "/thon thêm Thôn" in said
    assert NAME not in said
    assert PHONE not in said
    assert villages.of_plan(conversation.db, "tan-khai") == before
    assert [word for word in ("Lan", PHONE) if word in kept(conversation)] == []


@pytest.mark.parametrize(
    "name",
    ["Thôn Hoàng Thị Loan", "Thôn Nguyễn Văn Trỗi", "Ấp Con Chim", "Thôn Tre Xanh", "Tổ dân phố Nguyễn Thị Minh Khai"],
)
def test_a_village_may_be_called_after_somebody(conversation: Conversation, name: str) -> None:
    conversation.says(f"/thon thêm Khu phố 14-16; {name}", STAFF)
    assert villages.names(villages.of_plan(conversation.db, "tan-khai"))[5:] == [
        *(f"Khu phố {number}" for number in (14, 15, 16)),
        name,
    ]
    conversation.says(f"/thon đổi {name} thành Khu phố Trung Thành", STAFF)
    assert villages.names(villages.of_plan(conversation.db, "tan-khai"))[-1] == "Khu phố Trung Thành"


def test_the_refusal_is_in_the_persons_language(conversation: Conversation) -> None:
    conversation.says("/toi", STAFF)
    conversation.db.execute("UPDATE people SET language = 'en'")
    (deadline,) = conversation.says(f"/them_han report {PHONE} before 20 November", STAFF)
    (village,) = conversation.says(f"/thon add {PHONE}", STAFF)
    assert "nothing of it was stored" in deadline
    assert "nothing of it was stored" in village


def test_only_those_whom_a_command_is_for_read_how_to_write_it(conversation: Conversation) -> None:
    (said,) = conversation.says(f"/them_han cháu {NAME} trước 20/11", COLLABORATOR)
    assert "không lưu" not in said
    assert "Lan" not in said + kept(conversation)


@pytest.mark.parametrize("user_id", [STRANGER, COLLABORATOR, STAFF])
def test_everybody_reads_what_is_kept_about_them(conversation: Conversation, user_id: int) -> None:
    (shown,) = conversation.says("/toi", user_id)
    told = shown[shown.index("<b>Tôi giữ:</b>") :]
    for what in (
        *("mã số Telegram", "tên gọi", "vai trò", "số liệu bạn gửi kèm lý do", "việc bạn làm", "lần bạn được nhắc"),
        *("muốn được nhắc", "ngôn ngữ", "nơi đã chọn", "lần đầu và lần gần nhất", "20 phút", "30 ngày", "/xoa_du_lieu"),
    ):
        assert what in told
    assert len(told) < 700
