"""Agencies that a plan gives no work: said, with the plans that do give them some, or with who has their work there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from knowledge.answers.base import Context, Draft, agency_labels, bullet
from knowledge.formatting import escape, joined
from knowledge.model import Agency, Plan
from knowledge.query import Query

Found = Sequence[tuple[Plan, Agency]]
Choose = Callable[[Plan, Sequence[str]], list[Agency]]
_MOST_NAMED = 6


def refuse_agency(draft: Draft, choose: Choose) -> Found:
    """Say that the plans asked about give the agencies of the query no work; return those of other plans.

    Args:
        draft: The reply, with nothing in it yet.
        choose: Returns the agencies of a plan that the names or kinds of a query mean.

    Returns:
        The agencies so named in plans that were not asked about, for the caller to tell of.
    """
    context, query = draft.context, draft.query
    draft.kind = "not_found"
    asked = context.chosen(query)
    for plan in asked if query.plans else ():
        draft.add(context.say("agency-not-in-plan", place=context.full_place(plan)))
    if not query.plans:
        draft.add(context.say("no-such-agency"))
    others = [plan for plan in context.some() if plan not in asked]
    elsewhere = [(plan, agency) for plan in others for agency in choose(plan, query.agencies)]
    nearest = (
        [] if elsewhere else [(plan, a) for plan in asked for a in plan.agencies if _has_its_work(context, query, a)]
    )
    if nearest:
        _add_nearest(draft, nearest)
    elif not elsewhere:
        _list_agencies(draft, asked)
    return elsewhere


def _has_its_work(context: Context, query: Query, agency: Agency) -> bool:
    return any(context.successions.has_work_of(kind, agency) for kind in query.agencies)


def _add_nearest(draft: Draft, nearest: Found) -> None:
    context = draft.context
    draft.add(context.say("the-nearest"))
    name_agencies(draft, nearest)
    heirs = (
        context.successions.note_of_heir(kind, context.language, today=context.today) for kind in draft.query.agencies
    )
    draft.add(*(context.say("note", text=note) for note in heirs if note))


def name_agencies(draft: Draft, found: Found) -> None:
    """Add a line for each agency with its place and section, and offer its duties."""
    context = draft.context
    lines = []
    for plan, agency in found[:_MOST_NAMED]:
        name = f"{escape(agency.name)}{context.gloss(agency)}"
        lines.append(bullet(f"{context.bold_place(plan)}: {name} · 📄 {escape(agency.section)}"))
        draft.cite(plan, agency.section)
    draft.add(*lines)
    for (plan, agency), label in zip(found[:4], agency_labels(context, found[:4]), strict=True):
        draft.option(label, Query("duty", (plan.id,), agencies=(agency.id,)))


def _list_agencies(draft: Draft, asked: Sequence[Plan]) -> None:
    """Name the agencies that the one plan asked about does have."""
    context = draft.context
    if len(asked) != 1:
        return
    plan = asked[0]
    names = joined((a.name for a in plan.agencies), context.language)
    draft.add(context.say("agencies-in-plan", names=names), draft.cite(plan, plan.agencies[0].section))
    first = [(plan, agency) for agency in plan.agencies[:4]]
    for (_, agency), label in zip(first, agency_labels(context, first), strict=True):
        draft.option(label, Query("duty", (plan.id,), agencies=(agency.id,)))
