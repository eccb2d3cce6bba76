"""Amounts in a message: "45/47", "45 trên 47 cháu", "95,5%", "2 em", "không có ca nào", and what should be one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise

from knowledge import vietnamese
from knowledge.figures.days import is_day
from knowledge.figures.model import Amount
from knowledge.figures.other_numbers import says_something_else
from knowledge.figures.unreadable import find_approximate, find_unreadable
from knowledge.tokens import Token
from knowledge.wordlists import words

_LONGEST_DENIED = 6  # words from "không" to "nào"
_TOLD = {"phat": {"hien", "sinh"}, "ghi": {"nhan"}, "xay": {"ra"}, "de": {"xay"}}  # "phát hiện", "để xảy (ra)" …


def find_amounts(text: str, tokens: Sequence[Token], taken: Collection[int], today: dt.date) -> list[Amount]:
    """Return the amounts in *tokens*, left to right; *taken* are tokens that say something else (ages, villages)."""
    found: list[Amount] = []
    index = 0
    while index < len(tokens):
        amount = _at(text, tokens, index, taken, today)
        if amount is None and found and index not in taken:
            amount = _no_deaths(tokens, index)
        if amount:
            found.append(amount)
            index = amount.end
        else:
            index += 1
    return found


def _at(text: str, tokens: Sequence[Token], at: int, taken: Collection[int], today: dt.date) -> Amount | None:
    if at in taken:
        return None
    token = tokens[at]
    denied = _denied_by_asking(tokens, at, taken) if token.key in _first_of_denials() else None
    if denied:
        return denied
    if token.kind == "word" and not token.alternative and not _may_begin(token):
        return None
    approximate = find_approximate(text, tokens, at)
    if approximate:
        return approximate
    counts = "/" in text[token.start : token.end]  # not "3 tháng 10"
    if counts and token.date and token.date[2] is None and not is_day(tokens, at, today):
        sign = -1 if _is_negative(text, tokens, at) else 1
        return Amount(at, at + 1, "ratio", Decimal(sign * token.date[0]), Decimal(token.date[1]))
    if token.text == "o" and _is_letter_for_zero(text, tokens, at):
        return Amount(at, at + 1, "none")
    if token.kind == "word" and _denies(token):
        nothing = _nothing(tokens, at)
        if nothing:
            return nothing
    unreadable = find_unreadable(text, tokens, at)
    if unreadable:
        return unreadable
    if token.kind == "word" and token.alternative and token.alternative.isdigit():
        spelled = _spelled_ratio(text, tokens, at, taken) or _spelled_count(tokens, at, taken)
        if spelled:
            return spelled
    if token.kind != "number" or says_something_else(text, tokens, at, taken):
        return None
    return _number(text, tokens, at, taken)


def counts_children(token: Token) -> bool:
    """Tell whether a word counts children, or what is counted like them: "45 cháu", "2 ca"."""
    return token.key in words("children") or token.key in words("counted-like-children")


def _may_begin(token: Token) -> bool:
    """Tell whether an amount may begin with a word that is no numeral: "không có", "vài cháu", "O CA"."""
    return token.key == "o" or token.key in words("vague") or _denies(token)


def _denies(token: Token) -> bool:
    """Tell whether a word says "không"; "nỏ", as in the Centre, only with its marks: "no" is many other words."""
    return token.key in words("not") or token.text == "nỏ"


def _is_letter_for_zero(text: str, tokens: Sequence[Token], at: int) -> bool:
    """See "TẢO HÔN: O CA", where the letter is all of the amount; "o truong" is "ở trường"."""
    parted = text[: tokens[at].start].rstrip().endswith((":", "=", "-"))
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or after.kind == "separator":
        return parted
    last = at + 2 >= len(tokens) or tokens[at + 2].kind == "separator" or tokens[at + 2].key == "nao"
    return after.key in words("counted") and after.key != "truong" and last


def _spelled_ratio(text: str, tokens: Sequence[Token], at: int, taken: Collection[int]) -> Amount | None:
    """Read "tám trên chín", "bốn đứa trên chín": a digit as a word is one beside "trên" ("năm" is mostly a year)."""
    of = at + 2 if at + 1 < len(tokens) and tokens[at + 1].key in words("counted") else at + 1
    if of >= len(tokens) or tokens[of].key != "tren":
        return None
    second = _denominator_at(text, tokens, at, taken)
    if second is None:
        return None
    sign = -1 if _is_negative(text, tokens, at) else 1
    return Amount(at, second + 1, "ratio", sign * _spelled(tokens[at]), _spelled(tokens[second]))


def _spelled_count(tokens: Sequence[Token], at: int, taken: Collection[int]) -> Amount | None:
    """Read "có hai cháu"; a digit as a word counts only between words that count."""
    before = tokens[at - 1].key if at else ""
    after = tokens[at + 1].key if at + 1 < len(tokens) else ""
    minus = at > 0 and tokens[at - 1].text == "âm"
    last = at + 2 >= len(tokens) or tokens[at + 2].kind == "separator"
    plain = tokens[at].key not in words("digits-and-other-words") or last
    to_come = tokens[at].key == "sau" and before in words("times-to-come")  # "tuần sau em báo" is not "sáu em"
    if (
        to_come
        or after not in words("counted")
        or not (minus or plain or before in words("before-a-number-word") or at - 1 in taken)
    ):
        return None
    return Amount(at, at + 1, "count", -_spelled(tokens[at]) if minus else _spelled(tokens[at]))


def _spelled(token: Token) -> Decimal:
    """The number that a token says, in digits or as a word."""
    return token.value if token.value is not None else Decimal(token.alternative or 0)


def _number(text: str, tokens: Sequence[Token], at: int, taken: Collection[int]) -> Amount:
    value = (tokens[at].value or Decimal(0)) * (-1 if _is_negative(text, tokens, at) else 1)
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    percent = ["%"] if after is not None and after.text == "%" else ["phan", "tram"]
    if [t.key if t.kind == "word" else t.text for t in tokens[at + 1 : at + 1 + len(percent)]] == percent:
        return Amount(at, at + 1 + len(percent), "percent", value)
    second = _denominator_at(text, tokens, at, taken)
    if second is not None:
        return Amount(at, second + 1, "ratio", value, _spelled(tokens[second]))
    if _is_increment(text, tokens, at):
        return Amount(at, at + 1, "increment", value)
    return Amount(at, at + 1, "count", value)


def _is_increment(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a number comes on top of what was sent before: "thêm 1 ca nữa", "+2"."""
    if text[: tokens[at].start].endswith("+"):
        return True
    more = [t.key for t in tokens[at + 1 : at + 4]]
    return (at > 0 and tokens[at - 1].key in ("them", "tang", "giam")) or "nua" in more


def _denominator_at(text: str, tokens: Sequence[Token], at: int, taken: Collection[int]) -> int | None:
    """Return the place of the number that the one at *at* is "of", or None."""
    connected = loose = False
    out_of, between = words("out-of"), words("between-two-amounts")
    for index in range(at + 1, min(at + 16, len(tokens))):
        token = tokens[index]
        connected = connected or "/" in text[tokens[index - 1].end : token.start] or token.key in out_of
        connected = connected or (token.text == "tr" and _is_short_for_of(text, tokens, index))
        spelled = connected and (token.alternative or "").isdigit() and tokens[index - 1].key in ("tren", "so")
        if (token.kind == "number" or spelled) and index not in taken:
            near = not loose or index - at <= 2  # "4 trường / 7 trường"
            return index if connected and (near or _is_told_of(tokens, index)) else None
        if token.kind == "separator":
            return None
        loose = loose or token.key not in between
    return None


def _is_short_for_of(text: str, tokens: Sequence[Token], at: int) -> bool:
    """See the "tr" of "2 tr 3 bé" as "trên"; in "2tr3" it is a million."""
    if at + 1 >= len(tokens):
        return False
    apart = text[tokens[at].start - 1] + text[tokens[at].end] == "  "
    of, total = tokens[at - 1].value, tokens[at + 1].value
    return apart and of is not None and total is not None and of <= total


def _is_told_of(tokens: Sequence[Token], at: int) -> bool:
    """See the 31 of "30 cháu tiêm đủ trên 31 cháu" as what the 30 are of, whatever stands between; no rate's unit."""
    before = [t.key for t in tokens[max(0, at - 3) : at]]
    of = before[-1:] == ["tren"] or before in (["tren", "tong", "so"], ["trong", "tong", "so"])
    counted = at + 1 >= len(tokens) or counts_children(tokens[at + 1]) or tokens[at + 1].kind == "separator"
    return of and counted and tokens[at].number not in (1_000, 10_000, 100_000)


def _is_negative(text: str, tokens: Sequence[Token], at: int) -> bool:
    before = text[: tokens[at].start]
    minus = before.endswith("-") and (len(before) == 1 or before[-2] in " \n:,;(")
    return minus or (at > 0 and tokens[at - 1].text == "âm")


def _nothing(tokens: Sequence[Token], at: int) -> Amount | None:
    """Read "không có", "không cháu nào", "cũng không" as an explicit zero; not "không có số liệu"."""
    keys = [t.key for t in tokens[at : at + 4]]
    last = len(keys) < 2 or tokens[at + 1].kind == "separator"
    if last and at > 0 and tokens[at - 1].key in ("cung", "deu", "thi", ","):
        return Amount(at, at + 1, "none")
    if len(keys) > 2 and keys[1] in words("counted") and "nao" in keys[2:]:
        return Amount(at, at + 2, "none")
    if len(keys) < 2:
        return None
    if keys[1] == "ai" and not words("befalls-nobody").isdisjoint(keys[2:3]):
        return Amount(at, at + 2, "none")  # "không ai bị tai nạn", but not "không ai biết"
    if keys[1] not in words("happens"):
        return Amount(at, at + 1, "none") if _none_behind(tokens, at) else None
    if keys[1:3] == ["thay", "doi"]:
        return None
    told = _TOLD.get(keys[1])
    if told and told.isdisjoint(keys[2:3]):
        return None
    end = at + (3 if told else 2)
    if keys[end - at : end - at + 1] == ["so"] or (keys[1] == "bi" and keys[0] == "chua"):
        return None
    return Amount(at, end, "none")


def _denied_by_asking(tokens: Sequence[Token], at: int, taken: Collection[int]) -> Amount | None:
    """Read "làm gì có ca nào", "tảo hôn có đâu" as none: who asks so says that there is nothing; not "ở đâu có"."""
    if at and tokens[at - 1].key in words("before-where"):
        return None
    for phrase in words("denies-by-asking"):
        said = phrase.split("_")
        end = at + len(said)
        if end > len(tokens) or not all(map(is_said, tokens[at:end], said)):
            continue
        if end == len(tokens) or tokens[end].kind == "separator" or end in taken:
            return Amount(at, end, "none")
        if tokens[end].key in words("counted") | words("polite-ends") | {"gi", "ma"}:
            return Amount(at, end, "none")
    return None


@cache
def _first_of_denials() -> frozenset[str]:
    return frozenset(vietnamese.key(phrase.partition("_")[0]) for phrase in words("denies-by-asking"))


def is_said(token: Token, word: str) -> bool:
    """Tell whether a token is a word, which has its marks; it may leave them out."""
    return token.key == vietnamese.key(word) and vietnamese.agrees(token.text, word)


def _no_deaths(tokens: Sequence[Token], at: int) -> Amount | None:
    """Read the "không" of "tai nạn 2 ca không gây tử vong" as a zero of its own: nobody of those just counted died."""
    if tokens[at].kind != "word" or not _denies(tokens[at]):
        return None
    for first, second in pairwise([*(token.key for token in tokens[at + 1 : at + 1 + _LONGEST_DENIED]), ""]):
        if not words("deaths").isdisjoint((first, f"{first}_{second}")):
            return Amount(at, at + 1, "none")
        if first not in words("before-a-death"):
            return None
    return None


def _none_behind(tokens: Sequence[Token], at: int) -> bool:
    """See "không chết cháu nào", "không tảo hôn cặp nào": what is denied stands before what would be counted."""
    if tokens[at].key == "chua":
        return False
    nouns = words("counted")
    for counted, which in pairwise(tokens[at + 2 : at + 2 + _LONGEST_DENIED]):
        if counted.kind != "word" or which.kind != "word":
            return False
        if counted.key in nouns and which.key == "nao":
            return True
    return False
