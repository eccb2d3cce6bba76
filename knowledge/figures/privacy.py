"""Seeing what must not be kept: a child's name, a phone, id or citizen number, a home address."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from knowledge.tokens import Token
from knowledge.vietnamese import has_marks
from knowledge.wordlists import words

_PHONE = re.compile(r"(?<!\d)(?:\+?84|0)[35789](?:[ .]?\d){8}(?!\d)")
_SHORTEST_PHONE = 9  # digits
_LONG_ID = re.compile(r"(?<![\d/.,])\d{9}(?:\d{3})?(?![\d/])")
# The same, telephones with wires and citizen numbers with anything between: "(0912) 345-678", "079-185-001-234".
_BETWEEN = r"[ ./_()-]{0,3}"
_PARTED = re.compile(
    rf"(?<![\d/._-])(?:(?:\+84|0){_BETWEEN}[35789](?:{_BETWEEN}\d){{8}}|02\d{{1,2}}(?:{_BETWEEN}\d){{7,8}}"
    rf"|0\d\d(?:{_BETWEEN}\d){{9}}|\d{{3}}[_-]\d{{3}}[_-]\d{{3}})(?!\d|[_-]\d)"
)
# Parts of such a run that are no part of one number: shares, days and years.
_COUNTED = re.compile(
    r"(?<![\d/-])(?:\d{1,3}/\d{1,3}|\d{1,2}-\d{1,2}|\d{1,2}[/-](?:19|20)\d\d)(?![\d/-])"
    r"|(?<!\d)\d{1,2}[./_-]\d{1,2}[./_-](?:19|20)\d\d"
)
# "học lớp 5A": with the school, it points at one child; a teacher who reports is of a class, and does not learn in it.
_CLASS = re.compile(r"\bh[oọ]c (?:sinh )?l[oớ]p \d{1,2} ?[a-h]\d?\b", re.IGNORECASE)
_TYPED = frozenset({"thị", "văn"})  # middle names with their marks


def has_personal_data(text: str, tokens: Sequence[Token], explained: Collection[int]) -> bool:
    """Tell whether *text* names a child or holds a number or address of a person.

    *explained* are tokens that the lexicon reads as something else: "em Khu phố 3" names nobody. Greeting the person
    addressed ("chị Hoa ơi") is not personal data.
    """
    if _holds_a_number(text) or _CLASS.search(text) or _spells_a_phone(tokens):
        return True
    if not words("papers-of-a-person").isdisjoint(t.key for t in tokens):
        return True
    pairs = [(a.key, b.key) for a, b in pairwise(tokens)]
    addressed = not words("addresses").isdisjoint(f"{key}_{after}" for key, after in pairs)
    if addressed or any(_is_house_number(tokens, at) for at in range(len(pairs))):
        return True
    streets, middle, children = words("streets"), words("middle-names"), words("child-words")
    for at, (key, after) in enumerate(pairs):
        house = after in streets and tokens[at].kind == "number"  # "số 45 đường …", "12 ngõ 5"
        name = after in middle and _is_full_name(tokens, at)
        owner = key in ("nha", "con") and _is_house_or_child_of(tokens, at)
        if house or name or owner or _suffered(tokens, at) or _is_one_called(tokens, at):
            return True
        if key in children and (_names_a_child(tokens, at, explained) or _is_called_plainly(tokens, at)):
            return True
    return False


def _holds_a_number(text: str) -> bool:
    """Tell whether *text* holds the number of a telephone or of a citizen; shares and days in a row are none."""
    numbers = (*_PHONE.finditer(text), *_PARTED.finditer(text))
    return _LONG_ID.search(text) is not None or any(not _COUNTED.search(found[0]) for found in numbers)


def _spells_a_phone(tokens: Sequence[Token]) -> bool:
    """See a telephone number digit by digit: "không chín một hai ba bốn năm sáu bảy tám"."""
    length, digits = 0, words("digits-in-words")
    for token in tokens:
        length = length + 1 if token.kind == "word" and token.key in digits else 0
        if length == _SHORTEST_PHONE:
            return True
    return False


def _is_house_number(tokens: Sequence[Token], at: int) -> bool:
    """See "số nhà 5", "so nha 5"; "em gửi số nha" is a mere "please"."""
    number, house = tokens[at], tokens[at + 1]
    if (number.key, house.key) != ("so", "nha"):
        return False
    return house.text == "nhà" or (at + 2 < len(tokens) and tokens[at + 2].kind == "number")


def _is_full_name(tokens: Sequence[Token], at: int) -> bool:
    """See "Nguyen Van An" anywhere; not behind a title ("chị Nguyễn Thị Hoa gửi"), nor as the name of a school.

    Without capitals too, "tran thi mai nghi hoc", where the surname is hardly any other word.
    """
    first, second, third = _three(tokens, at)
    if first.key not in words("surnames") or third is None or third.kind != "word" or _is_introduced(tokens, at):
        return False
    marked = has_marks(first.text) and first.text in words("surnames-with-marks")
    sure = marked or (first.key in words("surnames-that-are-no-words") and not has_marks(first.text))
    plainly = (
        sure
        and (second.text in words("middle-names") or second.text in _TYPED)
        and f"{second.text}_{third.text}" not in words("no-names")
    )
    return plainly or (first.capital and second.capital and third.capital)


def _is_introduced(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a title, or what is named after people, stands before a name: "chị Hoa", "trường Lê Lợi"."""
    return at > 0 and (tokens[at - 1].text in words("titles") or tokens[at - 1].key in words("named-after-people"))


def _suffered(tokens: Sequence[Token], at: int) -> bool:
    """See "Trần Bảo Ngọc bị …", "Lê Gia Hân 5 tuổi": a surname, given names and what is told of a person."""
    if tokens[at].key not in words("surnames") or not _may_be_a_surname(tokens[at].text) or _is_introduced(tokens, at):
        return False
    end = at + 1
    while end < min(at + 4, len(tokens)) and tokens[end].kind == "word" and tokens[end].capital:
        end += 1
    return end > at + 1 and _is_told_of(tokens, end)


def _may_be_a_surname(text: str) -> bool:
    """Tell whether marks, where they are typed, are those of a surname: "cáo" and "đường" are none."""
    return not has_marks(text) or text in words("surnames-with-marks")


def _is_told_of(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether what befell somebody stands at a place, "bị …", "mắc …", or an age, ", 5 tuổi"."""
    if at + 2 < len(tokens) and tokens[at].kind == "separator":
        return tokens[at + 1].kind == "number" and tokens[at + 2].key == "tuoi"
    first, second = (tokens[i] if i < len(tokens) else None for i in (at, at + 1))
    if first is None or first.capital:
        return False
    befalls = first.key in words("befalls-a-child")
    if befalls or first.kind != "number" or second is None:
        return befalls
    month = at + 2 < len(tokens) and tokens[at + 2].kind == "number"  # "KP5 T12"
    return second.key == "tuoi" or (second.key == "t" and not month)


def _is_called_plainly(tokens: Sequence[Token], at: int) -> bool:
    """See "bé tên lan", "chau lan anh bi te": a name, not told by its capitals but by what stands around it."""
    child, first = tokens[at], tokens[at + 1]
    if first.key == "ten":
        name = at + 2
        if child.key != "em" and name < len(tokens) and tokens[name].key == "la":
            name += 1  # "cháu tên là Lan"; "em tên là Lan" introduces whoever writes
        asked = name >= len(tokens) or tokens[name].kind != "word" or tokens[name].key in words("no-name")
        return child.key in words("one-child-before-its-name") and not asked
    if child.key not in words("one-child-before-its-name"):
        return False
    given, also_words = words("given-names"), words("given-names-also-words")
    begin = at + 2 if first.key in words("surnames") else at + 1
    end = begin
    while end < min(begin + 2, len(tokens)) and tokens[end].key in given:
        end += 1
    known = [token for token in tokens[begin:end] if token.key not in also_words]
    if begin > at + 1 and not _may_be_a_surname(first.text):
        return False  # "em đang làm an toàn"
    sure = first.key in words("surnames-that-are-no-words") and end == begin + 2 and bool(known)  # "bé Trần Gia Bảo"
    in_full = begin > at + 1 and (len(known) > 1 or sure)  # "CHÁU PHẠM NGỌC HÂN"
    return in_full or (bool(known) and _is_told_of(tokens, end))


def _is_one_called(tokens: Sequence[Token], at: int) -> bool:
    """See "1 em là Nguyễn Minh Khang"; "em là Nguyễn Minh Khang" introduces whoever writes."""
    child, called = tokens[at], tokens[at + 1]
    if child.key not in words("one-child-before-its-name") or called.key != "la" or at == 0 or at + 3 >= len(tokens):
        return False
    counted = tokens[at - 1].kind == "number" or (tokens[at - 1].alternative or "").isdigit()
    surname, given = tokens[at + 2], tokens[at + 3]
    if not counted or surname.key not in words("surnames") or not _may_be_a_surname(surname.text):
        return False
    named = given.key in words("given-names") or given.key in words("middle-names")
    return named or (surname.capital and given.capital)


def _is_house_or_child_of(tokens: Sequence[Token], at: int) -> bool:
    """See "nhà bà Năm", "con chị Hoa"; "nha chị" is a mere "please"."""
    what, title, name = _three(tokens, at)
    if name is None or name.kind != "word" or what.text not in ("nhà", "con"):
        return False
    return title.key in words("house-of") and not title.capital and name.capital


def _three(tokens: Sequence[Token], at: int) -> tuple[Token, Token, Token | None]:
    """Return two tokens and, unless the message ends there, a third."""
    return tokens[at], tokens[at + 1], tokens[at + 2] if at + 2 < len(tokens) else None


def names_a_phone(tokens: Sequence[Token]) -> bool:
    """Tell whether a phone is spoken of, whose number may be spelled out in words."""
    return any(
        t.key == "sdt" or (t.key == "dien" and i + 1 < len(tokens) and tokens[i + 1].key == "thoai")
        for i, t in enumerate(tokens)
    )


def _is_called(child: Token, first: Token, second: Token | None, third: Token | None) -> bool:
    """See "cháu Lan bị …", "bé Lan Anh": given names with capitals, though the lexicon may know them as other words.

    Not in a message that is all capitals, or all words of which begin with one.
    """
    if child.key not in words("one-child-before-its-name") or child.capital or not first.capital:
        return False
    if first.key not in words("given-names"):
        return False
    if second is None or not second.capital:
        return second is None or second.key not in words("spoken-to")
    return child.key != "em" and second.key in words("given-names") and not (third is not None and third.capital)


def _names_a_child(tokens: Sequence[Token], at: int, explained: Collection[int]) -> bool:
    if at > 0 and tokens[at - 1].text in words("titles"):
        return False
    first = tokens[at + 1]
    second = tokens[at + 2] if at + 2 < len(tokens) else None
    if tokens[at].key == "em" and second is not None and second.key in words("who-writes-does"):
        return False  # "em Hoa gửi số liệu": whoever writes
    if first.kind != "word":
        return False
    full = first.key in words("surnames") and second is not None and second.kind == "word"
    third = tokens[at + 3] if at + 3 < len(tokens) else None
    middle = second is not None and second.key in words("middle-names")
    if full and middle and third is not None and third.kind == "word":
        return True
    if _is_called(tokens[at], first, second, third):
        return True
    if at + 1 in explained:
        return False
    if full and second is not None and (middle or (first.capital and second.capital)):
        return True
    vocative = second is not None and second.key in words("spoken-to")
    return first.capital and not first.acronym and not vocative
