"""Injuries told by their kinds, "tai nạn: 1 bỏng, 2 ngã": each number is a part of the figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from knowledge import vietnamese
from knowledge.figures.amounts import is_said
from knowledge.figures.clause import Clause
from knowledge.figures.model import Amount
from knowledge.reading import Reading
from knowledge.tokens import Token
from knowledge.wordlists import words

_INJURY = "injury"
_TRAFFIC = "traffic-accident"  # which questions know as a topic


def mark_parts(reading: Reading, clauses: Sequence[Clause]) -> None:
    """Mark amounts of a kind of injuries, so that they are asked about; pass over those that a total stands before.

    "Tai nạn 1 ca (té xe)" and "1 ca do té xe" are one case, and how it came about. One kind alone is all there was.
    """
    for clause in clauses:
        if clause.amount and {"death"} <= set(clause.concepts) <= {"death", "child"} and any(kinds_in(reading, clause)):
            clause.concepts.append(_INJURY)  # "một cháu mất vì điện giật"
    parts = [clause for clause in clauses if clause.amount and _is_part(reading, clause, clause.amount)]
    if not parts:
        return
    drowned = [c for c in clauses if c.amount and "drowning" in c.concepts and not _tells_of_death(reading, c)]
    if not drowned and _are_of_different_times(parts) and all(map(_tells_of_some, parts)):
        for part in parts:
            part.concepts = [*(c for c in part.concepts if c not in (_INJURY, _TRAFFIC)), _INJURY]
        return  # "tai nạn 1 ca ngã", "1 cháu bị bỏng": no other kind is told
    for clause in (*parts, *drowned):
        clause.part = True
    for total in clauses:
        if total.amount and total.amount.kind == "count" and _INJURY in total.concepts and not total.part:
            _pass_over(clauses, total, total.amount)
    for first, second in pairwise(reversed(clauses)):
        _ask_once(second, first)
    asked = [clause for clause in parts if clause.amount]
    if len(asked) == 1 < len(parts) and not drowned:
        asked[0].summed = True  # nothing but these kinds is told


def _are_of_different_times(parts: Sequence[Clause]) -> bool:
    """Tell whether no two parts are of one village and period: "quý 2 bị té 3 đứa, quý 3 bị té 1 đứa".

    A village or a period that is said once holds on: "tháng 4 có 2 bé bị bỏng, 1 bé té cây".
    """
    said, village, period = set(), None, None
    for part in parts:
        village, period = part.village or village, part.period or period
        said.add((village, period))
    return len(said) == len(parts)


def _tells_of_some(clause: Clause) -> bool:
    """Tell whether a clause counts some; "bỏng 0" alone does not say that nobody was hurt otherwise."""
    of_all = not {_INJURY, _TRAFFIC}.isdisjoint(clause.concepts)
    return of_all or (clause.amount is not None and clause.amount.numerator > 0)


def kinds_in(reading: Reading, clause: Clause) -> Iterator[tuple[int, int]]:
    """Give where kinds of injuries are named in a clause, by their first token and the one behind the last."""
    tokens = reading.tokens
    for span in reading.spans if _TRAFFIC in clause.concepts else ():
        if clause.start <= span.start < clause.end and any(entry.id == _TRAFFIC for entry in span.entries):
            yield span.start, span.end
    for at in range(clause.start, clause.end):
        for kind in _kinds().get(tokens[at].key, ()):
            here = tokens[at : at + len(kind)]
            if len(here) == len(kind) and all(map(is_said, here, kind)):
                yield at, at + len(kind)
                break


def _is_part(reading: Reading, clause: Clause, amount: Amount) -> bool:
    """Tell whether an amount is of one kind alone: "1 bỏng", "bỏng: 1", "tai nạn giao thông 1"."""
    if amount.kind not in ("count", "none") or not set(clause.concepts) <= _BESIDE_KINDS:
        return False
    tokens = reading.tokens
    for start, end in kinds_in(reading, clause):
        if end <= amount.start and _is_next_to(tokens, end, amount.start):
            return True
        if amount.end > start or not _is_next_to(tokens, amount.end, start):
            continue
        how = not words("tells-how").isdisjoint(token.key for token in tokens[amount.end : start])
        bracket = "(" in reading.text[tokens[amount.end - 1].end : tokens[start].start]
        named_before = any(
            s.end <= amount.start and any(e.id == _INJURY for e in s.entries)
            for s in reading.spans
            if clause.start <= s.start
        )
        if not (named_before and (how or bracket)):
            return True
    return False


_BESIDE_KINDS = frozenset({"injury", _TRAFFIC, "child", "rate", "drowning", "age-5", "age-7", "age-8", "age-11"})


def _is_next_to(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Tell whether nothing but what is counted, and how it came about, stands between two places."""
    beside = words("counted") | words("beside-a-kind")
    return all(t.kind == "separator" or t.key in beside for t in tokens[begin:end])


def _pass_over(clauses: Sequence[Clause], total: Clause, amount: Amount) -> None:
    """Let the parts behind a total be remarks, where they come to no more than it: "3 ca, trong đó 1 bỏng, 2 ngã"."""
    behind = [c for c in clauses if c.part and c.amount and c.line == total.line and c.start >= total.end]
    known = [c for c in behind if "drowning" not in c.concepts]
    for clause in behind:
        clause.drowned = "drowning" in clause.concepts
    if sum(c.amount.numerator for c in behind if c.amount) <= amount.numerator:
        for clause in known:
            clause.pass_over()


def _ask_once(first: Clause, second: Clause) -> None:
    """Let one question be about parts side by side, "1 bỏng, 2 ngã", with their sum."""
    if not (first.part and second.part and first.amount and second.amount and first.line == second.line):
        return
    if first.drowned or second.drowned or second.villages or second.period:
        return
    amount = replace(first.amount, numerator=first.amount.numerator + second.amount.numerator)
    first.end, first.amount, second.amount, second.used = second.end, amount, None, True


def _tells_of_death(reading: Reading, clause: Clause) -> bool:
    said = (token.key for token in reading.tokens[clause.start : clause.end])
    return "death" in clause.concepts or not words("dead").isdisjoint(said)


@cache
def _kinds() -> Mapping[str, Sequence[tuple[str, ...]]]:
    """The kinds as their words, by the key of the first; the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for kind in sorted(words("kinds-of-injury"), key=len, reverse=True):
        parts = tuple(kind.split("_"))
        found.setdefault(vietnamese.key(parts[0]), []).append(parts)
    return found
