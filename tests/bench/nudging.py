"""Reminders at the size of the country: 100,000 collaborators in 10,000 villages, over a plan for every commune.

The plans are those of ``country``; their rounds are made by the bot's own way from one yearly deadline in each. A file
with all people is filled once (``reporters``), and fresh processes go through a day with copies of it (``looking``):
the writer is the bot's own, in its thread, with ``synchronous = FULL``, and a small job is put beside each look every
50 ms, as answers to people are.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from typing import Any

from bot.pace import TELEGRAM
from knowledge.library import Library
from tests.bench import reporters
from tests.bench.country import todays_units, write_country
from tests.bench.tables import Table, against

CLAIMED_SECONDS, PEAK_MIB = 10.0, 300.0
_MOST_ROUNDS = 3  # each takes half a minute

Run = Mapping[str, Any]
"""``looking.Looked`` as JSON."""


def measure(folder: Path, rounds: int) -> list[Table]:
    """Fill the database, then look and send in fresh processes; the plans are made in *folder* once."""
    units = todays_units()
    plans, cache = write_country(folder, units), folder / "compiled"
    with tempfile.TemporaryDirectory(prefix="sotay-bench-") as made:
        filled = Path(made) / "filled.sqlite3"
        reporters.fill(filled, Library.load((plans,), cache=cache), [unit.id for unit in units])
        runs = [look_at_copy(filled, plans, cache) for _ in range(min(rounds, _MOST_ROUNDS))]
    runs.sort(key=lambda run: float(run["looks"]["claiming"]["seconds"]))
    return [table(runs[len(runs) // 2], len(units))]


def look_at_copy(filled: Path, plans: Path, cache: Path) -> Run:
    """Go through a day in a fresh process, with a copy of the database *filled*."""
    database = filled.with_name("run.sqlite3")
    shutil.copyfile(filled, database)
    command = [sys.executable, "-m", "tests.bench.looking", str(database), str(plans), str(cache)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"the reminders could not be measured:\n{done.stderr}")
    found: Run = json.loads(done.stdout)
    return found


def table(run: Run, plans: int) -> Table:
    """Show one run."""
    people = reporters.VILLAGES * reporters.A_VILLAGE
    title = f"Reminders: {people:,} collaborators, {reporters.VILLAGES:,} villages, {plans:,} plans"
    found = Table("nudges", title, ("what", "measured", "limit"))
    found.rows = [*_looks(run["looks"]), *_others(run), *_sending(run)]
    interval = TELEGRAM.overall.interval
    found.note = (
        f"Sending all is worked out from the bot's own pace, one message each {interval * 1000:.0f} ms "
        f"(`bot/pace.py`): Telegram allows thirty a second, and {1 / interval:.0f} with short bursts stay below that."
    )
    return found


def _looks(looks: Mapping[str, Run]) -> list[tuple[str, str, str]]:
    """How long the looks of a day take."""
    claiming = looks["claiming"]
    limit = against(claiming["seconds"], CLAIMED_SECONDS, "s")
    return [
        (f"found and claimed: {claiming['claimed']:,} people", f"{claiming['seconds']:.1f} s", limit),
        ("the next look, when all are claimed", f"{looks['next']['seconds']:.1f} s", ""),
        ("a look at night", f"{looks['night']['seconds']:.1f} s", ""),
        ("the day's first look, which makes the rounds of all plans", f"{looks['first']['seconds']:.1f} s", ""),
        ("the daily check", f"{looks['check']['seconds']:.1f} s", ""),
    ]


def _others(run: Run) -> list[tuple[str, str, str]]:
    """What the looks mean for others, and for the machine."""
    claiming = run["looks"]["claiming"]["waits"]
    longest = max(wait for look in run["looks"].values() for wait in look["waits"])
    peak = run["peak_mebibytes"]
    return [
        ("an answer's wait for the writer during claiming, median", f"{median(claiming) * 1000:.0f} ms", ""),
        ("the longest of them", f"{max(claiming) * 1000:.0f} ms", ""),
        ("the longest during any look", f"{longest * 1000:.0f} ms", ""),
        ("a figure comes in while all wait: whose nudges does it end", f"{run['cancelled_ms']:.1f} ms", ""),
        ("memory of the process at its highest", f"{peak:.0f} MiB", against(peak, PEAK_MIB, "MiB")),
        ("of it held before the first look", f"{run['loaded_mebibytes']:.0f} MiB", ""),
    ]


def _sending(run: Run) -> list[tuple[str, str, str]]:
    """How nudges go out, and answers among them."""
    hours = run["looks"]["claiming"]["claimed"] * TELEGRAM.overall.interval / 3600
    return [
        ("writing one nudge when its turn comes, median", f"{run['written_ms']:.1f} ms", ""),
        ("sending all at Telegram's pace", f"{hours:.1f} h", ""),
        ("an answer goes out while all these wait, median", f"{median(run['answers']) * 1000:.0f} ms", ""),
        (f"nudges that overtook one of {len(run['answers'])} answers", str(run["overtaken"]), ""),
    ]
