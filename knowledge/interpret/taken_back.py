"""What a correction takes back: "không phải sơ sinh, dưới 5 tuổi cơ", "stunting, not underweight"."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.reading import Reading
from knowledge.tokens import Token

# Folded words that deny what follows them.
_DENYING = frozenset(
    {
        *(("khong", "phai"), ("ko", "phai"), ("k", "phai"), ("hong", "phai"), ("chang", "phai"), ("dau", "phai")),
        *(("thay", "vi"), ("instead", "of"), ("rather", "than")),
    }
)
# Words after which "not" denies one thing and does not say that something is undone: "trẻ, not in school".
_BEFORE_NOT = frozenset({"mean", "meant", "no", "but", "and"})
_ENDING = frozenset({"ma", "nhung", "but", "i", "y"})  # words after which the right thing is said: "mà là", "ý là"


def taken_back(reading: Reading) -> frozenset[int]:
    """Return the tokens that a correction takes back; none in a message that corrects nothing.

    They end at a mark or a word that joins; where that leaves nothing but itself, with the first thing named.
    """
    tokens = reading.tokens
    start = _after_denial(tokens)
    if start is None:
        return frozenset()
    ends = (i for i in range(start, len(tokens)) if tokens[i].kind == "separator" or tokens[i].key in _ENDING)
    end = next(ends, len(tokens))
    if start > 2 or any(t.kind != "separator" for t in tokens[end:]):
        return frozenset(range(start, end))
    named = (s.end for s in reading.spans if s.start >= start and any(e.slot != "filler" for e in s.entries))
    return frozenset(range(start, min(named, default=end)))


def _after_denial(tokens: Sequence[Token]) -> int | None:
    """Return where that begins which a message denies, or None."""
    for at, token in enumerate(tokens):
        if token.key == "not" and (at == 0 or tokens[at - 1].kind == "separator" or tokens[at - 1].key in _BEFORE_NOT):
            return at + 1
        if at and (tokens[at - 1].key, token.key) in _DENYING:
            return at + 1
    return None
