"""What people answer to a reminder, what staff say to that, and buttons that were forged."""

from datetime import timedelta

import pytest

from handlers.rounds.known import ensure_rounds
from knowledge.rounds.deadline_words import NewDeadline, parse_deadline
from storage import deadlines, nudge_wishes, people, roles, rounds, villages
from tests import updates
from tests.handlers.people import library
from tests.nudging import FIRST, SECOND, STAFF, Office, at, days, office

WHAT = "“Báo cáo năm về công tác trẻ em (năm 2025)”"
NOT_ALLOWED = "Việc này dành cho cán bộ của địa phương hoặc quản trị viên."


def ask(place: Office, action: str, village: int = 1) -> str:
    return f"n:{action}:{place.yearly().id}:{village}"


def test_send_now_leads_to_what_is_missing() -> None:
    with office() as place:
        place.collect("5.1", "14.1")
        (first, *_) = place.live("2025-10-22", "2025-10-22", hours=(8,))
        text, buttons = place.press(dict(first.buttons)["Nộp ngay"], FIRST)
        assert "còn thiếu 2 mục" in text
        assert [label for label, _ in buttons] == ["Tiêm chủng dưới 1 tuổi, đủ 8 loại", "Đăng ký khai sinh"]


@pytest.mark.parametrize(
    ("hour", "minute", "again"),
    [(8, 0, "14:00 ngày 22/10"), (13, 30, "16:30 ngày 22/10"), (16, 0, "07:30 ngày 23/10")],
)
def test_remind_me_later(hour: int, minute: int, again: str) -> None:
    with office() as place:
        place.collect("5.1")
        place.go_to(at("2025-10-22", 7))
        place.talk.now = at("2025-10-22", hour, minute)
        text, _ = place.press("n:later", FIRST)
        assert text == f"Được. Tôi nhắc bạn lại lúc {again}, nếu lúc đó còn thiếu."
        sent = []
        for step in range(1, 60):
            sent += place.go_to(at("2025-10-22", hour, minute) + timedelta(minutes=30 * step))
        assert [f"{one.at:%H:%M ngày %d/%m}" for one in sent] == [again]


def test_on_a_friday_evening_later_is_monday_and_then_it_is_one_message() -> None:
    with office() as place:
        place.collect("5.1")
        place.live("2025-10-31", "2025-10-31")
        text, _ = place.press("n:later", FIRST)
        assert text == "Được. Tôi nhắc bạn lại lúc 07:00 ngày 03/11, nếu lúc đó còn thiếu."
        # On Monday a step begins as well: what was asked for is in it.
        sent = place.live("2025-11-01", "2025-11-03", hours=(7, 8, 9, 12))
        assert days(sent, FIRST) == ["03/11"]


def test_later_is_dropped_when_everything_has_come() -> None:
    with office() as place:
        place.collect("5.1")
        place.go_to(at("2025-10-22", 8))
        place.press("n:later", FIRST)
        place.talk.says("tiêm chủng 45/47", FIRST)
        assert place.live("2025-10-22", "2025-10-22", hours=(14, 15)) == []
        text, _ = place.press("n:later", FIRST)
        assert text == "Bạn không còn gì phải nộp trong các đợt đang mở. Cảm ơn bạn."


def test_a_wish_of_long_ago_is_dropped() -> None:
    with office() as place:
        nudge_wishes.remind_later(place.db, FIRST, at("2025-10-13", 9))
        assert place.live("2025-10-15", "2025-10-16") == []
        assert nudge_wishes.of_person(place.db, FIRST).later_at is None


def test_on_paper_and_undone() -> None:
    with office() as place:
        place.live("2025-10-01", "2025-10-22")
        text, buttons = place.press(ask(place, "paper"), FIRST)
        assert text == f"Đã ghi: Ấp 1 nộp bản giấy cho đợt {WHAT}. Tôi không nhắc nữa, cán bộ sẽ thấy."
        place.live("2025-10-23", "2025-10-29")
        assert days(place.sent, FIRST) == ["22/10"]
        assert "Năm 2025: 1 ấp chưa gửi, 1 nộp bản giấy (50%)." in place.sent[-1].text
        ((label, undo),) = buttons
        assert label == "Hoàn tác"
        assert place.press(undo, FIRST)[0] == "Đã bỏ ghi. Ấp 1 lại được nhắc như trước."
        assert place.press(undo, FIRST)[0] == "Việc này đã được giải quyết rồi."
        place.live("2025-10-30", "2025-11-20")
        assert days(place.sent, FIRST) == ["22/10", "30/10", "31/10", "03/11", "05/11"]


def test_a_mark_takes_back_what_waits() -> None:
    with office() as place:
        place.look(at("2025-10-22", 8))
        place.press(ask(place, "paper"), FIRST)
        assert place.ledger(FIRST) == []
        assert [one.user_id for one in place.deliver() if "còn thiếu <b>" in one.text] == [SECOND]


@pytest.mark.parametrize(
    ("answer", "to_staff", "to_collaborator"),
    [
        ("Đồng ý", f"Đã đồng ý: Ấp 1 nghỉ đợt {WHAT}.", f"Cán bộ đã đồng ý cho Ấp 1 nghỉ đợt {WHAT}."),
        (
            "Cần nộp",
            f"Đã báo: Ấp 1 vẫn cần nộp cho đợt {WHAT}.",
            f"Cán bộ mong Ấp 1 vẫn nộp số liệu cho đợt {WHAT}. Bạn nhắn số liệu như thường nhé.",
        ),
    ],
)
def test_leave_is_asked_for_and_decided(answer: str, to_staff: str, to_collaborator: str) -> None:
    with office() as place:
        text, _ = place.press(ask(place, "off"), FIRST)
        assert text == f"Đã gửi cán bộ: bạn xin cho Ấp 1 nghỉ đợt {WHAT}. Trong lúc chờ, tôi không nhắc bạn."
        place.press(ask(place, "off"), FIRST)  # once more: staff get one card
        assert place.notices(STAFF) == [f"<b>Ấp 1</b> xin nghỉ đợt {WHAT}. Người xin: Thu."]
        (card,) = [one for one in place.deliver() if one.user_id == STAFF]
        payload = dict(card.buttons)[answer]
        assert place.press(payload, FIRST)[0].startswith(NOT_ALLOWED)
        assert place.press(payload, STAFF)[0] == to_staff
        assert place.notices(FIRST) == [to_collaborator]
        assert place.press(payload, STAFF)[0] == "Việc này đã được giải quyết rồi."
        place.deliver()
        sent = place.live("2025-10-22", "2025-10-22")
        assert (FIRST in [one.user_id for one in sent]) is (answer == "Cần nộp")


def test_while_leave_is_asked_for_nobody_is_reminded_but_the_deputy() -> None:
    with office() as place:
        people.meet(place.db, 31, now=place.talk.now - timedelta(hours=1))
        roles.grant(place.db, 31, "collaborator", plan=place.plan, village_id=1, by=None, now=place.talk.now)
        place.press(ask(place, "off"), FIRST)
        sent = place.live("2025-10-22", "2025-10-22")
        assert [one.user_id for one in sent if "còn thiếu <b>" in one.text] == [SECOND, 31]


def test_leave_that_was_given_is_not_asked_for_again() -> None:
    with office() as place:
        place.press(ask(place, "off"), FIRST)
        mark = place.db.execute("SELECT id FROM round_marks").fetchone()[0]
        place.press(f"n:leave:{mark}", STAFF)
        assert place.press(ask(place, "off"), FIRST)[0] == f"Cán bộ đã đồng ý cho Ấp 1 nghỉ đợt {WHAT}."


def test_with_several_villages_it_is_asked_which() -> None:
    with office() as place:
        roles.grant(place.db, FIRST, "collaborator", plan=place.plan, village_id=2, by=None, now=place.talk.now)
        for action, question in (
            ("paper", "Đã nộp bản giấy của nơi nào, kỳ nào?"),
            ("off", "Xin nghỉ cho nơi nào, kỳ nào?"),
        ):
            place.talk.now = at("2025-10-22", 9)
            text, buttons = place.press(f"n:{action}", FIRST)
            assert text == question
            assert buttons == [
                ("Ấp 1 · năm 2025", ask(place, action)),
                ("Ấp 2 · năm 2025", ask(place, action, 2)),
            ]


def forged(place: Office) -> list[str]:
    """Buttons of what is not theirs, or is nothing."""
    elsewhere = villages.add(place.db, "tan-khai", "Khu phố 1", now=place.talk.now)
    number = place.yearly().id
    actions = ("paper", "off")
    return [
        *(f"n:{action}:{number}:2" for action in actions),
        *(f"n:{action}:{number}:{elsewhere.id}" for action in actions),
        *(f"n:{action}:999:1" for action in actions),
        *(f"n:{action}:{number}:999" for action in actions),
        *(f"n:{action}:{'9' * 15}:{'9' * 15}" for action in actions),
        *(f"n:{action}:{'9' * 30}:1" for action in actions),
        *(f"n:{action}:-1:1" for action in actions),
        *(f"n:{action}:{number}" for action in (*actions, "sent", "unsent", "call", "called")),
        *(f"n:{action}:999" for action in ("undo", "leave", "owe", "sent", "unsent", "call", "called")),
        *(f"n:{action}:x" for action in ("undo", "leave", "owe", "sent", "unsent", "call", "called", "set", "ladder")),
        *(
            f"n:{action}"
            for action in ("undo", "leave", "owe", "sent", "unsent", "call", "called", "set", "ladder", "plan")
        ),
        *(f"n:send:{village}:2025-10" for village in (2, elsewhere.id, 999, "x", "9" * 30)),
        *("n:send", "n:send:1", "n:send:1:x", "n:plan:nowhere"),
        *("n:", "n:nothing", "n", "n:ladder:full", "n::::"),
    ]


@pytest.mark.parametrize("user_id", [FIRST, 99], ids=["collaborator", "stranger"])
def test_forged_buttons_change_nothing(user_id: int) -> None:
    with office() as place:
        payloads = forged(place)
        for payload in payloads:
            text, _ = place.press(payload, user_id)
            assert text
        assert place.talk.states() == ["done"] * len(payloads)
        for table in ("round_marks", "nudge_wishes", "nudge_settings", "nudges", "nudge_stages"):
            assert list(place.db.query(f"SELECT * FROM {table}")) == [], table
        assert place.yearly().submitted is False


def test_another_collaborators_mark_stays() -> None:
    with office() as place:
        _, ((_, undo),) = place.press(ask(place, "paper"), FIRST)
        assert place.press(undo, SECOND)[0].startswith(NOT_ALLOWED)
        assert place.press(undo, 99)[0].startswith(NOT_ALLOWED)
        assert place.press(undo, STAFF)[0] == "Đã bỏ ghi. Ấp 1 lại được nhắc như trước."


def test_the_report_is_handed_in_and_undone() -> None:
    with office() as place:
        place.look(at("2025-10-22", 8))
        number = place.yearly().id
        text, ((label, undo),) = place.press(f"n:sent:{number}", STAFF)
        assert text == f"Đã ghi: {WHAT} đã nộp. Tôi không nhắc ai về đợt này nữa."
        assert label == "Hoàn tác"
        assert [one.text for one in place.deliver()] == []
        assert place.press(undo, STAFF)[0] == f"Đã bỏ ghi: {WHAT} chưa nộp."
        assert days(place.live("2025-10-22", "2025-10-22"), FIRST) == ["22/10"]


def test_staff_have_whoever_is_missing_reminded_once_a_day() -> None:
    with office() as place:
        place.collect("5.1")
        place.live("2025-10-20", "2025-10-22")
        place.talk.now = at("2025-10-24", 9)
        place.talk.says("tiêm chủng 45/47", SECOND)
        place.talk.now = at("2025-10-24", 10)
        text, buttons = place.press(f"n:call:{place.yearly().id}", STAFF)
        assert text == f"Nhắc ngay <b>1 người</b> của 1 ấp còn thiếu trong đợt {WHAT}?"
        assert [label for label, _ in buttons] == ["Nhắc 1 người", "Thôi"]
        yes, no = (payload for _, payload in buttons)
        assert place.press(no, STAFF)[0] == "Được, tôi không nhắc."
        assert place.press(yes, STAFF)[0] == "Đang gửi lời nhắc cho 1 người."
        assert [one.user_id for one in place.deliver() if "còn thiếu <b>" in one.text] == [FIRST]
        assert place.press(yes, STAFF)[0] == "Lúc này không nhắc được ai."
        text, buttons = place.press(f"n:call:{place.yearly().id}", STAFF)
        assert text == "Lúc này không nhắc được ai.\nChưa nhắc được: 1 người hôm nay đã được nhắc."
        assert buttons == [("Xem đợt", f"r:see:{place.yearly().id}")]
        # The ladder goes on as if nothing had been.
        place.live("2025-10-25", "2025-10-28")
        assert days(place.sent, FIRST) == ["22/10", "24/10", "28/10"]


def test_staff_read_why_others_cannot_be_reminded() -> None:
    with office() as place:
        nudge_wishes.stop(place.db, SECOND, now=place.talk.now)
        place.talk.now = at("2025-10-24", 10)
        text, _ = place.press(f"n:call:{place.yearly().id}", STAFF)
        assert text == (
            f"Nhắc ngay <b>1 người</b> của 1 ấp còn thiếu trong đợt {WHAT}?\nChưa nhắc được: 1 người đã tắt nhắc."
        )
        place.talk.now = at("2025-10-24", 21)
        text, _ = place.press(f"n:call:{place.yearly().id}", STAFF)
        assert text == (
            "Lúc này không nhắc được ai.\nChưa nhắc được: 1 người ngoài giờ nhận nhắc, 1 người đã tắt nhắc."
        )


def test_staff_may_have_people_reminded_of_a_round_that_was_late_when_it_became_known() -> None:
    with office(now="2025-11-12") as place:
        place.collect("5.1")
        place.talk.now = at("2025-11-12", 10)
        _, ((_, yes), _) = place.press(f"n:call:{place.yearly().id}", STAFF)
        place.press(yes, STAFF)
        assert [one.user_id for one in place.deliver()] == [FIRST, SECOND]


def test_a_round_that_does_not_collect_calls_nobody() -> None:
    with office() as place:
        rounds.close(place.db, place.yearly().id, by=STAFF, now=place.talk.now)
        text, buttons = place.press(f"n:call:{place.yearly().id}", STAFF)
        assert text.startswith("Nút này đã cũ")
        assert buttons == []


def test_progress_is_one_press_away() -> None:
    with office() as place:
        *_, card = place.live("2025-10-22", "2025-10-22", hours=(8,))
        text, _ = place.press(dict(card.buttons)["Xem tiến độ"], STAFF)
        assert "Minh Tâm" in text


def test_figures_between_claim_and_sending_change_the_words() -> None:
    with office() as place:
        place.collect("5.1", "14.1")
        place.talk.now = at("2025-10-22", 7)
        place.look(at("2025-10-22", 8))
        place.talk.says("tiêm chủng 45/47", FIRST)
        place.deliver()
        (one,) = [one for one in place.live("2025-10-22", "2025-10-22") if one.user_id == FIRST]
        assert "còn thiếu <b>1 mục</b>: đăng ký khai sinh." in one.text


def test_the_last_figure_takes_back_what_waits() -> None:
    with office() as place:
        place.collect("5.1")
        place.look(at("2025-10-22", 8))
        place.talk.says("tiêm chủng 45/47", FIRST)
        assert place.ledger(FIRST) == []
        assert place.ledger(SECOND) == [("2025-11-09", "c-7", "2025-10-22")]
        waiting = [row["key"] for row in place.db.query("SELECT key FROM outbox WHERE method = 'nudge' ORDER BY key")]
        assert waiting == [f"nudge:{SECOND}:2025-10-22:0", f"nudge:{STAFF}:2025-10-22:0"]


def test_what_is_missing_comes_as_a_message_of_its_own_and_the_reminder_stays() -> None:
    with office() as place:
        place.collect("5.1", "14.1")
        reminder = next(one for one in place.live("2025-10-22", "2025-10-22") if one.user_id == FIRST)
        _, *calls = place.talk.receives(updates.press(dict(reminder.buttons)["Nộp ngay"], FIRST))
        (shown,) = calls
        assert "message_id" not in shown
        assert shown["text"].startswith("<b>Ấp 1 · tháng 10/2025</b>: đợt năm 2025 còn thiếu 2 mục.")


def test_the_buttons_of_a_deadline_that_was_taken_away_say_so() -> None:
    with office() as place:
        read = parse_deadline("báo cáo quý 3 trước 5/10", place.talk.now.date())
        assert isinstance(read, NewDeadline)
        added = deadlines.add(place.db, place.plan, read, by=STAFF, now=place.talk.now)
        ensure_rounds(place.db, library(), place.plan, place.talk.now.date())
        number = next(one.id for one in rounds.of_plan(place.db, place.plan) if one.period == "2025-Q3")
        deadlines.end(place.db, added.name, place.plan, by=STAFF, now=place.talk.now)
        gone = "Nút này đã cũ. Bạn gửi /dot để xem lại."
        for action in ("sent", "unsent", "call", "called"):
            assert place.press(f"n:{action}:{number}", STAFF)[0] == gone
        for action in ("paper", "off"):
            assert place.press(f"n:{action}:{number}:1", FIRST)[0] == gone


def test_whoever_owes_nothing_is_not_counted_among_those_who_cannot_be_reminded() -> None:
    with office() as place:
        place.press(ask(place, "paper"), FIRST)
        place.live("2025-10-22", "2025-10-22")
        place.talk.now = at("2025-10-22", 19)
        text, _ = place.press(f"n:call:{place.yearly().id}", STAFF)
        assert text == "Lúc này không nhắc được ai.\nChưa nhắc được: 1 người hôm nay đã được nhắc."


def test_progress_comes_as_a_message_of_its_own_and_the_card_stays() -> None:
    with office() as place:
        *_, card = place.live("2025-10-20", "2025-10-20")
        _, *calls = place.talk.receives(updates.press(dict(card.buttons)["Xem tiến độ"], STAFF))
        (shown,) = calls
        assert "message_id" not in shown
        assert shown["text"].startswith("<b>Tiến độ · Minh Tâm · năm 2025</b>")
        assert place.press(dict(card.buttons)["Xem tiến độ"], FIRST)[0].startswith(NOT_ALLOWED)
