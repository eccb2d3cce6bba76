"""What a plan wants of an indicator: its levels by year, in one plan or side by side in several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.answers.base import MAX_OPTIONS, Context, Draft, bullet
from knowledge.answers.missing import add_missing_item, add_missing_year
from knowledge.answers.parts import add_facts, heading, levels_asked, note_items, part_name, undated
from knowledge.answers.side_by_side import add_side_by_side
from knowledge.formatting import capital, escape, level, plain_number, quantity, series, years
from knowledge.indicators import Area, Indicator, Part, Target, Unit
from knowledge.model import Plan
from knowledge.query import Query
from knowledge.sentences import Raw


def answer_target(context: Context, query: Query) -> Draft:
    """Find what the plans of *query* want of its items, in its years or in all of them.

    One plan and one part gives the fact first; several of either give one line each. Where no plan holds it, the draft
    is of kind "not_found" with the reason and the nearest thing that exists.
    """
    draft = Draft(context, query)
    area = _area(query)
    plans = context.chosen(query)
    if not query.plans:
        plans = [p for p in plans if any(context.parts(p, item, area) for item in query.items)]
    answered = False
    for item in query.items:
        answered |= _answer_item(draft, plans, item, area)
    if not answered:
        draft.kind = "not_found"
    _add_place_changes(draft, plans)
    add_target_options(draft, plans)
    return draft


def _area(query: Query) -> Area | None:
    return query.extra if query.extra in ("rural", "urban") else None  # type: ignore[return-value]  # narrowed by the test


def _answer_item(draft: Draft, plans: Sequence[Plan], item: str, area: Area | None) -> bool:
    """Add what *plans* say of *item*; tell whether any of them states it for the years asked."""
    context, query = draft.context, draft.query
    holding = [(p, context.parts(p, item, area)) for p in plans]
    if len(plans) > 1:
        shown = [(p, found) for p, found in holding if found]
        missing = [p for p, found in holding if not found]
        if not shown:
            add_missing_item(draft, plans[0], item)
            return False
        add_side_by_side(draft, item, shown)
        if missing and query.plans:
            for plan in missing:
                add_missing_item(draft, plan, item, brief=True)
        return any(_has_target(found, query.years) for _, found in shown)
    if not plans:
        draft.add(context.say("nowhere", item=context.item_name(item)))
        return False
    plan, found = holding[0]
    if not found:
        add_missing_item(draft, plan, item)
        return False
    answered = False
    for indicator, parts in found:
        answered |= _add_single(draft, plan, indicator, parts, item)
    return answered


_PER_100K: dict[Unit, int] = {"percent": 1000, "per_mille": 100, "per_10k": 10, "per_100k": 1}


def _add_converted(draft: Draft, parts: Sequence[Part]) -> None:
    """Add the levels in the unit that was asked for: "quy về 10.000 em thì mấy"."""
    wanted = next((c.removeprefix("unit:") for c in draft.query.checks if c.startswith("unit:")), None)
    unit = next((u for u in _PER_100K if u == wanted), None)
    if unit is None:
        return
    shown = []
    for part in parts:
        for target in part.targets_for(draft.query.years):
            if target.value is None or target.yearly_change or part.unit not in _PER_100K or part.unit == unit:
                continue
            value = target.value * _PER_100K[part.unit] / _PER_100K[unit]
            shown.append(f"{quantity(plain_number(value), unit, draft.context.language)} ({target.year})")
    if shown:
        draft.add(draft.context.say("converted", levels="; ".join(shown)))


def _has_target(found: Sequence[tuple[Indicator, list[Part]]], asked: tuple[int, ...]) -> bool:
    return any(part.targets_for(asked) or undated(part) for _, parts in found for part in parts)


def _add_single(draft: Draft, plan: Plan, indicator: Indicator, parts: list[Part], item: str) -> bool:
    """Add what one plan says of one indicator; tell whether it states a level for the years asked."""
    asked = draft.query.years
    stated = [p for p in parts if p.targets_for(asked) or undated(p)]
    note_items(draft, plan, indicator, parts, item)
    if not stated:
        add_missing_year(draft, plan, indicator, parts)
        return False
    if len(parts) == 1:
        _add_one_part(draft, plan, indicator, parts[0])
    else:
        _add_many_parts(draft, plan, indicator, parts)
    section = [indicator.section, *(t.section for p in parts for t in p.targets if t.section)]
    if any(p.unit == "per_10k" for p in parts):
        draft.add(draft.context.say("mixed-rates"))
    _add_converted(draft, stated)
    draft.add(*_remarks(draft.context, indicator, parts, asked), draft.cite(plan, *section))
    for part in stated:
        add_facts(draft, plan, indicator, part, asked)
    return True


def _add_one_part(draft: Draft, plan: Plan, indicator: Indicator, part: Part) -> None:
    """Add the fact first and bold, then what it is, then the other years."""
    context, asked = draft.context, draft.query.years
    wanted = part.targets_for(asked) or undated(part)
    name = part_name(context, indicator, part)
    facts = [_dated(context, part, *same) for same in _alike(context, part, wanted)]
    draft.add(f"{capital(', '.join(facts))}: {escape(name)}.")
    rest = [t for t in part.targets if t not in wanted]
    others = context.say("other-years", levels=Raw(series(part, rest, context.language, bold=False))) if rest else ""
    draft.add(f"{heading(context, plan, indicator, said=name)}.{' ' + others if others else ''}")
    _explain_asked_years(draft, wanted)


def _explain_asked_years(draft: Draft, wanted: Sequence[Target]) -> None:
    """Say it when a year was asked for and the plan sets the level without one, or sets none for it."""
    context, asked = draft.context, draft.query.years
    if asked and all(t.year is None for t in wanted):
        draft.add(context.say("no-year-set", years=", ".join(map(str, asked))))
        return
    missing = [y for y in asked if not any(t.holds_in(y) or t.year is None for t in wanted)]
    if missing:
        draft.add(f"{capital(context.say('year-not-set', years=', '.join(map(str, missing))))}.")


def _alike(context: Context, part: Part, targets: Sequence[Target]) -> list[list[Target]]:
    """Group neighbouring targets of single years whose level reads the same, so that it is said once."""
    groups: list[list[Target]] = []
    for target in targets:
        before = groups[-1][-1] if groups else None
        texts = {level(t, part.unit, context.language) for t in (before, target) if t}
        if before and len(texts) == 1 and all(years(t).isdigit() for t in (before, target)):
            groups[-1].append(target)
        else:
            groups.append([target])
    return groups


def _dated(context: Context, part: Part, target: Target, *same: Target) -> str:
    """Print a level with its year, and with the years that have the *same*."""
    text = f"<b>{escape(level(target, part.unit, context.language))}</b>"
    when = years(target)
    if not when:
        return text
    key = "level-in-years" if "–" in when else "level-in-year"
    if target.comparison == "below_previous_year":
        key = "level-of-year"  # "lower than in 2022 by 2023" would read as a deadline
    for other in same:
        when = context.say("and-in-year", first=when, second=years(other))
    return context.say(key, level=Raw(text), year=when)


def _add_many_parts(draft: Draft, plan: Plan, indicator: Indicator, parts: Sequence[Part]) -> None:
    context, asked = draft.context, draft.query.years
    draft.add(f"<b>{heading(context, plan, indicator)}</b>")
    for part in parts:
        name = escape(capital(part_name(context, indicator, part)))
        draft.add(bullet(f"{name} – {levels_asked(context, part, asked)}"))


def _remarks(context: Context, indicator: Indicator, parts: Sequence[Part], asked: tuple[int, ...]) -> list[str]:
    """Print what is odd in the source, each remark once."""
    found = [indicator.remark, *(p.remark for p in parts), *(t.remark for p in parts for t in p.targets)]
    texts = dict.fromkeys(r.in_(context.language) for r in found if r)
    if len(parts) > 1 or asked:
        texts.pop(context.say("no-year"), None)  # said already beside the level
    return [context.say("remark", text=text) for text in texts]


def _add_place_changes(draft: Draft, plans: Sequence[Plan]) -> None:
    """Add what became of the place, when it was asked about by name and alone."""
    if len(plans) != 1 or not draft.query.plans:
        return
    context = draft.context
    locality = context.localities[plans[0].locality]
    since = [era.since for era in locality.eras if era.since and era.has_begun(context.today)]
    asks_later = any(y >= s.year for y in draft.query.years for s in since)
    changes = locality.changes(context.language, context.today)
    if changes and asks_later and draft.kind != "not_found":
        draft.add(context.say("note", text=changes))


def add_target_options(draft: Draft, plans: Sequence[Plan]) -> None:
    """Offer the likely next steps: who owns it, another year, other plans; the plans one by one after a wide answer."""
    context, query = draft.context, draft.query
    if len(plans) == 1 and draft.items and len(draft.items) <= 3:
        plan = plans[0]
        items = tuple(draft.items)
        draft.option(context.say("button-owner"), Query("owner", (plan.id,), items))
        for year in _other_years(context, plan, items, query.years):
            draft.option(context.say("button-year", year=str(year)), replace(query, plans=(plan.id,), years=(year,)))
        topics = _topics(context, plan, items)
        if context.elsewhere(plan, topics):
            draft.option(context.say("button-other-places"), Query("target", (), topics, query.years))
        return
    for plan in plans[:MAX_OPTIONS]:
        if len(plans) > 1:
            draft.option(context.place(plan), replace(query, plans=(plan.id,)))


def _other_years(context: Context, plan: Plan, items: tuple[str, ...], asked: tuple[int, ...]) -> list[int]:
    if not asked:
        return []
    found = {y for item in items for _, parts in context.parts(plan, item) for p in parts for y in p.years}
    return sorted(found - set(asked))


def _topics(context: Context, plan: Plan, items: tuple[str, ...]) -> tuple[str, ...]:
    if plan.is_numbered:
        return items
    return tuple(dict.fromkeys(p.topic for item in items for _, parts in context.parts(plan, item) for p in parts))
