"""The pages of reporting rounds: who sees what, what staff do with them, deadlines that they add."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from handlers.rounds import naming
from knowledge.entries import Text
from knowledge.figures import calendar
from storage import asks, deadlines, obligations, roles, round_marks, rounds
from tests import updates
from tests.conversation import Conversation
from tests.handlers.commune import (
    FIRST,
    GROUP,
    LOOKER,
    NOW,
    OFFICER,
    PLAN,
    SECOND,
    VIETNAM,
    buttons,
    collects_only,
    commune,
    hears,
    newest_of,
    sees,
    village,
)
from tests.handlers.people import ADMIN, STRANGER, library

YEARLY = "Báo cáo năm về kết quả mục tiêu, chỉ tiêu của Kế hoạch"


@pytest.fixture
def talk() -> Iterator[Conversation]:
    with commune() as conversation:
        hears(conversation, "/dot", OFFICER)
        yield conversation


def test_the_list_begins_with_what_is_under_way(talk: Conversation) -> None:
    shown = hears(talk, "/dot", LOOKER)
    assert shown["text"].splitlines() == [
        "<b>Đợt báo cáo · Hoằng Đức</b>",
        "",
        "<b>Đang thu</b>",
        f"• {YEARLY} (năm 2025): đến hết 04/11/2025 · còn 9 ngày · thôn gửi đến hết 28/10/2025 · <b>0%</b>",
        "",
        "<b>Sắp tới</b>",
        f"• {YEARLY} (năm 2026): đến hết 04/11/2026 · mở từ 05/10/2026",
    ]
    assert list(buttons(shown).values()) == ["r:see:1", "r:see:2"]


def test_the_page_counts_by_the_last_day(talk: Conversation) -> None:
    assert sees(talk, "r:see:1", LOOKER)["text"].splitlines() == [
        f"<b>{YEARLY}</b>",
        "Hoằng Đức · số liệu năm 2025",
        "📄 Kế hoạch xã Hoằng Đức, mục VI.1",
        "Nộp báo cáo đến hết <b>04/11/2025</b> · còn 9 ngày",
        "Kế hoạch ghi trước ngày 05/11, nên ngày cuối là 04/11.",
        "Thôn gửi số liệu đến hết 28/10/2025 · còn 2 ngày",
        "",
        "Đã có <b>0%</b>: đủ 0/78 mục.",
        "3 thôn chưa gửi",
        "",
        "Chưa nộp gì (3): Thôn 1, Thôn 2, Thôn 3",
        "<i>Không kể các chỉ tiêu nhạy cảm, chỉ cán bộ phụ trách mới xem được nơi nào đã nộp.</i>",
    ]


def test_a_round_does_not_tell_which_village_has_sent_something_sensitive(talk: Conversation) -> None:
    collects_only(talk, "9, 14")
    hears(talk, "xâm hại 7 trường hợp", FIRST)
    assert "• Thôn 1: còn thiếu 1: 14" in sees(talk, "r:see:1", OFFICER)["text"]
    assert "<b>Thôn 1</b>: còn thiếu 1 mục: đăng ký khai sinh." in sees(talk, "r:see:1", FIRST)["text"]
    assert "Chưa nộp gì (3): Thôn 1, Thôn 2, Thôn 3" in sees(talk, "r:see:1", LOOKER)["text"]
    assert "Chưa nộp gì (2): Thôn 1, Thôn 3" in sees(talk, "r:see:1", SECOND)["text"]


@pytest.mark.parametrize(
    ("day", "left"),
    [(3, "còn 1 ngày"), (4, "<b>hôm nay là ngày cuối</b>"), (6, "<b>đã quá 2 ngày</b>")],
)
def test_days_are_counted_by_the_local_calendar(talk: Conversation, day: int, left: str) -> None:
    talk.now = datetime(2025, 11, day, 23, 59, tzinfo=VIETNAM)
    assert f"đến hết <b>04/11/2025</b> · {left}\n" in sees(talk, "r:see:1", OFFICER)["text"]


def test_a_collaborator_sees_their_village_first_and_can_send_at_once(talk: Conversation) -> None:
    collects_only(talk, "5, 14")
    hears(talk, "tiêm chủng 45/47", FIRST)
    shown = sees(talk, "r:see:1", FIRST)
    assert shown["text"].splitlines()[-2:] == [
        "<b>Thôn 1</b>: còn thiếu 2 mục: tiêm chủng dưới 5 tuổi, đăng ký khai sinh.",
        "Chưa nộp gì (2): Thôn 2, Thôn 3",
    ]
    one = village(talk, "Thôn 1")
    assert buttons(shown) == {"Nộp ngay": f"f:m:{one.id}:2025-10:0", "Đợt báo cáo": f"r:list:{PLAN}"}
    assert "đợt năm 2025 còn thiếu 2 mục" in sees(talk, f"f:m:{one.id}:2025-10:0", FIRST)["text"]


def test_a_village_that_is_complete_is_thanked(talk: Conversation) -> None:
    collects_only(talk, "14")
    stored = hears(talk, "khai sinh 12/12", FIRST)["text"]
    assert stored.endswith("Thôn 1 đã gửi đủ cho đợt năm 2025. Cảm ơn bạn!")
    text = sees(talk, "r:see:1", FIRST)["text"]
    assert "Đã có <b>33,3%</b>: đủ 1/3 mục.\n1 thôn đã đủ · 2 chưa gửi\nĐúng hạn: 1/1 thôn đã đủ.\n" in text
    assert "<b>Thôn 1</b>: đã đủ, cảm ơn bạn." in text


def test_nop_begins_with_the_round_under_way(talk: Conversation) -> None:
    collects_only(talk, "14")
    assert hears(talk, "/nop", FIRST)["text"].startswith("<b>Thôn 1 · tháng 10/2025</b>: đợt năm 2025 còn thiếu 1 mục.")
    talk.now = datetime(2026, 1, 3, 9, tzinfo=VIETNAM)  # the round is past: the month alone counts
    assert hears(talk, "/nop", FIRST)["text"].startswith("<b>Thôn 1 · tháng 1/2026</b>: còn thiếu 34 mục.")


def test_nop_of_a_round_whose_period_is_over_is_about_that_period() -> None:
    with commune("minh-tam", datetime(2025, 7, 1, 9, tzinfo=VIETNAM)) as talk:
        hears(talk, "/dot", OFFICER)
        sees(talk, "r:move:1", OFFICER)
        hears(talk, "20/7", OFFICER)
        shown = hears(talk, "/nop", FIRST)
        assert shown["text"].startswith("<b>Thôn 1 · 6 tháng đầu năm 2025</b>: đợt 6 tháng đầu năm 2025 còn thiếu")


def test_who_takes_no_part_is_refused_politely(talk: Conversation) -> None:
    assert "chỉ dành cho người tham gia kế hoạch Hoằng Đức" in hears(talk, "/dot Hoằng Đức", STRANGER)["text"]
    assert "chỉ dành cho người tham gia kế hoạch." in hears(talk, "/dot", STRANGER)["text"]
    assert "chỉ dành cho người tham gia kế hoạch Hoằng Đức" in sees(talk, "r:see:1", STRANGER)["text"]
    assert "/dot Tân Khai" in hears(talk, "/dot blabla", OFFICER)["text"]


def test_an_administrator_without_a_home_is_asked_which_plan(talk: Conversation) -> None:
    shown = hears(talk, "/dot", ADMIN)
    assert shown["text"] == "Bạn làm việc với nơi nào?"
    assert "<b>Đợt báo cáo · Hoằng Đức</b>" in sees(talk, buttons(shown)["Hoằng Đức"], ADMIN)["text"]


def test_a_group_sees_counts_only(talk: Conversation) -> None:
    shown = hears(talk, "/dot", OFFICER, chat=GROUP)
    assert "<b>0%</b>" in shown["text"]
    press = updates.press("r:see:1", OFFICER)
    press["callback_query"]["message"]["chat"] = GROUP
    _, page = talk.receives(press)
    assert "đủ 0/78 mục.\n3 thôn chưa gửi\n<i>Không kể" in page["text"]
    assert list(buttons(page)) == ["Đợt báo cáo"]
    assert "nhắn riêng" in hears(talk, "/them_han báo cáo trước 5/11", OFFICER, chat=GROUP)["text"]


STAFF_ONLY = ["move:1", "days:1", "codes:1", "code:1:1", "shut:1", "sent:1", "do:shut:1", "do:sent:1", "unshut:1"]


@pytest.mark.parametrize("action", [*STAFF_ONLY, f"own:{PLAN}", f"end:{PLAN}:1"])
def test_buttons_of_staff_are_for_staff(talk: Conversation, action: str) -> None:
    before = rounds.by_id(talk.db, 1)
    for user in (FIRST, LOOKER, STRANGER):
        assert "dành cho cán bộ" in sees(talk, f"r:{action}", user)["text"]
    assert rounds.by_id(talk.db, 1) == before


@pytest.mark.parametrize(
    "data",
    "r: r:see r:see:x r:see:99 r:list:nowhere r:past:hoang-duc r:do:1:1 r:do:shut r:code:1:9 r:ask:1"
    " r:save:1:hoang-duc r:add:1:hoang-duc r:drop:9 r:zzz:1 r:end:hoang-duc:4".split(),
)
def test_a_button_that_is_no_longer_good_says_so(talk: Conversation, data: str) -> None:
    assert sees(talk, data, OFFICER)["text"] == "Nút này đã cũ. Bạn gửi /dot để xem lại."


def test_staff_move_the_day_in_their_own_words(talk: Conversation) -> None:
    asked = sees(talk, "r:move:1", OFFICER)
    assert "<code>trước 20/11</code>" in asked["text"]
    moved = hears(talk, "dời đến trước 20/11", OFFICER)["text"]
    assert moved.startswith("Trước ngày 20/11/2025, nên ngày cuối là 19/11/2025. Đã đặt.")
    assert "Ngày này do cán bộ đặt; kế hoạch ghi trước ngày 05/11." in moved
    assert "Thôn gửi số liệu đến hết 12/11/2025" in moved
    hears(talk, "/dot", OFFICER)
    found = rounds.by_id(talk.db, 1)
    assert found is not None
    assert found.last_day is not None
    assert (found.last_day.isoformat(), found.moved) == ("2025-11-19", True)


def test_what_is_no_day_goes_its_usual_way(talk: Conversation) -> None:
    sees(talk, "r:move:1", OFFICER)
    assert "đã qua" in hears(talk, "1/10/2025", OFFICER)["text"]
    assert "nhiệm vụ" not in hears(talk, "ai phụ trách tiêm chủng?", OFFICER)["text"].splitlines()[0]
    assert "Đã lưu" in hears(talk, "thôn 1 tiêm chủng 45/47", OFFICER)["text"]
    assert "Đã đặt ngày cuối: 21/11/2025." in hears(talk, "21/11", OFFICER)["text"]


def test_huy_ends_the_question(talk: Conversation) -> None:
    sees(talk, "r:move:1", OFFICER)
    hears(talk, "/huy", OFFICER)
    assert asks.open_in(talk.db, OFFICER, "round", since=NOW - timedelta(days=1)) == []
    assert "Đã đặt" not in hears(talk, "21/11", OFFICER)["text"]


def test_the_newest_question_gets_the_answer(talk: Conversation) -> None:
    sees(talk, "r:days:1", OFFICER)
    one = village(talk, "Thôn 1")
    sees(talk, f"f:n:{one.id}:14.1:2025-10", OFFICER)
    assert "trên tổng số bao nhiêu" in hears(talk, "10", OFFICER)["text"]


def test_staff_set_the_days_of_villages(talk: Conversation) -> None:
    sees(talk, "r:days:1", OFFICER)
    assert "Nhiều nhất 90 ngày" in hears(talk, "365 ngày", OFFICER)["text"]
    assert "Thôn gửi số liệu đến hết 25/10/2025 · <b>đã quá 1 ngày</b>" in hears(talk, "10 ngày", OFFICER)["text"]
    sees(talk, "r:days:1", OFFICER)
    hears(talk, "40", OFFICER)
    found = rounds.by_id(talk.db, 1)
    assert found is not None
    assert found.lead_days < found.open_days


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("mở trước 45 ngày", (7, 45)),
        ("10 ngày, mở trước 60 ngày", (10, 60)),
        ("opens 20 days before", (7, 20)),
        ("mo dot truoc 40", (7, 40)),
    ],
)
def test_staff_set_when_a_round_opens(talk: Conversation, typed: str, days: tuple[int, int]) -> None:
    sees(talk, "r:days:1", OFFICER)
    hears(talk, typed, OFFICER)
    found = rounds.by_id(talk.db, 1)
    assert found is not None
    assert (found.lead_days, found.open_days) == days


def test_staff_choose_what_is_collected(talk: Conversation) -> None:
    page = sees(talk, "r:codes:1", OFFICER)
    assert [label for label in buttons(page) if label.startswith("☑")] == [f"☑ Mục tiêu {n}" for n in (1, 2, 3, 4)]
    for goal in (1, 2, 3, 4):
        page = sees(talk, f"r:code:1:{goal}", OFFICER)
    assert page["text"].startswith("Phải còn ít nhất một chỉ tiêu.")
    assert "Đã chọn 6 mục." in hears(talk, "5, 14 và 3.1-3.3", OFFICER)["text"]
    found = rounds.by_id(talk.db, 1)
    assert found is not None
    assert found.codes == ("3.1", "3.2", "3.3", "5.1", "5.2", "14.1")
    page = sees(talk, "r:codes:1", OFFICER)
    sees(talk, buttons(page)["Tất cả"], OFFICER)
    assert "đủ 0/102 mục" in sees(talk, "r:see:1", OFFICER)["text"]


def test_closing_and_handing_in_ask_once(talk: Conversation) -> None:
    page = sees(talk, "r:see:1", OFFICER)
    asked = sees(talk, buttons(page)["Đóng đợt"], OFFICER)
    assert asked["text"].endswith("Đóng đợt này? Các thôn sẽ không sửa được số liệu của kỳ này nữa.")
    closed = sees(talk, buttons(asked)["Đóng"], OFFICER)
    assert closed["text"].startswith("Đã đóng đợt.")
    assert {"Mở lại đợt", "Đã nộp báo cáo"} <= buttons(closed).keys()
    assert not {"Dời hạn", "Chọn chỉ tiêu", "Nhắc các thôn còn thiếu"} & buttons(closed).keys()
    assert "đã đóng" in sees(talk, f"r:past:{PLAN}:0", OFFICER)["text"]
    page = sees(talk, buttons(closed)["Mở lại đợt"], OFFICER)
    asked = sees(talk, buttons(page)["Đã nộp báo cáo"], OFFICER)
    submitted = sees(talk, buttons(asked)["Đã nộp"], OFFICER)
    assert "✓ Đã nộp báo cáo." in submitted["text"]
    assert "Chưa nộp" in buttons(submitted)
    assert "đã nộp báo cáo" in sees(talk, f"r:past:{PLAN}:0", FIRST)["text"]
    assert "✓" not in sees(talk, buttons(submitted)["Chưa nộp"], OFFICER)["text"]


def test_a_village_that_asks_for_leave_stands_on_the_page(talk: Conversation) -> None:
    one = village(talk, "Thôn 1")
    talk.db["round_marks"].insert(
        {"round_id": 1, "village_id": one.id, "kind": "leave_asked", "user_id": FIRST, "at": NOW.isoformat()}
    )
    (mark,) = obligations.marks(talk.db, 1)
    page = sees(talk, "r:see:1", OFFICER)
    assert "Thôn 1 (xin nghỉ)" in page["text"]
    assert "1 xin nghỉ" in page["text"]
    assert buttons(page)["Đồng ý cho Thôn 1 nghỉ"] == f"n:leave:{mark.id}"
    assert buttons(page)["Không"] == f"n:owe:{mark.id}"


def test_villages_in_pages(talk: Conversation) -> None:
    for number in range(4, 101):
        name = f"Thôn {number} {'x' * 40}"
        talk.db["villages"].insert({"plan": PLAN, "name": name, "key": f"thon {number}", "created_at": ""})
    hears(talk, "thôn 1 tiêm chủng 45/47", OFFICER)
    shown, seen = sees(talk, "r:see:1", OFFICER), ""
    while True:
        assert len(shown["text"]) <= 4096
        seen += shown["text"] + ","
        if "Sau ›" not in buttons(shown):
            break
        shown = sees(talk, buttons(shown)["Sau ›"], OFFICER)
    assert all(f"Thôn {n} " in seen or f"Thôn {n}," in seen or f"Thôn {n}:" in seen for n in range(1, 101))


def test_a_review_with_a_year_and_no_day_waits_for_one() -> None:
    with commune("dong-thap") as talk:
        shown = hears(talk, "/dot", OFFICER)
        assert "Kế hoạch chỉ ghi năm 2025, chưa có ngày; đặt ngày thì bot mới nhắc." in shown["text"]
        assert "Đặt ngày năm 2025" not in buttons(hears(talk, "/dot", FIRST))
        sees(talk, buttons(shown)["Đặt ngày năm 2025"], OFFICER)
        text = hears(talk, "30/11", OFFICER)["text"]
        assert text.startswith("Đã đặt ngày cuối: 30/11/2025.")
        assert "📄 Kế hoạch tỉnh Đồng Tháp, mục IV.9.d\nNộp báo cáo đến hết <b>30/11/2025</b> · còn 35 ngày" in text


def test_rounds_of_a_plan_that_is_over_are_past() -> None:
    with commune("an-lao") as talk:
        shown = hears(talk, "/dot", OFFICER)
        assert "Hiện không có đợt báo cáo nào" in shown["text"]
        assert sees(talk, buttons(shown)["Các đợt đã qua"], OFFICER)["text"].splitlines() == [
            "<b>Các đợt đã qua · An Lão</b>",
            "• Báo cáo cả năm về kết quả công tác trẻ em (năm 2023): 14/11/2023 · đã qua hạn",
            "• Báo cáo 6 tháng về kết quả công tác trẻ em (6 tháng đầu năm 2023): 19/05/2023 · đã qua hạn",
        ]


def test_a_deadline_is_shown_as_understood_before_it_is_stored(talk: Conversation) -> None:
    shown = hears(talk, "/them_han báo cáo Tháng hành động trước 20/7 hằng năm", OFFICER)
    assert shown["text"].splitlines() == [
        "<b>Báo cáo Tháng hành động</b> · trước 20/07 hằng năm, nên ngày cuối là <b>19/07/2026</b>",
        "Thu tất cả 34 mục, số liệu năm 2026",
        "Thôn gửi đến hết 12/07/2026 · mở từ 19/06/2026",
        "Đúng ý bạn không?",
    ]
    assert list(buttons(shown)) == ["Lưu", "Lưu, chọn chỉ tiêu", "Bỏ"]
    assert deadlines.of_plan(talk.db, PLAN) == []
    saved = sees(talk, buttons(shown)["Lưu"], OFFICER)
    assert "• Báo cáo Tháng hành động: trước 20/07 hằng năm" in saved["text"]
    assert "Báo cáo Tháng hành động (năm 2026): đến hết 19/07/2026" in hears(talk, "/dot", FIRST)["text"]
    (own,) = deadlines.of_plan(talk.db, PLAN)
    found = next(one for one in rounds.of_plan(talk.db, PLAN) if one.deadline == own.name and one.period == "2026")
    page = sees(talk, f"r:see:{found.id}", FIRST)["text"]
    assert "Hạn này do cán bộ thêm." in page
    assert "Cán bộ ghi trước ngày 20/07, nên ngày cuối là 19/07." in page
    assert sees(talk, buttons(shown)["Lưu"], OFFICER)["text"].startswith("Nút này đã cũ")


@pytest.mark.parametrize(
    ("typed", "periods"),
    [
        ("báo cáo tháng trước ngày 5 hằng tháng", ["2025-12"]),
        ("báo cáo tháng chậm nhất ngày 20 hằng tháng", ["2025-12", "2026-01"]),
        ("sơ kết quý trước ngày 5 hằng quý", ["2025-Q4"]),
        ("báo cáo năm trước 10/11 hằng năm", ["2026"]),
    ],
)
def test_a_new_deadline_opens_no_round_of_a_day_before_it_was_added(
    talk: Conversation, typed: str, periods: list[str]
) -> None:
    talk.now = talk.now.replace(month=12, day=15)
    shown = hears(talk, f"/them_han {typed}", OFFICER)
    sees(talk, buttons(shown)["Lưu"], OFFICER)
    hears(talk, "/dot", OFFICER)
    own = [one for one in rounds.of_plan(talk.db, PLAN) if one.section is None]
    assert [one.period for one in own] == periods
    assert calendar.in_words(periods[0], "vi") in shown["text"]


def test_a_deadline_can_be_dropped_and_taken_away(talk: Conversation) -> None:
    shown = hears(talk, "/them_han sơ kết quý trước ngày 5 hằng quý", OFFICER)
    assert "trước ngày 5 tháng đầu mỗi quý" in shown["text"]
    assert sees(talk, buttons(shown)["Bỏ"], OFFICER)["text"] == "Đã bỏ, chưa lưu gì."
    shown = hears(talk, "/them_han số liệu tháng chậm nhất ngày 5 hằng tháng", OFFICER)
    saved = sees(talk, buttons(shown)["Lưu"], OFFICER)
    asked = sees(talk, buttons(saved)["Bỏ: số liệu tháng"], OFFICER)
    gone = sees(talk, buttons(asked)["Bỏ hạn này"], OFFICER)
    assert gone["text"] == "Đã bỏ hạn: Số liệu tháng."
    assert deadlines.of_plan(talk.db, PLAN) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("báo cáo năm", "chưa thấy ngày"),
        ("báo cáo năm trước 31/2", "Không có ngày này"),
        ("trước 20/7 hằng năm", "để làm gì"),
        ("báo cáo trước 20/7/2024", "đã qua"),
        ("báo cáo trước 20/7 và 5/11", "nhiều hơn một ngày"),
    ],
)
def test_a_deadline_that_cannot_be_read_gets_an_example(talk: Conversation, words: str, told: str) -> None:
    text = hears(talk, f"/them_han {words}", OFFICER)["text"]
    assert told in text
    assert "<code>/them_han " in text


def test_an_administrator_names_the_plan_of_a_new_deadline(talk: Conversation) -> None:
    shown = hears(talk, "/them_han báo cáo hè trước 1/9 hằng năm", ADMIN)
    shown = sees(talk, buttons(shown)["Tân Khai"], ADMIN)
    assert "Khu phố gửi đến hết 24/08/2026" in shown["text"]
    sees(talk, buttons(shown)["Lưu"], ADMIN)
    assert [one.deadline.what for one in deadlines.of_plan(talk.db, "tan-khai")] == ["báo cáo hè"]
    assert "dành cho cán bộ" in hears(talk, "/them_han báo cáo hè trước 1/9 hằng năm", FIRST)["text"]


def test_han_leads_those_who_take_part_to_the_rounds(talk: Conversation) -> None:
    shown = hears(talk, "/them_han báo cáo hè trước 1/9 hằng năm", OFFICER)
    sees(talk, buttons(shown)["Lưu"], OFFICER)
    answer = hears(talk, "/han Hoằng Đức", FIRST)
    assert answer["text"].endswith("\n\n<b>Hạn do cán bộ thêm</b>\n• Báo cáo hè: trước 01/09 hằng năm")
    assert buttons(answer)["Đợt báo cáo"] == f"r:show:{PLAN}"
    stranger = hears(talk, "/han Hoằng Đức", STRANGER)
    assert answer["text"].startswith(stranger["text"])
    assert "Đợt báo cáo" not in buttons(stranger)


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("Đợt báo cáo", "<b>Đợt báo cáo · Hoằng Đức</b>"),
        ("dot nay con thieu gi?", f"<b>{YEARLY}</b>"),
        ("hạn nộp số liệu của thôn", "<b>Đợt báo cáo · Hoằng Đức</b>"),
    ],
)
def test_a_few_phrases_mean_the_rounds(talk: Conversation, words: str, begins: str) -> None:
    assert hears(talk, words, FIRST)["text"].startswith(begins)
    assert not hears(talk, words, STRANGER)["text"].startswith(begins)


@pytest.mark.parametrize("words", ["hạn nộp khi nào", "còn mấy ngày nữa hết hạn", "khi nào hết hạn nộp số liệu thôn 1"])
def test_by_when_figures_are_due_is_told_by_the_round_under_way(talk: Conversation, words: str) -> None:
    assert "đến hết 04/11/2025" in hears(talk, words, FIRST)["text"]
    talk.now = talk.now.replace(month=7)
    assert "Đang thu" not in hears(talk, words, FIRST)["text"]


def test_every_page_speaks_english_too(talk: Conversation) -> None:
    hears(talk, "/ngonngu en", OFFICER)
    text = hears(talk, "/dot", OFFICER)["text"]
    assert "until the end of 4 November 2025 · 9 days left · villages until 28 October 2025" in text
    page = sees(talk, "r:see:1", OFFICER)
    assert "The plan says before 5 November, so the last day is 4 November." in page["text"]
    for label, payload in buttons(page).items():
        assert label.isascii(), label
        if payload.startswith("r:"):
            assert sees(talk, payload, OFFICER)["text"].isascii() or "Hoằng Đức" in newest_of(talk, OFFICER)["text"]


def test_callback_data_is_short_enough_for_telegram(talk: Conversation) -> None:
    longest = max(library().plans, key=len)
    assert len(f"r:ended:{longest}:{10**9}".encode()) <= 64
    payloads = [payload for call in talk.owed() for payload in buttons(call).values()]
    assert all(len(payload.encode()) <= 64 for payload in payloads)


def test_another_collaborators_village_is_not_offered(talk: Conversation) -> None:
    offered: dict[str, Any] = buttons(sees(talk, "r:see:1", SECOND))
    assert offered["Nộp ngay"] == f"f:m:{village(talk, 'Thôn 2').id}:2025-10:0"


def test_a_day_that_has_passed_is_not_taken_for_next_years(talk: Conversation) -> None:
    sees(talk, "r:move:1", OFFICER)
    assert hears(talk, "1/10", OFFICER)["text"] == (
        "Ngày đó năm nay đã qua. Nếu đúng là 01/10/2026, bạn nhắn cả năm: <code>01/10/2026</code>. Thôi: /huy"
    )
    assert hears(talk, "01/10/2026", OFFICER)["text"].startswith("Đã đặt ngày cuối: 01/10/2026.")


def test_a_review_of_a_later_year_gets_a_day_of_that_year() -> None:
    with commune("dong-thap") as talk:
        hears(talk, "/dot", OFFICER)
        later = next(one for one in rounds.of_plan(talk.db, "dong-thap") if one.period == "2030")
        sees(talk, f"r:move:{later.id}", OFFICER)
        assert hears(talk, "20/11", OFFICER)["text"].startswith("Đã đặt ngày cuối: 20/11/2030.")


def test_a_period_behind_the_command_leads_to_its_round(talk: Conversation) -> None:
    assert hears(talk, "/dot năm 2026", FIRST)["text"].splitlines()[1] == "Hoằng Đức · số liệu năm 2026"
    assert hears(talk, "/dot quý 1", FIRST)["text"].startswith("<b>Đợt báo cáo · Hoằng Đức</b>")


def test_a_name_with_its_period_does_not_say_it_twice(talk: Conversation) -> None:
    hears(talk, "/them_han báo cáo năm 2025 trước 20/11/2025", OFFICER)
    sees(talk, newest_save(talk), OFFICER)
    assert "• Báo cáo năm 2025: đến hết 19/11/2025" in hears(talk, "/dot", OFFICER)["text"]


def test_a_village_on_leave_is_not_asked_to_send(talk: Conversation) -> None:
    found, one = rounds.of_plan(talk.db, PLAN)[0], village(talk, "Thôn 1")
    assert "Nộp ngay" in buttons(sees(talk, "r:see:1", FIRST))
    round_marks.put(talk.db, found, one.id, "leave", by=OFFICER, now=NOW)
    assert "Nộp ngay" not in buttons(sees(talk, "r:see:1", FIRST))


@pytest.mark.parametrize("kind", ["paper", "leave"])
def test_a_village_that_is_let_off_is_not_told_what_it_lacks(talk: Conversation, kind: obligations.MarkKind) -> None:
    found, one = rounds.of_plan(talk.db, PLAN)[0], village(talk, "Thôn 1")
    assert "Đợt năm 2025 còn thiếu" in hears(talk, "khai sinh 12/12", FIRST)["text"]
    round_marks.put(talk.db, found, one.id, kind, by=OFFICER, now=NOW)
    assert "còn thiếu" not in hears(talk, "tiêm chủng 45/47", FIRST)["text"].lower()
    assert "Đợt năm 2025 còn thiếu" in hears(talk, "khai sinh 12/12", SECOND)["text"]


def test_a_village_that_is_let_off_and_sends_everything_is_thanked_for_the_round(talk: Conversation) -> None:
    collects_only(talk, "14")
    found, one = rounds.of_plan(talk.db, PLAN)[0], village(talk, "Thôn 1")
    round_marks.put(talk.db, found, one.id, "paper", by=OFFICER, now=NOW)
    assert "năm 2025" in hears(talk, "khai sinh 12/12", FIRST)["text"].splitlines()[-1]


def test_while_the_one_who_reports_is_away_the_village_is_not_told_what_it_lacks(talk: Conversation) -> None:
    (role,) = roles.of_person(talk.db, FIRST)
    roles.mark_away(talk.db, role, NOW.date(), by=FIRST, now=NOW)
    assert "còn thiếu" not in hears(talk, "tiêm chủng 45/47", FIRST)["text"].lower()


def test_what_is_to_be_typed_names_the_period_that_is_owed() -> None:
    with commune(now=datetime(2025, 10, 1, 9, tzinfo=VIETNAM)) as talk:
        hears(talk, "/them_han báo cáo quý 3 trước 5/10", OFFICER)
        sees(talk, newest_save(talk), OFFICER)
        assert "nhắn luôn: <code>tiêm chủng 45/47, quý 3/2025</code>" in hears(talk, "/nop", FIRST)["text"]
        assert "nhắn luôn: <code>tiêm chủng 45/47</code>" in hears(talk, "/nop tháng 10", FIRST)["text"]


def newest_save(talk: Conversation) -> str:
    """What the button "Lưu" carries in the newest message to staff."""
    return buttons(newest_of(talk, OFFICER))["Lưu"]


@pytest.mark.parametrize(
    ("what", "period", "expected"),
    [
        ("báo cáo quý", "2025-Q3", "Báo cáo quý 3/2025"),
        ("báo cáo quý 3", "2025-Q3", "Báo cáo quý 3/2025"),
        ("báo cáo năm", "2025", "Báo cáo năm 2025"),
        ("Báo cáo năm 2025", "2025", "Báo cáo năm 2025"),
        ("số liệu tháng", "2025-10", "Số liệu tháng 10/2025"),
        ("báo cáo năm về trẻ em", "2025", "Báo cáo năm về trẻ em (năm 2025)"),
        ("năm", "2025", "Năm (năm 2025)"),
    ],
)
def test_a_round_is_called_by_its_name_and_period(talk: Conversation, what: str, period: str, expected: str) -> None:
    found = replace(rounds.of_plan(talk.db, PLAN)[0], what=Text(vi=what, en=what), period=period)
    assert naming.called(found, "vi") == expected


def test_a_deadline_that_is_there_already_is_not_added_again(talk: Conversation) -> None:
    hears(talk, "/them_han báo cáo quý trước ngày 5 hằng quý", OFFICER)
    sees(talk, newest_save(talk), OFFICER)
    again = hears(talk, "/them_han Bao cao quy truoc ngay 5 hang quy", OFFICER)
    assert again["text"].startswith("Hạn này đã có rồi: <b>Bao cao quy</b>.")
    assert "Lưu" not in buttons(again)
    assert len(deadlines.of_plan(talk.db, PLAN)) == 1


def test_each_of_several_new_deadlines_can_be_saved(talk: Conversation) -> None:
    typed = ["báo cáo hè trước 1/9 hằng năm", "sơ kết quý trước ngày 5 hằng quý", "số liệu tháng hạn ngày 5 hằng tháng"]
    shown = [hears(talk, f"/them_han {words}", OFFICER) for words in typed]
    sees(talk, "r:move:1", OFFICER)
    again = hears(talk, f"/them_han {typed[0].upper()}", OFFICER)
    for one in shown:
        assert sees(talk, buttons(one)["Lưu"], OFFICER)["text"].startswith("Đã lưu hạn: ")
    assert sees(talk, buttons(again)["Lưu"], OFFICER)["text"].startswith("Hạn này đã có rồi: ")
    assert len(deadlines.of_plan(talk.db, PLAN)) == 3


def test_a_new_deadline_leaves_no_older_question_open(talk: Conversation) -> None:
    sees(talk, "r:move:1", OFFICER)
    hears(talk, "/them_han báo cáo hè trước 1/9 hằng năm", OFFICER)
    assert "Đã đặt" not in hears(talk, "21/11", OFFICER)["text"]


@pytest.mark.parametrize(
    ("day", "told"),
    [("30/10/2025", "Ngày của thôn <b>đã qua</b>"), ("2/11/2025", "Ngày của thôn là <b>hôm nay</b>")],
)
def test_the_day_for_villages_is_set_where_it_would_be_over(talk: Conversation, day: str, told: str) -> None:
    shown = hears(talk, f"/them_han báo cáo đuối nước hạn {day}", OFFICER)
    assert told in shown["text"]
    asked = sees(talk, buttons(shown)["Lưu, đặt ngày của thôn"], OFFICER)
    assert asked["text"].startswith("Đã lưu hạn: <b>báo cáo đuối nước</b>.\n\n<b>Báo cáo đuối nước (năm 2025)</b>")
    page = hears(talk, "29/10", OFFICER)["text"]
    assert page.startswith("Đã đặt: thôn gửi đến hết 29/10/2025, tức trước ngày cuối ")
    assert "Thôn gửi số liệu đến hết 29/10/2025 · còn 3 ngày" in page


def test_what_a_new_deadline_collects_is_chosen_at_once(talk: Conversation) -> None:
    shown = hears(talk, "/them_han báo cáo đuối nước hạn 20/11", OFFICER)
    asked = sees(talk, buttons(shown)["Lưu, chọn chỉ tiêu"], OFFICER)
    assert "Thu 34/34 mục" in asked["text"]
    assert "Đã chọn 2 mục." in hears(talk, "11", OFFICER)["text"]
    (own,) = deadlines.of_plan(talk.db, PLAN)
    assert [one.codes for one in rounds.of_plan(talk.db, PLAN) if one.deadline == own.name] == [("11.1", "11.2")]


@pytest.mark.parametrize(
    ("typed", "lead"),
    [("20/10/2026", 15), ("trước 1/11/2026", 4), ("20/10", 15), ("đến hết 4/11", 0), ("ngày 30 tháng 10", 5)],
)
def test_the_day_for_villages_may_be_typed_as_a_day(talk: Conversation, typed: str, lead: int) -> None:
    sees(talk, "r:days:2", OFFICER)  # the round of 2026
    hears(talk, typed, OFFICER)
    found = rounds.by_id(talk.db, 2)
    assert found is not None
    assert (found.lead_days, found.open_days) == (lead, 30)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("20/11", "sau ngày cuối của đợt (04/11/2025)"),
        ("20/10/2025", "đã qua"),
        ("31/2", "Tôi đang chờ ngày gửi số liệu"),
        ("trước 20/13", "Tôi đang chờ ngày gửi số liệu"),
        ("để mai tính", "Tôi đang chờ ngày gửi số liệu"),
        ("20/10 hoặc 28/10", "Tôi đang chờ ngày gửi số liệu"),
        ("abc", "Tôi đang chờ ngày gửi số liệu"),
    ],
)
def test_what_is_no_day_for_villages_is_told_so_and_the_question_stays(
    talk: Conversation, typed: str, told: str
) -> None:
    sees(talk, "r:days:1", OFFICER)
    said = hears(talk, typed, OFFICER)
    assert told in said["text"]
    assert "\n" not in said["text"]
    assert "Đã đặt: thôn gửi đến hết 28/10/2025" in hears(talk, "28/10", OFFICER)["text"]


def test_words_that_are_no_last_day_are_told_what_is_expected(talk: Conversation) -> None:
    sees(talk, "r:move:1", OFFICER)
    assert hears(talk, "chưa biết", OFFICER)["text"].startswith("Tôi đang chờ ngày cuối mới.")
    assert "có ở" not in hears(talk, "31/2", OFFICER)["text"]
    assert "chỉ tiêu" in hears(talk, "tiêm chủng", OFFICER)["text"]
    assert "chưa nộp" in hears(talk, "thôn nào chưa nộp", OFFICER)["text"].lower()
    assert "Đã đặt ngày cuối: 21/11/2025." in hears(talk, "21/11", OFFICER)["text"]
    assert "đang chờ" not in hears(talk, "chưa biết", OFFICER)["text"]


def test_own_deadlines_show_where_they_were_moved_to(talk: Conversation) -> None:
    for words in ("báo cáo đuối nước trước 28/11/2025", "số liệu tháng hạn ngày 5 hằng tháng"):
        hears(talk, f"/them_han {words}", OFFICER)
        sees(talk, newest_save(talk), OFFICER)
    once, monthly = deadlines.of_plan(talk.db, PLAN)
    for own in (once, monthly):
        own_rounds = [one for one in rounds.of_plan(talk.db, PLAN) if one.deadline == own.name]
        found = next(one for one in own_rounds if one.state(NOW.date()) in ("open", "coming"))
        sees(talk, f"r:move:{found.id}", OFFICER)
        hears(talk, "30/11", OFFICER)
    shown = hears(talk, "/them_han", OFFICER)["text"].splitlines()
    assert shown[-2:] == [
        "• Báo cáo đuối nước: trước 28/11/2025; đã dời đến hết 30/11/2025",
        "• Số liệu tháng: đến hết ngày 5 hằng tháng; tháng 10/2025 đã dời đến hết 30/11/2025",
    ]


@pytest.mark.parametrize(
    ("words", "warned", "period"),
    [
        ("báo cáo tháng chậm nhất ngày 30 hằng tháng", True, "tháng 10/2025"),
        ("báo cáo tháng vào cuối tháng, hằng tháng", True, "tháng 10/2025"),
        ("báo cáo quý chậm nhất ngày 25 hằng quý", True, "quý 4/2025"),
        ("báo cáo tháng chậm nhất ngày 5 hằng tháng", False, "tháng 10/2025"),
        ("báo cáo quý chậm nhất ngày 10 hằng quý", False, "quý 4/2025"),
        ("báo cáo hè trước 20/12 hằng năm", False, "năm 2025"),
    ],
)
def test_a_deadline_within_the_period_that_it_collects_is_said_to_be_so(
    talk: Conversation, words: str, *, warned: bool, period: str
) -> None:
    shown = hears(talk, f"/them_han {words}", OFFICER)
    assert period in shown["text"]
    assert (f"⚠ Thu <b>{period}</b> khi kỳ đó <b>chưa hết</b>." in shown["text"]) is warned
    assert "Lưu" in buttons(shown)


def test_that_villages_owe_a_month_before_it_is_over_is_said_with_the_way_to_another_day(talk: Conversation) -> None:
    shown = hears(talk, "/them_han báo cáo tháng chậm nhất ngày 5 hằng tháng", OFFICER)
    assert "Thôn gửi đến hết 29/10/2025" in shown["text"]
    assert "⚠ Ngày của thôn đến khi tháng 10/2025 <b>chưa hết</b>: bạn nên đặt ngày muộn hơn." in shown["text"]
    assert list(buttons(shown)) == ["Lưu", "Lưu, đặt ngày của thôn", "Lưu, chọn chỉ tiêu", "Bỏ"]
    later = hears(talk, "/them_han báo cáo tháng chậm nhất ngày 12 hằng tháng", OFFICER)
    assert "⚠" not in later["text"]


def test_a_share_of_a_round_has_one_decimal(talk: Conversation) -> None:
    round_marks.put(
        talk.db, rounds.of_plan(talk.db, PLAN)[0], village(talk, "Thôn 1").id, "paper", by=OFFICER, now=talk.now
    )
    assert "<b>33,3%</b>" in hears(talk, "/dot", OFFICER)["text"]
    assert "Đã có <b>33,3%</b>: đủ 34/102 mục." in sees(talk, "r:see:1", OFFICER)["text"]
