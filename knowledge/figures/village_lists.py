"""Villages named by number in one go, "kp1-3", "khu phố 11, 12", "thôn 4 và 5"; and those left out, "trừ kp2"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge.figures import amounts
from knowledge.figures.cutting import cuts
from knowledge.figures.named_villages import VillageMention
from knowledge.figures.villages import Villages
from knowledge.figures.where import numbered
from knowledge.reading import Reading
from knowledge.spans import Span
from knowledge.tokens import Token
from knowledge.wordlists import words

_MOST = 99  # villages have no higher numbers


def villages_by_number(reading: Reading, villages: Villages) -> Iterator[VillageMention]:
    """Give the villages that are named by number, "kp3", and all of "kp1-3", "kp 11, 12", "kp 1,2"."""
    tokens = reading.tokens
    for span in reading.spans:
        if all(e.slot != "reference" or e.id != "village" for e in span.entries) or counts_children(reading, span):
            continue
        term = " ".join(t.key for t in tokens[span.start : span.end - 1] if t.key not in ("so", "truong"))
        first, at = whole_number(tokens[span.end - 1]), span.end
        numbers = _joined(tokens[span.end - 1]) if first is None else [first]
        start = span.start
        while numbers:
            yield from (VillageMention(start, at, numbered(villages, term, number)) for number in numbers)
            before = at
            at, numbers = _further(reading, at, numbers[-1])
            start = max(before, at - 1)  # the number alone, behind "," and "và"


def counts_children(reading: Reading, span: Span) -> bool:
    """See "cả thôn 290 cháu", which is no village of that number."""
    if all(e.id != "village" for e in span.entries) or not 0 < span.start < span.end < len(reading.tokens):
        return False
    whole = reading.tokens[span.start - 1].key in words("whole") | {"trong"}
    return whole and amounts.counts_children(reading.tokens[span.end])


def whole_number(token: Token) -> int | None:
    """Return the whole number that a token says, in digits or as a word ("năm")."""
    return token.number if token.kind == "number" else int(token.alternative or 0)


def _joined(token: Token) -> list[int]:
    """Return the numbers of "1,2", which is no decimal behind "khu phố"."""
    parts = token.text.replace(".", ",").split(",")
    return [int(part) for part in parts] if all(map(str.isdigit, parts)) else []


def _further(reading: Reading, at: int, before: int) -> tuple[int, list[int]]:
    """Return the next numbers of a list that may go on at the place behind the number *before*, and where they end."""
    tokens = reading.tokens
    if at >= len(tokens):
        return at, []
    dash = reading.text[tokens[at - 1].end : tokens[at].start].strip() in ("-", "–")
    to, place = dash or tokens[at].key in words("until"), at if dash else at + 1
    number = _number_of_a_village(reading, place)
    if not to and tokens[at].text not in words("between-villages"):
        return at, []
    if not dash and not _amount_behind(tokens, place + 1):
        return at, []
    if number is None:
        joined = place < len(tokens) and not to and "," in tokens[place].text  # "kp 5 và 1,2"
        return place + 1, _joined(tokens[place]) if joined else []
    return place + 1, (list(range(before + 1, number + 1)) or [number]) if to else [number]


def _number_of_a_village(reading: Reading, at: int) -> int | None:
    """Return the number at a place, where it is not that of an amount, an age, a month or an indicator."""
    tokens = reading.tokens
    if at >= len(tokens) or tokens[at].kind != "number":
        return None
    number, behind = tokens[at].number, reading.text[tokens[at].end :].lstrip()
    after = tokens[at + 1].key if at + 1 < len(tokens) else ""
    something_else = after in words("counted") | words("no-amount-before") or after in ("tren", "phan")
    if number is None or not 1 <= number <= _MOST or something_else or behind.startswith(("/", "%", ")")):
        return None
    return number


def _amount_behind(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether another number, or "không", stands behind in the same part: in "kp 5, 2 tai nạn" the 2 counts."""
    denials = words("not")
    for index in range(at, len(tokens)):
        token = tokens[index]
        listed = token.text == "," and index + 1 < len(tokens) and tokens[index + 1].kind == "number"
        if token.kind == "separator" and cuts(token.text) and not listed:
            return False
        if token.kind in ("number", "date") or token.key in denials:
            return True
    return False


def is_left_out(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a village that is named at a place is left out: "trừ kp2", "ngoài kp2", "không tính kp2"."""
    before = [token.key for token in tokens[max(0, at - 4) : at]]
    if before[-2:] == ["tru", "ra"] or before[-1:] == ["tru"]:
        return True
    if before[-1:] == ["ngoai"]:
        return words("times-to-come").isdisjoint(before[-2:-1])  # not of "năm ngoái"
    while before and before[-1] in words("beside-counting-in"):
        before.pop()
    return bool(before) and before[-1] in words("counting-in") and not words("not").isdisjoint(before)


def goes_on(tokens: Sequence[Token], end: int, start: int) -> bool:
    """Tell whether a list goes on from one place to the next with no more than "," or "và" between."""
    joining = words("between-villages")
    return all(token.text in joining for token in tokens[end:start])
