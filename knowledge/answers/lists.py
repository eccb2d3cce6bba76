"""Lists and counts: goals, indicators, plans; what has no year, what nobody is named for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.answers.base import Context, Draft, bullet
from knowledge.answers.holders import holders
from knowledge.answers.levels import add_levels
from knowledge.answers.parts import part_name
from knowledge.formatting import capital, escape, series
from knowledge.indicators import Goal, Indicator, Target
from knowledge.model import Plan
from knowledge.query import Query


def answer_list(context: Context, query: Query) -> Draft:
    """List the indicators of the plans of *query*, of its goals only when it names goals, with their levels.

    With years, or an ``extra`` of ``levels``, the levels of those years are listed, or those that are alike.
    """
    if query.extra == "count":
        return _count(context, query)
    draft = Draft(context, query, in_place=query.extra == "menu")
    plans = _plans_with_indicators(draft)
    if query.extra == "alike":
        return _list_alike(draft, plans)
    if query.years or query.extra in ("falling", "rising", "same"):
        return _list_levels(draft, plans)
    for plan in plans:
        goals = [g for g in plan.goals if not query.goals or g.number in query.goals]
        objectives = [i for i in plan.indicators if i.order in query.goals]
        if objectives:
            _add_objectives(draft, plan, objectives)
            continue
        if not goals:
            _no_such_goal(draft, plan)
            continue
        _add_goals(draft, plan, goals)
        if len(plans) == 1:
            _goal_options(draft, plan)
        else:  # the goals of several plans have the same names
            draft.option(context.place(plan), replace(query, plans=(plan.id,)))
    return draft


def _count(context: Context, query: Query) -> Draft:
    """Say how many indicators each plan has, without listing them."""
    draft = Draft(context, query)
    lines = []
    for plan in context.chosen(query):
        key = "count-none" if not plan.indicators else "count-numbered" if plan.is_numbered else "count-unnumbered"
        count = context.say(key, place=context.bold_place(plan), count=len(plan.indicators), goals=len(plan.goals))
        sections = list(dict.fromkeys(g.section for g in plan.goals)) or [plan.agencies[0].section]
        draft.cite(plan, *sections)
        lines.append(bullet(f"{count} · 📄 {escape(', '.join(sections))}"))
        draft.facts.append({"plan": plan.id, "count": len(plan.indicators)})
        if plan.indicators:
            draft.option(context.place(plan), Query("list", (plan.id,)))
    draft.add(*lines)
    return draft


def _list_alike(draft: Draft, plans: Sequence[Plan]) -> Draft:
    """List what the first two plans set at the same level in the same year."""
    context = draft.context
    if len(plans) < 2:
        return _list_levels(draft, plans)
    one, other = plans[:2]
    there = {(p.topic, p.area, p.unit): (i, p) for i, p in other.parts()}
    lines, sections, sections_there = [], [], []
    for indicator, part in one.parts():
        beside = there.get((part.topic, part.area, part.unit))
        same = [t for t in part.targets if beside and any(_is_level(t, u) for u in beside[1].targets)]
        if beside and same:
            sections_there.append(beside[0].section)
            number = indicator.number or indicator.order or 0
            name = capital(part_name(context, indicator, part))
            lines.append(bullet(f"{number}. {escape(name)}: {series(part, same, context.language)}"))
            sections.append(indicator.section)
            draft.items.append(str(indicator.number) if indicator.number is not None else part.topic)
    names = {"place": context.place(one), "other": context.place(other), "count": len(lines)}
    draft.add(context.say("levels-alike", **names), *lines, draft.cite(one, *dict.fromkeys(sections)))
    draft.add(draft.cite(other, *dict.fromkeys(sections_there)))
    draft.items = list(dict.fromkeys(draft.items))
    return draft


def _is_level(one: Target, other: Target) -> bool:
    """Tell whether two targets are the same level of the same year."""
    return (one.comparison, one.value, one.value2, one.year, one.until) == (
        other.comparison,
        other.value,
        other.value2,
        other.year,
        other.until,
    )


def refuse_ranking(context: Context, query: Query) -> Draft:
    """Say that the plans put their indicators in no order: none is the hardest, none the highest of all."""
    draft = Draft(context, query, kind="not_found")
    draft.add(context.say("no-ranking-levels" if query.extra == "levels" else "no-ranking"))
    for plan in context.chosen(query)[:3]:
        if plan.indicators:
            draft.option(context.place(plan), Query("list", (plan.id,)))
    return draft


def _list_levels(draft: Draft, plans: Sequence[Plan]) -> Draft:
    for plan in plans:
        add_levels(draft, plan)
        if len(plans) > 1:
            draft.option(draft.context.place(plan), replace(draft.query, plans=(plan.id,)))
    if len(plans) == 1:
        draft.option(draft.context.say("button-list"), Query("list", (plans[0].id,)))
    return draft


def _add_goals(draft: Draft, plan: Plan, goals: Sequence[Goal]) -> None:
    """Add *goals* of *plan* with their indicators; the levels too, where there are few."""
    context, query = draft.context, draft.query
    rows = [i for g in goals for i in g.indicators]
    lines: list[str] = [_title(context, plan, rows, query.goals)]
    for goal in goals:
        if goal.number:
            heading = f"<b>{context.say('goal-number', number=goal.number)}</b>: "
            lines.append(heading + escape(goal.name.in_(context.language)))
        levels = bool(query.goals) or len(rows) <= 8
        lines.extend(line for i in goal.indicators for line in _indicator_lines(context, i, levels=levels))
    draft.add(*lines, draft.cite(plan, *(g.section for g in goals)))
    draft.items.extend(str(i.number) for i in rows if i.number is not None)
    draft.choices.extend(_query_for(plan, i) for i in rows)
    draft.facts.append({"plan": plan.id, "count": len(rows), "indicators": [i.number or i.order for i in rows]})


def _add_objectives(draft: Draft, plan: Plan, objectives: Sequence[Indicator]) -> None:
    """Add specific objectives by their place in the list, in a plan that numbers neither goals nor indicators."""
    context = draft.context
    draft.add(
        context.say("objectives-by-order", place=context.title(plan), count=len(plan.indicators)),
        *(line for i in objectives for line in _indicator_lines(context, i, levels=True)),
        draft.cite(plan, *(i.section for i in objectives)),
    )
    topics = tuple(dict.fromkeys(p.topic for i in objectives for p in i.parts))
    draft.items.extend(topics)
    draft.option(context.say("button-owner"), Query("owner", (plan.id,), topics))
    draft.option(context.say("button-objectives"), Query("list", (plan.id,)))


def _title(context: Context, plan: Plan, rows: Sequence[Indicator], goals: Sequence[int]) -> str:
    """Say how many indicators a plan has, or those of its *goals* that were asked for."""
    if goals:
        numbers = ", ".join(str(g) for g in goals)
        place = capital(context.full_place(plan))
        return context.say("count-goal", place=place, goal=numbers, count=len(rows), numbers=_range(rows))
    key = "count-indicators" if plan.is_numbered else "count-objectives"
    of_goals = len(plan.goals) if plan.is_numbered else ""
    return context.say(key, place=context.title(plan), count=len(rows), goals=of_goals)


def _plans_with_indicators(draft: Draft) -> list[Plan]:
    context = draft.context
    plans = context.chosen(draft.query)
    if not draft.query.plans:
        return [p for p in plans if p.is_numbered]
    kept = []
    for plan in plans:
        if plan.indicators:
            kept.append(plan)
            continue
        draft.kind = "not_found"
        draft.add(
            context.say("no-indicators", place=context.full_place(plan)), draft.cite(plan, plan.agencies[0].section)
        )
        draft.option(context.say("button-agencies"), Query("agencies", (plan.id,)))
    return kept


def _no_such_goal(draft: Draft, plan: Plan) -> None:
    context = draft.context
    draft.kind = "not_found"
    numbers = [str(g.number) for g in plan.goals if g.number]
    key = "no-goal" if numbers else "no-goals"
    draft.add(context.say(key, place=context.full_place(plan), last=numbers[-1] if numbers else ""))
    draft.cite(plan, plan.goals[0].section)


def _range(rows: Sequence[Indicator]) -> str:
    numbers = [i.number for i in rows if i.number is not None]
    return f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else "".join(map(str, numbers))


def _indicator_lines(context: Context, indicator: Indicator, *, levels: bool) -> list[str]:
    """Print an indicator, with its levels on the same line, or on a line for each of its parts."""
    number = indicator.number or indicator.order or 0
    text = f"{number}. {escape(indicator.name.in_(context.language))}"
    if not levels:
        return [text]
    shown = [series(p, p.targets, context.language, bold=False) for p in indicator.parts]
    if len(shown) == 1:
        return [f"{text} – {shown[0]}"]
    names = [escape(part_name(context, indicator, p)) for p in indicator.parts]
    return [text, *(f"   – {name} – {of_part}" for name, of_part in zip(names, shown, strict=True))]


def _query_for(plan: Plan, indicator: Indicator) -> str:
    item = str(indicator.number) if indicator.number is not None else indicator.parts[0].topic
    return str(Query("target", (plan.id,), (item,)))


def _goal_options(draft: Draft, plan: Plan) -> None:
    context = draft.context
    for goal in plan.goals:
        if goal.number and goal.number not in draft.query.goals and len(draft.options) < 8:
            label = context.say("goal-number", number=goal.number)
            draft.option(label, Query("list", (plan.id,), goals=(goal.number,), extra=draft.query.extra))
    if draft.in_place:
        draft.option(context.say("button-back"), Query("plan", (plan.id,), extra="menu"))


def answer_no_year(context: Context, query: Query) -> Draft:
    """List the indicators for which the plans state no year; with ``extra`` a year, those without that year."""
    draft = Draft(context, query)
    year = query.years[0] if query.years else None
    for plan in _plans_with_indicators(draft):
        lines, sections = [], []
        for indicator, part in plan.parts():
            lacks = (
                year not in part.years and not any(t.holds_in(year) for t in part.targets)
                if year
                else any(t.year is None for t in part.targets)
            )
            if lacks:
                name = capital((part.label or indicator.name).in_(context.language))
                number = indicator.number or indicator.order or 0
                code = f"{number}" if len(indicator.parts) == 1 else f"{number}.{part.number}"
                levels = series(part, part.targets, context.language)
                undated = f" ({context.say('no-year')})" if year and not part.years else ""
                lines.append(bullet(f"{code} {escape(name)}: {levels}{undated}"))
                sections.append(indicator.section)
        key = "without-this-year" if year else "without-year"
        title = context.say(key, place=context.title(plan), count=len(lines), year=year or 0)
        draft.add(title, *lines, draft.cite(plan, *(sections or (i.section for i in plan.indicators))))
    return draft


def answer_no_owner(context: Context, query: Query) -> Draft:
    """List the indicators that the plans give to no agency by number."""
    draft = Draft(context, query)
    for plan in _plans_with_indicators(draft):
        explicit = {n for a in plan.agencies for s in a.assignments if s.explicit for n in s.indicators}
        place = context.title(plan)
        missing = [i for i in plan.indicators if i.number not in explicit]
        if not missing:
            draft.add(context.say("all-owned", place=place), draft.cite(plan, plan.agencies[0].section))
            continue
        if len(missing) == len(plan.indicators):
            draft.add(context.say("none-owned-by-number", place=place))
        lines = []
        for indicator in missing:
            number = indicator.number or indicator.order or 0
            item = str(indicator.number) if indicator.number else indicator.parts[0].topic
            names = ", ".join(
                dict.fromkeys(h.agency.short or h.agency.name for h in holders(context, plan, item))
            ) or context.say("nobody-short")
            lines.append(bullet(f"{number}. {escape(indicator.name.in_(context.language))}: {escape(names)}"))
        draft.add(*lines, draft.cite(plan, *dict.fromkeys(a.section for a in plan.agencies)))
    return draft


def answer_plans(context: Context, query: Query) -> Draft:
    """List the plans at hand."""
    draft = Draft(context, query)
    draft.in_place = query.extra == "menu"
    draft.add(context.say("plans-count", count=len(context.plans)))
    lines = []
    for plan in context.some(10):
        lines.append(bullet(f"{context.title(plan)}: {escape(plan.title.in_(context.language))}"))
        draft.option(context.place(plan), Query("plan", (plan.id,), extra="menu"))
        draft.cite(plan, plan.goals[0].section if plan.goals else plan.agencies[0].section)
    draft.add(*lines)
    draft.choices = [o.query for o in draft.options]
    return draft
