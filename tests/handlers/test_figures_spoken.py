"""Those who send figures, and say in words what a button would do; and what staff change is told to them."""

from datetime import timedelta

import pytest

from storage import people, roles, villages
from tests import updates
from tests.handlers.town import HOA, LAN, MINH, NOW, STRANGER, THU, Office, lines


def told(office: Office, user_id: int, words: str) -> list[str]:
    return [call["text"] for call in office.owed() if call["chat_id"] == user_id and words in call.get("text", "")]


# -- words in the place of buttons ---------------------------------------------------------------------------------


def test_what_was_sent_last_is_taken_back_in_words(office: Office) -> None:
    office.sends("khai sinh 12/12")
    office.sends("tiêm chủng 45/47, béo phì 3/40")
    assert lines(office.sends("hoàn tác"))[0] == "Đã bỏ · Khu phố 3 · tháng 10/2025"
    assert office.cells() == ["14.1 2025-10 12/12"]
    office.sends("hoan tac")
    assert office.cells() == []
    assert "không có số liệu nào" in office.sends("hoàn tác")


def test_an_undone_correction_is_said_to_be_undone(office: Office) -> None:
    office.sends("tiêm chủng 45/47")
    office.sends("sửa tiêm chủng 46/47")
    assert lines(office.sends("hoàn tác"))[0] == "Đã hoàn tác · Khu phố 3 · tháng 10/2025"
    assert office.cells() == ["5.1 2025-10 45/47"]


def test_what_is_older_than_a_day_is_shown_before_it_is_taken_back(office: Office) -> None:
    office.sends("tiêm chủng 45/47")
    office.now += timedelta(days=2)
    assert "45/47" in office.sends("hoàn tác")
    assert office.cells() == ["5.1 2025-10 45/47"]
    office.presses("Hoàn tác")
    assert office.cells() == []


def test_a_slip_is_shown_with_its_buttons(office: Office) -> None:
    office.sends("tiêm chủng 45/47, khai sinh 12/12")
    office.sends("béo phì 3/40")
    assert "3/40" in office.sends("tôi gửi nhầm rồi")
    assert list(office.buttons()) == ["Hoàn tác", "Sửa", "Đổi kỳ"]
    assert len(office.cells()) == 3


def test_to_correct_in_words_gives_the_lines(office: Office) -> None:
    office.sends("tiêm chủng 45/47")
    assert "sửa tiêm chủng 45/47" in office.sends("sửa số liệu")
    office.sends("46/47")
    assert office.cells() == ["5.1 2025-10 46/47"]


@pytest.mark.parametrize(
    ("answer", "stored"),
    [("Đúng", True), ("dung roi", True), ("ok", True), ("u dung roi luu di em", True), ("không", False), ("ko", False)],
)
def test_a_doubt_is_answered_in_words(office: Office, answer: str, stored: bool) -> None:
    for month in (6, 7, 8, 9):
        office.sends(f"tiêm chủng tháng {month} 45/47")
    assert "Có đúng không?" in office.sends("tiêm chủng 4/47")
    said = office.sends(answer)
    assert ("đã xác nhận" in said) is stored
    assert ("không lưu" in said) is not stored
    assert ("5.1 2025-10 4/47" in office.cells()) is stored
    assert "4/47" not in office.sends(answer)  # there is nothing left to answer


def test_a_yes_to_what_was_there_already_is_told_so(office: Office) -> None:
    office.sends("tử vong sơ sinh 0")
    assert "không đổi" in office.sends("tử vong sơ sinh 0")
    assert "đã lưu" in office.sends("u dung roi luu di em")


def test_all_doubts_of_one_message_are_answered_at_once(office: Office) -> None:
    for month in (6, 7, 8, 9):
        office.sends(f"tiêm chủng tháng {month} 45/47, khai sinh tháng {month} 12/12")
    office.sends("tiêm chủng 4/47, khai sinh 20/60")
    office.sends("đúng rồi")
    assert {"5.1 2025-10 4/47", "14.1 2025-10 20/60"} <= set(office.cells())


def test_what_is_missing_and_what_was_sent_in_words(office: Office) -> None:
    office.sends("tiêm chủng 45/47")
    for words in ("còn thiếu gì", "tháng này tôi còn thiếu những mục nào", "tôi muốn nộp số liệu"):
        assert "còn thiếu" in office.sends(words)
        assert any(payload.startswith("f:n:") for payload in office.buttons().values())
    assert "45/47" in office.sends("tôi đã gửi những gì")
    assert "Chưa nộp · Tân Khai" in office.sends("còn thiếu gì", THU)


def test_when_figures_are_due_stands_with_the_rounds(office: Office) -> None:
    assert office.sends("bao giờ phải nộp số liệu") == office.sends("đợt báo cáo")


def test_words_of_people_without_a_role_are_questions(office: Office) -> None:
    assert office.buttons() == {}
    said = office.sends("còn thiếu gì", STRANGER)
    assert "/nop" not in said
    assert "chỉ nhận từ cộng tác viên" in office.sends("nộp số liệu", STRANGER)


def test_a_thing_to_drop_that_was_never_sent_is_a_question(office: Office) -> None:
    office.sends("tiêm chủng 45/47")
    assert "45/47" not in office.sends("xóa khai sinh")
    assert "45/47" not in office.sends("bỏ học tiểu học")


# -- buttons that have nothing left to do ------------------------------------------------------------------------------


def test_a_correction_of_what_was_taken_back_waits_for_nothing(office: Office) -> None:
    office.sends("tiêm chủng 45/47")
    fix, move = office.buttons()["Sửa"], office.buttons()["Đổi kỳ"]
    office.presses("Hoàn tác")
    assert "không có gì để đổi" in office.carries(fix)
    assert "không có gì để đổi" in office.carries(move)
    office.sends("46/47")
    assert office.cells() == []


def test_the_periods_to_move_to_are_those_that_people_report(office: Office) -> None:
    office.now = NOW.replace(year=2026, month=1, day=5)
    office.sends("tiêm chủng 45/47")
    office.presses("Đổi kỳ")
    assert {"Tháng 12/2025", "Quý 4/2025", "6 tháng cuối năm 2025", "Năm 2025", "Năm 2026"} <= set(office.buttons())


def test_an_edit_that_leaves_something_out_says_that_it_changed_the_figures(office: Office) -> None:
    office.sends("thấp còi 4/60, nhẹ cân 2/60")
    text = lines(office.edits("thấp còi 4/60", office.message_id()))
    assert text[0] == "Đã sửa · Khu phố 3 · tháng 10/2025"
    assert "Suy dinh dưỡng nhẹ cân: bỏ 2/60" in text


# -- one message, one step -------------------------------------------------------------------------------------------


def test_two_numbers_for_one_thing_in_one_message_are_asked_about(office: Office) -> None:
    text = lines(office.sends("tiêm chủng 45/47, khai sinh 12/12, tiêm chủng 44/47"))
    assert text[-2:] == ["tiêm chủng 45/47", "tiêm chủng 44/47"]
    assert office.cells() == ["14.1 2025-10 12/12"]
    office.sends("béo phì 3/40, béo phì 3/40")
    assert office.cells() == ["4.3 2025-10 3/40", "14.1 2025-10 12/12"]


def test_the_words_of_a_message_are_given_back_without_its_commas(office: Office) -> None:
    assert "Tôi không hiểu: “tảo hôn”, “hiv”." in office.sends("tảo hôn, hiv, xâm hại: 0")


def test_a_percentage_is_stored_and_the_counts_are_asked_for(office: Office) -> None:
    assert "nhắn thêm: <code>tiêm chủng …/…</code>" in office.sends("tiêm chủng 95,5%")
    assert "nhắn thêm" not in office.sends("tiêm chủng 45/47")


@pytest.mark.parametrize(
    "said",
    [
        "tre duoi 1 tuoi co 47 chau, tiem du 45 roi, con 2 chau om chua tiem dc",
        "ps: tiêm chủng 45/47",
        "kp3 chot so: tiem chung 45/47",
        "lao dong tre em co 1 chau phu ho quan com",
    ],
)
def test_words_that_change_nothing_are_not_asked_about(office: Office, said: str) -> None:
    text = office.sends(said)
    assert "Đã lưu" in text
    assert "không hiểu" not in text


def test_what_is_not_known_is_quoted_on_one_line(office: Office) -> None:
    text = office.sends("12/12 khai sinh\n45/47\n3/40 béo phì")
    assert "“45/47”: tôi chưa biết" in text
    assert "…”" in office.sends("một câu rất dài mà không ai biết là nói về chuyện gì 45/47")


def test_what_is_skipped_or_none_in_the_dialogue(office: Office) -> None:
    office.carries("f:n:3:3.1:2025-10")
    assert "Tử vong dưới 1 tuổi" in office.sends("bỏ qua")
    assert "Tử vong dưới 5 tuổi" in office.sends("chưa biết")
    assert "Tử vong dưới 5 tuổi: <b>0</b>" in office.sends("không")
    assert office.cells() == ["3.3 2025-10 0"]
    assert "nhẹ cân" not in office.sends("bỏ qua")  # the dialogue is over


def test_how_many_are_meant_follows_what_is_wanted(office: Office) -> None:
    assert "như vậy" in office.carries("f:n:3:4.3:2025-10")
    assert "đạt" in office.carries("f:n:3:5.1:2025-10")


def test_what_is_missing_elsewhere_is_not_shown(office: Office) -> None:
    assert office.sends("/nop kp5") == "Số liệu này ngoài phạm vi của bạn."


def test_figures_in_a_group_are_sent_to_the_private_chat(office: Office) -> None:
    group = updates.group(-500)
    (reply,) = office.receives(updates.text("@so_tay_bot tiêm chủng 45/47", LAN, chat=group))
    assert "khung chat riêng" in reply["text"]
    assert office.cells() == []
    (reply,) = office.receives(updates.text("@so_tay_bot tiêm chủng 2025", LAN, chat=group))
    assert "95%" in reply["text"]


def test_who_has_many_villages_may_name_one(office: Office) -> None:
    for number in range(20, 70):
        villages.add(office.db, "tan-khai", f"Khu phố {number}", now=NOW)
    assert "kèm tên nơi đó" in office.sends("tiêm chủng 45/47", THU)
    assert "kèm tên nơi đó" in office.sends("/nop", THU)
    assert "Khu phố 66" in office.sends("/nop khu phố 66", THU)


# -- staff and collaborators -----------------------------------------------------------------------------------------


def test_who_sent_what_staff_correct_is_told_once_with_all_of_it(office: Office) -> None:
    people.choose_language(office.db, LAN, "vi")
    office.sends("kp3 tiêm chủng 45/47, khai sinh 12/12")
    office.sends("kp3 tiêm chủng 44/47, khai sinh 11/12, béo phì 3/40", THU)
    (message,) = told(office, LAN, "Cán bộ đã sửa")
    assert "45/47 → <b>44/47</b>" in message
    assert "12/12 → <b>11/12</b>" in message
    assert "Béo phì" not in message
    office.sends("kp3 tiêm chủng 43/47", THU)
    *_, message = told(office, LAN, "Cán bộ đã sửa")
    assert "44/47 → <b>43/47</b>" in message  # what was told before holds no longer


def test_a_collaborator_who_differs_from_staff_is_checked(office: Office) -> None:
    office.sends("kp3 khai sinh 12/12", THU)
    assert "Đang kiểm tra" in office.sends("khai sinh 11/12")
    assert office.cells() == ["14.1 2025-10 12/12"]
    (card,) = told(office, THU, "Cần quyết định")
    assert "đã có 12/12 = 100%" in card


def test_each_reads_of_a_dispute_in_their_own_language(office: Office) -> None:
    office.sends("/start", MINH)
    people.choose_language(office.db, MINH, "en")
    office.sends("khai sinh 12/12")
    assert "Being checked" in office.sends("khai sinh 11/12", MINH)
    office.last = next(call for call in office.owed() if call["chat_id"] == THU)
    assert "Cần quyết định" in office.last["text"]
    office.presses("Chọn 11/12", THU)
    assert told(office, MINH, "Decided by staff")
    assert told(office, LAN, "Cán bộ đã chọn")


def test_a_plan_without_staff_has_its_disputes_decided_by_administrators(office: Office) -> None:
    roles.grant(office.db, 70, "admin", plan=None, by=None, now=NOW)
    (role,) = roles.of_person(office.db, THU)
    roles.end(office.db, role.id, by=THU, now=NOW)
    office.sends("khai sinh 12/12")
    office.sends("khai sinh 11/12", MINH)
    assert told(office, 70, "Cần quyết định")


def test_history_is_refused_in_its_own_words(office: Office) -> None:
    assert "chưa lưu gì" not in office.sends("/lichsu tiêm chủng", STRANGER)
    assert office.sends("/lichsu kp5 tiêm chủng", HOA).startswith("<b>")


# -- what is to come, and what was of another time ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("mẫu giáo mai em gửi", "mẫu giáo …/…"),
        ("mai em bao so tiem chung nha", "tiêm chủng …/…"),
        ("tai nạn tuần sau em báo", "tai nạn …"),
    ],
)
def test_who_promises_a_figure_gets_the_line_to_send_then(office: Office, said: str, line: str) -> None:
    assert f"<code>{line}</code>" in office.sends(said)
    assert office.cells() == []


@pytest.mark.parametrize("said", ["mai phải nộp gì", "tiêm chủng mai có phải nộp không"])
def test_a_question_of_tomorrow_is_no_promise(office: Office, said: str) -> None:
    assert "Khi nào có số" not in office.sends(said)


@pytest.mark.parametrize(
    "said", ["đúng ra là tháng 9", "của tháng 9", "số đó tháng 9 nhé", "ý em là tháng 9", "tháng 9", "tháng trước nha"]
)
def test_a_period_said_right_after_a_receipt_is_offered(office: Office, said: str) -> None:
    office.sends("tiêm chủng 45/47, khai sinh 12/12")
    office.sends(said)
    assert office.cells() == ["5.1 2025-10 45/47", "14.1 2025-10 12/12"]
    office.presses("Chuyển sang tháng 9/2025")
    assert office.cells() == ["5.1 2025-09 45/47", "14.1 2025-09 12/12"]


@pytest.mark.parametrize(
    "said",
    [
        *("tháng 9 có hoạt động gì", "tháng 9 thì sao", "tháng 9 chưa có", "tháng 9 em gửi sau", "tháng 9 cũng vậy"),
        *("tháng 9 à", "tháng 9?", "năm 2025 bao nhiêu", "quý 2 ai báo cáo"),
    ],
)
def test_what_asks_or_tells_more_of_a_period_moves_and_offers_nothing(office: Office, said: str) -> None:
    office.sends("tiêm chủng 45/47")
    office.sends(said)
    assert office.cells() == ["5.1 2025-10 45/47"]
    assert not any(label.startswith("Chuyển sang") for label in office.buttons())


def test_a_period_that_the_figure_has_already_is_said_to_be_so(office: Office) -> None:
    office.sends("tiêm chủng 45/47")
    office.presses("Đổi kỳ")
    assert office.sends("tháng 10") == "Số này đang ở tháng 10/2025 rồi."


def test_a_period_said_after_other_talk_moves_nothing(office: Office) -> None:
    office.sends("tiêm chủng 45/47")
    office.sends("chỉ tiêu 9 ai phụ trách")
    office.sends("của tháng 9")
    assert office.cells() == ["5.1 2025-10 45/47"]


# -- /huy ---------------------------------------------------------------------------------------------------------

FORGOTTEN = "Đã bỏ qua chuyện đang hỏi. Bạn có thể hỏi câu mới."


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param(["khai sinh 12/12", ">Đổi kỳ"], "tháng 9", id="a-period"),
        pytest.param(["khai sinh 12/12", ">Sửa"], "11/12", id="a-correction"),
        pytest.param(["khai sinh 12/12", "khai sinh 12/11"], "11/12", id="a-number-once-more"),
        pytest.param(["khai sinh 12/12", "tiêm chủng"], "45/47", id="a-number-of-what-was-named"),
        pytest.param(["khai sinh 12/12", "/nop mẫu giáo"], "20/21", id="a-number-of-the-dialogue"),
    ],
)
def test_what_was_asked_is_forgotten_with_huy(office: Office, asked: list[str], said: str) -> None:
    for one in asked:
        office.presses(one[1:]) if one[0] == ">" else office.sends(one)
    assert office.sends("/huy") == FORGOTTEN
    assert office.db.execute("SELECT kind FROM asks WHERE settled_at IS NULL").fetchall() == []
    office.sends(said)
    assert office.cells() == ["14.1 2025-10 12/12"]


@pytest.mark.parametrize("doubtful", ["suy dinh dưỡng 5/83", "khai sinh 12 14"])
def test_of_figures_that_were_asked_about_huy_says_that_they_are_not_stored(office: Office, doubtful: str) -> None:
    office.sends(doubtful)
    (first, *_) = office.buttons().values()
    assert lines(office.sends("/huy")) == [
        FORGOTTEN,
        "Số liệu đang hỏi lại bạn thì chưa lưu. Nếu cần, bạn nhắn lại nhé.",
    ]
    assert office.carries(first) == "Việc này đã giải quyết rồi."
    assert office.cells() == []


# -- whose number it is ---------------------------------------------------------------------------------------------


def test_a_slip_after_other_talk_is_of_no_figure(office: Office) -> None:
    office.sends("tai nạn 3")
    office.sends("chỉ tiêu 9 ai phụ trách")
    office.sends("à nhầm 11")
    assert office.cells() == ["11.1 2025-10 3"]


@pytest.mark.parametrize(
    ("said", "cells"),
    [
        (["mg 20", "21"], ["16.1 2025-10 20/21"]),
        (["khai sinh 12/12", "à nhầm 11/12", "2"], ["3.1 2025-10 2", "14.1 2025-10 11/12"]),
    ],
)
def test_within_the_dialogue_a_number_is_of_what_was_asked_or_shown_last(
    office: Office, said: list[str], cells: list[str]
) -> None:
    office.sends("/nop")
    office.presses("Tử vong sơ sinh")
    for words in said:
        office.sends(words)
    assert office.cells() == cells


def test_a_number_asked_for_is_never_looked_up_in_the_plans(office: Office) -> None:
    office.sends("khai sinh 12")
    office.sends("cảm ơn")
    assert "chưa biết đây là số liệu gì" in office.sends("14")


@pytest.mark.parametrize(
    ("said", "cell"), [("khai sinh 12 14", "14.1 2025-10 12/14"), ("tảo hôn không", "13.1 2025-10 0")]
)
def test_a_yes_answers_what_is_asked(office: Office, said: str, cell: str) -> None:
    office.sends(said)
    assert office.cells() == []
    office.sends("đúng rồi")
    assert office.cells() == [cell]


def test_who_has_sent_nothing_is_not_thanked_for_it(office: Office) -> None:
    assert "chưa nhận được số nào" in office.sends("gửi rồi đó")
    office.sends("khai sinh 12/12")
    assert "chưa nhận được" not in office.sends("gửi rồi đó")


@pytest.mark.parametrize(
    "said", ["có cháu bị xâm hại, mai em báo công an", "con tôi bị đuối nước, lát em gửi", "bé bị đánh, tối em báo"]
)
def test_a_child_in_danger_is_no_promise(office: Office, said: str) -> None:
    text = office.sends(said)
    assert "111" in text
    assert "Khi nào có số" not in text


def test_a_name_in_a_promise_is_refused_and_kept_nowhere(office: Office) -> None:
    office.sends("cháu Nguyễn Văn Tèo bị tai nạn, mai em báo")
    assert "Tèo" not in "\n".join(office.db.conn.iterdump())


def test_who_sends_figures_is_shown_how_where_nothing_is_understood(office: Office) -> None:
    assert "• Gửi số liệu: <code>tiêm chủng 45/47</code>" in office.sends("giá vàng hôm nay")
    assert "Gửi số liệu" not in office.sends("giá vàng hôm nay", THU)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("cai nao con thieu noi chi biet", "còn thiếu 34 mục"),
        ("thieu may muc nua vay em", "còn thiếu 34 mục"),
        ("cho chi xem may muc con thieu", "còn thiếu 34 mục"),
        ("con cai nao", "còn thiếu 34 mục"),
        ("con gi nua ko", "còn thiếu 34 mục"),
        ("con thieu gi ko em", "còn thiếu 34 mục"),
        ("chi bao du chua", "còn thiếu 34 mục"),
        ("hết chưa em", "còn thiếu 34 mục"),
        ("so do da luu chua em", "Hiện không có số liệu nào của bạn"),
        ("so lieu cua chi dau", "Hiện không có số liệu nào của bạn"),
        ("ai sua khai sinh cua chi vay", "Hiện không có số liệu nào của bạn"),
        ("chi nop roi ma nhac hoai", "Tôi chỉ nhắc khi còn mục chưa nhận được"),
        ("chi nop tre dc ko", "Quá ngày tôi vẫn nhận"),
        ("trễ hạn rồi còn nộp được không", "Quá ngày tôi vẫn nhận"),
        ("con lai khong co so lieu", "Bạn báo mục nào?"),
        ("may cai khac ko thay doi", "tôi không tự lấy số của kỳ khác"),
        ("chi khong biet bam nut, lam sao nop", "Bạn không cần bấm gì"),
        ("mau bao cao the nao em gui chi", "Bạn không cần bấm gì"),
        ("co ai bao gium chi chua", "cán bộ chọn người báo thay"),
        ("chi om roi, nho ai bao giup", "cán bộ chọn người báo thay"),
        ("chao em, chi la chi Lan ctv kp3 day", "Chào bạn!"),
        ("the tong tai nan ca nam cua chi la bao nhieu", "11.1 tai nạn thương tích"),
        ("chieu nhac lai nha", "Sẽ nhắc lại lúc"),
        ("chi di dam gio chieu nhac lai nha", "Sẽ nhắc lại lúc"),
    ],
)
def test_words_about_ones_own_sending_are_not_looked_up_in_the_plans(office: Office, words: str, told: str) -> None:
    text = office.sends(words)
    assert told in text
    assert "Kế hoạch" not in text


@pytest.mark.parametrize(
    "words", ["ma chi chua bao khai sinh", "beo phi cung vay", "tổng số cũng vậy", "sao khong luu cho chi", "giá vàng"]
)
def test_what_is_not_understood_is_taken_to_be_about_sending_first(office: Office, words: str) -> None:
    assert lines(office.sends(words))[1] == "• Gửi số liệu: tiêm chủng 45/47"


@pytest.mark.parametrize("words", ["nha em, tong tre 310", "tổng số trẻ là 62"])
def test_a_number_that_is_said_is_not_searched_for_in_the_plans(office: Office, words: str) -> None:
    assert "tôi chưa biết số này của mục nào" in office.sends(words)
    assert "76,9%" in office.sends("chỗ nào đặt 76,9%")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("hạn nộp báo cáo năm", "Kế hoạch"),
        ("ai báo cáo chỉ tiêu 9", "Công an"),
        ("chỉ tiêu 9 ai phụ trách", "Công an"),
        ("tiêm chủng tân khai 2025", "95%"),
    ],
)
def test_questions_of_collaborators_about_the_plans_are_answered(office: Office, question: str, told: str) -> None:
    assert told in office.sends(question)


def test_figures_end_the_talk_about_the_plans(office: Office) -> None:
    """What follows a receipt is about the figures, and inherits nothing of an earlier question."""
    office.sends("tiêm chủng tân khai 2025")
    office.sends("khai sinh 12/12")
    assert office.sends("còn 2030?").startswith("Bạn nhắc đến câu trước, nhưng tôi không còn nhớ.")


def test_leave_is_asked_for_beside_a_word_about_who_stands_in(office: Office) -> None:
    assert "xin nghỉ đến hết 03/11/2025" in office.sends("chi xin nghi om toi 3/11 nha, nho ai bao giup")
    assert told(office, THU, "xin nghỉ đến hết 03/11/2025")


def test_what_is_to_be_counted_is_told_in_the_dialogue(office: Office) -> None:
    office.sends("/nop mẫu giáo")
    assert "<b>99,1%</b>" in office.sends("cai do la gi vay em")
    office.sends("20/21")
    assert office.cells() == ["16.1 2025-10 20/21"]


@pytest.mark.parametrize("words", ["thôi giữ nguyên", "thoi giu nguyen"])
def test_what_is_to_stay_stays(office: Office, words: str) -> None:
    office.sends("tiêm chủng 45/47")
    assert office.sends(words) == "Vâng, tôi giữ nguyên."
    assert office.cells() == ["5.1 2025-10 45/47"]


def test_a_greeting_with_personal_data_is_refused(office: Office) -> None:
    assert "0912" not in office.sends("chào em, chị là Lan 0912345678")
    assert "0912345678" not in "\n".join(office.db.conn.iterdump())


# -- the language of figures ---------------------------------------------------------------------------------------


def test_figures_in_vietnamese_words_lead_back_from_english(office: Office) -> None:
    assert office.sends("a girl is being beaten").startswith("<b>Call 111 now</b>")
    assert office.sends("ks 12/14").startswith("<b>Đã lưu")
    office.sends("a girl is being beaten")
    assert office.sends("ok").startswith("All right")
    assert office.sends("tiem 30/33, con 3 chau chua chich").startswith("<b>Đã lưu")


def test_a_courtesy_in_vietnamese_leads_back_from_english(office: Office) -> None:
    office.sends("a girl is being beaten")
    assert office.sends("dạ em gọi rồi, cảm ơn").startswith("Vâng.")
    assert office.sends("12/14").startswith("“12/14”: tôi chưa biết")


def test_figures_are_answered_in_the_language_that_was_chosen(office: Office) -> None:
    office.sends("/start")
    people.choose_language(office.db, LAN, "en")
    assert office.sends("ks 12/14").startswith("<b>Stored")


@pytest.mark.parametrize("said", ["sorry, 2/40", "xin lỗi, 2/40", "i meant 2/40"])
def test_another_amount_after_an_apology_corrects_the_last_figure(office: Office, said: str) -> None:
    office.sends("béo phì 3/40")
    office.sends(said)
    assert office.cells() == ["4.3 2025-10 2/40"]


# -- a number first, and remarks -----------------------------------------------------------------------------------


def test_what_is_named_behind_a_number_is_what_it_is_of(office: Office) -> None:
    assert "tôi chưa biết đây là số liệu gì" in office.sends("12/14")
    assert "Đã lưu" in office.sends("khai sinh")
    assert office.cells() == ["14.1 2025-10 12/14"]


def test_a_name_that_may_be_several_is_asked_about_with_the_number(office: Office) -> None:
    office.sends("5/60")
    assert "Bạn báo mục nào?" in office.sends("suy dinh dưỡng")
    office.sends("thấp còi")
    assert office.cells() == ["4.2 2025-10 5/60"]


@pytest.mark.parametrize("words", ["khai sinh bao nhiêu?", "ai phụ trách khai sinh", "cảm ơn", "khai sinh 1/3"])
def test_other_words_behind_a_number_take_it_not(office: Office, words: str) -> None:
    office.sends("12/14")
    office.sends(words)
    assert "14.1 2025-10 12/14" not in office.cells()


def test_a_number_is_taken_for_what_is_named_only_right_behind_it(office: Office) -> None:
    office.sends("12/14")
    office.sends("chỉ tiêu 9 ai phụ trách")
    office.sends("khai sinh")
    assert office.cells() == []


def test_a_number_that_was_asked_for_is_not_kept_for_another_name(office: Office) -> None:
    office.sends("khai sinh 14")
    office.sends("12/14")
    before = office.cells()
    office.sends("tiêm chủng")
    assert office.cells() == before


@pytest.mark.parametrize("words", ["mai chi gui tiep nha", "I will send the rest tomorrow", "dang ban", "thoi de mai"])
def test_a_promise_is_taken_note_of(office: Office, words: str) -> None:
    assert lines(office.sends(words))[0].startswith(("Vâng. Khi nào có số liệu", "All right. Send me the figures"))


def test_who_sees_figures_is_told(office: Office) -> None:
    assert office.sends("so nay ai xem duoc").startswith("Số liệu từng nơi:")


def test_births_with_those_registered_get_the_line_to_send(office: Office) -> None:
    assert "khai sinh 12/14" in office.sends("thang nay co 14 chau sinh, lam giay 12")
    assert office.cells() == []


@pytest.mark.parametrize("words", ["xóa cái cuối", "xoa cai vua roi", "xóa số cuối"])
def test_the_last_one_is_shown_before_it_goes(office: Office, words: str) -> None:
    office.sends("khai sinh 12/12")
    assert "Bạn muốn bỏ hay sửa số này?" in office.sends(words)
    assert "Hoàn tác" in office.buttons()


@pytest.mark.parametrize("words", ["hai", "bỏ", "bo di"])
@pytest.mark.parametrize("user_id", [LAN, THU])
def test_a_word_that_says_nothing_finds_no_duties(office: Office, words: str, user_id: int) -> None:
    assert office.sends(words, user_id).startswith("Tôi chưa hiểu.")
