"""Every fact of a plan as data: what ``sotay plans show --json`` prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from knowledge.library import Library
from knowledge.model import Assignment, Deadline, Plan


def plan_facts(library: Library, plan: Plan) -> dict[str, Any]:
    """Return every fact of *plan* in the shape that `plans show --json` prints."""
    locality = library.localities[plan.locality]
    return {
        "plan": {
            "id": plan.id,
            "locality": locality.name,
            "level": locality.era.level,
            "title": plan.title.vi,
            "number": plan.number,
            "issued": plan.issued.vi,
            "period": plan.period.vi,
            "first_year": plan.first_year,
            "last_year": plan.last_year,
            "village_term": plan.village_term,
            "coordinator": plan.agency(plan.coordinator).name,
            "signature": plan.signature.model_dump(exclude_none=True, mode="json"),
            "goals": [{"number": g.number, "name": g.name.vi, "section": g.section} for g in plan.goals],
            "remarks": [r.vi for r in plan.remarks],
        },
        "targets": list(_targets(plan)),
        "assignments": [
            row for agency in plan.agencies for a in agency.assignments for row in _assignment(agency.name, a)
        ],
        "deadlines": [_deadline(d) for d in plan.deadlines],
        "duties": [{"agency": a.name, "duty": d.vi, "section": d.section} for a in plan.agencies for d in a.duties],
        "agencies": [
            {"id": a.id, "name": a.name, "gloss": a.gloss, "section": a.section, "kinds": list(a.kinds)}
            for a in plan.agencies
        ],
        "documents": [d.model_dump(exclude_none=True, mode="json") for d in plan.documents],
        "statements": [{"kind": s.kind, "text": s.vi, "section": s.section} for s in plan.statements],
        "abbreviations": [a.model_dump(exclude_none=True, mode="json") for a in plan.abbreviations],
    }


def _targets(plan: Plan) -> Iterator[dict[str, Any]]:
    for indicator, part in plan.parts():
        label = part.label or indicator.name
        for target in part.targets:
            yield {
                "indicator": indicator.number,
                "part": part.number,
                "label": label.vi,
                "topic": part.topic,
                "unit": part.unit,
                "area": part.area,
                "year": target.year,
                "until": target.until,
                "comparison": target.comparison,
                "value": None if target.value is None else float(target.value),
                "value2": None if target.value2 is None else float(target.value2),
                "yearly_change": target.yearly_change,
                "section": target.section or indicator.section,
                "remark": target.remark.vi if target.remark else None,
            }


def _assignment(agency: str, assignment: Assignment) -> Iterator[dict[str, Any]]:
    shared = {"role": assignment.role, "explicit": assignment.explicit, "section": assignment.section}
    for number in assignment.indicators:
        yield {"agency": agency, "indicator": number, "topic": None, **shared}
    for topic in assignment.topics:
        yield {"agency": agency, "indicator": None, "topic": topic, **shared}


def _deadline(deadline: Deadline) -> dict[str, Any]:
    yearly = f"{deadline.yearly[1]:02d}/{deadline.yearly[0]:02d}" if deadline.yearly else None
    return {
        "what": deadline.what.vi,
        "kind": deadline.kind,
        "who": deadline.who,
        "to": deadline.to,
        "date": deadline.date.isoformat() if deadline.date else None,
        "yearly": yearly,
        "year": deadline.year,
        "section": deadline.section,
    }
