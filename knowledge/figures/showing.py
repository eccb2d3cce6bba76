"""Figures as people read them: "95,7%", "450/470", "3 trường hợp", "chưa đạt"."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from knowledge import formatting
from knowledge.entries import Language
from knowledge.figures.goals import Goal
from knowledge.figures.totals import Total

_CASES: dict[Language, tuple[str, str]] = {"vi": ("trường hợp", "trường hợp"), "en": ("case", "cases")}


def percent(share: Decimal, language: Language) -> str:
    """Print a share in percent with one decimal where it needs one: "95,7%", "100%"."""
    rounded = share.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return formatting.number(formatting.plain_number(rounded), language) + "%"


def count(number: int, language: Language) -> str:
    """Print a whole number: "1.200"."""
    return formatting.number(Decimal(number), language)


def cases(number: int, language: Language) -> str:
    """Print a number of events: "3 trường hợp"."""
    return f"{count(number, language)} {_CASES[language][number != 1]}"


def result(total: Total, language: Language) -> str:
    """Print what figures come to: "450/470 = 95,7%" for a share, "3 trường hợp" for cases."""
    if total.denominator is None:
        return cases(total.numerator, language)
    counts = f"{count(total.numerator, language)}/{count(total.denominator, language)}"
    return counts if total.share is None else f"{counts} = {percent(total.share, language)}"


def is_met(total: Total, percent_alone: Decimal | None, goal: Goal | None) -> bool | None:
    """Tell whether a figure reaches *goal*; None where they cannot be compared."""
    share = percent_alone if total.share is None else total.share
    if goal is None:
        return None
    if total.denominator is None and percent_alone is None:
        return total.numerator == 0 if goal.target.comparison == "eliminate" else None
    return None if share is None else goal.is_met_by(share)
