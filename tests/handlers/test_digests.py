"""What staff are told once a day: only what is new, and never in two messages."""

from datetime import timedelta

from storage import mishaps, people, roles, round_marks, villages
from tests import updates
from tests.nudging import FIRST, SECOND, STAFF, Office, Reminded, at, days, office

# Days on which no step of the staff's ladder begins: 21 to 24 October, 3 and 5 November.


def cards(sent: list[Reminded]) -> list[Reminded]:
    return [one for one in sent if one.user_id == STAFF]


def complete(place: Office, user_id: int, day: str) -> None:
    """A village sends all that is asked of it, in the evening of *day*."""
    place.talk.now = at(day, 20)
    place.talk.says("tiêm chủng 45/47", user_id)


def test_without_news_there_is_none() -> None:
    with office() as place:
        place.live("2025-10-01", "2025-10-28")
        assert days(place.sent, STAFF) == ["20/10"]


def test_a_village_that_is_done_is_news_once() -> None:
    with office() as place:
        place.collect("5.1")
        place.live("2025-10-01", "2025-10-21")
        complete(place, FIRST, "2025-10-21")
        place.live("2025-10-22", "2025-10-28")
        assert days(place.sent, STAFF) == ["20/10", "22/10"]
        assert cards(place.sent)[-1].text == (
            "<b>Báo cáo năm về công tác trẻ em</b> · Còn 18 ngày, đến hết 09/11\n"
            "Năm 2025: 1 ấp đã đủ, 1 chưa gửi (50%).\n"
            "Còn thiếu: Ấp 2."
        )


def test_when_all_are_done_nobody_need_be_called() -> None:
    with office() as place:
        place.collect("5.1")
        place.live("2025-10-01", "2025-10-21")
        complete(place, FIRST, "2025-10-21")
        complete(place, SECOND, "2025-10-21")
        (card,) = cards(place.live("2025-10-22", "2025-10-22"))
        assert [label for label, _ in card.buttons] == ["Đã nộp", "Xem tiến độ"]


def test_news_waits_for_the_day_after_the_days_card() -> None:
    with office() as place:
        place.collect("5.1")
        place.live("2025-10-20", "2025-10-20", hours=(8,))
        complete(place, FIRST, "2025-10-20")
        place.talk.now = at("2025-10-20", 10)
        assert cards(place.live("2025-10-20", "2025-10-20", hours=(11, 12, 18))) == []
        assert days(cards(place.live("2025-10-21", "2025-10-21")), STAFF) == ["21/10"]


def test_whoever_sent_errors_twice_within_a_week() -> None:
    with office() as place:
        place.live("2025-10-01", "2025-10-21")
        mishaps.note(place.db, place.plan, FIRST, now=at("2025-10-14", 9))
        mishaps.note(place.db, place.plan, SECOND, now=at("2025-10-21", 9))
        mishaps.note(place.db, place.plan, SECOND, now=at("2025-10-21", 10))
        (card,) = cards(place.live("2025-10-22", "2025-10-22"))
        assert card.text.endswith("Tuần qua gửi nhầm từ hai lần trở lên, nên gọi hỏi: Thu (Ấp 2).")
        # Neither the next days nor the end of the week are news.
        assert cards(place.live("2025-10-23", "2025-10-28")) == []
        assert mishaps.purge(place.db, now=at("2025-12-30")) == 3


def test_who_blocked_the_bot_and_who_comes_back() -> None:
    with office() as place:
        place.live("2025-10-01", "2025-10-21")
        people.mark_reachable(place.db, FIRST, reachable=False)
        (card,) = cards(place.live("2025-10-22", "2025-10-22"))
        assert card.text.endswith("Đã chặn bot, nên gọi điện nhắc: Thu (Ấp 1).")
        people.mark_reachable(place.db, FIRST, reachable=True)
        assert cards(place.live("2025-10-23", "2025-10-24")) == []


def test_villages_on_paper_and_on_leave() -> None:
    with office() as place:
        place.live("2025-10-01", "2025-10-21")
        found = place.yearly()
        round_marks.put(place.db, found, 1, "paper", by=FIRST, now=at("2025-10-21", 20))
        round_marks.put(place.db, found, 2, "leave_asked", by=SECOND, now=at("2025-10-21", 20))
        (card,) = cards(place.live("2025-10-22", "2025-10-22"))
        assert "Năm 2025: 1 ấp chưa gửi, 1 nộp bản giấy (50%).\nCòn thiếu: Ấp 2.\nXin nghỉ kỳ này: Ấp 2." in card.text
        labels = [label for label, _ in card.buttons]
        assert labels == ["Đã nộp", "Nhắc các ấp còn thiếu", "Xem tiến độ", "Đồng ý: Ấp 2", "Cần nộp: Ấp 2"]


def test_after_the_last_day_only_the_ladder_speaks() -> None:
    with office() as place:
        place.collect("5.1")
        place.live("2025-10-01", "2025-11-14")
        complete(place, FIRST, "2025-11-14")
        people.mark_reachable(place.db, SECOND, reachable=False)
        assert place.live("2025-11-15", "2025-11-30") == []


def test_several_members_of_staff_read_it_each_for_themselves() -> None:
    with office() as place:
        place.collect("5.1")
        other = 21
        people.meet(place.db, other, now=place.talk.now - timedelta(hours=1))
        roles.grant(place.db, other, "staff", plan=place.plan, by=None, now=place.talk.now, called="Ba")
        place.live("2025-10-01", "2025-10-21")
        complete(place, FIRST, "2025-10-21")
        (held,) = roles.of_person(place.db, other)
        roles.mark_away(place.db, held, at("2025-10-23").date(), by=other, now=at("2025-10-21", 21))
        place.live("2025-10-22", "2025-10-28")
        assert days(place.sent, STAFF) == ["20/10", "22/10"]
        assert days(place.sent, other) == ["20/10", "24/10"]


def test_a_card_that_still_waits_in_the_evening_comes_in_the_morning() -> None:
    with office() as place:
        place.collect("5.1")
        place.live("2025-10-01", "2025-10-21")
        complete(place, FIRST, "2025-10-21")
        place.look(at("2025-10-22", 19, 59))
        place.talk.now = at("2025-10-22", 20)
        assert place.deliver() == []
        assert days(place.live("2025-10-23", "2025-10-23"), STAFF) == ["23/10"]


def test_with_several_rounds_each_button_says_which() -> None:
    with office(plan="tan-khai") as place:
        for words in ("báo cáo quý 3 trước 5/10", "báo cáo năm 2025 trước 25/10"):
            place.talk.says(f"/them_han {words}", STAFF)
            *_, shown = place.talk.owed()
            place.press(shown["reply_markup"]["inline_keyboard"][0][0]["callback_data"], STAFF)
        (card,) = cards(place.live("2025-10-02", "2025-10-02"))
        first, second = place.db.execute("SELECT id FROM rounds ORDER BY last_day").fetchall()
        assert card.buttons == [
            ("Đã nộp · quý 3/2025", f"n:sent:{first[0]}"),
            ("Nhắc · quý 3/2025", f"n:call:{first[0]}"),
            ("Đã nộp · năm 2025", f"n:sent:{second[0]}"),
            ("Nhắc · năm 2025", f"n:call:{second[0]}"),
            ("Xem tiến độ", f"n:progress:{first[0]}"),
            ("Đợt báo cáo", "r:show:tan-khai"),
        ]
        _, *calls = place.talk.receives(updates.press("r:show:tan-khai", STAFF))
        assert calls[-1]["text"].startswith("<b>Đợt báo cáo · Tân Khai</b>")
        assert "message_id" not in calls[-1]  # the card stays


def test_villages_without_a_collaborator_are_counted() -> None:
    with office() as place:
        villages.add(place.db, place.plan, "Ấp 3", now=place.talk.now)
        (card,) = cards(place.live("2025-10-01", "2025-10-20"))
        assert card.text.endswith("1 ấp chưa có cộng tác viên để nhắc; mời bằng /moi.")
        text, _ = place.press(f"n:call:{place.yearly().id}", STAFF)
        assert text.endswith("1 ấp chưa có cộng tác viên để nhắc; mời bằng /moi.")


def test_of_many_who_blocked_the_bot_the_first_are_named() -> None:
    with office() as place:
        place.live("2025-10-01", "2025-10-21")
        for number in range(300):
            user_id, now = 1000 + number, place.talk.now
            people.meet(place.db, user_id, now=now)
            roles.grant(
                place.db,
                user_id,
                "collaborator",
                plan=place.plan,
                village_id=1,
                by=None,
                now=now,
                called="Nguyễn Văn A",
            )
            people.mark_reachable(place.db, user_id, reachable=False)
        (card,) = cards(place.live("2025-10-22", "2025-10-22"))
        assert card.text.endswith("Nguyễn Văn A (Ấp 1) và 290 người khác.")
        assert len(card.text) < 4096


def test_whoever_works_for_two_places_reads_which_is_meant() -> None:
    with office() as place:
        roles.grant(place.db, STAFF, "staff", plan="hoang-duc", by=None, now=place.talk.now)
        (card,) = cards(place.live("2025-10-15", "2025-10-20"))[-1:]
        assert "📍 <b>Xã Minh Tâm</b>\n\n" in card.text
        labels = [label for label, _ in card.buttons]
        assert "Đã nộp · năm 2025 · Xã Minh Tâm" in labels
        assert "Xem tiến độ · Xã Minh Tâm" in labels
