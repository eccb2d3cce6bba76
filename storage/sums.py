"""Adding up what villages reported: by SQLite where each sent a figure a month, by the rules where periods overlap.

The rules are those of ``knowledge.figures.totals``. What hundreds of villages sent in a year is added up by SQLite;
only villages with figures for a quarter or longer, of which some may replace others, take the long way.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlite_utils import Database

from knowledge.figures.model import Measure
from knowledge.figures.totals import Reported, Total, counted, total_of_cases
from storage.asked_cells import NUMBER, REPORTED, WITH, Asked

Place = tuple[int, int]  # indicator and part
Key = tuple[int, int, int]  # indicator, part, village


def figures_of(
    db: Database, plan: str, period: str, measure: Measure, villages: Iterable[int]
) -> dict[int, list[Reported]]:
    """The figures of some villages that may count for *period*, by village.

    Of cases those within the period, of a share the newest that ended by then.
    """
    found = figures_of_each(db, Asked(plan, period, tuple(villages), (measure,)))
    return {village: figures for (_, _, village), figures in found.items()}


def figures_of_each(db: Database, asked: Asked) -> dict[Key, list[Reported]]:
    """The same for several measures, by indicator, part and village; each of them is there."""
    found: dict[Key, list[Reported]] = {(m.indicator, m.part, v): [] for m in asked.measures for v in asked.villages}
    for statement, counts_cases in ((_FIGURES, True), (_NEWEST, False)):
        some = replace(asked, measures=tuple(m for m in asked.measures if m.counts_cases == counts_cases))
        for indicator, part, village, of, top, total, value in db.conn.execute(statement, some.values):
            figure = Reported(village, of, top, total, None if value is None else Decimal(value))
            found[indicator, part, village].append(figure)
    return found


@dataclass(frozen=True, slots=True)
class Remarkable:
    """What is remarkable about one village and measure."""

    no_data: bool = False
    reason: str = ""
    checked: bool = False
    adds: bool = False  # the word that there is no figure is all there is: it counts as reported


def totals_of(
    db: Database, asked: Asked, left: Sequence[int] = ()
) -> tuple[dict[Place, Total], defaultdict[Place, int]]:
    """Add up each measure that any village has a figure of, and count the villages with one for the period.

    Of the villages that *left* within the period only what they sent of it is added; they are not counted.
    """
    totals, reported = _added_up(db, asked, since=0)
    if left:
        gone, _ = _added_up(db, replace(asked, villages=tuple(left)), since=asked.values["first"])
        totals |= {place: _together(totals[place], more) if place in totals else more for place, more in gone.items()}
    return totals, reported


def _added_up(db: Database, asked: Asked, *, since: object) -> tuple[dict[Place, Total], defaultdict[Place, int]]:
    """Add up the figures of all villages alike; shares that ended before the rank *since* hold no longer."""
    totals: dict[Place, Total] = {}
    reported: defaultdict[Place, int] = defaultdict(int)
    shares = db.conn.execute(_SHARES, {**asked.values, "since": since})
    for indicator, part, numerator, denominator, counts, bare, now in shares:
        totals[indicator, part] = Total(numerator or 0, denominator or 0, counts, bare)
        reported[indicator, part] = now
    for indicator, part, cases, villages, mixed in db.conn.execute(_CASES, asked.values):
        more = _cases_the_long_way(db, asked, (indicator, part), json.loads(mixed))
        if villages or more.villages:
            total = Total((cases or 0) + more.numerator, villages=villages + more.villages)
            totals[indicator, part], reported[indicator, part] = total, total.villages
    return totals, reported


def _together(one: Total, other: Total) -> Total:
    """The total of two groups of villages."""
    denominator = None if one.denominator is None else one.denominator + (other.denominator or 0)
    villages, bare = one.villages + other.villages, one.bare + other.bare
    return Total(one.numerator + other.numerator, denominator, villages, bare)


def _cases_the_long_way(db: Database, asked: Asked, place: Place, villages: Sequence[int]) -> Total:
    """Add up the cases of villages of which some figures may replace others."""
    if not villages:
        return Total()
    measure = next(m for m in asked.measures if (m.indicator, m.part) == place)
    figures = figures_of(db, asked.plan, asked.period, measure, villages)
    return total_of_cases(f for own in figures.values() for f in counted(own, asked.period))


def remarkable(db: Database, asked: Asked) -> dict[Key, Remarkable]:
    """Find where two people said different things of the period, and where somebody said that there is no figure."""
    found: dict[Key, Remarkable] = {}
    for indicator, part, village, no_data, reason, checked, there in db.conn.execute(_REMARKABLE, asked.values):
        key = (indicator, part, village)
        before = found.get(key, Remarkable())
        found[key] = Remarkable(
            before.no_data or bool(no_data),
            reason or before.reason if no_data else before.reason,
            before.checked or bool(checked),
            before.adds or bool(no_data and not there),
        )
    return found


_OF_PERIOD = f"{NUMBER.format('c')} AND c.ends BETWEEN :first AND :own AND c.ends % 10 <= m.longest"

_FROM_NEWEST = f"""
    FROM m CROSS JOIN v
    CROSS JOIN cells AS c INDEXED BY cells_newest ON {NUMBER.format("c")} AND c.ends = (
        SELECT n.ends FROM cells AS n INDEXED BY cells_newest WHERE {NUMBER.format("n")} AND n.ends <= :last
        ORDER BY n.ends DESC LIMIT 1)
"""  # noqa: S608 - only constants of this module are put in, here and below

_NEWEST = f"{WITH} SELECT m.indicator, m.part, v.id, c.period, c.numerator, c.denominator, c.value {_FROM_NEWEST}"
_SHARES = f"""
    {WITH}
    SELECT m.indicator, m.part, sum(CASE WHEN c.denominator IS NULL THEN 0 ELSE c.numerator END), sum(c.denominator),
        count(c.denominator), sum(c.denominator IS NULL), sum(c.ends >= :first)
    {_FROM_NEWEST}
    WHERE NOT m.counts_cases AND c.ends >= :since
    GROUP BY m.indicator, m.part
"""
# A village with a figure for more than a month comes as -1, and is then added up by the rules.
_CASES = f"""
    {WITH},
    own(indicator, part, village, cases) AS MATERIALIZED (
        SELECT m.indicator, m.part, v.id, (
            SELECT CASE max(c.ends % 10) WHEN 1 THEN sum(coalesce(c.numerator, CAST(c.value AS INTEGER))) ELSE -1 END
            FROM cells AS c INDEXED BY cells_newest WHERE {_OF_PERIOD} HAVING count(*))
        FROM m CROSS JOIN v WHERE m.counts_cases
    )
    SELECT indicator, part, sum(cases) FILTER (WHERE cases >= 0), count(*) FILTER (WHERE cases >= 0),
        json_group_array(village) FILTER (WHERE cases < 0)
    FROM own GROUP BY indicator, part
"""  # noqa: S608
_FIGURES = f"""
    {WITH}
    SELECT m.indicator, m.part, v.id, c.period, c.numerator, c.denominator, c.value
    FROM m CROSS JOIN v CROSS JOIN cells AS c INDEXED BY cells_newest ON {_OF_PERIOD}
"""  # noqa: S608
_REMARKABLE = f"""
    {WITH}
    SELECT c.indicator, c.part, c.village_id, c.state = 'none', r.reason, c.rival IS NOT NULL,
        EXISTS (SELECT 1 FROM cells AS n INDEXED BY cells_newest WHERE {REPORTED})
    FROM cells AS c INDEXED BY cells_remarkable
    JOIN m ON m.indicator = c.indicator AND m.part = c.part
    JOIN v ON v.id = c.village_id
    JOIN revisions AS r ON r.id = c.revision
    WHERE c.plan = :plan AND (c.state = 'none' OR c.rival IS NOT NULL)
        AND c.ends BETWEEN :first AND :last AND c.ends % 10 <= m.longest
"""  # noqa: S608
