"""Progress asked for in words: villages, periods, languages, and what there is not."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from storage import roles
from storage.roles import RoleName
from tests import updates
from tests.conversation import Conversation, talking
from tests.end_to_end.people import library
from tests.figures import NOW, add_villages, put
from tests.handlers.commune import buttons, hears

STAFF, COLLABORATOR, OTHER, OFFICIAL, STRANGER = 11, 12, 13, 14, 15


@pytest.fixture
def town() -> Iterator[Conversation]:
    """Tân Khai with seven khu phố; the third and the seventh have sent figures, of abuse too."""
    with talking(library()) as talk:
        talk.now = NOW
        added = add_villages(talk.db, "tan-khai", *(f"Khu phố {n}" for n in range(1, 8)))
        third, seventh = added[2], added[6]
        put(talk.db, seventh, "14", "2025-09", "9/10")
        put(talk.db, seventh, "5.1", "2025-08", "17/20")
        put(talk.db, third, "5.1", "2025-09", "45/47")
        put(talk.db, third, "5.1", "2025-10", "46/47")
        put(talk.db, seventh, "9", "2025-09", 2)
        held: list[tuple[int, RoleName, int | None]] = [
            (STAFF, "staff", None),
            (COLLABORATOR, "collaborator", seventh.id),
            (OTHER, "collaborator", third.id),
            (OFFICIAL, "official", None),
        ]
        for user, role, village in held:
            roles.grant(talk.db, user, role, plan="tan-khai", village_id=village, by=None, now=NOW)
        yield talk


def test_a_village_a_topic_and_a_period_show_its_figure(town: Conversation) -> None:
    lines = hears(town, "kp7 khai sinh quý 3", STAFF)["text"].splitlines()
    assert lines[0] == "<b>Khu phố 7 · Tân Khai · quý 3/2025</b>"
    assert "<b>9/10 = 90%</b>" in lines[1]


@pytest.mark.parametrize("words", ["kp7 và kp3 tiêm chủng", "khu phố 3 và khu phố 7 tiêm chủng bao nhiêu"])
def test_two_villages_are_shown_side_by_side(town: Conversation, words: str) -> None:
    text = hears(town, words, OFFICIAL)["text"]
    assert "<b>Khu phố 3 · Tân Khai · năm 2025</b>" in text
    assert "<b>46/47 = 97,9%</b> ✓" in text
    assert "<b>17/20 = 85%</b> ✗" in text
    assert "Khu phố 5" not in text


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("tien do khu pho 3, 5 va 7 thang 10", ["Khu phố 3", "Khu phố 5", "Khu phố 7"]),
        ("/tiendo khu pho 3, 5", ["Khu phố 3", "Khu phố 5"]),
        ("kp3 voi kp5 tiem chung the nao", ["Khu phố 3", "Khu phố 5"]),
        ("progress of village 3 in October", ["Khu phố 3"]),
        ("how is vaccination going in neighbourhood 3 and 5", ["Khu phố 3", "Khu phố 5"]),
    ],
)
def test_numbers_behind_one_term_are_villages(town: Conversation, words: str, named: list[str]) -> None:
    heads = [line for line in hears(town, words, STAFF)["text"].splitlines() if line.startswith("<b>Khu phố")]
    assert [head.removeprefix("<b>").split(" · ")[0] for head in heads] == named


@pytest.mark.parametrize("words", ["thôn trung khai sinh", "xom dinh tiem chung thang 10", "ấp mới khai sinh"])
def test_a_village_with_a_name_and_a_topic_show_its_figure(town: Conversation, words: str) -> None:
    add_villages(town.db, "tan-khai", "Thôn Trung", "Xóm Đình", "Ấp Mới")
    head = hears(town, words, STAFF)["text"].splitlines()[0]
    assert head.startswith(("<b>Thôn Trung · Tân Khai", "<b>Xóm Đình · Tân Khai", "<b>Ấp Mới · Tân Khai"))


def test_months_and_children_behind_a_village_are_no_villages(town: Conversation) -> None:
    told = hears(town, "tiến độ kp3, 9 tháng đầu năm", STAFF)["text"]
    assert "Khu phố 9" not in told


def test_which_place_is_highest_goes_on_with_the_plans_compared(town: Conversation) -> None:
    hears(town, "so sánh tiêm chủng các nơi", STAFF)
    assert hears(town, "nơi nào cao nhất", STAFF)["text"].startswith("<b>Đặt mức cao nhất: Hoằng Đức")
    assert "Khu phố" in hears(town, "nơi nào tiêm chủng cao nhất", STAFF)["text"]


@pytest.mark.parametrize("words", ["con ai thieu bao cao k", "còn ai chưa nộp", "ai còn thiếu số liệu"])
def test_who_is_missing_may_be_asked_in_short(town: Conversation, words: str) -> None:
    assert hears(town, words, STAFF)["text"].startswith("<b>Chưa nộp · Tân Khai")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("ai chưa tiêm chủng", "<b>Chưa nộp · Tân Khai"),
        ("khu phố nào chưa khai sinh", "<b>Chưa nộp · Tân Khai"),
        ("tiến độ thực hiện chỉ tiêu 5", "<b>5.1 · tiêm chủng"),
        ("có khu phố nào đạt chưa", "<b>Tiến độ · Tân Khai"),
        ("tổng cộng mấy khu phố đạt", "<b>Tiến độ · Tân Khai"),
    ],
)
def test_who_has_not_done_it_and_how_many_have_is_progress(town: Conversation, words: str, told: str) -> None:
    assert hears(town, words, STAFF)["text"].startswith(told)


def test_who_has_not_been_vaccinated_asks_no_owner() -> None:
    reply = library().answer("ai chưa tiêm chủng", today=NOW.date(), home="tan-khai")
    assert reply.text.startswith("Kế hoạch chỉ ghi <b>mức phấn đấu</b>")


def test_a_file_of_one_village_is_not_to_be_had_and_that_is_said(town: Conversation) -> None:
    town.receives(updates.text("/xuat kp3", STAFF))
    texts = [call["text"] for call in town.owed() if call.get("text")]
    assert "Tệp có tất cả các nơi, không riêng Khu phố 3. Xem riêng: <code>/tiendo Khu phố 3</code>" in texts


@pytest.mark.parametrize("user", [STAFF, COLLABORATOR])
def test_a_sensitive_topic_of_a_village_is_shown_to_its_own(town: Conversation, user: int) -> None:
    assert "<b>2 trường hợp</b>" in hears(town, "xâm hại khu phố 7", user)["text"]


@pytest.mark.parametrize("user", [OTHER, OFFICIAL])
def test_others_are_told_the_total_of_the_place(town: Conversation, user: int) -> None:
    text = hears(town, "xâm hại khu phố 7", user)["text"]
    assert "2 trường hợp" not in text
    assert text.endswith("Tân Khai, năm 2025: <b>không nêu, để giữ kín số của một nơi</b>")


@pytest.mark.parametrize("words", ["kp7 và kp3 tiêm chủng", "xâm hại khu phố 7", "kp7 khai sinh quý 3"])
def test_strangers_are_told_for_whom_villages_are(town: Conversation, words: str) -> None:
    assert hears(town, words, STRANGER)["text"].startswith("Số liệu của từng thôn, khu phố chỉ dành cho")


def test_how_many_cases_there_were_is_a_question_of_progress(town: Conversation) -> None:
    assert "năm 2025: <b>2 trường hợp</b>" in hears(town, "xâm hại tân khai có bao nhiêu ca", STAFF)["text"]
    assert "năm 2025: <b>không nêu, để" in hears(town, "xâm hại tân khai có bao nhiêu ca", OTHER)["text"]


def test_two_periods_are_compared(town: Conversation) -> None:
    shown = hears(town, "so sanh tiem chung thang 8 va thang 9", STAFF)
    assert shown["text"].splitlines() == [
        "<b>So các kỳ · Tân Khai</b>",
        "",
        "<b>5.1 · tiêm chủng dưới 1 tuổi, đủ 8 loại</b>",
        "• Tháng 8/2025: <b>17/20 = 85%</b> ✗ (1/7)",
        "• Tháng 9/2025: <b>62/67 = 92,5%</b> ✗ (1/7)",
        "Mục tiêu 2025: <b>95%</b>",
    ]
    _, page = town.receives(updates.press(buttons(shown)["Tháng 9/2025"], STAFF))
    assert "Tân Khai, tháng 9/2025: <b>62/67" in page["text"]


def test_each_period_is_held_against_the_target_of_its_own_year(town: Conversation) -> None:
    lines = hears(town, "so sánh tiêm chủng tháng 12/2024 và tháng 9/2025", STAFF)["text"].splitlines()
    assert "• Tháng 9/2025: <b>62/67 = 92,5%</b> ✗ (1/7)" in lines
    assert lines[-1] == "Mục tiêu 2025: <b>95%</b>"


def test_two_periods_of_a_sensitive_topic_show_no_small_total(town: Conversation) -> None:
    text = hears(town, "so sánh xâm hại tháng 8 và tháng 9", OFFICIAL)["text"]
    assert "• Tháng 8/2025: chưa có số" in text
    assert "• Tháng 9/2025: <b>không nêu, để giữ kín số của một nơi</b>" in text


def test_two_periods_of_one_village(town: Conversation) -> None:
    text = hears(town, "kp3 tiêm chủng tháng 9 và tháng 10", STAFF)["text"]
    assert "<b>45/47 = 95,7%</b>" in text
    assert "<b>46/47 = 97,9%</b>" in text


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        ("tiến độ tháng 13", "tháng 13"),
        ("/tiendo tháng 13", "tháng 13"),
        ("/xuat tháng 13", "tháng 13"),
        ("/baocao quý 5", "quý 5"),
        ("lập báo cáo 9 tháng đầu năm", "9 tháng đầu năm"),
    ],
)
def test_what_is_no_period_is_said_with_those_that_there_are(town: Conversation, words: str, typed: str) -> None:
    text = hears(town, words, STAFF)["text"]
    assert text.startswith(f"Tôi không có kỳ “{typed}”. Có các kỳ: tháng 1 đến 12, quý 1 đến 4")


def test_a_file_is_of_one_period(town: Conversation) -> None:
    assert hears(town, "xuất excel tháng 8 và tháng 9", STAFF)["text"].startswith("Mỗi tệp là của một kỳ.")


@pytest.mark.parametrize("words", ["tien do 2024", "/tiendo khai sinh 2024", "khu phố nào chưa nộp năm 2024"])
def test_of_a_year_before_the_plan_came_nothing_was_due(town: Conversation, words: str) -> None:
    shown = hears(town, words, STAFF)
    assert shown["text"].startswith("<b>Tân Khai, năm 2024: không có số liệu nào.</b>")
    assert list(buttons(shown)) == ["Tháng 10/2025", "Năm 2025"]


def test_of_a_year_to_come_nothing_is_there(town: Conversation) -> None:
    assert "vì kỳ này chưa tới" in hears(town, "tiến độ 2030", STAFF)["text"]


def test_of_a_month_of_the_first_year_villages_are_missing(town: Conversation) -> None:
    assert "Chưa nộp gì (7)" in hears(town, "khu phố nào chưa nộp tháng 3", STAFF)["text"]


def test_figures_sent_afterwards_are_shown(town: Conversation) -> None:
    (late,) = add_villages(town.db, "tan-khai", "Khu phố 1")
    put(town.db, late, "5.1", "2024-12", "9/10")
    assert "<b>9/10 = 90%</b>" in hears(town, "/tiendo tiêm chủng 2024", STAFF)["text"]


def test_a_message_is_answered_in_its_own_language(town: Conversation) -> None:
    first = hears(town, "progress vaccination october", STAFF)
    assert "Tân Khai, October 2025: <b>46/47 = 97.9%</b>" not in first["text"]  # Khu phố 7's of August counts too
    assert "Tân Khai, October 2025: <b>63/67 = 94%</b>" in first["text"]
    _, pressed = town.receives(updates.press(buttons(first)["All indicators"], STAFF))
    assert pressed["text"].startswith("<b>Progress · Tân Khai · October 2025</b>")
    assert "· tháng 9/2025</b>" in hears(town, "khu phố 7 tiêm chủng tháng 9 bao nhiêu", STAFF)["text"]
    hears(town, "tiêm chủng tân khai 2025", STAFF)
    assert hears(town, "which villages have not reported", STAFF)["text"].startswith(
        "<b>Not reported · Tân Khai · 2025"
    )
    town.now += timedelta(minutes=1)
    assert hears(town, "tiến độ", STAFF)["text"].startswith("<b>Tiến độ · Tân Khai")


def test_periods_compared_say_of_a_level_that_it_has_no_year(town: Conversation) -> None:
    lines = hears(town, "/tiendo ct7 tháng 8 và tháng 9", STAFF)["text"].splitlines()
    assert lines[-1] == "Mục tiêu: <b>100%</b> · kế hoạch không ghi năm"


@pytest.mark.parametrize("periods", ["tháng 8 và tháng 9", "quý 1, quý 2, quý 3", "tháng 12/2024 và tháng 1/2025"])
def test_periods_of_all_measures_are_compared_page_by_page(town: Conversation, periods: str) -> None:
    shown = hears(town, f"/tiendo {periods}", STAFF)
    text = shown["text"]
    while "Sau ›" in buttons(shown):
        _, shown = town.receives(updates.press(buttons(shown)["Sau ›"], STAFF))
        assert shown["text"].startswith("<b>So các kỳ · Tân Khai</b>")
        assert all(len(data.encode()) <= 64 for data in buttons(shown).values())
        text += shown["text"]
    assert "…" not in text
    assert all(f"<b>{m.number} · {m.label.vi}</b>" in text for m in library().measures.every())


def test_many_periods_are_compared_as_far_as_a_button_holds_them(town: Conversation) -> None:
    months = ", ".join(f"tháng {n}/{year}" for year in (2025, 2024) for n in range(1, 10))
    shown = hears(town, f"/tiendo {months}", STAFF)
    assert "Sau ›" in buttons(shown)  # it carries the periods
    assert all(len(data.encode()) <= 64 for data in buttons(shown).values())


def test_a_button_of_periods_that_there_are_not_is_old(town: Conversation) -> None:
    for data in ("v:p:tan-khai:2025-08::1", "v:p:tan-khai:2025-08:13:1", "v:p:tan-khai:2025-08:x+y:2"):
        said, *_ = [c for c in town.receives(updates.press(data, STAFF)) if "text" in c]
        assert said["text"] == "Nút này đã cũ. Bạn gửi /tiendo để xem lại."
