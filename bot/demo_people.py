"""The villages and roles that the demonstration begins with."""

from datetime import datetime

from sqlite_utils import Database

from bot.playground.people import DEMO_PEOPLE, Person
from handlers.menu import menu_call
from knowledge.demonstration import demonstration_villages
from storage import outbox, people, roles, villages
from storage.outbox import Outgoing
from storage.roles import RoleName

_PLAN = "tan-khai"
# By the key of the person: their role, the plan, the village.
_ROLES: dict[str, tuple[RoleName, str | None, str | None]] = {
    "official": ("official", _PLAN, None),
    "collaborator": ("collaborator", _PLAN, "Khu phố 3"),
    "collaborator-2": ("collaborator", _PLAN, "Khu phố 5"),
    "staff": ("staff", _PLAN, None),
    "admin": ("admin", None, None),
}


def settle(db: Database, now: datetime) -> None:
    """Put villages and roles in place, once: what people changed since, in a kept database, stays changed."""
    if any(village.demo for plan in demonstration_villages() for village in villages.of_plan(db, plan, closed=True)):
        return
    for plan, names in demonstration_villages().items():
        for name in names:
            villages.add(db, plan, name, now=now, demo=True)
    for person in DEMO_PEOPLE:
        if person.key in _ROLES:
            _give(db, person, *_ROLES[person.key], now=now)


def _give(
    db: Database, person: Person, role: RoleName, plan: str | None, village_name: str | None, *, now: datetime
) -> None:
    """Give a person their role; who works in a plan has it for their home."""
    village = villages.named(db, plan, village_name) if plan and village_name else None
    village_id = village.id if village else None
    roles.grant(db, person.user_id, role, plan=plan, village_id=village_id, called=person.name, by=None, now=now)
    if plan and role in ("collaborator", "staff"):
        people.meet(db, person.user_id, now=now)
        people.choose_home(db, person.user_id, plan)
    method, parameters = menu_call(person.user_id, "vi", [role])
    outbox.put(db, Outgoing(f"menu:{person.user_id}", None, method, parameters, "callback"), now=now)
