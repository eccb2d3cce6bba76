"""Soft checks: figures that are possible and yet may be a slip of the finger. They ask, they never refuse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import sqrt
from statistics import median
from typing import Literal, NamedTuple

from knowledge.figures.calendar import contains, rank
from knowledge.figures.model import Measure

DoubtKind = Literal["far", "size", "fell", "fewer", "sum", "part_over_whole", "jumped", "last_year"]

_ENOUGH_HISTORY = 4  # fewer figures say nothing about how much they usually differ
_FAR_DEVIATIONS = 4 * 1.4826  # times the median absolute deviation; 1.4826 makes it a standard deviation
_LEAST_POINTS = 10.0  # percentage points that are never far
_LEAST_CHILDREN = 3.0  # as many children more or fewer are never far, be the village ever so small
_LEAST_CASES = 4.0
_SIZE_FACTOR, _SIZE_LEAST = 3, 20  # 450/470 for 45/47: a whole village does not triple
_LEAP_FACTOR, _LEAP_LEAST = 5, 20  # 1200 injured where there were 3: few figures are enough to ask
_SAME_CHILDREN = 0.2  # totals that differ by less count the same children
_JUMP, _JUMP_LEAST = Fraction(1, 2), 5  # of the children, and so many of them: below, a village is simply small
_INJURED, _DIED = (11, 1), (11, 2)
_UNDER_ONE, _UNDER_FIVE = (5, 1), (5, 2)


class Number(NamedTuple):
    """A figure's numbers: counts, or a value alone (cases, or percent)."""

    numerator: int | None
    denominator: int | None
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a figure is asked about, and the figure it is held against, or the usual level."""

    kind: DoubtKind
    beside: Number


Known = Mapping[tuple[int, int, str], Number]
"""What a village has reported: by indicator, part and period."""


def doubt(measure: Measure, period: str, new: Number, known: Known, *, corrects: bool = False) -> Doubt | None:
    """Return the first reason to ask whether *new* is right, or None.

    Args:
        measure: What is counted.
        period: Of the new figure.
        new: The figure.
        known: All that the village has reported so far; its figure in the new one's own place, which is replaced,
            is held against a leap and a jump alone.
        corrects: It is said to correct what was sent, which may be as far from it as it likes.
    """
    place = (measure.indicator, measure.part)
    others = {p: n for (i, j, p), n in known.items() if (i, j) == place}
    replaced = others.pop(period, None)
    numbers = list(others.values())
    if measure.counts_cases:
        found = _less_than_its_months(period, new, others) or _other_size(new, numbers)
        found = found or (None if corrects else _shrunk(new, replaced) or _leap(period, new, replaced, others))
    else:
        found = _fallen(measure, period, new, others) or _other_size(new, numbers)
        found = found or (None if corrects else _jumped(period, new, replaced, others))
    return _part_over_whole(place, period, new, known) or found or _far(measure, new, numbers)


def _part_over_whole(place: tuple[int, int], period: str, new: Number, known: Known) -> Doubt | None:
    """More dead than injured; fewer children under five than under one."""
    for smaller, larger, amount in ((_DIED, _INJURED, _cases), (_UNDER_ONE, _UNDER_FIVE, _children)):
        if place not in (smaller, larger):
            continue
        other = known.get((*(larger if place == smaller else smaller), period))
        if other is None:
            continue
        part, whole = (new, other) if place == smaller else (other, new)
        one, all_ = amount(part), amount(whole)
        if one is not None and all_ is not None and one > all_:
            return Doubt("part_over_whole", other)
    return None


def _less_than_its_months(period: str, new: Number, others: Mapping[str, Number]) -> Doubt | None:
    """Cases of a longer period are at least those of a shorter one within it."""
    cases = _cases(new)
    for other, number in others.items():
        theirs = _cases(number)
        if (contains(period, other) and cases < theirs) or (contains(other, period) and cases > theirs):
            return Doubt("sum", number)
    return None


def _fallen(measure: Measure, period: str, new: Number, others: Mapping[str, Number]) -> Doubt | None:
    """Children reached among the same children grow within a year: who is vaccinated stays so."""
    if measure.better != "higher" or new.numerator is None or not new.denominator:
        return None
    year = period[:4]
    before = [p for p in others if p[:4] == year != p and rank(p) < rank(period)]
    for earlier in sorted(before if period != year else [], key=rank, reverse=True):
        number = others[earlier]
        if number.numerator is None or not number.denominator:
            continue
        same = abs(new.denominator - number.denominator) <= _SAME_CHILDREN * number.denominator
        if same and number.numerator - new.numerator > max(_LEAST_CHILDREN, 0.1 * number.numerator):
            return Doubt("fell", number)
        return None
    return None


def _other_size(new: Number, others: Sequence[Number]) -> Doubt | None:
    """A total many times that of all other periods."""
    totals = [n.denominator for n in others if n.denominator]
    if not totals or not new.denominator:
        return None
    usual = median(totals)
    high, low = max(new.denominator, usual), min(new.denominator, usual)
    if high < _SIZE_FACTOR * low or high - low < _SIZE_LEAST:
        return None
    return Doubt("size", min(others, key=lambda n: abs((n.denominator or 0) - usual)))


def _shrunk(new: Number, replaced: Number | None) -> Doubt | None:
    """Fewer cases than were told of the same period: "bỏng 1" may be one of the three that are there."""
    return Doubt("fewer", replaced) if replaced and _cases(new) < _cases(replaced) else None


def _leap(period: str, new: Number, replaced: Number | None, others: Mapping[str, Number]) -> Doubt | None:
    """Many times the cases of every period as long, the figure that is replaced among them."""
    cases, beside = _cases(new), [number for p, number in others.items() if _is_as_long(p, period)]
    found = [_cases(number) for number in (replaced, *beside) if number]
    if cases < _LEAP_LEAST or not found or cases <= _LEAP_FACTOR * max(found):
        return None
    return Doubt("far", Number(None, None, Decimal(str(round(median(found), 1)))))


def _jumped(period: str, new: Number, replaced: Number | None, others: Mapping[str, Number]) -> Doubt | None:
    """A share of another half of the children than the one that it replaces, or the one next to it in time."""
    if replaced and (_shifted(new, replaced) or _counts_others(new, replaced)):
        return Doubt("jumped", replaced)
    if replaced:
        return None
    year = len("2025")
    near = [p for p in others if (p[:year] == period[:year] or len(p) == year) and _is_as_long(p, period)]
    nearest = min(near, key=lambda p: (abs(rank(p) - rank(period)), p), default=None)
    beside = others[nearest] if nearest else None
    return Doubt("jumped", beside) if beside and _shifted(new, beside) else None


def _shifted(new: Number, other: Number) -> bool:
    """Tell whether more than half of the same children were reached in the one and not in the other."""
    one, two = _share(new), _share(other)
    totals = [n.denominator for n in (new, other) if n.denominator]
    if one is None or two is None or abs(one - two) <= _JUMP:
        return False
    if totals and max(totals) - min(totals) > _SAME_CHILDREN * min(totals):
        return False
    return all(abs(one - two) * total >= _JUMP_LEAST for total in totals)


def _counts_others(new: Number, replaced: Number) -> bool:
    """Tell whether the total of one and the same period is quite another."""
    if not new.denominator or not replaced.denominator:
        return False
    difference = abs(new.denominator - replaced.denominator)
    return difference >= _JUMP_LEAST and difference > _JUMP * replaced.denominator


def _far(measure: Measure, new: Number, others: Sequence[Number]) -> Doubt | None:
    """Far from the median, measured by how much the village's figures usually differ, with a floor for small counts."""
    if len(others) < _ENOUGH_HISTORY:
        return None
    cases = measure.counts_cases
    level_of = _cases if cases else _percent
    level, found = level_of(new), [x for n in others if (x := level_of(n)) is not None]
    if level is None or len(found) < _ENOUGH_HISTORY:
        return None
    usual = median(found)
    spread = median([abs(x - usual) for x in found])
    if cases:
        floor = max(_LEAST_CASES, 3 * sqrt(usual))
    else:
        floor = max(_LEAST_POINTS, 100 * _LEAST_CHILDREN / new.denominator if new.denominator else 0.0)
    if abs(level - usual) <= max(_FAR_DEVIATIONS * spread, floor):
        return None
    return Doubt("far", Number(None, None, Decimal(str(round(usual, 1)))))


def _is_as_long(one: str, other: str) -> bool:
    """Tell whether both are months, quarters, halves or years."""
    return len(one) == len(other) and one[5:6].strip("0123456789") == other[5:6].strip("0123456789")


def _cases(number: Number) -> float:
    """The cases counted, with a total beside them or alone."""
    return float((number.value or 0) if number.numerator is None else number.numerator)


def _share(number: Number) -> Fraction | None:
    """The share, 0 to 1, from its counts where they are there; None of no children."""
    if number.numerator is not None and number.denominator:
        return Fraction(number.numerator, number.denominator)
    return None if number.value is None else Fraction(number.value) / 100


def _percent(number: Number) -> float | None:
    """The same in percent."""
    share = _share(number)
    return None if share is None else float(100 * share)


def _children(number: Number) -> float | None:
    return None if number.denominator is None else float(number.denominator)
