"""Figures of a closed round: nothing is stored, nothing is lost, and no way leads around it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from storage import asks, people, reopenings, revisions, roles
from storage.cells import Cell, Said, Source
from storage.sheet import ClosedRoundError
from tests import updates
from tests.conversation import Conversation
from tests.figures import record, take_back
from tests.handlers.commune import FIRST, OFFICER, PLAN, SECOND, buttons, commune, hears, newest_of, sees, village

ROUND = "Báo cáo năm về kết quả mục tiêu, chỉ tiêu của Kế hoạch (năm 2025)"
REFUSED = f"<b>{ROUND}</b> đã đóng, nên tôi không lưu: Đăng ký khai sinh 12/12."


@pytest.fixture
def talk() -> Iterator[Conversation]:
    """Thôn 1 has sent a figure for October; then the round of 2025 was closed."""
    with commune() as conversation:
        hears(conversation, "/dot", OFFICER)
        hears(conversation, "tiêm chủng 45/47", FIRST)
        sees(conversation, "r:do:shut:1", OFFICER)
        yield conversation


def stored(talk: Conversation) -> list[tuple[Any, ...]]:
    return talk.db.execute("SELECT village_id, indicator, part, period, numerator, state FROM revisions").fetchall()


def cell(talk: Conversation, name: str = "Thôn 1", code: int = 5, period: str = "2025-10") -> Cell:
    return Cell(PLAN, village(talk, name).id, code, 1, period)


def test_a_figure_of_a_closed_round_is_kept_until_it_is_open_again(talk: Conversation) -> None:
    before = stored(talk)
    refused = hears(talk, "khai sinh 12/12", FIRST)
    assert refused["text"] == REFUSED
    assert stored(talk) == before
    asked = sees(talk, buttons(refused)["Nhờ cán bộ mở lại"], FIRST)
    assert "Số liệu bạn gửi được giữ lại" in asked["text"]
    card = newest_of(talk, OFFICER)
    assert card["text"] == f"<b>Xin mở lại · {ROUND}</b>\nThôn 1 gửi 1 số liệu sau khi đợt đóng, chưa lưu."
    sees(talk, buttons(card)["Mở lại đợt"], OFFICER)
    notice = newest_of(talk, FIRST)
    assert notice["text"] == f"Đợt “{ROUND}” đã mở lại."
    kept = sees(talk, buttons(notice)["Lưu số liệu đã gửi"], FIRST)
    assert kept["text"].startswith("<b>Đã lưu · Thôn 1 · tháng 10/2025</b>\nĐăng ký khai sinh: <b>12/12 = 100%</b>")
    assert len(stored(talk)) == len(before) + 1
    assert sees(talk, buttons(notice)["Lưu số liệu đã gửi"], FIRST)["text"] == "Việc này đã giải quyết rồi."


def test_what_was_kept_does_not_replace_what_was_sent_since(talk: Conversation) -> None:
    hears(talk, "khai sinh 12/12", FIRST)
    sees(talk, "r:unshut:1", OFFICER)
    hears(talk, "khai sinh 13/13", FIRST)
    told = sees(talk, "f:kept:1", FIRST)["text"]
    assert "13/13" in told
    assert "sửa khai sinh 12/12" in told
    birth = revisions.held(talk.db, cell(talk, code=14))
    assert birth is not None
    assert birth.current.said.numerator == 13


def test_what_was_kept_is_there_when_the_round_opens_after_months(talk: Conversation) -> None:
    refused = hears(talk, "khai sinh 12/12", FIRST)
    sees(talk, buttons(refused)["Nhờ cán bộ mở lại"], FIRST)
    talk.now += timedelta(days=75)
    asks.purge(talk.db, now=talk.now)
    sees(talk, "r:unshut:1", OFFICER)
    asks.purge(talk.db, now=talk.now)
    assert "12/12" in sees(talk, "f:kept:1", FIRST)["text"]
    assert revisions.held(talk.db, cell(talk, code=14))
    asks.purge(talk.db, now=talk.now + timedelta(days=31))
    assert talk.db["asks"].count == 0


def test_an_old_button_of_somebody_who_has_left_is_refused_in_a_sentence(talk: Conversation) -> None:
    undo = buttons(hears(talk, "khai sinh tháng 10/2024 12/12", FIRST))["Hoàn tác"]
    (role,) = roles.of_person(talk.db, FIRST)
    roles.end(talk.db, role.id, by=OFFICER, now=talk.now)
    roles.grant(
        talk.db, FIRST, "collaborator", plan=PLAN, village_id=village(talk, "Thôn 2").id, by=OFFICER, now=talk.now
    )
    talk.db.execute("UPDATE rounds SET period = '2024', closed_at = ?", (talk.now.isoformat(),))
    assert sees(talk, undo, FIRST)["text"] == "Số liệu này ngoài phạm vi của bạn."
    assert talk.states()[-1] == "done"


def test_what_was_sent_in_several_messages_is_stored_together(talk: Conversation) -> None:
    for words in ("khai sinh 12/12", "khai sinh 13/13", "tiêm chủng 46/47"):
        refused = hears(talk, words, FIRST)
        sees(talk, buttons(refused)["Nhờ cán bộ mở lại"], FIRST)
    cards = [call for call in talk.owed() if call["chat_id"] == OFFICER and "Xin mở lại" in call.get("text", "")]
    assert len(cards) == 1
    assert hears(talk, "/huy", FIRST)["text"].endswith("Số liệu chờ mở lại đợt báo cáo vẫn được giữ.")
    sees(talk, "r:unshut:1", OFFICER)
    sees(talk, "f:kept:1", FIRST)
    birth, shots = (revisions.held(talk.db, cell(talk, code=code)) for code in (14, 5))
    assert birth is not None
    assert shots is not None
    assert (birth.current.said.numerator, shots.current.said.numerator) == (13, 46)


def test_closed_once_more_the_figures_are_kept_once_more(talk: Conversation) -> None:
    hears(talk, "khai sinh 12/12", FIRST)
    before = stored(talk)
    shown = sees(talk, "f:kept:1", FIRST)
    assert shown["text"] == REFUSED
    assert "Nhờ cán bộ mở lại" in buttons(shown)
    assert stored(talk) == before


def test_a_round_that_is_open_already_needs_no_asking(talk: Conversation) -> None:
    refused = hears(talk, "khai sinh 12/12", FIRST)
    sees(talk, "r:unshut:1", OFFICER)
    shown = sees(talk, buttons(refused)["Nhờ cán bộ mở lại"], FIRST)
    assert shown["text"].endswith("đã mở lại. Bạn lưu số liệu đã gửi nhé.")
    assert "Đã lưu" in sees(talk, buttons(shown)["Lưu số liệu đã gửi"], FIRST)["text"]


def test_what_belongs_to_an_open_period_is_stored_all_the_same(talk: Conversation) -> None:
    talk.now += timedelta(days=90)
    text = hears(talk, "khai sinh 12/12 tháng này, tiêm chủng 44/47 tháng 9/2025", FIRST)["text"]
    assert "<b>Đã lưu · Thôn 1 · tháng 1/2026</b>\nĐăng ký khai sinh: <b>12/12" in text
    assert f"<b>{ROUND}</b> đã đóng, nên tôi không lưu: Tiêm chủng dưới 1 tuổi, đủ 8 loại 44/47." in text


def test_december_is_after_the_round_of_that_year(talk: Conversation) -> None:
    talk.now = talk.now.replace(month=12)
    assert "Đã lưu" in hears(talk, "khai sinh 12/12", FIRST)["text"]


def test_staff_may_still_correct(talk: Conversation) -> None:
    told, receipt = talk.receives(updates.text("thôn 1 tiêm chủng 46/47", OFFICER))
    assert "<b>46/47" in receipt["text"]
    assert told["chat_id"] == FIRST
    assert "Cán bộ đã sửa" in told["text"]


def test_somebody_elses_village_is_refused_before_the_round(talk: Conversation) -> None:
    text = hears(talk, "thôn 1 khai sinh 12/12", SECOND)["text"]
    assert "không phải nơi bạn báo số liệu" in text
    assert "đã đóng" not in text


def test_undoing_and_moving_do_not_lead_around_it(talk: Conversation) -> None:
    before = stored(talk)
    (revision,) = revisions.of_cell(talk.db, cell(talk))
    for payload in (f"f:undo:{revision.id}", f"f:move:{revision.id}:2025-09", f"f:move:{revision.id}:2025"):
        assert sees(talk, payload, FIRST)["text"] == (
            f"<b>{ROUND}</b> đã đóng, nên số liệu này giữ nguyên. Cần sửa, bạn nhờ cán bộ mở lại đợt."
        )
    assert stored(talk) == before


def test_a_figure_does_not_move_into_a_closed_round(talk: Conversation) -> None:
    talk.now += timedelta(days=90)
    hears(talk, "khai sinh 12/12", FIRST)
    before = stored(talk)
    (revision,) = revisions.of_cell(talk.db, cell(talk, code=14, period="2026-01"))
    assert "giữ nguyên" in sees(talk, f"f:move:{revision.id}:2025-10", FIRST)["text"]
    assert stored(talk) == before


def test_an_edited_message_changes_nothing_and_is_kept(talk: Conversation) -> None:
    (revision,) = revisions.of_cell(talk.db, cell(talk))
    before = stored(talk)
    for second, words in enumerate(("tiêm chủng 40/47", "khai sinh 12/12"), 1):
        edit = updates.edited(words, FIRST)
        edit["edited_message"] |= {"message_id": revision.message_id, "edit_date": updates.DATE + second}
        (reply,) = talk.receives(edit)
        assert "đã đóng, nên tôi không lưu" in reply["text"]
    assert "đã đóng, nên số liệu này giữ nguyên" in reply["text"]
    assert stored(talk) == before
    sees(talk, "r:unshut:1", OFFICER)
    sees(talk, "f:kept:1", FIRST)
    assert len(stored(talk)) == len(before) + 1  # what the last edit says; the one before it says no more


def test_the_guided_way_ends_at_the_closed_round(talk: Conversation) -> None:
    before = stored(talk)
    sees(talk, f"f:n:{village(talk, 'Thôn 1').id}:14.1:2025-10", FIRST)
    assert hears(talk, "12/12", FIRST)["text"] == REFUSED
    assert stored(talk) == before


def test_the_tables_refuse_it_themselves(talk: Conversation) -> None:
    source = Source(FIRST, FIRST, 9001, 0, "message")
    said = Said("number", 12, 12)
    with pytest.raises(ClosedRoundError):
        record(talk.db, cell(talk, code=14), said, source, now=talk.now)
    (revision,) = revisions.of_cell(talk.db, cell(talk))
    with pytest.raises(ClosedRoundError):
        take_back(talk.db, revision, source, now=talk.now)
    assert record(talk.db, cell(talk, code=14), said, replace(source, user_id=OFFICER), now=talk.now).revision


def test_somebody_elses_ask_is_nobodys_button(talk: Conversation) -> None:
    refused = hears(talk, "khai sinh 12/12", FIRST)
    payload = buttons(refused)["Nhờ cán bộ mở lại"]
    assert sees(talk, payload, SECOND)["text"].startswith("Nút này đã cũ")
    assert reopenings.take(talk.db, 1, now=talk.now) == []


def test_staff_read_the_wish_in_their_own_language(talk: Conversation) -> None:
    people.choose_language(talk.db, OFFICER, "en")
    refused = hears(talk, "khai sinh 12/12", FIRST)
    sees(talk, buttons(refused)["Nhờ cán bộ mở lại"], FIRST)
    card = newest_of(talk, OFFICER)
    assert card["text"].startswith("<b>Asked to open again · ")
    assert list(buttons(card)) == ["Open again", "See the round"]
