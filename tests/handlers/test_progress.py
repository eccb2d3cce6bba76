"""Screens of progress: who sees what, and how one leads to the next."""

from collections.abc import Iterator
from typing import Any

import pytest

from storage import roles, villages
from storage.roles import RoleName
from tests import updates
from tests.conversation import Conversation, talking
from tests.end_to_end.people import library
from tests.figures import NOW, add_villages, put

STAFF, COLLABORATOR, OFFICIAL, STRANGER = 11, 12, 13, 14
GROUP = updates.group(-500)


@pytest.fixture
def town() -> Iterator[Conversation]:
    """Tân Khai with four khu phố, of which three have sent figures for October."""
    with talking(library()) as talk:
        talk.now = NOW
        kp1, kp2, kp3, _ = add_villages(talk.db, "tan-khai", *(f"Khu phố {n}" for n in range(1, 5)))
        put(talk.db, kp1, "5.1", "2025-10", "45/47")
        put(talk.db, kp2, "5.1", "2025-10", "17/20")
        put(talk.db, kp3, "5.1", "2025-10", "95.5", rival=True)
        put(talk.db, kp1, "9", "2025-10", 2)
        put(talk.db, kp2, "9", "2025-09", 1)
        held: list[tuple[int, RoleName, int | None]] = [
            (STAFF, "staff", None),
            (COLLABORATOR, "collaborator", kp1.id),
            (OFFICIAL, "official", None),
        ]
        for user, role, village in held:
            roles.grant(talk.db, user, role, plan="tan-khai", village_id=village, by=None, now=NOW)
        yield talk


def buttons(call: dict[str, Any]) -> dict[str, str]:
    rows = call.get("reply_markup", {}).get("inline_keyboard", [])
    return {button["text"]: button["callback_data"] for row in rows for button in row}


def says(town: Conversation, words: str, user: int, **more: Any) -> dict[str, Any]:
    (reply,) = town.receives(updates.text(words, user, **more))
    return reply


def presses(town: Conversation, data: str, user: int, **more: Any) -> list[dict[str, Any]]:
    answered, *rest = town.receives(updates.press(data, user, **more))
    assert answered["method"] == "answerCallbackQuery"
    return rest


def test_the_page_of_a_measure(town: Conversation) -> None:
    assert says(town, "/tiendo tiêm chủng Tân Khai tháng 10", STAFF)["text"].splitlines() == [
        "<b>5.1 · tiêm chủng dưới 1 tuổi, đủ 8 loại</b>",
        "Tân Khai, tháng 10/2025: <b>62/67 = 92,5%</b>",
        "1 khu phố chỉ gửi phần trăm, không cộng được",
        "Mục tiêu 2025: <b>95%</b> ✗",
        "📄 Kế hoạch bảo vệ, chăm sóc trẻ em thị trấn Tân Khai 2021–2025, định hướng 2030, mục II.2.a",
        "",
        "Đã nộp 3/4 khu phố, chưa nộp 1.",
        "• Khu phố 1: <b>45/47 = 95,7%</b> ✓",
        "• Khu phố 2: <b>17/20 = 85%</b> ✗",
        "• Khu phố 3: <b>95,5%</b> ✓ · đang kiểm tra",
        "Chưa nộp: Khu phố 4",
    ]


def test_a_level_without_a_year_is_shown_and_said_to_have_none(town: Conversation) -> None:
    kp1 = next(v for v in villages.of_plan(town.db, "tan-khai") if v.name == "Khu phố 1")
    put(town.db, kp1, "7", "2025-10", "3/4")
    page = says(town, "/tiendo ct7 Tân Khai tháng 10", STAFF)["text"].splitlines()
    assert "Mục tiêu: <b>100%</b> ✗ · kế hoạch không ghi năm" in page
    (overview,) = presses(town, buttons(says(town, "/tiendo", STAFF))["Sau ›"], STAFF)
    assert "<b>3/4 = 75%</b> ✗ (1/4) · mục tiêu 100% (kế hoạch không ghi năm)" in overview["text"]


def test_a_figure_for_the_whole_place_stands_beside_the_sum(town: Conversation) -> None:
    stored = says(town, "toàn thị trấn tiêm chủng 1.105/1.160", STAFF)["text"]
    assert "Thị trấn Tân Khai" in stored
    lines = says(town, "/tiendo tiêm chủng Tân Khai tháng 10", STAFF)["text"].splitlines()
    assert lines[1] == "Tân Khai, tháng 10/2025: <b>62/67 = 92,5%</b>"
    assert any("1.105/1.160 = 95,3%" in line and "không cộng" in line for line in lines)


def test_the_overview_names_every_measure_on_its_pages(town: Conversation) -> None:
    shown = says(town, "/tiendo", STAFF)
    found = dict(buttons(shown))
    text = shown["text"]
    assert "<b>5.1</b> tiêm chủng dưới 1 tuổi, đủ 8 loại: <b>62/67 = 92,5%</b> ✗ (3/4) · mục tiêu 95%" in text
    while "Sau ›" in buttons(shown):
        (shown,) = presses(town, buttons(shown)["Sau ›"], STAFF)
        assert shown["method"] == "editMessageText"
        found |= buttons(shown)
        text += shown["text"]
    for measure in library().measures.every():
        assert f" {measure.label.vi}: " in text
    assert {"Chưa nộp", "Excel", "Báo cáo Word", "‹ Trước", "Tháng 10/2025"} <= found.keys()
    assert all(len(data.encode()) <= 64 for data in found.values())


@pytest.mark.parametrize(
    ("user", "labels"),
    [
        (STAFF, {"Tất cả chỉ tiêu", "Biểu đồ", "Chưa nộp", "Excel", "CSV", "Báo cáo Word"}),
        (COLLABORATOR, {"Tất cả chỉ tiêu", "Biểu đồ", "Chưa nộp"}),
        (OFFICIAL, {"Tất cả chỉ tiêu", "Biểu đồ", "Chưa nộp"}),
        (STRANGER, {"Tất cả chỉ tiêu"}),
    ],
)
def test_everybody_has_the_buttons_that_they_may_press(town: Conversation, user: int, labels: set[str]) -> None:
    assert buttons(says(town, "/tiendo 5.1 Tân Khai", user)).keys() == labels


@pytest.mark.parametrize(
    ("user", "seen", "unseen"),
    [
        (STAFF, ["<b>3 trường hợp</b>", "Khu phố 1: <b>2", "Khu phố 2: <b>1"], []),
        (COLLABORATOR, ["giữ kín số của một nơi", "Khu phố 1: <b>2"], ["Khu phố 2", "3 trường hợp", "dưới 5"]),
        (OFFICIAL, ["dưới 5 trường hợp"], ["Khu phố", "3 trường hợp"]),
        (STRANGER, ["dưới 5 trường hợp"], ["Khu phố", "3 trường hợp"]),
    ],
)
def test_a_sensitive_measure(town: Conversation, user: int, seen: list[str], unseen: list[str]) -> None:
    text = says(town, "/tiendo xâm hại Tân Khai", user)["text"]
    assert [part for part in seen if part not in text] == []
    assert [part for part in unseen if part in text] == []


@pytest.mark.parametrize("user", [OFFICIAL, STRANGER, COLLABORATOR])
def test_a_sensitive_total_of_one_village_cannot_be_traced(town: Conversation, user: int) -> None:
    kp4 = next(v for v in villages.of_plan(town.db, "tan-khai") if v.name == "Khu phố 4")
    town.db.execute("DELETE FROM cells WHERE indicator = 9")
    put(town.db, kp4, "9", "2025-10", 7)
    secret = "không nêu, để giữ kín số của một nơi"
    page = says(town, "/tiendo 9.1 Tân Khai", user)
    assert f"Tân Khai, năm 2025: <b>{secret}</b>" in page["text"]
    assert "Chưa nộp" not in buttons(page)
    assert f"<b>{secret}</b>" in presses(town, "v:o:tan-khai:2025::2", user)[0]["text"]
    assert secret in says(town, "/tiendo 9.1 Tân Khai tháng 9 và tháng 10", user)["text"]
    (refused,) = presses(town, "v:n:tan-khai:2025:9.1:1", user)
    place = "Phần này chỉ dành cho người tham gia kế hoạch Tân Khai."
    assert refused["text"].startswith(place if user == STRANGER else "Chỉ tiêu này chỉ cho xem số tổng.")
    assert "<b>7 trường hợp</b>" in says(town, "/tiendo 9.1 Tân Khai", STAFF)["text"]
    assert "Khu phố 1, Khu phố 2, Khu phố 3" in presses(town, "v:n:tan-khai:2025:9.1:1", STAFF)[0]["text"]


def test_the_list_of_who_is_missing_leaves_sensitive_measures_to_staff(town: Conversation) -> None:
    (seen,) = presses(town, "v:n:tan-khai:2025::1", STAFF)
    (covered,) = presses(town, "v:n:tan-khai:2025::1", OFFICIAL)
    assert "• Khu phố 1: còn thiếu 32: 1, 2, 3.1, 3.2, 3.3," in seen["text"]
    assert "• Khu phố 1: còn thiếu 25: 1, 2, 4.1, 4.2, 4.3," in covered["text"]
    assert covered["text"].endswith("chỉ cán bộ phụ trách mới xem được nơi nào đã nộp.</i>")
    assert "nhạy cảm" not in seen["text"]


@pytest.mark.parametrize("user", [STAFF, STRANGER])
def test_a_group_sees_totals_and_nothing_sensitive(town: Conversation, user: int) -> None:
    text = says(town, "/tiendo Tân Khai", user, chat=GROUP)["text"]
    assert "<b>5.1</b> tiêm chủng dưới 1 tuổi, đủ 8 loại: <b>62/67" in text
    assert "tử vong" not in text
    assert "nhắn riêng" in says(town, "/tiendo xâm hại Tân Khai", user, chat=GROUP)["text"]
    assert "Khu phố" not in says(town, "/tiendo 5.1 Tân Khai", user, chat=GROUP)["text"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("khu phố nào chưa nộp", "<b>Chưa nộp · Tân Khai · năm 2025</b>\nChưa nộp gì (1): Khu phố 4"),
        ("tiến độ tiêm chủng tân khai tháng 10", "<b>5.1 · tiêm chủng dưới 1 tuổi, đủ 8 loại</b>\nTân Khai, tháng 10"),
        ("bao nhiêu khu phố nộp rồi", "<b>Tiến độ · Tân Khai · năm 2025</b>\n4 khu phố phải báo cáo."),
    ],
)
def test_questions_in_words_of_those_who_take_part(town: Conversation, words: str, told: str) -> None:
    assert says(town, words, COLLABORATOR)["text"].startswith(told)
    assert not says(town, words, STRANGER)["text"].startswith(told)


def test_several_measures_are_offered(town: Conversation) -> None:
    shown = says(town, "tiến độ suy dinh dưỡng", STAFF)
    assert list(buttons(shown)) == ["4.1 suy dinh dưỡng nhẹ cân", "4.2 suy dinh dưỡng thấp còi", "4.3 béo phì"]
    assert shown["text"].endswith("Bạn muốn xem chỉ tiêu nào?")


@pytest.mark.parametrize("data", ["v:x:tan-khai:2025::1", "v:w:tan-khai:2025::1", "v:t:tan-khai:2025::1"])
def test_files_are_for_staff(town: Conversation, data: str) -> None:
    for user in (COLLABORATOR, OFFICIAL, STRANGER):
        (refused,) = presses(town, data, user)
        assert refused["text"] == "Chỉ cán bộ phụ trách kế hoạch mới tải được số liệu và báo cáo."
    waiting, owed = presses(town, data, STAFF)
    assert waiting["text"].startswith("Đang lập")
    assert (owed["method"], owed["plan"], owed["viewer"]) == ("report", "tan-khai", STAFF)
    (key,) = town.db.execute("SELECT key FROM outbox WHERE method = 'sendMessage' ORDER BY id DESC LIMIT 1").fetchone()
    assert owed["placeholder"] == key


@pytest.mark.parametrize(("command", "report"), [("/xuat tháng 10", "workbook"), ("/baocao quý 3", "document")])
def test_commands_for_files(town: Conversation, command: str, report: str) -> None:
    _, owed = town.receives(updates.text(command, STAFF))
    assert (owed["report"], owed["period"]) == (report, "2025-10" if report == "workbook" else "2025-Q3")
    assert "cán bộ" in says(town, command, COLLABORATOR)["text"]


def test_the_chart_of_a_sensitive_measure_is_refused_to_officials(town: Conversation) -> None:
    (refused,) = presses(town, "v:c:tan-khai:2025:9.1:1", OFFICIAL)
    assert "Tân Khai" in refused["text"]
    assert len(presses(town, "v:c:tan-khai:2025:9.1:1", COLLABORATOR)) == 2


@pytest.mark.parametrize(
    "data",
    [
        "v:",
        "v:o",
        "v:o:tan-khai:2025",
        "v:q:tan-khai:2025::1",
        "v:o:nowhere:2025::1",
        "v:m:tan-khai:2025:99.9:1",
        "v:o:tan-khai:2025-13::1",
        "v:o:tan-khai:2025::x",
        "v:o:tan-khai:2025::1:2",
    ],
)
def test_a_button_that_is_no_longer_good_says_so(town: Conversation, data: str) -> None:
    (said,) = presses(town, data, STAFF)
    assert said["text"] == "Nút này đã cũ. Bạn gửi /tiendo để xem lại."


def test_a_page_beyond_the_last_is_the_last(town: Conversation) -> None:
    (shown,) = presses(town, "v:o:tan-khai:2025::99", STAFF)
    assert "<i>Trang 4/4</i>" in shown["text"]


def test_english_is_spoken_to_who_chose_it(town: Conversation) -> None:
    town.says("/ngonngu en", STAFF)
    assert says(town, "/tiendo 5.1 Tân Khai 2025-10", STAFF)["text"].startswith(
        "<b>5.1 · vaccination under 1, all eight</b>\nTân Khai, October 2025: <b>62/67 = 92.5%</b>"
    )


def test_what_cannot_be_read_behind_the_command_is_said(town: Conversation) -> None:
    assert "/tiendo tiêm chủng Tân Khai tháng 10" in says(town, "/tiendo blabla", STAFF)["text"]
    assert "/tiendo Tân Khai tháng 10" in says(town, "/tiendo", STRANGER)["text"]


def test_three_hundred_villages_fit_their_pages(town: Conversation) -> None:
    for village in add_villages(town.db, "tan-khai", *(f"Khu phố {n}" for n in range(5, 301))):
        put(town.db, village, "5.1", "2025-10", "45/47", reason="x" * 50)
    shown = says(town, "/tiendo 5.1 Tân Khai", STAFF)
    seen = ""
    while True:
        assert len(shown["text"]) <= 4096
        seen += shown["text"]
        if "Sau ›" not in buttons(shown):
            break
        (shown,) = presses(town, buttons(shown)["Sau ›"], STAFF)
    assert all(f"Khu phố {n}:" in seen for n in range(5, 301))


def test_the_table_is_asked_for_with_the_command(town: Conversation) -> None:
    waiting, owed = town.receives(updates.text("/xuat csv tháng 10", STAFF))
    assert (waiting["text"], owed["report"]) == ("Đang lập tệp CSV…", "csv")
    _, owed = town.receives(updates.text("/xuat excel", STAFF))
    assert owed["report"] == "workbook"


def test_who_leads_several_plans_is_asked_which(town: Conversation) -> None:
    admin = 15
    roles.grant(town.db, admin, "admin", plan=None, by=None, now=NOW)
    for command in ("/tiendo tháng 10", "/baocao tháng 10", "/xuat"):
        assert "Tân Khai" in buttons(says(town, command, admin))
    shown = says(town, "/baocao tháng 10", admin)
    waiting, owed = presses(town, buttons(shown)["Tân Khai"], admin)
    assert (waiting["text"], owed["report"], owed["period"]) == ("Đang lập báo cáo Word…", "document", "2025-10")


def test_what_a_file_command_does_not_read_is_answered_with_its_own_examples(town: Conversation) -> None:
    assert "/baocao Tân Khai 2025" in says(town, "/xuat abc", STAFF)["text"]
    assert "/tiendo tiêm chủng" in says(town, "/tiendo abc", STAFF)["text"]
