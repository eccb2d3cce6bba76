"""How far a plan's villages have come: totals, villages one by one, who is missing.

What each person may know of it is decided here (``storage.sight``); ``storage.sums`` adds up.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from decimal import Decimal

from sqlite_utils import Database

from knowledge.figures.calendar import last_day
from knowledge.figures.model import Measure, first_day
from knowledge.figures.totals import Reported, Total, counted, newest, rank_at_end, total_of_cases, total_of_shares
from storage.asked_cells import Asked, lacking
from storage.reporting_villages import away_villages, villages_at
from storage.sight import sight_of
from storage.sums import Mark, Place, figures_of, remarkable, totals_of
from storage.villages import Village, closed_within

FEW = 5  # a sensitive total below this is not told

Missing = tuple[Village, tuple[Measure, ...], bool]  # with what is missing; all who report for it are on leave


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
    totals, reported = totals_of(db, asked)
    left = closed_within(db, plan, period, zone=zone)
    if left:  # their figures are added to the totals, and they are not counted among those who are to report
        totals, _ = totals_of(db, replace(asked, villages=(*asked.villages, *(v.id for v in left))))
    checked = defaultdict[Place, set[int]](set)
    for (indicator, part, village), mark in remarkable(db, asked).items():
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
    marks, away = remarkable(db, asked), away_villages(db, plan, today)
    found = []
    for village in villages:
        standing = _standing(village, measure, period, figures[village.id])
        mark = marks.get((measure.indicator, measure.part, village.id), Mark())
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


def has_figures(db: Database, plan: str, period: str) -> bool:
    """Tell whether anything is known of *period*, or of what came before it: the newest share still holds."""
    known = "SELECT 1 FROM cells WHERE plan = ? AND state != 'withdrawn' AND ends <= ? LIMIT 1"
    return db.conn.execute(known, (plan, rank_at_end(period))).fetchone() is not None


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
