"""Children whom a measure is not about: "trẻ 4 tuổi đi mẫu giáo 12/20", "bé gái khai sinh 10/10".

Their figure would stand for all children of the measure, so it is asked about. Of cases, an age or a sex only tells
whom they befell: "tai nạn 1 ca (bé trai 7 tuổi)" is one case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from knowledge.figures.ages import is_age
from knowledge.figures.clause import Clause
from knowledge.figures.model import Amount, Measure
from knowledge.reading import Reading
from knowledge.tokens import Token
from knowledge.wordlists import words

_ADULT = 16  # years: who is younger is a child by law, and an older one stands in a message for other reasons
# "nam 25/26 nữ 20/21"; "nam" may be "năm", and "nữ" of "phụ nữ".
_BOTH_SEXES = re.compile(r"\bnam:? \d[\d/]*[ ,;]+n[uữ]:? \d|\bn[uữ]:? \d[\d/]*[ ,;]+nam:? \d+/")
_SEXES_BEHIND = re.compile(r"\s*\(\s*(?:nam|n[uữ]):? (\d{1,5})\s*[,;]?\s*(?:nam|n[uữ]):? (\d{1,5})(?![\d/%])")


def other_group(reading: Reading, clause: Clause, amount: Amount, measure: Measure) -> bool:
    """Tell whether a clause speaks of children of another age, or of a part of the children, than *measure* does."""
    if measure.counts_cases or not measure.ages:
        return False
    tokens = reading.tokens[clause.start : clause.end]
    keys = [token.key for token in tokens]
    if _BOTH_SEXES.search(reading.text.lower()) and not _adds_up(reading, amount):
        return True
    if not words("of-ages").isdisjoint(keys) and any(age not in measure.ages for age in _ages(tokens)):
        return True
    return _names_a_part(tokens, keys)


def _adds_up(reading: Reading, amount: Amount) -> bool:
    """See "2/60 (nam 1, nữ 1)": of whom the figure is made up, said behind it."""
    sexes = _SEXES_BEHIND.match(reading.text[reading.tokens[amount.end - 1].end :].lower())
    return sexes is not None and sum(map(int, sexes.groups())) == amount.numerator


def _ages(tokens: Sequence[Token]) -> Iterator[Decimal]:
    """Give the ages of children in *tokens*, in years: of "3-5 tuổi" both, of "18 tháng tuổi" one and a half."""
    for at, token in enumerate(tokens):
        unit = _unit_behind(tokens, at)
        if unit is None or token.value is None or token.value / unit >= _ADULT:
            continue
        yield token.value / unit
        first = tokens[at - 2] if at > 1 and tokens[at - 1].key in words("until") else tokens[at - 1] if at else None
        if first is not None and first.value is not None and 0 < first.value < token.value:
            yield first.value / unit  # of "0 đến 8 tuổi" the end alone


def _unit_behind(tokens: Sequence[Token], at: int) -> int | None:
    """Return how many of the unit behind a number are a year, where it is one of age; "T9" is a month."""
    after = [token.key for token in tokens[at + 1 : at + 3]]
    if tokens[at].kind != "number" or not after:
        return None
    if after[1:] not in (["dau"], ["cuoi"]) and is_age(tokens, at):
        return 12
    glued = after[0] == "t" and tokens[at + 1].start == tokens[at].end
    behind = tokens[at + 2] if at + 2 < len(tokens) else None
    month = behind is not None and (behind.kind == "number" or behind.key in ("dau", "cuoi"))  # "6T đầu năm"
    return 1 if after[0] == "tuoi" or (glued and not month) else None


def _names_a_part(tokens: Sequence[Token], keys: Sequence[str]) -> bool:
    """See "gái", "dân tộc", "tạm trú", "đúng hạn": words that leave some of the children out."""
    sexes, children = words("girls-and-boys"), words("children") | {"con"}
    if not sexes.isdisjoint(keys):
        said = ((before.key, token.text) for before, token in pairwise(tokens))
        if any(text in ("gái", "trai", "nữ") and before != "phu" for before, text in (("", tokens[0].text), *said)):
            return True  # not of "hội phụ nữ"
        if any(child in children and sex in sexes for child, sex in pairwise(keys)):
            return True
    return not words("parts-of-the-children").isdisjoint(f"{a}_{b}" for a, b in pairwise(keys))
