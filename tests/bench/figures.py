"""A year of figures from 300 villages: how long the screens and the workbook of them take."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from sqlite_utils import Database

from knowledge.figures.calendar import rank
from knowledge.figures.model import Measure
from knowledge.library import Library
from storage import progress, roles, villages
from storage.database import open_database, writing
from tests import updates
from tests.bench.measuring import Times, one_core, timed
from tests.bench.tables import Table, against
from tests.conversation import Conversation

PLAN, STAFF, VILLAGES, MEASURES, MONTHS = "tan-khai", 11, 300, 24, 12
SCREEN_MS, WORKBOOK_SECONDS, WORKBOOK_MIB = 50.0, 3.0, 100.0
NOW = datetime(2025, 12, 20, 2, tzinfo=UTC)


def measure(rounds: int) -> list[Table]:
    """Fill a database once, then measure the screens here and the workbook in fresh processes."""
    library = Library.load()
    with tempfile.TemporaryDirectory(prefix="sotay-bench-") as folder:
        path = Path(folder) / "figures.sqlite3"
        with closing(open_database(path)) as db:
            fill(db, _measures(library))
            screens = _screens(db, library, rounds)
        made = sorted(_workbook(path) for _ in range(rounds))[rounds // 2]
    seconds, mebibytes = made
    title = f"{VILLAGES} villages × {MEASURES} measures × {MONTHS} months of figures"
    table = Table("figures", title, ("what", "median", "limit"))
    table.rows = [(name, f"{times.median:.1f} ms", against(times.median, SCREEN_MS, "ms")) for name, times in screens]
    table.rows += [
        ("the workbook, every revision in it", f"{seconds:.2f} s", against(seconds, WORKBOOK_SECONDS, "s")),
        ("memory it takes more, at most", f"{mebibytes:.0f} MiB", against(mebibytes, WORKBOOK_MIB, "MiB")),
    ]
    return [table]


def fill(db: Database, measures: tuple[Measure, ...]) -> None:
    """Put a figure for each village, measure and month, in the two tables that hold them."""
    random = Random(1)
    with writing(db):
        roles.grant(db, STAFF, "staff", plan=PLAN, by=None, now=NOW)
        places = [villages.add(db, PLAN, f"Khu phố {n}", now=NOW).id for n in range(1, VILLAGES + 1)]
        cells = (
            (f"2025-{month:02d}", village, m, random.randrange(48))
            for m in measures
            for village in places
            for month in range(1, MONTHS + 1)
        )
        for number, (period, village, m, count) in enumerate(cells, 1):
            counts = (None, None, str(count % 4)) if m.counts_cases else (count, 47, None)
            key = (PLAN, m.indicator, m.part, village, period, "number", *counts)
            db.conn.execute(_REVISION, (number, *key, STAFF, NOW.isoformat(), number))
            db.conn.execute(_CELL, (*key, number, NOW.isoformat(), rank(period)))


_REVISION = (
    "INSERT INTO revisions (id, plan, indicator, part, village_id, period, state, numerator, denominator, value,"
    " user_id, at, via, chat_id, message_id, line) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'message', 1, ?, 0)"
)
_CELL = (
    "INSERT INTO cells (plan, indicator, part, village_id, period, state, numerator, denominator, value, revision,"
    " changed_at, ends) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def _measures(library: Library) -> tuple[Measure, ...]:
    """One measure of each indicator."""
    return tuple(m for m in library.measures.every() if m.part == 1)


def _screens(db: Database, library: Library, rounds: int) -> list[tuple[str, Times]]:
    """Time the screens as a member of staff asks for them, from the update to the outbox."""
    talk = Conversation(db, library, NOW)
    measures = _measures(library)
    everything: Callable[[str], object] = lambda period: progress.overview(  # noqa: E731
        db, PLAN, period, measures, viewer=STAFF, zone=UTC
    )
    said = {
        "/tiendo, the year": "/tiendo 2025",
        "/tiendo, one month": "/tiendo 2025-10",
        "/tiendo of one measure": "/tiendo 5.1",
        "who has not reported": "khu phố nào chưa nộp",
    }
    with one_core():
        found = [("all measures added up, the year", timed(everything, ["2025"] * 4 * rounds))]
        for name, words in said.items():
            asked = [updates.text(words, STAFF) for _ in range(4 * rounds)]
            found.append((name, timed(talk.receives, asked)))
    talk.close()
    return found


def _workbook(path: Path) -> tuple[float, float]:
    """Seconds and MiB that the workbook takes in a fresh process."""
    shown = subprocess.run(
        [sys.executable, "-m", "tests.bench.workbook", str(path)], check=True, capture_output=True, text=True
    ).stdout
    seconds, mebibytes = shown.split()
    return float(seconds), float(mebibytes)
