"""Figures that may be no results: targets, doubts and protests ("mục tiêu ks 12/12", "ks 12/12?", "ks 12/12 sai")."""

from __future__ import annotations

import re

from knowledge.figures.clauses import Clause, names_a_measure
from knowledge.figures.model import Amount
from knowledge.reading import Reading

# Before an amount, folded; "đạt mục tiêu" and "so với kế hoạch" tell of results.
_TO_COME = re.compile(
    r"(?<!dat )(?<!vuot )(?<!voi )(?<!theo )\b(?:muc tieu|chi tieu (?:duoc )?giao|du kien|phan dau|uoc tinh|uoc dat"
    r"|ang chung|hinh nhu|co le|target|goal|planned|expected)\b"
)
_TAKING_BACK = frozenset({"bo", "xoa", "huy", "hui", "delete", "remove", "cancel"})
_WRONG = frozenset({"sai", "wrong"})
_ASKS = re.compile(r"\s*(?:(?:cháu|trẻ|em|bé)\s*)?(?:à|ạ|hả|hở|chưa|nhỉ|không|ko|right)?\s*\?", re.IGNORECASE)


def may_be_no_result(reading: Reading, clause: Clause, amount: Amount) -> bool:
    """Tell whether a clause says that its amount is aimed at, doubted or to be taken back."""
    tokens = reading.tokens
    before = " ".join(token.key for token in tokens[clause.start : amount.start])
    first = tokens[clause.start]
    measures = {span.start for span in reading.spans if names_a_measure(span, weakly=True)}
    covered = {at for span in reading.spans if names_a_measure(span) for at in range(span.start, span.end)}
    planned = before.startswith("ke hoach ") and clause.start + 2 in measures  # "kế hoạch ks 11/12"
    taken_back = first.key in _TAKING_BACK and clause.start not in covered and clause.start + 1 in measures
    wrong = amount.end < clause.end and tokens[amount.end].key in _WRONG
    asked = _ASKS.match(reading.text, tokens[amount.end - 1].end) is not None
    return planned or taken_back or wrong or asked or _TO_COME.search(before) is not None
