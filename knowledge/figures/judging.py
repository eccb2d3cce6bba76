"""One clause judged: a figure, a problem to be asked about, or nothing at all."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from knowledge import vietnamese
from knowledge.figures.clause import Clause, words_of
from knowledge.figures.faults import TOO_MANY, fault_of
from knowledge.figures.measures import Measures, Named
from knowledge.figures.model import Amount, Figure, Measure, Problem, ProblemKind, period_has_begun
from knowledge.figures.period_forms import UNCLEAR
from knowledge.figures.remarks import tells_of_births
from knowledge.phrasebook import phrases
from knowledge.reading import Reading


class Judge:
    """Tells what the clauses of messages say, once they are settled."""

    def __init__(self, measures: Measures) -> None:
        self._measures = measures

    def judge(self, reading: Reading, clause: Clause, own: str | None, today: dt.date) -> Figure | Problem | None:
        """Return the figure of a clause, or why it is none; None where it says nothing of a figure.

        Args:
            reading: The message.
            clause: One of its clauses, settled.
            own: The sender's own village, see ``FigureReader.read``.
            today: The day in Vietnam.
        """
        amount = clause.amount
        if amount is None:
            return self._reference(reading, clause) if clause.refers else None
        named = self._counted(reading, clause, amount)
        nameless = amount.kind == "none" and not named.measures and not clause.foreign
        if nameless and (clause.village is None or phrases("nothing-else").search(_folded(reading, clause))):
            return None  # "không có gì thêm"; "kp3 không có gì" is asked about
        village = None if clause.whole_place else own if clause.village is None else clause.village.name
        kind = _fault(reading, clause, amount, named, today)
        if kind:
            return _problem(kind, reading, clause, amount, named, village)
        assert named.one is not None
        return _as_figure(named.one, amount, village, clause.period)

    def _counted(self, reading: Reading, clause: Clause, amount: Amount) -> Named:
        """Return what the amount of a clause may count, by what it names and by what is told of it."""
        named = self.named(clause)
        if tells_of_births(clause):
            return self._measures.by_concepts([*clause.concepts, "death"])
        if clause.drowned or (amount.numerator and _may_be_alive(reading, clause)):
            return self._measures.by_number(*_INJURIES_AND_DEATHS)
        if clause.part:
            return self._measures.by_concepts(["injury"])
        if named.one is None and not clause.indicators and _is_of_all(reading, amount):
            return self._measures.by_concepts([*clause.concepts, "rate"])
        return named

    def named(self, clause: Clause) -> Named:
        """Return what a clause says is counted: one measure, several that it may mean, or none."""
        if clause.foreign:
            return Named(())
        if clause.indicators:
            number, part = clause.indicators[-1]
            by_number = self._measures.by_number(number, part)
            by_words = self._measures.by_concepts(clause.concepts)
            both = tuple(m for m in by_number.measures if m in by_words.measures)
            if both or not by_words.measures:
                return Named(both) if both else by_number
            # "khai sinh 20/20 đạt chỉ tiêu năm": one of the two is meant, and nobody can tell which.
            return Named((*by_number.measures, *by_words.measures))
        return self._measures.by_concepts(clause.concepts)

    def blanks(self, reading: Reading, clauses: Sequence[Clause]) -> list[Problem]:
        """Find lines that were sent as they stood ready, dots and all: "khai sinh …/…"."""
        blank = [c for c in clauses if _BLANK.search(words_of(reading, c))]
        return [
            Problem("not_a_number", words_of(reading, c), named.measures)
            for c in blank
            if (named := self.named(c)).measures
        ]

    def of_elsewhere(self, reading: Reading, clauses: Sequence[Clause]) -> tuple[Problem, ...]:
        """Ask about each figure of another place; without any, the message is no report."""
        told = [
            _problem("other_place", reading, clause, clause.amount, named, None)
            for clause in clauses
            if clause.amount and (named := self.named(clause)).measures
        ]
        return tuple(told) or (Problem("no_figure", ""),)

    def _reference(self, reading: Reading, clause: Clause) -> Problem:
        """Ask for the number of what is said to be as it was."""
        return Problem("not_a_number", words_of(reading, clause), self.named(clause).measures)


def _fault(reading: Reading, clause: Clause, amount: Amount, named: Named, today: dt.date) -> ProblemKind | None:
    """Return why the amount of a clause cannot be stored as it stands, the gravest first; None where it can."""
    if clause.village is not None and not clause.village.known:
        return "unknown_village"
    if clause.crowded:
        return "several_villages"
    if clause.period == UNCLEAR:
        return "unclear_period"
    if clause.period and not period_has_begun(clause.period, today):
        return "future_period"
    if tells_of_births(clause):
        return "ambiguous_indicator"
    if clause.part and named.one:
        return "part"
    return fault_of(reading, clause, amount, named) or ("unsure" if clause.supposed else None)


def _is_of_all(reading: Reading, amount: Amount) -> bool:
    """See "9 đứa trong tổng số 231 đứa" and "3/188 trẻ toàn thôn": a share of all children."""
    behind = [token.key for token in reading.tokens[amount.end : amount.end + 2]]
    within = [token.key for token in reading.tokens[amount.start : amount.end]]
    told = {*within, *(behind if "toan" in behind else ())}
    among = ("trong", "do") in pairwise(within)  # "tổng số trẻ 412, trong đó …"
    return amount.kind == "ratio" and (among or not told.isdisjoint(("tong", "toan", "het")))


_BLANK = re.compile(r"(?:…|\.{2,}|_+)\s*/\s*(?:…|\.{2,}|_+)")


def _folded(reading: Reading, clause: Clause) -> str:
    return " ".join(token.key for token in reading.tokens[clause.start : clause.end])


_INJURIES_AND_DEATHS = (11, None)


def _may_be_alive(reading: Reading, clause: Clause) -> bool:
    """See "1 cháu đuối nước, đã cứu được" and "2 bé té sông": who drowned counts as dead, who fell in may not be."""
    if "drowning" not in clause.concepts:
        return False
    line = reading.text[: reading.tokens[clause.start].start].count("\n")
    said = vietnamese.fold(reading.text.split("\n")[line])
    if phrases("saved").search(said):
        return True
    if "death" in clause.concepts or phrases("died").search(said):
        return False
    fell = phrases("fell-in-water").search(said) and "duoi nuoc" not in said
    return bool(fell) or ("injury" in clause.concepts and not clause.part)  # "tai nạn 1 cháu đuối nước"


def _problem(
    kind: ProblemKind, reading: Reading, clause: Clause, amount: Amount, named: Named, village: str | None
) -> Problem:
    """Return a problem with all that is known of its clause."""
    counts = (amount.numerator, amount.denominator or Decimal(0))
    guessed = amount.kind == "unreadable" and amount.denominator is not None
    told = (guessed or amount.kind not in ("unreadable", "increment")) and kind != "several_villages"
    told = told and (kind != "part" or clause.summed)
    readable = told and all(abs(n) < TOO_MANY for n in counts)
    return Problem(
        kind,
        words_of(reading, clause),
        named.measures,
        village,
        period=None if clause.period == UNCLEAR else clause.period,
        numerator=amount.numerator if readable else None,
        denominator=(clause.total if kind == "missing_denominator" else amount.denominator) if readable else None,
        percent=amount.kind == "percent",
    )


def _as_figure(measure: Measure, amount: Amount, village: str | None, period: str | None) -> Figure:
    if amount.denominator is not None:
        return Figure(measure, int(amount.numerator), int(amount.denominator), None, village, period)
    value = Decimal(0) if amount.kind == "none" else amount.numerator
    return Figure(measure, None, None, value, village, period)
