"""Answers to reminders in plain words, and how reminders name what they are about."""

from collections.abc import Iterator

import pytest

from storage import nudge_wishes, obligations
from tests.conversation import Conversation
from tests.handlers.commune import FIRST, OFFICER, SECOND, buttons, commune, hears, newest_of, sees, village
from tests.nudging import FIRST as PLACE_FIRST
from tests.nudging import STAFF, at, office

YEARLY = "Báo cáo năm về kết quả mục tiêu, chỉ tiêu của Kế hoạch"


@pytest.fixture
def talk() -> Iterator[Conversation]:
    """The commune, with its yearly round under way."""
    with commune() as conversation:
        hears(conversation, "/dot", OFFICER)
        yield conversation


def add_deadline(talk: Conversation, words: str) -> None:
    """Have staff add a deadline of their own."""
    sees(talk, buttons(hears(talk, f"/them_han {words}", OFFICER))["Lưu"], OFFICER)


def marks(talk: Conversation) -> list[tuple[str, int]]:
    return [(mark.kind, mark.village_id) for mark in obligations.marks(talk.db, 1)]


def test_on_paper_is_noted_and_can_be_undone(talk: Conversation) -> None:
    said = hears(talk, "đã nộp giấy rồi", FIRST)
    assert said["text"].startswith(f"Đã ghi: Thôn 1 nộp bản giấy cho đợt “{YEARLY} (năm 2025)”.")
    assert marks(talk) == [("paper", village(talk, "Thôn 1").id)]
    sees(talk, buttons(said)["Hoàn tác"], FIRST)
    assert marks(talk) == []


@pytest.mark.parametrize(
    "words", ["em nhầm, em chưa nộp giấy", "em bam nham, em chua nop giay", "chưa nộp bản giấy đâu", "bỏ nộp giấy đi ạ"]
)
def test_on_paper_is_taken_back_in_words(talk: Conversation, words: str) -> None:
    assert hears(talk, words, FIRST)["text"].startswith("Thôn 1 không được ghi là nộp bản giấy")
    hears(talk, "đã nộp giấy rồi", FIRST)
    assert hears(talk, words, FIRST)["text"] == "Đã bỏ ghi. Thôn 1 lại được nhắc như trước."
    assert marks(talk) == []


def test_a_mark_of_paper_that_is_not_ones_own_or_of_several_rounds_is_asked_about(talk: Conversation) -> None:
    hears(talk, "thôn 1 nộp giấy rồi", OFFICER)
    assert hears(talk, "em chưa nộp giấy", FIRST)["text"].startswith("Cán bộ đã ghi")
    add_deadline(talk, "báo cáo tháng 10 trước 15/11")
    sees(talk, f"n:paper:2:{village(talk, 'Thôn 1').id}", OFFICER)
    shown = hears(talk, "thôn 1 chưa nộp giấy", OFFICER)
    assert shown["text"] == "Bỏ ghi nộp bản giấy của đợt nào?"
    assert marks(talk)
    sees(talk, buttons(shown)["Thôn 1 · năm 2025"], OFFICER)
    assert marks(talk) == []


def test_leave_is_asked_of_the_staff(talk: Conversation) -> None:
    hears_all = talk.says("em xin nghỉ tháng này", SECOND)
    assert any(said.startswith("Đã gửi cán bộ: bạn xin cho Thôn 2 nghỉ đợt") for said in hears_all)
    assert "xin nghỉ đợt" in newest_of(talk, OFFICER)["text"]
    assert marks(talk) == [("leave_asked", village(talk, "Thôn 2").id)]


def test_who_has_sent_is_told_what_is_missing(talk: Conversation) -> None:
    shown = hears(talk, "chị ơi em nộp rồi mà", FIRST)
    assert shown["text"].startswith(f"<b>{YEARLY}</b>: Thôn 1 còn thiếu <b>34 mục</b> của năm 2025: ")
    assert list(buttons(shown)) == ["Nộp ngay", "Đã nộp bản giấy"]
    hears(talk, "đã nộp giấy rồi", FIRST)
    assert hears(talk, "em nộp rồi", FIRST)["text"].startswith("Bạn không còn gì phải nộp")


def test_with_two_rounds_it_is_asked_which(talk: Conversation) -> None:
    add_deadline(talk, "báo cáo đuối nước trước 15/11")
    assert hears(talk, "đã nộp giấy rồi", FIRST)["text"] == "Đã nộp bản giấy của nơi nào, kỳ nào?"
    assert list(buttons(hears(talk, "xin nghỉ kỳ này", FIRST))) == [
        "Thôn 1 · Báo cáo năm về kết quả mục tiêu, chỉ t…",
        "Thôn 1 · Báo cáo đuối nước",
    ]
    assert marks(talk) == []


@pytest.mark.parametrize("words", ["đã nộp giấy rồi", "em nộp rồi mà", "em xin nghỉ tháng này"])
def test_staff_get_no_reminder_of_that_kind_to_answer(talk: Conversation, words: str) -> None:
    hears(talk, words, OFFICER)
    assert marks(talk) == []


def test_again_is_heard_where_reminders_are_off(talk: Conversation) -> None:
    assert "Đã đổi" not in hears(talk, "nhắc lại đi", FIRST)["text"]
    hears(talk, "/nhac tắt", FIRST)
    assert nudge_wishes.of_person(talk.db, FIRST).stopped
    assert hears(talk, "nhắc lại đi", FIRST)["text"].startswith("✓ Đã đổi.")
    assert not nudge_wishes.of_person(talk.db, FIRST).stopped


@pytest.mark.parametrize("words", ["thon 1 con may ngay nua", "còn mấy ngày nữa", "thôn 1 còn bao nhiêu ngày"])
def test_how_long_there_is_is_told_of_every_round(talk: Conversation, words: str) -> None:
    add_deadline(talk, "báo cáo đuối nước trước 15/11")
    text = hears(talk, words, FIRST)["text"]
    assert f"• {YEARLY} (năm 2025): đến hết 04/11/2025 · còn 9 ngày" in text
    assert "• Báo cáo đuối nước (năm 2025): đến hết 14/11/2025 · còn 19 ngày" in text


def test_a_reminder_names_the_report_that_staff_added() -> None:
    with office() as place:
        place.talk.now = at("2025-10-01")
        shown = hears(place.talk, "/them_han báo cáo đuối nước trước 15/11", STAFF)
        place.press(buttons(shown)["Lưu"], STAFF)
        sent = place.live("2025-10-28", "2025-10-31")
        first = next(one for one in sent if one.user_id == PLACE_FIRST and "đuối nước" in one.text)
        assert "<b>Báo cáo đuối nước</b>\n" in first.text
