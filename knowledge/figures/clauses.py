"""A message cut into clauses of one amount at most, with the measure, village and period that each names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from knowledge.figures.amounts import find_amounts
from knowledge.figures.calendar import contains
from knowledge.figures.clause import Clause, names_a_measure
from knowledge.figures.cutting import bare_part, cut
from knowledge.figures.introduced_days import find_days
from knowledge.figures.model import Amount
from knowledge.figures.named_villages import VillageMention
from knowledge.figures.period_forms import UNCLEAR, PeriodMention
from knowledge.figures.periods import find_periods, set_right
from knowledge.figures.settling import settled
from knowledge.figures.village_lists import counts_children, goes_on, is_left_out, villages_by_number, whole_number
from knowledge.figures.villages import Villages
from knowledge.figures.where import VillageName, whole_places
from knowledge.reading import Reading
from knowledge.spans import Span
from knowledge.wordlists import words


def find_clauses(
    reading: Reading, today: dt.date, villages: Villages, mentions: Sequence[VillageMention] = ()
) -> list[Clause]:
    """Cut a message into clauses of one amount at most, with what each names.

    Args:
        reading: The message.
        today: The day in Vietnam.
        villages: Those of the sender's plan.
        mentions: Where villages are named otherwise than by number.
    """
    tokens = reading.tokens
    named = {i for mention in mentions for i in range(mention.start, mention.end)}
    periods = find_periods(reading.text, tokens, today, _numbering(reading) | _measured(reading) | named)
    parts = {i: part for i in range(len(tokens)) if (part := bare_part(reading, i))}
    whole = set(whole_places(reading.text, tokens, named))
    places = [*mentions, *villages_by_number(reading, villages)]
    numbers = {at for place in places for at in range(place.start, place.end)}
    taken = _taken(reading, periods) | parts.keys() | whole | numbers
    amounts = find_amounts(reading.text, tokens, taken, today)
    days = _days(reading, amounts, periods, today)
    periods = sorted([*periods, *(mention for _, mention in days if mention)], key=lambda mention: mention.start)
    amounts = settled(tokens, [amount for amount in amounts if all(amount != day for day, _ in days)])
    clauses = list(cut(reading, amounts, taken))
    for span in reading.spans:
        clause = _holding(clauses, span.start)
        if not _is_fraction(reading, span):
            _put(reading, clause, span)
    for clause in clauses:
        clause.foreign = clause.foreign or _names_nothing_measured(reading, clause)
    _put_places(reading, clauses, places, whole)
    for index, part in parts.items():
        _holding(clauses, index).indicators.append(part)
    _put_periods(reading, clauses, set_right(reading.tokens, periods, amounts))
    return clauses


def _days(
    reading: Reading, amounts: Sequence[Amount], periods: Sequence[PeriodMention], today: dt.date
) -> list[tuple[Amount, PeriodMention | None]]:
    """Return the amounts that are days, with the periods that they tell."""
    measured = {s.start for s in reading.spans if names_a_measure(s, weakly=True)}
    villages = {s.start for s in reading.spans if any(e.id in ("village", "named-village") for e in s.entries)}
    return find_days(reading, amounts, measured, {*villages, *(period.start for period in periods)}, today)


def _put_places(
    reading: Reading, clauses: Sequence[Clause], places: Sequence[VillageMention], whole: Collection[int]
) -> None:
    """Tell each clause of the villages in it, and of the whole locality.

    Where a village is left out, "trừ kp2", nobody can tell whose the figures are that name none.
    """
    out = 0  # the end of those that are left out
    for place in sorted(places, key=lambda place: place.start):
        clause = _holding(clauses, place.start)
        if is_left_out(reading.tokens, place.start) or (out and goes_on(reading.tokens, out, place.start)):
            out = place.end
        elif not _is_denied(reading, place.start):
            _put_village(clause, place.village, place.start)
    for index in whole:
        _holding(clauses, index).whole_place = True
    for clause in clauses if out else ():
        clause.crowded = not clause.villages


def _put_periods(reading: Reading, clauses: Sequence[Clause], periods: Sequence[PeriodMention]) -> None:
    """Tell each clause of the period in it; of several that do not fit together nobody can tell."""
    before = 0
    for period in periods:
        clause = _holding(clauses, period.start)
        if not period.denied:
            both = any(token.key == "va" for token in reading.tokens[before : period.start])  # "quý 4 và tháng 12"
            named_period = period.period
            clause.period = _with(clause.period, UNCLEAR if both and clause.period else named_period)
            _note_place(clause, "period", period.start)
            before = period.end


def _with(one: str | None, other: str) -> str:
    """Return the shorter of two periods of which one lies in the other; of "tháng 9, tháng 10" nobody can tell."""
    if one is None or one == other:
        return other
    if UNCLEAR in (one, other):
        return UNCLEAR
    return other if contains(one, other) else one if contains(other, one) else UNCLEAR


def _numbering(reading: Reading) -> set[int]:
    """Return the tokens that are the numbers of villages and indicators."""
    numbered = ("village", "indicator")
    return {s.end - 1 for s in reading.spans if any(e.slot == "reference" and e.id in numbered for e in s.entries)}


def _measured(reading: Reading) -> set[int]:
    """Return the tokens of what is measured, and of whom: the "tháng" of "dưới 60 tháng 2 cháu" begins no February."""
    return {i for s in reading.spans if any(e.slot == "concept" for e in s.entries) for i in range(s.start, s.end)}


def _is_fraction(reading: Reading, span: Span) -> bool:
    """Tell whether a span is numbers alone with a stroke between: "0/8" is no age."""
    words = reading.tokens[span.start : span.end]
    return all(t.kind == "number" for t in words) and "/" in reading.text[words[0].start : words[-1].end]


def _taken(reading: Reading, periods: Sequence[PeriodMention]) -> set[int]:
    """Return the tokens of spans and periods that say a village, an indicator, an age, and so are no amounts."""
    taken = {i for p in periods for i in range(p.start, p.end)}
    for span in reading.spans:
        slots = {e.slot for e in span.entries}
        if _is_fraction(reading, span):
            continue
        if counts_children(reading, span):
            continue
        if slots & {"concept", "reference"} and not all(e.id in ("weak-indicator", "month") for e in span.entries):
            taken.update(range(span.start, span.end))
    return taken


def _holding(clauses: Sequence[Clause], index: int) -> Clause:
    """Return the clause of a token; every token is in one."""
    return next(c for c in clauses if c.start <= index < c.end)


def _put(reading: Reading, clause: Clause, span: Span) -> None:
    for entry in span.entries:
        if entry.slot == "concept":
            clause.concepts.append(entry.id)
            clause.foreign = clause.foreign or (entry.kind == "foreign" and bool(entry.info))
        elif entry.slot == "reference" and entry.id == "indicator":
            token = reading.tokens[span.end - 1]
            number = whole_number(token)
            whole, _, part = token.key.partition(".")
            if number is not None:
                clause.indicators.append((number, None))
            else:
                clause.indicators.append((int(whole), int(part)))


def _names_nothing_measured(reading: Reading, clause: Clause) -> bool:
    """Tell whether a clause is about a thing that no plan measures, and names none beside it: "sữa học đường 10/10"."""
    kinds = {reading.kinds[concept].kind for concept in clause.concepts}
    return "foreign" in kinds and "" not in kinds


def _put_village(clause: Clause, village: VillageName, at: int) -> None:
    if village not in clause.villages:
        clause.villages.append(village)
    _note_place(clause, "village", at)


def _note_place(clause: Clause, what: str, at: int) -> None:
    if clause.amount is not None and at >= clause.amount.end:
        clause.behind.add(what)


def _is_denied(reading: Reading, at: int) -> bool:
    """Tell whether "không phải" stands before the token: "kp3 chứ hổng phải kp2"."""
    return at > 1 and reading.tokens[at - 1].key == "phai" and reading.tokens[at - 2].key in words("not")
