"""Questions about one village, and which is lowest: who sees what."""

from collections.abc import Iterator
from typing import Any

import pytest

from storage import roles, villages
from storage.roles import RoleName
from tests import updates
from tests.conversation import Conversation, talking
from tests.end_to_end.people import library
from tests.fakes import USERNAME
from tests.figures import NOW, add_villages, put

STAFF, COLLABORATOR, OTHER, OFFICIAL, STRANGER = 11, 12, 13, 14, 15


@pytest.fixture
def town() -> Iterator[Conversation]:
    """Tân Khai with three khu phố; the first has sent three figures, one of them sensitive."""
    with talking(library()) as talk:
        talk.now = NOW
        kp1, kp2, _ = add_villages(talk.db, "tan-khai", *(f"Khu phố {n}" for n in range(1, 4)))
        put(talk.db, kp1, "5.1", "2025-10", "45/47")
        put(talk.db, kp1, "14.1", "2025-09", "9/10")
        put(talk.db, kp1, "9", "2025-10", 2)
        put(talk.db, kp2, "5.1", "2025-10", "17/20")
        held: list[tuple[int, RoleName, int | None]] = [
            (STAFF, "staff", None),
            (COLLABORATOR, "collaborator", kp1.id),
            (OTHER, "collaborator", kp2.id),
            (OFFICIAL, "official", None),
        ]
        for user, role, village in held:
            roles.grant(talk.db, user, role, plan="tan-khai", village_id=village, by=None, now=NOW)
        yield talk


def says(town: Conversation, words: str, user: int, **more: Any) -> dict[str, Any]:
    (reply,) = town.receives(updates.text(words, user, **more))
    return reply


def buttons(call: dict[str, Any]) -> dict[str, str]:
    rows = call.get("reply_markup", {}).get("inline_keyboard", [])
    return {button["text"]: button["callback_data"] for row in rows for button in row}


def test_what_a_village_has_sent_and_what_is_missing(town: Conversation) -> None:
    lines = says(town, "tiến độ khu phố 1 tháng 10", STAFF)["text"].splitlines()
    assert lines[0] == "<b>Khu phố 1 · Tân Khai · tháng 10/2025</b>"
    assert lines[1] == "<b>5.1</b> tiêm chủng dưới 1 tuổi, đủ 8 loại: <b>45/47 = 95,7%</b> ✓ · mục tiêu 95%"
    assert lines[2].startswith("<b>9</b>")
    assert lines[3] == "Đã nộp 2/34 mục của kỳ này."
    assert lines[4].startswith("Còn thiếu 32 mục: 1 ")


def test_a_village_is_asked_about_once_for_all_measures(town: Conversation) -> None:
    (village,) = town.db.execute("SELECT id FROM villages WHERE name = 'Khu phố 3'").fetchone()
    for measure in library().measures.every():
        put(town.db, villages.by_id(town.db, village), measure.code, "2025-10", 1 if measure.counts_cases else "1/2")
    asked: list[str] = []
    town.db.conn.set_trace_callback(asked.append)
    assert says(town, "tiến độ khu phố 3 tháng 10", STAFF)["text"].count(" · mục tiêu ") > 10
    town.db.conn.set_trace_callback(None)
    assert len([one for one in asked if "FROM cells" in one or "JOIN cells" in one]) < 10


def test_of_too_many_villages_and_periods_some_are_shown_and_the_rest_counted(town: Conversation) -> None:
    add_villages(town.db, "tan-khai", *(f"Khu phố {n}" for n in range(4, 14)))
    named, months = ", ".join(f"kp{n}" for n in range(1, 14)), ", ".join(f"tháng {n}" for n in range(1, 11))
    call = says(town, f"/tiendo {named} {months}", STAFF)
    assert call["text"].endswith("\n\nCòn 90 phần chưa có ở đây. Bạn hỏi ít nơi hoặc ít kỳ hơn.")
    assert next(iter(buttons(call))) == "Khu phố 1 · tháng 1/2025"
    assert len(buttons(call)) == 41


def test_one_topic_against_the_target_with_the_way_to_all_villages(town: Conversation) -> None:
    call = says(town, "kp1 khai sinh tháng 10 bao nhiêu", COLLABORATOR)
    lines = call["text"].splitlines()
    assert "<b>9/10 = 90%</b>" in lines[1]
    assert "(số tháng 9/2025)" in lines[1]
    assert lines[2].startswith("Còn thiếu 1 mục: 14 ")
    _, shown = town.receives(updates.press(buttons(call)["So các nơi"], COLLABORATOR))
    assert "Khu phố 1" in shown["text"]


def test_of_a_year_the_period_of_the_newest_share_is_said(town: Conversation) -> None:
    lines = says(town, "kp1 tiêm chủng bao nhiêu", OFFICIAL)["text"].splitlines()
    assert lines[0] == "<b>Khu phố 1 · Tân Khai · năm 2025</b>"
    assert "<b>45/47 = 95,7%</b> ✓ (số tháng 10/2025) · mục tiêu 95%" in lines[1]


def test_the_buttons_lead_to_the_other_periods(town: Conversation) -> None:
    call = says(town, "kp2 nộp những gì rồi", OFFICIAL)
    assert call["text"].startswith("<b>Khu phố 2 · Tân Khai · năm 2025</b>")
    _, shown = town.receives(updates.press(buttons(call)["Tháng 10/2025"], OFFICIAL))
    assert shown["text"].startswith("<b>Khu phố 2 · Tân Khai · tháng 10/2025</b>")


@pytest.mark.parametrize(("user", "seen"), [(STAFF, True), (COLLABORATOR, True), (OTHER, False), (OFFICIAL, False)])
def test_sensitive_figures_are_for_the_villages_own(town: Conversation, user: int, seen: bool) -> None:
    text = says(town, "số liệu khu phố 1 tháng 10", user)["text"]
    assert ("<b>9</b>" in text) is seen
    assert ("cán bộ mới biết đã nộp hay chưa: 3.1, 3.2, 3.3, 6, 9, 10, 11.2, 13" in text) is not seen


@pytest.mark.parametrize("user", [OTHER, OFFICIAL])
@pytest.mark.parametrize("village", [1, 3])
def test_whether_a_village_has_sent_something_sensitive_is_not_told(
    town: Conversation, user: int, village: int
) -> None:
    """Khu phố 1 has sent figures of abuse, Khu phố 3 has not: nothing tells them apart."""
    lines = says(town, f"khu phố {village} xâm hại tháng 10", user)["text"].splitlines()
    assert lines[1:] == [
        "Nhạy cảm, chỉ người phụ trách nơi đó và cán bộ mới biết đã nộp hay chưa: 9",
        "Tân Khai, tháng 10/2025: <b>không nêu, để giữ kín số của một nơi</b>",
    ]


def test_a_village_that_does_not_exist_is_said(town: Conversation) -> None:
    assert "không có <b>Khu phố 99</b>" in says(town, "khu phố 99 tiêm chủng bao nhiêu", STAFF)["text"]


def test_strangers_are_told_who_may_see_villages(town: Conversation) -> None:
    text = says(town, "tỷ lệ tiêm chủng của khu phố 1", STRANGER)["text"]
    assert "45/47" not in text
    assert "chỉ dành cho" in text


def test_a_group_sees_no_village(town: Conversation) -> None:
    text = says(town, f"@{USERNAME} kp1 tiêm chủng bao nhiêu", STAFF, chat=updates.group(-500))
    assert "45/47" not in text["text"]


def test_which_village_is_lowest_is_answered_by_the_villages(town: Conversation) -> None:
    text = says(town, "khu phố nào tiêm chủng thấp nhất tháng 10", STAFF)["text"]
    assert text.startswith("<b>5.1 ·")
    assert "Khu phố 2: <b>17/20 = 85%</b> ✗" in text


@pytest.mark.parametrize(
    ("words", "waiting"),
    [("lập báo cáo tháng 10", "Word"), ("xuất excel tháng 10/2025", "Excel"), ("xuất csv quý 3", "CSV")],
)
def test_files_are_asked_for_in_words(town: Conversation, words: str, waiting: str) -> None:
    first, *_ = town.receives(updates.text(words, STAFF))
    assert waiting in first["text"]
    assert "Chỉ cán bộ" in says(town, words, COLLABORATOR)["text"]


def test_the_sum_of_a_month_is_asked_for_in_words(town: Conversation) -> None:
    assert says(town, "tổng hợp số liệu tháng 10", STAFF)["text"].startswith("<b>Tiến độ · Tân Khai · tháng 10/2025")


@pytest.mark.parametrize(("words", "same"), [("/tiendo kp1", "tiến độ kp1"), ("/tiendo kp1 kp2", "tiến độ kp1 và kp2")])
def test_the_command_shows_the_villages_that_the_words_show(town: Conversation, words: str, same: str) -> None:
    by_command, in_words = says(town, words, STAFF), says(town, same, STAFF)
    assert (by_command["text"], buttons(by_command)) == (in_words["text"], buttons(in_words))


@pytest.mark.parametrize("words", ["/tiendo kp1 kp2 tháng 10", "so sánh khu phố 1 với khu phố 2 tháng 10"])
def test_several_villages_stand_under_one_another(town: Conversation, words: str) -> None:
    call = says(town, words, STAFF)
    first, second = call["text"].split("\n\n")
    assert first.startswith("<b>Khu phố 1 · Tân Khai · tháng 10/2025</b>")
    assert "<b>45/47 = 95,7%</b> ✓" in first
    assert second.startswith("<b>Khu phố 2 · Tân Khai · tháng 10/2025</b>")
    assert "<b>17/20 = 85%</b> ✗" in second
    _, shown = town.receives(updates.press(buttons(call)["Khu phố 2"], STAFF))
    assert shown["text"].startswith("<b>Khu phố 2 · Tân Khai · tháng 10/2025</b>")


def test_what_does_not_fit_of_several_villages_is_a_button_away(town: Conversation) -> None:
    kp2 = next(village for village in villages.of_plan(town.db, "tan-khai") if village.name == "Khu phố 2")
    shares = [measure for measure in library().measures.every() if not measure.counts_cases][:14]
    assert "5.1" in [measure.number for measure in shares]  # which the village has sent
    for measure in (one for one in shares if one.number != "5.1"):
        put(town.db, kp2, measure.code, "2025-10", "9/10")
    call = says(town, "/tiendo kp1 kp2 tháng 10", STAFF)
    assert f"Còn {len(shares) - 10} mục đã nộp: bấm nút" in call["text"]
    _, shown = town.receives(updates.press(buttons(call)["Khu phố 2"], STAFF))
    assert all(f"<b>{measure.number}</b>" in shown["text"] for measure in shares)


def test_one_of_several_villages_does_not_exist(town: Conversation) -> None:
    assert "không có <b>Khu phố 99</b>" in says(town, "/tiendo kp1 kp99", STAFF)["text"]


@pytest.mark.parametrize(("user", "seen"), [(STAFF, True), (COLLABORATOR, True), (OTHER, False), (OFFICIAL, False)])
def test_of_several_villages_sensitive_figures_are_for_their_own(town: Conversation, user: int, seen: bool) -> None:
    assert ("2 trường hợp" in says(town, "/tiendo kp1 kp2 tháng 10", user)["text"]) is seen


def test_the_command_shows_strangers_no_village(town: Conversation) -> None:
    text = says(town, "/tiendo kp1 Tân Khai", STRANGER)["text"]
    assert text.startswith("Phần này chỉ dành cho người tham gia kế hoạch Tân Khai.")


def test_a_village_is_told_from_one_that_differs_by_its_marks(town: Conversation) -> None:
    add_villages(town.db, "tan-khai", "Thôn Hạ", "Thôn Hà")
    of_ha = "<b>Thôn Hà · Tân Khai · tháng 10/2025</b>"
    of_low = "<b>Thôn Hạ · Tân Khai · tháng 10/2025</b>"
    for words, shown in (("thôn hà", {of_ha}), ("Thôn Hạ", {of_low}), ("thon ha", {of_ha, of_low})):
        text = says(town, f"số liệu {words} tháng 10", STAFF)["text"]
        assert {head for head in (of_ha, of_low) if head in text} == shown
    assert "không có <b>thôn há</b>" in says(town, "số liệu thôn há tháng 10", STAFF)["text"]
