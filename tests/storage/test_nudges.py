"""The tables of reminders: the ledger, the self-check, what counts as news, what is taken back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from handlers.nudges.rehearsal import rehearse
from handlers.rounds.known import measures_of
from knowledge.entries import Text
from knowledge.figures.model import Measure
from knowledge.rounds.occurrences import Occurrence
from storage import nudge_check, nudge_dues, nudge_people, nudge_wishes, nudges, outbox, people, roles, rounds
from storage.digests import News
from storage.nudge_dues import Due
from storage.nudges import Nudge
from storage.obligations import Mark, RoundStanding, VillageStanding
from storage.villages import Village
from tests import figures
from tests.handlers.people import library
from tests.nudging import FIRST, SECOND, STAFF, Office, at, office

ADMIN = 1
MORNING = at("2025-10-22", 8)


def collected(found: rounds.Round) -> tuple[Measure, ...]:
    """What a round collects."""
    return measures_of(library(), found)


def step(place: Office, audience: str = "c") -> Due:
    (found,) = [due for due in nudge_dues.dues(place.db, MORNING.date()) if due.audience[0] == audience]
    return found


def claim(place: Office) -> list[int]:
    return nudges.claim(place.db, step(place), collected(place.yearly()), now=MORNING)


def obstacles(place: Office) -> dict[int, str | None]:
    people_of_step = nudge_people.judged(place.db, step(place), collected(place.yearly()), now=place.talk.now)
    return {one.user_id: one.obstacle or one.wait for one in people_of_step}


def check(place: Office, hour: int = 18) -> nudge_check.Check:
    """What the bot finds when it looks over its own shoulder."""
    now = at("2025-10-22", hour)
    nudges.note_results(place.db)
    owed = {
        user_id
        for due in nudge_dues.dues(place.db, now.date())
        for user_id in nudge_people.free(place.db, due, collected(due.round), now=now)
    }
    return nudge_check.check(place.db, owed, now=now)


# The ledger


def test_a_rehearsal_does_not_send_again_what_the_outbox_has_delivered() -> None:
    with office() as place:
        assert [one.user_id for one in place.go_to(MORNING)] == [FIRST, SECOND, STAFF]
        begin = at("2025-10-22", 9)
        assert list(rehearse(place.db, library(), start=begin, until=begin.date())) == []


def test_a_claim_finds_nobody_a_second_time() -> None:
    with office() as place:
        assert claim(place) == [FIRST, SECOND]
        assert claim(place) == []
        assert nudges.waiting(place.db) == [Nudge(FIRST, MORNING.date(), 0), Nudge(SECOND, MORNING.date(), 0)]
        assert nudges.steps_of(place.db, Nudge(FIRST, MORNING.date(), 0)) == ["minh-tam 2025-11-09 c-7"]


def test_what_is_taken_back_can_be_claimed_again_unless_it_is_on_its_way() -> None:
    with office() as place:
        claim(place)
        first, second = nudges.waiting(place.db)
        assert nudges.take_back(place.db, first)
        place.db.execute("UPDATE outbox SET state = 'sending' WHERE chat_id = ?", [SECOND])
        assert not nudges.take_back(place.db, second)
        assert claim(place) == [FIRST]


def test_a_step_that_passed_unsent_can_be_told_when_its_day_comes_again() -> None:
    with office() as place:
        nudges.note_stage(place.db, step(place), [FIRST], now=MORNING, turn=None)
        assert claim(place) == [FIRST, SECOND]
        assert place.ledger(FIRST) == [("2025-11-09", "c-7", "2025-10-22")]
        nudges.note_stage(place.db, step(place), [FIRST], now=MORNING, turn=None)
        assert place.ledger(FIRST) == [("2025-11-09", "c-7", "2025-10-22")]


def settle_all(place: Office, settle: Callable[..., None]) -> None:
    """Take in hand what is owed, and *settle* each row."""
    machine = datetime.now(UTC)
    for row in outbox.claim(place.db, limit=9, busy=(), now=machine):
        settle(place.db, row.id, "?", now=machine)


@pytest.mark.parametrize(("settle", "state"), [(outbox.doubt, "uncertain"), (outbox.settle_failed, "failed")])
def test_what_became_of_a_nudge_outlives_the_outbox(settle: Callable[..., None], state: str) -> None:
    with office() as place:
        place.look(MORNING)
        settle_all(place, settle)
        nudges.note_results(place.db)
        place.db.execute("DELETE FROM outbox")
        states = [row["state"] for row in place.db.query("SELECT state FROM nudges")]
        assert states == [state] * 3


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("UPDATE people SET reachable = 0", "blocked"),
        ("INSERT INTO nudge_wishes (user_id, stopped_at) SELECT user_id, seen_at FROM people", "stopped"),
        ("INSERT INTO nudge_wishes (user_id, muted_until) SELECT user_id, '2025-10-22' FROM people", "muted"),
        ("INSERT INTO nudge_wishes (user_id, muted_until) SELECT user_id, '2025-10-21' FROM people", None),
        ("INSERT INTO nudge_wishes (user_id, hours) SELECT user_id, '13:00-17:00' FROM people", "hours"),
        ("UPDATE roles SET away_until = '2025-10-22'", "away"),
        ("UPDATE roles SET away_until = '2025-10-21'", None),
        ("UPDATE people SET seen_at = '2025-10-22T00:50:00.000+00:00'", "talking"),
        ("UPDATE people SET seen_at = '2025-10-22T00:40:00.000+00:00'", None),
        ("UPDATE people SET seen_at = '2025-10-22T05:00:00.000+00:00'", None),  # the clock was set back
    ],
)
def test_what_keeps_people_from_being_reminded(change: str, expected: str | None) -> None:
    with office() as place:
        place.talk.now = MORNING
        place.db.execute(change)
        assert obstacles(place) == {FIRST: expected, SECOND: expected}


def test_villages_that_are_closed_owe_nothing() -> None:
    with office() as place:
        place.talk.now = MORNING
        place.db.execute("UPDATE villages SET closed_at = '2025-10-02' WHERE id = 1")
        assert obstacles(place) == {SECOND: None}


def test_a_plan_whose_ladder_is_empty_stops_nobody_elses() -> None:
    with office() as place:
        place.db.execute("INSERT INTO nudge_settings (plan, collaborators, staff) VALUES ('minh-tam', '', '')")
        assert nudge_dues.dues(place.db, MORNING.date()) == []
        assert list(nudge_dues.missed(place.db, since=MORNING - timedelta(days=30), now=MORNING)) == []


# Taking back what is done


def test_the_last_figure_takes_back_what_waits_for_its_village_alone() -> None:
    with office() as place:
        place.collect("5.1")
        claim(place)
        figures.put(place.db, Village(1, "minh-tam", "Ấp 1"), "5.1", "2025-10", "45/47")
        today = MORNING.date()
        assert nudges.take_back_done(place.db, [2], collected, today=today) == 0
        assert nudges.take_back_done(place.db, [1], collected, today=today) == 1
        assert nudges.take_back_done(place.db, [1], collected, today=today) == 0
        assert [one.user_id for one in nudges.waiting(place.db)] == [SECOND]


def test_who_owes_for_another_village_keeps_their_reminder() -> None:
    with office() as place:
        place.collect("5.1")
        roles.grant(place.db, FIRST, "collaborator", plan="minh-tam", village_id=2, by=None, now=place.talk.now)
        claim(place)
        figures.put(place.db, Village(1, "minh-tam", "Ấp 1"), "5.1", "2025-10", "45/47")
        assert nudges.take_back_done(place.db, [1], collected, today=MORNING.date()) == 0


def test_staff_keep_their_card() -> None:
    with office() as place:
        place.collect("5.1")
        roles.grant(place.db, FIRST, "staff", plan="minh-tam", by=None, now=place.talk.now)
        claim(place)
        figures.put(place.db, Village(1, "minh-tam", "Ấp 1"), "5.1", "2025-10", "45/47")
        assert nudges.take_back_done(place.db, [1], collected, today=MORNING.date()) == 0


# The self-check


def test_when_everybody_was_reminded_there_is_nothing_to_tell() -> None:
    with office() as place:
        place.go_to(MORNING)
        assert check(place) == nudge_check.Check(3, ())


def test_a_row_that_is_gone_from_the_ledger_is_found() -> None:
    with office() as place:
        place.go_to(MORNING)
        place.db.execute("DELETE FROM nudges WHERE user_id = ?", [FIRST])
        place.db.execute("DELETE FROM nudge_stages WHERE user_id = ?", [FIRST])
        assert check(place) == nudge_check.Check(3, (FIRST,))


def test_a_message_that_is_stuck_is_found_after_an_hour() -> None:
    with office() as place:
        place.look(MORNING)
        assert check(place, 9) == nudge_check.Check(3, ())
        assert check(place, 10) == nudge_check.Check(3, (FIRST, SECOND, STAFF))


def test_who_blocked_the_bot_is_no_fault_of_the_bot() -> None:
    with office() as place:
        place.look(MORNING)
        settle_all(place, outbox.settle_failed)
        people.mark_reachable(place.db, FIRST, reachable=False)
        nudges.note_results(place.db)
        assert check(place) == nudge_check.Check(3, (SECOND, STAFF))


def test_whoever_wants_no_reminder_is_not_missed() -> None:
    with office() as place:
        nudge_wishes.stop(place.db, FIRST, now=place.talk.now)
        assert check(place) == nudge_check.Check(2, (SECOND, STAFF))


def test_administrators_are_alarmed_once_a_day() -> None:
    with office() as place:
        people.meet(place.db, ADMIN, now=place.talk.now)
        roles.grant(place.db, ADMIN, "admin", plan=None, by=None, now=place.talk.now)
        place.look(at("2025-10-22", 16))  # claimed, and never sent
        for minute in range(3):
            place.look(at("2025-10-22", 18, minute))
        assert place.notices(ADMIN) == [
            "⚠️ Tự kiểm tra ngày 22/10/2025: 3 người phải được nhắc, 3 người chưa nhận được lời nhắc. "
            "Xem nhật ký của bot."
        ]


def test_without_a_fault_nobody_is_alarmed() -> None:
    with office() as place:
        roles.grant(place.db, ADMIN, "admin", plan=None, by=None, now=place.talk.now)
        place.live("2025-10-20", "2025-11-14")
        assert place.notices(ADMIN) == []
        assert ADMIN not in [one.user_id for one in place.sent]


# What is news


def news(running: tuple[int, ...] = (1, 2), done: tuple[tuple[int, int], ...] = (), **more: Any) -> News:
    """What there is to tell of some rounds, in which some villages are done."""
    standings = tuple(
        RoundStanding(
            _round(number),
            tuple(
                VillageStanding(Village(v, "p", f"Ấp {v}"), "done" if (number, v) in done else "none", (), 1)
                for v in (1, 2)
            ),
        )
        for number in running
    )
    usual: dict[str, Any] = {"erring": {}, "blocked": (), "marks": (), "skipped": 0, "uncertain": ()}
    return News("p", standings, **{**usual, **more})


def _round(number: int) -> rounds.Round:
    day = at("2025-11-09").date()
    what = Text(vi="Báo cáo", en="Report")
    return rounds.Round(
        number, "p", f"own-{number}", "once", what, None, "2025", day, ("5.1",), 7, 30, False, day, False, False
    )


MARK = Mark(5, 1, 1, "paper", FIRST)


@pytest.mark.parametrize(
    ("before", "after", "is_news"),
    [
        pytest.param(news(), news(), False, id="nothing"),
        pytest.param(news(), news(done=((1, 1),)), True, id="done"),
        pytest.param(news(done=((1, 1),)), news(), True, id="done-no-longer"),
        pytest.param(news(done=((1, 1), (2, 1))), news((2,), done=((2, 1),)), False, id="a-round-is-over"),
        pytest.param(news((1,)), news((1, 2)), False, id="a-round-begins"),
        pytest.param(news(), news(erring={7: 2}), True, id="errors"),
        pytest.param(news(erring={7: 2}), news(erring={7: 3}), True, id="more-errors"),
        pytest.param(news(erring={7: 3}), news(erring={7: 2}), False, id="errors-of-last-week"),
        pytest.param(news(erring={7: 3}), news(), False, id="no-errors-any-more"),
        pytest.param(news(), news(blocked=(7,)), True, id="blocked"),
        pytest.param(news(blocked=(7,)), news(blocked=(8,)), True, id="somebody-else-blocked"),
        pytest.param(news(blocked=(7,)), news(), False, id="back-again"),
        pytest.param(news(), news(marks=(MARK,)), True, id="a-mark"),
        pytest.param(news(marks=(MARK,)), news(), False, id="a-mark-undone"),
        pytest.param(news(), news(skipped=2), True, id="skipped"),
        pytest.param(news(skipped=2), news(skipped=1), False, id="fewer-skipped"),
        pytest.param(news(), news(uncertain=((7, "2025-10-22"),)), True, id="uncertain"),
        pytest.param(news(uncertain=((7, "2025-10-22"),)), news(uncertain=((7, "2025-10-22"),)), False, id="the-same"),
        pytest.param(
            news(uncertain=((7, "2025-10-22"),)), news(uncertain=((7, "2025-10-28"),)), True, id="another-day"
        ),
    ],
)
def test_what_is_news(before: News, after: News, is_news: bool) -> None:
    assert after.tells_more_than(before.to_text()) is is_news


# Rounds that the plan's file changes


def test_a_last_day_that_the_file_changes_is_known_since_then() -> None:
    with office() as place:
        found = place.yearly()
        later = Occurrence(found.deadline, found.occurrence, found.what, "2025", at("2025-11-20").date(), found.section)
        rounds.ensure(place.db, place.plan, found.codes, [later], today=at("2025-10-29").date())
        again = place.yearly()
        assert (str(again.last_day), str(again.known_on)) == ("2025-11-20", "2025-10-29")
        rounds.ensure(place.db, place.plan, found.codes, [later], today=at("2025-10-30").date())
        assert str(place.yearly().known_on) == "2025-10-29"
