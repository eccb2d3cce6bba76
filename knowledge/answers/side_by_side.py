"""Levels of several plans side by side: one line a plan and part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from knowledge.answers.base import Draft, bullet
from knowledge.answers.parts import add_facts, levels_asked, note_items, part_name
from knowledge.formatting import capital, escape
from knowledge.indicators import Indicator, Part
from knowledge.model import Plan
from knowledge.sentences import Raw


def add_side_by_side(draft: Draft, item: str, shown: Sequence[tuple[Plan, list[tuple[Indicator, list[Part]]]]]) -> None:
    """Add one line a plan and part: the compact answer when no plan, or several, were named."""
    context, asked = draft.context, draft.query.years
    name = context.item_name(item)
    lines = [f"<b>{escape(capital(name))}</b>"]
    for plan, found in shown:
        for indicator, parts in found:
            note_items(draft, plan, indicator, parts, item)
            lines.extend(_plan_lines(draft, plan, indicator, parts, asked))
            for part in parts:
                add_facts(draft, plan, indicator, part, asked)
    draft.choices = [str(replace(draft.query, plans=(plan.id,))) for plan, _ in shown]
    draft.add(*lines)
    _note_mixed_units(draft, [p for _, found in shown for _, parts in found for p in parts])


def _plan_lines(
    draft: Draft, plan: Plan, indicator: Indicator, parts: Sequence[Part], asked: tuple[int, ...]
) -> list[str]:
    context = draft.context
    draft.cite(plan, indicator.section)
    tag = context.say("short-source", number=indicator.number or indicator.order or 0, section=indicator.section)
    if indicator.number is None:
        tag = Raw(escape(f"📄 {indicator.section}"))
    place = escape(context.place(plan))
    name = escape(indicator.name.in_(context.language))
    odd = [r for p in parts for t in p.targets if (r := t.remark) and t.year is not None]
    remark = f" ({escape(odd[0].in_(context.language))})" if odd else ""
    if len(parts) == 1:
        part = parts[0]
        label = f"{escape(part_name(context, indicator, part))} – " if len(indicator.parts) > 1 else f"{name} – "
        return [bullet(f"<b>{place}</b>: {label}{levels_asked(context, part, asked)}{remark} · {tag}")]
    lines = [bullet(f"<b>{place}</b>: {name} · {tag}")]
    lines.extend(f"   – {escape(part_name(context, indicator, p))} – {levels_asked(context, p, asked)}" for p in parts)
    return lines


def _note_mixed_units(draft: Draft, parts: Sequence[Part]) -> None:
    rates = {p.unit for p in parts if p.unit in ("per_10k", "per_100k")}
    if len(rates) > 1:
        draft.add(draft.context.say("mixed-rates"))
