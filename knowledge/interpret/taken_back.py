"""What a correction takes back: "không phải sơ sinh, dưới 5 tuổi cơ", "stunting, not underweight"."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.reading import Reading
from knowledge.tokens import Token
from knowledge.wordlists import words


def taken_back(reading: Reading) -> frozenset[int]:
    """Return the tokens that a correction takes back; none in a message that corrects nothing.

    They end at a mark or a word that joins; where that leaves nothing but itself, with the first thing named.
    """
    tokens = reading.tokens
    start = _after_denial(tokens)
    if start is None:
        return frozenset()
    ending = words("ending-what-is-taken-back")
    ends = (i for i in range(start, len(tokens)) if tokens[i].kind == "separator" or tokens[i].key in ending)
    end = next(ends, len(tokens))
    if start > 2 or any(t.kind != "separator" for t in tokens[end:]):
        return frozenset(range(start, end))
    named = (s.end for s in reading.spans if s.start >= start and any(e.slot != "filler" for e in s.entries))
    return frozenset(range(start, min(named, default=end)))


def _after_denial(tokens: Sequence[Token]) -> int | None:
    """Return where that begins which a message denies, or None."""
    denials, before_not, denying = words("not") - {"chua"}, words("before-not"), words("denying")
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else None
        if token.key == "not" and (before is None or before.kind == "separator" or before.key in before_not):
            return at + 1
        if before and (f"{before.key}_{token.key}" in denying or (token.key == "phai" and before.key in denials)):
            return at + 1
    return None
