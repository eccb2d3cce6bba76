"""What the figures of villages come to: the newest shares, the sum of cases. The rules are in docs/figures.md."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from knowledge.figures.calendar import contains, rank


@dataclass(frozen=True, slots=True)
class Reported:
    """What one village reported of one measure for one period.

    A share has counts, or ``value`` in percent alone. Cases have ``value``, or ``numerator`` where a denominator came
    along. Neither: the village said that it has no figure.
    """

    village: int
    period: str
    numerator: int | None = None
    denominator: int | None = None
    value: Decimal | None = None

    @property
    def is_number(self) -> bool:
        """Whether there is a figure, and not the word that there is none."""
        return self.numerator is not None or self.value is not None

    @property
    def cases(self) -> int:
        """The number of events, for a measure that counts them."""
        return self.numerator if self.numerator is not None else int(self.value or 0)


@dataclass(frozen=True, slots=True)
class Total:
    """Figures added up. ``bare`` counts those that could not be added: percentages without counts."""

    numerator: int = 0
    denominator: int | None = None  # None: cases
    villages: int = 0  # how many have a figure in it
    bare: int = 0

    @property
    def share(self) -> Decimal | None:
        """The share in percent; None for cases, and where nothing was counted."""
        return Decimal(100) * self.numerator / self.denominator if self.denominator else None


def newest(figures: Iterable[Reported], period: str) -> Reported | None:
    """Return the figure whose period ends last, not after the end of *period*; of two that end together the longer.

    A word that there is no figure does not push an older figure aside.
    """
    last = rank_at_end(period)
    return max(
        (f for f in figures if f.is_number and rank(f.period) <= last), key=lambda f: rank(f.period), default=None
    )


def counted(figures: Iterable[Reported], period: str) -> list[Reported]:
    """Return one village's cases that count for *period*: those within it, without those that a longer one replaces.

    Who reports for the half year has its months and quarters in it already, also when they came later.
    """
    kept: list[Reported] = []
    within = (f for f in figures if f.is_number and contains(period, f.period))
    for figure in sorted(within, key=lambda f: rank(f.period) % 10, reverse=True):
        if not any(contains(longer.period, figure.period) for longer in kept):
            kept.append(figure)
    return sorted(kept, key=lambda f: rank(f.period))


def total_of_shares(newest_of_villages: Iterable[Reported]) -> Total:
    """Add up shares, one for each village: numerators and denominators, never percentages."""
    figures = list(newest_of_villages)
    counts = [(f.numerator, f.denominator) for f in figures if f.numerator is not None and f.denominator is not None]
    reached, of = sum(numerator for numerator, _ in counts), sum(denominator for _, denominator in counts)
    return Total(reached, of, len(counts), len(figures) - len(counts))


def total_of_cases(counted_of_villages: Iterable[Reported]) -> Total:
    """Add up the cases of all villages."""
    figures = list(counted_of_villages)
    return Total(sum(f.cases for f in figures), villages=len({f.village for f in figures}))


def rank_at_end(period: str) -> int:
    """Return the highest rank that ends with *period* at the latest, whatever its length."""
    return rank(period) // 10 * 10 + 9
