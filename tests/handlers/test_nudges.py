"""Who is reminded, when, and of what: Minh Tâm's yearly report of 2025, from October on."""

from datetime import timedelta

import pytest

from knowledge.rounds.deadline_words import NewDeadline
from storage import deadlines, erasure, people, roles, rounds, villages
from tests.nudging import FIRST, SECOND, STAFF, Office, at, days, office

# Before 10 November: the last day is the 9th, a Sunday. Villages are due a week earlier, on Sunday the 2nd.
VILLAGE_DAYS = ["22/10", "28/10", "30/10", "31/10", "03/11", "05/11"]
STAFF_DAYS = ["20/10", "29/10", "04/11", "06/11", "07/11", "10/11", "11/11", "12/11", "13/11", "14/11"]


def add_monthly(place: Office, day: int, what: str = "báo cáo tháng", *, month: int = 11) -> None:
    """Add a deadline of November's, known at once."""
    found = NewDeadline(what=what, every="once", day=day, month=month, year=2025, before=False)
    deadlines.add(place.db, place.plan, found, by=STAFF, now=place.talk.now)


def test_the_whole_ladder() -> None:
    with office() as place:
        place.live("2025-10-01", "2025-11-20")
        for collaborator in (FIRST, SECOND):
            assert days(place.sent, collaborator) == VILLAGE_DAYS
        assert days(place.sent, STAFF) == STAFF_DAYS


def test_a_village_that_sends_its_figures_is_left_alone() -> None:
    with office() as place:
        place.collect("5.1", "14.1")
        place.live("2025-10-01", "2025-10-29")
        place.talk.now = at("2025-10-29", 19)
        place.talk.says("tiêm chủng 45/47", FIRST)
        place.talk.says("khai sinh 12/12", FIRST)
        place.live("2025-10-30", "2025-11-20")
        assert days(place.sent, FIRST) == ["22/10", "28/10"]
        assert days(place.sent, SECOND) == VILLAGE_DAYS


def test_what_a_collaborator_reads() -> None:
    with office() as place:
        place.collect("5.1", "14.1")
        first, _, card = place.live("2025-10-22", "2025-10-22", hours=(8,))
        assert first.text == (
            "<b>Báo cáo năm về công tác trẻ em</b>\n"
            "Còn 11 ngày, đến hết 02/11: số liệu năm 2025 của Ấp 1 còn thiếu <b>2 mục</b>: "
            "tiêm chủng dưới 1 tuổi, đăng ký khai sinh.\n"
            "Bạn chỉ cần nhắn, thay số vào chỗ chấm: <code>tiêm chủng …/…, khai sinh …/…</code>"
        )
        number = place.yearly().id
        assert first.buttons == [
            ("Nộp ngay", "n:send:1:2025-10"),
            ("Nhắc lại chiều nay", "n:later"),
            ("Đã nộp bản giấy", f"n:paper:{number}:1"),
            ("Xin nghỉ kỳ này", f"n:off:{number}:1"),
        ]
        assert card.text == (
            "<b>Báo cáo năm về công tác trẻ em</b> · Còn 18 ngày, đến hết 09/11\n"
            "Năm 2025: 2 ấp chưa gửi (0%).\n"
            "Còn thiếu: Ấp 1, Ấp 2."
        )
        assert [label for label, _ in card.buttons] == ["Đã nộp", "Nhắc các ấp còn thiếu", "Xem tiến độ"]


def test_last_times_numbers_stand_in_the_line_when_all_are_known() -> None:
    with office() as place:
        place.collect("5.1")
        place.talk.now = at("2025-05-20", 8)
        place.talk.says("tiêm chủng tháng 12/2024 40/41", FIRST)
        (first,) = [one for one in place.live("2025-10-22", "2025-10-22") if one.user_id == FIRST]
        assert first.text.endswith("Bạn chỉ cần nhắn như lần trước, với số mới: <code>tiêm chủng 40/41</code>")


def test_a_reminder_in_english() -> None:
    with office() as place:
        place.collect("5.1")
        people.choose_language(place.db, FIRST, "en")
        people.choose_language(place.db, STAFF, "en")
        first, second, card = place.live("2025-10-22", "2025-10-22", hours=(8,))
        assert first.text == (
            "<b>Annual report on work with children</b>\n"
            "11 days left, until the end of 2 November: figures of Ấp 1 for 2025, <b>1</b> still missing: "
            "vaccination under 1.\n"
            "Just send this with your numbers in place of the dots: <code>tiêm chủng …/…</code>"
        )
        assert second.text.startswith("<b>Báo cáo năm về công tác trẻ em</b>\nCòn 11 ngày")
        assert card.text.startswith("<b>Annual report on work with children</b> · 18 days left")


@pytest.mark.parametrize(
    ("day", "opening"),
    [
        ("2025-10-31", "Còn 2 ngày, đến hết 02/11: "),
        ("2025-11-03", "Hạn là hôm qua, 02/11: "),
        ("2025-11-05", "Đã quá hạn 02/11 được 3 ngày: "),
    ],
)
def test_how_long_there_is(day: str, opening: str) -> None:
    with office() as place:
        (first, *_) = place.live(day, day, hours=(8,))
        assert first.text.startswith(f"<b>Báo cáo năm về công tác trẻ em</b>\n{opening}")


def test_two_deadlines_on_one_day_come_in_one_message() -> None:
    with office() as place:
        place.collect("5.1")
        add_monthly(place, 9)
        place.live("2025-10-01", "2025-11-20")
        assert days(place.sent, FIRST) == VILLAGE_DAYS
        first = next(one for one in place.sent if one.user_id == FIRST)
        # Both are about 2025, and each is named.
        assert first.text.count("đến hết 02/11: số liệu năm 2025 của Ấp 1") == 2
        assert "<b>Báo cáo năm về công tác trẻ em</b>\n" in first.text
        assert "<b>Báo cáo tháng</b>\n" in first.text
        assert [row for row in place.ledger(FIRST) if row[1] == "c-7"] == [("2025-11-09", "c-7", "2025-10-22")] * 2
        card = next(one for one in place.sent if one.user_id == STAFF)
        assert "Báo cáo năm về công tác trẻ em" in card.text
        assert "Báo cáo tháng" in card.text


def test_rounds_of_different_days_come_in_one_message() -> None:
    with office() as place:
        add_monthly(place, 20)
        sent = [one for one in place.live("2025-10-01", "2025-10-28") if one.user_id == FIRST]
        # On the 22nd the second round, due on the 20th of November, is open already.
        assert [f"{one.at:%d/%m}" for one in sent] == ["22/10", "28/10"]
        assert "đến hết 02/11" in sent[0].text
        assert "đến hết 13/11" in sent[0].text


def test_a_collaborator_of_two_villages_reads_of_both_in_one_message() -> None:
    with office() as place:
        place.collect("5.1")
        second = villages.named(place.db, place.plan, "Ấp 2")
        assert second is not None
        roles.grant(place.db, FIRST, "collaborator", plan=place.plan, village_id=second.id, by=None, now=place.talk.now)
        sent = [one for one in place.live("2025-10-22", "2025-10-22") if one.user_id == FIRST]
        (one,) = sent
        assert "của Ấp 1 còn thiếu" in one.text
        assert "của Ấp 2 còn thiếu" in one.text
        assert "<code>Ấp 1 tiêm chủng …/…</code>" in one.text
        assert [payload for _, payload in one.buttons] == ["n:send:1:2025-10", "n:later", "n:paper", "n:off"]


def test_whoever_has_many_villages_is_told_how_many_are_not_named() -> None:
    with office() as place:
        for number in range(3, 11):
            village = villages.add(place.db, place.plan, f"Ấp {number}", now=place.talk.now)
            roles.grant(
                place.db, FIRST, "collaborator", plan=place.plan, village_id=village.id, by=None, now=place.talk.now
            )
        (one,) = [one for one in place.live("2025-10-22", "2025-10-22") if one.user_id == FIRST]
        assert one.text.count("còn thiếu <b>") == 6
        assert "Còn 3 phần nữa cũng thiếu số liệu, gửi /nop để xem." in one.text


def test_who_is_staff_and_collaborator_reads_both_in_one_message() -> None:
    with office() as place:
        place.collect("5.1")
        add_monthly(place, 14, month=10)  # its staff are reminded on days of their own
        roles.grant(place.db, STAFF, "collaborator", plan=place.plan, village_id=1, by=None, now=place.talk.now)
        sent = [one for one in place.live("2025-10-01", "2025-11-20") if one.user_id == STAFF]
        assert len({one.at.date() for one in sent}) == len(sent)
        told = {row[1] for row in place.ledger(STAFF) if row[0] == "2025-11-09" and row[1][0] == "c"}
        assert told == {"c-7", "c-3", "c-1", "c+0", "c+1", "c+3"}
        of_village = {f"{one.at:%d/%m}" for one in sent if "số liệu năm 2025 của Ấp 1 còn thiếu" in one.text}
        assert set(VILLAGE_DAYS) <= of_village


def test_a_moved_deadline_has_a_ladder_of_its_own() -> None:
    with office() as place:
        place.live("2025-10-01", "2025-10-29")
        rounds.move(place.db, place.yearly().id, at("2025-11-20").date(), by=STAFF, now=at("2025-10-29", 20))
        place.live("2025-10-30", "2025-12-05")
        # Villages are due on Thursday 13 November now.
        moved = ["04/11", "10/11", "12/11", "13/11", "14/11", "18/11"]
        assert days(place.sent, FIRST) == ["22/10", "28/10", *moved]


@pytest.mark.parametrize("end", [rounds.close, rounds.submit], ids=["closed", "submitted"])
def test_a_round_that_is_over_is_silent(end: object) -> None:
    with office() as place:
        place.live("2025-10-01", "2025-10-22")
        assert callable(end)
        end(place.db, place.yearly().id, by=STAFF, now=at("2025-10-23"))
        assert place.live("2025-10-23", "2025-11-20") == []


def test_a_round_that_is_open_again_goes_on() -> None:
    with office() as place:
        place.live("2025-10-01", "2025-10-22")
        rounds.close(place.db, place.yearly().id, by=STAFF, now=at("2025-10-23"))
        place.live("2025-10-23", "2025-10-29")
        rounds.reopen(place.db, place.yearly().id, by=STAFF, now=at("2025-10-29", 20))
        place.live("2025-10-30", "2025-11-20")
        assert days(place.sent, FIRST) == ["22/10", *VILLAGE_DAYS[2:]]


def test_on_leave_the_deputy_is_reminded() -> None:
    with office() as place:
        deputy = 31
        people.meet(place.db, deputy, now=place.talk.now - timedelta(hours=1))
        roles.grant(place.db, deputy, "collaborator", plan=place.plan, village_id=1, by=None, now=place.talk.now)
        (held,) = roles.of_person(place.db, FIRST)
        roles.mark_away(place.db, held, at("2025-10-31").date(), by=STAFF, now=place.talk.now)
        place.live("2025-10-01", "2025-11-20")
        assert days(place.sent, FIRST) == ["03/11", "05/11"]
        assert days(place.sent, deputy) == VILLAGE_DAYS


def test_who_is_no_collaborator_any_more_is_left_alone() -> None:
    with office() as place:
        place.live("2025-10-01", "2025-10-22")
        (held,) = roles.of_person(place.db, FIRST)
        roles.end(place.db, held.id, by=STAFF, now=at("2025-10-23"))
        place.live("2025-10-23", "2025-11-20")
        assert days(place.sent, FIRST) == ["22/10"]


def test_who_joins_after_a_step_has_begun_hears_of_the_next_one() -> None:
    with office() as place:
        place.live("2025-10-01", "2025-10-22")
        people.meet(place.db, 31, now=at("2025-10-23", 8))
        roles.grant(
            place.db, 31, "collaborator", plan=place.plan, village_id=1, by=None, now=at("2025-10-23", 9), called="Tư"
        )
        place.live("2025-10-23", "2025-11-20")
        assert days(place.sent, 31) == VILLAGE_DAYS[1:]


def test_of_an_erased_person_no_row_is_left() -> None:
    with office() as place:
        place.collect("5.1")
        place.live("2025-10-01", "2025-10-22")
        people.mark_reachable(place.db, FIRST, reachable=False)
        place.live("2025-10-23", "2025-10-24")  # staff are told of it
        people.mark_reachable(place.db, FIRST, reachable=True)
        place.look(at("2025-10-28"))
        erasure.erase_person(place.db, FIRST, now=at("2025-10-28", 8))
        for table in ("nudges", "nudge_stages", "nudge_wishes", "mishaps", "digests"):
            assert list(place.db.query(f"SELECT * FROM {table} WHERE user_id = ?", [FIRST])) == []
        told = [row["told"] for row in place.db.query("SELECT told FROM digests")]
        assert not any(f"{FIRST}" in text for text in told)
        place.live("2025-10-28", "2025-11-20")
        assert days(place.sent, FIRST) == ["22/10"]


def test_names_are_escaped() -> None:
    with office() as place:
        place.db.execute("UPDATE villages SET name = 'Ấp <A&B>' WHERE id = 1")
        first, _, card = place.live("2025-10-22", "2025-10-22", hours=(8,))
        assert "của Ấp &lt;A&amp;B&gt; còn thiếu" in first.text
        assert "Còn thiếu: Ấp &lt;A&amp;B&gt;, Ấp 2." in card.text


def test_a_clock_that_was_set_back_before_everybody_joined() -> None:
    # The demonstration begins today; who tries reminders puts its clock to some day of the plan.
    with office(now="2026-11-22") as place:
        place.live("2025-10-20", "2025-10-29")
        assert days(place.sent, FIRST) == ["22/10", "28/10"]
        assert days(place.sent, STAFF) == ["20/10", "29/10"]
