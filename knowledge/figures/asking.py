"""Telling a question from a report: "tiêm chủng 2025 bao nhiêu" asks, "tiêm chủng 45/47" reports."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

from knowledge.figures.amounts import Amount
from knowledge.tokens import Token
from knowledge.wordlists import words


def is_question(text: str, tokens: Sequence[Token], amounts: Collection[Amount]) -> bool:
    """Tell whether a message asks for something, and reports nothing.

    A word of asking or a question mark makes it a question; beside counts it takes both, since people write "kp3 45/47
    nhé?" and "45/47, có gì thì gọi em".
    """
    if not any(a.kind == "ratio" for a in amounts):
        return text.rstrip(" .!").endswith("?") or _asks(tokens, amounts)
    return asked_beside(text, tokens, amounts) is None and text.rstrip(" .!").endswith("?") and _asks(tokens, amounts)


def asked_beside(text: str, tokens: Sequence[Token], amounts: Collection[Amount]) -> int | None:
    """Return the token that the last sentence of a message of figures begins with, where it asks something else.

    Such as "khai sinh 20/21. Hạn là ngày nào?"; None where it does not.
    """
    if not text.rstrip(" .!").endswith("?"):
        return None
    ends = [i for i, token in enumerate(tokens) if token.kind == "separator" and set(token.text) & set(".!?\n;")]
    begin = next((i + 1 for i in reversed(ends) if i + 1 < len(tokens)), 0)
    if not begin or any(a.end > begin for a in amounts):
        return None
    return begin if _asks(tokens[begin:], amounts) else None


def _asks(tokens: Sequence[Token], amounts: Collection[Amount]) -> bool:
    nothing = any(a.kind == "none" for a in amounts)
    return not words("asking").isdisjoint(_said(tokens, nothing=nothing))


def _said(tokens: Sequence[Token], *, nothing: bool) -> Iterator[str]:
    """Give the words and pairs of words that may ask; beside "none" some do not: "không có ca nào", "không có gì"."""
    keys = [token.key for token in tokens]
    for key, after in zip_longest(keys, keys[1:], fillvalue=""):
        if not (nothing and key in ("nao", "ai", "gi")):
            yield key
            yield f"{key}_{after}"
