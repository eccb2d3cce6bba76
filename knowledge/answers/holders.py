"""Who holds an indicator or a topic in a plan, and how that is said: by number, or inferred from its field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.answers.base import Context
from knowledge.formatting import escape, joined
from knowledge.model import Agency, Assignment, Plan

_ROLE_ORDER = ("lead", "guide", "coordinate", "supply_data")


@dataclass(frozen=True, slots=True)
class Holding:
    """An agency's assignment that touches what was asked."""

    agency: Agency
    assignment: Assignment


def holders(context: Context, plan: Plan, item: str) -> list[Holding]:
    """Return who holds *item* in *plan*, leads first, those named by number before those inferred."""
    numbers = {i.number for i, _ in context.parts(plan, item) if i.number is not None}
    topics = set(context.topics.members(item))
    found = [
        Holding(agency, assignment)
        for agency in plan.agencies
        for assignment in agency.assignments
        if numbers & set(assignment.indicators) or topics & set(assignment.topics)
    ]
    found.sort(key=lambda h: (not h.assignment.explicit, _ROLE_ORDER.index(h.assignment.role)))
    if any(h.assignment.explicit for h in found):
        found = [h for h in found if h.assignment.explicit]
    return list({(h.agency.id, h.assignment.role): h for h in reversed(found)}.values())[::-1]


def with_role(context: Context, holding: Holding) -> str:
    """Print an agency with its role: "Công an xã – chủ trì"."""
    name = f"<b>{escape(holding.agency.name)}</b>{context.gloss(holding.agency)}"
    return f"{name} – {context.say('role-' + holding.assignment.role)}"


def leading(found: Sequence[Holding]) -> list[Holding]:
    """Return those who lead, guide or supply data; all of them where that leaves out fewer than two, or everybody."""
    rest = [h for h in found if h.assignment.role == "coordinate"]
    return list(found) if len(rest) < 2 or len(rest) == len(found) else [h for h in found if h not in rest]


def inferred(context: Context, found: Sequence[Holding]) -> str:
    """Say that no number is assigned and the field is what it is read from; "" where any holder has it by number."""
    return "" if any(h.assignment.explicit for h in found) else context.say("inferred")


def remarks_on(context: Context, found: Sequence[Holding]) -> list[str]:
    """Print what is odd in the assignments, the first three remarks, each with whose it is where several hold it."""
    whose: dict[str, dict[str, None]] = {}
    for holding in found:
        if holding.assignment.remark:
            text = holding.assignment.remark.in_(context.language)
            whose.setdefault(text, {})[holding.agency.short or holding.agency.name] = None
    if len(found) == 1:
        return [context.say("remark", text=text) for text in whose]
    rows = list(whose.items())[:3]
    return [context.say("remark-on", agency=joined(names, context.language), text=text) for text, names in rows]
