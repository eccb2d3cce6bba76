"""Places in a message of figures that are not the sender's: "Hà Nội khai sinh 10/12" is nobody's figure here.

People are called like places: "em Thanh Hà gửi khai sinh 12/12", "khai sinh 12/12. Hải Dương". So a name counts as a
place only where it says so: behind a word for a kind of place, behind "ở" or "của", or at the head of a line.
"""

from __future__ import annotations

from collections.abc import Sequence

from knowledge import vietnamese
from knowledge.figures.clause import Clause
from knowledge.locality import Locality
from knowledge.reading import Reading
from knowledge.spans import Span
from knowledge.wordlists import words

_KNOWN_TO_ALL = frozenset({"province", "city"})


def is_about_elsewhere(reading: Reading, clauses: Sequence[Clause], locality: str, own: Locality | None) -> bool:
    """Tell whether a place is named that is neither the sender's own nor what it lies in.

    Args:
        reading: The message.
        clauses: Its clauses.
        locality: Id of the sender's locality.
        own: The same, where it is known.
    """
    if any(_names_a_plan(reading, span, locality) for span in reading.spans):
        return True
    if not reading.foreign_places or locality in reading.places:
        return False
    around = vietnamese.fold(_names_around(own)) if own else ""
    foreign = {name: level for level, name, _ in reading.foreign_places if vietnamese.fold(name) not in around}
    of_village = any(clause.villages for clause in clauses)
    return any(
        _says_where(reading, span, known=foreign[e.id] in _KNOWN_TO_ALL, of_village=of_village)
        for span in reading.spans
        for e in span.entries
        if e.slot == "gazetteer" and e.id in foreign
    )


def _names_a_plan(reading: Reading, span: Span, locality: str) -> bool:
    """Tell whether a span names the place of another plan."""
    named = {e.id for e in span.entries if e.slot == "place"}.intersection(reading.places)
    return bool(named) and locality not in named and not _names_a_person(reading, span)


def _names_a_person(reading: Reading, span: Span) -> bool:
    """See the "Minh Tâm" of "em Minh Tâm gửi", "em là Minh Tâm"."""
    before = [token.key for token in reading.tokens[max(0, span.start - 2) : span.start]]
    title = before[:-1] if before[-1:] == ["la"] else before[-1:]
    return not words("before-a-person").isdisjoint(title)


def _says_where(reading: Reading, span: Span, *, known: bool, of_village: bool) -> bool:
    """Tell whether a name stands where a place would.

    Args:
        reading: The message.
        span: The name.
        known: It is that of a province or a large city.
        of_village: The message names a village of the sender's plan.
    """
    before = [token.key for token in reading.tokens[max(0, span.start - 2) : span.start]]
    if _names_a_person(reading, span) or not words("named-after-people").isdisjoint(before[-1:]):
        return False
    leading = words("levels-of-another-place") | words("at-a-place")
    if "_".join(before) in words("levels-of-a-place") or not leading.isdisjoint(before[-1:]):
        return True
    last = reading.tokens[span.start - 1] if span.start else None
    heads_line = last is None or (last.kind == "separator" and "\n" in last.text)
    called = reading.text[reading.tokens[span.end - 1].end :].lstrip().startswith(":")  # "Thanh Hà: khai sinh 12/12"
    at_end = span.end == len(reading.tokens)
    surname = last is not None and last.capital and last.key in words("surnames")
    return (heads_line or (known and not surname)) and not (called or at_end or of_village)


def _names_around(locality: Locality) -> str:
    """Return all names that a locality, and what it lies in, has had."""
    eras = (f"{era.name} {era.parent or ''}" for era in locality.eras)
    return " ".join((locality.name, locality.district or "", locality.province or "", *eras))
