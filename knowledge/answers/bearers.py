"""Which agency carries most or least, and what stands in one section of a plan."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.answers.base import Context, Draft, agency_label, agency_labels, bullet
from knowledge.formatting import escape, joined, sentence
from knowledge.model import Agency, Plan
from knowledge.query import Query

_MOST_LINES = 12
_RANKINGS = frozenset({"most-indicators", "fewest-indicators", "most-duties", "fewest-duties"})
_SECTION = re.compile(r"section-([IVX]{1,5}(\.\d{1,2})?(\.[a-zđ])?|\d{1,2}(\.[a-zđ])?)")


def answer_narrowed(context: Context, query: Query) -> Draft | None:
    """Answer a question about agencies whose ``extra`` is a ranking or a section; None for any other."""
    if query.extra in _RANKINGS:
        return answer_ranked(context, query)
    return answer_section(context, query) if _SECTION.fullmatch(query.extra) else None


def answer_ranked(context: Context, query: Query) -> Draft:
    """Rank the agencies of the plans of *query*; ``extra`` is "most-indicators", "fewest-duties" and the like."""
    draft = Draft(context, query)
    order, _, what = query.extra.partition("-")
    plans = context.chosen(query)
    if not query.plans and what == "indicators":
        plans = [p for p in plans if p.is_numbered]
    first = [pair for plan in plans for pair in _add_ranked(draft, plan, what, fewest=order == "fewest")]
    for (plan, agency), label in zip(first, agency_labels(context, first), strict=True):
        kind = "duty" if what == "duties" or not _indicators(agency) else "holds"
        draft.option(label, Query(kind, (plan.id,), agencies=(agency.id,)))
    if not draft.facts:
        draft.kind = "not_found"
    return draft


def _add_ranked(draft: Draft, plan: Plan, what: str, *, fewest: bool) -> list[tuple[Plan, Agency]]:
    """Add the agencies of *plan* in their order, and return those that come first, the first two."""
    context = draft.context
    counts = {a.id: len(_indicators(a)) if what == "indicators" else len(a.duties) for a in plan.agencies}
    if not any(counts.values()):
        sections = (a.section for a in plan.agencies)
        draft.add(context.say("no-indicators-held", place=context.full_place(plan)), draft.cite(plan, *sections))
        return []
    ranked = sorted(plan.agencies, key=lambda a: counts[a.id], reverse=not fewest)
    best = counts[ranked[0].id]
    first = [a for a in ranked if counts[a.id] == best]
    names = joined((a.name for a in first), context.language)
    key = f"{'fewest' if fewest else 'most'}-{what}"
    lines = [bullet(_counted(draft, a, counts[a.id], what)) for a in ranked]
    draft.add(context.say(key, place=context.place(plan), agencies=names, count=best), *lines)
    draft.add(context.say("counted-duties") if what == "duties" else _inferred(context, plan))
    draft.add(draft.cite(plan, *(a.section for a in plan.agencies)))
    draft.facts.append({"plan": plan.id, what: counts})
    return [(plan, agency) for agency in first[:2]]


def _indicators(agency: Agency) -> set[int]:
    return {n for a in agency.assignments for n in a.indicators}


def _counted(draft: Draft, agency: Agency, count: int, what: str) -> str:
    numbers = ", ".join(map(str, sorted(_indicators(agency)))) if what == "indicators" else ""
    return f"{escape(agency.name)}{draft.context.gloss(agency)}: <b>{count}</b>" + (f" ({numbers})" if numbers else "")


def _inferred(context: Context, plan: Plan) -> str:
    stated = all(s.explicit for a in plan.agencies for s in a.assignments)
    return "" if stated else context.say("inferred")


def answer_section(context: Context, query: Query) -> Draft:
    """Give what stands in the section of ``query.extra`` ("section-V.7"), whose it is, or that there is none."""
    draft = Draft(context, query)
    name = query.extra.removeprefix("section-")
    for plan in context.chosen(query):
        agencies = [a for a in plan.agencies if _is_within(a.section, name)]
        if agencies:
            _add_agencies(draft, plan, name, agencies)
        elif not _add_contents(draft, plan, name):
            draft.kind = "not_found"
            _add_missing(draft, plan, name)
    return draft


def _is_within(section: str, name: str) -> bool:
    """Tell whether *section* is the one named or lies in it; a bare number is the last of "IV.12(2)"."""
    if name[0].isdigit():
        return re.fullmatch(rf"[IVX]+\.{re.escape(name)}(\(\d+\))?", section) is not None
    return re.match(rf"{re.escape(name)}(?![\w])", section) is not None


def _add_agencies(draft: Draft, plan: Plan, name: str, agencies: Sequence[Agency]) -> None:
    """Add whose the section is, with the duties of a single agency or the number of those of several."""
    context = draft.context
    draft.add(context.say("section-of", place=context.full_place(plan), section=name))
    for agency in agencies:
        duties = agency.duties[: _MOST_LINES if len(agencies) == 1 else 3]
        lines = (bullet(escape(sentence(d.in_(context.language)))) for d in duties)
        rest = len(agency.duties) - len(duties)
        more = context.say("more-duties", count=rest) if rest else ""
        name = f"<b>{escape(agency.name)}</b>{context.gloss(agency)}"
        draft.add(name, *lines, more, draft.cite(plan, agency.section))
        draft.option(agency_label(agency), Query("duty", (plan.id,), agencies=(agency.id,)))


def _add_contents(draft: Draft, plan: Plan, name: str) -> bool:
    """Add the indicators, statements and duties of the section; tell whether there are any."""
    context = draft.context
    found = [
        f"{i.number or i.order}. {i.name.in_(context.language)}" for i in plan.indicators if _is_within(i.section, name)
    ]
    found += [sentence(s.in_(context.language)) for s in plan.statements if _is_within(s.section, name)]
    for agency in plan.agencies:
        found += [
            f"{agency.name}: {sentence(d.in_(context.language))}" for d in agency.duties if _is_within(d.section, name)
        ]
    if not found:
        return False
    shown = found[:_MOST_LINES]
    more = context.say("more-rows", count=len(found) - len(shown)) if len(found) > len(shown) else ""
    draft.add(context.title(plan), *(bullet(escape(text)) for text in shown), more, draft.cite(plan, name))
    return True


def _add_missing(draft: Draft, plan: Plan, name: str) -> None:
    """Say that there is no such section; among the agencies' own, name the neighbours: V.6 is followed by V.8."""
    context = draft.context
    draft.add(context.say("no-section", place=context.full_place(plan), section=name))
    part = name.partition(".")[0]
    beside = [a for a in plan.agencies if a.section.partition(".")[0] == part or name[0].isdigit()]
    if beside:
        listed = joined((f"{a.section} {a.short or a.name}" for a in beside), context.language)
        draft.add(context.say("sections-of-agencies", sections=listed), draft.cite(plan, beside[0].section))
    draft.option(context.say("button-agencies"), Query("agencies", (plan.id,)))
