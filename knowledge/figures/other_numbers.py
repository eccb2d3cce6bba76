"""Numbers in a message of figures that are no amounts: ages, doses, school classes, the numbers of a list."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from knowledge.figures.days import numbers_a_weekday
from knowledge.figures.period_forms import key_at
from knowledge.tokens import Token
from knowledge.wordlists import words


def says_something_else(text: str, tokens: Sequence[Token], at: int, taken: Collection[int]) -> bool:
    """Tell whether a number is an age, a dose, a day, a year or the number of a list.

    A word at one of the places *taken* is part of what is measured, and numbers nothing: the "đãi" of "ngược đãi 0" is
    no "dài", the "ký" of "nhẹ ký 4/59" no "kỳ".
    """
    token = tokens[at]
    earlier, before, after = (key_at(tokens, place) for place in (at - 2, at - 1, at + 1))
    of_total = before == "so" and earlier in ("trong", "tong", "tu", "mau")
    told = at - 1 in taken or (at > 0 and tokens[at - 1].text in ("bằng", "sổ"))  # "tử vong bằng 0", "trong sổ 33"
    told = told or f"{earlier}_{before}" in words("not-numbering")
    told = told or (before in ("mui", "lan") and _is_counted(tokens, at - 1))  # "đủ mũi 38/39", "đủ 3 mũi 38/39"
    if before in words("until") and at - 2 in taken and tokens[at - 2].kind == "number":
        return True  # "chỉ tiêu 1 đến 5"
    if numbers_a_weekday(tokens, at):
        return True
    if after in words("no-amount-before") or _begins_ages(text, tokens, at):
        return True
    if after == "do" and tokens[at + 1].text == "độ":
        return True  # "35 độ"; "2 do té xe" is a count
    if before in words("no-amount-after") and not of_total and not told:
        return True
    if before == "dong" and (tokens[at - 1].text == "dòng" or earlier in words("changing")):
        return True  # "sửa dòng 2"; of "lao dong 2" the number is one of cases
    if after == "%" and "_".join(t.key for t in tokens[at + 2 : at + 4]) in words("planned"):
        return True  # "đạt 100% kế hoạch năm 2025"
    if before in words("kindergarten-classes") and earlier == "lop":
        return after not in words("counted") and not _is_of_a_total(text, tokens, at)  # "lớp Lá 2"
    if before == "tren" and token.number in (1_000, 10_000, 100_000):
        return True  # the unit of a rate
    line = text[: token.start].rpartition("\n")[2]
    close, space = text[token.end : token.end + 1], text[token.end + 1 : token.end + 2]
    if space not in (" ", ""):
        return False
    if close == ":" and not line.strip():
        return True  # "1: KS 9/9"
    # "1. KS 9/9", and "1) KS 9/9 2) TC 11/12" within a line
    return (close in (".", ")") and not line.strip()) or (close == ")" and line.endswith(" ") and "(" not in line)


def _is_of_a_total(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a stroke or "trên" and another number stand behind a number."""
    behind = text[tokens[at].end :].lstrip()
    return behind.startswith("/") or key_at(tokens, at + 1) == "tren"


def _is_counted(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether how many of it there are stands before a word, so that what stands behind does not number it."""
    return at > 0 and (tokens[at - 1].kind == "number" or tokens[at - 1].key in ("du", "cac", "het"))


def _begins_ages(text: str, tokens: Sequence[Token], at: int) -> bool:
    """See the 3 of "3-5 tuổi" and "3 đến 5 tuổi"."""
    dash = _glued_by_dash(text, tokens, at)
    last = at + 1 if dash else at + 2
    joined = dash or key_at(tokens, at + 1) in words("until")
    return joined and key_at(tokens, last + 1) == "tuoi" and tokens[last].kind == "number"


def _glued_by_dash(text: str, tokens: Sequence[Token], at: int) -> bool:
    return at + 1 < len(tokens) and text[tokens[at].end : tokens[at + 1].start].strip() in ("-", "–")
