"""Number words: "hai nghìn không trăm ba mươi", "hai không hai lăm", "mười bảy", "twenty thirty".

Single digit words are too ambiguous to read alone ("năm" is five and year, "sau" is six and after): they are offered as
an alternative and decided by what stands beside them.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.vietnamese import agrees, key

# key -> (value, the accented word that typed marks must agree with)
DIGIT_WORDS: dict[str, tuple[int, str]] = {
    "mot": (1, "một"), "hai": (2, "hai"), "ba": (3, "ba"), "bon": (4, "bốn"), "nam": (5, "năm"),
    "sau": (6, "sáu"), "bay": (7, "bảy"), "tam": (8, "tám"), "chin": (9, "chín"), "muoi": (10, "mười"),
    "one": (1, "one"), "two": (2, "two"), "three": (3, "three"), "four": (4, "four"), "five": (5, "five"),
    "six": (6, "six"), "seven": (7, "seven"), "eight": (8, "eight"), "nine": (9, "nine"), "ten": (10, "ten"),
    "eleven": (11, "eleven"), "twelve": (12, "twelve"), "thirteen": (13, "thirteen"), "fourteen": (14, "fourteen"),
    "fifteen": (15, "fifteen"), "sixteen": (16, "sixteen"), "seventeen": (17, "seventeen"),
    "eighteen": (18, "eighteen"), "nineteen": (19, "nineteen"), "twenty": (20, "twenty"),
}  # fmt: skip
_DIGITS = {
    k: v
    for k, v in DIGIT_WORDS.items()
    if v[0] < 10 and k not in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
}
LAST_DIGITS = _DIGITS | {"lam": (5, "lăm"), "nham": (5, "nhăm"), "tu": (4, "tư"), "mot": (1, "mốt")}
_SPELT_OTHERWISE = {"bẩy": "bảy"}
_SPOKEN_TENS = {"hăm": 20, "băm": 30}
_ENGLISH_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_ENGLISH_ONES = {k: v[0] for k, v in DIGIT_WORDS.items() if v[0] <= 19 and k.isascii() and v[1] == k}
# Keys of the words that a number of two or more words can begin with.
BEGINNINGS = frozenset({*_DIGITS, *_ENGLISH_TENS, "muoi", "khong", "two", "ham", "bam"})


def read_numeral(words: Sequence[str]) -> tuple[int, int]:
    """Read the number of two or more words that *words* begin with.

    Args:
        words: Lower-case words, accented or not.

    Returns:
        The value and how many words it took; ``(0, 0)`` when no such number begins here.
    """
    words = [usual_spelling(word) for word in words]
    keys = [key(w) for w in words]
    for read in (_year_by_digits, _thousands, _hundreds, _below_hundred, _english):
        value, used = read(keys, words)
        if used > 1:
            return value, used
    return 0, 0


def usual_spelling(word: str) -> str:
    """Return a number word as it is mostly spelt: "bẩy" is "bảy"."""
    return _SPELT_OTHERWISE.get(word, word)


def first_digit(word: str) -> int | None:
    """Return the digit that a lower-case word says before another one: the "bốn" of "bốn lăm"."""
    word = usual_spelling(word)
    return _digit([key(word)], [word], 0, _DIGITS)


def last_digit(word: str) -> int | None:
    """Return the digit that a lower-case word says behind the tens: the "lăm", "tư" or "mốt" of "bốn lăm"."""
    word = usual_spelling(word)
    return _digit([key(word)], [word], 0, LAST_DIGITS)


def _digit(keys: Sequence[str], words: Sequence[str], at: int, table: dict[str, tuple[int, str]]) -> int | None:
    if at >= len(keys) or keys[at] not in table:
        return None
    value, accented = table[keys[at]]
    fits = agrees(words[at], accented) or (value == 1 and agrees(words[at], "một"))
    return value if fits else None


def _is(keys: Sequence[str], at: int, *wanted: str) -> bool:
    return at < len(keys) and keys[at] in wanted


def _below_hundred(keys: Sequence[str], words: Sequence[str], at: int = 0) -> tuple[int, int]:
    """Read "mười bảy", "hai mươi lăm", "ba mươi", "hai lăm", "hăm ba"; one word alone is not read."""
    if at < len(words) and words[at] in _SPOKEN_TENS:
        last = _digit(keys, words, at + 1, LAST_DIGITS)
        return (_SPOKEN_TENS[words[at]] + last, 2) if last is not None else (0, 0)
    if _is(keys, at, "muoi"):
        last = _digit(keys, words, at + 1, LAST_DIGITS)
        return (10 + last, 2) if last is not None else (0, 0)
    first = _digit(keys, words, at, _DIGITS)
    if first is None:
        return 0, 0
    if _is(keys, at + 1, "muoi", "chuc"):
        last = _digit(keys, words, at + 2, LAST_DIGITS)
        return (first * 10 + last, 3) if last is not None else (first * 10, 2)
    if _is_spoken_five(keys, words, at + 1) or (at + 1 < len(words) and words[at + 1] in ("mốt", "tư")):
        return first * 10 + LAST_DIGITS[keys[at + 1]][0], 2
    return 0, 0


def _ten_or_more(keys: Sequence[str], words: Sequence[str], at: int) -> tuple[int, int]:
    """Read what follows hundreds or thousands, where "mười" alone is a number too."""
    rest, used = _below_hundred(keys, words, at)
    if used or not _is(keys, at, "muoi") or not agrees(words[at], "mười"):
        return rest, used
    return 10, 1


def _is_spoken_five(keys: Sequence[str], words: Sequence[str], at: int) -> bool:
    """Tell whether "lăm" or "nhăm" stands there; right after a digit only with marks ("ba làm gì"), or at the end."""
    if not _is(keys, at, "lam", "nham") or not agrees(words[at], LAST_DIGITS[keys[at]][1]):
        return False
    return at > 1 or words[at] != keys[at] or at + 1 == len(words)


def _hundreds(keys: Sequence[str], words: Sequence[str], at: int = 0) -> tuple[int, int]:
    first = 0 if _is(keys, at, "khong") else _digit(keys, words, at, _DIGITS)
    if first is None or not _is(keys, at + 1, "tram"):
        return 0, 0
    used = 2
    if _is(keys, at + used, "linh", "le"):
        last = _digit(keys, words, at + used + 1, LAST_DIGITS)
        return (first * 100 + last, used + 2) if last is not None else (first * 100, used)
    rest, more = _ten_or_more(keys, words, at + used)
    return first * 100 + rest, used + more


def _thousands(keys: Sequence[str], words: Sequence[str], at: int = 0) -> tuple[int, int]:
    first = _digit(keys, words, at, _DIGITS)
    if first is None or not _is(keys, at + 1, "nghin", "ngan"):
        return 0, 0
    for read in (_hundreds, _ten_or_more):
        rest, more = read(keys, words, at + 2)
        if more:
            return first * 1000 + rest, 2 + more
    if _is(keys, at + 2, "linh", "le", "khong"):
        last = _digit(keys, words, at + 3, LAST_DIGITS)
        if last is not None:
            return first * 1000 + last, 4
    return first * 1000, 2


def _year_by_digits(keys: Sequence[str], words: Sequence[str]) -> tuple[int, int]:
    """Read a year said digit by digit: "hai không hai lăm", "hai không ba không", "hai không hai mươi lăm"."""
    if not (_is(keys, 0, "hai") and _is(keys, 1, "khong")):
        return 0, 0
    rest, more = _below_hundred(keys, words, 2)
    if more:
        return 2000 + rest, 2 + more
    tens = _digit(keys, words, 2, _DIGITS)
    if tens is None:
        return 0, 0
    if _is(keys, 3, "khong"):
        return 2000 + tens * 10, 4
    ones = _digit(keys, words, 3, LAST_DIGITS)
    return (2000 + tens * 10 + ones, 4) if ones is not None else (0, 0)


def _english(keys: Sequence[str], _words: Sequence[str]) -> tuple[int, int]:
    """Read "twenty five", "twenty thirty", "twenty twenty-five", "two thousand and thirty"."""
    if _is(keys, 0, "two") and _is(keys, 1, "thousand"):
        start = 3 if _is(keys, 2, "and") else 2
        rest, more = _english_below_hundred(keys, start)
        return 2000 + rest, start + more if more else 2
    if _is(keys, 0, "twenty"):
        rest, more = _english_below_hundred(keys, 1)
        if more and rest >= 10:
            return 2000 + rest, 1 + more
    value, used = _english_below_hundred(keys, 0)
    return (value, used) if used > 1 else (0, 0)


def _english_below_hundred(keys: Sequence[str], at: int) -> tuple[int, int]:
    if at < len(keys) and keys[at] in _ENGLISH_TENS:
        tens = _ENGLISH_TENS[keys[at]]
        if at + 1 < len(keys) and _ENGLISH_ONES.get(keys[at + 1], 10) < 10:
            return tens + _ENGLISH_ONES[keys[at + 1]], 2
        return tens, 1
    if at < len(keys) and keys[at] in _ENGLISH_ONES:
        return _ENGLISH_ONES[keys[at]], 1
    return 0, 0
