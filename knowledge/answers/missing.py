"""Honest refusals: why a plan does not answer, and the nearest thing that exists.

Seven reasons, each with its own sentence: unknown indicator, unknown place, a place without a plan here, a year the
plan does not set, not stated in the plan, only targets and no results, a kind of question that is not supported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.answers.base import Context, Draft, bullet, offer_duties
from knowledge.answers.holders import holders, inferred, leading, remarks_on, with_role
from knowledge.formatting import capital, escape, joined, series, uncapital
from knowledge.indicators import Indicator, Part
from knowledge.model import Plan
from knowledge.query import Query
from knowledge.sentences import Raw


def add_missing_item(draft: Draft, plan: Plan, item: str, *, brief: bool = False) -> None:
    """Say that *plan* sets no level for *item*, and offer the nearest thing."""
    context, place = draft.context, draft.context.full_place(plan)
    if item[:1].isdigit():
        _add_unknown_number(draft, plan, item)
        return
    name = context.item_name(item)
    draft.add(context.say("not-set", place=place, year=_plan_years(plan), item=Raw(f"<b>{escape(name)}</b>")))
    if brief:
        return
    _add_who_works_on_it(draft, plan, item)
    _offer_elsewhere(draft, plan, item)


def _plan_years(plan: Plan) -> str:
    return str(plan.first_year) if plan.first_year == plan.last_year else f"{plan.first_year}–{plan.last_year}"


def _add_unknown_number(draft: Draft, plan: Plan, item: str) -> None:
    context = draft.context
    whole, _, part = item.partition(".")
    numbers = [i.number for i in plan.indicators if i.number is not None]
    if not numbers:
        draft.add(context.say("no-numbers", place=context.full_place(plan), number=whole))
        draft.option(context.say("button-plan", place=context.place(plan)), Query("plan", (plan.id,)))
        return
    if part and int(whole) in numbers:
        indicator = plan.indicator(int(whole))
        count = len(indicator.parts) if indicator else 0
        draft.add(context.say("no-part", place=context.full_place(plan), number=whole, part=part, count=count))
        draft.option(
            context.say("indicator-number", number=whole), replace(draft.query, plans=(plan.id,), items=(whole,))
        )
        return
    draft.add(
        context.say("no-indicator", place=context.full_place(plan), number=whole, first=numbers[0], last=numbers[-1])
    )
    draft.cite(plan, plan.indicators[0].section)
    draft.option(context.say("button-list"), Query("list", (plan.id,)))


def add_missing_year(draft: Draft, plan: Plan, indicator: Indicator, parts: Sequence[Part]) -> None:
    """Say that the plan sets no level for the years asked, and which years it does set."""
    context, query = draft.context, draft.query
    available = sorted({y for p in parts for y in p.years})
    labels = [p.label.in_(context.language) for p in parts if p.label] if len(parts) < len(indicator.parts) else []
    name = joined(labels, context.language) or indicator.name.in_(context.language)
    asked = ", ".join(map(str, query.years))
    draft.add(
        context.say("year-missing", place=context.full_place(plan), year=asked, name=name),
        context.say("levels-set", levels=Raw(_levels_set(context, parts))),
    )
    draft.cite(plan, indicator.section)
    items = query.items or (str(indicator.number),)
    for year in available[:3]:
        label = context.say("button-year", year=str(year))
        draft.option(label, replace(query, plans=(plan.id,), items=items, years=(year,)))


def _levels_set(context: Context, parts: Sequence[Part]) -> str:
    """Return the levels that there are, in place of those asked for; of several parts each has its name."""
    shown = [series(p, p.targets, context.language, bold=False) for p in parts]
    if len(parts) == 1:
        return shown[0]
    names = [escape((p.label or context.topics[p.topic].label).in_(context.language)) for p in parts]
    return "; ".join(f"{name} – {levels}" for name, levels in zip(names, shown, strict=True))


def _add_who_works_on_it(draft: Draft, plan: Plan, item: str) -> None:
    """Name who holds the topic, as the answer to "who" does, where the plan gives the work though it sets no level."""
    context = draft.context
    found = holders(context, plan, item)
    if not found:
        draft.cite(plan, "II")
        return
    first = leading(found)
    names = [with_role(context, h) for h in first]
    if len(first) < len(found):
        names.append(context.say("others-take-part", count=len(found) - len(first)))
    draft.add(
        context.say("work-given-to", agencies=Raw("; ".join(names))),
        inferred(context, found),
        *remarks_on(context, first),
        draft.cite(plan, *(h.assignment.section for h in first)),
    )
    draft.option(context.say("button-owner"), Query("owner", (plan.id,), (item,)))
    role = first[0].assignment.role
    offer_duties(draft, [(plan, h.agency) for h in first[:2] if h.assignment.role == role])


def _offer_elsewhere(draft: Draft, plan: Plan, item: str) -> None:
    """Offer the plans that set a level; where they set none for the years asked, with the years that they do set."""
    context, query = draft.context, draft.query
    names = []
    for other in [p for p in context.some() if p.id != plan.id and context.parts(p, item)][:3]:
        parts = [part for _, parts in context.parts(other, item) for part in parts]
        stated = any(p.targets_for(query.years) or any(t.year is None for t in p.targets) for p in parts)
        years_set = sorted({year for p in parts for year in p.years})
        name = context.place(other)
        names.append(name if stated else f"{name} ({', '.join(map(str, years_set))})")
        years = query.years if stated else ()
        draft.option(name, replace(query, kind="target", plans=(other.id,), items=(item,), years=years))
    if names:
        draft.add(context.say("set-elsewhere", places=joined(names, context.language)))


def refuse_unknown_place(context: Context, query: Query, name: str, level: str, parent: str) -> Draft:
    """Say that there is no plan of that place, and which places have one."""
    draft = Draft(context, query, kind="not_found")
    shown = _place_name(context, name, level)
    draft.add(context.say("no-plan", place=Raw(f"<b>{escape(shown)}</b>")))
    near = _kin(context, name, parent)
    if near:
        names = joined((context.full_place(p) for p in near), context.language)
        draft.add(context.say("plans-nearby", places=names))
        homes = (context.localities[p.locality] for p in near)
        merged = (home.changes(context.language, context.today) for home in homes if home.eras[-1].name == name)
        draft.add(*(context.say("note", text=changes) for changes in merged if changes))
    offer_places(draft, near or context.some())
    return draft


_LEVELS = {
    "province": ("tỉnh", "province"),
    "city": ("thành phố", "city"),
    "district": ("huyện", "district"),
    "town": ("thị xã", "town"),
    "ward": ("phường", "ward"),
    "commune": ("xã", "commune"),
    "special-zone": ("đặc khu", "special zone"),
}


def _place_name(context: Context, name: str, level: str) -> str:
    if level not in _LEVELS:
        return capital(name)
    vi, en = _LEVELS[level]
    return f"{name} {en}" if context.language == "en" else f"{vi} {name}"


def _kin(context: Context, name: str, parent: str) -> list[Plan]:
    """Return the plans whose place lies or lay in the place named, or became part of it."""
    found = []
    for plan in context.plans.values() if len(context.plans) <= 50 else ():
        locality = context.localities[plan.locality]
        around = [locality.district or "", locality.province or "", *(e.parent or "" for e in locality.eras)]
        later = [e.name for e in locality.eras[1:] if e.name != locality.name]
        if any(name in text for text in around) or (
            name in later and any(p in " ".join(around) for p in parent.split(", "))
        ):
            found.append(plan)
    return found


def offer_places(draft: Draft, plans: Sequence[Plan]) -> None:
    """Offer the same question for each of *plans*, or their overview when the question needs no place."""
    context, query = draft.context, draft.query
    names = [context.place(p) for p in plans]
    if not draft.blocks or len(names) > 2:
        draft.add(context.say("places-here", places=joined(names, context.language)))
    for plan in plans:
        kind = "plan" if query.kind in ("place", "help") else query.kind
        draft.option(context.place(plan), replace(query, kind=kind, plans=(plan.id,)))


def refuse_results(context: Context, query: Query) -> Draft:
    """Say that the plans hold targets, not results, and offer the target."""
    draft = Draft(context, query, kind="not_found")
    draft.add(context.say("only-targets"))
    plans = context.chosen(query) if query.plans else context.numbered()
    for plan in plans[:3]:
        for item in query.items[:2]:
            for indicator, parts in context.parts(plan, item)[:1]:
                draft.items = draft.items or [item]
                draft.cite(plan, indicator.section)
                _add_levels(draft, plan, indicator, parts)
                label = context.say("button-target-of", place=context.place(plan))
                draft.option(label, Query("target", (plan.id,), (item,), query.years))
    if not query.items:
        draft.add(context.say("results-elsewhere"))
        for plan in plans[:3]:
            name = context.say("button-list") if len(plans) == 1 else context.place(plan)
            draft.option(name, Query("list", (plan.id,)))
    return draft


def _add_levels(draft: Draft, plan: Plan, indicator: Indicator, parts: Sequence[Part]) -> None:
    """Add the levels to compare one's own figures with: "45 trên 47, đã đạt chưa"."""
    context = draft.context
    shown = []
    for part in parts:
        levels = series(part, part.targets_for(draft.query.years) or part.targets, context.language)
        shown.append(f"{escape((part.label or indicator.name).in_(context.language))} – {levels}")
    draft.add(context.say("compare-yourself", place=context.place(plan), levels=Raw("; ".join(shown))))


def refuse_unstated(context: Context, query: Query, what: str) -> Draft:
    """Say that the plans state nothing of *what*, a thing we know of but no plan measures."""
    draft = Draft(context, query, kind="not_found")
    places = [context.full_place(p) for p in context.chosen(query)] if query.plans else []
    if query.extra.startswith("count-"):
        return _refuse_count(draft, what, places)
    if not query.items and query.extra != "alone":
        return _refuse_words(draft, what, places)
    key = "unstated-here" if places else "unstated"
    draft.add(context.say(key, what=Raw(f"<b>{escape(what)}</b>"), places=joined(places, context.language)))
    if query.items:
        _add_nearest(draft, query.items[0])
    else:
        draft.query = replace(query, extra="")
        for plan in context.chosen(query) if query.plans else ():
            draft.option(context.say("button-plan", place=context.place(plan)), Query("plan", (plan.id,)))
    return draft


def _add_nearest(draft: Draft, item: str) -> None:
    """Add what the plans measure instead: in a sentence, or in lines where several do."""
    context = draft.context
    near = [(plan, *found) for plan in context.chosen(draft.query)[:3] for found in context.parts(plan, item)[:1]]
    if len(near) > 1:
        draft.add(context.say("the-nearest"))
    for plan, indicator, parts in near:
        name, shown = _nearest(context, indicator, parts)
        said = context.say("nearest-of", place=context.place(plan), name=name, levels=Raw(shown))
        draft.add(bullet(said) if len(near) > 1 else context.say("nearest", said=said))
        draft.cite(plan, indicator.section)
        draft.option(context.say("button-target-of", place=context.place(plan)), Query("target", (plan.id,), (item,)))


def _nearest(context: Context, indicator: Indicator, parts: Sequence[Part]) -> tuple[str, str]:
    """Return what the plan measures instead, and its levels; of several parts each has its own name."""
    levels = [series(p, p.targets, context.language, bold=False) for p in parts]
    if len(indicator.parts) == 1:
        return uncapital(indicator.name.in_(context.language)), levels[0]
    names = [uncapital((p.label or indicator.name).in_(context.language)) for p in parts]
    rest = [f"{escape(name)}: {shown}" for name, shown in zip(names[1:], levels[1:], strict=True)]
    return names[0], "; ".join([levels[0], *rest])


def _refuse_count(draft: Draft, what: str, places: Sequence[str]) -> Draft:
    """Say that the plans do not state how many there are of something: "khu phố", "children"; "dân số" says it all."""
    context = draft.context
    key = "not-counted" if draft.query.extra == "count-thing" else "not-stated"
    draft.query = replace(draft.query, kind="plan", extra="")  # nothing that a follow-up could go on with
    draft.add(context.say(key, what=what, places=joined(places, context.language)))
    for plan in context.chosen(draft.query)[:3]:
        draft.cite(plan, (plan.indicators or plan.agencies)[0].section)
        draft.option(context.say("button-plan", place=context.place(plan)), Query("plan", (plan.id,)))
    return draft


def _refuse_words(draft: Draft, what: str, places: Sequence[str]) -> Draft:
    """Say that no indicator on *what* is found: words we do not know may still mean one, so the list is offered."""
    context = draft.context
    where = joined(places, context.language) or context.say("the-plans")
    draft.add(context.say("unstated-words", what=what, places=where))
    for plan in context.chosen(draft.query)[:3]:
        if plan.indicators:
            label = context.say("button-list") if len(places) == 1 else context.place(plan)
            draft.cite(plan, plan.indicators[0].section)
            draft.option(label, Query("list", (plan.id,)))
    return draft
