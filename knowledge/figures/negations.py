"""Amounts of those who were left out: "chưa tiêm 1/47", "khai sinh 2/12 chưa làm", "tiêm chủng từ chối 2/12"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from itertools import takewhile

from knowledge import vietnamese
from knowledge.figures.amounts import is_said
from knowledge.figures.clause import Clause, names_a_measure
from knowledge.figures.model import Amount
from knowledge.reading import Reading
from knowledge.tokens import Token
from knowledge.wordlists import words

_REACHED = frozenset({"cared", "relief", "school"})  # what is done with children who are named otherwise


def is_negated(reading: Reading, clause: Clause, amount: Amount) -> bool:
    """Tell whether those who are not counted are told, or what is measured is denied: "57/60 không suy dinh dưỡng"."""
    tokens = reading.tokens
    share = amount.denominator is not None or amount.kind == "percent"
    if amount.kind == "none" or not _may_deny(tokens[clause.start :]):
        return False
    measured = {s.start for s in reading.spans if names_a_measure(s, weakly=True)}
    reached = measured | {s.start for s in reading.spans if any(e.id in _REACHED for e in s.entries)}
    dead = {s.start for s in reading.spans if any(e.id == "death" for e in s.entries)}
    named_behind = measured.isdisjoint(range(clause.start, amount.end))
    until = max(amount.start, amount.end - 1) if share and not named_behind else clause.end
    for at in range(clause.start, until):
        if tokens[at].text == "no" and at + 1 in dead:
            return True  # "no deaths"; "no" alone may be "nó"
        if not _denies(tokens[at]) or (at and f"{tokens[at - 1].key}_{tokens[at].key}" in words("correcting")):
            continue  # "à không 39/40" corrects
        after = _behind_not(tokens, at, reached)
        if after in reached or (share and after == amount.start):
            return True
    return share and (_left_out_before(reading, clause.start, amount) or _denied_behind(reading, amount))


def _may_deny(tokens: Sequence[Token]) -> bool:
    """Tell whether any word says "not", or is of leaving out: in nearly all messages none does."""
    denials, left_out = words("not") | words("not-in-english") | {"no"}, _first_of_left_out()
    return any(token.key in denials or token.key in left_out for token in tokens)


def _denies(token: Token) -> bool:
    """Tell whether a word says "not"; a "k" alone may be anything here."""
    return (token.key in words("not") and token.key != "k") or token.text in words("not-in-english")


def _behind_not(tokens: Sequence[Token], at: int, stops: Collection[int] = ()) -> int:
    """Return the place behind "không" and what was not done: of "chưa đi làm 2/12" that of the 2."""
    after = at + 1
    while after < len(tokens) and tokens[after].key in words("not-done") and after not in stops:
        after += 1
    return after


def _left_out_before(reading: Reading, start: int, amount: Amount) -> bool:
    """See "còn thiếu 2/47", "tiêm chủng từ chối: 2/12", "vắng là 2/12"; the "bo" of "cau lac bo" leaves nobody out."""
    tokens, last = reading.tokens, amount.start - 1
    within = {i for s in reading.spans if names_a_measure(s) for i in range(s.start + 1, s.end)}
    if last > start and (tokens[last].text == ":" or tokens[last].key in words("right-before-an-amount")):
        last -= 1
    return any(_leaves_out(tokens, at) == last + 1 for at in (last, last - 1) if at >= start and at not in within)


def _denied_behind(reading: Reading, amount: Amount) -> bool:
    """See "khai sinh 2/12 chưa làm", "(còn thiếu)": what is said right behind an amount, up to the next thing."""
    tokens = reading.tokens
    stops = {s.start for s in reading.spans if names_a_measure(s) or any(e.slot == "reference" for e in s.entries)}
    at = amount.end
    while at < len(tokens) and at not in stops and not _begins_more(tokens, at):
        if after := _leaves_out(tokens, at):
            return not _counts(tokens, after)
        if f"{tokens[at - 1].key}_{tokens[at].key}" in words("doubting"):
            return False  # "20/22 phải không"
        if _denies(tokens[at]) and not _counts(tokens, _behind_not(tokens, at)):
            beside = all(token.key in words("of-whom-a-number-is") for token in tokens[amount.end : at])
            return _tells_who(tokens, at, bare=beside)
        at += 1
    return False


def _begins_more(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether another thing is spoken of from a place on; "còn chưa làm", "còn thiếu" are of the same."""
    token, behind = tokens[at], at + 1
    if token.kind == "separator":
        return "(" not in token.text
    if token.key in words("turns-to-others"):
        return behind >= len(tokens) or not (_denies(tokens[behind]) or _leaves_out(tokens, behind))
    return _counts(tokens, at)


def _counts(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a number stands at a place, as that of the others: "thiếu 2", "còn hai cháu chưa làm"."""
    if at >= len(tokens) or tokens[at].kind in ("number", "date"):
        return at < len(tokens)
    counted = at + 1 < len(tokens) and tokens[at + 1].key in words("counted")
    return counted and (tokens[at].alternative or "").isdigit()


def _tells_who(tokens: Sequence[Token], at: int, *, bare: bool) -> bool:
    """Tell whether "không" at a place says what was not done with those counted; *bare*: or with nothing behind it."""
    said = [token.key for token in takewhile(lambda token: token.kind == "word", tokens[at + 1 :])]
    while said and said[-1] in words("polite-ends"):
        said.pop()
    if not said:
        return bare
    about = {said[0], "_".join(said[:2])}
    return (
        words("of-none").isdisjoint(said)
        and about.isdisjoint(words("says-nothing-of-those"))
        and not _leaves_out(tokens, at + 1)
    )


def _leaves_out(tokens: Sequence[Token], at: int) -> int:
    """Return the place behind what says "left out" ("thiếu", "từ chối"), 0 where nothing does; "vâng" is none."""
    after = tokens[at + 1].key if at + 1 < len(tokens) else ""
    for phrase in words("left-out"):
        said = phrase.split("_")
        here = tokens[at : at + len(said)]
        if len(here) == len(said) and all(map(is_said, here, said)):
            return 0 if f"{tokens[at].key}_{after}" in words("not-left-out") else at + len(said)
    return 0


@cache
def _first_of_left_out() -> frozenset[str]:
    return frozenset(vietnamese.key(phrase.partition("_")[0]) for phrase in words("left-out"))
