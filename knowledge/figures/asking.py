"""Telling a question from a report: "tiêm chủng 2025 bao nhiêu" asks, "tiêm chủng 45/47" reports."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

from knowledge.figures.model import Amount
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
    """Return the token that what is asked beside figures begins with; None where nothing is.

    Such as "khai sinh 20/21. Hạn là ngày nào?"; without the mark plainer words must ask: "… và hạn nộp khi nào ạ".
    """
    marked = text.rstrip(" .!").endswith("?")
    ends = [i for i, token in enumerate(tokens) if _parts(token, marked=marked)]
    begin = next((i + 1 for i in reversed(ends) if i + 1 < len(tokens)), 0)
    if not begin or any(a.end > begin for a in amounts):
        return None
    asks = _asks(tokens[begin:], amounts) if marked else _asks_plainly(tokens[begin:])
    return begin if asks else None


def _parts(token: Token, *, marked: bool) -> bool:
    """Tell whether a token may stand before what is asked; where no mark tells a question, "và" and a comma may too."""
    if token.kind == "separator":
        return not marked or bool(set(token.text) & set(".!?\n;"))
    return not marked and token.key == "va"


def _asks_plainly(tokens: Sequence[Token]) -> bool:
    return not words("asking-plainly").isdisjoint(_said(tokens, nothing=False))


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
