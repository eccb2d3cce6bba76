"""A message read into figures: amounts, each with its measure, village and period; the rest is asked or filler."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from knowledge import vietnamese
from knowledge.figures.asking import asked_beside, is_question
from knowledge.figures.aspects import carry_aspects
from knowledge.figures.clause import Clause, words_of
from knowledge.figures.clauses import find_clauses
from knowledge.figures.contradictions import without_contradictions
from knowledge.figures.faults import TOO_MANY, fault_of
from knowledge.figures.layout import as_lines
from knowledge.figures.linking import crowd_periods, deal_out, inherit, join_names, spread_none
from knowledge.figures.measures import Measures, Named
from knowledge.figures.model import (
    Amount,
    Figure,
    FigureReading,
    Measure,
    Mention,
    Problem,
    ProblemKind,
    period_has_begun,
)
from knowledge.figures.mothers import join_mothers
from knowledge.figures.named_villages import find_named
from knowledge.figures.nothing import read_bare_none, suppose_none
from knowledge.figures.other_places import is_about_elsewhere
from knowledge.figures.pairing import count_all, pair_counts
from knowledge.figures.parts import mark_parts
from knowledge.figures.period_forms import UNCLEAR
from knowledge.figures.periods import find_periods, slip_of_this_year
from knowledge.figures.privacy import has_personal_data, names_a_phone
from knowledge.figures.remarks import drop_births, mark_references, tells_of_births
from knowledge.figures.repeats import drop_what_is_no_figure
from knowledge.figures.restating import drop_corrected
from knowledge.figures.supposing import suppose_numbers_behind, suppose_the_rest
from knowledge.figures.unread import left_unread
from knowledge.figures.villages import Villages
from knowledge.locality import Locality
from knowledge.phrasebook import phrases
from knowledge.reader import Reader
from knowledge.reading import Reading
from knowledge.spans import Span


class FigureReader:
    """Reads messages of collaborators; the same lexicon as for questions."""

    def __init__(self, reader: Reader, measures: Measures, localities: Mapping[str, Locality]) -> None:
        self._reader = reader
        self._measures = measures
        self._localities = localities

    def read(
        self, text: str, *, villages: Villages, own: str | None, today: dt.date, locality: str | None = None
    ) -> FigureReading:
        """Read *text* as sent on the day *today* by somebody who reports figures.

        Args:
            text: The message.
            villages: The villages of the sender's plan.
            own: The sender's own village; None: they report for the whole locality.
            today: The day in Vietnam.
            locality: Id of the sender's own locality: what is said of another one is no figure.
        """
        reading = self._reader.read(as_lines(text), today=today)
        mentions = find_named(reading, villages)
        explained = {i for s in reading.spans for i in range(s.start, s.end)}
        if has_personal_data(reading.text, reading.tokens, explained):
            return FigureReading((), (Problem("personal_data", ""),))
        clauses = find_clauses(reading, today, villages, mentions)
        amounts = [c.amount for c in clauses if c.amount]
        asks = is_question(reading.text, reading.tokens, amounts)
        if asks or _only_dates(reading, clauses) or _promises(reading, amounts):
            return FigureReading((), (Problem("no_figure", ""),))
        if locality is not None and is_about_elsewhere(reading, clauses, locality, self._localities.get(locality)):
            self._link(reading, clauses, today)
            return FigureReading((), self._of_elsewhere(reading, clauses))
        if amounts and names_a_phone(reading.tokens):
            return FigureReading((), (Problem("personal_data", ""),))
        asked = asked_beside(reading.text, reading.tokens, amounts)
        end = len(reading.tokens) if asked is None else asked
        # What is asked behind names nothing of the figures: "… Mục tiêu năm 2030 là bao nhiêu?"
        clauses = [clause for clause in clauses if clause.start < end]
        self._link(reading, clauses, today)
        found = [self._figure(reading, clause, own, today) for clause in clauses]
        found = without_contradictions(found, [words_of(reading, clause) for clause in clauses], today)
        figures = tuple(one for one in found if isinstance(one, Figure))
        problems = tuple(one for one in found if isinstance(one, Problem))
        if not figures and not problems:
            problems = tuple(self._blanks(reading, clauses)) or (Problem("no_figure", ""),)
        question = None if asked is None else reading.text[reading.tokens[asked].start :].strip()
        unread = left_unread(reading, clauses, mentions, end)
        return FigureReading(figures, problems, unread, question, _slips(reading, figures, today))

    def _link(self, reading: Reading, clauses: Sequence[Clause], today: dt.date) -> None:
        """Settle what the clauses of a message say of one another; each step needs those above it."""
        # What is no amount of its own: sent back to another time, a part of a total, a remark, a corrected number.
        mark_references(reading, clauses)
        mark_parts(reading, clauses)
        drop_what_is_no_figure(reading, clauses)
        drop_corrected(reading, clauses)
        # What "không" denies.
        read_bare_none(reading, clauses)
        suppose_none(reading, clauses, self._measures)
        spread_none(reading, clauses, self._measures)
        # What is said once for several: villages and periods in a row, a name that goes on, headings.
        deal_out(clauses)
        crowd_periods(reading, clauses)
        join_names(clauses, self._measures)
        inherit(reading, clauses, today, self._measures)
        carry_aspects(clauses, self._measures)
        # Now that each amount has its name: the total of one clause and what is counted of it in the next.
        suppose_numbers_behind(clauses, self._measures)
        count_all(reading, clauses, self._measures)
        join_mothers(reading, clauses)
        pair_counts(reading, clauses, self._measures)
        suppose_the_rest(reading, clauses, self._measures)
        drop_births(reading, clauses)
        drop_what_is_no_figure(reading, clauses)  # once more: remarks on shares that were just joined

    def _of_elsewhere(self, reading: Reading, clauses: Sequence[Clause]) -> tuple[Problem, ...]:
        """Ask about each figure of another place; without any, the message is no report."""
        told = [
            _problem("other_place", reading, clause, clause.amount, named, None)
            for clause in clauses
            if clause.amount and (named := self._named(clause)).measures
        ]
        return tuple(told) or (Problem("no_figure", ""),)

    def mention(self, text: str, *, villages: Villages, today: dt.date) -> Mention:
        """Read which figure a message speaks of, whatever it says of it."""
        reading = self._reader.read(text, today=today)
        mentions = find_named(reading, villages)
        clauses = find_clauses(reading, today, villages, mentions)
        named = [found.measures for c in clauses if (found := self._named(c)).measures]
        measured = {i for s in reading.spans for i in range(s.start, s.end) if _names_measure(s)}
        return Mention(
            measures=named[0] if named else (),
            village=next((c.village.name if c.village.known else None for c in clauses if c.village), None),
            period=next((c.period for c in clauses if c.period and c.period != UNCLEAR), None),
            bare=all(i in measured for i, t in enumerate(reading.tokens) if t.kind != "separator"),
        )

    def _reference(self, reading: Reading, clause: Clause) -> Problem:
        """Ask for the number of what is said to be as it was."""
        return Problem("not_a_number", words_of(reading, clause), self._named(clause).measures)

    def _blanks(self, reading: Reading, clauses: Sequence[Clause]) -> list[Problem]:
        """Find lines that were sent as they stood ready, dots and all: "khai sinh …/…"."""
        blank = [c for c in clauses if _BLANK.search(words_of(reading, c))]
        return [
            Problem("not_a_number", words_of(reading, c), named.measures)
            for c in blank
            if (named := self._named(c)).measures
        ]

    def _named(self, clause: Clause) -> Named:
        if clause.foreign:
            return Named(())
        if clause.indicators:
            number, part = clause.indicators[-1]
            by_number = self._measures.by_number(number, part)
            by_words = self._measures.by_concepts(clause.concepts)
            both = tuple(m for m in by_number.measures if m in by_words.measures)
            if both or not by_words.measures:
                return Named(both) if both else by_number
            # "khai sinh 20/20 đạt chỉ tiêu năm": one of the two is meant, and nobody can tell which.
            return Named((*by_number.measures, *by_words.measures))
        return self._measures.by_concepts(clause.concepts)

    def _figure(self, reading: Reading, clause: Clause, own: str | None, today: dt.date) -> Figure | Problem | None:
        amount = clause.amount
        if amount is None:
            return self._reference(reading, clause) if clause.refers else None
        named = self._named(clause)
        if named.one is None and not clause.indicators and _is_of_all(reading, amount):
            named = self._measures.by_concepts([*clause.concepts, "rate"])
        births = tells_of_births(clause)
        if births:
            named = self._measures.by_concepts([*clause.concepts, "death"])
        elif clause.drowned or (amount.numerator and _may_be_alive(reading, clause)):
            named = self._measures.by_number(*_INJURIES_AND_DEATHS)
        elif clause.part:
            named = self._measures.by_concepts(["injury"])
        village = own if clause.village is None else clause.village.name
        if clause.whole_place:
            village = None
        if amount.kind == "none" and not named.measures and clause.village is None and not clause.foreign:
            return None  # "không có gì thêm"
        kind: ProblemKind | None
        if clause.village is not None and not clause.village.known:
            kind = "unknown_village"
        elif clause.crowded:
            kind = "several_villages"
        elif clause.period == UNCLEAR:
            kind = "unclear_period"
        elif clause.period and not period_has_begun(clause.period, today):
            kind = "future_period"
        elif births:
            kind = "ambiguous_indicator"
        elif clause.part and named.one:
            kind = "part"
        else:
            kind = fault_of(reading, clause, amount, named) or ("unsure" if clause.supposed else None)
        if kind:
            return _problem(kind, reading, clause, amount, named, village)
        assert named.one is not None
        return _as_figure(named.one, amount, village, clause.period)


def _slips(reading: Reading, figures: Sequence[Figure], today: dt.date) -> frozenset[str]:
    """Find the periods of last year that may be slips for the month that begins next."""
    old = {figure.period for figure in figures if figure.period and figure.period < str(today.year)}
    if not old:  # as in nearly all messages
        return frozenset()
    mentions = find_periods(reading.text, reading.tokens, today)
    return frozenset(period for period in old if slip_of_this_year(period, mentions, today))


def _is_of_all(reading: Reading, amount: Amount) -> bool:
    """See "9 đứa trong tổng số 231 đứa" and "3/188 trẻ toàn thôn": a share of all children."""
    behind = [token.key for token in reading.tokens[amount.end : amount.end + 2]]
    within = [token.key for token in reading.tokens[amount.start : amount.end]]
    told = {*within, *(behind if "toan" in behind else ())}
    among = ("trong", "do") in pairwise(within)  # "tổng số trẻ 412, trong đó …"
    return amount.kind == "ratio" and (among or not told.isdisjoint(("tong", "toan", "het")))


_BLANK = re.compile(r"(?:…|\.{2,}|_+)\s*/\s*(?:…|\.{2,}|_+)")


_INJURIES_AND_DEATHS = (11, None)


def _may_be_alive(reading: Reading, clause: Clause) -> bool:
    """See "1 cháu đuối nước, đã cứu được" and "2 bé té sông": who drowned counts as dead, who fell in may not be."""
    if "drowning" not in clause.concepts:
        return False
    line = reading.text[: reading.tokens[clause.start].start].count("\n")
    said = vietnamese.fold(reading.text.split("\n")[line])
    died = "death" in clause.concepts or phrases("died-in-water").search(said)
    fell = not died and phrases("fell-in-water").search(said)
    return bool(fell or phrases("saved").search(said))


def _names_measure(span: Span) -> bool:
    """Tell whether some words can be part of what is measured."""
    return any(entry.slot == "concept" or entry.id == "indicator" for entry in span.entries)


def _only_dates(reading: Reading, clauses: Sequence[Clause]) -> bool:
    """Tell whether all that looks like an amount is a day in talk of other things: "nộp trước 15/11"."""
    amounts = [c.amount for c in clauses if c.amount]
    talk = reading.chat.keys() - {"danger-anyone"} or reading.has(*_TALK_OF_DAYS)
    if not amounts or not talk or any(c.names_measure or c.village for c in clauses):
        return False
    return all(a.kind == "ratio" and 1 <= a.numerator <= 31 and 1 <= (a.denominator or 0) <= 12 for a in amounts)


def _promises(reading: Reading, amounts: Sequence[Amount]) -> bool:
    """Tell whether a message without numbers promises some: "mai em rà các cháu chưa có giấy khai sinh rồi báo sau"."""
    promised = phrases("promises").search(vietnamese.fold(reading.text))
    if promised is None:
        return False
    begin = promised.start()  # folding keeps the places
    return all(a.kind == "none" and reading.tokens[a.start].start > begin for a in amounts)


_TALK_OF_DAYS = ("deadline", "when", "days-left", "annual", "six-month", "event")


def _problem(
    kind: ProblemKind, reading: Reading, clause: Clause, amount: Amount, named: Named, village: str | None
) -> Problem:
    """Return a problem with all that is known of its clause."""
    counts = (amount.numerator, amount.denominator or Decimal(0))
    guessed = amount.kind == "unreadable" and amount.denominator is not None
    told = (guessed or amount.kind not in ("unreadable", "increment")) and kind != "several_villages"
    told = told and (kind != "part" or clause.summed)
    readable = told and all(abs(n) < TOO_MANY for n in counts)
    return Problem(
        kind,
        words_of(reading, clause),
        named.measures,
        village,
        period=None if clause.period == UNCLEAR else clause.period,
        numerator=amount.numerator if readable else None,
        denominator=(clause.total if kind == "missing_denominator" else amount.denominator) if readable else None,
        percent=amount.kind == "percent",
    )


def _as_figure(measure: Measure, amount: Amount, village: str | None, period: str | None) -> Figure:
    if amount.denominator is not None:
        return Figure(measure, int(amount.numerator), int(amount.denominator), None, village, period)
    value = Decimal(0) if amount.kind == "none" else amount.numerator
    return Figure(measure, None, None, value, village, period)
