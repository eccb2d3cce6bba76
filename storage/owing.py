"""What villages owe for a period: what the rounds of that period collect; without a round, all that is asked about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from knowledge.figures.model import Measure
from storage import asked_cells, obligations, reporting_villages, rounds
from storage.asked_cells import Asked
from storage.obligations import LetOff
from storage.rounds import Round
from storage.villages import Village


@dataclass(frozen=True, slots=True)
class Expected:
    """What villages are to send for a period."""

    plan: str
    period: str
    measures: tuple[Measure, ...]
    rounds: tuple[Round, ...] = ()  # that collect them; none: no round collects any of what is asked about


@dataclass(frozen=True, slots=True)
class Missing:
    """A village that has not sent everything."""

    village: Village
    measures: tuple[Measure, ...]  # what it has not sent
    away: bool  # all who report for it are on leave
    let_off: LetOff | None = None  # of no round does it owe anything more: it reports on paper, or has leave


def expected(db: Database, plan: str, period: str, measures: Sequence[Measure]) -> Expected:
    """What of *measures* villages are to send for *period*."""
    found = [one for one in rounds.of_plan(db, plan) if one.period == period]
    codes = {code for one in found for code in one.codes}
    collected = tuple(measure for measure in measures if measure.code in codes)
    return Expected(plan, period, collected, tuple(found)) if collected else Expected(plan, period, tuple(measures))


def lacking(db: Database, what: Expected, villages: Sequence[int]) -> dict[int, tuple[Measure, ...]]:
    """What of all that is expected each of *villages* has not sent, let off or not."""
    asked = Asked(what.plan, what.period, tuple(villages), what.measures, inside=bool(what.rounds))
    return asked_cells.lacking(db, asked)


def missing(db: Database, what: Expected, villages: Sequence[Village], *, today: date) -> list[Missing]:
    """Those of *villages* that have not sent everything, and what they owe still; of one let off, all of it."""
    absent = lacking(db, what, [village.id for village in villages])
    away = reporting_villages.away_villages(db, what.plan, today)
    marks = {one.id: {mark.village_id: mark for mark in obligations.marks(db, one.id)} for one in what.rounds}
    found = []
    for village in (village for village in villages if absent[village.id]):
        given = {
            id_: obligations.let_off(marked.get(village.id), away=village.id in away) for id_, marked in marks.items()
        }
        found.append(_missing(village, absent[village.id], what.rounds, given, away=village.id in away))
    return found


def _missing(
    village: Village,
    absent: Sequence[Measure],
    among: Sequence[Round],
    given: Mapping[int, LetOff | None],
    *,
    away: bool,
) -> Missing:
    """What a village still owes that lacks *absent*: what it is let off by one of the rounds, another may collect."""
    owed = tuple(m for m in absent if not among or any(given[one.id] is None for one in _collecting(m, among)))
    if owed:
        return Missing(village, owed, away)
    kinds = {given[one.id] for measure in absent for one in _collecting(measure, among)}
    return Missing(village, tuple(absent), away, "paper" if "paper" in kinds else "leave")


def _collecting(measure: Measure, among: Sequence[Round]) -> Iterator[Round]:
    """Yield the rounds that collect a measure."""
    return (one for one in among if measure.code in one.codes)
