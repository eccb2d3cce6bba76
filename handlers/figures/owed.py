"""What a village has still to send: for the round under way that covers the period, else for the period alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.rounds.known import ensure_rounds, measures_of
from handlers.unit import Unit
from handlers.whole_places import NOT_MADE
from knowledge.figures.calendar import contains, month_of
from knowledge.figures.model import Measure
from storage import obligations, owing, reporting_villages, rounds
from storage.rounds import Round


@dataclass(frozen=True, slots=True)
class Owed:
    """What is missing, in the order of the indicators."""

    measures: tuple[Measure, ...]
    round: Round | None = None  # for which it is missing; None: for the period asked about
    let_off: bool = False  # a round covers the period, and the village reports on paper or has leave


def owed(unit: Unit, plan: str, village_id: int, period: str) -> Owed:
    """Tell what a village owes the round under way that covers *period*, the first to which it owes anything.

    Where no such round expects the village: what rounds of *period* that are over have collected; without any, all that
    it has not sent for *period*.
    """
    covering = [r for r in rounds.collecting(unit.db, plan, unit.now.date()) if contains(r.period, period)]
    covering = [r for r in covering if _is_expected(unit, r, village_id)]
    found = [
        Owed(left, r)
        for r in covering
        if not (left := _lacking(unit, r, village_id)) or not _is_let_off(unit, r, village_id)
    ]
    if found:
        return next((one for one in found if one.measures), found[0])
    what = owing.expected(unit.db, plan, period, unit.library.measures.every())
    over = [one for one in what.rounds if not _is_let_off(unit, one, village_id)]
    unsent = owing.lacking(unit.db, what, [village_id])[village_id]
    return Owed(unsent, _first(over), let_off=bool(covering) or len(over) < len(what.rounds))


def period_to_send(unit: Unit, plan: str, village_id: int | None) -> str:
    """The period that /nop without one means: the month, or that of the round under way where the month is outside.

    Args:
        unit: The update.
        plan: The plan.
        village_id: The village, where it is known: then a round to which it owes something goes first.
    """
    month, today = month_of(unit.now.date()), unit.now.date()
    ensure_rounds(unit.db, unit.library, plan, today)
    under_way = rounds.collecting(unit.db, plan, today)
    owing = [r for r in under_way if village_id is not None and _lacking(unit, r, village_id)]
    first = _first(owing) or _first(under_way)
    return month if first is None or contains(first.period, month) else first.period


def _first(found: Sequence[Round]) -> Round | None:
    return found[0] if found else None


def _lacking(unit: Unit, found: Round, village_id: int) -> tuple[Measure, ...]:
    measures = measures_of(unit.library, found)
    return obligations.lacking(unit.db, found, measures, [village_id])[village_id]


def _is_expected(unit: Unit, found: Round, village_id: int) -> bool:
    """Tell whether the village reports by itself; the whole locality does not, where it has villages."""
    reporting = reporting_villages.villages_at(unit.db, found.plan, found.period, zone=unit.now.tzinfo)
    return any(village.id == village_id for village in reporting) or (village_id == NOT_MADE and not reporting)


def _is_let_off(unit: Unit, found: Round, village_id: int) -> bool:
    """Tell whether the village need not report by the bot: it does on paper, has leave, or all its people are away."""
    kinds = {mark.kind for mark in obligations.marks(unit.db, found.id) if mark.village_id == village_id}
    return not kinds.isdisjoint(("paper", "leave")) or village_id in reporting_villages.away_villages(
        unit.db, found.plan, unit.now.date()
    )
