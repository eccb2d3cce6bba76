"""Where a message is cut into clauses: at separators and joining words, and between two amounts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from knowledge.figures.clause import Clause, names_a_measure
from knowledge.figures.model import Amount
from knowledge.reading import Reading
from knowledge.wordlists import words


def cut(reading: Reading, amounts: Sequence[Amount], taken: Collection[int]) -> Iterator[Clause]:
    """Give the clauses: cut at separators and joining words, and between two amounts without any."""
    tokens = reading.tokens
    inside = {i for a in amounts for i in range(a.start, a.end)}
    places, joining = [0], words("joining-clauses")
    for index, token in enumerate(tokens):
        if index in inside:
            continue
        joins = token.kind == "word" and token.key in joining and index not in taken
        joins = joins and not (index > 0 and (tokens[index - 1].key, token.key) == ("ba", "con"))  # "bà con"
        if joins and not _may_part(reading, amounts, places[-1], index):
            continue
        if joins or (token.kind == "separator" and cuts(token.text)):
            places.append(index + 1)
    places.append(len(tokens))
    for start, end in pairwise(places):
        own = [a for a in amounts if start <= a.start < end]
        yield from _around(reading, start, end, own)


def _may_part(reading: Reading, amounts: Sequence[Amount], start: int, at: int) -> bool:
    """Tell whether "và" at a place parts what is complete; in "hạ tầng phù hợp với trẻ khuyết tật" nothing is yet."""
    complete = any(start <= amount.start < at for amount in amounts)
    return complete or _are_all_denied(reading, amounts, start, at)


def _are_all_denied(reading: Reading, amounts: Sequence[Amount], start: int, at: int) -> bool:
    """Tell whether "và" at a place parts two things that are both denied: "tảo hôn và xâm hại đều không có"."""
    denied = next((a for a in amounts if a.start > at), None)
    if denied is None or denied.kind != "none" or not _names_something(reading, start, at):
        return False
    between = reading.tokens[at + 1 : denied.start]
    return [token.key for token in between[-1:]] == ["deu"]


def cuts(separator: str) -> bool:
    """Tell whether a separator ends a clause; a colon and brackets do not."""
    return any(c in ",;.!?\n" for c in separator)


def _around(reading: Reading, start: int, end: int, amounts: Sequence[Amount]) -> Iterator[Clause]:
    line = reading.text[: reading.tokens[start].start].count("\n") if start < len(reading.tokens) else 0
    if len(amounts) < 2:
        yield Clause(start, end, amounts[0] if amounts else None, line=line)
        return
    named_first = _names_something(reading, start, amounts[0].start)
    if not named_first and not _names_something(reading, amounts[-1].end, end, weakly=True):
        named_first = _names_something(reading, start, amounts[0].start, weakly=True)  # "TC 45/47 KS 12/12"
    at = start
    heading = _heading_ends(reading, amounts) if not named_first else None
    if heading is not None:
        yield Clause(at, heading, amounts[0], line=line)
        yield from _around(reading, heading, end, amounts[1:])
        return
    for index, amount in enumerate(amounts):
        last = index == len(amounts) - 1
        until = end if last else (amount.end if named_first else amounts[index + 1].start)
        yield Clause(at, until, amount, line=line)
        at = until


def _heading_ends(reading: Reading, amounts: Sequence[Amount]) -> int | None:
    """Return where what a colon sets off before the second amount ends: "84 trẻ dưới 5 tuổi: nhẹ cân 4"."""
    between = range(amounts[0].end, amounts[1].start)
    return next((at + 1 for at in between if reading.tokens[at].text == ":"), None)


def _names_something(reading: Reading, start: int, end: int, *, weakly: bool = False) -> bool:
    """Tell whether tokens name a measure; *weakly*: words that may be something else, such as "TC", count too."""
    named = any(start <= s.start < end and names_a_measure(s, weakly=weakly) for s in reading.spans)
    return named or any(bare_part(reading, at) for at in range(start, end))


def bare_part(reading: Reading, at: int) -> tuple[int, int | None] | None:
    """Read "4.1" as part 1 of indicator 4 when it stands where a figure's name would."""
    token = reading.tokens[at]
    if token.kind != "number":
        return None
    whole, _, part = token.text.partition(".")
    if not (whole.isdigit() and part in ("1", "2", "3", "4")) or not 1 <= int(whole) <= 24:
        return None
    after = reading.tokens[at + 1] if at + 1 < len(reading.tokens) else None
    close = reading.text[token.end : token.end + 2].strip()
    if close.startswith(("/", "%")) or after is None:
        return None
    before = reading.text[: token.start].rstrip()
    return None if before.endswith("/") else (int(whole), int(part))
