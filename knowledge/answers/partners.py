"""Who works with an agency: whom a plan names in its duties, and whose duties name it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.answers.absent import refuse_agency
from knowledge.answers.base import Context, Draft, agency_label, bullet
from knowledge.answers.owner import chosen_agencies
from knowledge.formatting import escape, sentence
from knowledge.model import Agency, Duty, Plan
from knowledge.phrasebook import phrases
from knowledge.query import Query
from knowledge.sentences import Raw
from knowledge.vietnamese import fold


def answer_partners(context: Context, query: Query) -> Draft:
    """Give the duties that the agencies of *query* share with somebody; say so where there are none."""
    draft = Draft(context, query)
    found = [(plan, agency) for plan in context.chosen(query) for agency in chosen_agencies(plan, query.agencies)]
    if not found:
        refuse_agency(draft, chosen_agencies)
        return draft
    named = [_add_partners(draft, plan, agency) for plan, agency in found]
    if not any(named):
        draft.kind = "not_found"
    return draft


def _add_partners(draft: Draft, plan: Plan, agency: Agency) -> bool:
    """Add the duties of *agency* that name partners, and those of others that name it; tell whether there are any."""
    context = draft.context
    own = [duty for duty in agency.duties if phrases("works-with").search(fold(duty.vi))]
    rows = list(_naming(plan, agency))
    said = {"place": context.full_place(plan), "agency": Raw(f"<b>{escape(agency.name)}</b>")}
    if own:
        lines = (bullet(escape(sentence(duty.in_(context.language)))) for duty in own)
        draft.add(context.say("works-with", **said), *lines, draft.cite(plan, *(duty.section for duty in own)))
    if rows:
        draft.add(
            context.say("partners-of", **said),
            *(
                bullet(f"<b>{escape(other.name)}</b>: {escape(sentence(duty.in_(context.language)))}")
                for other, duty in rows
            ),
            draft.cite(plan, *(duty.section for _, duty in rows)),
        )
    if not own and not rows:
        draft.add(context.say("no-partners", **said), draft.cite(plan, agency.section))
    draft.option(
        context.say("button-duties-of", agency=Raw(agency_label(agency))),
        Query("duty", (plan.id,), agencies=(agency.id,)),
    )
    return bool(own or rows)


def _naming(plan: Plan, agency: Agency) -> Iterator[tuple[Agency, Duty]]:
    """Give the duties of other agencies of *plan* whose text has a name of *agency*."""
    names = (agency.name, agency.short or agency.name, *agency.aliases)
    pattern = re.compile(rf"\b(?:{'|'.join(re.escape(fold(name)) for name in names)})\b", re.IGNORECASE)
    for other in plan.agencies:
        if other is not agency:
            yield from ((other, duty) for duty in other.duties if pattern.search(fold(duty.vi)))
