"""What one person still owes: their villages in the rounds under way, with what is missing now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from knowledge.figures.model import Measure
from storage import nudge_dues, obligations, roles, rounds, villages
from storage.nudge_dues import Due
from storage.roles import Role
from storage.rounds import MeasuresOf, Round
from storage.villages import Village


@dataclass(frozen=True, slots=True)
class Need:
    """One village in one round, and what it has not sent."""

    round: Round
    village: Village
    missing: tuple[Measure, ...]


def of_person(db: Database, user_id: int, measures_of: MeasuresOf, *, today: date) -> list[Need]:
    """What a collaborator owes on *today*, the most urgent first; nothing of villages that are let off."""
    held = [role for role in roles.of_person(db, user_id) if role.role == "collaborator" and not _is_away(role, today)]
    needs = [need for role in held for need in _of_role(db, role, measures_of, today)]
    return sorted(needs, key=lambda need: (need.round.village_day or date.max, need.round.id, need.village.id))


def dues_of(db: Database, user_id: int, *, today: date) -> list[Due]:
    """The steps that are true today in the plans where a person reports or works."""
    held = {(role.plan, role.role) for role in roles.of_person(db, user_id)}
    plans = sorted({plan for plan, _ in held if plan is not None})
    return [due for p in plans for due in nudge_dues.dues(db, today, plan=p) if (p, due.audience) in held]


def _of_role(db: Database, role: Role, measures_of: MeasuresOf, today: date) -> Iterator[Need]:
    """Yield what one village owes."""
    village = villages.by_id(db, role.village_id) if role.village_id is not None else None
    if village is None or village.closed or (village.name == "" and villages.of_plan(db, village.plan)):
        return
    for found in rounds.collecting(db, village.plan, today):
        marked = {mark.village_id: mark for mark in obligations.marks(db, found.id)}.get(village.id)
        if marked and (marked.kind != "leave_asked" or marked.user_id == role.user_id):
            continue
        missing = obligations.lacking(db, found, measures_of(found), [village.id])[village.id]
        if missing:
            yield Need(found, village, missing)


def _is_away(role: Role, today: date) -> bool:
    return role.away_until is not None and role.away_until >= today
