"""A message cut into clauses of one amount at most, with the measure, village and period that each names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from knowledge.figures.amounts import NOT, find_amounts
from knowledge.figures.calendar import contains
from knowledge.figures.model import Amount
from knowledge.figures.named_villages import VillageMention
from knowledge.figures.period_forms import UNCLEAR, PeriodMention
from knowledge.figures.periods import find_periods, reported_for
from knowledge.figures.settling import settled
from knowledge.figures.villages import Villages
from knowledge.figures.where import VillageName, numbered, village_ranges, whole_places
from knowledge.reading import Reading
from knowledge.spans import Span
from knowledge.tokens import Token
from knowledge.village_terms import NUMBERED_TERMS

_JOINS = frozenset({"va", "con", "voi", "cung"})
# Concepts that say which children, and not what is measured of them.
_ONLY_CHILDREN = frozenset(
    "child rate newborn age-5 age-7 age-8 age-11 under-1 under-5 age-5-17 school cared standard".split()
)


@dataclass(slots=True)
class Clause:
    """Tokens ``start`` to ``end`` (exclusive) around one amount, or around none."""

    start: int
    end: int
    amount: Amount | None = None
    concepts: list[str] = field(default_factory=list)
    indicators: list[tuple[int, int | None]] = field(default_factory=list)
    villages: list[VillageName] = field(default_factory=list)  # each once
    crowded: bool = False  # several villages are named before its amount, and it is not told whose it is
    whole_place: bool = False
    period: str | None = None
    line: int = 0
    foreign: bool = False  # it names a thing that no measure is for
    used: bool = False  # what it names went into another clause
    part: bool = False  # its amount is of one kind of what is counted
    drowned: bool = False  # beside a total, and it is not told who of them died
    refers: bool = False  # it gives no number, but sends back to those of another time
    supposed: bool = False  # its amount is a bare "không", which may ask
    behind: set[str] = field(default_factory=set)  # "village", "period": what is named behind its amount

    @property
    def village(self) -> VillageName | None:
        """The village it names, the last one of several."""
        return self.villages[-1] if self.villages else None

    @property
    def names_measure(self) -> bool:
        """Whether it says what is measured, beyond whom."""
        return bool(self.indicators) or any(c not in _ONLY_CHILDREN for c in self.concepts)


def words_of(reading: Reading, clause: Clause) -> str:
    """Return the clause as it was typed."""
    tokens = reading.tokens[clause.start : clause.end]
    return reading.text[tokens[0].start : tokens[-1].end] if tokens else ""


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
    periods = find_periods(reading.text, tokens, today, _numbering(reading) | named)
    parts = {i: part for i in range(len(tokens)) if (part := _bare_part(reading, i))}
    whole = set(whole_places(reading.text, tokens, named))
    ranges = dict(village_ranges(reading, villages))
    taken = _taken(reading, periods) | parts.keys() | whole | ranges.keys() | named
    amounts = settled(tokens, find_amounts(reading.text, tokens, taken))
    clauses = list(_split(reading, amounts, taken))
    for span in reading.spans:
        clause = _holding(clauses, span.start)
        if clause and not _is_fraction(reading, span):
            _put(reading, clause, span, villages)
    _put_places(reading, clauses, mentions, whole, ranges)
    for index, part in parts.items():
        clause = _holding(clauses, index)
        if clause and all(amount.start != index for amount in amounts):
            clause.indicators.append(part)
    _put_periods(reading, clauses, periods, today)
    return clauses


def _put_places(
    reading: Reading,
    clauses: Sequence[Clause],
    mentions: Sequence[VillageMention],
    whole: Collection[int],
    ranges: Mapping[int, VillageName],
) -> None:
    """Tell each clause of the villages in it that are named otherwise than by number, and of the whole locality."""
    for mention in mentions:
        clause = _holding(clauses, mention.start)
        if clause and not _is_denied(reading, mention.start):
            _put_village(clause, mention.village, mention.start)
    for index in whole:
        clause = _holding(clauses, index)
        if clause:
            clause.whole_place = True
    for index, village in ranges.items():
        clause = _holding(clauses, index)
        if clause:
            clause.villages.append(village)


def _put_periods(reading: Reading, clauses: Sequence[Clause], periods: Sequence[PeriodMention], today: dt.date) -> None:
    """Tell each clause of the period in it; of several that do not fit together nobody can tell."""
    before = 0
    for period in periods:
        clause = _holding(clauses, period.start)
        if clause and not period.denied:
            both = any(token.key == "va" for token in reading.tokens[before : period.start])  # "quý 4 và tháng 12"
            named_period = reported_for(period, today)
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
        if slots & {"concept", "reference"} and not all(e.id in ("weak-indicator", "month") for e in span.entries):
            taken.update(range(span.start, span.end))
    return taken


def _bare_part(reading: Reading, at: int) -> tuple[int, int | None] | None:
    """Read "4.1" as part 1 of indicator 4 when it stands where a figure's name would."""
    token = reading.tokens[at]
    if token.kind != "number":
        return None
    whole, _, part = token.text.partition(".")
    if not (whole.isdigit() and part in ("1", "2", "3", "4")) or not 1 <= int(whole) <= 24:
        return None
    after = reading.tokens[at + 1] if at + 1 < len(reading.tokens) else None
    close = reading.text[token.end : token.end + 2].strip()
    if close.startswith(("/", "%")) or after is None or after.text == "%":
        return None
    before = reading.text[: token.start].rstrip()
    return None if before.endswith("/") else (int(whole), int(part))


def _split(reading: Reading, amounts: Sequence[Amount], taken: set[int]) -> Iterator[Clause]:
    """Give the clauses: cut at separators and joining words, and between two amounts without any."""
    tokens = reading.tokens
    inside = {i for a in amounts for i in range(a.start, a.end)}
    cuts = [0]
    for index, token in enumerate(tokens):
        if index in inside:
            continue
        joins = token.kind == "word" and token.key in _JOINS and index not in taken
        if joins and not _may_part(reading, amounts, cuts[-1], index):
            continue
        if joins or (token.kind == "separator" and _cuts(token.text)):
            cuts.append(index + 1)
    cuts.append(len(tokens))
    for start, end in pairwise(cuts):
        own = [a for a in amounts if start <= a.start < end]
        yield from _around(reading, start, end, own)


def _may_part(reading: Reading, amounts: Sequence[Amount], start: int, at: int) -> bool:
    """Tell whether "và" at a place parts what is complete; in "hạ tầng phù hợp với trẻ khuyết tật" nothing is yet."""
    complete = any(start <= amount.start < at for amount in amounts)
    return complete or _are_all_denied(reading, amounts, start, at)


def _are_all_denied(reading: Reading, amounts: Sequence[Amount], start: int, at: int) -> bool:
    """Tell whether "và" at a place parts two things that are both denied: "tảo hôn và xâm hại đều không có"."""
    denied = next((a for a in amounts if a.start > at), None)
    if denied is None or denied.kind != "none" or not _names_something(reading, start, at):
        return False
    between = reading.tokens[at + 1 : denied.start]
    all_said = between and between[-1].key == "deu" and all(token.kind != "separator" for token in between)
    return bool(all_said) and _names_something(reading, at + 1, denied.start)


def _cuts(separator: str) -> bool:
    """Tell whether a separator ends a clause; a colon and brackets do not."""
    return any(c in ",;.!?\n" for c in separator)


def _around(reading: Reading, start: int, end: int, amounts: Sequence[Amount]) -> Iterator[Clause]:
    line = reading.text[: reading.tokens[start].start].count("\n") if start < len(reading.tokens) else 0
    if len(amounts) < 2:
        yield Clause(start, end, amounts[0] if amounts else None, line=line)
        return
    named_first = _names_something(reading, start, amounts[0].start)
    if not named_first and not _names_something(reading, amounts[-1].end, end, weakly=True):
        named_first = _names_something(reading, start, amounts[0].start, weakly=True)  # "TC 45/47 KS 12/12"
    at = start
    heading = _heading_ends(reading, amounts) if not named_first else None
    if heading is not None:
        yield Clause(at, heading, amounts[0], line=line)
        yield from _around(reading, heading, end, amounts[1:])
        return
    for index, amount in enumerate(amounts):
        last = index == len(amounts) - 1
        until = end if last else (amount.end if named_first else amounts[index + 1].start)
        yield Clause(at, until, amount, line=line)
        at = until


def _heading_ends(reading: Reading, amounts: Sequence[Amount]) -> int | None:
    """Return where what a colon sets off before the second amount ends: "84 trẻ dưới 5 tuổi: nhẹ cân 4"."""
    between = range(amounts[0].end, amounts[1].start)
    return next((at + 1 for at in between if reading.tokens[at].text == ":"), None)


def _names_something(reading: Reading, start: int, end: int, *, weakly: bool = False) -> bool:
    """Tell whether tokens name a measure; *weakly*: words that may be something else, such as "TC", count too."""
    named = any(start <= s.start < end and names_a_measure(s, weakly=weakly) for s in reading.spans)
    return named or any(_bare_part(reading, at) for at in range(start, end))


def names_a_measure(span: Span, *, weakly: bool = False) -> bool:
    """Tell whether a span is a topic or the number of an indicator; *weakly*: or may be one."""
    return any(
        (e.slot == "concept" and e.kind == "" and (weakly or not e.weak)) or e.id == "indicator" for e in span.entries
    )


def _holding(clauses: Sequence[Clause], index: int) -> Clause | None:
    return next((c for c in clauses if c.start <= index < c.end), None)


def _put(reading: Reading, clause: Clause, span: Span, villages: Villages) -> None:
    for entry in span.entries:
        if entry.slot == "concept":
            clause.concepts.append(entry.id)
            clause.foreign = clause.foreign or entry.kind == "foreign"
        elif entry.slot == "reference" and entry.id in ("village", "indicator"):
            token = reading.tokens[span.end - 1]
            number = _whole(token)
            term = " ".join(t.key for t in reading.tokens[span.start : span.end - 1] if t.key not in ("so", "truong"))
            if (
                entry.id == "village"
                and number is not None
                and term in NUMBERED_TERMS
                and not _is_denied(reading, span.start)
            ):
                _put_village(clause, numbered(villages, term, number), span.start)
            elif entry.id == "indicator":
                whole, _, part = token.key.partition(".")
                if number is not None:
                    clause.indicators.append((number, None))
                elif whole.isdigit() and part.isdigit():
                    clause.indicators.append((int(whole), int(part)))


def _put_village(clause: Clause, village: VillageName, at: int) -> None:
    if village not in clause.villages:
        clause.villages.append(village)
    _note_place(clause, "village", at)


def _note_place(clause: Clause, what: str, at: int) -> None:
    if clause.amount is not None and at >= clause.amount.end:
        clause.behind.add(what)


def _is_denied(reading: Reading, at: int) -> bool:
    """Tell whether "không phải" stands before the token: "kp3 chứ hổng phải kp2"."""
    return at > 1 and reading.tokens[at - 1].key == "phai" and reading.tokens[at - 2].key in NOT


def _whole(token: Token) -> int | None:
    """The whole number that a token says, in digits or as a word ("năm")."""
    if token.kind == "number":
        return token.number
    return int(token.alternative) if token.alternative and token.alternative.isdigit() else None
