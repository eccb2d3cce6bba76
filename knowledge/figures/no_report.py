"""Messages with numbers that report nothing: days in talk of other things, and what is promised for later."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge import vietnamese
from knowledge.figures.clause import Clause
from knowledge.figures.model import Amount
from knowledge.phrasebook import phrases
from knowledge.reading import Reading

_TALK_OF_DAYS = ("deadline", "when", "days-left", "annual", "six-month", "event")


def names_only_days(reading: Reading, clauses: Sequence[Clause]) -> bool:
    """Tell whether all that looks like an amount is a day in talk of other things: "nộp trước 15/11"."""
    amounts = [c.amount for c in clauses if c.amount]
    talk = reading.chat.keys() - {"danger-anyone"} or reading.has(*_TALK_OF_DAYS)
    if not amounts or not talk or any(c.names_measure or c.village for c in clauses):
        return False
    return all(a.kind == "ratio" and 1 <= a.numerator <= 31 and 1 <= (a.denominator or 0) <= 12 for a in amounts)


def only_promises(reading: Reading, amounts: Sequence[Amount]) -> bool:
    """Tell whether a message without numbers promises some: "mai em rà các cháu chưa có giấy khai sinh rồi báo sau"."""
    promised = phrases("promises").search(vietnamese.fold(reading.text))
    if promised is None:
        return False
    begin = promised.start()  # folding keeps the places
    return all(a.kind == "none" and reading.tokens[a.start].start > begin for a in amounts)
