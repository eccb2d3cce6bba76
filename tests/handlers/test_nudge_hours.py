"""At what hours reminders come: never at night, never on days off, not while somebody is at the phone."""

from datetime import datetime, timedelta

import pytest

from knowledge.rounds.hours import Hours
from storage import nudge_settings, nudge_wishes, rounds
from tests.nudging import FIRST, SECOND, STAFF, Office, Reminded, at, days, office


def to(user_id: int, sent: list[Reminded]) -> list[str]:
    """When somebody was reminded: "22/10 07:00"."""
    return [f"{one.at:%d/%m %H:%M}" for one in sent if one.user_id == user_id]


def every(place: Office, minutes: int, first: datetime, last: datetime) -> list[Reminded]:
    """Let time pass with a look at every so many minutes."""
    found = []
    while first <= last:
        found += place.go_to(first)
        first += timedelta(minutes=minutes)
    return found


def test_nothing_before_seven_and_from_eight_in_the_evening_on() -> None:
    with office() as place:
        sent = every(place, 30, at("2025-10-22", 0), at("2025-10-22", 23, 30))
        assert to(FIRST, sent) == ["22/10 07:00"]
    with office() as place:
        assert every(place, 1, at("2025-10-22", 20), at("2025-10-22", 20, 5)) == []
        assert to(FIRST, every(place, 60, at("2025-10-22", 21), at("2025-10-23", 9))) == ["23/10 07:00"]


def test_nothing_on_weekends() -> None:
    with office() as place:
        # Friday evening is over; the step of the 31st holds until Sunday the 2nd, and nobody hears of it then.
        assert every(place, 60, at("2025-10-31", 20), at("2025-11-03", 6)) == []
        assert to(FIRST, every(place, 60, at("2025-11-03", 7), at("2025-11-03", 9))) == ["03/11 07:00"]


def test_nothing_on_public_holidays() -> None:
    with office(now="2026-01-20") as place:
        # Villages are due on 18 February, in the middle of Tết: offices close from the 14th to the 22nd.
        (found,) = [r for r in rounds.of_plan(place.db, place.plan) if r.period == "2025"]
        rounds.move(place.db, found.id, at("2026-02-25").date(), by=STAFF, now=place.talk.now)
        place.live("2026-01-20", "2026-03-10")
        assert days(place.sent, FIRST) == ["04/02", "10/02", "12/02", "13/02", "23/02", "25/02"]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        pytest.param("13:00-17:00", "22/10 13:00", id="afternoon"),
        pytest.param("18:00-22:00", "22/10 18:00", id="evening"),
        pytest.param("22:00-02:00", "22/10 00:00", id="over-midnight"),
        pytest.param("00:00-00:00", "22/10 00:00", id="all-day"),
    ],
)
def test_hours_of_ones_own(hours: str, expected: str) -> None:
    with office() as place:
        nudge_wishes.set_hours(place.db, FIRST, Hours.from_text(hours))
        sent = every(place, 30, at("2025-10-22", 0), at("2025-10-22", 23, 30))
        assert to(FIRST, sent) == [expected]
        assert to(SECOND, sent) == ["22/10 07:00"]


def test_a_window_over_midnight_belongs_to_the_day_on_which_it_began() -> None:
    with office() as place:
        nudge_wishes.set_hours(place.db, FIRST, Hours.from_text("22:00-02:00"))
        # From Friday evening into Saturday; the window of Saturday evening belongs to a day off.
        assert to(FIRST, every(place, 60, at("2025-11-01", 0), at("2025-11-01", 23))) == ["01/11 00:00"]


def test_a_claim_that_waits_over_midnight_is_of_the_new_day() -> None:
    with office() as place:
        nudge_wishes.set_hours(place.db, FIRST, Hours.from_text("22:00-02:00"))
        place.look(at("2025-10-22", 23, 59))
        place.talk.now = at("2025-10-23", 0, 0)
        assert FIRST not in [one.user_id for one in place.deliver()]
        assert to(FIRST, every(place, 1, at("2025-10-23", 0, 1), at("2025-10-23", 0, 3))) == ["23/10 00:01"]
        assert place.ledger(FIRST) == [("2025-11-09", "c-7", "2025-10-23")]


def test_weekends_for_whoever_wants_them() -> None:
    with office() as place:
        nudge_wishes.set_hours(place.db, FIRST, Hours.from_text("07:00-20:00+we"))
        sent = every(place, 60, at("2025-11-01", 0), at("2025-11-03", 12))
        assert to(FIRST, sent) == ["01/11 07:00", "03/11 07:00"]
        assert to(SECOND, sent) == ["03/11 07:00"]


def test_the_hours_of_a_plan() -> None:
    with office() as place:
        hours = Hours.from_text("13:00-17:00")
        nudge_settings.change(place.db, place.plan, by=STAFF, now=place.talk.now, hours=hours)
        sent = every(place, 60, at("2025-10-22", 0), at("2025-10-22", 23))
        assert to(FIRST, sent) == to(STAFF, sent) == ["22/10 13:00"]


def test_what_still_waits_in_the_evening_comes_in_the_morning_if_it_is_still_true() -> None:
    with office() as place:
        place.collect("5.1")
        place.look(at("2025-10-22", 19, 59))
        place.talk.now = at("2025-10-22", 20)
        assert place.deliver() == []
        assert place.ledger(FIRST) == []
        place.talk.says("tiêm chủng 45/47", SECOND)
        sent = every(place, 60, at("2025-10-22", 21), at("2025-10-23", 12))
        assert to(FIRST, sent) == ["23/10 07:00"]
        assert to(SECOND, sent) == []


def test_who_wrote_just_now_is_left_alone_for_a_while() -> None:
    with office() as place:
        place.talk.now = at("2025-10-22", 6, 58)
        place.talk.says("hạn", FIRST)
        sent = every(place, 1, at("2025-10-22", 7), at("2025-10-22", 7, 30))
        assert to(FIRST, sent) == ["22/10 07:13"]
        assert to(SECOND, sent) == ["22/10 07:00"]


def test_who_writes_between_claim_and_sending_is_left_alone_too() -> None:
    with office() as place:
        place.look(at("2025-10-22", 8))
        place.talk.says("hạn", FIRST)
        assert FIRST not in [one.user_id for one in place.deliver()]
        assert to(FIRST, every(place, 5, at("2025-10-22", 8, 5), at("2025-10-22", 9))) == ["22/10 08:15"]


def test_a_dialogue_is_not_broken() -> None:
    with office() as place:
        place.talk.now = at("2025-10-22", 7, 30)
        place.talk.says("/nop", FIRST)
        place.press("f:n:1:5.1:2025-10", FIRST)  # the dialogue begins: it asks for a number
        sent = every(place, 10, at("2025-10-22", 7, 40), at("2025-10-22", 12))
        assert to(FIRST, sent) == ["22/10 10:40"]


def test_somebody_of_two_plans_hears_at_the_hours_of_either() -> None:
    with office() as place:
        nudge_settings.change(place.db, place.plan, by=STAFF, now=place.talk.now, hours=Hours.from_text("13:00-17:00"))
        place.db.execute(
            "INSERT INTO roles (user_id, role, plan, granted_at) SELECT user_id, 'official', 'tan-khai', granted_at"
            " FROM roles WHERE user_id = ?",
            [FIRST],
        )
        place.db.execute("UPDATE roles SET id = -1 WHERE plan = 'tan-khai'")  # the older one
        sent = every(place, 60, at("2025-10-22", 0), at("2025-10-22", 23))
        assert to(FIRST, sent) == ["22/10 13:00"]
