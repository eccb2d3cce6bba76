"""Telling a question from a report: "tiêm chủng 2025 bao nhiêu" asks, "tiêm chủng 45/47" reports."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise, zip_longest

from knowledge.figures.model import Amount
from knowledge.tokens import Token
from knowledge.wordlists import words


def is_question(text: str, tokens: Sequence[Token], amounts: Collection[Amount]) -> bool:
    """Tell whether a message asks for something, and reports nothing.

    A word of asking or a question mark makes it a question; beside counts it takes both, since people write "kp3 45/47
    nhé?" and "45/47, có gì thì gọi em".
    """
    if not any(a.kind == "ratio" for a in amounts):
        # "mấy em/8 em" asks nothing, "mấy em" does.
        vague = {i for a in amounts if a.kind == "unreadable" and a.end - a.start > 2 for i in range(a.start, a.end)}
        rest = [token for i, token in enumerate(tokens) if i not in vague]
        return text.rstrip(" .!").endswith("?") or _asks(rest, amounts)
    if asked_beside(text, tokens, amounts) is not None or not text.rstrip(" .!").endswith("?"):
        return False
    pairs = {f"{a.key}_{b.key}" for a, b in pairwise(tokens[max(amount.end for amount in amounts) :])}
    doubting = words("doubting")
    if not doubting.isdisjoint(pairs):  # "ks 12/12 đúng không?": a figure, though not a sure one
        return not words("asking").isdisjoint({*_said(tokens, nothing=False)} - doubting)
    return _asks(tokens, amounts)


def asked_beside(text: str, tokens: Sequence[Token], amounts: Collection[Amount]) -> int | None:
    """Return the token that what is asked beside figures begins with; None where nothing is.

    Such as "khai sinh 20/21. Hạn là ngày nào?"; without the mark plainer words must ask: "… và hạn nộp khi nào ạ".
    """
    if text.rstrip(" .!").endswith("?"):
        begin = _last_part(tokens, amounts, marked=True)
        if begin and _asks(tokens[begin:], amounts):
            return begin
    begin = _last_part(tokens, amounts, marked=False)
    return begin if begin and _asks_plainly(tokens[begin:]) else None


def _last_part(tokens: Sequence[Token], amounts: Collection[Amount], *, marked: bool) -> int:
    """Return where the last part of a message begins, 0 where it has but one, or an amount lies in it."""
    ends = [i for i, token in enumerate(tokens) if _parts(token, marked=marked)]
    begin = next((i + 1 for i in reversed(ends) if i + 1 < len(tokens)), 0)
    return 0 if any(amount.end > begin for amount in amounts) else begin


def _parts(token: Token, *, marked: bool) -> bool:
    """Tell whether a token may stand before what is asked; without a question mark a comma, "và" and "còn" may too."""
    if token.kind == "separator":
        return not marked or bool(set(token.text) & set(".!?\n;"))
    return not marked and token.key in ("va", "con")


def _asks_plainly(tokens: Sequence[Token]) -> bool:
    return not words("asking-plainly").isdisjoint(_said(tokens, nothing=False))


def _asks(tokens: Sequence[Token], amounts: Collection[Amount]) -> bool:
    nothing = any(a.kind == "none" for a in amounts)
    if any(a.kind == "count" for a in amounts):  # "mấy em hoàn cảnh đặc biệt có 11 em"
        tokens = [token for token in tokens if token.key != "may"]
    return not words("asking").isdisjoint(_said(tokens, nothing=nothing))


def _said(tokens: Sequence[Token], *, nothing: bool) -> Iterator[str]:
    """Give the words and pairs of words that may ask; beside "none" some do not: "không có ca nào", "không có gì"."""
    keys = [token.key for token in tokens]
    for key, after in zip_longest(keys, keys[1:], fillvalue=""):
        if not (nothing and key in ("nao", "ai", "gi")):
            yield key
            yield f"{key}_{after}"
