"""A step of the guided way: what it asks for, and what it takes for an answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from telegram import Message

from handlers.figures import naming, problems, sources, taking
from handlers.figures.batch import Batch
from handlers.figures.reporter import Reporter
from handlers.unit import Unit
from knowledge.figures.model import FigureReading, Measure, Problem, ProblemKind
from knowledge.sentences import say
from storage.asks import Ask
from storage.cells import Cell

# What is wrong with an answer that is told in a word before the step asks again; the others are explained by a line.
_WHY: Mapping[ProblemKind, str] = {
    "negative": "figures_expect_no_minus",
    "numerator_over_denominator": "figures_expect_more",
    "not_a_number": "figures_expect_exact",
    "missing_denominator": "figures_expect_number",
    "unknown_indicator": "figures_expect_number",
}


@dataclass(frozen=True, slots=True)
class Step:
    """The question that is open in a chat, and the message that may answer it."""

    reporter: Reporter
    message: Message
    ask: Ask

    @property
    def unit(self) -> Unit:
        """The update."""
        return self.reporter.unit

    @property
    def cell(self) -> Cell:
        """The figure that is asked for."""
        return Cell(*self.ask.data["cell"])

    @property
    def measure(self) -> Measure:
        """What it measures."""
        return naming.measure_of(self.unit, self.cell)

    @property
    def numerator(self) -> int | None:
        """The children reached, once they were told: then all of them are asked for."""
        told = self.ask.data.get("numerator")
        return None if told is None else int(told)

    def read(self, text: str) -> FigureReading:
        """Read an answer as if the measure stood before it."""
        return self.reporter.read(f"{self.measure.code} {text}")

    def batch(self) -> Batch:
        """Takes what comes of the answer."""
        return Batch(self.reporter, sources.of_message(self.unit, self.message, "dialogue"))


def explain(step: Step, problem: Problem | None) -> None:
    """Say what is expected, and what is wrong with the answer as far as that is known."""
    if problem is None or problem.kind in _WHY:
        step.unit.send(_sentence(step, _WHY[problem.kind] if problem else "figures_expect_number"))
        return
    batch = step.batch()
    problems.explain(batch, problem, village=None, period=problem.period or step.cell.period)
    taking.send(step.unit, batch)


def _sentence(step: Step, why: str) -> str:
    """What the step takes; Telegram HTML."""
    language, numerator = step.unit.language, step.numerator
    if step.measure.counts_cases:
        key = "figures_expect_cases"
    else:
        key = "figures_expect_share" if numerator is None else "figures_expect_total"
    label, figure = naming.label(step.unit, step.measure), "" if numerator is None else str(numerator)
    return f"{say(why, language)} {say(key, language, label=label, figure=figure)}"
