"""Two numbers for one thing in one message are asked about: nobody can tell which is right. The same twice is one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from knowledge.figures.calendar import month_of
from knowledge.figures.model import Figure, Problem

_Amount = tuple[int | None, int | None, Decimal | None]
_Place = tuple[str, str | None, str]


def without_contradictions(
    found: Sequence[Figure | Problem | None], said: Sequence[str], today: dt.date
) -> list[Figure | Problem | None]:
    """Make problems of figures that have one measure, village and period, and different numbers; keep equal ones once.

    Args:
        found: What was read, clause by clause.
        said: The words of each clause.
        today: Its month is the period of a figure that names none.
    """
    amounts: dict[_Place, set[_Amount]] = {}
    for one in found:
        if isinstance(one, Figure):
            amounts.setdefault(_place(one, today), set()).add((one.numerator, one.denominator, one.value))
    kept: list[Figure | Problem | None] = []
    for one, words in zip(found, said, strict=True):
        if isinstance(one, Figure) and len(amounts[_place(one, today)]) > 1:
            kept.append(_said_twice(one, words))
        else:
            kept.append(None if isinstance(one, Figure) and one in kept else one)
    return kept


def _place(figure: Figure, today: dt.date) -> _Place:
    return figure.measure.code, figure.village, figure.period or month_of(today)


def _said_twice(figure: Figure, words: str) -> Problem:
    """The figure as a problem, with all that is known of it."""
    counted = figure.numerator is not None
    return Problem(
        "said_twice",
        words.strip(" ,;"),
        (figure.measure,),
        figure.village,
        figure.period,
        numerator=Decimal(figure.numerator) if figure.numerator is not None else figure.value,
        denominator=None if figure.denominator is None else Decimal(figure.denominator),
        percent=not counted and not figure.measure.counts_cases,
    )
