"""Telling a question from a report: "tiêm chủng 2025 bao nhiêu" asks, "tiêm chủng 45/47" reports."""

from __future__ import annotations

from collections.abc import Collection, Sequence

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
    asks = any(_asks(tokens, i, words("asking"), nothing=nothing) for i in range(len(tokens)))
    return (marked and asks) if any(a.kind == "ratio" for a in amounts) else (marked or asks)


def _asks(tokens: Sequence[Token], at: int, asking: Collection[str], *, nothing: bool) -> bool:
    key = tokens[at].key
    if nothing and key in ("nao", "ai", "gi"):
        return False  # "không có ca nào", "không có gì"
    return key in asking or (at + 1 < len(tokens) and f"{key}_{tokens[at + 1].key}" in asking)
