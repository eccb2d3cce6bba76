"""What clauses share: headings, totals, corrections, and what is said once for all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import TypeVar

from knowledge.figures.amounts import Amount
from knowledge.figures.clauses import Clause
from knowledge.figures.measures import Measures
from knowledge.figures.periods import month_of_day
from knowledge.reading import Reading

T = TypeVar("T")


def spread_none(reading: Reading, clauses: Sequence[Clause]) -> None:
    """Let "đều không có" hold for all that is listed before it: "tảo hôn, xâm hại đều không có"."""
    for index, clause in enumerate(clauses):
        if clause.amount is None or clause.amount.kind != "none":
            continue
        if all(token.key != "deu" for token in reading.tokens[clause.start : clause.end]):
            continue
        for listed in reversed(clauses[:index]):
            if listed.amount is not None or not listed.names_measure or listed.line != clause.line:
                break
            listed.amount = clause.amount


def deal_out(clauses: Sequence[Clause]) -> None:
    """Give each of several villages in a row its own amount: "mẫu giáo kp1, kp2 lần lượt là 15/16, 22/22".

    Where there are not as many amounts as villages, nobody can tell whose they are: they are crowded.
    """
    for index, clause in enumerate(clauses):
        if clause.amount is None or not clause.villages:
            continue
        first = index
        while first and clauses[first - 1].amount is None and clauses[first - 1].line == clause.line:
            first -= 1
        named = list(dict.fromkeys(village for c in clauses[first : index + 1] for village in c.villages))
        if len(named) < 2:
            continue
        behind = takewhile(lambda c: not c.villages and not c.names_measure, clauses[index + 1 :])
        owners = [clause, *(c for c in behind if c.amount is not None)]
        for at, owner in enumerate(owners):
            owner.villages = [named[at]] if len(owners) == len(named) else owner.villages
            owner.crowded = len(owners) != len(named)


def inherit(reading: Reading, clauses: Sequence[Clause], today: dt.date) -> None:
    """Let a village and a period hold until another is named, and a measure until another, where one is missing."""
    last_period = _said_last(clauses, [c.period for c in clauses], "period")
    period: str | None = last_period or month_of_day(reading.tokens, today)
    village: tuple[str, int] | None = _said_last(clauses, [c.village for c in clauses], "village")
    whole = False
    before: Clause | None = None
    for clause in clauses:
        village, whole = (clause.village, False) if clause.village else (village, whole or clause.whole_place)
        period = clause.period or period
        clause.villages = [village] if village else []
        clause.period, clause.whole_place = period, whole and village is None
        if clause.amount is not None and not clause.names_measure and before is not None:
            _take_measure(reading, clause, before)
        elif clause.amount is not None and not clause.names_measure:
            _take_what_follows(clauses, clause)
        if clause.amount is not None or clause.names_measure:
            before = clause


def _said_last(clauses: Sequence[Clause], said: Sequence[T | None], what: str) -> T | None:
    """Return what is said once, behind all amounts: "khai sinh 12/12, tiêm chủng 45/47, T7"."""
    places = [i for i, value in enumerate(said) if value is not None]
    amounts = [i for i, clause in enumerate(clauses) if clause.amount is not None]
    if len(places) != 1 or not amounts or places[0] < amounts[-1]:
        return None
    behind = places[0] > amounts[-1] or what in clauses[places[0]].behind
    return said[places[0]] if behind else None


# What may stand beside a village and an amount where the measure was said before: "kp7 được 4/5 cháu".
_SAYS_NOTHING = frozenset(
    "chau em tre be dua te hs nguoi ca vu thi la co duoc dat con cung nua roi va voi so cua trong tren tong khu pho kp"
    " thon ap soc xom to bao cao gui nop ha a nhe nha xong het du chua khong ko k cap vu truong hop dua ho".split()
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
    """Take the measure of the clause before: a heading, or the same one for another village or period."""
    heading = before.amount is None
    elsewhere = (clause.village, clause.period) != (before.village, before.period) and not _says_more(reading, clause)
    if before.names_measure and (heading or elsewhere):
        before.used = True
        if heading:
            clause.start = before.start  # so that a problem names the heading too
        clause.foreign = clause.foreign or before.foreign
        clause.concepts = [*before.concepts, *clause.concepts]
        clause.indicators = list(before.indicators)


def _is_reached(reading: Reading, first: Clause, second: Clause, measures: Measures) -> bool:
    """See "có 31 cháu dưới 1 tuổi, đã tiêm chủng 30 cháu" as 30 of 31: what was done with how many of them."""
    one, two = first.amount, second.amount
    if one is None or two is None or not first.names_measure or first.line != second.line:
        return False
    both = measures.by_concepts([*first.concepts, *second.concepts])
    measure = both.one or measures.by_concepts(first.concepts).one
    if measure is None or measure.counts_cases or first.indicators or second.indicators:
        return False
    if second.names_measure and measures.by_concepts(second.concepts).measures not in ((), (measure,)):
        return False
    between = reading.tokens[one.end : two.start]
    if not second.names_measure and not any(token.kind == "separator" for token in between):
        return True  # "có 20 bé 5 tuổi mà đi mẫu giáo 19 bé"
    words = {token.key for token in reading.tokens[one.end : second.end]}
    return two.numerator <= one.numerator and not words.isdisjoint(_DONE) and words.isdisjoint(_REMAINDER)


_DONE = frozenset({"da", "duoc"})


def _take_what_follows(clauses: Sequence[Clause], clause: Clause) -> None:
    """Let the first amount have the only measure, named behind a comma: "17/17 xã, thị trấn phù hợp với trẻ em"."""
    rest = [c for c in clauses if c is not clause]
    named = [c for c in rest if c.names_measure]
    if len(named) == 1 and all(c.amount is None for c in rest) and named[0].line == clause.line:
        named[0].used = True
        clause.foreign = named[0].foreign
        clause.concepts, clause.indicators = [*clause.concepts, *named[0].concepts], list(named[0].indicators)


def pair_counts(reading: Reading, clauses: Sequence[Clause], measures: Measures) -> None:
    """Join what two clauses say of one thing.

    "có 20 trẻ 5 tuổi, 19 trẻ đi mẫu giáo" is 19 of 20; "4 em gặp thiên tai, cả 4/4 em được cứu trợ" is 4 of 4. Of
    "tai nạn 3 ca, tử vong 1/3" the 3 is a figure of its own as well, and "tảo hôn 12, khai sinh 3/12" are two things.
    """
    for first, second in pairwise(clauses):
        one, two = first.amount, second.amount
        if one is None or two is None or one.kind != "count":
            continue
        if two.kind == "count" and _is_reached(reading, first, second, measures):
            first.amount, second.amount = Amount(one.start, two.end, "ratio", two.numerator, one.numerator), None
            said = [*first.concepts, *second.concepts]
            first.concepts = said if measures.by_concepts(said).one else first.concepts
            second.used = True
        elif two.kind == "count" and not first.names_measure and second.names_measure:
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
        if amount.kind == "increment" and not clause.names_measure and before and before.line == clause.line:
            clause.amount, clause.used = None, True  # "nhẹ cân 4/66 (tăng 1 bé)"
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


_WRONGLY = frozenset({"nham", "lon", "sai"})
_WRITTEN = frozenset({"ghi", "gui", "bao", "nop", "nhap", "danh", "go", "viet", "nhan", "dem"})


def _is_called_wrong(reading: Reading, amount: Amount) -> bool:
    """See "lần trước ghi nhầm 9/83", "9/83 hôm trước là sai"; of "à nhầm 31/31" the figure is right."""
    before = [t for t in reading.tokens[max(0, amount.start - 3) : amount.start] if t.key != "la"]
    if len(before) > 1 and before[-1].key in _WRONGLY and before[-2].key in _WRITTEN:
        return True
    behind = takewhile(lambda t: t.kind == "word", reading.tokens[amount.end :])
    return any(a.key in ("la", "bi") and b.key in _WRONGLY for a, b in pairwise(behind))


_CORRECTING = frozenset({"nham", "lon", "sai", "moi_dung", "dung_la", "ma_la", "dinh_chinh", "sua_thanh", "sua_lai"})


def drop_corrected(reading: Reading, clauses: Sequence[Clause]) -> None:
    """Let the right figure of a correction stand alone: "30/31, à nhầm 31/31", "từ 30/31 thành 31/31" are 31/31."""
    with_amount = [c for c in clauses if c.amount is not None]
    called_wrong = [c for c in with_amount if c.amount and _is_called_wrong(reading, c.amount)]
    if 0 < len(called_wrong) < len(with_amount):
        for clause in called_wrong:
            clause.amount, clause.used = None, True
            with_amount.remove(clause)
    for wrong, right in pairwise(with_amount):
        assert wrong.amount is not None
        assert right.amount is not None
        keys = [t.key for t in reading.tokens[wrong.amount.end : right.end]]
        said = {*keys, *(f"{a}_{b}" for a, b in pairwise(keys))}
        same = not right.names_measure or set(wrong.concepts) == set(right.concepts)
        one_place = right.line == wrong.line and not (right.village and wrong.village)
        changed = "thanh" in keys and reading.tokens[max(0, wrong.amount.start - 1)].key == "tu"
        if (changed or said & _CORRECTING) and same and one_place:
            right.concepts, right.indicators = wrong.concepts, wrong.indicators
            right.villages = right.villages or wrong.villages
            wrong.amount, wrong.used = None, True
