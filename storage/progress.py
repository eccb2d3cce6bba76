"""How far a plan's villages have come: totals, villages one by one, who is missing.

What each person may know of it is decided here (``storage.sight``); ``storage.sums`` adds up.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from decimal import Decimal
from itertools import product

from sqlite_utils import Database

from knowledge.figures.calendar import last_day
from knowledge.figures.model import Measure, first_day
from knowledge.figures.totals import Reported, Total, counted, newest, rank_at_end, total_of_cases, total_of_shares
from storage import owing
from storage.asked_cells import Asked
from storage.owing import Missing
from storage.reporting_villages import away_villages, villages_at
from storage.roles import NotAllowedError
from storage.sight import sight_of
from storage.sums import Place, Remarkable, figures_of, figures_of_each, remarkable, totals_of
from storage.villages import Village, closed_within

FEW = 5  # a sensitive total below this is not told


@dataclass(frozen=True, slots=True)
class Line:
    """One measure over all villages."""

    measure: Measure
    total: Total | None  # None: nobody reported, or it is not told, for one of the two reasons below
    few: bool = False  # too few cases
    of_one: bool = False  # one village's alone, of several
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
    left = tuple(village.id for village in closed_within(db, plan, period, zone=zone))
    totals, reported = totals_of(db, asked, left)
    mine = {} if sight.leads else _counts_of(db, asked, left, sight.own)
    checked = defaultdict[Place, set[int]](set)
    for (indicator, part, village), mark in remarkable(db, asked).items():
        reported[indicator, part] += mark.adds
        if mark.checked:
            checked[indicator, part].add(village)
    lines = []
    for measure in measures:
        at = (measure.indicator, measure.part)
        line = Line(measure, totals.get(at), reported=reported[at], checked=len(checked[at]))
        if not sight.sees_total(measure):
            line = _covered(line, mine.get(at, 0), several=len({*asked.villages, *left}) > 1)
        lines.append(line)
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
    among = [v for v in villages if v.id in allowed]
    return [one for _, one in _standings(db, plan, period, [measure], among, left, today)]


def of_village(
    db: Database,
    plan: str,
    period: str,
    measures: Sequence[Measure],
    village_id: int,
    *,
    viewer: int | None,
    today: date,
    zone: tzinfo | None,
) -> dict[Measure, Standing]:
    """Tell what one village reported of each of *measures*; empty where it did not report for *period*.

    Raises:
        NotAllowedError: *viewer* may not see the village's figures of one of them.
    """
    sight, left = sight_of(db, viewer, plan), closed_within(db, plan, period, zone=zone)
    if any(village_id not in sight.villages(measure, {village_id}) for measure in measures):
        raise NotAllowedError("the figures of a sensitive measure are for the village's own")
    villages = [v for v in (*villages_at(db, plan, period, zone=zone), *left) if v.id == village_id]
    return dict(_standings(db, plan, period, measures, villages, left, today))


def _standings(
    db: Database,
    plan: str,
    period: str,
    measures: Sequence[Measure],
    villages: Sequence[Village],
    left: Collection[Village],
    today: date,
) -> Iterator[tuple[Measure, Standing]]:
    """Of each measure what each village reported; nothing of those that *left* and had not sent it by then."""
    asked = Asked(plan, period, tuple(village.id for village in villages), tuple(measures))
    figures, notes, away = figures_of_each(db, asked), remarkable(db, asked), away_villages(db, plan, today)
    for measure, village in product(measures, villages):
        key, is_left = (measure.indicator, measure.part, village.id), village in left
        of_period = [f for f in figures[key] if not is_left or _is_of_period(f.period, period)]
        standing, note = _standing(village, measure, period, of_period), notes.get(key, Remarkable())
        reported = standing.reported or note.no_data
        if is_left and not reported:
            continue
        yield (
            measure,
            replace(
                standing,
                reported=reported,
                no_data=note.no_data and not standing.reported,
                reason=note.reason,
                checked=note.checked,
                away=village.id in away,
                left=is_left,
            ),
        )


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
    """List the villages that have not reported all that is expected of *measures* for *period* (``storage.owing``).

    Those that are let off are among them. As far as *viewer* may know: the sensitive measures count for those alone who
    work on all of the plan.

    Raises:
        NotAllowedError: *viewer* takes no part in the plan, or may know of none of the measures who lacks it.
    """
    sight = sight_of(db, viewer, plan)
    sight.require_part()
    what = owing.expected(db, plan, period, measures)
    told = tuple(measure for measure in what.measures if sight.sees_who_sent(measure))
    if not told:
        raise NotAllowedError("who lacks a sensitive measure is for staff")
    return owing.missing(db, replace(what, measures=told), villages_at(db, plan, period, zone=zone), today=today)


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
    reported = _is_of_period(last.period, period)
    return Standing(village, total, None if total.villages else last.value, last.period, reported=reported)


def _is_of_period(of: str, period: str) -> bool:
    """Tell whether a figure of the period *of*, which ended with *period* at the latest, is no earlier one."""
    return last_day(of) >= first_day(period)


def _counts_of(db: Database, asked: Asked, left: Sequence[int], own: Collection[int]) -> dict[Place, int]:
    """How many of a viewer's *own* villages are in each total, those that *left* among them."""
    here, gone = (tuple(village for village in among if village in own) for among in (asked.villages, left))
    if not here and not gone:
        return {}
    totals, _ = totals_of(db, replace(asked, villages=here), gone)
    return {place: total.villages for place, total in totals.items()}


def _covered(line: Line, mine: int, *, several: bool) -> Line:
    """What may be told of a sensitive measure to everybody: a total, unless it points at somebody or at one village.

    Nor how many villages reported: of one village the total would be that village's.

    Args:
        line: The measure.
        mine: Of how many villages in the total the viewer knows the figure anyway: it can be taken away from it.
        several: Whether more than one village reports.
    """
    covered = Line(line.measure, None, reported=None, checked=None)
    if line.total is None:
        return covered
    if several and line.total.villages - mine == 1:
        return replace(covered, of_one=True)  # "below five" would be that village's too
    if line.total.numerator < FEW:
        return replace(covered, few=True)
    return replace(covered, total=Total(line.total.numerator))
