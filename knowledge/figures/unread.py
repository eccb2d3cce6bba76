"""What a reading leaves over: words that neither a figure nor a problem speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge.figures.clause import Clause, words_of
from knowledge.figures.model import Amount
from knowledge.figures.named_villages import VillageMention
from knowledge.figures.parts import kinds_in
from knowledge.reading import Reading
from knowledge.tokens import Token
from knowledge.wordlists import words


def left_unread(
    reading: Reading, clauses: Sequence[Clause], mentions: Sequence[VillageMention], end: int
) -> tuple[str, ...]:
    """Return what neither a figure nor a problem speaks of: unknown words, and things named without an amount.

    What is asked from the token *end* on is answered by itself.
    """
    left = [words_of(reading, c) for c in clauses if c.amount is None and c.names_measure and not c.used]
    amounts = [c.amount for c in clauses if c.amount]
    read = {t.text for a in amounts for t in _tokens_of(reading, a)}
    read |= {t.text for mention in mentions for t in reading.tokens[mention.start : mention.end]}
    parts = (place for c in clauses if c.part or "injury" in c.concepts for place in kinds_in(reading, c))
    read |= {t.text for start, stop in parts for t in reading.tokens[start:stop]}
    said_more = (t for c in clauses if c.used and c.amount is None for t in reading.tokens[c.start : c.end])
    of_whom = words("of-whom")
    read |= {t.text for t in said_more if t.key in of_whom or (t.alternative or "").isdigit()}
    read |= {t.text for t in reading.tokens[end:]} - {t.text for t in reading.tokens[:end]}
    left += [words for clause in clauses if clause.amount for words in _beside_what_is_measured(reading, clause)]
    unknown = (w for w in reading.unknown if w not in read and not any(w in words.lower() for words in left))
    return tuple(dict.fromkeys([*left, *unknown]))


def _beside_what_is_measured(reading: Reading, clause: Clause) -> Iterator[str]:
    """Give the words for things that no plan measures, beside one that is: the "sữa học đường" of another figure."""
    if clause.foreign:
        return  # the clause is asked about
    for span in reading.spans:
        if clause.start <= span.start < clause.end and any(e.kind == "foreign" for e in span.entries):
            yield " ".join(token.text for token in reading.tokens[span.start : span.end])


def _tokens_of(reading: Reading, amount: Amount) -> Iterator[Token]:
    yield from reading.tokens[amount.start : amount.end]
    beside = (*reading.tokens[max(0, amount.start - 2) : amount.start], *reading.tokens[amount.end : amount.end + 1])
    of_amounts = words("of-amounts")
    yield from (token for token in beside if token.key in of_amounts)
