"""Messages of figures: how long one takes to read, and how many figures a second are stored for good."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from statistics import median

from knowledge.demonstration import demonstration_villages
from knowledge.figures.villages import Villages
from knowledge.library import Library
from storage import people, roles, villages
from storage.database import open_database, writing
from tests.bench.measuring import one_core, timed
from tests.bench.station import PEOPLE, bot_process, station
from tests.bench.tables import Table, against

READING_MS, STORING_RATIO = 1.0, 0.5
MESSAGES, WARM_UP, COMMITS = 1500, 100, 2000
_QUESTIONS = Path(__file__).parents[1] / "questions"
_TODAY = date(2025, 10, 12)
# A message's measures, and what they are of. How many were reached differs from person to person, see ``_texts``.
_MEASURES = (("khai sinh", 12), ("tiêm chủng", 47), ("mẫu giáo", 21), ("thấp còi", 60))


def measure(rounds: int) -> list[Table]:
    """Read the messages of the figure files; store figures through the whole bot beside bare commits of SQLite."""
    table = Table("messages", "Messages of figures", ("what", "measured", "limit"))
    library = Library.load()
    villages_of = {plan: Villages.of(names) for plan, names in demonstration_villages().items()}
    with one_core():
        times = timed(lambda case: _read(library, villages_of, case), [*_cases()] * rounds)
    table.rows.append(("reading one, median", f"{times.median:.2f} ms", against(times.median, READING_MS, "ms")))
    table.rows.append(("reading one, 99th percentile", f"{times.p99:.2f} ms", ""))
    stored, bare = zip(*((asyncio.run(_stored()), _bare_commits()) for _ in range(rounds)), strict=True)
    ratio = median(mine / other for mine, other in zip(stored, bare, strict=True))
    table.rows.append(("figures stored a second, whole bot over loopback", f"{median(stored):.0f}", ""))
    table.rows.append(("bare one-row commits of SQLite a second, `synchronous = FULL`", f"{median(bare):.0f}", ""))
    table.rows.append(("ratio of the two", f"{ratio:.2f}", against(ratio, STORING_RATIO, "×", at_least=True)))
    return [table]


def _cases() -> Iterator[dict[str, str]]:
    for path in sorted(_QUESTIONS.glob("*-figures.jsonl")):
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _read(library: Library, villages_of: dict[str, Villages], case: dict[str, str]) -> object:
    found = villages_of.get(case["plan"], Villages.of(()))
    locality = library.plans[case["plan"]].locality
    return library.figures.read(case["text"], villages=found, own=case["village"], today=_TODAY, locality=locality)


async def _stored() -> float:
    """Let collaborators send figures to the bot; returns how many of them are stored in a second."""
    with tempfile.TemporaryDirectory(prefix="sotay-bench-") as folder:
        path = Path(folder) / "bench.sqlite3"
        _appoint(path)
        async with station() as place, bot_process("tests.bench.ours", place.url, str(path)):
            texts = _texts()
            place.speak(list(islice(texts, WARM_UP)))
            await place.until_answered(WARM_UP)
            begin = time.perf_counter()
            place.speak(list(islice(texts, MESSAGES)))
            await place.until_answered(WARM_UP + MESSAGES)
            seconds = time.perf_counter() - begin
        with closing(sqlite3.connect(path)) as db:
            (count,) = db.execute("SELECT count(*) FROM revisions").fetchone()
    assert count == (WARM_UP + MESSAGES) * len(_MEASURES), f"{count} figures are there"
    return MESSAGES * len(_MEASURES) / seconds


def _texts() -> Iterator[str]:
    """Messages of four figures; each person's next one is of another month, so that all are new.

    No two people's messages of one month are the same: what one message was read as is of no use for the next.
    """
    for number in range(WARM_UP + MESSAGES):
        month, person = divmod(number, PEOPLE)
        lines = (f"{name} {all_ - person // 3**place % 3}/{all_}" for place, (name, all_) in enumerate(_MEASURES))
        yield f"tháng {month % 12 + 1}/{2015 + month // 12}: {', '.join(lines)}"


def _appoint(path: Path) -> None:
    """Make each of the station's people a collaborator of a village of their own."""
    now = datetime.now(UTC)
    with closing(open_database(path)) as db, writing(db):
        for number in range(PEOPLE):
            user, village = 5000 + number, villages.add(db, "tan-khai", f"Khu phố {number + 1}", now=now)
            people.meet(db, user, now=now)
            roles.grant(db, user, "collaborator", plan="tan-khai", village_id=village.id, by=None, now=now)


def _bare_commits() -> float:
    """Commits of one small row a second, each forced to the disk."""
    with (
        tempfile.TemporaryDirectory(prefix="sotay-bench-") as folder,
        closing(sqlite3.connect(Path(folder) / "bare.sqlite3", isolation_level=None)) as db,
    ):
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("CREATE TABLE figures (village, measure, period, numerator, denominator)")
        begin = time.perf_counter()
        for number in range(COMMITS):
            db.execute("INSERT INTO figures VALUES (?, 5, '2025-10', 45, 47)", (number,))
        return COMMITS / (time.perf_counter() - begin)
