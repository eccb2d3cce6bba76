"""Number words among the tokens of a message: "hai nghìn không trăm", "tám phẩy năm", and "năm", which may be 5."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from knowledge import vietnamese
from knowledge.dialect import elsewhere_called
from knowledge.numerals import (
    BEGINNINGS,
    DIGIT_WORDS,
    LAST_DIGITS,
    first_digit,
    last_digit,
    read_numeral,
    usual_spelling,
)
from knowledge.wordlists import words

if TYPE_CHECKING:
    from knowledge.tokens import Token

_MOST_DECIMALS = 3


def with_numerals(tokens: list[Token]) -> Iterator[Token]:
    """Merge number words of several syllables; a single one keeps its word and gains the digit as alternative."""
    index, regional = 0, elsewhere_called()
    while index < len(tokens):
        token = tokens[index]
        if token.kind != "word":
            yield token
            index += 1
            continue
        value, used = 0, 0
        if token.key in BEGINNINGS and not _numbers_a_village(tokens, index):
            value, used = read_numeral([t.text for t in tokens[index : index + 9] if t.kind == "word"])
            if used <= 1 and (tens := _spoken_tens(tokens, index)) is not None:
                value, used = tens, 2
        if used > 1 and all(t.kind == "word" for t in tokens[index : index + used]):
            last = tokens[index + used - 1]
            text = str(value)
            yield token._replace(
                text=text, key=text, kind="number", end=last.end, value=Decimal(value), number=int(value)
            )
            index += used
            continue
        if token.key == "tram" and _is_hundred(tokens, index):
            yield token._replace(text="100", key="100", kind="number", value=Decimal(100), number=100)
            index += 1
            continue
        if token.text in regional:
            yield token._replace(alternative=regional[token.text])
            index += 1
            continue
        digit = DIGIT_WORDS.get(token.key)
        matches = digit is not None and vietnamese.agrees(usual_spelling(token.text), digit[1])
        yield token._replace(alternative=str(digit[0])) if matches and digit else token
        index += 1


def _is_hundred(tokens: list[Token], at: int) -> bool:
    """See the first word of "trăm phần trăm", which is 100."""
    after = [token.key for token in tokens[at + 1 : at + 3]]
    behind_digit = at > 0 and (tokens[at - 1].kind == "number" or tokens[at - 1].key in DIGIT_WORDS)
    return after == ["phan", "tram"] and not behind_digit


def with_decimals(tokens: list[Token]) -> Iterator[Token]:
    """Merge decimals that are spoken: "chín mươi tám phẩy năm", "không phẩy một hai", "zero point five"."""
    points = words("decimal-points")
    if not any(token.text in points for token in tokens):
        yield from tokens
        return
    at = 0
    while at < len(tokens):
        token = tokens[at]
        whole = _spoken(token) if at + 2 < len(tokens) and tokens[at + 1].text in points else ""
        decimals, used = _decimals(tokens, at + 2) if whole else ("", 0)
        if not used:
            yield token
            at += 1
            continue
        value = Decimal(f"{whole}.{decimals}")
        last = tokens[at + 1 + used]
        text = format(value.normalize(), "f")
        number = int(value) if value == int(value) else None
        yield token._replace(
            text=text, key=text, kind="number", end=last.end, value=value, number=number, alternative=None
        )
        at += 2 + used


def _decimals(tokens: list[Token], start: int) -> tuple[str, int]:
    """Return the digits spoken from *start* on, and how many words they are; the year behind them is none of them."""
    if tokens[start].kind == "number":
        digits = _spoken(tokens[start])
        return (digits, 1) if 0 < len(digits) <= _MOST_DECIMALS else ("", 0)
    digits = ""
    for index in range(start, min(start + _MOST_DECIMALS, len(tokens))):
        token, after = tokens[index], tokens[index + 1] if index + 1 < len(tokens) else None
        year = token.key == "nam" and after is not None and (after.kind == "number" or after.key in words("of-a-year"))
        said = _spoken(token) if token.kind == "word" else ""
        if len(said) != 1 or (digits and year):
            break
        digits += said
    return digits, len(digits)


def _spoken(token: Token) -> str:
    """Return the digits of a number or a digit's word; "" for anything else."""
    if token.kind == "number":
        return token.text if token.text.isdecimal() else ""
    if token.text in words("zeros"):
        return "0"
    last = LAST_DIGITS.get(token.key)
    return token.alternative or (str(last[0]) if last and vietnamese.agrees(token.text, last[1]) else "")


def _numbers_a_village(tokens: list[Token], at: int) -> bool:
    """Tell whether a digit is all of a village's number: "ấp bảy mười hai trên mười ba" is not 72."""
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return after == "mười" and at > 0 and tokens[at - 1].key in words("numbered")


def _spoken_tens(tokens: list[Token], at: int) -> int | None:
    """Read "hai chín" as 29 and "bon lam" as 45 beside "trên", as people speak counts; "ấp hai chín trên …" is ấp 2."""
    if at + 1 >= len(tokens) or tokens[at].kind != "word" or tokens[at + 1].kind != "word":
        return None
    before = tokens[at - 1].key if at and tokens[at - 1].text != "sở" else ""  # "trung học cơ sở hai chín"
    behind = [token.key for token in tokens[at + 2 : at + 4]]
    parts = behind[:1] == ["tren"] or (behind[1:] == ["tren"] and behind[0] in words("counted"))
    total = before == "tren" or [token.key for token in tokens[max(0, at - 2) : at]] == ["tong", "so"]
    if not total and (not parts or before in words("numbered") | words("also-numbered")):
        return None
    tens, ones = first_digit(tokens[at].text), last_digit(tokens[at + 1].text)
    return 10 * tens + ones if tens and tens > 1 and ones else None
