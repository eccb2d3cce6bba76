"""A button typed instead of pressed."""

from datetime import timedelta

import pytest

from storage import outbox, rounds
from tests import updates
from tests.handlers.town import MINH, PLAN, THU, Office, lines


@pytest.fixture
def town(office: Office) -> Office:
    """A round of October is under way."""
    office.sends("/them_han báo cáo tháng 10 trước 5/11", THU)
    office.presses("Lưu", THU)
    return office


def is_closed(office: Office) -> bool:
    """Tell whether the round of October is closed."""
    (found,) = (one for one in rounds.of_plan(office.db, PLAN) if one.period == "2025-10")
    return found.closed


def disputed(office: Office) -> Office:
    """Two people have sent different numbers, and staff have just got the card."""
    office.sends("khai sinh 12/14")
    office.sends("khai sinh 11/14", MINH)
    office.sends("số liệu nào đang tranh chấp", THU)
    return office


def asked_to_close(office: Office) -> Office:
    """The bot has just asked whether to close the round."""
    office.sends("đóng đợt", THU)
    assert "Đóng" in office.presses("Đóng đợt", THU)
    return office


@pytest.mark.parametrize("words", ["11/14", "chọn 11/14", "chon 11/14 nhe", "Chọn 11/14"])
def test_one_of_two_numbers_is_chosen_by_its_label(office: Office, words: str) -> None:
    disputed(office).sends(words, THU)
    assert office.cells() == ["14.1 2025-10 11/14"]


@pytest.mark.parametrize(
    "words", ["đóng", "dong", "đóng ạ", "có", "đúng", "ok", "u dung roi em", "Đúng rồi, đồng ý", "ok dong di em"]
)
def test_a_round_is_closed_by_the_label_or_a_yes(town: Office, words: str) -> None:
    asked_to_close(town).sends(words, THU)
    assert is_closed(town)


@pytest.mark.parametrize(
    "words",
    ["không", "khong a", "ok không", "dung khong em", "đóng chưa", "đông", "đóng đợt tháng 10", "đóng?? có nên không"],
)
def test_other_words_close_nothing(town: Office, words: str) -> None:
    asked_to_close(town).sends(words, THU)
    assert not is_closed(town)


def test_a_no_goes_back(town: Office) -> None:
    assert lines(asked_to_close(town).sends("không", THU))[0] == "Báo cáo tháng 10"


def test_a_label_is_a_press_only_right_after_it_was_shown(town: Office) -> None:
    asked_to_close(town).sends("chỉ tiêu 9 ai phụ trách", THU)
    for words in ("đóng", "có"):
        town.sends(words, THU)
    assert not is_closed(town)


def test_an_hour_later_it_is_none(town: Office) -> None:
    asked_to_close(town).now += timedelta(hours=1, minutes=1)
    town.sends("đóng", THU)
    assert not is_closed(town)


def test_a_reply_and_an_edit_press_nothing(town: Office) -> None:
    asked_to_close(town)
    replied = {"message_id": 3, "date": updates.DATE, "chat": {"id": THU, "type": "private"}}
    town.sends("đóng", THU, reply_to_message=replied)
    assert not is_closed(town)


def test_a_message_that_came_before_presses_nothing(town: Office) -> None:
    """The same message, sent again by Telegram under another number."""
    again = updates.text("đóng", THU)
    asked_to_close(town).receives(again)
    town.sends("mở lại đợt", THU)
    assert not is_closed(town)
    assert "Đóng" in town.sends("đóng đợt", THU)
    town.receives({**again, "update_id": again["update_id"] + 1000})
    assert not is_closed(town)


def test_a_yes_to_what_nobody_asked_for_presses_nothing(town: Office) -> None:
    """A card that has come in between is no question to who was just asked something else."""
    town.db.conn.execute("UPDATE outbox SET kind = 'notice'")
    asked_to_close(town)
    town.db.conn.execute("UPDATE outbox SET kind = 'notice'")
    town.sends("có", THU)
    assert not is_closed(town)


@pytest.mark.parametrize(
    "words", ["dung roi em luu di", "dung roi, luu di", "luu", "ok em", "Vâng đúng rồi, lưu giúp anh"]
)
def test_a_deadline_is_stored_by_a_yes_in_any_words(office: Office, words: str) -> None:
    office.sends("/them_han báo cáo năm trước 10/11 hằng năm", THU)
    assert "Đã lưu hạn" in office.sends(words, THU)


def test_a_yes_after_something_else_is_asked_about(office: Office) -> None:
    """What sounds accepted has to be: the buttons are shown once more, and then a yes counts."""
    office.sends("/them_han báo cáo năm trước 10/11 hằng năm", THU)
    office.sends("cảm ơn em", THU)
    assert "chưa làm gì" in office.sends("ok", THU)
    assert next(iter(office.buttons())) == "Lưu"
    assert "Đã lưu hạn" in office.sends("ok em", THU)
    office.sends("cảm ơn em", THU)
    assert "chưa làm gì" not in office.sends("ok", THU)


def test_a_yes_to_a_card_is_asked_about(office: Office) -> None:
    office.sends("tôi xin nghỉ đến 3/11")
    assert "chưa làm gì" in office.sends("dong y", THU)
    assert "nghỉ đến 03/11/2025" in office.sends("dong y", THU)


def test_a_closed_round_is_opened_and_filled_in_words(town: Office) -> None:
    """A label may be cut short, with a yes before it."""
    asked_to_close(town).sends("đóng", THU)
    town.sends("tiêm chủng 44/47")
    assert "Đã nhờ cán bộ" in town.sends("nho can bo mo lai giup chi")
    assert lines(town.sends("ok mo lai di", THU))[0] == "Đã mở lại đợt."
    assert town.cells() == []
    town.sends("ok luu di")
    assert town.cells() == ["5.1 2025-10 44/47"]


def test_buttons_outlive_the_text_for_an_hour(town: Office) -> None:
    asked_to_close(town)
    rows = town.db.execute("SELECT id, 1 FROM outbox").fetchall()
    outbox.settle_sent(town.db, dict(rows), now=town.now)
    payloads = [row["payload"] for row in town.db.query("SELECT payload FROM outbox")]
    assert payloads[-1].startswith('{"reply_markup":')
    assert not any('"text":"Đóng đợt' in payload and "parse_mode" in payload for payload in payloads)
    town.sends("đóng", THU)
    assert is_closed(town)
    outbox.purge(town.db, now=town.now + timedelta(hours=2))
    shown = town.db.execute("SELECT count(*) FROM outbox WHERE state = 'sent' AND payload != ''").fetchone()
    assert shown == (0,)


def test_labels_of_questions_are_taken_too(office: Office) -> None:
    told = office.sends("tân khai tiêm chủng 2025")
    label = next(iter(office.buttons()))
    typed = office.sends(label.lower())
    assert typed
    assert typed != told
    assert "chưa hiểu" not in typed
