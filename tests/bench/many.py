"""The same with a plan for every province and commune of the country."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bot.heap import keep_what_is_loaded
from knowledge.library import Library
from tests.bench.asking import HEAD, ask_all, median_round, row
from tests.bench.country import Unit, todays_units, write_country
from tests.bench.measuring import one_core, timed
from tests.bench.questions import DAY, Place, about_other_places, plain, read_questions
from tests.bench.tables import Table, against

MEDIAN_MS, P99_MS, START_SECONDS = 2.0, 10.0, 5.0


def measure(folder: Path, rounds: int) -> list[Table]:
    """Measure the start and the answers with all synthetic plans; the files are made in *folder* once."""
    units = todays_units()
    plans = write_country(folder, units)
    cache = folder / "compiled"
    begin = time.perf_counter()
    Library.load((plans,), cache=cache)
    first_start = time.perf_counter() - begin
    return [_starts(plans, cache, first_start, rounds), _answers(plans, cache, units, rounds)]


def _starts(plans: Path, cache: Path, first_start: float, rounds: int) -> Table:
    """Load in fresh processes."""
    found = sorted(fresh_start(plans, cache) for _ in range(rounds))
    seconds, mebibytes = found[len(found) // 2]
    table = Table("many-start", f"{len(todays_units()):,} synthetic plans: start", ("Library.load", "", "limit"))
    kept = next(cache.glob("*.bin"))
    table.rows = [
        ("with a warm cache, fresh process", f"{seconds:.2f} s", against(seconds, START_SECONDS, "s")),
        ("memory of that process", f"{mebibytes:.0f} MiB", ""),
        ("size of the cache", f"{kept.stat().st_size / 2**20:.0f} MiB", ""),
    ]
    if first_start > 2 * START_SECONDS:  # in this run the plans were compiled
        table.rows.append(("without a cache: reading and checking all YAML", f"{first_start:.0f} s", ""))
    return table


def fresh_start(plans: Path, cache: Path) -> tuple[float, float]:
    """Return how many seconds a fresh process needs to load, and the MiB it then holds."""
    shown = subprocess.run(
        [sys.executable, "-m", "tests.bench.loading", str(plans), str(cache)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    seconds, mebibytes = shown.split()
    return float(seconds), float(mebibytes)


def _answers(plans: Path, cache: Path, units: Sequence[Unit], rounds: int) -> Table:
    """Ask the questions as they are, and about places drawn from the whole country."""
    questions = read_questions()
    places = [Place(unit.name, unit.province) for unit in units]
    table = Table("many-asking", f"{len(units):,} synthetic plans, one core", HEAD)
    with one_core():
        library = Library.load((plans,), cache=cache)
        keep_what_is_loaded()
        ask_all(library, questions)
        as_they_are = median_round([ask_all(library, questions) for _ in range(rounds)])
        # Other places in each round: most plans are then read from the cache file for the first time.
        asked = [about_other_places(questions, places, seed) for seed in range(rounds)]
        elsewhere = median_round(
            [timed(lambda text: library.answer(text, today=DAY), [text for text, _ in rows]) for rows in asked]
        )
    table.rows = [
        row("the questions as they are", as_they_are, MEDIAN_MS, P99_MS),
        row("about places of the whole country", elsewhere, MEDIAN_MS, P99_MS),
    ]
    table.note = _outcomes(library, asked[0])
    return table


def outcomes(library: Library, asked: Sequence[tuple[str, Place]]) -> Counter[str]:
    """Count the replies by kind, and two faults.

    "silent": answered from one of several namesakes, though no province was typed; a level word ("xã", "phường") that
    only one of them has settles it too, and is counted here all the same. "elsewhere": from a place of another name.
    """
    found: Counter[str] = Counter()
    for text, place in asked:
        reply = library.answer(text, today=DAY)
        named = {plan for plan in library.plans if library.places.locality(plan).name == place.name}
        cited = {citation.plan for citation in reply.citations}
        settled = place.province and plain(place.province) in plain(text)
        found[reply.kind] += 1
        found["silent"] += reply.kind == "answer" and not settled and len(named) > 1 and len(cited & named) == 1
        found["elsewhere"] += reply.kind == "answer" and bool(cited) and not cited & named
    return found


def _outcomes(library: Library, asked: Sequence[tuple[str, Place]]) -> str:
    found = outcomes(library, asked)
    return (
        f"Of {len(asked)} questions about drawn places {found['answer']} are answered, {found['clarify']} asked back; "
        f"{found['silent']} answered from one of several places of that name (told apart by their level), "
        f"{found['elsewhere']} from a place of another name."
    )
