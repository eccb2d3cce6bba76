"""Invitations: links that give one person one role, once, within two weeks. Only a digest of each token is kept."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Literal

from sqlite_utils import Database

from storage import audit, roles, villages
from storage.roles import RoleName
from storage.times import from_utc_text, utc_text

LIFETIME = timedelta(days=14)
_TOKEN_BYTES = 16  # 22 letters; Telegram takes 64 behind ?start=

State = Literal["open", "used", "expired", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a token stands for."""

    token_hash: str
    role: RoleName
    plan: str | None
    village_id: int | None
    created_by: int | None  # None: the one who runs the bot
    expires_at: datetime
    used: bool


def new_token() -> str:
    """A token that nobody can guess: letters, digits, "-" and "_"."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def create(
    db: Database,
    role: RoleName,
    *,
    plan: str | None,
    village_id: int | None = None,
    by: int | None,
    now: datetime,
    token: str | None = None,
) -> str:
    """Make an invitation.

    Args:
        db: The database.
        role: What the newcomer is to be.
        plan: Where; None for an administrator.
        village_id: A collaborator's village; None for everybody else.
        by: Who invites; None: the one who runs the bot.
        now: The bot's time, from which the two weeks count.
        token: What ``new_token`` gave before; the same one again changes nothing. None: a fresh one.

    Returns:
        The token, which is kept nowhere.

    Raises:
        NotAllowedError: *by* may not give this role, or there is no such role.
    """
    roles.require_sound(db, role, plan, village_id)
    if by is not None:
        roles.require_giving(db, by, role, plan)
    token = token or new_token()
    cursor = db.conn.execute(
        "INSERT INTO invitations (token_hash, role, plan, village_id, created_by, created_at, expires_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (_digest(token), role, plan, village_id, by, utc_text(now), utc_text(now + LIFETIME)),
    )
    if cursor.rowcount == 1:
        audit.note(db, "invited", who=by, now=now, plan=plan, village_id=village_id, detail=role)
    return token


def find(db: Database, token: str) -> Invitation | None:
    """What *token* stands for, whether it can still be used or not; None when it was never given out."""
    return by_digest(db, _digest(token))


def by_digest(db: Database, digest: str) -> Invitation | None:
    """The invitation whose token has this digest."""
    row = db.conn.execute(
        "SELECT role, plan, village_id, created_by, expires_at, used_at IS NOT NULL"
        " FROM invitations WHERE token_hash = ?",
        (digest,),
    ).fetchone()
    if row is None:
        return None
    role, plan, village_id, created_by, expires_at, used = row
    return Invitation(digest, role, plan, village_id, created_by, from_utc_text(expires_at), bool(used))


def state(db: Database, invitation: Invitation, *, now: datetime) -> State:
    """Tell whether an invitation can be used.

    It is withdrawn when whoever made it could no longer make it, and when its village was closed.
    """
    if invitation.used:
        return "used"
    if now >= invitation.expires_at:
        return "expired"
    by, village_id = invitation.created_by, invitation.village_id
    village = villages.by_id(db, village_id) if village_id is not None else None
    may = by is None or roles.may_give(db, by, invitation.role, invitation.plan)
    return "open" if may and not (village and village.closed) else "withdrawn"


def use(db: Database, invitation: Invitation, user_id: int, *, called: str, now: datetime) -> bool:
    """Give its role to a person, and use the invitation up.

    Args:
        db: The database.
        invitation: Which one.
        user_id: Who joins.
        called: Their first name in Telegram.
        now: The bot's time.

    Returns:
        False when it can no longer be used: then nothing was written.
    """
    if state(db, invitation, now=now) != "open":
        return False
    cursor = db.conn.execute(
        "UPDATE invitations SET used_by = ?, used_at = ? WHERE token_hash = ? AND used_at IS NULL",
        (user_id, utc_text(now), invitation.token_hash),
    )
    if cursor.rowcount != 1:
        return False  # used since it was found
    plan, village_id = invitation.plan, invitation.village_id
    by = invitation.created_by
    roles.grant(db, user_id, invitation.role, plan=plan, village_id=village_id, called=called, by=by, now=now)
    audit.note(db, "joined", who=user_id, now=now, plan=plan, village_id=village_id, person=user_id)
    return True


def _digest(token: str) -> str:
    """How a token stands in the database: who reads the file cannot join with it."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()
