"""Why an amount cannot be stored as it stands."""

from __future__ import annotations

from decimal import Decimal

from knowledge.figures.certainty import may_be_no_result
from knowledge.figures.clause import Clause, names_a_measure
from knowledge.figures.groups import other_group
from knowledge.figures.measures import Named
from knowledge.figures.model import Amount, ProblemKind
from knowledge.figures.mothers import counts_mothers
from knowledge.figures.negations import is_negated
from knowledge.reading import Reading


def fault_of(reading: Reading, clause: Clause, amount: Amount, named: Named) -> ProblemKind | None:
    """Return the first thing wrong with an amount of the measures *named*, or None: it is a figure of ``named.one``."""
    kind = _denied_zero(reading, clause, amount) or _fault(amount, named)
    if kind is None and is_negated(reading, clause, amount):
        return "negated"
    if kind is None and may_be_no_result(reading, clause, amount):
        return "unsure"
    if kind is None and counts_mothers(reading, clause):
        return "not_a_number"
    if kind is None and named.one and other_group(reading, clause, amount, named.one):
        return "other_group"
    return kind


def _fault(amount: Amount, named: Named) -> ProblemKind | None:
    """Return what is wrong with the numbers themselves, or with what they are of."""
    if amount.kind == "unreadable":
        return "not_a_number"
    if amount.numerator < 0:
        return "negative"
    if not named.measures:
        return "unknown_indicator"
    if amount.kind == "increment":
        return "increment"
    measure = named.one
    if measure is None:
        return "ambiguous_indicator"
    if amount.kind != "percent" and not _are_whole(amount):
        return "not_a_number"
    if amount.kind == "percent" and amount.numerator > 100:
        return "impossible_percent"
    if amount.denominator is not None:
        return "numerator_over_denominator" if amount.numerator > amount.denominator else None
    if amount.kind in ("count", "none") and not measure.counts_cases:
        return "missing_denominator"
    return None


def _denied_zero(reading: Reading, clause: Clause, amount: Amount) -> ProblemKind | None:
    """See "không còn cháu nào chưa tiêm", which is no zero; "không có cặp nào cưới khi chưa đủ tuổi" is one."""
    if amount.kind != "none":
        return None
    named = {at for span in reading.spans if names_a_measure(span) for at in range(span.start, span.end)}
    behind = (reading.tokens[at].key for at in range(amount.end, clause.end) if at not in named)
    return "not_a_number" if "chua" in behind else None


TOO_MANY = 100_000_000


def _are_whole(amount: Amount) -> bool:
    """Tell whether what was counted can be whole children: no more than live in the country, and no halves."""
    counts = (amount.numerator, amount.denominator or Decimal(0))
    return all(n < TOO_MANY and n == n.to_integral_value() for n in counts)
