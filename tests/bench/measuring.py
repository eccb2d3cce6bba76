"""Times of many calls, and the memory of processes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TypeVar

Asked = TypeVar("Asked")


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of processor time of many calls."""

    milliseconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return median(self.milliseconds)

    @property
    def p99(self) -> float:
        """The time that 99 of 100 calls keep within."""
        return sorted(self.milliseconds)[max(0, -(-len(self.milliseconds) * 99 // 100) - 1)]

    @property
    def worst(self) -> float:
        """The longest."""
        return max(self.milliseconds)


def timed(call: Callable[[Asked], object], asked: Iterable[Asked]) -> Times:
    """Time ``call`` once for each of *asked*, in processor time: other work on the machine does not count."""
    found = []
    for one in asked:
        begin = time.thread_time_ns()
        call(one)
        found.append((time.thread_time_ns() - begin) / 1e6)
    return Times(tuple(found))


@contextmanager
def one_core(number: int = 0) -> Iterator[None]:
    """Keep this process on one core, where the system allows it."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    cores = sorted(before)
    os.sched_setaffinity(0, {cores[number % len(cores)]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def processor_seconds(pid: int) -> float:
    """The processor time that a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii", errors="replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mebibytes(pid: int | str = "self", *, peak: bool = False) -> float:
    """The memory that a process holds now, or held at most."""
    field = "VmHWM:" if peak else "VmRSS:"
    for line in Path(f"/proc/{pid}/status").read_text("ascii", errors="replace").splitlines():
        if line.startswith(field):
            return int(line.split()[1]) / 1024
    raise ValueError(f"no {field} for process {pid}")
