"""Who answers for an indicator, a topic or a task; and which indicators an agency holds."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge.answers.absent import refuse_agency
from knowledge.answers.base import Context, Draft, agency_label, agency_labels, bullet, offer_duties, unique
from knowledge.answers.holders import Holding, holders, inferred, leading, remarks_on, with_role
from knowledge.answers.missing import add_missing_item
from knowledge.answers.parts import heading
from knowledge.formatting import capital, escape, joined, sentence, uncapital
from knowledge.model import Agency, Plan
from knowledge.query import Query
from knowledge.search import Found
from knowledge.sentences import Raw


def answer_owner(context: Context, query: Query) -> Draft:
    """Say which agencies answer for the items of *query*, with their roles, in each of its plans."""
    draft = Draft(context, query)
    plans = context.chosen(query)
    if not query.plans:
        plans = [p for p in plans if any(holders(context, p, item) for item in query.items)]
    known = False
    for item in query.items:
        if len(plans) > 1:
            draft.add(f"<b>{escape(capital(_title(context, plans, item)))}</b>")
        for plan in plans:
            known |= _add_owner(draft, plan, item, several=len(plans) > 1)
    if not known:
        draft.kind = "not_found"
        if not draft.blocks:
            draft.add(context.say("nowhere-owner", item=context.item_name(query.items[0])))
    if known and len(plans) == len(query.items) == 1:
        _confirm(draft, plans[0])
    _add_successions(draft, plans)
    _owner_options(draft, plans)
    return draft


def _confirm(draft: Draft, plan: Plan) -> None:
    """Say first whether it is the agency that the person named; of one that only takes part, the roles say enough."""
    context, query = draft.context, draft.query
    named = chosen_agencies(plan, query.checks) if query.checks else []
    if not named:
        return
    found = holders(context, plan, query.items[0])
    roles = {h.assignment.role for h in found if h.agency in named}
    if roles & {"lead", "guide"}:
        draft.blocks.insert(0, [context.say("check-yes")])
    elif not roles and found and all(h.assignment.explicit for h in found):
        draft.blocks.insert(0, [context.say("check-no", value=named[0].name)])


def _title(context: Context, plans: Sequence[Plan], item: str) -> str:
    """Return what *item* is: "chỉ tiêu 9 · trẻ em bị xâm hại", by its shortest name where plans word it differently."""
    names = [i.name.in_(context.language) for plan in plans for i, _ in context.parts(plan, item)]
    named = context.item_name(item)
    return f"{named} · {uncapital(min(names, key=len))}" if item[:1].isdigit() and names else named


def _add_owner(draft: Draft, plan: Plan, item: str, *, several: bool) -> bool:
    context = draft.context
    found = holders(context, plan, item)
    indicators = context.parts(plan, item)
    if item not in draft.items:
        draft.items.append(item)
    if item[:1].isdigit() and not indicators:
        add_missing_item(draft, plan, item)
        return False
    name = heading(context, plan, indicators[0][0]) if indicators and not several else None
    title = name or f"{escape(context.place(plan))}: {escape(capital(context.item_name(item)))}"
    if not found:
        _add_nobody(draft, plan, title)
        return True
    explicit = any(h.assignment.explicit for h in found)
    lines = [with_role(context, h) for h in found]
    sections = list(dict.fromkeys(h.assignment.section for h in found))
    if several:
        source = escape("📄 " + ", ".join(sections))
        draft.cite(plan, *sections)
        mark = "" if explicit else f" ({context.say('inferred-short')})"
        names = "; ".join(_leading(context, found))
        title = context.bold_place(plan)
        draft.add(bullet(f"{title}: {names}{mark} · {source}"))
        return True
    draft.add(*(bullet(line) for line in lines) if len(lines) > 1 else lines, f"{title}.")
    draft.add(inferred(context, found))
    draft.add(*remarks_on(context, found), draft.cite(plan, *sections))
    draft.facts.extend(_fact(plan, item, h) for h in found)
    return True


def _leading(context: Context, found: Sequence[Holding]) -> list[str]:
    """Return those who lead, guide or supply data; the rest as a number, so that plans fit side by side."""
    shown = leading(found)
    rest = len(found) - len(shown)
    return [*(with_role(context, h) for h in shown), *([context.say("others-take-part", count=rest)] if rest else [])]


def _fact(plan: Plan, item: str, holding: Holding) -> dict[str, object]:
    return {
        "plan": plan.id,
        "item": item,
        "agency": holding.agency.name,
        "role": holding.assignment.role,
        "explicit": holding.assignment.explicit,
        "section": holding.assignment.section,
    }


def _add_nobody(draft: Draft, plan: Plan, title: str) -> None:
    """Say that the plan gives the item to nobody, and who coordinates the whole."""
    context = draft.context
    coordinator = plan.agency(plan.coordinator)
    draft.add(context.say("nobody", title=Raw(title)))
    draft.add(
        context.say("coordinator-is", agency=Raw(f"<b>{escape(coordinator.name)}</b>")),
        draft.cite(plan, coordinator.section),
    )


def _add_successions(draft: Draft, plans: Sequence[Plan]) -> None:
    """Add one line on the first agency named that has changed since; the plan's own names stay as they are."""
    context = draft.context
    for plan in plans:
        for item in draft.query.items:
            for holding in holders(context, plan, item):
                note = context.successions.note_on(holding.agency, context.language, today=context.today)
                if note:
                    draft.add(context.say("note", text=note))
                    return


def _owner_options(draft: Draft, plans: Sequence[Plan]) -> None:
    context, query = draft.context, draft.query
    if len(plans) != 1:
        for plan in plans[:4]:
            draft.option(context.place(plan), Query("owner", (plan.id,), query.items))
        return
    plan = plans[0]
    agencies = list(dict.fromkeys(h.agency.id for item in query.items for h in holders(context, plan, item)))
    for agency_id in agencies[:2]:
        draft.option(agency_label(plan.agency(agency_id)), Query("duty", (plan.id,), agencies=(agency_id,)))
    if any(context.parts(plan, item) for item in query.items):
        draft.option(context.say("button-target"), Query("target", (plan.id,), query.items))
    _offer_other_owners(draft, plan)


def _offer_other_owners(draft: Draft, plan: Plan) -> None:
    """Offer who has the same elsewhere: the other plans that give it to somebody, under whichever number."""
    context = draft.context
    topics = tuple(unique(t for item in draft.query.items for t in context.as_topics(plan, item)))
    others = (p for p in context.some() if p is not plan)
    having = tuple(p.id for p in others if any(holders(context, p, topic) for topic in topics))
    if having:
        others_alone = Query("owner", having, topics)
        every_place = Query("owner", (), topics)  # shorter, where the names of all the others fit no button
        draft.option(context.say("button-other-owners"), others_alone if others_alone.fits_a_button else every_place)


def answer_holds(context: Context, query: Query) -> Draft:
    """Say which indicators the agencies of *query* hold, with their roles."""
    draft = Draft(context, query)
    found = [(plan, agency) for plan in context.chosen(query) for agency in chosen_agencies(plan, query.agencies)]
    if not found:
        found = list(refuse_agency(draft, chosen_agencies))
        draft.add(context.say("agency-elsewhere") if found else "")
    for plan, agency in found:
        _add_holdings(draft, plan, agency)
    offer_duties(draft, found, alone=draft.kind != "not_found")
    return draft


def chosen_agencies(plan: Plan, wanted: Sequence[str]) -> list[Agency]:
    """Return the plan's agencies with one of the ids *wanted*, or else of one of the kinds, main kinds first."""
    by_id = [a for a in plan.agencies if a.id in wanted]
    if by_id:
        return by_id
    if "unions" in wanted:
        wanted = (*wanted, "front", "youth", "women", "farmers", "red-cross", "veterans", "trade-union")
    main = [a for a in plan.agencies if a.kinds[0] in wanted]
    return main or [a for a in plan.agencies if set(a.kinds) & set(wanted)]


def _add_holdings(draft: Draft, plan: Plan, agency: Agency) -> None:
    context = draft.context
    name = f"<b>{escape(agency.name)}</b> ({escape(context.place(plan))})"
    held = [a for a in agency.assignments if a.indicators]
    topics = [a for a in agency.assignments if a.topics]
    if not held and not topics:
        draft.add(context.say("holds-nothing", agency=Raw(name)), draft.cite(plan, agency.section))
        return
    numbers = sorted({n for a in held for n in a.indicators})
    draft.items = [str(n) for n in numbers]
    if numbers:
        draft.add(context.say("holds", agency=Raw(name), count=len(numbers), numbers=", ".join(map(str, numbers))))
        lines = []
        for number in numbers:
            indicator = plan.indicator(number)
            roles = list(dict.fromkeys(a.role for a in held if number in a.indicators))
            role = joined((str(context.say("role-" + r)) for r in roles), context.language)
            if indicator:
                lines.append(bullet(f"{number}: {escape(indicator.name.in_(context.language))} – {role}"))
        draft.add(*lines)
        draft.choices = [str(Query("target", (plan.id,), (str(n),))) for n in numbers]
    if topics:
        labels = (
            context.topics[t].label.in_(context.language) for a in topics for t in a.topics if t in context.topics
        )
        draft.add(context.say("holds-topics", agency=Raw(name), topics=joined(unique(labels), context.language)))
    if not all(a.explicit for a in agency.assignments):
        draft.add(context.say("inferred"))
    draft.add(draft.cite(plan, *(a.section for a in agency.assignments)))


def answer_task_owner(context: Context, query: Query, hits: Sequence[Found]) -> Draft:
    """Say who must do the thing that was described in words: the duties found, with their agencies."""
    draft = Draft(context, query)
    best = hits[0].share
    shown = [h for h in hits if h.share >= max(0.75 * best, best - 0.2)][:4]
    agencies: dict[tuple[str, str], list[Found]] = {}
    for hit in shown:
        agencies.setdefault((hit.plan, hit.agency or ""), []).append(hit)
    for (plan_id, agency_id), rows in agencies.items():
        plan = context.plans[plan_id]
        agency = plan.agency(agency_id)
        duties = [agency.duties[h.index] for h in rows]
        draft.add(
            f"<b>{escape(agency.name)}</b>{context.gloss(agency)} · {escape(context.place(plan))}",
            *(bullet(escape(sentence(d.in_(context.language)))) for d in duties),
            draft.cite(plan, *(d.section for d in duties)),
        )
        draft.facts.extend({"plan": plan.id, "agency": agency.name, "duty": d.vi, "section": d.section} for d in duties)
    found = [(context.plans[plan], context.plans[plan].agency(agency)) for plan, agency in agencies]
    for (plan, agency), label in zip(found, agency_labels(context, found), strict=True):
        draft.option(label, Query("duty", (plan.id,), agencies=(agency.id,)))
    return draft
