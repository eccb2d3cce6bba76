"""From a figure to what it belongs to: "chỗ nào đặt 76,9%", "những chỉ tiêu nào phải đạt 100%"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from knowledge.answers.base import MAX_OPTIONS, Context, Draft, bullet
from knowledge.answers.parts import add_facts
from knowledge.formatting import bounded, capital, escape, joined, level, number
from knowledge.indicators import Comparison, Indicator, Part, Target
from knowledge.model import Plan
from knowledge.query import Query

Row = tuple[Plan, Indicator, Part, Target]
_MAX_ROWS = 30
_COMPARISONS: Mapping[str, Comparison] = {"": "=", "above": ">", "at-least": ">=", "below": "<", "at-most": "<="}


def answer_reverse(context: Context, query: Query) -> Draft:
    """List where a level equals the figure in ``query.extra``, or lies beyond it, in the years and plans of *query*.

    ``extra`` is "76.9_percent", or "above-90_percent" with the bound in words.
    """
    draft = Draft(context, query)
    figure, _, unit = query.extra.partition("_")
    bound, _, raw = figure.rpartition("-")
    value, comparison = Decimal(raw), _COMPARISONS[bound]
    rows = list(_matching(context, query, value, unit, comparison))
    shown_value = number(value, context.language) + {"percent": "%", "per-mille": "‰"}.get(unit, "")
    shown_value = bounded(shown_value, comparison, context.language)
    if not rows:
        if not bound and _add_statements(draft, value):
            return draft
        draft.kind = "not_found"
        key = "figure-nowhere-in" if query.years else "figure-nowhere"
        draft.add(context.say(key, value=shown_value, years=joined(map(str, query.years), context.language)))
        _offer_indicator(draft, value)
        return draft
    draft.add(context.say("figure-found", value=capital(shown_value), count=len(rows)))
    lines = []
    for plan, indicator, part, target in rows[:_MAX_ROWS]:
        draft.cite(plan, indicator.section)
        add_facts(draft, plan, indicator, part, (target.year,) if target.year else ())
        lines.append(bullet(_line(context, plan, indicator, part, target)))
        item = f"{indicator.number}.{part.number}" if indicator.number else part.topic
        if item not in draft.items:
            draft.items.append(item)
    if len(rows) > _MAX_ROWS:
        lines.append(context.say("more-rows", count=len(rows) - _MAX_ROWS))
    draft.add(*lines)
    _offer_rows(draft, rows)
    if len(query.plans) == 1:
        draft.option(context.say("button-other-places"), replace(query, plans=()))
    elif len(rows) > _MAX_ROWS:  # what is cut off is reached plan by plan
        draft.options.clear()
        for name in dict.fromkeys(row[0].id for row in rows):
            draft.option(context.place(context.plans[name]), replace(query, plans=(name,)))
    return draft


def _offer_rows(draft: Draft, rows: Sequence[Row]) -> None:
    """Offer the indicators found, the first few: of one with several parts there the whole."""
    parts: dict[tuple[str, int], list[Row]] = {}
    for row in rows:
        parts.setdefault((row[0].id, row[1].number or row[1].order or 0), []).append(row)
    for found in list(parts.values())[:MAX_OPTIONS]:
        plan, indicator, part, _ = found[0]
        alone = all(other[2] is part for other in found)
        whole = str(indicator.number) if indicator.number else part.topic
        item = f"{whole}.{part.number}" if indicator.number and alone else whole
        label = f"{draft.context.place(plan)}: {draft.context.numbered_name(indicator)}"
        draft.option(label, Query("target", (plan.id,), (item,)))


def _offer_indicator(draft: Draft, value: Decimal) -> None:
    """Offer the indicator of that number: "24 là chỉ tiêu gì" may mean it."""
    context, whole = draft.context, int(value)
    for plan in context.chosen(draft.query)[:3] if value == whole else ():
        indicator = plan.indicator(whole)
        if indicator:
            label = f"{context.place(plan)}: {context.numbered_name(indicator)}"
            draft.option(label, Query("target", (plan.id,), (str(whole),)))


def _add_statements(draft: Draft, value: Decimal) -> bool:
    """Add the statements that hold the figure, such as a phone number or a share of the base salary."""
    context = draft.context
    shown = {str(value), number(value, "vi"), number(value, "en"), str(value).replace(".", ",")}
    found = False
    for plan in context.chosen(draft.query):
        hits = [s for s in plan.statements if any(_holds(s.vi, text) for text in shown)]
        if hits:
            found = True
            lines = [bullet(escape(s.in_(context.language))) for s in hits[:5]]
            draft.add(context.title(plan), *lines, draft.cite(plan, *(s.section for s in hits[:5])))
    return found


def _holds(text: str, figure: str) -> bool:
    return re.search(rf"(?<![\d.,/]){re.escape(figure)}(?![\d/]|[.,]\d)", text) is not None


def _matching(context: Context, query: Query, value: Decimal, unit: str, comparison: Comparison) -> Iterator[Row]:
    wanted = unit.replace("-", "_") or ("percent" if comparison != "=" else "")
    for plan in context.chosen(query):
        for indicator, part in plan.parts():
            if query.items and not any(part in parts for item in query.items for _, parts in context.parts(plan, item)):
                continue
            if wanted and part.unit != wanted:
                continue
            for target in part.targets:
                if _fits(target, comparison, value) and _counts_in(plan, target, query.years):
                    yield plan, indicator, part, target


def _counts_in(plan: Plan, target: Target, asked: Sequence[int]) -> bool:
    """Tell whether *target* is one of the years asked; without a year it is one of each year of its plan."""
    if not asked:
        return True
    if target.year is None:
        return any(plan.first_year <= year <= plan.last_year for year in asked)
    return any(target.holds_in(year) for year in asked)


def _fits(target: Target, comparison: Comparison, value: Decimal) -> bool:
    """Tell whether *target* is the value itself, or lies beyond it: "dưới 4,5%" and "4%" are both below 4.5 percent."""
    if comparison == "=":
        return value in (target.value, target.value2)
    if target.value is None or target.yearly_change:
        return False
    upward = comparison in (">", ">=")
    if target.comparison in (("<", "<=") if upward else (">", ">=")):
        return False
    beyond = target.value > value if upward else target.value < value
    return beyond or (target.value == value and comparison in (">=", "<=", target.comparison))


def _line(context: Context, plan: Plan, indicator: Indicator, part: Part, target: Target) -> str:
    shown = f"<b>{escape(level(target, part.unit, context.language))}</b>"
    when = str(target.year) if target.year else context.say("no-year")
    name = capital((part.label or indicator.name).in_(context.language))
    where = context.numbered_name(indicator)
    return f"{context.bold_place(plan)}, {where}: {escape(name)} – {shown} ({when}) · 📄 {escape(indicator.section)}"
