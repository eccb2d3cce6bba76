"""What a person may write: read from their roles once, and asked for each figure of a message."""

from dataclasses import dataclass

from sqlite_utils import Database

from storage.cells import Cell
from storage.roles import NotAllowedError


@dataclass(frozen=True, slots=True)
class Reach:
    """What a person's roles cover, as they stand in the transaction that read them."""

    user_id: int
    is_admin: bool
    plans: frozenset[str]  # whose staff the person is
    villages: frozenset[tuple[str, int]]  # plan and id of those the person reports for, closed ones left out
    wholes: frozenset[str]  # plans for whose whole locality the person reports

    def leads(self, plan: str) -> bool:
        """Tell whether the person works on all of *plan*: its staff, or an administrator."""
        return self.is_admin or plan in self.plans

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
    rows = db.conn.execute(_ROLES, (user_id,)).fetchall()
    reports = [place for role, _, *place in rows if role == "collaborator"]
    return Reach(
        user_id,
        is_admin=any(role == "admin" for role, *_ in rows),
        plans=frozenset(plan for role, plan, *_ in rows if role == "staff"),
        villages=frozenset((plan, village_id) for plan, village_id, _ in reports),
        wholes=frozenset(plan for plan, _, name in reports if name == ""),
    )


_ROLES = """
    SELECT roles.role, roles.plan, villages.plan, villages.id, villages.name
    FROM roles LEFT JOIN villages ON villages.id = roles.village_id
    WHERE roles.user_id = ? AND roles.ended_at IS NULL AND villages.closed_at IS NULL
"""
