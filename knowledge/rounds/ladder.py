"""The stages of a reminder: so many working days before a due day, on it, and after it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.rounds.days import working_day

Offsets = tuple[int, ...]
"""Working days from the due day, in order: -3 is three before it, 0 the day itself, 1 the first one after it."""

COLLABORATORS: Offsets = (-7, -3, -1, 0, 1, 3)
STAFF: Offsets = (-14, -7, -3, -1, 0, 1, 2, 3, 4, 5)
_FARTHEST = 30
_OFFSET = re.compile(r"[+-]?\d{1,2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the ladder, and the days on which it is still true."""

    offset: int
    first: dt.date
    until: dt.date  # the day before the next step; a step before the due day never lives beyond that


@lru_cache(maxsize=4096)
def stages(due: dt.date, offsets: Offsets) -> tuple[Stage, ...]:
    """Return the steps of the ladder that leads to *due*, in order.

    A due day at a weekend or on a holiday is counted from the working day before it: nobody reports on a Sunday.
    """
    firsts = [(offset, working_day(due, offset)) for offset in sorted(offsets)]
    ends = [following - dt.timedelta(days=1) for _, following in firsts[1:]]
    ends += [dt.date.max] if firsts else []  # a ladder may be empty: nobody is to be reminded
    return tuple(
        Stage(offset, first, min(end, due if offset <= 0 else working_day(first, 1)))
        for (offset, first), end in zip(firsts, ends, strict=True)
    )


def stage_on(day: dt.date, due: dt.date, offsets: Offsets) -> Stage | None:
    """Return the step that is true on *day*; None before the first, after the last, and between."""
    return next((stage for stage in stages(due, offsets) if stage.first <= day <= stage.until), None)


def parse_offsets(text: str) -> Offsets | None:
    """Read "7 3 1 0 +1 +3", where a bare number lies before the due day; None when it is no ladder."""
    words = text.replace(",", " ").split()
    if not words or not all(_OFFSET.fullmatch(word) for word in words):
        return None
    found = sorted({int(word) if word[0] in "+-" else -int(word) for word in words})
    return tuple(found) if all(abs(offset) <= _FARTHEST for offset in found) else None


def print_offsets(offsets: Sequence[int]) -> str:
    """Print offsets as ``parse_offsets`` reads them."""
    return " ".join(str(-offset) if offset <= 0 else f"+{offset}" for offset in offsets)
