"""Changing which villages a plan has: for its staff, and noted in the audit."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from knowledge.figures.villages import Villages, spelling, village_key
from storage import audit, roles, villages
from storage.times import utc_text
from storage.villages import Village


class VillageExistsError(Exception):
    """Another village of the plan, perhaps a closed one, has the name."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a list of names."""

    new: tuple[Village, ...] = ()
    reopened: tuple[Village, ...] = ()
    known: tuple[Village, ...] = ()  # were there already, and open


def add_all(db: Database, plan: str, names: Sequence[str], *, by: int, now: datetime, unmarked: bool = False) -> Added:
    """Add villages to *plan*; those that were closed are opened again.

    Args:
        db: The database.
        plan: The plan.
        names: Each differs from the others at least by its marks.
        by: Who adds them.
        now: The moment.
        unmarked: Whoever typed the names leaves all marks out: "thon ha" is taken for Thôn Hạ where that is there.

    Raises:
        NotAllowedError: *by* does not work on all of the plan.
    """
    roles.require_leading(db, by, plan)
    before = {village.name: village for village in villages.of_plan(db, plan, closed=True)}
    known = Villages.of(before)
    added: dict[str, list[Village]] = {"new": [], "reopened": [], "known": []}
    for name in {spelling(name): name for name in names}.values():
        there = [one for one in known.meant(name) if unmarked or spelling(one) == spelling(name)]
        for one in there or [name]:
            old = before.get(one)
            village = villages.add(db, plan, one, now=now)
            outcome = "new" if old is None else "reopened" if old.closed else "known"
            added[outcome].append(village)
            if outcome != "known":
                _note(db, f"village_{outcome}", village, by=by, now=now, detail=village.name)
    return Added(*(tuple(added[outcome]) for outcome in ("new", "reopened", "known")))


def alike(db: Database, plan: str, those: Sequence[Village]) -> list[Village]:
    """The open villages of *plan* that differ from one of *those* by marks alone, with those themselves."""
    ours, by_key = {village.id for village in those}, defaultdict[str, list[Village]](list)
    for village in villages.of_plan(db, plan):
        by_key[village_key(village.name)].append(village)
    groups = (group for group in by_key.values() if len(group) > 1 and any(one.id in ours for one in group))
    return [village for group in groups for village in group]


def rename(db: Database, village: Village, name: str, *, by: int, now: datetime) -> None:
    """Call a village otherwise; its figures stay with it.

    Raises:
        NotAllowedError: *by* does not work on all of the plan.
        VillageExistsError: Another village of the plan has this name.
    """
    roles.require_leading(db, by, village.plan)
    key = spelling(name)
    others = [other for other in villages.of_plan(db, village.plan, closed=True) if other.id != village.id]
    if any(spelling(other.name) == key for other in others):
        raise VillageExistsError(f"{village.plan} has another village of that name")
    db.conn.execute("UPDATE villages SET name = ?, key = ? WHERE id = ?", (name, key, village.id))
    _note(db, "village_renamed", village, by=by, now=now, detail=f"{village.name} → {name}")


def close(db: Database, village: Village, *, by: int, now: datetime) -> None:
    """Expect nothing more of a village; its figures and its collaborators stay, in case it is opened again.

    Raises:
        NotAllowedError: *by* does not work on all of the plan.
    """
    roles.require_leading(db, by, village.plan)
    db.conn.execute("UPDATE villages SET closed_at = ? WHERE id = ?", (utc_text(now), village.id))
    _note(db, "village_closed", village, by=by, now=now, detail=village.name)


def _note(db: Database, action: str, village: Village, *, by: int, now: datetime, detail: str) -> None:
    audit.note(db, action, who=by, now=now, plan=village.plan, village_id=village.id, detail=detail)
