"""The line of a reminder that is ready to send: filled in and sent, it is read as exactly those figures."""

import re
from dataclasses import replace
from datetime import date

import pytest
from sqlite_utils import Database

from handlers.nudges import collaborators
from handlers.nudges.telling import Telling
from handlers.rounds.known import ensure_rounds
from knowledge.figures.model import Measure
from knowledge.figures.villages import Villages
from storage import rounds, villages
from storage.needs import Need
from tests import figures
from tests.handlers.people import library
from tests.nudging import at

PLAN, NAMES = "minh-tam", ("Ấp 1", "Ấp 2")
MEASURES = library().measures.every()
# Of the measures a line names two: each is tried in the first place and in the second.
PAIRS = [
    pytest.param((one, other), id=one.code) for one, other in zip(MEASURES, MEASURES[1:] + MEASURES[:1], strict=True)
]
WHEN = [
    pytest.param("2025", "2025-10-22", None, id="this-month"),
    pytest.param("2025-10", "2025-10-22", None, id="the-month-itself"),
    pytest.param("2025", "2026-01-12", "2025", id="year-that-has-passed"),
    pytest.param("2025-H1", "2025-07-04", "2025-H1", id="half-that-has-passed"),
    pytest.param("2025-H2", "2026-01-12", "2025-H2", id="second-half-that-has-passed"),
    pytest.param("2025-Q3", "2025-10-06", "2025-Q3", id="quarter-that-has-passed"),
    pytest.param("2025-12", "2026-01-05", "2025-12", id="month-that-has-passed"),
]


def needs_of(db: Database, period: str, missing: tuple[Measure, ...]) -> list[Need]:
    """What the first village, and the second, lack for a round about *period*."""
    ensure_rounds(db, library(), PLAN, date(2025, 10, 1))
    (found,) = [one for one in rounds.of_plan(db, PLAN) if one.period == "2025"]
    places = [villages.add(db, PLAN, name, now=at("2025-10-01")) for name in NAMES]
    return [Need(replace(found, period=period), place, missing) for place in places]


def line_of(db: Database, needs: list[Need], today: str) -> str:
    """The line that is ready to be copied."""
    text, _ = collaborators.reminder(Telling(db, library(), "vi", at(today)), needs)
    (line,) = re.findall("<code>(.*)</code>", text)
    return str(line)


def read(line: str, today: str) -> list[tuple[str, str, str | None, str | None]]:
    """The figures of a message: measure, what is said, village, period; nothing of it may be unclear."""
    reading = library().figures.read(
        line, villages=Villages.of(NAMES), own="Ấp 2", today=date.fromisoformat(today), locality=PLAN
    )
    assert reading.problems == ()
    return [
        (
            one.measure.code,
            f"{one.numerator}/{one.denominator}" if one.denominator is not None else str(one.value),
            one.village,
            one.period,
        )
        for one in reading.figures
    ]


@pytest.mark.parametrize(("period", "today", "named"), WHEN)
@pytest.mark.parametrize("pair", PAIRS)
def test_filled_in_it_is_read_as_meant(
    db: Database, pair: tuple[Measure, Measure], period: str, today: str, named: str | None
) -> None:
    needs = needs_of(db, period, pair)
    for asked, village in ((needs[1:], "Ấp 2"), (needs, "Ấp 1")):
        line = line_of(db, asked, today).replace("…/…", "3/4").replace("…", "5")
        expected = [(one.code, "5" if one.counts_cases else "3/4", village, named) for one in pair]
        assert read(line, today) == expected


@pytest.mark.parametrize("pair", PAIRS)
def test_sent_as_it_is_it_stores_nothing(db: Database, pair: tuple[Measure, Measure]) -> None:
    line = line_of(db, needs_of(db, "2025", pair)[1:], "2025-10-22")
    reading = library().figures.read(
        line, villages=Villages.of(NAMES), own="Ấp 2", today=date(2025, 10, 22), locality=PLAN
    )
    assert reading.figures == ()


@pytest.mark.parametrize("share", ["45/47", "95.5", "0/12"])
@pytest.mark.parametrize("pair", PAIRS)
def test_last_times_numbers_are_read_back(db: Database, pair: tuple[Measure, Measure], share: str) -> None:
    needs = needs_of(db, "2025", pair)
    for one in pair:
        figures.put(db, needs[1].village, one.code, "2024-12", "7" if one.counts_cases else share)
    expected = [(one.code, "7" if one.counts_cases else share, "Ấp 2", None) for one in pair]
    assert read(line_of(db, needs[1:], "2025-10-22"), "2025-10-22") == expected
