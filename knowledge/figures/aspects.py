"""What is said once of a level or a group, and holds behind it: "bỏ học cấp 1: 1/140, cấp 2: 3/118"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from knowledge.figures.clause import Clause
from knowledge.figures.measures import Measures

_ASPECTS = frozenset({"dropout", "complete", "cared"})  # concepts that say what is told of a level, or of a group
_GROUP = "special-circumstances"  # of whom there are so many of all children, and so many of whom are cared for
_OF_ALL = "rate"


def carry_aspects(clauses: Sequence[Clause], measures: Measures) -> None:
    """Complete a clause by what the one before told of another level, or by whom it told of.

    "Bỏ học cấp 1 1/140, cấp 2 3/118" are two dropouts. "Trẻ HCĐB 9/240, được trợ giúp 9/9" are how many of all children
    and how many of these: the second total says so.
    """
    counted = [clause for clause in clauses if clause.amount and not clause.indicators]
    for first, second in pairwise(counted):
        if first.line != second.line or measures.by_concepts(second.concepts).one:
            continue
        aspects = [c for c in first.concepts if c in _ASPECTS]
        group = [_GROUP] if _GROUP in first.concepts and _ASPECTS.intersection(second.concepts) else []
        completed = [*(aspects if second.names_measure else group), *second.concepts]
        if len(completed) > len(second.concepts) and measures.by_concepts(completed).one:
            second.concepts = completed
        _tell_of_all(first, second)


def _tell_of_all(first: Clause, second: Clause) -> None:
    """See that the 9 of "9/240" are those of whom "9/9" are cared for."""
    one, two = first.amount, second.amount
    if one is None or two is None or one.kind != "ratio" or two.denominator != one.numerator:
        return
    if _GROUP in first.concepts and _GROUP in second.concepts:
        first.concepts = [*first.concepts, _OF_ALL]
