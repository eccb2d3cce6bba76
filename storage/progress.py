"""How far a plan's villages have come: totals, villages one by one, who is missing.

The rules of adding up are those of ``knowledge.figures.totals``. What hundreds of villages sent in a year is added up
here by SQLite; only villages with figures for a quarter or longer, of which some may replace others, take the long way.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from decimal import Decimal

from sqlite_utils import Database

from knowledge.figures.calendar import last_day
from knowledge.figures.model import Measure, first_day
from knowledge.figures.totals import (
    Reported,
    Total,
    counted,
    newest,
    rank_at_end,
    total_of_cases,
    total_of_shares,
)
from storage.asked_cells import NUMBER, REPORTED, WITH, Asked, lacking
from storage.sight import sight_of
from storage.times import end_of_day
from storage.villages import Village, added_later, began, closed_within

FEW = 5  # a sensitive total below this is not told

Missing = tuple[Village, tuple[Measure, ...], bool]  # with what is missing; all who report for it are on leave

_Place = tuple[int, int]  # indicator and part
_Key = tuple[int, int, int]  # indicator, part, village


@dataclass(frozen=True, slots=True)
class Line:
    """One measure over all villages."""

    measure: Measure
    total: Total | None  # None: nobody reported, or there are too ``few`` cases to tell
    few: bool = False
    reported: int | None = 0  # villages with a figure, or the word that there is none; None: not told
    checked: int | None = 0  # villages of which two people said different things


@dataclass(frozen=True, slots=True)
class Overview:
    """A plan in one period."""

    plan: str
    period: str
    villages: int  # how many are to report
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """One village and one measure in one period."""

    village: Village
    total: Total | None = None  # None: no figure
    percent: Decimal | None = None  # a share sent without counts
    of: str = ""  # the period of its newest figure
    reported: bool = False  # for the period asked about, not an earlier one
    no_data: bool = False  # said that there is no figure
    reason: str = ""
    checked: bool = False
    away: bool = False  # all who report for it are on leave
    left: bool = False  # was closed within the period: what it sent counts, nothing more is expected


def overview(
    db: Database, plan: str, period: str, measures: Sequence[Measure], *, viewer: int | None, zone: tzinfo | None
) -> Overview:
    """Add up *measures* over all villages of *plan* for *period*, as far as *viewer* may know.

    The period ends by the clocks of *zone*, here as below.
    """
    sight = sight_of(db, viewer, plan)
    villages = villages_at(db, plan, period, zone=zone)
    asked = Asked(plan, period, tuple(v.id for v in villages), tuple(measures))
    totals, reported = _totals(db, asked)
    left = closed_within(db, plan, period, zone=zone)
    if left:  # their figures are added to the totals, and they are not counted among those who are to report
        totals, _ = _totals(db, replace(asked, villages=(*asked.villages, *(v.id for v in left))))
    checked = defaultdict[_Place, set[int]](set)
    for (indicator, part, village), mark in _remarkable(db, asked).items():
        reported[indicator, part] += mark.adds
        if mark.checked:
            checked[indicator, part].add(village)
    lines = []
    for measure in measures:
        at = (measure.indicator, measure.part)
        line = Line(measure, totals.get(at), reported=reported[at], checked=len(checked[at]))
        lines.append(line if sight.sees_total(measure) else _covered(line))
    return Overview(plan, period, len(villages), tuple(lines))


def standings(
    db: Database,
    plan: str,
    period: str,
    measure: Measure,
    *,
    viewer: int | None,
    today: date,
    zone: tzinfo | None,
) -> list[Standing]:
    """Tell of each village what it reported of *measure*, in the order of the villages.

    Raises:
        NotAllowedError: *viewer* may see no village of this measure. Who reports for some villages sees those alone
            where the measure is sensitive.
    """
    left = closed_within(db, plan, period, zone=zone)
    villages = sorted([*villages_at(db, plan, period, zone=zone), *left], key=lambda village: village.id)
    allowed = sight_of(db, viewer, plan).villages(measure, {v.id for v in villages})
    villages = [v for v in villages if v.id in allowed]
    asked = Asked(plan, period, tuple(v.id for v in villages), (measure,))
    figures = figures_of(db, plan, period, measure, asked.villages)
    marks, away = _remarkable(db, asked), away_villages(db, plan, today)
    found = []
    for village in villages:
        standing = _standing(village, measure, period, figures[village.id])
        mark = marks.get((measure.indicator, measure.part, village.id), _Mark())
        found.append(
            replace(
                standing,
                reported=standing.reported or mark.no_data,
                no_data=mark.no_data and not standing.reported,
                reason=mark.reason,
                checked=mark.checked,
                away=village.id in away,
                left=village in left,
            )
        )
    return [one for one in found if not one.left or one.reported]


def whole_standing(
    db: Database, plan: str, period: str, measure: Measure, *, viewer: int | None, zone: tzinfo | None
) -> Standing | None:
    """What was sent for the whole locality where villages report too: told beside their sum, never added to it.

    Returns:
        None where nothing was sent, where *viewer* may not know, or where the whole locality is all that reports.
    """
    row = db.conn.execute("SELECT id, demo FROM villages WHERE plan = ? AND key = ''", (plan,)).fetchone()
    if row is None or not sight_of(db, viewer, plan).sees_total(measure):
        return None
    if all(village.id == row[0] for village in villages_at(db, plan, period, zone=zone)):
        return None
    figures = figures_of(db, plan, period, measure, [row[0]])[row[0]]
    standing = _standing(Village(row[0], plan, "", bool(row[1])), measure, period, figures)
    return standing if standing.of else None


def missing(
    db: Database,
    plan: str,
    period: str,
    measures: Sequence[Measure],
    *,
    viewer: int | None,
    today: date,
    zone: tzinfo | None,
) -> list[Missing]:
    """List the villages that have not reported all *measures* for *period*.

    Raises:
        NotAllowedError: *viewer* takes no part in the plan.
    """
    sight_of(db, viewer, plan).require_part()
    villages = villages_at(db, plan, period, zone=zone)
    asked = Asked(plan, period, tuple(v.id for v in villages), tuple(measures))
    absent, away = lacking(db, asked), away_villages(db, plan, today)
    return [(village, absent[village.id], village.id in away) for village in villages if absent[village.id]]


def villages_at(db: Database, plan: str, period: str, *, zone: tzinfo | None) -> list[Village]:
    """The villages that report for *period*: open when it ended. Without any, the one that stands for all of it.

    Args:
        db: The database.
        plan: The plan.
        period: Such as "2025-10".
        zone: By whose clocks the period ends: moments are stored in UTC, hours before or after the day here.
    """
    columns = "SELECT id, plan, name, demo, closed_at IS NOT NULL FROM villages WHERE plan = ?"
    open_then = f"{columns} AND key != '' AND (closed_at IS NULL OR closed_at > ?) ORDER BY id"
    rows = db.conn.execute(open_then, (plan, end_of_day(last_day(period), zone))).fetchall()
    later = added_later(db, plan, period, zone=zone)
    rows = [row for row in rows if row[0] not in later]
    rows = rows or db.conn.execute(f"{columns} AND key = ''", (plan,)).fetchall()
    return [Village(row[0], row[1], row[2], bool(row[3]), bool(row[4])) for row in rows]


def is_before_all(db: Database, plan: str, period: str, *, zone: tzinfo | None) -> bool:
    """Tell whether *period* had ended, by the clocks of *zone*, before any village of *plan* was entered."""
    first = began(db, plan)
    return first is not None and end_of_day(last_day(period), zone) < first


def has_figures(db: Database, plan: str, period: str) -> bool:
    """Tell whether anything is known of *period*, or of what came before it: the newest share still holds."""
    known = "SELECT 1 FROM cells WHERE plan = ? AND state != 'withdrawn' AND ends <= ? LIMIT 1"
    return db.conn.execute(known, (plan, rank_at_end(period))).fetchone() is not None


def figures_of(
    db: Database, plan: str, period: str, measure: Measure, villages: Iterable[int]
) -> dict[int, list[Reported]]:
    """The figures of some villages that may count for *period*, by village.

    Of cases those within the period, of a share the newest that ended by then.
    """
    asked = Asked(plan, period, tuple(villages), (measure,))
    statement = _FIGURES if measure.counts_cases else _NEWEST
    found: dict[int, list[Reported]] = {village: [] for village in asked.villages}
    for village, of, numerator, denominator, value in db.conn.execute(statement, asked.values):
        found[village].append(Reported(village, of, numerator, denominator, None if value is None else Decimal(value)))
    return found


@dataclass(frozen=True, slots=True)
class _Mark:
    """What is remarkable about one village and measure."""

    no_data: bool = False
    reason: str = ""
    checked: bool = False
    adds: bool = False  # the word that there is no figure is all there is: it counts as reported


def _totals(db: Database, asked: Asked) -> tuple[dict[_Place, Total], defaultdict[_Place, int]]:
    """Add up each measure that any village has a figure of, and count the villages with one for the period."""
    totals: dict[_Place, Total] = {}
    reported: defaultdict[_Place, int] = defaultdict(int)
    for indicator, part, numerator, denominator, counts, bare, now in db.conn.execute(_SHARES, asked.values):
        totals[indicator, part] = Total(numerator or 0, denominator or 0, counts, bare)
        reported[indicator, part] = now
    for indicator, part, cases, villages, mixed in db.conn.execute(_CASES, asked.values):
        more = _cases_the_long_way(db, asked, (indicator, part), json.loads(mixed))
        if villages or more.villages:
            total = Total((cases or 0) + more.numerator, villages=villages + more.villages)
            totals[indicator, part], reported[indicator, part] = total, total.villages
    return totals, reported


def _cases_the_long_way(db: Database, asked: Asked, place: _Place, villages: Sequence[int]) -> Total:
    """Add up the cases of villages of which some figures may replace others."""
    if not villages:
        return Total()
    measure = next(m for m in asked.measures if (m.indicator, m.part) == place)
    figures = figures_of(db, asked.plan, asked.period, measure, villages)
    return total_of_cases(f for own in figures.values() for f in counted(own, asked.period))


def _remarkable(db: Database, asked: Asked) -> dict[_Key, _Mark]:
    """Find where two people said different things of the period, and where somebody said that there is no figure."""
    found: dict[_Key, _Mark] = {}
    for indicator, part, village, no_data, reason, checked, there in db.conn.execute(_REMARKABLE, asked.values):
        key = (indicator, part, village)
        mark = found.get(key, _Mark())
        found[key] = _Mark(
            mark.no_data or bool(no_data),
            reason or mark.reason if no_data else mark.reason,
            mark.checked or bool(checked),
            mark.adds or bool(no_data and not there),
        )
    return found


def _standing(village: Village, measure: Measure, period: str, figures: Sequence[Reported]) -> Standing:
    """What a village's figures come to."""
    if measure.counts_cases:
        kept = counted(figures, period)
        if not kept:
            return Standing(village)
        return Standing(village, total_of_cases(kept), of=kept[-1].period, reported=True)
    last = newest(figures, period)
    if last is None:
        return Standing(village)
    total = total_of_shares([last])
    is_of_period = last_day(last.period) >= first_day(period)
    return Standing(village, total, None if total.villages else last.value, last.period, reported=is_of_period)


def _covered(line: Line) -> Line:
    """What may be told of a sensitive measure to everybody: a total, unless it is so small that it points at somebody.

    Nor how many villages reported: of one village the total would be that village's.
    """
    few = line.total is not None and line.total.numerator < FEW
    total = None if few or line.total is None else Total(line.total.numerator)
    return Line(line.measure, total, few=few, reported=None, checked=None)


def away_villages(db: Database, plan: str, today: date) -> set[int]:
    """The villages of which all collaborators are on leave."""
    rows = db.conn.execute(
        "SELECT village_id FROM roles WHERE plan = ? AND role = 'collaborator' AND ended_at IS NULL"
        " GROUP BY village_id HAVING min(ifnull(away_until, '') >= ?)",
        (plan, today.isoformat()),
    )
    return {row[0] for row in rows}


_OF_PERIOD = f"{NUMBER.format('c')} AND c.ends BETWEEN :first AND :own AND c.ends % 10 <= m.longest"

_FROM_NEWEST = f"""
    FROM m CROSS JOIN v
    CROSS JOIN cells AS c INDEXED BY cells_newest ON {NUMBER.format("c")} AND c.ends = (
        SELECT n.ends FROM cells AS n INDEXED BY cells_newest WHERE {NUMBER.format("n")} AND n.ends <= :last
        ORDER BY n.ends DESC LIMIT 1)
"""  # noqa: S608 - only constants of this module are put in, here and below

_NEWEST = f"{WITH} SELECT v.id, c.period, c.numerator, c.denominator, c.value {_FROM_NEWEST}"
_SHARES = f"""
    {WITH}
    SELECT m.indicator, m.part, sum(CASE WHEN c.denominator IS NULL THEN 0 ELSE c.numerator END), sum(c.denominator),
        count(c.denominator), sum(c.denominator IS NULL), sum(c.ends >= :first)
    {_FROM_NEWEST}
    WHERE NOT m.counts_cases
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
    SELECT v.id, c.period, c.numerator, c.denominator, c.value
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
