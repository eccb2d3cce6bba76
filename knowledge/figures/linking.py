"""What clauses share: headings, totals, corrections, and what is said once for all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import TypeVar

from knowledge.figures.clause import Clause
from knowledge.figures.measures import Measures
from knowledge.figures.period_forms import UNCLEAR
from knowledge.figures.periods import month_of_day
from knowledge.figures.where import VillageName
from knowledge.reading import Reading
from knowledge.wordlists import words

T = TypeVar("T")


def spread_none(reading: Reading, clauses: Sequence[Clause], measures: Measures) -> None:
    """Let a denial hold for a whole list: "tảo hôn, xâm hại đều không có", "không phát sinh tai nạn, tảo hôn"."""
    for first, second in pairwise(clauses):
        if _is_denied(first) and first.line == second.line and _is_listed(reading, second, measures):
            second.amount = first.amount
    for index, clause in enumerate(clauses):
        if clause.amount is None or clause.amount.kind != "none":
            continue
        if all(token.key != "deu" for token in reading.tokens[clause.start : clause.end]):
            continue
        listed = _listed_before(clauses, index)
        named = [village for one in (*listed, clause) for village in one.villages]
        for one in listed:
            one.amount, one.each = clause.amount, True
            one.villages = one.villages or list(dict.fromkeys(named))


def _listed_before(clauses: Sequence[Clause], index: int) -> list[Clause]:
    """Return the clauses right before one in its line that only name what is measured."""
    first = index
    while first and clauses[first - 1].line == clauses[index].line:
        if clauses[first - 1].amount is not None or not clauses[first - 1].names_measure:
            break
        first -= 1
    return [*clauses[first:index]]


def _is_denied(clause: Clause) -> bool:
    """Tell whether a clause denies what it names behind: "không có tai nạn", and not "tai nạn không có"."""
    amount = clause.amount
    return amount is not None and amount.kind == "none" and clause.names_measure and amount.end < clause.end


def _is_listed(reading: Reading, clause: Clause, measures: Measures) -> bool:
    """Tell whether a clause names something that is counted by cases, and says nothing else at all."""
    named = measures.by_concepts(clause.concepts).measures
    if clause.amount or not named or not all(m.counts_cases for m in named):
        return False
    known = {
        at
        for span in reading.spans
        if any(e.slot == "concept" for e in span.entries)
        for at in range(span.start, span.end)
    }
    rest = [reading.tokens[at] for at in range(clause.start, clause.end) if at not in known]
    beside = words("beside-a-case")
    return all(token.kind == "separator" or token.key in beside for token in rest)


def join_names(clauses: Sequence[Clause], measures: Measures) -> None:
    """Let a name go on behind a comma: "trẻ từ 11 tuổi tham gia mô hình, hoạt động về quyền tham gia 22/60" is one.

    Only where both together name what the first names, or the second alone would be nothing.
    """
    begun: Clause | None = None
    for clause in clauses:
        if begun and begun.line != clause.line:
            begun = None
        if begun and clause.amount and clause.names_measure and not clause.indicators:
            _go_on(begun, clause, measures)
        if clause.amount or clause.used:
            begun = None
        elif begun and begun.indicators and _agree(begun, clause, measures):
            clause.indicators, begun.used = list(begun.indicators), True
            begun = clause  # "Chỉ tiêu 2.1, trẻ đến 8 tuổi, phát triển toàn diện: 30/40"
        elif clause.indicators or measures.by_concepts(clause.concepts).measures:
            begun = clause


def _go_on(begun: Clause, clause: Clause, measures: Measures) -> None:
    """Give a clause the name that was begun before it, if it goes on with it: "Chỉ tiêu 8.1, trẻ …: 4/236"."""
    alone, joined = measures.by_concepts(clause.concepts), [*begun.concepts, *clause.concepts]
    if begun.indicators:
        if _agree(begun, clause, measures):
            clause.indicators, begun.used = list(begun.indicators), True
        return
    both = measures.by_concepts(joined).one
    if both is not None and (not alone.measures or both == measures.by_concepts(begun.concepts).one):
        clause.concepts, begun.used = joined, True


def _agree(numbered: Clause, named: Clause, measures: Measures) -> bool:
    """Tell whether what one clause names by number the other may name in words."""
    by_number = measures.by_number(*numbered.indicators[-1]).measures
    return not set(measures.by_concepts(named.concepts).measures).isdisjoint(by_number)


def deal_out(reading: Reading, clauses: list[Clause]) -> None:
    """Give each of several villages in a row its own amount: "mẫu giáo kp1, kp2 lần lượt là 15/16, 22/22".

    What is denied of all, "kp4 và kp7 đều không có tảo hôn", is none in each. Otherwise, where there are not as many
    amounts as villages, nobody can tell whose they are: they are crowded.
    """
    for index, clause in reversed([*enumerate(clauses)]):
        if clause.amount is None:
            continue
        first = index
        while first and clauses[first - 1].amount is None and clauses[first - 1].line == clause.line:
            first -= 1
        named = list(dict.fromkeys(village for c in clauses[first : index + 1] for village in c.villages))
        if len(named) < 2:
            continue
        denied = clause.amount.kind == "none" and _is_said_of_each(reading, clauses[first].start, clause.end)
        if clause.each or denied:
            clauses[index : index + 1] = [replace(clause, villages=[village]) for village in named]
            continue
        behind = takewhile(lambda c: not c.villages and not c.names_measure, clauses[index + 1 :])
        owners = [clause, *(c for c in behind if c.amount is not None)]
        for at, owner in enumerate(owners):
            owner.villages = [named[at]] if len(owners) == len(named) else owner.villages
            owner.crowded = len(owners) != len(named)
        after = clauses[index + len(owners) : index + len(owners) + 1]
        for more in (c for c in after if not c.villages and len(owners) == len(named)):
            more.crowded = True  # "kp1, kp2 khai sinh 12/12, 13/13, tiêm chủng 45/47"
        if clause.crowded:
            clause.start = clauses[first].start  # so that a problem names all of them


def _is_said_of_each(reading: Reading, start: int, end: int) -> bool:
    """See "kp4 và kp7 đều không có", "cả hai thôn …, … không có": what is denied is denied of each."""
    keys = [token.key for token in reading.tokens[start:end]]
    return "deu" in keys or not words("of-each").isdisjoint(f"{a}_{b}" for a, b in pairwise(keys))


def crowd_periods(reading: Reading, clauses: Sequence[Clause]) -> None:
    """Let a figure of several periods in a row be of none: "khai sinh t10, t11, t12 20/20"."""
    names = words("names-of-periods")
    for first, second in pairwise(clauses):
        if first.amount is not None or not first.period or not second.period or first.line != second.line:
            continue
        bare = all(token.kind != "word" or token.key in names for token in reading.tokens[first.start : first.end])
        if first.period != second.period and (bare or first.names_measure):
            second.period = UNCLEAR


def inherit(reading: Reading, clauses: Sequence[Clause], today: dt.date, measures: Measures) -> None:
    """Let a village and a period hold until another is named, and a measure until another, where one is missing."""
    last_period = _said_last(clauses, [c.period for c in clauses], "period")
    period: str | None = last_period or month_of_day(reading.tokens, today)
    last_village = _said_last(clauses, [c.village for c in clauses], "village")
    village: VillageName | None = last_village
    whole = crowd = False
    before: Clause | None = None
    crowded = _crowds(clauses)
    for index, clause in enumerate(clauses):
        crowd = index in crowded if clause.villages or index in crowded else crowd
        clause.crowded = clause.crowded or (crowd and not clause.villages)
        if clause.village:
            village, whole = clause.village, False
        elif clause.whole_place and not last_village:
            village, whole = None, True  # "kp3 khai sinh 12/12, toàn xã tiêm chủng 450/470"
        period = clause.period or period
        clause.villages = [village] if village else []
        clause.period, clause.whole_place = period, whole
        own_line = before is not None and before.line != clause.line and measures.by_concepts(clause.concepts).one
        if clause.amount is not None and not clause.names_measure:
            if before is not None and not own_line:
                _take_measure(reading, clause, before)
            elif clause.amount.kind == "ratio":  # "0, cháu bé bị đánh" counts nobody
                _take_what_follows(clauses, clause)
        if clause.amount is not None or clause.names_measure:
            before = clause


def _crowds(clauses: Sequence[Clause]) -> set[int]:
    """Return the clauses behind which it is not told of which village more is said: "kp1, kp2: khai sinh 12/12"."""
    found = {i for i, clause in enumerate(clauses) if clause.crowded or len(clause.villages) > 1}
    for index, (first, second) in enumerate(pairwise(clauses), 1):
        bare = first.amount is None and second.amount is None and first.line == second.line
        in_each = first.start == second.start  # "kp4 và kp7 đều không có tảo hôn"
        if (bare or in_each) and first.villages and second.villages:
            found.add(index)
    return found


def _said_last(clauses: Sequence[Clause], said: Sequence[T | None], what: str) -> T | None:
    """Return what is said once, behind all amounts: "khai sinh 12/12, tiêm chủng 45/47, T7"."""
    places = [i for i, value in enumerate(said) if value is not None]
    amounts = [i for i, clause in enumerate(clauses) if clause.amount is not None]
    if len(places) != 1 or not amounts or places[0] < amounts[-1]:
        return None
    behind = places[0] > amounts[-1] or what in clauses[places[0]].behind
    return said[places[0]] if behind else None


def says_more(reading: Reading, clause: Clause) -> bool:
    """Tell whether a clause has words that name something, though nothing that we know: "kp7 cái gì 4/5"."""
    assert clause.amount is not None
    said = {i for span in reading.spans for i in range(span.start, span.end)}
    said.update(range(clause.amount.start, clause.amount.end))
    tokens = reading.tokens[clause.start : clause.end]
    unsaid = [t for i, t in enumerate(tokens, clause.start) if i not in said and t.kind == "word"]
    return any(t.key == "gi" for t in tokens) or not words("beside-a-village").issuperset(t.key for t in unsaid)


_AGES = frozenset({"newborn", "under-1", "under-5", "age-5", "age-7", "age-8", "age-11"})


def _is_told_already(reading: Reading, clause: Clause) -> bool:
    """See "khai sinh đủ", "Khai sinh: chưa xong", which say how it is, though without a number."""
    last = next(t for t in reversed(reading.tokens[clause.start : clause.end]) if t.kind != "separator")
    return last.key in words("says-how-it-is")


def _take_measure(reading: Reading, clause: Clause, before: Clause) -> None:
    """Take the measure of the clause before: a heading, or the same one for another village or period."""
    heading = before.amount is None and not (_is_told_already(reading, before) and says_more(reading, clause))
    elsewhere = (clause.village, clause.period) != (before.village, before.period) and not says_more(reading, clause)
    if before.names_measure and (heading or elsewhere):
        before.used = True
        if heading:
            clause.start = before.start  # so that a problem names the heading too
        clause.foreign = before.foreign
        clause.concepts = [*before.concepts, *clause.concepts]
        clause.indicators = list(before.indicators)
    elif before.names_measure and _AGES & {*clause.concepts} and _AGES & {*before.concepts}:
        # Below "tiêm chủng", "dưới 1 tuổi: 46/47" is followed by "dưới 5 tuổi: 195/200".
        clause.concepts = [*(c for c in before.concepts if c not in _AGES), *clause.concepts]


def _take_what_follows(clauses: Sequence[Clause], clause: Clause) -> None:
    """Let the first amount have the only measure, named behind a comma: "17/17 xã, thị trấn phù hợp với trẻ em"."""
    rest = [c for c in clauses if c is not clause]
    named = [c for c in rest if c.names_measure]
    if len(named) == 1 and all(c.amount is None for c in rest) and named[0].line == clause.line:
        named[0].used = True
        clause.foreign = named[0].foreign
        clause.concepts, clause.indicators = [*clause.concepts, *named[0].concepts], list(named[0].indicators)
