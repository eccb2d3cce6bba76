"""Amounts of one thing said twice: a total and its part, a share beside its counts, a figure and its correction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from knowledge.figures.amounts import counts_children
from knowledge.figures.clause import Clause, names_a_measure
from knowledge.figures.linking import says_more
from knowledge.figures.measures import Measures
from knowledge.figures.model import Amount, Measure
from knowledge.figures.period_forms import key_at
from knowledge.figures.where import names_whole
from knowledge.reading import Reading
from knowledge.tokens import Token
from knowledge.wordlists import words

_DEATHS = 3  # the indicator of children who died, of so many born


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
    of_children = other.end < len(tokens) and counts_children(tokens[other.end])
    return same and of_children and tokens[other.start - 1].text in ("cả", "ca")


def pair_counts(reading: Reading, clauses: Sequence[Clause], measures: Measures) -> None:
    """Join what two clauses say of one thing.

    "có 20 trẻ 5 tuổi, 19 trẻ đi mẫu giáo" is 19 of 20; "4 em gặp thiên tai, cả 4/4 em được cứu trợ" is 4 of 4. Of
    "tai nạn 3 ca, tử vong 1/3" the 3 is a figure of its own as well, and "tảo hôn 12, khai sinh 3/12" are two things.
    """
    _pass_over_the_rest(reading, clauses, measures)
    for first, second in pairwise([clause for clause in clauses if clause.amount or clause.names_measure]):
        one, two = first.amount, second.amount
        if one is None or two is None or one.kind != "count":
            continue
        if _is_total_behind(reading, first, second, measures):
            first.amount, second.amount = Amount(one.start, two.end, "ratio", one.numerator, two.numerator), None
            second.used = True
            continue
        _settle_by_cases(first, second, measures)
        if two.kind == "count" and _is_reached(reading, first, second, measures):
            first.amount, second.amount = Amount(one.start, two.end, "ratio", two.numerator, one.numerator), None
            said = [*first.concepts, *second.concepts]
            first.concepts = said if measures.by_concepts(said).one else first.concepts
            second.used = True
        elif two.kind == "count" and _is_total_of(reading, first, second, measures):
            _share_total(one.numerator, [c for c in clauses if c.start >= second.start], measures)
            first.pass_over()
        elif two.kind == "ratio" and two.denominator == one.numerator and not second.indicators:
            both = list(dict.fromkeys([*first.concepts, *second.concepts]))
            joined, alone = measures.by_concepts(both).one, measures.by_concepts(second.concepts).one
            if alone is not None and joined != alone:
                continue
            second.concepts = both
            cases = measures.by_concepts(first.concepts).one
            if cases is None or cases == joined:
                first.pass_over()


def _pass_over_the_rest(reading: Reading, clauses: Sequence[Clause], measures: Measures) -> None:
    """Pass over "còn 1 đứa" in "làm khai sinh xong 20 đứa, còn 1 đứa chưa chịu đi, tổng 21 đứa"."""
    counted = [clause for clause in clauses if clause.amount]
    for first, rest, total in zip(counted, counted[1:], counted[2:], strict=False):
        if not (first.amount and rest.amount and total.amount) or rest.names_measure:
            continue
        makes_up = first.amount.numerator + rest.amount.numerator == total.amount.numerator
        if makes_up and _is_total_behind(reading, first, total, measures):
            rest.pass_over()


def _is_total_behind(reading: Reading, first: Clause, second: Clause, measures: Measures) -> bool:
    """See "chích rồi 31 đứa, sổ ghi 33 đứa chưa thôi nôi": whom those just counted are of."""
    if second.amount is None or second.amount.kind != "count" or first.line != second.line or second.indicators:
        return False
    named = measures.by_concepts(first.concepts).measures
    if not named or (second.names_measure and not set(second.concepts) <= {"child", *first.concepts}):
        return False
    before = [token.key for token in reading.tokens[second.start : second.amount.start] if token.kind == "word"]
    said = {*before, *(f"{a}_{b}" for a, b in pairwise(before))}
    begins = not words("begins-a-total").isdisjoint(before[:1]) and before[1:2] != ["do"]  # "trong đó" goes on
    begins = begins or reading.tokens[second.start].text == "sổ"  # not "số"
    whole = any(names_whole(reading.tokens, at) for at in range(second.start, second.amount.start))
    return begins or whole or not said.isdisjoint(words("says-a-total"))


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
    if (joined := measures.by_concepts(both).one) is not None and joined != cases:
        second.concepts = both


def _is_total_of(reading: Reading, first: Clause, second: Clause, measures: Measures) -> bool:
    """See "có 20 trẻ 5 tuổi, 19 trẻ đi mẫu giáo": children, and what is measured of them; "ngã 2" are none."""
    if first.names_measure or not second.names_measure or first.line != second.line:
        return False
    measure = measures.by_concepts(second.concepts).one
    if measure is not None and measure.counts_cases:
        return _is_of_so_many(reading, first.amount) or (
            measure.indicator == _DEATHS and _tells_of_births(reading, first)
        )
    return bool(first.concepts) or not says_more(reading, first)


def _tells_of_births(reading: Reading, clause: Clause) -> bool:
    """See "26 bé chào đời", of whom a newborn may have died."""
    keys = [token.key for token in reading.tokens[clause.start : clause.end]]
    return not words("births").isdisjoint(f"{a}_{b}" for a, b in pairwise(keys))


def _is_of_so_many(reading: Reading, total: Amount | None) -> bool:
    """See "trong 260 đứa từ 5 tới 17 tuổi có 4 đứa đi làm thuê": cases, and how many children there are."""
    if total is None or not counts_children(reading.tokens[total.end]):
        return False
    return key_at(reading.tokens, total.start - 1) == "trong"


def _is_reached(reading: Reading, first: Clause, second: Clause, measures: Measures) -> bool:
    """See "có 31 cháu dưới 1 tuổi, đã tiêm chủng 30 cháu" as 30 of 31: what was done with how many of them."""
    one, two = first.amount, second.amount
    if one is None or two is None or first.line != second.line or not measures.by_concepts(first.concepts).measures:
        return False
    both = measures.by_concepts([*first.concepts, *second.concepts])
    measure = both.one or measures.by_concepts(first.concepts).one
    if measure is None or measure.counts_cases:
        return False
    if second.names_measure and measures.by_concepts(second.concepts).measures not in ((), (measure,)):
        return False
    parted = any(token.kind == "separator" for token in reading.tokens[one.end : two.start])
    if not parted and not second.names_measure:  # "có 20 bé 5 tuổi mà đi mẫu giáo 19 bé"
        return any(one.end <= s.start < two.start and names_a_measure(s) for s in reading.spans)
    keys = {token.key for token in reading.tokens[one.end : second.end]}
    done = not keys.isdisjoint(words("was-done")) or _exists(reading, one)
    return two.numerator <= one.numerator and done and keys.isdisjoint(words("left-over"))


def _exists(reading: Reading, amount: Amount) -> bool:
    """See "có 16 bé, 15 bé đi học": how many there are, before what was done with them."""
    return key_at(reading.tokens, amount.start - 1) in ("co", "tong")
