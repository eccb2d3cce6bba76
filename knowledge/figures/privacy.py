"""Seeing what must not be kept: a child's name, a phone, id or citizen number, a home address."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from knowledge.tokens import Token
from knowledge.wordlists import words

_PHONE = re.compile(r"(?<!\d)(?:\+?84|0)[35789](?:[ .]?\d){8}(?!\d)")
_LONG_ID = re.compile(r"(?<![\d/.,])\d{9}(?:\d{3})?(?![\d/])")
_ID_WORDS = frozenset({"cccd", "cmnd", "cmt", "cancuoc", "passport"})
_CHILD_WORDS = frozenset({"be", "chau", "em", "con", "sinh", "tre", "gai", "trai", "ten"})
_ADDRESS = frozenset({("so", "nha"), ("dia", "chi"), ("hem", "so"), ("duong", "so")})
_HOUSE_OF = frozenset({"ba", "ong", "anh", "chi", "bac", "co", "chu"})
_STREETS = frozenset({"duong", "hem", "ngo", "ngach", "pho"})
_CALLS = frozenset({"oi", "a"})
_SENDS = frozenset({"gui", "bao", "nop", "xin", "chao"})
_NAMED_AFTER = frozenset({"truong", "hoc", "non", "so", "thcs", "th", "thpt", "duong", "pho", "cong", "vien"})
_MIDDLE_NAMES = frozenset({"thi", "van"})
_TITLES = frozenset({"chi", "anh", "co", "chu", "bac", "ong", "ba", "thai", "thay", "dong"})


def has_personal_data(text: str, tokens: Sequence[Token], explained: Collection[int]) -> bool:
    """Tell whether *text* names a child or holds a number or address of a person.

    *explained* are tokens that the lexicon reads as something else: "em Khu phố 3" names nobody. Greeting the person
    addressed ("chị Hoa ơi") is not personal data.
    """
    if _PHONE.search(text) or _LONG_ID.search(text) or any(t.key in _ID_WORDS for t in tokens):
        return True
    pairs = [(a.key, b.key) for a, b in pairwise(tokens)]
    if not _ADDRESS.isdisjoint(pairs):
        return True
    for at, (key, after) in enumerate(pairs):
        house = after in _STREETS and tokens[at].kind == "number"  # "số 45 đường …", "12 ngõ 5"
        name = after in _MIDDLE_NAMES and _is_full_name(tokens, at)
        owner = key == "nha" and _is_house_of(tokens, at)
        if house or name or owner or (key in _CHILD_WORDS and _names_a_child(tokens, at, explained)):
            return True
    return False


def _is_full_name(tokens: Sequence[Token], at: int) -> bool:
    """See "Nguyen Van An" anywhere; not behind a title ("chị Nguyễn Thị Hoa gửi"), nor as the name of a school."""
    first, second, third = _three(tokens, at)
    if first.key not in words("surnames") or third is None or third.kind != "word":
        return False
    before = tokens[at - 1].key if at else ""
    return first.capital and second.capital and third.capital and before not in _TITLES | _NAMED_AFTER


def _is_house_of(tokens: Sequence[Token], at: int) -> bool:
    """See "nhà bà Năm"; "nha chị" is a mere "please"."""
    house, title, name = _three(tokens, at)
    if name is None or name.kind != "word":
        return False
    return house.text == "nhà" and title.key in _HOUSE_OF and name.capital


def _three(tokens: Sequence[Token], at: int) -> tuple[Token, Token, Token | None]:
    """Return two tokens and, unless the message ends there, a third."""
    return tokens[at], tokens[at + 1], tokens[at + 2] if at + 2 < len(tokens) else None


def names_a_phone(tokens: Sequence[Token]) -> bool:
    """Tell whether a phone is spoken of, whose number may be spelled out in words."""
    return any(
        t.key == "sdt" or (t.key == "dien" and i + 1 < len(tokens) and tokens[i + 1].key == "thoai")
        for i, t in enumerate(tokens)
    )


def _is_called(child: Token, first: Token, second: Token | None) -> bool:
    """See "cháu Lan bị …": a given name with its capital, though the lexicon may know the word as another one.

    Not in a message that is all capitals, or all words of which begin with one.
    """
    if child.key not in ("be", "chau", "em") or child.capital or not first.capital or first.acronym:
        return False
    return first.key in words("given_names") and not (second is not None and (second.capital or second.key in _CALLS))


def _names_a_child(tokens: Sequence[Token], at: int, explained: Collection[int]) -> bool:
    if at > 0 and tokens[at - 1].key in _TITLES:
        return False
    first = tokens[at + 1]
    second = tokens[at + 2] if at + 2 < len(tokens) else None
    if tokens[at].key == "em" and second is not None and second.key in _SENDS:
        return False  # "em Hoa gửi số liệu": whoever writes
    if first.kind != "word":
        return False
    full = first.key in words("surnames") and second is not None and second.kind == "word"
    third = tokens[at + 3] if at + 3 < len(tokens) else None
    if full and second is not None and second.key in ("thi", "van") and third is not None and third.kind == "word":
        return True
    if _is_called(tokens[at], first, second):
        return True
    if at + 1 in explained:
        return False
    if full and second is not None and (second.key in ("thi", "van") or (first.capital and second.capital)):
        return True
    vocative = second is not None and second.key in _CALLS
    return first.capital and not first.acronym and not vocative
