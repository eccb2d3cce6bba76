"""``make bench``: all tables, or those named; ``--markdown`` also writes them into docs/benchmarks.md."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.bench import asking, figures, many, messages, nudging, peers, whole
from tests.bench.tables import Table, write_between_markers

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "benchmarks.md"
FILES = ROOT / ".cache" / "bench"  # the synthetic plans and their compiled form: made once, 160 MB

PARTS: Mapping[str, Callable[[int], list[Table]]] = {
    "asking": lambda rounds: [asking.measure(rounds)],
    "peers": lambda _: [peers.measure()],
    "whole": whole.measure,
    "messages": messages.measure,
    "figures": figures.measure,
    "many": lambda rounds: many.measure(FILES, rounds),
    "nudges": lambda rounds: nudging.measure(FILES, rounds),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="what to measure; everything when left out")
    parser.add_argument("--rounds", type=int, default=5, help="how often each measurement is made, in turn")
    parser.add_argument("--markdown", action="store_true", help="write the tables into docs/benchmarks.md too")
    chosen = parser.parse_args()
    tables = [_machine()]
    print(tables[0].text(), flush=True)
    for name in chosen.parts or PARTS:
        for table in PARTS[name](chosen.rounds):
            tables.append(table)
            print("\n" + table.text(), flush=True)
    if chosen.markdown:
        write_between_markers(PAGE, tables)


def _machine() -> Table:
    """What this was measured on."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    row = (f"{platform.system()} {platform.machine()}", str(cores), f"{os.getloadavg()[0]:.1f}", sys.version.split()[0])
    return Table("machine", "Measured on", ("system", "cores", "load at the beginning", "Python"), [row])


if __name__ == "__main__":
    main()
