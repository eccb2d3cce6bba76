"""What clauses share: headings, totals, corrections, and what is said once for all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

from knowledge.figures.amounts import Amount
from knowledge.figures.clauses import Clause
from knowledge.figures.measures import Measures
from knowledge.figures.periods import month_of_day
from knowledge.reading import Reading

T = TypeVar("T")


def inherit(reading: Reading, clauses: Sequence[Clause], today: dt.date) -> None:
    """Let a village and a period hold until another is named, and a measure until another, where one is missing."""
    period: str | None = _said_last(clauses, [c.period for c in clauses]) or month_of_day(reading.tokens, today)
    village: tuple[str, int] | None = _said_last(clauses, [c.village for c in clauses])
    whole = False
    before: Clause | None = None
    for clause in clauses:
        village, whole = (clause.village, False) if clause.village else (village, whole or clause.whole_place)
        period = clause.period or period
        clause.village, clause.period, clause.whole_place = village, period, whole and village is None
        if clause.amount is not None and not clause.names_measure and before is not None:
            _take_measure(reading, clause, before)
        if clause.amount is not None or clause.names_measure:
            before = clause


def _said_last(clauses: Sequence[Clause], said: Sequence[T | None]) -> T | None:
    """Return what is said once, behind all amounts: "khai sinh 12/12, tiêm chủng 45/47, T7"."""
    places = [i for i, value in enumerate(said) if value is not None]
    amounts = [i for i, clause in enumerate(clauses) if clause.amount is not None]
    if len(places) == 1 and amounts and places[0] > amounts[-1]:
        return said[places[0]]
    return None


# What may stand beside a village and an amount where the measure was said before: "kp7 được 4/5 cháu".
_SAYS_NOTHING = frozenset(
    "chau em tre be dua te hs nguoi ca vu thi la co duoc dat con cung nua roi va voi so cua trong tren tong khu pho kp"
    " thon ap soc xom to bao cao gui nop ha a nhe nha xong het du chua khong ko k".split()
)


def _says_more(reading: Reading, clause: Clause) -> bool:
    """Tell whether a clause has words that name something, though nothing that we know: "kp7 cái gì 4/5"."""
    assert clause.amount is not None
    said = {i for span in reading.spans for i in range(span.start, span.end)}
    said.update(range(clause.amount.start, clause.amount.end))
    tokens = reading.tokens[clause.start : clause.end]
    unsaid = [t for i, t in enumerate(tokens, clause.start) if i not in said and t.kind == "word"]
    return any(t.key == "gi" for t in tokens) or any(t.key not in _SAYS_NOTHING for t in unsaid)


def _take_measure(reading: Reading, clause: Clause, before: Clause) -> None:
    """Take the measure of the clause before: a heading, or the same one for another village."""
    heading = before.amount is None
    other_village = clause.village != before.village and not _says_more(reading, clause)
    if before.names_measure and (heading or other_village):
        before.used = True
        if heading:
            clause.start = before.start  # so that a problem names the heading too
        clause.foreign = clause.foreign or before.foreign
        clause.concepts = [*before.concepts, *clause.concepts]
        clause.indicators = list(before.indicators)


def pair_counts(clauses: Sequence[Clause], measures: Measures) -> None:
    """Join what two clauses say of one thing.

    "có 20 trẻ 5 tuổi, 19 trẻ đi mẫu giáo" is 19 of 20; "4 em gặp thiên tai, cả 4/4 em được cứu trợ" is 4 of 4. Of
    "tai nạn 3 ca, tử vong 1/3" the 3 is a figure of its own as well, and "tảo hôn 12, khai sinh 3/12" are two things.
    """
    for first, second in pairwise(clauses):
        one, two = first.amount, second.amount
        if one is None or two is None or one.kind != "count":
            continue
        if two.kind == "count" and not first.names_measure and second.names_measure:
            second.amount = Amount(two.start, two.end, "ratio", two.numerator, one.numerator)
            first.amount, first.used = None, True
        elif two.kind == "ratio" and two.denominator == one.numerator and not second.indicators:
            both = list(dict.fromkeys([*first.concepts, *second.concepts]))
            joined, alone = measures.by_concepts(both).one, measures.by_concepts(second.concepts).one
            if alone is not None and joined != alone:
                continue
            second.concepts = both
            cases = measures.by_concepts(first.concepts).one
            if cases is None or cases == joined or not cases.counts_cases:
                first.amount, first.used = None, True


_REMAINDER = frozenset({"con", "sot", "thieu", "vang", "chua"})
_NOT_YET = frozenset({"chua", "sot", "thieu"})


def drop_what_is_no_figure(reading: Reading, clauses: Sequence[Clause]) -> None:
    """Pass over days ("8/3 vui vẻ"), and percentages and remainders of what was just said ("đạt 88,7%", "còn 1 bé")."""
    before: Clause | None = None
    for clause in clauses:
        amount = clause.amount
        if amount is None:
            continue
        of_the_same = not clause.names_measure or _is_rest(reading, clause, before)
        if of_the_same and _repeats(reading, clause, amount, before):
            clause.amount, clause.used = None, True
        else:
            before = clause


def _is_rest(reading: Reading, clause: Clause, before: Clause | None) -> bool:
    """See "còn 2 cháu chưa tiêm" behind "tiêm chủng 45/47": the rest of the same children, to the last."""
    said = before.amount if before else None
    if before is None or said is None or said.denominator is None or clause.amount is None or clause.indicators:
        return False
    words = {t.key for t in reading.tokens[clause.start : clause.end]}
    is_rest = clause.amount.numerator == said.denominator - said.numerator
    return is_rest and bool(words & _NOT_YET) and set(clause.concepts) <= {"child", *before.concepts}


def _repeats(reading: Reading, clause: Clause, amount: Amount, before: Clause | None) -> bool:
    if amount.kind == "ratio" and amount.denominator is not None:
        return 12 >= amount.denominator < amount.numerator <= 31 and not clause.village
    said = before.amount if before and before.line == clause.line else None
    if said is None or said.kind != "ratio" or not said.denominator:
        return False
    if amount.kind == "percent":
        return abs(100 * said.numerator / said.denominator - amount.numerator) < 1
    words = {t.key for t in reading.tokens[clause.start : clause.end]}
    return amount.kind == "count" and bool(words & _REMAINDER) and amount.numerator <= said.denominator - said.numerator


_CORRECTING = frozenset({"nham", "lon", "sai", "moi_dung", "dung_la", "ma_la", "dinh_chinh", "sua_thanh", "sua_lai"})


def drop_corrected(reading: Reading, clauses: Sequence[Clause]) -> None:
    """Let the right figure of a correction stand alone: "30/31, à nhầm 31/31 mới đúng" is 31/31."""
    with_amount = [c for c in clauses if c.amount is not None]
    for wrong, right in pairwise(with_amount):
        assert wrong.amount is not None
        assert right.amount is not None
        keys = [t.key for t in reading.tokens[wrong.amount.end : right.end]]
        said = {*keys, *(f"{a}_{b}" for a, b in pairwise(keys))}
        same = not right.names_measure or set(wrong.concepts) == set(right.concepts)
        if said & _CORRECTING and same and right.line == wrong.line and not (right.village and wrong.village):
            right.concepts, right.indicators = wrong.concepts, wrong.indicators
            right.village = right.village or wrong.village
            wrong.amount, wrong.used = None, True
