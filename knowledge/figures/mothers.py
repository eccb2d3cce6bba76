"""Mothers with HIV, counted beside the children who caught it: "24 mẹ nhiễm HIV, 1 bé bị lây" is 1 of 24."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from knowledge.figures.clause import Clause
from knowledge.figures.model import Amount
from knowledge.reading import Reading
from knowledge.wordlists import words

_HIV = "hiv"


def join_mothers(reading: Reading, clauses: Sequence[Clause]) -> None:
    """Join how many mothers there are to how many of their children were infected."""
    counted = [clause for clause in clauses if clause.amount is not None]
    for mothers, children in pairwise(counted):
        one, two = mothers.amount, children.amount
        if one is None or two is None or one.kind != "count" or two.kind not in ("count", "none"):
            continue
        if counts_mothers(reading, mothers) and _tells_of_children(reading, children):
            children.amount = Amount(two.start, two.end, "ratio", two.numerator, one.numerator)
            children.concepts = [_HIV]
            mothers.pass_over()


def counts_mothers(reading: Reading, clause: Clause) -> bool:
    """Tell whether a clause counts mothers with HIV, who are not the children that the figure is about."""
    keys = ["", *(token.key for token in reading.tokens[clause.start : clause.end])]
    if ("me", "nhiem") in pairwise(keys) and words("passing-on").isdisjoint(keys) and keys.count("nhiem") == 1:
        return _HIV in clause.concepts  # also "3 cháu đẻ ra từ mẹ nhiễm HIV"
    of_mothers = words("mothers")
    mothers = any(key in of_mothers and before not in ("tu", "cua") for before, key in pairwise(keys))
    return _HIV in clause.concepts and mothers and not _passed_on(keys)


def _passed_on(keys: Sequence[str]) -> bool:
    """Tell whether children are spoken of, beyond that they were born: "sinh con"."""
    passed_on = words("passed-on")
    return any(key in passed_on and before not in ("sinh", "de") for before, key in pairwise(keys))


def _tells_of_children(reading: Reading, clause: Clause) -> bool:
    keys = ["", *(token.key for token in reading.tokens[clause.start : clause.end])]
    return set(clause.concepts) <= {_HIV, "child"} and _passed_on(keys)
