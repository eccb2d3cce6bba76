"""A number taken back within its message: of "30/31, à nhầm 31/31" the second is right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from knowledge.figures.clause import Clause
from knowledge.figures.cutting import cuts
from knowledge.figures.measures import Measures
from knowledge.figures.model import Amount
from knowledge.phrasebook import phrases
from knowledge.reading import Reading
from knowledge.wordlists import words


def drop_corrected(reading: Reading, clauses: Sequence[Clause]) -> None:
    """Let the right figure of a correction stand alone: "30/31, à nhầm 31/31", "từ 30/31 thành 31/31" are 31/31."""
    with_amount = [c for c in clauses if c.amount is not None and c.amount.kind != "increment"]
    if len(with_amount) < 2:
        return
    called_wrong = [c for c in with_amount if c.amount and _is_called_wrong(reading, c.amount)]
    if 0 < len(called_wrong) < len(with_amount):
        for clause in called_wrong:
            clause.pass_over()
            with_amount.remove(clause)
    for old, new in [*_told_before(reading, with_amount)]:
        if new.amount is None:
            continue  # both are called old
        if not new.names_measure:
            new.concepts, new.indicators = old.concepts, old.indicators
        new.villages, new.period = new.villages or old.villages, new.period or old.period
        old.pass_over()
        with_amount.remove(old)
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
                clause.pass_over()  # with "thêm 1 bé", by which it grew
        elif _leaves_open(reading, wrong, right):
            wrong.amount = replace(wrong.amount, kind="unreadable")


def _told_before(reading: Reading, clauses: Sequence[Clause]) -> Iterator[tuple[Clause, Clause]]:
    """Give what is said to have been told before, and what is told now of the same: "39/40 (hôm qua ghi 38/40)"."""
    for old in clauses:
        beside = [c for c in clauses if c.line == old.line and c is not old and _may_be_of_one_thing(c, old)]
        if beside and _is_called_old(reading, old):
            yield old, min(beside, key=lambda clause: abs(clause.start - old.start))


def _may_be_of_one_thing(one: Clause, other: Clause) -> bool:
    if one.village and other.village and one.village != other.village:
        return False
    if one.period and other.period and one.period != other.period:
        return False
    named = one.names_measure and other.names_measure
    return not named or (set(one.concepts), one.indicators) == (set(other.concepts), other.indicators)


def _is_called_old(reading: Reading, clause: Clause) -> bool:
    """See "số cũ 38/40", "hôm qua ghi 38/40"; "tháng trước 38/40" is of another time."""
    assert clause.amount is not None
    tokens = reading.tokens[: clause.amount.start]
    words_before = takewhile(lambda token: token.kind != "separator", reversed(tokens))
    before = " ".join(token.key for token in [*words_before][::-1])
    return bool(phrases("told-before").search(before))


def _leaves_open(reading: Reading, one: Clause, other: Clause) -> bool:
    """See "45/47 46/47" and "20/21 hay 21/21": one of the two is meant, and nobody can tell which."""
    assert one.amount is not None
    assert other.amount is not None
    between = [token.key for token in reading.tokens[one.amount.end : other.amount.start]]
    shares = one.amount.kind == other.amount.kind == "ratio"
    return shares and not other.names_measure and between in ([], ["hay"], ["hoac"], ["or"])


def doubt_shares_around(reading: Reading, clauses: Sequence[Clause], measures: Measures) -> None:
    """Let neither of two shares around one name be stored: of "5/9 khai sinh 12/12" nobody can tell which it is of."""
    counted = [clause for clause in clauses if clause.amount is not None]
    for first, second in pairwise(counted):
        one, two = first.amount, second.amount
        if one is None or two is None or not one.kind == two.kind == "ratio":
            continue
        between = reading.tokens[one.end : two.start]
        elsewhere = (first.village, first.period) != (second.village, second.period)
        headed = any(token.text == ":" for token in between) and not _names_anything(first, measures)
        parts = any(token.key in words("of-whom") for token in between)  # "nam 25/26 nữ 20/21"
        if elsewhere or headed or parts or any(token.kind == "separator" and cuts(token.text) for token in between):
            continue
        nameless = [clause for clause in (first, second) if not _names_anything(clause, measures)]
        if len(nameless) == 1:
            first.amount, second.amount = replace(one, kind="unreadable"), replace(two, kind="unreadable")


def _names_anything(clause: Clause, measures: Measures) -> bool:
    return bool(clause.foreign or clause.indicators or measures.by_concepts(clause.concepts).measures)


_ARROW = re.compile(r"\s*(?:-+>|=+>|>+|→|➡\ufe0f?|⇒)\s*")


def _is_changed(reading: Reading, wrong: Clause, right: Clause) -> bool:
    """See "sửa khai sinh 12/13 thành 13/13", "giảm từ 13/14 còn 12/14", "12/13 lên 13/13", "12/13 -> 13/13"."""
    assert wrong.amount is not None
    assert right.amount is not None
    tokens = reading.tokens
    if _ARROW.fullmatch(reading.text[tokens[wrong.amount.end - 1].end : tokens[right.amount.start].start]):
        return True
    between = [t.key for t in tokens[wrong.amount.end : right.amount.start] if t.kind == "word"]
    if between == ["dung"] or not words("changed-into-alone").isdisjoint(between[:1]):
        return True
    if not words("changing").isdisjoint(between) and between[-1] in words("changed-into"):
        return True  # "16/18, sửa tin trên thành 17/18"
    said_before = {t.key for t in tokens[wrong.start : wrong.amount.start]}
    return not words("changed-into").isdisjoint(between[:1]) and not words("changing").isdisjoint(said_before)


def _is_called_wrong(reading: Reading, amount: Amount) -> bool:
    """See "lần trước ghi nhầm 9/83", "9/83 hôm trước là sai"; of "à nhầm 31/31" the figure is right."""
    before = [t for t in reading.tokens[max(0, amount.start - 3) : amount.start] if t.key != "la"]
    wrongly = words("wrong") | {"lon"}  # "ghi lộn"
    if len(before) > 1 and before[-1].key in wrongly and before[-2].key in words("written"):
        return True
    behind = takewhile(lambda t: t.kind == "word", reading.tokens[amount.end :])
    return any(a.key in ("la", "bi") and b.key in wrongly for a, b in pairwise(behind))
