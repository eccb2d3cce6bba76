"""Amounts side by side, settled: a total and its part are one, and a percentage beside its counts is none."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile

from knowledge.figures.amounts import counts_children
from knowledge.figures.model import Amount
from knowledge.tokens import Token
from knowledge.wordlists import words


def settled(tokens: Sequence[Token], amounts: Sequence[Amount]) -> list[Amount]:
    """Return *amounts* with totals joined to their parts, and without what is taken back or said twice."""
    return _without_percent_of_ratio(_without_rejected(tokens, _with_totals(tokens, amounts)))


def _with_totals(tokens: Sequence[Token], amounts: Sequence[Amount]) -> list[Amount]:
    """Join a total and what is counted of it: "trong số 42 trẻ thì 40 trẻ …", "được 40 em, tổng số 42" are 40 of 42."""
    joined: list[Amount] = []
    for amount in amounts:
        before = joined[-1] if joined else None
        if before is None or not before.kind == amount.kind == "count" or _parted(tokens, before, amount):
            joined.append(amount)
        elif _is_total(tokens, before) or _are_among(tokens, before, amount):
            joined[-1] = Amount(before.start, amount.end, "ratio", amount.numerator, before.numerator)
        elif _are_of(tokens, before, amount) or (_says_total(tokens, amount) and not _are_left_over(tokens, joined)):
            joined[-1] = Amount(before.start, amount.end, "ratio", before.numerator, amount.numerator)
        else:
            joined.append(amount)
    return joined


def _are_left_over(tokens: Sequence[Token], amounts: Sequence[Amount]) -> bool:
    """Tell whether the last amount is what is left over: "làm xong 20 đứa, còn 1 đứa chưa chịu, tổng 21 đứa"."""
    return len(amounts) > 1 and tokens[amounts[-1].start - 1].key == "con"


def _is_total(tokens: Sequence[Token], amount: Amount) -> bool:
    """See "trong số 42", "tổng số 42", and "tổng số trẻ toàn xã là 42, trong đó …"."""
    if _says_total(tokens, amount):
        return True
    behind = [t.key for t in tokens[amount.end : amount.end + 4] if t.kind == "word"]
    if ("trong", "do") not in pairwise(behind):
        return False
    said = takewhile(lambda t: t.kind != "separator", reversed(tokens[: amount.start]))
    return any(t.key == "tong" for t in said)


def _are_among(tokens: Sequence[Token], total: Amount, amount: Amount) -> bool:
    """See "có 47 bé thì 45 bé tiêm rồi" and "64 đứa dưới 5 tuổi thì 5 đứa thiếu cân"."""
    between = tokens[total.end : amount.start]
    children = all(a.end < len(tokens) and counts_children(tokens[a.end]) for a in (total, amount))
    if not children or amount.numerator > total.numerator or any(token.kind == "separator" for token in between):
        return False
    return between[-1].key == "thi"


def _are_of(tokens: Sequence[Token], amount: Amount, total: Amount) -> bool:
    """See "31 đứa chích rồi trong 33 đứa"."""
    children = all(a.end < len(tokens) and counts_children(tokens[a.end]) for a in (amount, total))
    between = tokens[amount.end : total.start]
    return children and between[-1].key == "trong" and all(token.kind != "separator" for token in between)


def _says_total(tokens: Sequence[Token], amount: Amount) -> bool:
    before = [t.key for t in tokens[max(0, amount.start - 2) : amount.start]]
    return "_".join(before) in words("says-of-how-many") or before[-1:] == ["tong"]


def _parted(tokens: Sequence[Token], one: Amount, other: Amount) -> bool:
    """Tell whether the end of a line or sentence stands between two amounts."""
    between = tokens[one.end : other.start]
    goes_on = [t.key for t in between if t.kind == "word"][-3:-1] in (["tren", "tong"], ["trong", "tong"])
    return any(t.kind == "separator" and t.text in (".;" if goes_on else ".;\n") for t in between)


def _without_rejected(tokens: Sequence[Token], amounts: Sequence[Amount]) -> list[Amount]:
    """Drop what a correction rejects: "không phải 21/23 mà là 22/23" is 22/23."""
    kept = [amount for amount in amounts if not _is_rejected(tokens, amount)]
    return kept or [_unreadable(amount) for amount in amounts]  # "không phải 41/42 đâu": what then?


def _is_rejected(tokens: Sequence[Token], amount: Amount) -> bool:
    before = tokens[max(0, amount.start - 2) : amount.start]
    return len(before) == 2 and before[1].key == "phai" and before[0].key in words("not")


def _without_percent_of_ratio(amounts: Sequence[Amount]) -> list[Amount]:
    """Drop a percentage beside its counts: "33/33 (100%)" and "100% (33/33)" are counts."""
    kept: list[Amount] = []
    for index, amount in enumerate(amounts):
        beside = [a for a in amounts[max(0, index - 1) : index + 2] if _touch(a, amount)]
        if amount.kind == "percent" and any(a.kind == "ratio" for a in beside):
            continue
        belied = amount.kind == "ratio" and any(a.kind == "percent" and _contradict(a, amount) for a in beside)
        kept.append(_unreadable(amount) if belied else amount)
    return kept


def _unreadable(amount: Amount) -> Amount:
    """Of what was said nothing can be offered as what was meant."""
    return Amount(amount.start, amount.end, "unreadable")


def _contradict(percent: Amount, ratio: Amount) -> bool:
    """Tell whether "30/31 = 90%" says two things; a point of rounding is none."""
    if not ratio.denominator:
        return False
    return abs(100 * ratio.numerator / ratio.denominator - percent.numerator) >= 1


def _touch(one: Amount, other: Amount) -> bool:
    return 0 <= max(one.start, other.start) - min(one.end, other.end) <= 2
