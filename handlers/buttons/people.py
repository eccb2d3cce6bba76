"""The buttons about people, "p:…". Read by ``handlers.people.desk``."""

from collections.abc import Sequence
from datetime import date
from typing import Literal

INVITE = "p:inv"
"""Ask for which plan somebody is to be invited."""
ERASE = "p:erase"
"""Confirmed: forget the person."""
STAY = "p:stay"
"""Nothing is to change after all."""

Letter = Literal["c", "o", "s", "a"]  # collaborator, official, staff, administrator


def join(token: str) -> str:
    """Agree to an invitation."""
    return f"p:join:{token}"


def refuse(token: str) -> str:
    """Decline one."""
    return f"p:no:{token}"


def invite_to(plan: str) -> str:
    """Ask what somebody is to be in a plan."""
    return f"{INVITE}:{plan}"


def invite(plan: str, letter: Letter, page: int = 0, village_id: int | None = None) -> str:
    """Make an invitation; for a collaborator show first a page of the villages, where none is named."""
    return f"{INVITE}:{plan}:{letter}:{page}" + _more(village_id)


def leave(role_id: int) -> str:
    """Ask whether to leave a role."""
    return f"p:leave:{role_id}"


def left(role_id: int) -> str:
    """Confirmed: leave it."""
    return f"p:left:{role_id}"


def people(plan: str, page: int = 0) -> str:
    """A page of the people of a plan."""
    return f"p:ppl:{plan}:{page}"


def person(role_id: int) -> str:
    """Who holds a role, and what can be done about it."""
    return f"p:who:{role_id}"


def give(role_id: int, page: int = 0, village_id: int | None = None) -> str:
    """Give a collaborator one more village; show first a page of them, where none is named."""
    return f"p:give:{role_id}:{page}" + _more(village_id)


def away(role_id: int, until: date | None = None) -> str:
    """Say that somebody is on leave; ask first until when, where no day is named."""
    return f"p:away:{role_id}" + _more(until)


def role_of_leave(payload: str) -> int | None:
    """The id of the role for which a button names the last day of a leave; None for any other button."""
    desk, _, rest = payload.partition(":away:")
    role, day, _ = rest.partition(":")
    return int(role) if desk == "p" and day and role.isdigit() else None


def back(role_id: int) -> str:
    """Say that somebody is back."""
    return f"p:back:{role_id}"


def revoke(role_id: int) -> str:
    """Ask whether a role is to end."""
    return f"p:revoke:{role_id}"


def revoked(role_id: int) -> str:
    """Confirmed: end it."""
    return f"p:revoked:{role_id}"


def villages(plan: str, page: int = 0) -> str:
    """A page of the villages of a plan."""
    return f"p:vil:{plan}:{page}"


def close(village_ids: Sequence[int]) -> str:
    """Confirmed: close these villages."""
    return "p:shut:" + ".".join(map(str, village_ids))


def _more(word: object) -> str:
    return "" if word is None else f":{word}"
