"""Figures that may be no results: targets, doubts and protests ("mục tiêu ks 12/12", "ks 12/12?", "ks 12/12 sai")."""

from __future__ import annotations

import re

from knowledge.figures.clauses import Clause, names_a_measure
from knowledge.figures.model import Amount
from knowledge.reading import Reading

# Before an amount, folded; "đạt mục tiêu" and "so với kế hoạch" tell of results.
_TO_COME = re.compile(
    r"(?<!dat )(?<!vuot )(?<!voi )(?<!theo )\b(?:muc tieu(?! \d)|chi tieu (?:duoc )?giao|du kien|phan dau|uoc tinh"
    r"|uoc dat|ang chung|hinh nhu|co le|se(?: dat)?|tuan (?:sau|toi)|target|goal|planned|expected)\b"
)
# Before a percentage: a share that was reached comes with counts, or with "đạt".
_LEVEL = re.compile(r"(?<!dat )\b(?:chi tieu(?! \d)|muc(?! tieu)|tieu chi|mt)\b")
_DOUBTED = re.compile(r"\b(?:(?:dung|phai) (?:ko|k|khong|hong|hok)|(?:ko|khong|chua) (?:biet|chac|ro))\b")
_TAKING_BACK = frozenset({"bo", "xoa", "huy", "hui", "delete", "remove", "cancel"})
_WRONG = frozenset({"sai", "wrong"})
_ASKS = re.compile(r"\s*(?:(?:cháu|trẻ|em|bé)\s*)?(?:à|ạ|hả|hở|chưa|nhỉ|không|ko|right)?\s*\?", re.IGNORECASE)


def may_be_no_result(reading: Reading, clause: Clause, amount: Amount) -> bool:
    """Tell whether a clause says that its amount is aimed at, doubted or to be taken back."""
    tokens = reading.tokens
    if amount.end < clause.end and tokens[amount.end].key in _WRONG:
        return True
    if _ASKS.match(reading.text, tokens[amount.end - 1].end):
        return True
    behind = " ".join(token.key for token in tokens[amount.end : clause.end])
    if _DOUBTED.search(behind):
        return True
    before = " ".join(token.key for token in tokens[clause.start : amount.start])
    if amount.kind == "percent" and _LEVEL.search(before):
        return True
    return _TO_COME.search(before) is not None or _is_planned_or_dropped(reading, clause, before)


def _is_planned_or_dropped(reading: Reading, clause: Clause, before: str) -> bool:
    """See "kế hoạch ks 11/12" and "bỏ ks 12/12", right before what is measured; "bỏ học" is measured itself."""
    planned, dropped = before.startswith(("ke hoach ", "kh ")), reading.tokens[clause.start].key in _TAKING_BACK
    if not planned and not dropped:
        return False
    at = clause.start + (2 if before.startswith("ke hoach ") else 1)
    return any(span.start == at and names_a_measure(span, weakly=True) for span in reading.spans)
