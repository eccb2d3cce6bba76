"""Figures that a message only asks about: "sao tiêm chủng lại 40/47 vậy", "nếu 46/47 thì đạt chưa", "ai ghi 41/47"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from knowledge.figures.clause import Clause
from knowledge.phrasebook import phrases
from knowledge.reading import Reading
from knowledge.vietnamese import fold


def only_queries(reading: Reading, clauses: Sequence[Clause]) -> bool:
    """Tell whether a message asks about each of its amounts, and reports none."""
    told = [clause for clause in clauses if clause.amount]
    return bool(told) and all(_is_queried(reading, clause) for clause in told)


def asks_how_it_came(reading: Reading) -> bool:
    """Tell whether it is asked why a figure is as it is, or who made it so."""
    return bool(phrases("asks-how-it-came").search(" ".join(token.key for token in reading.tokens)))


def asks_who_changed(text: str) -> bool:
    """Tell whether it is asked what became of a figure whose number is not told: "ai sửa số tiêm chủng vậy"."""
    folded = fold(text)
    return bool(phrases("asks-who-changed").search(folded)) and "ke hoach" not in folded


def speaks_of_own_figures(text: str) -> bool:
    """Tell whether the sender's figures as a whole are spoken of: "sao số của em bị đổi vậy"."""
    return bool(phrases("ones-figures").search(fold(text)))


def set_right(reading: Reading, clauses: Sequence[Clause]) -> None:
    """Give the name of a figure that is asked about to the one said against it: "sao ks lại 13/13, chị báo 11/12 mà".

    Any other that is asked about is doubted.
    """
    queried = [clause for clause in clauses if clause.amount and _is_queried(reading, clause)]
    for one, other in pairwise([clause for clause in clauses if clause.amount]):
        if one in queried and other not in queried and not other.names_measure and one.line == other.line:
            other.concepts, other.indicators = [*one.concepts, *other.concepts], one.indicators
            other.villages, other.period = other.villages or one.villages, other.period or one.period
            one.pass_over()
            queried.remove(one)
    for clause in queried:
        clause.supposed = True


def _is_queried(reading: Reading, clause: Clause) -> bool:
    """Tell whether a word right before an amount asks, or it is asked behind it whether that is enough."""
    amount, tokens = clause.amount, reading.tokens
    if amount is None:
        return False
    start = next((i + 1 for i in range(amount.start - 1, -1, -1) if tokens[i].kind == "separator"), 0)
    before = " ".join(token.key for token in tokens[start : amount.end])
    behind = " ".join(token.key for token in tokens[amount.end : clause.end])
    return bool(phrases("asks-of-a-figure").search(before) or phrases("asks-whether-enough").match(behind))
