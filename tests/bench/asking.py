"""How long ``Library.answer`` takes with the five plans."""

from __future__ import annotations

from collections.abc import Sequence

from bot.heap import keep_what_is_loaded
from knowledge.library import Library
from tests.bench.measuring import Times, one_core, timed
from tests.bench.questions import Question, read_questions
from tests.bench.tables import Table, against

MEDIAN_MS, P99_MS = 1.0, 5.0
HEAD = ("Library.answer", "questions", "median ms", "p99 ms", "max ms", "limits: median", "p99")


def measure(rounds: int) -> Table:
    """Ask every question *rounds* times on one core, with the collector of garbage on, as in the running bot."""
    questions = read_questions()
    table = Table("asking", "Five plans, one core", HEAD)
    with one_core():
        library = Library.load()
        keep_what_is_loaded()
        first = ask_all(library, questions)
        best = median_round([ask_all(library, questions) for _ in range(rounds)])
    table.rows = [row("first time asked", first), row(f"asked again, middle of {rounds} rounds", best)]
    return table


def ask_all(library: Library, questions: Sequence[Question]) -> Times:
    """Ask each question once."""
    return timed(lambda q: library.answer(q.text, today=q.today, home=q.home), questions)


def median_round(rounds: Sequence[Times]) -> Times:
    """Return the round with the middle median, so that a noisy moment counts for nothing."""
    return sorted(rounds, key=lambda times: times.median)[len(rounds) // 2]


def row(name: str, times: Times, median_limit: float = MEDIAN_MS, p99_limit: float = P99_MS) -> tuple[str, ...]:
    """Return one row of the table."""
    return (
        name,
        str(len(times.milliseconds)),
        f"{times.median:.2f}",
        f"{times.p99:.2f}",
        f"{times.worst:.1f}",
        against(times.median, median_limit, "ms"),
        against(times.p99, p99_limit, "ms"),
    )
