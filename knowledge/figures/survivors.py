"""Those who drowned, as the word goes, and did not die: "đuối nước 2 ca, không tử vong" are two who were hurt."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from knowledge.figures.clause import Clause

_WATER, _INJURY = "drowning", "injury"
_OF_DEATHS = frozenset({"death", "child"})


def spare(clauses: Sequence[Clause]) -> None:
    """Count as hurt, and as no deaths, what is said to have cost no life right behind."""
    for first, second in pairwise([clause for clause in clauses if clause.amount]):
        hurt = first.amount is not None and first.amount.kind == "count" and _WATER in first.concepts
        dead = second.amount is not None and second.amount.kind == "none" and "death" in second.concepts
        if hurt and dead and set(second.concepts) <= _OF_DEATHS and first.line == second.line:
            first.concepts = [_INJURY if concept == _WATER else concept for concept in first.concepts]
            second.concepts = [*second.concepts, _INJURY]
