"""Which figures a person may write: read from their roles once, and asked for each figure of a message."""

import json
from dataclasses import dataclass

from sqlite_utils import Database

from storage import roles
from storage.cells import Cell
from storage.roles import NotAllowedError, Role


@dataclass(frozen=True, slots=True)
class Reach:
    """What a person's roles cover, as they stand in the transaction that read them."""

    user_id: int
    roles: tuple[Role, ...]
    villages: frozenset[tuple[str, int]]  # plan and id of those the person reports for, closed ones left out
    wholes: frozenset[str]  # plans for whose whole locality the person reports

    def leads(self, plan: str) -> bool:
        """Tell whether the person works on all of *plan*, see ``Role.leads``."""
        return any(role.leads(plan) for role in self.roles)

    def covers(self, cell: Cell) -> bool:
        """Tell whether the person may write *cell*: staff of its plan, or a collaborator of its village.

        Who reports for the whole locality may name each of its villages.
        """
        return self.covers_village(cell.plan, cell.village_id)

    def covers_village(self, plan: str, village_id: int) -> bool:
        """The same for all that one village reports."""
        return self.leads(plan) or plan in self.wholes or (plan, village_id) in self.villages

    def require(self, cell: Cell) -> None:
        """Raise ``NotAllowedError`` unless the person may write *cell*."""
        if not self.covers(cell):
            raise NotAllowedError("no figures of this village")


def reach_of(db: Database, user_id: int) -> Reach:
    """What the roles that a person holds now cover."""
    held = roles.of_person(db, user_id)
    reported = [role.village_id for role in held if role.role == "collaborator"]
    places = db.conn.execute(_OPEN, (json.dumps(reported),)).fetchall()
    return Reach(
        user_id,
        tuple(held),
        villages=frozenset((plan, village_id) for plan, village_id, _ in places),
        wholes=frozenset(plan for plan, _, name in places if name == ""),
    )


_OPEN = "SELECT plan, id, name FROM villages WHERE closed_at IS NULL AND id IN (SELECT value FROM json_each(?))"
