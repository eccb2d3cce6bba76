"""The word "không" behind what is measured: none of it, where something else is reported too; alone it may ask."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.figures.clause import Clause
from knowledge.figures.measures import Measures
from knowledge.figures.model import Amount
from knowledge.reading import Reading
from knowledge.wordlists import words


def read_bare_none(reading: Reading, clauses: Sequence[Clause]) -> None:
    """Read the "ko" of "tảo hôn ko, xâm hại ko" as none; alone, "tảo hôn ko" may be a question."""
    bare = _bare_nones(reading, clauses)
    if "?" in reading.text or len(bare) + sum(c.amount is not None for c in clauses) < 2:
        return
    for clause in bare:
        at = _last_word(reading, clause)
        clause.amount = Amount(at, at + 1, "none")


def suppose_none(reading: Reading, clauses: Sequence[Clause], measures: Measures) -> None:
    """Take "xâm hại không" alone for none of it, to be asked about; with a question mark, or "có", it asks."""
    bare = _bare_nones(reading, clauses)
    if len(bare) != 1 or "?" in reading.text:
        return
    (clause,) = bare
    named = measures.by_concepts(clause.concepts).measures
    asks = not words("asks-if-any").isdisjoint(t.key for t in reading.tokens[clause.start : clause.end])
    if named and all(measure.counts_cases for measure in named) and not asks and not clause.indicators:
        at = _last_word(reading, clause)
        clause.amount, clause.supposed = Amount(at, at + 1, "none"), True


def _bare_nones(reading: Reading, clauses: Sequence[Clause]) -> list[Clause]:
    return [c for c in clauses if c.amount is None and c.names_measure and _ends_in_not(reading, c)]


def _ends_in_not(reading: Reading, clause: Clause) -> bool:
    at = _last_word(reading, clause)
    return at > clause.start and reading.tokens[at].key in words("not") - {"chua"} and reading.tokens[at].kind == "word"


def _last_word(reading: Reading, clause: Clause) -> int:
    """Return the place of the last token of a clause that is no separator."""
    places = range(clause.end - 1, clause.start - 1, -1)
    return next((at for at in places if reading.tokens[at].kind != "separator"), clause.start)
