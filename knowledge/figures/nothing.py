"""The word "không" behind what is measured: none of it, where something else is reported too; alone it may ask."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.figures.clause import Clause
from knowledge.figures.measures import Measures
from knowledge.figures.model import Amount
from knowledge.reading import Reading
from knowledge.tokens import Token
from knowledge.village_terms import LAST_WORDS, OTHER_WORDS
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
    if named and all(measure.counts_cases for measure in named) and not asks:
        at = _last_word(reading, clause)
        clause.amount, clause.supposed = Amount(at, at + 1, "none"), True


def read_english_none(reading: Reading, clauses: Sequence[Clause], measures: Measures) -> None:
    """Read "no early marriage" as none of it, where cases are counted; with a question mark it asks."""
    if reading.language != "en" or "?" in reading.text:
        return
    for clause in clauses:
        if clause.amount and _denies_of_a_village(reading, clause, clause.amount):
            clause.amount = None  # "no child labour in village 3" is no 3, and of which village is not told
            continue
        at = _english_none(reading, clause) if clause.amount is None and clause.names_measure else None
        named = measures.by_concepts(clause.concepts).measures if at is not None else ()
        if at is not None and named and all(measure.counts_cases for measure in named):
            clause.amount = Amount(at, at + 1, "none")


def _denies_of_a_village(reading: Reading, clause: Clause, amount: Amount) -> bool:
    """Tell whether a count only numbers the village in which there was none, by an English word for it."""
    before = reading.tokens[amount.start - 1].text if amount.start else ""
    if amount.kind != "count" or before not in words("villages-in-english"):
        return False
    said = (token.text for token in reading.tokens[clause.start : clause.end])
    return not words("none-in-english").isdisjoint(said)


def _english_none(reading: Reading, clause: Clause) -> int | None:
    """Return the place of "no" right before what a clause measures; None where there is none, or more is said.

    "No early marriage target" tells of no figure.
    """
    spans = [s for s in reading.spans if any(e.slot == "concept" and not e.weak for e in s.entries)]
    first = next((s for s in spans if clause.start <= s.start < clause.end), None)
    if first is None:
        return None
    at = first.start - 1
    while at > clause.start and reading.tokens[at].text in words("between-none-and-measure"):
        at -= 1
    if at < clause.start or reading.tokens[at].text not in words("none-in-english"):
        return None
    around = (token for i, token in enumerate(reading.tokens) if clause.start <= i < at or first.end <= i < clause.end)
    return at if all(map(_says_when_or_where, around)) else None


def _says_when_or_where(token: Token) -> bool:
    said = words("denied-in-english") | words("between-none-and-measure")
    return token.kind != "word" or token.key.replace("y", "i") in said or token.key in OTHER_WORDS | LAST_WORDS


def _bare_nones(reading: Reading, clauses: Sequence[Clause]) -> list[Clause]:
    return [c for c in clauses if c.amount is None and c.names_measure and _ends_in_not(reading, c)]


def _ends_in_not(reading: Reading, clause: Clause) -> bool:
    at = _last_word(reading, clause)
    return at > clause.start and reading.tokens[at].key in words("not") - {"chua"}


def _last_word(reading: Reading, clause: Clause) -> int:
    """Return the place of the last token of a clause that is no separator."""
    places = range(clause.end - 1, clause.start - 1, -1)
    return next((at for at in places if reading.tokens[at].kind != "separator"), clause.start)
