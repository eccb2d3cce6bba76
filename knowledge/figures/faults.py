"""Why an amount cannot be stored as it stands."""

from __future__ import annotations

from decimal import Decimal

from knowledge.figures.certainty import may_be_no_result
from knowledge.figures.clause import Clause, names_a_measure
from knowledge.figures.groups import other_group
from knowledge.figures.measures import Named
from knowledge.figures.model import Amount, ProblemKind
from knowledge.figures.mothers import counts_mothers
from knowledge.reading import Reading
from knowledge.wordlists import words


def fault_of(reading: Reading, clause: Clause, amount: Amount, named: Named) -> ProblemKind | None:
    """Return the first thing wrong with an amount of the measures *named*, or None: it is a figure of ``named.one``."""
    kind = _denied_zero(reading, clause, amount) or _fault(amount, named) or _negated(reading, clause, amount)
    if kind is None and may_be_no_result(reading, clause, amount):
        return "unsure"
    if kind is None and named.one and counts_mothers(reading, clause):
        return "not_a_number"
    if kind is None and named.one and other_group(reading, clause, named.one):
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


def _negated(reading: Reading, clause: Clause, amount: Amount) -> ProblemKind | None:
    """See "chưa tiêm 1/47", "còn thiếu 2/47", "57/60 không suy dinh dưỡng": those who are not counted are told."""
    tokens = reading.tokens
    if amount.denominator is None and amount.kind != "percent":
        return None
    denials, left_out, beside = words("not"), words("not-done-yet"), words("beside-not")
    said = {token.key for token in tokens[clause.start : clause.end]}
    if said.isdisjoint(denials) and said.isdisjoint(left_out):  # nearly always
        return None
    measured = {s.start for s in reading.spans if names_a_measure(s, weakly=True)}
    named_behind = measured.isdisjoint(range(clause.start, amount.end))
    for at in range(clause.start, clause.end if named_behind else max(amount.start, amount.end - 1)):
        key = tokens[at].key
        if key in left_out and at == amount.start - 1:
            return "negated"
        if key != "chua" and (key not in denials or key == "k"):
            continue
        after = at + 1
        while after < len(tokens) and tokens[after].key in beside and after not in measured:
            after += 1
        if after in measured or after == amount.start:
            return "negated"
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
