"""The bot is switched off, killed, started late; clocks go back: nobody is reminded twice, and nothing is hidden."""

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.verdicts import Doubtful, Later, Refused
from knowledge.rounds.deadline_words import NewDeadline
from storage import deadlines, nudge_wishes, outbox
from tests.nudging import FIRST, SECOND, STAFF, at, days, office

SKIPPED = "Bot có lúc không chạy: {} lời nhắc đã bỏ qua."


def test_a_hundred_looks_remind_once() -> None:
    with office() as place:
        for _ in range(100):
            place.go_to(at("2025-10-22", 9))
        assert sorted(one.user_id for one in place.sent) == [FIRST, SECOND, STAFF]


@pytest.mark.parametrize("back", ["2025-10-22 07", "2025-10-21 08", "2025-10-15 08"], ids=["hour", "day", "week"])
def test_a_clock_that_was_set_back_repeats_nothing(back: str) -> None:
    with office() as place:
        place.live("2025-10-01", "2025-10-22")
        before = list(place.sent)
        day, hour = back.split()
        assert place.go_to(at(day, int(hour))) == []
        assert place.live(day, "2025-10-22") == []
        assert place.sent == before
        place.live("2025-10-23", "2025-11-20")
        assert days(place.sent, FIRST) == ["22/10", "28/10", "30/10", "31/10", "03/11", "05/11"]
        assert [row for row in place.ledger(FIRST) if row[2] is None] == []


def test_a_clock_that_ran_ahead_and_was_set_right_loses_nothing() -> None:
    with office() as place:
        place.live("2025-10-01", "2025-10-21")
        place.go_to(at("2025-10-29", 22))  # at night: nothing is sent, but the steps until then seem missed
        assert ("2025-11-09", "c-7", None) in place.ledger(FIRST)
        place.live("2025-10-22", "2025-11-20")
        assert days(place.sent, FIRST) == ["22/10", "28/10", "30/10", "31/10", "03/11", "05/11"]
        assert [row for row in place.ledger(FIRST) if row[2] is None] == []


@pytest.mark.parametrize("back", ["2025-10-28", "2025-10-22", "2025-10-15"])
def test_what_was_skipped_stays_skipped_when_the_clock_is_set_back(back: str) -> None:
    with office() as place:
        place.live("2025-10-01", "2025-10-27")
        place.live("2025-10-30", "2025-11-12")  # off on the 28th and 29th
        before = place.ledger(FIRST)
        assert ("2025-11-09", "c-3", None) in before
        assert place.live(back, "2025-11-12") == []
        assert place.ledger(FIRST) == before


def test_a_crash_after_the_claim_sends_once() -> None:
    with office() as place:
        place.look(at("2025-10-22", 8))
        place.restart()
        place.go_to(at("2025-10-22", 8, 1))
        place.go_to(at("2025-10-22", 8, 2))
        assert days(place.sent, FIRST) == ["22/10"]


def test_a_crash_while_sending_sends_never_again_and_staff_read_of_it() -> None:
    with office() as place:
        place.collect("5.1")
        place.db.execute("UPDATE roles SET ended_at = granted_at WHERE user_id = ?", [SECOND])
        nudge_wishes.mute(place.db, STAFF, at("2025-10-22").date())
        place.look(at("2025-10-22", 8))
        assert [row.chat_id for row in place.take([])] == [FIRST]  # under way, and the bot is killed
        place.restart()
        place.live("2025-10-22", "2025-10-27")
        assert days(place.sent, FIRST) == []
        (card,) = [one for one in place.sent if one.user_id == STAFF]
        assert card.text.endswith("1 lời nhắc có thể chưa tới.")
        place.live("2025-10-28", "2025-11-20")
        assert days(place.sent, FIRST) == ["28/10", "30/10", "31/10", "03/11", "05/11"]


def test_staff_read_on_monday_of_what_was_uncertain_on_friday() -> None:
    with office() as place:
        place.live("2025-10-01", "2025-10-30")
        place.look(at("2025-10-31", 8))
        place.deliver(lambda row: Doubtful("time out"))
        (card,) = [one for one in place.go_to(at("2025-11-03", 8)) if one.user_id == STAFF]
        assert "2 lời nhắc có thể chưa tới." in card.text
        # The day after there is nothing new in it, and their next step is the one of the 4th.
        assert [one for one in place.live("2025-11-03", "2025-11-03") if one.user_id == STAFF] == []


def test_what_telegram_puts_off_is_written_anew() -> None:
    with office() as place:
        place.collect("5.1")
        place.look(at("2025-10-22", 8))
        assert place.deliver_once(lambda row: Later("429", 0)) == []
        place.talk.now = at("2025-10-22", 12)
        place.talk.says("tiêm chủng 45/47", SECOND)
        place.talk.now = at("2025-10-22", 12, 30)
        assert [one.user_id for one in place.deliver()] == [FIRST, STAFF]


def test_twenty_six_hours_off() -> None:
    with office() as place:
        place.live("2025-10-01", "2025-10-29")
        place.go_to(at("2025-10-30", 6, 50))
        sent = place.go_to(at("2025-10-31", 8, 50))
        assert [one.user_id for one in sent] == [FIRST, SECOND, STAFF]
        steps = {stage: day for _, stage, day in place.ledger(FIRST)}
        assert steps == {"c-7": "2025-10-22", "c-3": "2025-10-28", "c-1": None, "c+0": "2025-10-31"}
        assert SKIPPED.format(2) in sent[-1].text


def test_what_was_sent_before_the_bot_went_off_is_not_skipped() -> None:
    with office() as place:
        place.live("2025-10-01", "2025-10-30")
        place.go_to(at("2025-10-31", 8, 50))
        assert [row for row in place.ledger(FIRST) if row[2] is None] == []


def test_what_was_held_back_when_the_bot_went_off_is_skipped() -> None:
    with office() as place:
        place.live("2025-10-01", "2025-10-29")
        place.talk.now = at("2025-10-30", 6, 58)
        place.talk.says("hạn", FIRST)
        place.go_to(at("2025-10-30", 7, 5))  # they are at the phone: not now
        place.go_to(at("2025-10-31", 9))
        assert ("2025-11-09", "c-1", None) in place.ledger(FIRST)
        assert ("2025-11-09", "c-1", None) not in place.ledger(SECOND)


def test_nine_days_off() -> None:
    with office() as place:
        place.live("2025-10-01", "2025-10-21")
        sent = place.go_to(at("2025-10-31", 9))
        assert [one.user_id for one in sent] == [FIRST, SECOND, STAFF]
        steps = {stage: day for _, stage, day in place.ledger(FIRST)}
        assert steps == {"c-7": None, "c-3": None, "c-1": None, "c+0": "2025-10-31"}
        assert {stage: day for _, stage, day in place.ledger(STAFF)} == {"s-14": "2025-10-20", "s-7": "2025-10-31"}
        assert SKIPPED.format(6) in sent[-1].text


def test_off_over_the_due_day() -> None:
    with office() as place:
        place.live("2025-10-01", "2025-10-30")
        sent = place.go_to(at("2025-11-04", 8))
        # The first step after the day holds until the next working day.
        assert "\nĐã quá hạn 02/11 được 2 ngày" in sent[0].text
        assert {stage: day for _, stage, day in place.ledger(FIRST)}["c+0"] is None


def test_off_until_everything_is_over() -> None:
    with office() as place:
        place.live("2025-10-01", "2025-10-21")
        assert place.live("2025-11-25", "2025-12-05") == []
        assert {day for _, _, day in place.ledger(FIRST)} == {None}


def test_started_for_the_first_time_in_the_middle() -> None:
    with office(now="2025-10-29") as place:
        place.live("2025-10-29", "2025-11-20")
        assert days(place.sent, FIRST) == ["30/10", "31/10", "03/11", "05/11"]
        assert [row for row in place.ledger(FIRST) if row[2] is None] == []
        assert not any("bỏ qua" in one.text for one in place.sent)


def test_a_plan_that_is_loaded_after_its_deadline() -> None:
    with office(now="2025-11-12") as place:
        assert place.live("2025-11-12", "2025-12-20") == []


def test_a_deadline_that_staff_add_in_the_middle() -> None:
    with office() as place:
        place.live("2025-10-01", "2025-12-01")
        before = len(place.sent)
        added = NewDeadline(what="báo cáo cuối năm", every="once", day=16, month=12, year=2025, before=False)
        deadlines.add(place.db, place.plan, added, by=STAFF, now=at("2025-12-02", 9))
        place.live("2025-12-02", "2025-12-31")
        # Villages are due on the 9th: of the ladder what begins from the day on which it was added.
        assert days(place.sent[before:], FIRST) == ["04/12", "08/12", "09/12", "10/12", "12/12"]


def test_who_blocked_the_bot_is_left_alone_until_they_come_back() -> None:
    with office() as place:
        place.live("2025-10-01", "2025-10-21")
        place.look(at("2025-10-22", 8))
        place.deliver(lambda row: Refused("bot was blocked by the user", unreachable=True))
        for user in (SECOND, STAFF):
            place.talk.now = at("2025-10-22", 20)
            place.talk.says("/start", user)
        place.live("2025-10-23", "2025-10-29")
        assert days(place.sent, FIRST) == []
        assert days(place.sent, SECOND) == ["28/10"]
        card = [one for one in place.sent if one.user_id == STAFF][1]
        assert f"{card.at:%d/%m}" == "23/10"
        assert card.text.endswith("Đã chặn bot, nên gọi điện nhắc: Thu (Ấp 1).")
        place.talk.now = at("2025-10-29", 20)
        place.talk.says("/start", FIRST)
        place.live("2025-10-30", "2025-11-20")
        assert days(place.sent, FIRST) == ["30/10", "31/10", "03/11", "05/11"]


def test_what_waits_for_somebody_who_blocks_the_bot_ends() -> None:
    with office() as place:
        place.look(at("2025-10-22", 8))
        place.db.execute("UPDATE people SET reachable = 0 WHERE user_id = ?", [FIRST])
        assert FIRST not in [one.user_id for one in place.deliver()]
        assert place.ledger(FIRST) == []
        assert outbox.counts(place.db) == {"sent": 2}


def test_a_look_that_fails_is_made_again() -> None:
    with office() as place:
        place.db.execute("ALTER TABLE nudge_wishes RENAME TO mislaid")
        place.talk.now = at("2025-10-22", 8)
        with capture_logs() as logs:
            asyncio.run(place.nudging.tick(place.talk.now))
        assert ("nudging_failed", "OperationalError") in [(line["event"], line.get("error")) for line in logs]
        place.db.execute("ALTER TABLE mislaid RENAME TO nudge_wishes")
        assert [one.user_id for one in place.go_to(at("2025-10-22", 8, 1))] == [FIRST, SECOND, STAFF]


def test_staff_read_once_of_what_was_skipped() -> None:
    with office() as place:
        place.live("2025-10-01", "2025-10-21")
        place.go_to(at("2025-10-31", 9))
        place.live("2025-11-01", "2025-11-20")
        later = [one.text for one in place.sent if one.user_id == STAFF][1:]
        assert [SKIPPED.format(6) in text for text in later] == [True] + [False] * (len(later) - 1)
        assert len(later) > 5
