"""Figures that may be no results: targets, doubts and protests ("mục tiêu ks 12/12", "ks 12/12?", "ks 12/12 sai")."""

from __future__ import annotations

import re

from knowledge.figures.clause import Clause, names_a_measure
from knowledge.figures.model import Amount
from knowledge.phrasebook import phrases
from knowledge.reading import Reading
from knowledge.wordlists import words

_ASKS = re.compile(r"\s*(?:(?:cháu|trẻ|em|bé)\s*)?(?:à|ạ|hả|hở|chưa|nhỉ|không|ko|right)?\s*\?", re.IGNORECASE)


def may_be_no_result(reading: Reading, clause: Clause, amount: Amount) -> bool:
    """Tell whether a clause says that its amount is aimed at, doubted or to be taken back."""
    tokens = reading.tokens
    if amount.end < clause.end and (tokens[amount.end].key in words("wrong") or tokens[amount.end].text == "lộn"):
        return True
    if _ASKS.match(reading.text, tokens[amount.end - 1].end):
        return True
    behind = " ".join(token.key for token in tokens[amount.end : clause.end])
    if phrases("doubted").search(behind):
        return True
    before = " ".join(token.key for token in tokens[clause.start : amount.start])
    quoted = phrases("quoted-as-wrong").search(before.rpartition(" , ")[2])
    if quoted and not phrases("said-to-be-right").search(behind):
        return True
    if amount.kind == "percent" and phrases("level").search(before):
        return True
    return phrases("to-come").search(before) is not None or _is_planned_or_dropped(reading, clause, before)


def _is_planned_or_dropped(reading: Reading, clause: Clause, before: str) -> bool:
    """See "kế hoạch ks 11/12" and "bỏ ks 12/12", right before what is measured; "bỏ học" is measured itself."""
    planned, dropped = before.startswith(("ke hoach ", "kh ")), reading.tokens[clause.start].key in words("deleting")
    if not planned and not dropped:
        return False
    at = clause.start + (2 if before.startswith("ke hoach ") else 1)
    return any(span.start == at and names_a_measure(span, weakly=True) for span in reading.spans)
