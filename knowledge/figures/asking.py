"""Telling a question from a report: "tiêm chủng 2025 bao nhiêu" asks, "tiêm chủng 45/47" reports."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

from knowledge.figures.amounts import Amount
from knowledge.tokens import Token
from knowledge.wordlists import words


def is_question(text: str, tokens: Sequence[Token], amounts: Collection[Amount]) -> bool:
    """Tell whether a message asks for something.

    A word of asking or a question mark makes it a question; beside counts it takes both, since people write "kp3 45/47
    nhé?" and "45/47, có gì thì gọi em".
    """
    marked = text.rstrip(" .!").endswith("?")
    nothing = any(a.kind == "none" for a in amounts)
    asks = not words("asking").isdisjoint(_said(tokens, nothing=nothing))
    return (marked and asks) if any(a.kind == "ratio" for a in amounts) else (marked or asks)


def _said(tokens: Sequence[Token], *, nothing: bool) -> Iterator[str]:
    """Give the words and pairs of words that may ask; beside "none" some do not: "không có ca nào", "không có gì"."""
    keys = [token.key for token in tokens]
    for key, after in zip_longest(keys, keys[1:], fillvalue=""):
        if not (nothing and key in ("nao", "ai", "gi")):
            yield key
            yield f"{key}_{after}"
