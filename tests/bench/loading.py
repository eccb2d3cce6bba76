"""Loads plans in a process of its own: ``python -m tests.bench.loading PLANS CACHE`` prints seconds and MiB."""

import sys
import time
from pathlib import Path

from knowledge.library import Library
from tests.bench.measuring import resident_mebibytes

if __name__ == "__main__":
    plans, cache = map(Path, sys.argv[1:])
    begin = time.perf_counter()
    library = Library.load((plans,), cache=cache)
    print(time.perf_counter() - begin, resident_mebibytes())
