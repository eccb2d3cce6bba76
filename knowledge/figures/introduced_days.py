"""Days that what stands around them tells from shares: "khai sinh đến 9/9 là 12/12", "chốt số 5/10 khai sinh 12/12"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from knowledge.figures.cutting import cuts
from knowledge.figures.model import Amount
from knowledge.figures.period_forms import UNCLEAR, PeriodMention, key_at
from knowledge.reading import Reading
from knowledge.tokens import Token
from knowledge.wordlists import words


def find_days(
    reading: Reading, amounts: Sequence[Amount], measured: Collection[int], others: Collection[int], today: dt.date
) -> list[tuple[Amount, PeriodMention | None]]:
    """Return the amounts that are days, each with the period that it tells, if any.

    A day is introduced as one, and stands where more shares are told than things that are measured.

    Args:
        reading: The message.
        amounts: What looks like amounts.
        measured: Where a measure is named.
        others: Where a village or a period is named; of several in a row each may have a share.
        today: The day in Vietnam.
    """
    found = []
    for start, end in _parts(reading.tokens):
        shares = [a for a in amounts if start <= a.start < end and a.kind == "ratio"]
        introduced = [a for a in shares if _is_introduced(reading.tokens, a)]
        things = max(1, sum(start <= at < end for at in measured))
        if len(introduced) == 1 and len(shares) > things and sum(start <= at < end for at in others) < 2:
            found.append((introduced[0], _period(reading.tokens, introduced[0], today)))
    return found


def _parts(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Give the parts of a message between commas, full stops and ends of lines."""
    start = 0
    for at, token in enumerate(tokens):
        if token.kind == "separator" and cuts(token.text):
            yield start, at
            start = at + 1
    yield start, len(tokens)


def _is_introduced(tokens: Sequence[Token], amount: Amount) -> bool:
    """See "từ 5/9", "chốt số 5/10"; in "từ 9/10 lên 10/10" a figure grows."""
    grows = key_at(tokens, amount.end) in words("grows-into")
    one = amount.end == amount.start + 1 and amount.start > 0
    return one and not grows and key_at(tokens, amount.start - 1) in words("may-introduce-a-day")


def _period(tokens: Sequence[Token], amount: Amount, today: dt.date) -> PeriodMention | None:
    """Return the month up to whose day is told; of "từ 5/9", "trước 5/9" nobody can tell, but of this month's days."""
    day, month, _ = tokens[amount.start].date or (0, 0, None)
    before = key_at(tokens, amount.start - 1)
    year = today.year if (month, day) <= (today.month, today.day) else today.year - 1
    due = before == "truoc" and not words("sends").isdisjoint(key_at(tokens, amount.start - n) for n in (2, 3))
    if due or (year, month) == (today.year, today.month):
        return None
    return PeriodMention(amount.start, amount.end, f"{year}-{month:02d}" if before in words("up-to-a-day") else UNCLEAR)
