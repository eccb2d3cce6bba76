"""A message read into figures: amounts, each with its measure, village and period; the rest is asked or filler."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from knowledge.figures.asking import asked_beside, is_question
from knowledge.figures.clause import words_of
from knowledge.figures.clauses import find_clauses
from knowledge.figures.contradictions import without_contradictions
from knowledge.figures.judging import Judge
from knowledge.figures.layout import as_lines
from knowledge.figures.measures import Measures
from knowledge.figures.model import Figure, FigureReading, Mention, Problem
from knowledge.figures.named_villages import find_named
from knowledge.figures.no_report import names_only_days, only_promises
from knowledge.figures.other_places import is_about_elsewhere
from knowledge.figures.period_forms import UNCLEAR
from knowledge.figures.periods import find_periods, slip_of_this_year
from knowledge.figures.privacy import has_personal_data, names_a_phone
from knowledge.figures.queried import asks_how_it_came, only_queries
from knowledge.figures.signed import unsigned
from knowledge.figures.steps import settle_clauses
from knowledge.figures.unread import left_unread
from knowledge.figures.villages import Villages
from knowledge.locality import Locality
from knowledge.reader import Reader
from knowledge.reading import Reading
from knowledge.spans import Span


class FigureReader:
    """Reads messages of collaborators; the same lexicon as for questions."""

    def __init__(self, reader: Reader, measures: Measures, localities: Mapping[str, Locality]) -> None:
        self._reader = reader
        self._measures = measures
        self._localities = localities
        self._judge = Judge(measures)

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
        reading = self._reader.read(as_lines(villages.in_own_term(unsigned(text))), today=today)
        mentions = find_named(reading, villages)
        explained = {i for s in reading.spans for i in range(s.start, s.end)}
        if has_personal_data(reading.text, reading.tokens, explained):
            return FigureReading((), (Problem("personal_data", ""),))
        clauses = find_clauses(reading, today, villages, mentions)
        amounts = [c.amount for c in clauses if c.amount]
        if only_queries(reading, clauses):
            return FigureReading((), (Problem("no_figure", ""),), asks_how_it_came=asks_how_it_came(reading))
        asks = is_question(reading.text, reading.tokens, amounts)
        if asks or names_only_days(reading, clauses) or only_promises(reading, amounts):
            return FigureReading((), (Problem("no_figure", ""),))
        if locality is not None and is_about_elsewhere(reading, clauses, locality, self._localities.get(locality)):
            settle_clauses(reading, clauses, today, self._measures)
            return FigureReading((), self._judge.of_elsewhere(reading, clauses))
        if amounts and names_a_phone(reading.tokens):
            return FigureReading((), (Problem("personal_data", ""),))
        asked = asked_beside(reading.text, reading.tokens, amounts)
        end = len(reading.tokens) if asked is None else asked
        # What is asked behind names nothing of the figures: "… Mục tiêu năm 2030 là bao nhiêu?"
        clauses = [clause for clause in clauses if clause.start < end]
        settle_clauses(reading, clauses, today, self._measures)
        found = [self._judge.judge(reading, clause, own, today) for clause in clauses]
        found = without_contradictions(found, [words_of(reading, clause) for clause in clauses], today)
        figures = tuple(one for one in found if isinstance(one, Figure))
        problems = tuple(one for one in found if isinstance(one, Problem))
        if not figures and not problems:
            problems = tuple(self._judge.blanks(reading, clauses)) or (Problem("no_figure", ""),)
        question = None if asked is None else reading.text[reading.tokens[asked].start :].strip()
        unread = left_unread(reading, clauses, mentions, end)
        return FigureReading(figures, problems, unread, question, _slips(reading, figures, today))

    def mention(self, text: str, *, villages: Villages, today: dt.date) -> Mention:
        """Read which figure a message speaks of, whatever it says of it."""
        reading = self._reader.read(villages.in_own_term(text), today=today)
        mentions = find_named(reading, villages)
        clauses = find_clauses(reading, today, villages, mentions)
        named = [found.measures for c in clauses if (found := self._judge.named(c)).measures]
        measured = {i for s in reading.spans for i in range(s.start, s.end) if _names_measure(s)}
        return Mention(
            measures=named[0] if named else (),
            village=next((c.village.name if c.village.known else None for c in clauses if c.village), None),
            period=next((c.period for c in clauses if c.period and c.period != UNCLEAR), None),
            bare=all(i in measured for i, t in enumerate(reading.tokens) if t.kind != "separator"),
        )


def _slips(reading: Reading, figures: Sequence[Figure], today: dt.date) -> frozenset[str]:
    """Find the periods of last year that may be slips for the month that begins next."""
    old = {figure.period for figure in figures if figure.period and figure.period < str(today.year)}
    if not old:  # as in nearly all messages
        return frozenset()
    mentions = find_periods(reading.text, reading.tokens, today)
    return frozenset(period for period in old if slip_of_this_year(period, mentions, today))


def _names_measure(span: Span) -> bool:
    """Tell whether some words can be part of what is measured."""
    return any(entry.slot == "concept" or entry.id == "indicator" for entry in span.entries)
