"""Amounts that only repeat what was just reported, or remark on it: "45/47 (95,7%)", "còn 2 cháu chưa tiêm"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.figures.amounts import counts_children
from knowledge.figures.clause import Clause
from knowledge.figures.linking import says_more
from knowledge.figures.model import Amount
from knowledge.reading import Reading
from knowledge.wordlists import words


def drop_what_is_no_figure(reading: Reading, clauses: Sequence[Clause]) -> None:
    """Pass over days ("8/3 vui vẻ"), and percentages and remainders of what was just said ("đạt 88,7%", "còn 1 bé")."""
    before: Clause | None = None
    for clause in clauses:
        amount = clause.amount
        if amount is None:
            continue
        behind = before if before and before.line == clause.line and not clause.names_measure else None
        if behind and (amount.kind == "increment" or _is_in_brackets(reading, clause, behind)):
            clause.pass_over()  # "nhẹ cân 4/66 (tăng 1 bé)", "mẫu giáo 13/14 (1 cháu về quê)"
            continue
        of_the_same = not clause.names_measure or _is_rest(reading, clause, before)
        if of_the_same and _repeats(reading, clause, amount, before):
            clause.pass_over()
        else:
            before = clause


def _is_in_brackets(reading: Reading, clause: Clause, before: Clause) -> bool:
    """See a remark on what was just reported: "45/47 (2 bé về quê)", "tai nạn 3 ca (2 trai, 1 gái)"."""
    said, amount, tokens = before.amount, clause.amount, reading.tokens
    if said is None or amount is None or amount.kind not in ("count", "none"):
        return False
    opened = reading.text[tokens[said.end - 1].end : tokens[amount.start].start]
    inside = opened.rfind("(") > opened.rfind(")")
    return inside and not _is_elsewhere(clause, before) and amount.numerator <= (said.denominator or said.numerator)


def _is_elsewhere(clause: Clause, before: Clause) -> bool:
    """Tell whether a clause names a village or period of its own."""
    village, period = clause.village not in (None, before.village), clause.period not in (None, before.period)
    return village or period


def _is_rest(reading: Reading, clause: Clause, before: Clause | None) -> bool:
    """See "còn 2 cháu chưa tiêm" behind "tiêm chủng 45/47": the rest of the same children, to the last."""
    said = before.amount if before else None
    if before is None or said is None or said.denominator is None or clause.amount is None or clause.indicators:
        return False
    keys = {t.key for t in reading.tokens[clause.start : clause.end]}
    is_rest = clause.amount.numerator == said.denominator - said.numerator
    return is_rest and bool(keys & words("not-done-yet")) and set(clause.concepts) <= {"child", *before.concepts}


def _repeats(reading: Reading, clause: Clause, amount: Amount, before: Clause | None) -> bool:
    said = before.amount if before and before.line == clause.line else None
    if said is not None and amount == replace(said, start=amount.start, end=amount.end):
        children = {"child"} if amount.kind == "ratio" else set()
        more = clause.village or clause.period or not children.issuperset(clause.concepts)
        return not more and not says_more(reading, clause)  # "45/47 (bốn lăm trên …)"
    if amount.kind == "ratio" and amount.denominator is not None:
        return 12 >= amount.denominator < amount.numerator <= 31 and not clause.village
    if said is None or said.kind != "ratio" or not said.denominator:
        return False
    if amount.kind == "percent":
        return abs(100 * said.numerator / said.denominator - amount.numerator) < 1
    if amount.kind != "count" or before is None or _is_elsewhere(clause, before):
        return False
    keys = {t.key for t in reading.tokens[clause.start : clause.end]}
    counted = amount.end < len(reading.tokens) and counts_children(reading.tokens[amount.end])
    rest = said.denominator - said.numerator
    if amount.numerator == rest and counted:
        return True  # "45/47, 2 cháu đi xa": just as many as are missing
    return amount.numerator <= rest and not keys.isdisjoint(words("left-over"))
