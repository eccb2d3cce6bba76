"""Progress as SQLite adds it up, and who may see it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from knowledge.figures.model import Measure
from knowledge.figures.totals import Reported, Total, counted, newest, total_of_cases, total_of_shares
from storage import progress, reporting_villages, roles, village_changes, villages
from storage.database import open_database
from storage.roles import NotAllowedError
from storage.villages import Village
from tests.end_to_end.people import library
from tests.figures import NOW, add_villages, put
from tests.knowledge.test_totals import periods

PLAN = "tan-khai"
STAFF, COLLABORATOR, OFFICIAL, STRANGER = 11, 12, 13, 14
TODAY = date(2025, 10, 12)
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def measure(code: str) -> Measure:
    indicator, part = code.split(".")
    return library().measures.at(int(indicator), int(part))


@pytest.fixture
def town(db: Database) -> list[Village]:
    """Three villages; the collaborator is of the first."""
    found = add_villages(db, PLAN, "Khu phố 1", "Khu phố 2", "Khu phố 3")
    roles.grant(db, STAFF, "staff", plan=PLAN, by=None, now=NOW)
    roles.grant(db, COLLABORATOR, "collaborator", plan=PLAN, village_id=found[0].id, by=None, now=NOW)
    roles.grant(db, OFFICIAL, "official", plan=PLAN, by=None, now=NOW)
    return found


def line(db: Database, code: str, period: str, viewer: int | None = STAFF) -> progress.Line:
    return progress.overview(db, PLAN, period, [measure(code)], viewer=viewer, zone=ZONE).lines[0]


def test_shares_are_added_by_numerators_and_denominators(db: Database, town: list[Village]) -> None:
    put(db, town[0], "5.1", "2025-08", "44/47")
    put(db, town[0], "5.1", "2025-10", "45/47")
    put(db, town[1], "5.1", "2025-09", "19/20")
    put(db, town[2], "5.1", "2025-10", "95.5", rival=True)
    found = line(db, "5.1", "2025-10")
    assert found.total == Total(64, 67, villages=2, bare=1)
    assert (found.reported, found.checked) == (2, 1)


def test_a_village_without_figures_counts_as_reported_when_it_said_so(db: Database, town: list[Village]) -> None:
    put(db, town[0], "14", "2025-10", None, reason="chưa có sổ")
    put(db, town[1], "14", "2025-10", "5/5")
    put(db, town[1], "14", "2025-09", None)
    assert line(db, "14.1", "2025").reported == 2
    first, second, third = progress.standings(db, PLAN, "2025", measure("14.1"), viewer=STAFF, today=TODAY, zone=ZONE)
    assert (first.no_data, first.reason, first.reported, first.total) == (True, "chưa có sổ", True, None)
    assert (second.no_data, second.reported, second.of) == (False, True, "2025-10")
    assert not third.reported


def test_an_earlier_share_still_counts_but_is_not_reported(db: Database, town: list[Village]) -> None:
    put(db, town[0], "5.1", "2025-09", "19/20")
    first, *_ = progress.standings(db, PLAN, "2025-10", measure("5.1"), viewer=STAFF, today=TODAY, zone=ZONE)
    assert (first.total, first.of, first.reported) == (Total(19, 20, villages=1), "2025-09", False)


def test_who_is_missing_and_on_leave(db: Database, town: list[Village]) -> None:
    put(db, town[0], "5.1", "2025-10", "45/47")
    (role,) = roles.of_person(db, COLLABORATOR)
    measures = [measure("5.1"), measure("14.1")]

    def missing(today: date) -> list[tuple[str, list[str], bool]]:
        found = progress.missing(db, PLAN, "2025-10", measures, viewer=COLLABORATOR, today=today, zone=ZONE)
        return [(one.village.name, [m.code for m in one.measures], one.away) for one in found]

    roles.mark_away(db, role, TODAY, by=COLLABORATOR, now=NOW)
    assert missing(TODAY) == [
        ("Khu phố 1", ["14.1"], True),
        ("Khu phố 2", ["5.1", "14.1"], False),
        ("Khu phố 3", ["5.1", "14.1"], False),
    ]
    assert not missing(TODAY + timedelta(days=1))[0][2]


def test_a_closed_village_is_counted_for_the_time_when_it_was_open(db: Database, town: list[Village]) -> None:
    put(db, town[0], "5.1", "2025-09", "9/10")
    village_changes.close(db, town[0], by=STAFF, now=NOW)
    assert line(db, "5.1", "2025-09").total == Total(9, 10, villages=1)
    assert line(db, "5.1", "2025-10").total is None
    assert [v.name for v in reporting_villages.villages_at(db, PLAN, "2025-10", zone=ZONE)] == [
        "Khu phố 2",
        "Khu phố 3",
    ]


def test_what_a_village_sent_of_the_period_in_which_it_was_closed_still_counts(
    db: Database, town: list[Village]
) -> None:
    put(db, town[0], "5.1", "2025-09", "9/10")
    put(db, town[0], "11.1", "2025-08", 2)
    put(db, town[1], "5.1", "2025-10", "5/10")
    village_changes.close(db, town[0], by=STAFF, now=NOW)
    share = progress.overview(db, PLAN, "2025", [measure("5.1"), measure("11.1")], viewer=STAFF, zone=ZONE)
    assert [one.total for one in share.lines] == [Total(14, 20, villages=2), Total(2, villages=1)]
    assert (share.villages, [one.reported for one in share.lines]) == (2, [1, 0])
    rows = progress.standings(db, PLAN, "2025", measure("5.1"), viewer=STAFF, today=TODAY, zone=ZONE)
    assert [(row.village.name, row.left, row.reported) for row in rows] == [
        ("Khu phố 1", True, True),
        ("Khu phố 2", False, True),
        ("Khu phố 3", False, False),
    ]
    absent = progress.missing(db, PLAN, "2025", [measure("5.1")], viewer=STAFF, today=TODAY, zone=ZONE)
    assert [one.village.name for one in absent] == ["Khu phố 3"]
    assert line(db, "5.1", "2026").total == Total(5, 10, villages=1)


def test_a_closed_village_that_sent_nothing_of_the_period_is_left_out(db: Database, town: list[Village]) -> None:
    put(db, town[0], "5.1", "2024-12", "9/10")
    village_changes.close(db, town[0], by=STAFF, now=NOW)
    assert line(db, "5.1", "2025").total is None
    rows = progress.standings(db, PLAN, "2025", measure("5.1"), viewer=STAFF, today=TODAY, zone=ZONE)
    assert [row.village.name for row in rows] == ["Khu phố 2", "Khu phố 3"]


def test_an_earlier_share_of_a_village_that_left_holds_no_longer(db: Database, town: list[Village]) -> None:
    put(db, town[0], "14", "2025-08", "1/10")
    put(db, town[0], "16", "2025-10", "9/9")
    put(db, town[1], "14", "2025-10", "10/10")
    village_changes.close(db, town[0], by=STAFF, now=NOW)
    assert line(db, "14.1", "2025-10").total == Total(10, 10, villages=1)
    rows = progress.standings(db, PLAN, "2025-10", measure("14.1"), viewer=STAFF, today=TODAY, zone=ZONE)
    assert [(row.village.name, row.total) for row in rows if row.total] == [("Khu phố 2", Total(10, 10, villages=1))]


def test_what_was_known_of_a_year_before_the_plan_came(db: Database, town: list[Village]) -> None:
    assert reporting_villages.is_before_all(db, PLAN, "2024", zone=ZONE)
    assert not reporting_villages.is_before_all(db, PLAN, "2025", zone=ZONE)
    assert not reporting_villages.is_before_all(db, "minh-tam", "2024", zone=ZONE)
    assert not progress.has_figures(db, PLAN, "2024")
    put(db, town[0], "5.1", "2024-12", "9/10")
    assert progress.has_figures(db, PLAN, "2024")
    assert not progress.has_figures(db, PLAN, "2024-11")


def test_a_village_counts_from_the_period_in_which_it_was_added(db: Database, town: list[Village]) -> None:
    put(db, town[0], "5.1", "2025-09", "9/10")
    new = villages.add(db, PLAN, "Khu phố 14", now=NOW + timedelta(days=1))

    def names(period: str) -> list[str]:
        return [village.name for village in reporting_villages.villages_at(db, PLAN, period, zone=ZONE)]

    old = [village.name for village in town]
    assert names("2025-10") == names("2025") == [*old, new.name]
    assert names("2025-09") == names("2024-12") == old
    put(db, new, "5.1", "2025-09", "5/6")
    assert names("2025-09") == [*old, new.name]
    assert names("2025-08") == old


@pytest.mark.parametrize(
    ("added", "owes"),
    [
        pytest.param("2025-10-31T23:59", True, id="the-last-evening"),
        pytest.param("2025-11-01T00:00", False, id="midnight"),
        pytest.param("2025-11-01T06:00", False, id="a-morning-that-is-still-october-in-utc"),
        pytest.param("2025-11-01T08:00", False, id="a-morning"),
    ],
)
def test_a_month_ends_by_the_clocks_of_the_place(db: Database, town: list[Village], added: str, *, owes: bool) -> None:
    put(db, town[0], "5.1", "2025-09", "9/10")
    new = villages.add(db, PLAN, "Khu phố 14", now=datetime.fromisoformat(added).replace(tzinfo=ZONE))
    assert (new in reporting_villages.villages_at(db, PLAN, "2025-10", zone=ZONE)) is owes
    missing = progress.missing(db, PLAN, "2025-10", [measure("5.1")], viewer=STAFF, today=TODAY, zone=ZONE)
    assert (new in [one.village for one in missing]) is owes


@pytest.mark.parametrize(("closed", "reports"), [("2025-10-31T23:59", False), ("2025-11-01T06:00", True)])
def test_a_village_that_closes_after_the_month_reports_for_it(
    db: Database, town: list[Village], closed: str, *, reports: bool
) -> None:
    village_changes.close(db, town[0], by=STAFF, now=datetime.fromisoformat(closed).replace(tzinfo=ZONE))
    names = [village.name for village in reporting_villages.villages_at(db, PLAN, "2025-10", zone=ZONE)]
    assert ("Khu phố 1" in names) is reports


def test_without_a_time_zone_no_day_has_an_end(db: Database) -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        reporting_villages.villages_at(db, PLAN, "2025-10", zone=None)


def test_villages_entered_before_the_first_figure_are_as_old_as_the_plan(db: Database, town: list[Village]) -> None:
    new = villages.add(db, PLAN, "Khu phố 14", now=NOW + timedelta(days=1))
    assert new in reporting_villages.villages_at(db, PLAN, "2024", zone=ZONE)
    assert len(reporting_villages.villages_at(db, PLAN, "2024", zone=ZONE)) == len(town) + 1


def test_a_plan_without_villages_reports_as_a_whole(db: Database) -> None:
    whole = villages.whole(db, "an-lao", now=NOW)
    put(db, whole, "5.1", "2025", "950/1000")
    found = progress.overview(db, "an-lao", "2025", [measure("5.1")], viewer=None, zone=ZONE)
    assert (found.villages, found.lines[0].total) == (1, Total(950, 1000, villages=1))


@pytest.mark.parametrize("cases", [0, 4, 7])
@pytest.mark.parametrize("viewer", [OFFICIAL, STRANGER])
def test_a_sensitive_total_that_is_one_villages_alone_is_not_told(
    db: Database, town: list[Village], viewer: int, cases: int
) -> None:
    put(db, town[1], "9", "2025-10", cases)
    assert line(db, "9.1", "2025", viewer) == progress.Line(
        measure("9.1"), None, of_one=True, reported=None, checked=None
    )
    assert line(db, "9.1", "2025").total == Total(cases, villages=1)
    put(db, town[2], "9", "2025-10", 8 - cases)
    assert line(db, "9.1", "2025", viewer).total == Total(8)


def test_what_is_left_without_ones_own_village_is_not_told_of_one_other_village(
    db: Database, town: list[Village]
) -> None:
    put(db, town[0], "9", "2025-10", 6)
    assert line(db, "9.1", "2025", COLLABORATOR).total == Total(6)
    put(db, town[1], "9", "2025-10", 7)
    found = line(db, "9.1", "2025", COLLABORATOR)
    assert (found.total, found.of_one) == (None, True)
    assert line(db, "9.1", "2025", OFFICIAL).total == Total(13)


def test_nor_is_it_told_that_it_is_below_five(db: Database, town: list[Village]) -> None:
    put(db, town[0], "9", "2025-10", 0)
    put(db, town[1], "9", "2025-10", 3)
    found = line(db, "9.1", "2025", COLLABORATOR)
    assert (found.few, found.of_one) == (False, True)
    assert line(db, "9.1", "2025", OFFICIAL).few


def test_the_only_village_of_a_plan_is_the_whole_place(db: Database) -> None:
    (only,) = add_villages(db, PLAN, "Khu phố 1")
    put(db, only, "9", "2025-10", 7)
    assert line(db, "9.1", "2025", STRANGER).total == Total(7)


@pytest.mark.parametrize(("cases", "few"), [((2, 2, 0), True), ((2, 2, 1), False)])
@pytest.mark.parametrize("viewer", [COLLABORATOR, OFFICIAL, STRANGER])
def test_others_see_a_sensitive_total_from_five_on(
    db: Database, town: list[Village], viewer: int, cases: tuple[int, ...], few: bool
) -> None:
    for village, number in zip(town, cases, strict=True):
        put(db, village, "9", "2025-10", number)
    found = line(db, "9.1", "2025", viewer)
    assert found.few is few
    assert found.total == (None if few else Total(5))
    assert (found.reported, found.checked) == (None, None)
    assert line(db, "9.1", "2025").total == Total(sum(cases), villages=3)


def test_village_figures_of_sensitive_measures_are_for_staff_and_their_own(db: Database, town: list[Village]) -> None:
    for village in town:
        put(db, village, "9", "2025-10", 2)

    def names(viewer: int) -> list[str]:
        found = progress.standings(db, PLAN, "2025", measure("9.1"), viewer=viewer, today=TODAY, zone=ZONE)
        return [standing.village.name for standing in found]

    assert names(STAFF) == ["Khu phố 1", "Khu phố 2", "Khu phố 3"]
    assert names(COLLABORATOR) == ["Khu phố 1"]
    for viewer in (OFFICIAL, STRANGER):
        with pytest.raises(NotAllowedError):
            names(viewer)


@pytest.mark.parametrize("viewer", [COLLABORATOR, OFFICIAL])
def test_who_lacks_a_sensitive_measure_is_for_staff(db: Database, town: list[Village], viewer: int) -> None:
    put(db, town[0], "5.1", "2025-10", "45/47")
    put(db, town[1], "9", "2025-10", 7)

    def missing(viewer: int, *codes: str) -> list[tuple[str, list[str]]]:
        measures = [measure(code) for code in codes]
        found = progress.missing(db, PLAN, "2025", measures, viewer=viewer, today=TODAY, zone=ZONE)
        return [(one.village.name, [m.code for m in one.measures]) for one in found]

    assert missing(STAFF, "5.1", "9.1") == [
        ("Khu phố 1", ["9.1"]),
        ("Khu phố 2", ["5.1"]),
        ("Khu phố 3", ["5.1", "9.1"]),
    ]
    assert missing(viewer, "5.1", "9.1") == [("Khu phố 2", ["5.1"]), ("Khu phố 3", ["5.1"])]
    with pytest.raises(NotAllowedError):
        missing(viewer, "9.1")


def test_strangers_see_no_villages_at_all(db: Database, town: list[Village]) -> None:
    put(db, town[0], "5.1", "2025-10", "45/47")
    assert len(progress.standings(db, PLAN, "2025", measure("5.1"), viewer=OFFICIAL, today=TODAY, zone=ZONE)) == 3
    with pytest.raises(NotAllowedError):
        progress.standings(db, PLAN, "2025", measure("5.1"), viewer=STRANGER, today=TODAY, zone=ZONE)
    with pytest.raises(NotAllowedError):
        progress.missing(db, PLAN, "2025", [measure("5.1")], viewer=STRANGER, today=TODAY, zone=ZONE)


_SAID = st.one_of(
    st.none(),
    st.integers(0, 9).map(str),
    st.tuples(st.integers(0, 9), st.integers(9, 20)).map(lambda p: f"{p[0]}/{p[1]}"),
)


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.tuples(st.sampled_from([0, 1]), st.sampled_from(["5.1", "11.1"]), periods), _SAID), periods)
def test_sqlite_adds_up_by_the_rules(said: dict[tuple[int, str, str], str | None], period: str) -> None:
    db = open_database(None)
    found = add_villages(db, PLAN, "Khu phố 1", "Khu phố 2")
    figures: dict[tuple[int, str], list[Reported]] = {}
    for (number, code, of), text in said.items():
        put(db, found[number], code, of, text)
        counts = [int(part) for part in (text or "").split("/") if part]
        value = Decimal(counts[0]) if len(counts) == 1 else None
        numerator, denominator = counts if len(counts) == 2 else (None, None)
        figures.setdefault((number, code), []).append(Reported(number, of, numerator, denominator, value))
    shares = total_of_shares(f for n in (0, 1) if (f := newest(figures.get((n, "5.1"), []), period)))
    cases = total_of_cases(f for n in (0, 1) for f in counted(figures.get((n, "11.1"), []), period))
    seen = [
        item.total
        for item in progress.overview(db, PLAN, period, [measure("5.1"), measure("11.1")], viewer=None, zone=ZONE).lines
    ]
    db.close()
    assert seen == [shares if shares.villages or shares.bare else None, cases if cases.villages else None]


def _sum(rows: Sequence[progress.Standing]) -> Total | None:
    """What the villages listed come to together; None where none of them has a figure."""
    totals = [row.total for row in rows if row.total is not None]
    if not totals:
        return None
    denominators = [total.denominator for total in totals if total.denominator is not None]
    return Total(
        sum(total.numerator for total in totals),
        sum(denominators) if denominators else None,
        sum(total.villages for total in totals),
        sum(total.bare for total in totals),
    )


@settings(max_examples=80, deadline=None)
@given(
    st.dictionaries(st.tuples(st.sampled_from([0, 1, 2]), st.sampled_from(["5.1", "11.1"]), periods), _SAID),
    periods,
    st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31)),  # noqa: DTZ001 - given its zone below
)
def test_the_total_is_the_sum_of_the_villages_listed(
    said: dict[tuple[int, str, str], str | None], period: str, closed: datetime
) -> None:
    db = open_database(None)
    roles.grant(db, STAFF, "staff", plan=PLAN, by=None, now=NOW)
    found = add_villages(db, PLAN, "Khu phố 1", "Khu phố 2", "Khu phố 3")
    for (number, code, of), text in said.items():
        put(db, found[number], code, of, text)
    village_changes.close(db, found[0], by=STAFF, now=closed.replace(tzinfo=ZONE))
    measures = [measure("5.1"), measure("11.1")]
    lines = progress.overview(db, PLAN, period, measures, viewer=STAFF, zone=ZONE).lines
    listed = [progress.standings(db, PLAN, period, one, viewer=STAFF, today=TODAY, zone=ZONE) for one in measures]
    db.close()
    assert [one.total for one in lines] == [_sum(rows) for rows in listed]
    assert [one.reported for one in lines] == [sum(r.reported and not r.left for r in rows) for rows in listed]
