"""The clauses of a message settled with one another: what is no amount, what is denied, shared, joined, a part."""

from __future__ import annotations

import datetime as dt

from knowledge.figures.aspects import carry_aspects
from knowledge.figures.clause import Clause
from knowledge.figures.linking import crowd_periods, deal_out, inherit, join_names, spread_none
from knowledge.figures.measures import Measures
from knowledge.figures.mothers import join_mothers
from knowledge.figures.nothing import read_bare_none, read_english_none, suppose_none
from knowledge.figures.pairing import count_all, pair_counts
from knowledge.figures.parts import mark_parts
from knowledge.figures.queried import set_right
from knowledge.figures.remarks import drop_births, drop_how_many_villages, mark_references
from knowledge.figures.repeats import drop_what_is_no_figure
from knowledge.figures.restating import doubt_shares_around, drop_corrected
from knowledge.figures.supposing import suppose_numbers_behind, suppose_the_rest
from knowledge.figures.survivors import spare
from knowledge.reading import Reading


def settle_clauses(reading: Reading, clauses: list[Clause], today: dt.date, measures: Measures) -> None:
    """Settle what the clauses of a message say of one another; each step needs those above it."""
    # What is no amount of its own: sent back to another time, a part of a total, a remark, a corrected number.
    mark_references(reading, clauses)
    drop_how_many_villages(reading, clauses)
    mark_parts(reading, clauses)
    drop_what_is_no_figure(reading, clauses)
    drop_corrected(reading, clauses)
    set_right(reading, clauses)
    # What "không" denies.
    read_bare_none(reading, clauses)
    read_english_none(reading, clauses, measures)
    suppose_none(reading, clauses, measures)
    spread_none(reading, clauses, measures)
    spare(clauses)
    # What is said once for several: villages and periods in a row, a name that goes on, headings.
    deal_out(reading, clauses)
    crowd_periods(reading, clauses)
    join_names(clauses, measures)
    inherit(reading, clauses, today, measures)
    carry_aspects(clauses, measures)
    # Now that each amount has its name: the total of one clause and what is counted of it in the next.
    suppose_numbers_behind(clauses, measures)
    count_all(reading, clauses, measures)
    join_mothers(reading, clauses)
    pair_counts(reading, clauses, measures)
    suppose_the_rest(reading, clauses, measures)
    drop_births(reading, clauses)
    drop_what_is_no_figure(reading, clauses)  # once more: remarks on shares that were just joined
    doubt_shares_around(reading, clauses, measures)
