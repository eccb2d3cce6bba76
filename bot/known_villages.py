"""Whether a village that ``sotay invite`` names is a slip of the finger: that must not make a new one.

Another number ("Khu phố 4" beside "Khu phố 3") is another village. Nearly the same words with the same numbers are not.
"""

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from rapidfuzz import fuzz

from bot.errands import ErrandError
from knowledge.figures.villages import spelling, village_key
from storage import villages
from storage.database import reading
from storage.troubles import in_words

_ALIKE = 80  # of 100; two letters of a short name apart
_DIGITS = re.compile(r"\d+")


class MisspeltVillageError(ErrandError):
    """A plan has a village of nearly this name."""

    def __init__(self, plan: str, name: str, nearest: str) -> None:
        super().__init__(f"{plan} has no village {name!r}, but {nearest!r}. If it is another one, add --new.")


def require_no_slip(database: Path, plan: str, name: str) -> None:
    """Refuse a village whose name is nearly that of another one of *plan*.

    Raises:
        MisspeltVillageError: It is; the message names the other one.
        ErrandError: The database cannot be read.
    """
    try:
        there = _names(database, plan)
    except sqlite3.Error as error:
        raise ErrandError(f"BOT_DATABASE cannot be used: {in_words(error)}.") from error
    nearest = _nearest(name, there)
    if nearest is not None:
        raise MisspeltVillageError(plan, name, nearest)


def _nearest(name: str, there: Sequence[str]) -> str | None:
    """The village that may have been meant; None when the name is one of them, or like none."""
    if spelling(name) in map(spelling, there):
        return None
    key, keys = village_key(name), {known: village_key(known) for known in there}
    same_numbers = [known for known, other in keys.items() if _DIGITS.findall(other) == _DIGITS.findall(key)]
    best = max(same_numbers, key=lambda known: fuzz.ratio(keys[known], key), default=None)
    return best if best is not None and fuzz.ratio(keys[best], key) >= _ALIKE else None


def _names(database: Path, plan: str) -> list[str]:
    """The villages of *plan*; none before the first start has made the database."""
    if not database.is_file():
        return []
    with reading(database) as db:
        return villages.names(villages.of_plan(db, plan)) if db["villages"].exists() else []
