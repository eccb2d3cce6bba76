"""The same work for many items, in short jobs between which others are answered; one that fails stops no other."""

from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic
from typing import TypeVar

from sqlite_utils import Database

from bot.passing import is_passing
from bot.writer import Writer
from handlers.errors import Failure, describe
from storage.database import writing

T = TypeVar("T")
R = TypeVar("R")

_JOB_SECONDS = 0.015  # so long one job keeps the writer from others, who wait for an answer


async def one_by_one(
    writer: Writer, work: Callable[[Database, T], R], found: Sequence[T]
) -> tuple[list[R], dict[Failure, list[T]]]:
    """Do *work* for each of *found*, each in a savepoint of its own.

    Returns:
        What each gave with which it went well, and how it failed with which others.

    Raises:
        sqlite3.OperationalError: The database cannot be used just now.
    """
    outcomes: list[R | Failure] = []
    while len(outcomes) < len(found):
        outcomes += await writer.run(partial(_do_some, work=work, found=found, begin=len(outcomes)))
    failed: dict[Failure, list[T]] = {}
    for one, outcome in zip(found, outcomes, strict=True):
        if isinstance(outcome, Failure):
            failed.setdefault(outcome, []).append(one)
    return [outcome for outcome in outcomes if not isinstance(outcome, Failure)], failed


def _do_some(db: Database, *, work: Callable[[Database, T], R], found: Sequence[T], begin: int) -> list[R | Failure]:
    """In the writer: do *work* for the next of *found*, at least for one, until the job has taken long enough."""
    outcomes: list[R | Failure] = []
    until = monotonic() + _JOB_SECONDS
    for one in found[begin:]:
        outcomes.append(_do_one(db, work, one))
        if monotonic() >= until:
            break
    return outcomes


def _do_one(db: Database, work: Callable[[Database, T], R], one: T) -> R | Failure:
    try:
        with writing(db):
            return work(db, one)
    except Exception as error:
        if is_passing(error):
            raise
        return describe(error)
