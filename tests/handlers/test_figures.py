"""The way of a message of figures, from the update to the rows and the receipt, over the real library."""

import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import frames, roles, villages
from tests import updates
from tests.handlers.people import library
from tests.handlers.town import HOA, LAN, MINH, NOW, STRANGER, THU, Office, lines

FAR_TEXT = "khác nhiều so với mọi kỳ"


def test_figures_are_stored_and_the_receipt_shows_the_rows(office: Office) -> None:
    text = office.sends("kp3 tiem chung 45/47")
    assert text.splitlines()[:2] == [
        "<b>Đã lưu · Khu phố 3 · tháng 10/2025</b>",
        "Tiêm chủng dưới 1 tuổi, đủ 8 loại: <b>45/47 = 95,7%</b> (mục tiêu 2025: 95% ✓)",
    ]
    assert list(office.buttons()) == ["Hoàn tác", "Sửa", "Đổi kỳ"]
    assert office.cells() == ["5.1 2025-10 45/47"]


def test_what_is_clear_is_stored_and_the_rest_asked_about_by_itself(office: Office) -> None:
    text = lines(office.sends("kp3 tiem chung 45/47, ks 12"))
    assert text[-1] == "Đăng ký khai sinh: tôi đọc được 12, còn thiếu tổng số. Nhắn lại: khai sinh 12/…"
    assert office.cells() == ["5.1 2025-10 45/47"]


def test_a_target_that_is_not_reached_and_one_that_cannot_be_compared(office: Office) -> None:
    text = office.sends("khai sinh 11/12, tai nạn thương tích 2 ca, tiêm chủng tháng 12/2024 45/47")
    assert "<b>11/12 = 91,7%</b> (mục tiêu 2025: 99%, chưa đạt)" in text
    assert "<b>2</b> (mục tiêu 2025: 550/100.000 trẻ em)" in text
    assert "Khu phố 3 · tháng 12/2024</b>\nTiêm chủng dưới 1 tuổi, đủ 8 loại: <b>45/47 = 95,7%</b>\n" in text


def test_a_target_without_a_year_is_said_to_have_none(office: Office) -> None:
    text = office.sends("nhà vệ sinh trường học 3/4")
    assert "<b>3/4 = 75%</b> (mục tiêu: 100%, chưa đạt; kế hoạch không ghi năm)" in text


@pytest.mark.parametrize(
    ("said", "problem", "line"),
    [
        ("khai sinh 12", "còn thiếu tổng số", "khai sinh 12/…"),
        ("khai sinh 45/12", "lớn hơn tổng số", "khai sinh 12/45"),
        ("khai sinh -4/12", "không thể âm", "khai sinh 4/12"),
        ("khai sinh mấy chục/47", "chưa đọc được con số", "khai sinh …/…"),
        ("khai sinh 450%", "lớn hơn 100%", "khai sinh …%"),
        ("khai sinh 4/12 tháng 12/2025", "chưa tới", "khai sinh 4/12 tháng 10/2025"),
        ("xyzt 12/35", "chưa biết đây là số liệu gì", None),
        ("kp5 khai sinh 12/12", "<b>Khu phố 5</b> không phải nơi bạn báo số liệu", "Khu phố 3 khai sinh 12/12"),
        ("khai sinh: không có số liệu", "vì sao", "khai sinh: không có số liệu vì …"),
        ("khai sinh: không có số liệu vì " + "rất bận " * 40, "vì sao", "khai sinh: không có số liệu vì …"),
    ],
)
def test_each_problem_is_asked_about_with_one_line_ready_to_send(
    office: Office, said: str, problem: str, line: str | None
) -> None:
    text = office.sends(said)
    assert problem in text
    (ready,) = re.findall("<code>(.*?)</code>", text)
    assert line is None or ready == line
    assert office.cells() == []


def test_every_measure_is_read_back_by_the_name_that_lines_give_it(office: Office) -> None:
    for measure in library().measures.every():
        payload = f"f:n:3:{measure.code}:2025-10"
        office.carries(payload)
        office.sends("97" if measure.counts_cases else "97/97")
        (row,) = office.db.query("SELECT indicator, part FROM revisions ORDER BY id DESC LIMIT 1")
        assert (row["indicator"], row["part"]) == (measure.indicator, measure.part)
        office.presses("Sửa")
        (line,) = re.findall("<code>(.*?)</code>", office.last["text"])
        assert "(đã có, không đổi)" in office.sends(line), line
    assert office.count("cells") == len(library().measures.every())


def test_an_ambiguous_indicator_is_stored_by_a_button_and_only_once(office: Office) -> None:
    text = office.sends("suy dinh dưỡng 5/83")
    assert "có thể là nhiều mục" in text
    payload = office.buttons()["Suy dinh dưỡng thấp còi"]
    assert "Đã lưu" in office.carries(payload)
    assert office.carries(payload) == "Việc này đã giải quyết rồi."
    assert office.cells() == ["4.2 2025-10 5/83"]


def test_an_unknown_village_names_the_nearest_and_its_button_stores(office: Office) -> None:
    text = office.sends("kp99 khai sinh 12/12")
    assert "Không có <b>Khu phố 99</b> trong danh sách. Gần giống: Khu phố 3." in text
    office.presses("Khu phố 3")
    assert office.cells() == ["14.1 2025-10 12/12"]


def _reports_elsewhere(office: Office, name: str) -> None:
    """Lan reports for a village of Hoằng Đức too."""
    village = villages.add(office.db, "hoang-duc", name, now=NOW)
    roles.grant(office.db, LAN, "collaborator", plan="hoang-duc", village_id=village.id, by=None, now=NOW)


def test_who_reports_in_two_plans_is_offered_the_nearest_village_of_either(office: Office) -> None:
    _reports_elsewhere(office, "Thôn 9")
    office.sends("kp99 khai sinh 12/12")
    assert list(office.buttons()) == ["Khu phố 3", "Thôn 9"]
    assert "Đã lưu · Thôn 9" in lines(office.presses("Thôn 9"))[0]
    assert office.db.execute("SELECT plan FROM cells").fetchall() == [("hoang-duc",)]


@pytest.mark.parametrize("said", ["kp99 khai sinh 12/12", "khai sinh 12/12", "/nop"])
def test_villages_of_one_name_in_two_plans_are_told_apart(office: Office, said: str) -> None:
    _reports_elsewhere(office, "Khu phố 3")
    office.sends(said)
    assert sorted(office.buttons()) == ["Khu phố 3 (Hoằng Đức)", "Khu phố 3 (Tân Khai)"]
    assert "Khu phố 3" in office.presses("Khu phố 3 (Hoằng Đức)")
    assert office.db.execute("SELECT DISTINCT plan FROM cells").fetchall() in ([], [("hoang-duc",)])


@pytest.mark.parametrize("user_id", [THU, HOA])
def test_who_has_several_villages_is_asked_which(office: Office, user_id: int) -> None:
    assert "của nơi nào" in office.sends("khai sinh 12/12, tiêm chủng 45/47", user_id)
    assert office.cells() == []
    assert "<b>Đã lưu · Khu phố 6 · tháng 10/2025</b>" in office.presses("Khu phố 6", user_id)
    assert office.cells() == ["5.1 2025-10 45/47", "14.1 2025-10 12/12"]


def test_staff_may_report_for_the_whole_locality(office: Office) -> None:
    text = office.sends("toàn thị trấn khai sinh 120/125", THU)
    assert text.startswith("<b>Đã lưu · Thị trấn Tân Khai · tháng 10/2025</b>")
    assert "không phải nơi bạn báo số liệu" in office.sends("toàn thị trấn khai sinh 120/125")


PERSONAL = "cháu Nguyễn Văn Tèo bị xâm hại, mẹ là chị Sáu 0912345678, kp3 tiêm chủng 45/47"


def test_nothing_of_a_message_with_personal_data_is_kept(office: Office) -> None:
    text = office.sends(PERSONAL)
    assert "không lưu gì cả" in text
    assert office.cells() == []
    everything = "\n".join(office.db.conn.iterdump())
    for word in ("Nguyễn", "Tèo", "0912345678", "T\\u00e8o", "Sáu"):
        assert word not in everything
    assert office.db["versions"].count == 0, "a digest of it is kept"


def test_a_reason_with_personal_data_is_refused_too(office: Office) -> None:
    office.sends("tiêm chủng: không có số liệu vì cháu Nguyễn Văn Tèo ốm")
    assert office.count("revisions") == 0
    assert "Tèo" not in "\n".join(office.db.conn.iterdump())


def test_a_name_from_a_stranger_is_answered_and_forgotten(office: Office) -> None:
    office.sends("chau Nguyen Hoang Gia Bao o ap 3 da tiem ngua du chua", STRANGER)
    assert office.last["text"]
    assert frames.of_chat(office.db, STRANGER, now=NOW) is None


def test_figures_of_somebody_without_a_role_are_not_stored(office: Office) -> None:
    assert "cộng tác viên đã được mời" in office.sends("kp3 tiêm chủng 45/47", STRANGER)
    assert office.count("revisions") == 0


@pytest.mark.parametrize(
    "question", ["tiêm chủng tân khai 2025 bao nhiêu", "chỉ tiêu 9 ai phụ trách", "khai sinh 2025"]
)
def test_a_question_of_a_collaborator_stays_a_question(office: Office, question: str) -> None:
    assert "📄" in office.sends(question)
    assert office.count("revisions") == 0


def test_a_bare_topic_offers_the_target_and_the_way_to_send_figures(office: Office) -> None:
    assert "98%" in office.sends("tiêm chủng")
    assert "bao nhiêu" in office.presses("Nộp số liệu")
    office.sends("45/47")
    assert office.cells() == ["5.1 2025-10 45/47"]


def test_groups_take_no_figures(office: Office) -> None:
    office.sends("@so_tay_bot kp3 tiêm chủng 45/47", chat=updates.group(-100))
    office.sends("/nop", chat=updates.group(-100))
    office.sends("/cuatoi", chat=updates.group(-100))
    assert office.count("revisions") == 0


def test_no_figures_with_a_reason_is_a_third_state(office: Office) -> None:
    text = office.sends("khai sinh 12/12, tiêm chủng: không có số liệu vì trạm nghỉ")
    assert "Tiêm chủng dưới 1 tuổi, đủ 8 loại: <b>không có số liệu</b> (trạm nghỉ)" in text
    assert office.cells() == ["5.1 2025-10 none", "14.1 2025-10 12/12"]


# -- corrections ---------------------------------------------------------------------------------------------------


def test_an_edit_changes_withdraws_and_adds(office: Office) -> None:
    office.sends("tiêm chủng 45/47, khai sinh 12/12")
    message = office.message_id()
    text = office.edits("tiêm chủng 46/47, béo phì 3/60", message)
    assert "45/47 → <b>46/47 = 97,9%</b>" in text
    assert "Đăng ký khai sinh: bỏ 12/12" in text
    assert office.cells() == ["4.3 2025-10 3/60", "5.1 2025-10 46/47"]
    assert office.last["reply_parameters"]["message_id"] == message
    assert "Đã bỏ" in office.edits("thôi nhầm", message, second=9)
    assert office.cells() == []


def test_an_edit_that_leaves_a_figure_out_brings_back_what_held_before_the_message(office: Office) -> None:
    office.sends("tiêm chủng 40/47")
    office.sends("tiêm chủng 45/47, khai sinh 12/12")
    message = office.message_id()
    office.edits("tiêm chủng 46/47, khai sinh 12/12", message)
    office.edits("khai sinh 12/12", message, second=9)
    assert office.cells() == ["5.1 2025-10 40/47", "14.1 2025-10 12/12"]


def test_an_edit_that_is_not_clear_leaves_what_was_said_until_it_is(office: Office) -> None:
    office.sends("tiêm chủng 45/47")
    assert "còn thiếu tổng số" in office.edits("tiêm chủng 46", office.message_id())
    assert office.cells() == ["5.1 2025-10 45/47"]


@pytest.mark.parametrize("words", ["sửa tiêm chủng 46/47", "Sửa lại: tiêm chủng 46/47"])
def test_a_correction_by_words_goes_to_the_period_of_what_it_corrects(office: Office, words: str) -> None:
    office.sends("tiêm chủng tháng 9 45/47")
    assert "45/47 → <b>46/47" in office.sends(words)
    assert office.cells() == ["5.1 2025-09 46/47"]


@pytest.mark.parametrize("words", ["46/47", "tiêm chủng 46/47"])
def test_a_reply_to_the_message_or_to_its_receipt_corrects_it(office: Office, words: str) -> None:
    office.sends("tiêm chủng tháng 9 45/47")
    mine = updates.message(LAN, text="…") | {"message_id": office.message_id()}
    receipt = updates.message(LAN, text="…", reply_markup=office.last["reply_markup"])
    office.sends(words, reply_to_message=mine)
    assert office.cells() == ["5.1 2025-09 46/47"]
    office.sends(words.replace("46", "44"), reply_to_message=receipt)
    assert office.cells() == ["5.1 2025-09 44/47"]


def test_the_button_gives_the_line_and_waits_for_it(office: Office) -> None:
    office.sends("tiêm chủng tháng 9 45/47")
    assert "<code>sửa tiêm chủng 45/47 tháng 9/2025</code>" in office.presses("Sửa")
    assert "45/47 → <b>44/47" in office.sends("44/47")
    assert office.cells() == ["5.1 2025-09 44/47"]


def test_undo_takes_back_one_receipt_and_is_harmless_twice(office: Office) -> None:
    office.sends("tiêm chủng 45/47")
    office.sends("tiêm chủng 46/47, khai sinh 12/12")
    undo = office.buttons()["Hoàn tác"]
    assert "46/47 → <b>45/47 = 95,7%</b>" in office.carries(undo)
    assert office.last["method"] == "editMessageText"
    assert office.cells() == ["5.1 2025-10 45/47"]
    rows = office.count("revisions")
    assert "không có gì để đổi" in office.carries(undo)
    assert office.count("revisions") == rows


def test_a_figure_moves_to_another_period(office: Office) -> None:
    office.sends("tiêm chủng 45/47, khai sinh 12/12")
    office.presses("Đổi kỳ")
    assert list(office.buttons()) == [
        "Tháng 9/2025", "Tháng 8/2025", "Tháng 7/2025", "Quý 4/2025", "Quý 3/2025", "6 tháng cuối năm 2025",
        "Năm 2025",
    ]  # fmt: skip
    office.presses("Tháng 9/2025")
    assert office.cells() == ["5.1 2025-09 45/47", "14.1 2025-09 12/12"]


@pytest.mark.parametrize("payload", ["f:undo:1", "f:fix:1", "f:move:1:2025-09"])
def test_nobody_changes_the_figures_of_another_person(office: Office, payload: str) -> None:
    office.sends("tiêm chủng 45/47")
    assert office.carries(payload, HOA) == "Số liệu này ngoài phạm vi của bạn."
    assert office.cells() == ["5.1 2025-10 45/47"]


@pytest.mark.parametrize(
    "payload",
    ["f:", "f:undo:", "f:undo:999", "f:c:1:0", "f:c:x:y", "f:move:1:2031-01", "f:move:1:x", "f:n:3:99.9:2025-10",
     "f:n:99:5.1:2025-10", "f:n:3:5.1:zzz", "f:m:3:x:0", "f:dec:1:x", "f:xyz"],
)  # fmt: skip
def test_a_button_that_means_nothing_says_so(office: Office, payload: str) -> None:
    office.sends("tiêm chủng 45/47")
    assert office.carries(payload) == "Nút này đã cũ. Bạn nhắn lại số liệu nhé."
    assert office.states()[-1] == "done"


def test_another_persons_ask_is_not_answered(office: Office) -> None:
    office.sends("suy dinh dưỡng 5/83")
    payload = office.buttons()["Béo phì"]
    assert "đã cũ" in office.carries(payload, MINH)
    assert office.cells() == []


# -- soft checks ---------------------------------------------------------------------------------------------------


def months(office: Office, *figures: str) -> None:
    for month, figure in enumerate(figures, 1):
        office.sends(f"tiêm chủng tháng {month} {figure}")


def test_a_figure_far_from_the_usual_is_asked_about_and_the_others_stored(office: Office) -> None:
    months(office, "45/47", "46/47", "45/47", "46/48", "47/48")
    text = office.sends("tiêm chủng 4/47, khai sinh 12/12")
    assert FAR_TEXT in text or "thấp hơn kỳ trước" in text
    assert "5.1 2025-10 4/47" not in office.cells()
    assert "14.1 2025-10 12/12" in office.cells()
    assert "đã xác nhận" in office.presses("Đúng, lưu 4/47")
    assert "5.1 2025-10 4/47" in office.cells()


def test_the_same_message_within_an_hour_confirms_and_later_asks_again(office: Office) -> None:
    months(office, "45/47")
    assert "tổng số" in office.sends("tiêm chủng 450/470")
    office.now += timedelta(hours=2)
    assert "Chưa lưu" in office.sends("tiêm chủng 450/470")
    office.now += timedelta(minutes=20)
    assert "đã xác nhận" in office.sends("tiêm chủng 450/470")
    (row,) = office.db.query("SELECT confirmed FROM cells WHERE period = '2025-10'")
    assert row["confirmed"] == 1


def test_more_dead_than_injured_is_asked_about(office: Office) -> None:
    text = office.sends("tai nạn thương tích 1 ca, tử vong do tai nạn thương tích 2")
    assert "không thể lớn hơn toàn bộ" in text
    assert office.cells() == ["11.1 2025-10 1"]


# -- two people ----------------------------------------------------------------------------------------------------


def test_two_people_on_one_figure_and_staff_decide(office: Office) -> None:
    office.sends("khai sinh 12/12")
    assert "Đang kiểm tra" in office.sends("khai sinh 11/12", MINH)
    card = next(call for call in office.owed() if call["chat_id"] == THU)
    assert "đã có 12/12 = 100%" in card["text"]
    office.last = card
    payload = office.buttons()["Chọn 11/12"]
    assert office.carries(payload, LAN) == "Số liệu này ngoài phạm vi của bạn."
    assert "<b>11/12 = 91,7%</b>" in office.carries(payload, THU)
    assert office.carries(payload, THU) == "Việc này đã giải quyết rồi."
    assert office.cells() == ["14.1 2025-10 11/12"]
    told = {call["chat_id"] for call in office.owed() if "Cán bộ đã chọn" in call.get("text", "")}
    assert told == {LAN, MINH, THU}


# -- looking up ----------------------------------------------------------------------------------------------------


def test_what_i_sent_is_listed_for_three_periods(office: Office) -> None:
    for month in (7, 8, 9, 10):
        office.sends(f"khai sinh tháng {month} 12/12")
    headers = [line for line in lines(office.sends("/cuatoi")) if "·" in line]
    assert headers == [f"Khu phố 3 · tháng {month}/2025" for month in (10, 9, 8)]
    assert "không có số liệu nào" in office.sends("/cuatoi", MINH)


def test_the_history_of_a_figure_tells_every_change_and_no_name(office: Office) -> None:
    office.sends("tiêm chủng 45/47")
    office.sends("tiêm chủng 46/47")
    office.presses("Hoàn tác")
    assert lines(office.sends("/lichsu tiêm chủng khu phố 3 tháng 10", MINH)) == [
        "Tiêm chủng dưới 1 tuổi, đủ 8 loại · Khu phố 3 · tháng 10/2025",
        "• 12/10/2025 09:00: 46/47 → 45/47 · cộng tác viên, hoàn tác",
        "• 12/10/2025 09:00: 45/47 → 46/47 · cộng tác viên, tin nhắn",
        "• 12/10/2025 09:00: chưa có → 45/47 · cộng tác viên, tin nhắn",
    ]
    assert "ngoài phạm vi" in office.sends("/lichsu tiêm chủng khu phố 3 tháng 10", HOA)
    assert "Bạn nhắn mục" in office.sends("/lichsu")


# -- whatever is repeated ------------------------------------------------------------------------------------------


def test_replaying_every_update_changes_nothing(office: Office) -> None:
    office.sends("tiêm chủng 45/47, suy dinh dưỡng 5/83")
    message = office.message_id()
    office.presses("Béo phì")
    office.edits("tiêm chủng 46/47, suy dinh dưỡng 6/83", message)
    office.sends("khai sinh 12/12", MINH)
    office.sends("khai sinh 11/12")
    office.presses("Hoàn tác")
    office.carries("f:n:3:16.1:2025-10")
    office.sends("19")
    office.sends("20")
    before = "\n".join(office.db.conn.iterdump())
    for update in list(office.updates):
        office.receives(update)
    assert "\n".join(office.db.conn.iterdump()) == before


_FIGURES = st.lists(
    st.tuples(st.sampled_from(["tiêm chủng", "khai sinh", "béo phì"]), st.integers(40, 44)), min_size=1, max_size=3
)
_STEPS = st.one_of(
    st.tuples(st.just("send"), st.sampled_from([LAN, MINH]), _FIGURES),
    st.tuples(st.just("edit"), st.integers(0, 9), _FIGURES),
    st.tuples(st.just("undo"), st.integers(1, 12), st.just([])),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_STEPS, max_size=8))
def test_cells_are_what_the_revisions_say_and_an_edit_equals_its_new_text(
    steps: list[tuple[str, int, list[tuple[str, int]]]],
) -> None:
    office = Office(library())
    sent: list[tuple[int, int]] = []
    for second, (what, number, figures) in enumerate(steps, 1):
        words = ", ".join(f"{name} {count}/50" for name, count in dict(figures).items())
        if what == "send":
            office.sends(words, number)
            sent.append((office.message_id(), number))
        elif what == "edit" and sent:
            message, user_id = sent[number % len(sent)]
            office.edits(words, message, user_id, second)
        elif what == "undo":
            office.carries(f"f:undo:{number}")
    assert set(office.states()) <= {"done"}
    for row in office.db.query("SELECT * FROM cells"):
        (newest,) = office.db.query("SELECT * FROM revisions WHERE id = ?", [row["revision"]])
        same = ("state", "numerator", "denominator", "value", "plan", "village_id", "indicator", "part", "period")
        assert {key: row[key] for key in same} == {key: newest[key] for key in same}
        later = list(
            office.db.query(
                "SELECT id FROM revisions WHERE id > ? AND indicator = ? AND part = ? AND period = ? AND NOT disputes",
                [row["revision"], row["indicator"], row["part"], row["period"]],
            )
        )
        assert later == [] or newest["disputes"]  # a rival that was left alone took the place of what was withdrawn
    office.close()
    office.db.close()
