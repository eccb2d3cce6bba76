"""An amount that is said for another one: "46/47", "nhầm, 46/47 ạ", "sửa tiêm chủng 46/47"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.numerals import first_digit, read_numeral
from knowledge.phrasebook import phrases
from knowledge.vietnamese import fold, repair

# Of text without its marks. What is denied, "không phải 8/12", is not the amount.
_MOST_BEFORE_A_COUNT = 4  # words
_NUMBER = re.compile(r"(?P<top>\d{1,7})(?:\s*/\s*(?P<total>\d{1,7}))?\s*%?")
# As it is typed. Not "chua", which mostly is "chưa" without its marks.
_CORRECTS = re.compile(r"^\s*(?:sửa|sua|chữa|đính chính|dinh chinh|correct)\b\s*(?:lại|lai)?\s*:?", re.IGNORECASE)
_BEGINS_WRONG = re.compile(r"^\s*(?:nhầm|nham|lộn)(?: rồi| roi)?\s*[,.:]\s*\S", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount that a message says, and nothing else."""

    text: str  # "46/47"
    total: int | None
    slipped: bool  # it begins by saying that another one was wrong

    def is_same(self, shown: str) -> bool:
        """Tell whether it is the amount *shown*, be it with other spaces."""
        return "".join(self.text.split()) == "".join(shown.split())


def amount_alone(text: str) -> Amount | None:
    """Read a message that says an amount and nothing else but that another one was wrong; None for any other."""
    plain = fold(text)
    of_total = phrases("of-the-total").pattern
    plain = re.sub(rf"(?<=\d) +{of_total} +(?=\d)", "/", plain)
    found = None if phrases("denies-an-amount").search(plain) else _NUMBER.search(plain)
    if found is None:
        return None
    before, behind = phrases("before-another-amount"), phrases("behind-another-amount")
    if _left(before, plain[: found.start()]) or _left(behind, plain[found.end() :]):
        return None
    total = int(found["total"]) if found["total"] else None
    return Amount(found[0].strip(), total, phrases("slipped").match(plain.strip()) is not None)


def amount_picked(text: str) -> str | None:
    """The amount that a message lets hold and says no more, "chọn 9/9", "9/9 là đúng", without spaces; else None."""
    plain = fold(text).strip(" \t\n.!")
    found = _NUMBER.search(plain) if phrases("picks-an-amount").fullmatch(plain) else None
    return "".join(found[0].split()) if found else None


def count_alone(text: str) -> int | None:
    """Read a count that is said in digits or in words, and nothing else: "14", "trên 14", "mười bốn cháu"."""
    amount = amount_alone(text)
    if amount is not None:
        return int(amount.text) if amount.text.isdecimal() and not amount.slipped else None
    spoken = re.findall(r"\w+", repair(text).lower())
    for at, word in enumerate(spoken[:_MOST_BEFORE_A_COUNT]):
        value, used = read_numeral(spoken[at:])
        if not used and (digit := first_digit(word) or (10 if word in ("mười", "muoi") else None)):
            value, used = digit, 1
        if used:
            before, behind = (fold(" ".join(part)) for part in (spoken[:at], spoken[at + used :]))
            rest = _left(phrases("before-another-amount"), before), _left(phrases("behind-another-amount"), behind)
            return None if any(rest) else value
    return None


def says_more(text: str) -> bool:
    """Tell whether a message only says what is to be added to a figure, or taken from it: "tăng thêm 1"."""
    return phrases("increment-alone").fullmatch(fold(text).strip(" .!")) is not None


def _left(known: re.Pattern[str], text: str) -> str:
    """What is left of *text* without the phrases that are known, and without signs."""
    return known.sub("", text).strip(" \t\n,:.;!")


def corrects(text: str) -> bool:
    """Tell whether a message says that it corrects something: "sửa …", "hồi nãy em báo …, đúng ra là …".

    "Nhầm, tai nạn 4" does too; of "nhầm, 46/47", an amount alone, see ``Amount.slipped``.
    """
    if _CORRECTS.match(text) or phrases("corrects-sent").search(fold(text)):
        return True
    return _BEGINS_WRONG.match(text) is not None and amount_alone(text) is None


def without_the_word(text: str) -> str:
    """What is left of a message without the word by which it corrects."""
    return _CORRECTS.sub("", text, count=1)
