"""What an agency must do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge import overlap
from knowledge.answers.absent import name_agencies, refuse_agency
from knowledge.answers.base import Context, Draft, agency_label, agency_labels, bullet
from knowledge.answers.bearers import answer_narrowed
from knowledge.answers.holders import holders
from knowledge.answers.owner import answer_owner, chosen_agencies
from knowledge.formatting import escape, sentence
from knowledge.model import Agency, Duty, Plan
from knowledge.query import ABOUT, Query
from knowledge.search import features, features_of_fact
from knowledge.sentences import Raw


def answer_duty(context: Context, query: Query) -> Draft:
    """List the duties of the agencies of *query*, those about its words first; the plan's own agencies only.

    Where it names an indicator or topic and no agency, those of whoever leads that: "họ còn làm gì nữa".
    """
    draft = Draft(context, query, in_place=query.extra == "menu")
    found = [(plan, agency) for plan in context.chosen(query) for agency in _meant(context, plan, query)]
    if not found:
        return (
            answer_owner(context, replace(query, kind="owner")) if _asks_of_holders(query) else _no_such_agency(draft)
        )
    if len({plan.id for plan, _ in found}) > 2 and not query.plans:
        return _ask_which_plan(draft, found)
    for plan, agency in found:
        _add_duties(draft, plan, agency, brief=len(found) > 2)
    _add_note(draft, found)
    for (plan, agency), name in zip(found[:3], agency_labels(context, found[:3]), strict=True):
        if agency.assignments:
            holds = context.say("button-holds")
            label = holds if len(found) == 1 else f"{name}: {holds}"
            draft.option(label, Query("holds", (plan.id,), agencies=(agency.id,)))
    if len(found) == 1:
        label, extra = ("button-back", "menu") if draft.in_place else ("button-agencies", "")
        draft.option(context.say(label), Query("agencies", (found[0][0].id,), extra=extra))
    return draft


def _asks_of_holders(query: Query) -> bool:
    return bool(query.items) and not query.agencies


def _meant(context: Context, plan: Plan, query: Query) -> list[Agency]:
    """Return the agencies of *plan* that are named, or that lead what is named instead of them."""
    if not _asks_of_holders(query):
        return chosen_agencies(plan, query.agencies)
    held = [holders(context, plan, item) for item in query.items]
    first = (h.agency for found in held for h in found if h.assignment.role == found[0].assignment.role)
    return list({agency.id: agency for agency in first}.values())


def _add_duties(draft: Draft, plan: Plan, agency: Agency, *, brief: bool) -> None:
    context = draft.context
    arranged = _about if draft.query.extra == ABOUT else _ordered
    duties = arranged(agency.duties, draft.query.words)
    shown = duties[:4] if brief else duties
    draft.add(
        f"<b>{escape(agency.name)}</b>{context.gloss(agency)} · {escape(context.place(plan))}",
        *(bullet(escape(sentence(d.in_(context.language)))) for d in shown),
        context.say("more-duties", count=len(duties) - len(shown)) if len(shown) < len(duties) else "",
        draft.cite(plan, *(d.section for d in shown)),
    )
    numbers = sorted({n for a in agency.assignments for n in a.indicators})
    draft.items = [str(n) for n in numbers] or draft.items
    draft.facts.extend({"plan": plan.id, "agency": agency.name, "duty": d.vi, "section": d.section} for d in shown)


def _ordered(duties: Sequence[Duty], words: Sequence[str]) -> list[Duty]:
    """Put the duties that share words with the question first; the plan's order otherwise."""
    wanted = set(features(list(words)))
    if not wanted:
        return list(duties)

    def shared(duty: Duty) -> int:
        texts = [duty.vi, duty.en, *duty.words]
        return len(wanted & set().union(*map(features_of_fact, texts)))

    return sorted(duties, key=lambda d: -shared(d))


def _about(duties: Sequence[Duty], words: Sequence[str]) -> list[Duty]:
    """Return the duties that share as many words with the question as the nearest one, or half as many."""
    ordered = sorted(duties, key=lambda duty: -overlap.shared(duty, words))
    most = overlap.shared(ordered[0], words)
    return [duty for duty in ordered if 2 * overlap.shared(duty, words) >= most]


def _add_note(draft: Draft, found: Sequence[tuple[Plan, Agency]]) -> None:
    context = draft.context
    for _, agency in found:
        note = context.successions.note_on(agency, context.language, today=context.today)
        if note:
            draft.add(context.say("note", text=note))
            return


def _no_such_agency(draft: Draft) -> Draft:
    """Say that the plan gives such an agency no work, and name those of other plans."""
    elsewhere = refuse_agency(draft, chosen_agencies)
    if elsewhere:
        draft.add(draft.context.say("agency-elsewhere"))
        name_agencies(draft, elsewhere)
    return draft


def _ask_which_plan(draft: Draft, found: Sequence[tuple[Plan, Agency]]) -> Draft:
    """Name the agency of each plan and ask which one is meant."""
    context = draft.context
    draft.kind = "clarify"
    draft.add(context.say("which-agency"))
    lines = []
    for plan, agency in found[:6]:
        lines.append(bullet(f"{context.bold_place(plan)}: {escape(agency.name)}"))
        label = f"{context.place(plan)}: {agency_label(agency)}"
        draft.option(label, Query("duty", (plan.id,), agencies=(agency.id,)))
    draft.choices = [o.query for o in draft.options]
    draft.add(*lines)
    return draft


_UNIONS = "unions"
_KINDS_OF_UNIONS = frozenset(
    ("front", "youth", "women", "farmers", "red-cross", "veterans", "trade-union", "orphans-association", "unions")
)


def answer_agencies(context: Context, query: Query) -> Draft:
    """List the agencies that the plans of *query* give work to, and how many they are.

    ``extra`` may ask for those of one section ("section-IV.12"), for the unions, or who has most ("most-indicators").
    """
    narrowed = answer_narrowed(context, query)
    if narrowed:
        return narrowed
    draft = Draft(context, query, in_place=query.extra == "menu")
    plans = context.chosen(query)
    for plan in plans:
        agencies = [a for a in plan.agencies if query.extra != _UNIONS or not _KINDS_OF_UNIONS.isdisjoint(a.kinds)]
        draft.add(context.say("agencies-count", place=Raw(context.title(plan)), count=len(agencies)))
        lines = [bullet(f"{escape(a.name)}{context.gloss(a)} · {escape(a.section)}") for a in agencies]
        draft.add(*lines, draft.cite(plan, *(a.section for a in agencies)))
    if len(plans) == 1:
        for agency in plans[0].agencies[:16]:
            duties = Query("duty", (plans[0].id,), agencies=(agency.id,))
            in_menu = replace(duties, extra=query.extra)
            draft.option(agency_label(agency), in_menu if in_menu.fits_a_button else duties)
        draft.choices = [o.query for o in draft.options]
        if draft.in_place:
            draft.option(context.say("button-back"), Query("plan", (plans[0].id,), extra="menu"))
    return draft


def answer_coordinator(context: Context, query: Query) -> Draft:
    """Say which agency coordinates the whole plan."""
    draft = Draft(context, query)
    found = [(plan, plan.agency(plan.coordinator)) for plan in context.chosen(query)]
    for plan, agency in found:
        name = f"<b>{escape(agency.name)}</b>{context.gloss(agency)}"
        draft.add(
            context.say("coordinates", place=context.full_place(plan), agency=Raw(name)),
            draft.cite(plan, agency.section),
        )
    for (plan, agency), label in zip(found, agency_labels(context, found), strict=True):
        draft.option(label, Query("duty", (plan.id,), agencies=(agency.id,)))
    return draft
