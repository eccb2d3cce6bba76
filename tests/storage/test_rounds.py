"""Rounds as rows: made once, kept as staff left them; and how far villages are with them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from knowledge.entries import Text
from knowledge.figures.calendar import last_day
from knowledge.rounds import collected, occurrences
from knowledge.rounds.deadline_words import NewDeadline
from knowledge.rounds.occurrences import Occurrence
from storage import deadlines, obligations, roles, rounds, villages
from storage.cells import WITHDRAWN, Cell, Said, Source
from storage.obligations import VillageStanding
from storage.roles import NotAllowedError
from storage.rounds import Round
from tests.figures import record
from tests.handlers.commune import VIETNAM
from tests.handlers.people import library

PLAN, STAFF, COLLABORATOR = "hoang-duc", 2, 3
NOW = datetime(2025, 10, 20, 2, tzinfo=UTC)
TODAY = NOW.date()
YEAR = Occurrence(
    "annual-report", "2025", Text(vi="báo cáo năm", en="yearly report"), "2025", date(2025, 11, 4), "VI.1"
)
CODES = ("5.1", "14.1", "9.1")
MEASURES = collected.measures_of(CODES, library().measures)


@pytest.fixture
def town(db: Database) -> Database:
    """A staff member, three villages, a collaborator of the first; no rounds yet."""
    first, *_ = (villages.add(db, PLAN, f"Thôn {n}", now=NOW) for n in (1, 2, 3))
    roles.grant(db, STAFF, "staff", plan=PLAN, by=None, now=NOW)
    roles.grant(db, COLLABORATOR, "collaborator", plan=PLAN, village_id=first.id, by=None, now=NOW)
    return db


def made(
    db: Database, *found: Occurrence, codes: Sequence[str] = CODES, today: date = TODAY, plan: str = PLAN
) -> list[Round]:
    rounds.ensure(db, plan, codes, found or (YEAR,), today=today)
    return rounds.of_plan(db, plan)


def test_making_rounds_twice_changes_nothing(town: Database) -> None:
    first = made(town)
    before = town.conn.total_changes
    assert made(town, today=TODAY + timedelta(days=5)) == first
    assert town.conn.total_changes == before


def test_a_round_follows_the_plan_until_staff_say_otherwise(town: Database) -> None:
    (found,) = made(town)
    later = TODAY + timedelta(days=3)
    (renewed,) = made(town, replace(YEAR, last_day=date(2025, 11, 14)), codes=CODES[:1], today=later)
    assert (renewed.id, renewed.last_day, renewed.codes) == (found.id, date(2025, 11, 14), ("5.1",))
    assert renewed.known_on == later
    rounds.move(town, found.id, date(2025, 11, 30), by=STAFF, now=NOW)
    rounds.choose_codes(town, found.id, ["14.1"], by=STAFF, now=NOW)
    (kept,) = made(town, YEAR, today=later)
    assert (kept.last_day, kept.codes, kept.moved) == (date(2025, 11, 30), ("14.1",), True)
    assert kept.village_day == date(2025, 11, 23)


def test_a_day_that_had_passed_before_the_bot_knew_of_it_reminds_nobody(town: Database) -> None:
    (old,) = made(town, replace(YEAR, key="2023", period="2023", last_day=date(2023, 11, 14)))
    assert not old.reminds()
    assert not rounds.reminding(town, TODAY, farthest=2000)
    moved = rounds.move(town, old.id, date(2025, 11, 14), by=STAFF, now=NOW)
    assert moved.reminds()
    assert [r.id for r in rounds.reminding(town, TODAY, farthest=60)] == [old.id]
    assert rounds.reminding(town, TODAY, farthest=60, plan="tan-khai") == []
    assert not rounds.submit(town, old.id, by=STAFF, now=NOW).reminds()


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2025, 10, 4), "coming"),
        (date(2025, 10, 5), "open"),
        (date(2025, 11, 4), "open"),
        (date(2025, 11, 5), "late"),
        (date(2025, 12, 4), "late"),
        (date(2025, 12, 5), "past"),
    ],
)
def test_states_by_day(town: Database, today: date, state: str) -> None:
    (found,) = made(town)
    assert found.state(today) == state
    assert found.collects(today) is (state in ("open", "late"))
    assert rounds.submit(town, found.id, by=STAFF, now=NOW).state(today) == "submitted"
    assert rounds.close(town, found.id, by=STAFF, now=NOW).state(today) == "closed"
    assert rounds.reopen(town, found.id, by=STAFF, now=NOW).state(today) == "submitted"
    assert rounds.withdraw(town, found.id, by=STAFF, now=NOW).state(today) == state


def test_a_round_without_a_day_waits(town: Database) -> None:
    (found,) = made(town, replace(YEAR, last_day=None))
    assert (found.state(TODAY), found.village_day, found.opens_on, found.reminds()) == ("undated", None, None, False)


def test_changes_are_for_staff(town: Database) -> None:
    (found,) = made(town)
    for change in (rounds.close, rounds.reopen, rounds.submit, rounds.withdraw):
        for user in (COLLABORATOR, 99):
            with pytest.raises(NotAllowedError):
                change(town, found.id, by=user, now=NOW)
    with pytest.raises(NotAllowedError):
        rounds.move(town, 99, TODAY, by=STAFF, now=NOW)
    with pytest.raises(ValueError, match="opens before"):
        rounds.set_days(town, found.id, lead_days=30, open_days=30, by=STAFF, now=NOW)
    assert made(town) == [found]


HALF = replace(YEAR, deadline="half", key="2025", period="2025-H1", last_day=date(2025, 7, 10))


@pytest.mark.parametrize(
    ("closed", "period", "covered"),
    [
        ((), "2025-10", False),
        (("annual-report",), "2025", True),
        (("annual-report",), "2025-10", True),
        (("annual-report",), "2025-Q3", True),
        (("annual-report",), "2025-11", False),  # ends after the last day
        (("annual-report",), "2025-Q4", False),
        (("annual-report",), "2024-12", False),
        (("annual-report",), "2025-05", False),  # the half year's round is open, and covers it
        (("half",), "2025-05", False),
        (("half",), "2025-10", False),
        (("half",), "2025-H1", False),  # the yearly round still takes it
        (("half", "annual-report"), "2025-05", True),
        (("half", "annual-report"), "2025-H1", True),
        (("half", "annual-report"), "2025-H2", False),
    ],
)
def test_what_a_closed_round_covers(town: Database, closed: Sequence[str], period: str, covered: bool) -> None:
    for found in made(town, YEAR, HALF):
        if found.deadline in closed:
            rounds.close(town, found.id, by=STAFF, now=NOW)
    found_closed = rounds.closed_over(town, PLAN, period, last_day(period))
    assert (found_closed is not None) is covered
    assert found_closed is None or found_closed.deadline in closed
    assert rounds.closed_over(town, "tan-khai", period, last_day(period)) is None


def test_added_deadlines_make_rounds_for_now_and_the_next_turn(town: Database) -> None:
    monthly = NewDeadline("số liệu tháng", "month", None, 5, None, before=True)
    added = deadlines.add(town, PLAN, monthly, by=STAFF, now=NOW)
    found = made(town, *occurrences.of_added(added.name, monthly, TODAY, since=date(2025, 10, 1)))
    assert [(r.period, r.last_day) for r in found] == [("2025-09", date(2025, 10, 4)), ("2025-10", date(2025, 11, 4))]
    assert [r.section for r in found] == [None, None]
    assert deadlines.end(town, added.name, PLAN, by=STAFF, now=NOW)
    assert not deadlines.end(town, added.name, PLAN, by=STAFF, now=NOW)
    assert deadlines.of_plan(town, PLAN) == []
    with pytest.raises(NotAllowedError):
        deadlines.add(town, PLAN, monthly, by=COLLABORATOR, now=NOW)


def says(db: Database, place: int, code: str, period: str, said: Said, moment: datetime, message: int) -> None:
    """Staff report for a village, as if their message had been sent at *moment*."""
    indicator, part = map(int, code.split("."))
    village = villages.of_plan(db, PLAN)[place]
    cell = Cell(PLAN, village.id, indicator, part, period)
    recorded = record(db, cell, said, Source(STAFF, STAFF, message, 0, "message"), now=moment)
    if recorded.revision:
        stamp = moment.astimezone(UTC).isoformat(timespec="milliseconds")
        db.execute("UPDATE revisions SET said_at = ? WHERE id = ?", [stamp, recorded.revision.id])


def standing_of_first(db: Database, found: Round) -> VillageStanding:
    return obligations.standing(db, found, MEASURES, viewer=STAFF, now=NOW).villages[0]


SHARE = Said("number", 45, 47)


def test_a_village_is_complete_with_its_last_measure(town: Database) -> None:
    (found,) = made(town)
    assert (standing_of_first(town, found).status, len(standing_of_first(town, found).missing)) == ("none", 3)
    says(town, 0, "5.1", "2025-03", SHARE, NOW, 1)
    says(town, 0, "14.1", "2025-10", Said("none", reason="chưa thống kê"), NOW, 2)
    assert [m.code for m in standing_of_first(town, found).missing] == ["9.1"]
    assert standing_of_first(town, found).status == "partly"
    says(town, 0, "9.1", "2025", Said("none", reason="chưa thống kê"), NOW + timedelta(days=1), 3)
    done = standing_of_first(town, found)
    assert (done.status, done.on_time, done.completed_at) == ("done", True, NOW + timedelta(days=1))


@pytest.mark.parametrize(("of", "owed"), [("2025-12", False), ("2025-Q4", True), ("2025", True), ("2025-11", True)])
def test_a_figure_of_a_longer_period_is_none_of_the_rounds(town: Database, of: str, owed: bool) -> None:
    (found,) = made(town, replace(YEAR, key="2025-12", period="2025-12"), codes=["5.1"])
    says(town, 0, "5.1", of, SHARE, NOW, 1)
    assert ("5.1" in [m.code for m in standing_of_first(town, found).missing]) is owed
    first = villages.of_plan(town, PLAN)[0].id
    assert (first in obligations.lack_any(town, found, MEASURES[:1], [first], zone=UTC)) is owed


def test_a_village_that_was_added_after_the_period_owes_nothing(town: Database) -> None:
    (found,) = made(town, replace(YEAR, key="2025-Q3", period="2025-Q3"))
    says(town, 0, "5.1", "2025-09", SHARE, NOW, 1)
    new = villages.add(town, PLAN, "Thôn 4", now=NOW + timedelta(hours=1))
    standing = obligations.standing(town, found, MEASURES, viewer=STAFF, now=NOW)
    assert [row.village.name for row in standing.villages] == ["Thôn 1", "Thôn 2", "Thôn 3"]
    assert obligations.lack_any(town, found, MEASURES, [row.id for row in villages.of_plan(town, PLAN)], zone=UTC) == {
        row.village.id for row in standing.villages
    }
    says(town, 3, "5.1", "2025-09", SHARE, NOW + timedelta(hours=2), 2)
    assert new.id in obligations.lack_any(town, found, MEASURES, [new.id], zone=UTC)


@pytest.mark.parametrize(
    ("sent", "on_time"),
    [
        (datetime(2025, 10, 28, 16, 59, tzinfo=UTC), True),  # 23:59 in Vietnam of the villages' day
        (datetime(2025, 10, 28, 17, 1, tzinfo=UTC), False),
    ],
)
def test_in_time_is_told_by_when_the_message_was_sent(town: Database, sent: datetime, on_time: bool) -> None:
    (found,) = made(town, codes=["5.1"])
    says(town, 0, "5.1", "2025-10", SHARE, sent, 1)
    town.execute("UPDATE revisions SET at = '2025-11-20T00:00:00.000+00:00'")  # the bot was down, and took it later
    local = NOW.astimezone(VIETNAM)
    standing = obligations.standing(town, found, MEASURES[:1], viewer=STAFF, now=local)
    assert standing.villages[0].on_time is on_time


def test_a_later_correction_is_no_late_report(town: Database) -> None:
    (found,) = made(town, codes=["5.1"])
    says(town, 0, "5.1", "2025-10", SHARE, NOW, 1)
    says(town, 0, "5.1", "2025-10", Said("number", 46, 47), NOW + timedelta(days=12), 2)
    now = obligations.standing(town, found, MEASURES[:1], viewer=STAFF, now=NOW + timedelta(days=13)).villages[0]
    assert (now.on_time, now.corrections) == (True, 1)


def test_leave_leaves_the_denominator_and_paper_fills_it(town: Database) -> None:
    (found,) = made(town)
    one, two, _ = villages.of_plan(town, PLAN)
    for village, kind in ((one, "leave"), (two, "paper")):
        row = {"round_id": found.id, "village_id": village.id, "kind": kind, "user_id": STAFF, "at": NOW.isoformat()}
        town["round_marks"].insert(row)
    standing = obligations.standing(town, found, MEASURES, viewer=STAFF, now=NOW)
    assert [v.status for v in standing.villages] == ["leave", "paper", "none"]
    assert (standing.owed, standing.settled, standing.completeness) == (6, 3, 50)
    with pytest.raises(NotAllowedError):
        obligations.standing(town, found, MEASURES, viewer=99, now=NOW)


def test_which_village_lacks_something_sensitive_is_for_staff_and_for_the_village_itself(town: Database) -> None:
    """Thôn 1 has sent all but abuse, Thôn 2 that alone: to others they look as if nobody were asked for it."""
    (found,) = made(town)
    _, two, _ = villages.of_plan(town, PLAN)
    for user, role, village in ((21, "official", None), (22, "collaborator", two.id)):
        roles.grant(town, user, role, plan=PLAN, village_id=village, by=None, now=NOW)
    says(town, 0, "5.1", "2025-10", SHARE, NOW, 1)
    says(town, 0, "14.1", "2025-10", SHARE, NOW, 2)
    says(town, 1, "9.1", "2025-10", Said("number", value=Decimal(7)), NOW, 3)

    def seen(viewer: int, *, aloud: bool = False) -> tuple[list[tuple[str, list[str]]], int, int]:
        now = obligations.standing(town, found, MEASURES, viewer=viewer, now=NOW, aloud=aloud)
        rows = [(row.status, [m.code for m in row.missing]) for row in now.villages]
        assert now.covered is (viewer != STAFF or aloud)
        return rows, now.settled, now.owed

    every, common = ["5.1", "9.1", "14.1"], ["5.1", "14.1"]
    assert seen(STAFF) == ([("partly", ["9.1"]), ("partly", common), ("none", every)], 3, 9)
    covered = ([("done", []), ("none", common), ("none", common)], 2, 6)
    assert seen(21) == seen(STAFF, aloud=True) == seen(22, aloud=True) == covered
    assert seen(22) == ([("done", []), ("partly", common), ("none", common)], 3, 7)
    assert obligations.standing(town, found, MEASURES[1:2], viewer=21, now=NOW).villages == ()


@pytest.mark.parametrize(("on_paper", "percent"), [(0, "0"), (1, "33.3"), (2, "66.7"), (3, "100")])
def test_completeness_has_one_decimal_as_shares_have(town: Database, on_paper: int, percent: str) -> None:
    (found,) = made(town, codes=["5.1"])
    for village in villages.of_plan(town, PLAN)[:on_paper]:
        row = {"round_id": found.id, "village_id": village.id, "kind": "paper", "user_id": STAFF, "at": NOW.isoformat()}
        town["round_marks"].insert(row)
    standing = obligations.standing(town, found, MEASURES[:1], viewer=STAFF, now=NOW)
    assert standing.completeness == Decimal(percent)


def test_what_is_almost_all_is_less_than_a_hundred(town: Database) -> None:
    (found,) = made(town)
    first, *_ = villages.of_plan(town, PLAN)
    standing = obligations.RoundStanding(found, (VillageStanding(first, "partly", MEASURES[:1], 4000),))
    assert standing.completeness == Decimal("99.9")


_steps = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(CODES),
        st.sampled_from(["2025-01", "2025-10", "2025-12", "2025-Q3", "2025-H1", "2025", "2024", "2024-12", "2026-01"]),
        st.sampled_from(["number", "none", "withdrawn"]),
    ),
    max_size=25,
)


@given(steps=_steps, marks=st.dictionaries(st.integers(0, 2), st.sampled_from(["paper", "leave", "leave_asked"])))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_completeness_is_a_share_of_distinct_obligations(
    town: Database, steps: Sequence[tuple[int, str, str, str]], marks: dict[int, str]
) -> None:
    (found,) = made(town)
    for table in ("cells", "revisions", "round_marks"):
        town.execute(f"DELETE FROM {table}")
    ids = [village.id for village in villages.of_plan(town, PLAN)]
    for message, (place, code, period, state) in enumerate(steps, 1):
        number = Said("number", 4, 5) if code != "9.1" else Said("number", value=Decimal(4))
        said = {"number": number, "none": Said("none", reason="x"), "withdrawn": WITHDRAWN}[state]
        says(town, place, code, period, said, NOW + timedelta(minutes=message), message)
    for place, kind in marks.items():
        row = {"round_id": found.id, "village_id": ids[place], "kind": kind, "user_id": STAFF, "at": NOW.isoformat()}
        town["round_marks"].insert(row)
    standing = obligations.standing(town, found, MEASURES, viewer=STAFF, now=NOW)
    assert len({v.village.id for v in standing.villages}) == 3
    assert 0 <= standing.settled <= standing.owed <= 9
    percent = standing.completeness
    assert percent is None or 0 <= percent <= 100
    full = all(v.status in ("done", "paper", "leave") for v in standing.villages)
    assert percent is None or (percent == 100) is full
    alone = obligations.lacking(town, found, MEASURES, ids)
    assert {v.village.id: v.missing for v in standing.villages} == alone
    assert obligations.lack_any(town, found, MEASURES, ids, zone=UTC) == {i for i, missing in alone.items() if missing}
