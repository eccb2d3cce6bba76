"""Who holds which role, who may give it, and who works on all of a plan: the one place that decides it.

What follows from that is said by ``storage.reach`` (which figures somebody may write) and ``storage.sight`` (which they
may see).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlite_utils import Database

from storage import audit, villages
from storage.times import utc_text

RoleName = Literal["official", "collaborator", "staff", "admin"]


class NotAllowedError(Exception):
    """Somebody tried what their roles do not cover; nothing was written."""


@dataclass(frozen=True, slots=True)
class Role:
    """One role of one person, held until it ends."""

    id: int
    user_id: int
    role: RoleName
    plan: str | None  # None: an administrator, for every plan
    village_id: int | None
    called: str  # the person's Telegram first name when they joined
    away_until: date | None = None

    def leads(self, plan: str | None) -> bool:
        """Tell whether its holder works on all of *plan*: as its staff, or as an administrator."""
        return self.role == "admin" or (self.role == "staff" and self.plan == plan)


_COLUMNS = "id, user_id, role, plan, village_id, called, away_until"


def of_person(db: Database, user_id: int) -> list[Role]:
    """The roles that a person holds now, oldest first."""
    return _roles(db, "user_id = ?", user_id)


def of_plan(db: Database, plan: str) -> list[Role]:
    """The roles held now in *plan*, oldest first."""
    return _roles(db, "plan = ?", plan)


def plans_held(db: Database) -> list[str]:
    """The plans in which anybody holds a role."""
    rows = db.conn.execute("SELECT DISTINCT plan FROM roles WHERE plan IS NOT NULL AND ended_at IS NULL ORDER BY plan")
    return [row[0] for row in rows]


def administrators(db: Database) -> list[Role]:
    """The administrators, oldest first."""
    return _roles(db, "role = ?", "admin")


def by_id(db: Database, role_id: int) -> Role | None:
    """The role with this id; None when it has ended."""
    return next(iter(_roles(db, "id = ?", role_id)), None)


def grant(
    db: Database,
    user_id: int,
    role: RoleName,
    *,
    plan: str | None,
    village_id: int | None = None,
    called: str = "",
    by: int | None,
    now: datetime,
) -> bool:
    """Give a person a role.

    Args:
        db: The database.
        user_id: Who is to hold the role.
        role: What they are to be.
        plan: Where; None for an administrator, who is one everywhere.
        village_id: A collaborator's village, of this plan; None for everybody else.
        called: The person's first name in Telegram.
        by: Who gives it; None: the one who runs the bot.
        now: The bot's time.

    Returns:
        False when they hold it already.

    Raises:
        NotAllowedError: *by* may not give this, or the village is not one of the plan's.
    """
    require_sound(db, role, plan, village_id)
    if by is not None:
        require_giving(db, by, role, plan)
    cursor = db.conn.execute(
        "INSERT INTO roles (user_id, role, plan, village_id, called, granted_by, granted_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (user_id, role, plan, village_id, called, by, utc_text(now)),
    )
    if cursor.rowcount != 1:
        return False
    audit.note(db, "role_given", who=by, now=now, plan=plan, village_id=village_id, person=user_id, detail=role)
    return True


def end(db: Database, role_id: int, *, by: int, now: datetime) -> Role | None:
    """End a role: one's own, or one that *by* could give.

    Returns:
        The role as it was; None when it had ended before.

    Raises:
        NotAllowedError: It is somebody else's, and not for *by* to take.
    """
    role = by_id(db, role_id)
    if role is None:
        return None
    if role.user_id != by:
        require_giving(db, by, role.role, role.plan)
    db.conn.execute("UPDATE roles SET ended_at = ? WHERE id = ?", (utc_text(now), role_id))
    _note(db, "role_ended", role, by=by, now=now, detail=role.role)
    return role


def mark_away(db: Database, role: Role, until: date | None, *, by: int, now: datetime) -> None:
    """Say that the holder of a role is on leave through *until*; None: they are back.

    Raises:
        NotAllowedError: *by* neither holds the role nor could give it.
    """
    if role.user_id != by:
        require_giving(db, by, role.role, role.plan)
    day = until.isoformat() if until else None
    db.conn.execute("UPDATE roles SET away_until = ? WHERE id = ?", (day, role.id))
    _note(db, "away" if until else "back", role, by=by, now=now, detail=day or "")


def may_give(db: Database, user_id: int, role: RoleName, plan: str | None) -> bool:
    """Tell whether a person may make others *role* in *plan*, and end that again.

    Administrators may everything; staff make collaborators and officials of their plan, but no further staff.
    """
    below = role in ("official", "collaborator")
    return any(r.role == "admin" or (below and r.leads(plan)) for r in of_person(db, user_id))


def require_giving(db: Database, user_id: int, role: RoleName, plan: str | None) -> None:
    """Raise ``NotAllowedError`` unless the person may make others *role* in *plan*."""
    if not may_give(db, user_id, role, plan):
        raise NotAllowedError(f"may not make anybody {role}")


def leads(db: Database, user_id: int, plan: str) -> bool:
    """Tell whether a person works on all of *plan*, see ``Role.leads``."""
    return any(role.leads(plan) for role in of_person(db, user_id))


def reports_for(db: Database, user_id: int, village_id: int) -> bool:
    """Tell whether a person is a collaborator of this village."""
    return any(r.role == "collaborator" and r.village_id == village_id for r in of_person(db, user_id))


def require_leading(db: Database, user_id: int, plan: str) -> None:
    """Raise ``NotAllowedError`` unless the person works on all of *plan*."""
    if not leads(db, user_id, plan):
        raise NotAllowedError(f"not staff of {plan}")


def _roles(db: Database, condition: str, value: object) -> list[Role]:
    sql = f"SELECT {_COLUMNS} FROM roles WHERE ended_at IS NULL AND {condition} ORDER BY id"  # noqa: S608 - constants
    return [_role(*row) for row in db.conn.execute(sql, (value,))]


def _role(
    id_: int, user_id: int, role: RoleName, plan: str | None, village_id: int | None, called: str, away: str | None
) -> Role:
    return Role(id_, user_id, role, plan, village_id, called, date.fromisoformat(away) if away else None)


def require_sound(db: Database, role: RoleName, plan: str | None, village_id: int | None) -> None:
    """Refuse a role without what belongs to it. Buttons carry ids, and a button can be forged."""
    village = villages.by_id(db, village_id) if village_id is not None else None
    fits = village is not None and village.plan == plan if role == "collaborator" else village_id is None
    if not fits or (plan is None) is not (role == "admin"):
        raise NotAllowedError(f"{role} of this plan and village cannot be")


def _note(db: Database, action: str, role: Role, *, by: int, now: datetime, detail: str) -> None:
    audit.note(
        db, action, who=by, now=now, plan=role.plan, village_id=role.village_id, person=role.user_id, detail=detail
    )
