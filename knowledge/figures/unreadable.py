"""What stands where a number should and is none that can be stored: "vài cháu", "gần 47/47", "2O/2O", ".../15"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from knowledge.figures.model import Amount
from knowledge.tokens import Token
from knowledge.wordlists import words

_LIKE_DIGITS = "olisz"
_DIGITS_MEANT = str.maketrans(_LIKE_DIGITS, "01152")
_COUNTS = re.compile(r"(\d{1,6})\s*/\s*(\d{1,6})")
_LETTER_FOR_DIGIT = re.compile(
    rf"(?<=\d)[{_LIKE_DIGITS}]+(?![^\W\d_])|^[{_LIKE_DIGITS}](?=\d)|/[{_LIKE_DIGITS}]+\d", re.IGNORECASE
)


def find_unreadable(text: str, tokens: Sequence[Token], at: int) -> Amount | None:
    """Return what stands at a place instead of a number that can be stored, or None."""
    return _vague(text, tokens, at) or _with_letters(text, tokens, at)


def find_approximate(text: str, tokens: Sequence[Token], at: int) -> Amount | None:
    """Return the amount at a place where it is said to be about so much: "gần 47/47", "~46/47"."""
    if tokens[at].kind not in ("number", "date") or not _is_approximate(text, tokens, at):
        return None
    return Amount(at, at + 1 + _skip_denominator(text, tokens, at + 1), "unreadable")


def _vague(text: str, tokens: Sequence[Token], at: int) -> Amount | None:
    """See what stands where a number should: "mấy chục/47", ".../15", "chưa rõ/22", "vài cháu"."""
    token = tokens[at]
    if token.key in ("may", "vai", "nhieu") and _skip_denominator(text, tokens, at + 1):
        return Amount(at, at + 2, "unreadable")
    if token.kind == "number" and at + 1 < len(tokens) and tokens[at + 1].key == "may":
        return Amount(at, at + 2 + _skip_denominator(text, tokens, at + 2), "unreadable")  # "hai mươi mấy/28"
    if token.key == "chuc" and at + 1 < len(tokens) and tokens[at + 1].key == "may":
        return Amount(at, at + 2 + _skip_denominator(text, tokens, at + 2), "unreadable")
    after = tokens[at + 1].key if at + 1 < len(tokens) else ""
    if token.key in ("may", "vai") and after in words("counted") and _skip_denominator(text, tokens, at + 2):
        return Amount(at, at + 3, "unreadable")  # "mấy em/8 em"
    if token.key == "may" and after in words("children") and _counts_ahead(text, tokens, at + 2):
        return None  # "mấy em từ 7 tuổi được hỏi ý kiến 45/130": the children
    if token.key in ("may", "vai") and after in words("vague-behind"):
        return Amount(at, at + 2 + _skip_denominator(text, tokens, at + 2), "unreadable")
    if token.kind == "number" and _is_range(text, tokens, at):
        return _maybe(tokens, at, at + 1)  # "45-47" may be 45 of 47, or 45 to 47
    if token.kind == "number" and after == "phan" and at + 2 < len(tokens) and tokens[at + 2].kind == "number":
        return _maybe(tokens, at, at + 2)  # "12 phần 14"
    if token.kind == "number":
        before = text[: token.start].rstrip()
        of_what = before[:-1].rstrip() if before.endswith("/") else ""
        if of_what and not of_what[-1].isdigit():
            return Amount(at, at + 1, "unreadable")  # ".../15", "chưa rõ/22", "#REF!/105"
    return None


def _maybe(tokens: Sequence[Token], at: int, last: int) -> Amount:
    """The amount from one number to another, which are offered where they can be counts and their total."""
    one, two = tokens[at].value, tokens[last].value
    if one is None or two is None or one > two:
        return Amount(at, last + 1, "unreadable")
    return Amount(at, last + 1, "unreadable", one, two)


def _counts_ahead(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a count and its total, or "có 11 em", stand ahead in the same sentence."""
    nouns = words("counted")
    for index in range(at, len(tokens)):
        token = tokens[index]
        if token.kind == "separator" and token.text not in (",", ":"):
            return False
        after = tokens[index + 1].key if index + 1 < len(tokens) else ""
        counted = token.kind == "number" and after in nouns
        if counted and (tokens[index - 1].key in ("co", "duoc", "la") or _skip_denominator(text, tokens, index + 2)):
            return True
        if token.alternative and index + 1 < len(tokens) and tokens[index + 1].key == "tren":
            return True  # "chín trên mười"
        if (token.kind == "date" and "/" in text[token.start : token.end]) or (
            token.kind == "number" and _skip_denominator(text, tokens, index + 1)
        ):
            return True
    return False


def _with_letters(text: str, tokens: Sequence[Token], at: int) -> Amount | None:
    """See "2O/2O", "l5/16": a letter that was meant for a digit; what was meant is not stored, but offered."""
    if tokens[at].kind not in ("number", "date"):
        return None
    begin, end = tokens[at].start, at + 1
    while end < len(tokens) and tokens[end].kind != "separator" and _is_glued(text, tokens, end):
        end += 1
    if text[begin - 1 : begin].lower() in _LIKE_DIGITS and not text[begin - 2 : begin - 1].isalpha():
        begin -= 1
    typed = text[max(0, begin) : tokens[end - 1].end]
    if not _LETTER_FOR_DIGIT.search(typed):
        return None
    meant = _COUNTS.fullmatch(typed.lower().translate(_DIGITS_MEANT))
    if meant is None or int(meant[1]) > int(meant[2]):
        return Amount(at, end, "unreadable")
    return Amount(at, end, "unreadable", Decimal(meant[1]), Decimal(meant[2]))


def _is_glued(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Tell whether nothing but a stroke stands between a token and the one before it."""
    return text[tokens[at - 1].end : tokens[at].start] in ("", "/")


def _is_approximate(text: str, tokens: Sequence[Token], at: int) -> bool:
    """See "gần 47/47", "~46/47": a report takes the very number."""
    before = [token.text for token in tokens[max(0, at - 2) : at]]
    estimated = before in (["ước", "tính"], ["uoc", "tinh"])
    halfway = before[:1] and before[0] in ("giữa", "giua", "nửa", "nua")  # "nghỉ học giữa chừng 2/160"
    about = at > 0 and before[-1] in words("about") and not halfway
    return text[: tokens[at].start].rstrip().endswith("~") or estimated or about


def _is_range(text: str, tokens: Sequence[Token], at: int) -> bool:
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if at + 2 < len(tokens) and tokens[at + 2].key in words("no-amount-before"):
        return False  # "3-5 tuổi"
    return after is not None and after.kind == "number" and text[tokens[at].end : after.start] in ("-", "–")


def _skip_denominator(text: str, tokens: Sequence[Token], at: int) -> int:
    if at < len(tokens) and tokens[at].kind == "number" and "/" in text[tokens[at - 1].end : tokens[at].start]:
        return 1
    if at + 1 < len(tokens) and tokens[at].key == "tren" and tokens[at + 1].kind == "number":
        return 2
    return 0
