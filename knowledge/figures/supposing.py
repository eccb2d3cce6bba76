"""Totals that are not said as such, and may be meant: "ks 12 14", "chích đủ 31 đứa, còn 2 đứa chưa"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from knowledge.figures.clause import Clause
from knowledge.figures.measures import Measures
from knowledge.reading import Reading
from knowledge.wordlists import words

_MOST = 100_000  # children of one village, and more


def suppose_totals(reading: Reading, clauses: Sequence[Clause], measures: Measures) -> None:
    """Note what a count without its total may be of, so that both are asked about in one line."""
    for first, second in pairwise([clause for clause in clauses if clause.amount]):
        measure = measures.by_concepts(first.concepts).one
        named = bool(first.indicators) or (measure is not None and not measure.counts_cases)
        if not named or not _goes_on(first, second):
            continue
        total = _number_behind(reading, first, second) or _with_the_rest(reading, first, second)
        if total and total < _MOST:
            first.total = total
            second.pass_over()


def _goes_on(first: Clause, second: Clause) -> bool:
    """Tell whether two counts stand in one line, and the second is said of nothing else."""
    one, two = first.amount, second.amount
    counts = one is not None and two is not None and one.kind == two.kind == "count" and one.numerator >= 0
    elsewhere = second.names_measure or second.villages or second.period
    return counts and not elsewhere and first.line == second.line


def _number_behind(reading: Reading, first: Clause, second: Clause) -> Decimal | None:
    """See the 14 of "ks 12 14", with nothing between or behind."""
    one, two = first.amount, second.amount
    assert one is not None and two is not None
    alone = two.start == one.end and two.end == second.end
    last = second.end == len(reading.tokens) or reading.tokens[second.end].kind == "separator"
    return two.numerator if alone and last and two.numerator >= one.numerator else None


def _with_the_rest(reading: Reading, first: Clause, second: Clause) -> Decimal | None:
    """Add those who are left over: "31 đứa, còn 2 đứa chưa"."""
    one, two = first.amount, second.amount
    assert one is not None and two is not None
    said = {token.key for token in reading.tokens[one.end : second.end]}
    return one.numerator + two.numerator if not said.isdisjoint(words("left-over")) else None
