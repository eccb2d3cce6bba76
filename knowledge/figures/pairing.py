"""Amounts of one thing said twice: a total and its part, a share beside its counts, a figure and its correction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, takewhile

from knowledge.figures.amounts import CHILDREN
from knowledge.figures.clauses import Clause, names_a_measure
from knowledge.figures.linking import says_more
from knowledge.figures.measures import Measures
from knowledge.figures.model import Amount, Measure
from knowledge.reading import Reading
from knowledge.tokens import Token
from knowledge.wordlists import words

_DONE = frozenset({"da", "duoc"})
_REMAINDER = frozenset({"con", "sot", "thieu", "vang", "chua"})
_NOT_YET = frozenset({"chua", "sot", "thieu"})


def count_all(reading: Reading, clauses: Sequence[Clause], measures: Measures) -> None:
    """Read "tất cả 21 cháu đều đi mẫu giáo" as 21 of 21, and "có 6 trẻ …, cả 6 trẻ đều được giúp" as 6 of 6.

    Of a share alone: "tai nạn 2 cháu, cả 2 đều được cứu" are two cases, and no two of two.
    """
    tokens = reading.tokens
    for index, clause in enumerate(clauses):
        amount = clause.amount
        if amount is None or amount.kind != "count" or not amount.start or clause.indicators:
            continue
        before = clauses[index - 1] if index else None
        if _is_said_of_all(tokens, amount, clause.end):
            concepts = clause.concepts
        elif before and _is_said_of_both(tokens, before.amount, amount):
            concepts = [*before.concepts, *clause.concepts]
        else:
            continue
        measure = measures.by_concepts(concepts).one or measures.by_concepts(clause.concepts).one
        if measure is not None and not measure.counts_cases:
            clause.amount = replace(amount, kind="ratio", denominator=amount.numerator)


def _is_said_of_all(tokens: Sequence[Token], amount: Amount, end: int) -> bool:
    before = [t.key for t in tokens[max(0, amount.start - 2) : amount.start]]
    behind = {t.key for t in tokens[amount.end : end]}
    return before == ["tat", "ca"] and "deu" in behind and "chua" not in behind


def _is_said_of_both(tokens: Sequence[Token], one: Amount | None, other: Amount) -> bool:
    """See the second amount of "có 6 trẻ …, cả 6 trẻ …"."""
    same = one is not None and one.kind == "count" and one.numerator == other.numerator
    of_children = other.end < len(tokens) and tokens[other.end].key in CHILDREN
    return same and of_children and tokens[other.start - 1].text in ("cả", "ca")


def pair_counts(reading: Reading, clauses: Sequence[Clause], measures: Measures) -> None:
    """Join what two clauses say of one thing.

    "có 20 trẻ 5 tuổi, 19 trẻ đi mẫu giáo" is 19 of 20; "4 em gặp thiên tai, cả 4/4 em được cứu trợ" is 4 of 4. Of
    "tai nạn 3 ca, tử vong 1/3" the 3 is a figure of its own as well, and "tảo hôn 12, khai sinh 3/12" are two things.
    """
    for first, second in pairwise(clauses):
        one, two = first.amount, second.amount
        if one is None or two is None or one.kind != "count":
            continue
        _settle_by_cases(first, second, measures)
        if two.kind == "count" and _is_reached(reading, first, second, measures):
            first.amount, second.amount = Amount(one.start, two.end, "ratio", two.numerator, one.numerator), None
            said = [*first.concepts, *second.concepts]
            first.concepts = said if measures.by_concepts(said).one else first.concepts
            second.used = True
        elif two.kind == "count" and _is_total_of(reading, first, second, measures):
            _share_total(one.numerator, [c for c in clauses if c.start >= second.start], measures)
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


def _share_total(total: Decimal, clauses: Sequence[Clause], measures: Measures) -> None:
    """Let a total be what the counts behind it are of, while they are of one indicator.

    "84 trẻ dưới 5 tuổi: nhẹ cân 4, thấp còi 6" are 4 and 6 of 84; what is said of "khai sinh" behind is of others.
    """
    indicators = {m.indicator for m in measures.by_concepts(clauses[0].concepts).measures}
    shared: set[Measure] = set()
    for clause in clauses:
        amount, named = clause.amount, measures.by_concepts(clause.concepts).measures
        if clause.line != clauses[0].line:
            return
        if amount is None:
            continue
        of_others = {m.indicator for m in named} != indicators or not shared.isdisjoint(named)
        if amount.kind != "count" or of_others or clause.indicators:
            return
        clause.amount = replace(amount, kind="ratio", denominator=total)
        shared.update(named)


def _settle_by_cases(first: Clause, second: Clause, measures: Measures) -> None:
    """Read the 0 of "tai nạn 1 ca, tử vong 0" as deaths of the injured: alone, "tử vong" may be of several measures."""
    cases, alone = measures.by_concepts(first.concepts).one, measures.by_concepts(second.concepts)
    if cases is None or not cases.counts_cases or first.line != second.line or len(alone.measures) < 2:
        return
    both = [*first.concepts, *second.concepts]
    if not second.indicators and (joined := measures.by_concepts(both).one) is not None and joined != cases:
        second.concepts = both


def _is_total_of(reading: Reading, first: Clause, second: Clause, measures: Measures) -> bool:
    """See "có 20 trẻ 5 tuổi, 19 trẻ đi mẫu giáo": children, and what is measured of them; "ngã 2" are none."""
    if first.names_measure or not second.names_measure or first.line != second.line:
        return False
    measure = measures.by_concepts(second.concepts).one
    of_children = bool(first.concepts) or any(t.key == "tong" for t in reading.tokens[first.start : first.end])
    return (of_children or not says_more(reading, first)) and not (measure is not None and measure.counts_cases)


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
    parted = any(token.kind == "separator" for token in reading.tokens[one.end : two.start])
    if not parted and not second.names_measure:  # "có 20 bé 5 tuổi mà đi mẫu giáo 19 bé"
        return any(one.end <= s.start < two.start and names_a_measure(s) for s in reading.spans)
    keys = {token.key for token in reading.tokens[one.end : second.end]}
    done = not keys.isdisjoint(_DONE) or _exists(reading, one)
    return two.numerator <= one.numerator and done and keys.isdisjoint(_REMAINDER)


def _exists(reading: Reading, amount: Amount) -> bool:
    """See "có 16 bé, 15 bé đi học": how many there are, before what was done with them."""
    return amount.start > 0 and reading.tokens[amount.start - 1].key in ("co", "tong")


def drop_what_is_no_figure(reading: Reading, clauses: Sequence[Clause]) -> None:
    """Pass over days ("8/3 vui vẻ"), and percentages and remainders of what was just said ("đạt 88,7%", "còn 1 bé")."""
    before: Clause | None = None
    for clause in clauses:
        amount = clause.amount
        if amount is None:
            continue
        behind = before is not None and before.line == clause.line and not clause.names_measure
        if behind and (amount.kind == "increment" or _is_in_brackets(reading, clause, before)):
            clause.amount, clause.used = None, True  # "nhẹ cân 4/66 (tăng 1 bé)", "mẫu giáo 13/14 (1 cháu về quê)"
            continue
        of_the_same = not clause.names_measure or _is_rest(reading, clause, before)
        if of_the_same and _repeats(reading, clause, amount, before):
            clause.amount, clause.used = None, True
        else:
            before = clause


def _is_in_brackets(reading: Reading, clause: Clause, before: Clause | None) -> bool:
    """See a remark on what was just reported: "45/47 (2 bé về quê)", "tai nạn 3 ca (2 trai, 1 gái)"."""
    said, amount, tokens = before.amount if before else None, clause.amount, reading.tokens
    if before is None or said is None or amount is None or amount.kind not in ("count", "none"):
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
    words = {t.key for t in reading.tokens[clause.start : clause.end]}
    is_rest = clause.amount.numerator == said.denominator - said.numerator
    return is_rest and bool(words & _NOT_YET) and set(clause.concepts) <= {"child", *before.concepts}


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
    behind = reading.tokens[amount.end].key if amount.end < len(reading.tokens) else ""
    rest = said.denominator - said.numerator
    # "45/47, 2 cháu đi xa": just as many as are missing; fewer where it is said that they are missing.
    return (amount.numerator == rest and behind in CHILDREN) or (bool(keys & _REMAINDER) and amount.numerator <= rest)


_WRONGLY = frozenset({"nham", "lon", "sai"})


def drop_corrected(reading: Reading, clauses: Sequence[Clause]) -> None:
    """Let the right figure of a correction stand alone: "30/31, à nhầm 31/31", "từ 30/31 thành 31/31" are 31/31."""
    with_amount = [c for c in clauses if c.amount is not None and c.amount.kind != "increment"]
    if len(with_amount) < 2:
        return
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
        changed = _is_changed(reading, wrong, right)
        same = same or (changed and not wrong.names_measure)  # "sửa 12/13 thành 13/13 khai sinh"
        if (changed or said & words("correcting")) and same and one_place:
            if not right.names_measure:
                right.concepts, right.indicators = wrong.concepts, wrong.indicators
            right.villages = right.villages or wrong.villages
            for clause in (c for c in clauses if wrong.start <= c.start < right.start):
                clause.amount, clause.used = None, True  # with "thêm 1 bé", by which it grew
        elif _leaves_open(reading, wrong, right):
            wrong.amount = replace(wrong.amount, kind="unreadable")


def _leaves_open(reading: Reading, one: Clause, other: Clause) -> bool:
    """See "45/47 46/47" and "20/21 hay 21/21": one of the two is meant, and nobody can tell which."""
    assert one.amount is not None
    assert other.amount is not None
    between = [token.key for token in reading.tokens[one.amount.end : other.amount.start]]
    shares = one.amount.kind == other.amount.kind == "ratio"
    return shares and not other.names_measure and between in ([], ["hay"], ["hoac"], ["or"])


_CHANGING = frozenset({"tu", "sua", "doi", "chinh", "thay", "tang", "giam"})
_INTO = frozenset({"thanh", "sang", "bang", "qua", "con"})  # beside one of those above
_INTO_BY_ITSELF = frozenset({"thanh", "len", "xuong", "nay", "gio"})
_ARROW = re.compile(r"\s*(?:-+>|=+>|>+|→|➡\ufe0f?|⇒)\s*")


def _is_changed(reading: Reading, wrong: Clause, right: Clause) -> bool:
    """See "sửa khai sinh 12/13 thành 13/13", "giảm từ 13/14 còn 12/14", "12/13 lên 13/13", "12/13 -> 13/13"."""
    assert wrong.amount is not None
    assert right.amount is not None
    tokens = reading.tokens
    if _ARROW.fullmatch(reading.text[tokens[wrong.amount.end - 1].end : tokens[right.amount.start].start]):
        return True
    between = [t.key for t in tokens[wrong.amount.end : right.amount.start] if t.kind == "word"]
    if between == ["dung"] or not _INTO_BY_ITSELF.isdisjoint(between[:1]):
        return True
    said_before = {t.key for t in tokens[wrong.start : wrong.amount.start]}
    return not _INTO.isdisjoint(between[:1]) and not _CHANGING.isdisjoint(said_before)


def _is_called_wrong(reading: Reading, amount: Amount) -> bool:
    """See "lần trước ghi nhầm 9/83", "9/83 hôm trước là sai"; of "à nhầm 31/31" the figure is right."""
    before = [t for t in reading.tokens[max(0, amount.start - 3) : amount.start] if t.key != "la"]
    if len(before) > 1 and before[-1].key in _WRONGLY and before[-2].key in words("written"):
        return True
    behind = takewhile(lambda t: t.kind == "word", reading.tokens[amount.end :])
    return any(a.key in ("la", "bi") and b.key in _WRONGLY for a, b in pairwise(behind))
