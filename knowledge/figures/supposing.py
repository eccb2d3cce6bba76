"""Totals that are not said as such, and may be meant: "ks 12 14", "chích đủ 31 đứa, còn 2 đứa chưa"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from knowledge.figures.clause import Clause
from knowledge.figures.measures import Measures
from knowledge.reading import Reading
from knowledge.wordlists import words

_MOST = 100_000  # children of one village, and more


def suppose_numbers_behind(clauses: Sequence[Clause], measures: Measures) -> None:
    """Note the 14 of "ks 12 14", with nothing between, as what the 12 may be of; both are asked about in one line."""
    for first, second in pairwise([clause for clause in clauses if clause.amount]):
        one, two = first.amount, second.amount
        if one is None or two is None or not _goes_on(first, second, measures):
            continue
        if two.start == one.end and two.end == second.end and one.numerator <= two.numerator < _MOST:
            first.total = two.numerator
            second.pass_over()


def suppose_the_rest(reading: Reading, clauses: Sequence[Clause], measures: Measures) -> None:
    """Add those who are left over to a count without its total, "31 đứa, còn 2 đứa chưa": it may be of as many."""
    for first, second in pairwise([clause for clause in clauses if clause.amount]):
        one, two = first.amount, second.amount
        if one is None or two is None or first.total is not None or not _goes_on(first, second, measures):
            continue
        said = {token.key for token in reading.tokens[one.end : second.end]}
        if not said.isdisjoint(words("left-over")):
            first.total = one.numerator + two.numerator
            second.pass_over()


def _goes_on(first: Clause, second: Clause, measures: Measures) -> bool:
    """Tell whether two counts stand in one line, that of a share and one that is said of nothing else."""
    one, two = first.amount, second.amount
    counts = one is not None and two is not None and one.kind == two.kind == "count"
    elsewhere = second.names_measure or second.villages or second.period
    if not counts or elsewhere or first.line != second.line:
        return False
    measure = measures.by_concepts(first.concepts).one
    return bool(first.indicators) or (measure is not None and not measure.counts_cases)
