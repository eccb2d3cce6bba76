"""Plans and years side by side: the same topic ranked, compared, subtracted; never across units without saying so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.answers.base import Context, Draft, bullet
from knowledge.answers.missing import add_missing_item, add_missing_year
from knowledge.answers.parts import add_facts, heading, note_items
from knowledge.formatting import capital, escape, joined, level, number, plain_number, quantity
from knowledge.indicators import Indicator, Part, Target, Unit
from knowledge.model import Plan
from knowledge.query import Query
from knowledge.sentences import Raw

# What one unit is worth on a common scale of 100,000, for rates of the same thing.
_PER_100K: dict[Unit, Decimal] = {
    "percent": Decimal(1000),
    "per_mille": Decimal(100),
    "per_10k": Decimal(10),
    "per_100k": Decimal(1),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One plan's level of one part in one year."""

    plan: Plan
    indicator: Indicator
    part: Part
    target: Target

    @property
    def rate(self) -> Decimal | None:
        """The level per 100,000; None where it is no level to compare (a change a year, no value, a count).

        Nothing at all is nothing in any unit.
        """
        if self.target.comparison == "eliminate" or (self.target.value == 0 and not self.target.yearly_change):
            return Decimal(0)
        if self.target.value is None or self.target.yearly_change or self.part.unit not in _PER_100K:
            return None
        return self.target.value * _PER_100K[self.part.unit]


def answer_compare(context: Context, query: Query) -> Draft:
    """Set the plans of *query* side by side for its items; ``extra`` is highest, lowest, difference or empty."""
    draft = Draft(context, query)
    plans = context.chosen(query)
    if not query.plans:
        plans = [p for p in plans if p.is_numbered and any(context.parts(p, i) for i in query.items)]
    if len(plans) == 1:
        return _compare_years(draft, plans[0])
    for item in query.items:
        _compare_item(draft, plans, item)
    for plan in plans[:4]:
        draft.option(context.place(plan), Query("target", (plan.id,), query.items, query.years))
    return draft


def _compare_item(draft: Draft, plans: Sequence[Plan], item: str) -> None:
    context = draft.context
    area = draft.query.extra.partition("+")[2]
    holding = {p.id: context.parts(p, item, area or None) for p in plans}  # type: ignore[arg-type]  # "rural" or "urban"
    topics = dict.fromkeys(
        part.topic + (part.area or "") for found in holding.values() for _, parts in found for part in parts
    )
    for topic in topics:
        cells = [
            Cell(p, i, part, t)
            for p in plans
            for i, parts in holding[p.id]
            for part in parts
            if part.topic + (part.area or "") == topic
            for t in part.targets
        ]
        years = draft.query.years or tuple(sorted({y for c in cells for y in _years(c.target)})) or (0,)
        for year in years:
            _compare_year(draft, plans, cells, year)
    draft.items.append(item)
    for plan in plans:
        if not holding[plan.id]:
            draft.add(context.say("has-none", place=context.place(plan)))
    if topics:
        return
    draft.kind = "not_found"
    if plans:
        add_missing_item(draft, plans[0], item)
    else:
        draft.add(context.say("nowhere", item=context.item_name(item)))


def _years(target: Target) -> tuple[int, ...]:
    return () if target.year is None else tuple({target.year, target.until or target.year})


def _compare_year(draft: Draft, plans: Sequence[Plan], cells: Sequence[Cell], year: int) -> None:
    context = draft.context
    row = _row(plans, cells, year)
    if not row:
        available = sorted({y for c in cells for y in _years(c.target)})
        name = escape(capital(_cell_name(context, cells[0])))
        draft.add(
            context.say(
                "nobody-sets-year", name=Raw(name), year=year, years=joined(map(str, available), context.language)
            )
        )
        return
    ranked = _ranked(row, lowest_first=_lowest_first(draft.query.extra))
    name = _cell_name(context, row[0])
    when = f" ({year})" if year else ""
    verdict, what = _verdict(context, ranked, draft.query.extra), f"{escape(capital(name))}{when}:"
    if _asks_for_first(draft.query.extra):
        draft.add(verdict, what)
    else:
        draft.add(f"<b>{what}</b>", verdict)
    lines = []
    decided = _is_decided(ranked, lowest_first=_lowest_first(draft.query.extra))
    for position, cell in enumerate(ranked, 1):
        text = _cell_text(context, cell, converted=len({c.part.unit for c in row}) > 1)
        draft.cite(cell.plan, cell.indicator.section)
        add_facts(draft, cell.plan, cell.indicator, cell.part, (year,) if year else ())
        source = context.say("short-source", number=cell.indicator.number or "", section=cell.indicator.section)
        line = f"{context.bold_place(cell.plan)}: {text} · {source}"
        lines.append(f"{position}. {line}" if decided else bullet(line))
    absent = [p for p in plans if all(c.plan.id != p.id for c in row) and any(c.plan.id == p.id for c in cells)]
    lines.extend(bullet(context.say("place-sets-no-year", place=context.place(p), year=year)) for p in absent)
    draft.add(*lines)
    _note_comparability(draft, row, decided=decided)


def _row(plans: Sequence[Plan], cells: Sequence[Cell], year: int) -> list[Cell]:
    """Return each plan's cell for *year*; a level without a year stands in where the plan states none."""
    row = []
    for plan in plans:
        own = [c for c in cells if c.plan.id == plan.id]
        exact = [c for c in own if c.target.holds_in(year)]
        undated = [c for c in own if c.target.year is None]
        row.extend((exact or undated)[:1])
    return row


def _asks_for_first(extra: str) -> bool:
    """Tell whether who is highest or lowest was asked for: then that is the fact that comes first."""
    return extra.startswith(("highest", "lowest"))


def _lowest_first(extra: str) -> bool:
    return extra.startswith("lowest")


def _ranked(row: Sequence[Cell], *, lowest_first: bool) -> list[Cell]:
    rated = [c for c in row if c.rate is not None]
    rest = [c for c in row if c.rate is None]
    return sorted(rated, key=lambda c: c.rate or Decimal(0), reverse=not lowest_first) + rest


def _cell_name(context: Context, cell: Cell) -> str:
    label = cell.part.label or cell.indicator.name
    topic = context.topics[cell.part.topic].label if cell.part.topic in context.topics else label
    return (topic if len(cell.indicator.parts) == 1 else label).in_(context.language)


def _cell_text(context: Context, cell: Cell, *, converted: bool) -> str:
    text = f"<b>{escape(level(cell.target, cell.part.unit, context.language))}</b>"
    if converted and cell.part.unit == "per_10k" and cell.rate is not None:
        same = quantity(cell.rate.normalize() + 0, "per_100k", context.language)
        text += " " + context.say("same-as", level=same)
    if cell.target.year is None:
        text += f" ({context.say('no-year')})"
    return text


def _verdict(context: Context, ranked: Sequence[Cell], extra: str) -> str:
    """Print who is highest or lowest, by how much, or that all are the same."""
    rated = [c for c in ranked if c.rate is not None]
    if not _is_decided(ranked, lowest_first=_lowest_first(extra)):
        return ""
    values = {c.rate for c in rated}
    if len(rated) > 1 and len(values) == 1 and len({c.target.comparison in ("<", "<=") for c in rated}) == 1:
        names = joined((context.place(c.plan) for c in rated), context.language)
        return context.say("all-same", places=names, level=level(rated[0].target, rated[0].part.unit, context.language))
    first = [c for c in rated if c.rate == rated[0].rate]
    names = joined((context.place(c.plan) for c in first), context.language)
    key = "lowest-is" if _lowest_first(extra) else "highest-is"
    levels = list(dict.fromkeys(level(c.target, c.part.unit, context.language) for c in first))
    if len(levels) > 1:  # "dưới 12,5‰" and "12,5‰": neither is the other's
        return context.say("same-number", places=names) + _gap(context, rated, extra)
    text = context.say(key, places=names, level=levels[0])
    return text + _gap(context, rated, extra)


def _is_decided(ranked: Sequence[Cell], *, lowest_first: bool) -> bool:
    """Tell whether the first place is certain: beside levels that do not compare, only a lowest of zero is."""
    if len(ranked) > 1 and lowest_first and ranked[0].rate == 0:
        return True
    comparable = all(c.rate is not None or c.part.unit in _PER_100K for c in ranked)
    return comparable and sum(c.rate is not None for c in ranked) > 1


def _gap(context: Context, rated: Sequence[Cell], extra: str) -> str:
    """Print the gap between the two ends, in percentage points or in the common unit."""
    if len(rated) != 2 and not extra.startswith("difference"):
        return ""
    first, last = rated[0], rated[-1]
    if first.part.unit != last.part.unit or first.target.value is None or last.target.value is None:
        return ""
    gap = abs(first.target.value - last.target.value)
    if gap == 0:
        return ""
    return " " + context.say("gap", gap=_points(context, gap, first.part.unit))


def _points(context: Context, gap: Decimal, unit: Unit) -> str:
    if unit == "percent":
        return context.say("points", value=number(plain_number(gap), context.language))
    return quantity(plain_number(gap), unit, context.language)


def _note_comparability(draft: Draft, row: Sequence[Cell], *, decided: bool) -> None:
    """Say it when units, bounds or kinds of level differ; where the first place is certain, not that none is."""
    context = draft.context
    units = {c.part.unit for c in row}
    if {"per_10k", "per_100k"} <= units:
        draft.add(context.say("mixed-rates"))
    elif len(units) > 1 and any(c.rate is None for c in row) and not decided:
        draft.add(context.say("not-comparable"))
    if any(c.target.yearly_change for c in row):
        draft.add(context.say("change-not-level"))


def _compare_years(draft: Draft, plan: Plan) -> Draft:
    """Compare the years of one plan: "88% → 93%, 5 điểm phần trăm"."""
    context, query = draft.context, draft.query
    for item in query.items:
        found = context.parts(plan, item)
        if not found:
            draft.kind = "not_found"
            add_missing_item(draft, plan, item)
        for indicator, parts in found:
            note_items(draft, plan, indicator, parts, item)
            _years_of(draft, plan, indicator, parts)
    draft.option(context.say("button-owner"), Query("owner", (plan.id,), query.items))
    draft.option(context.say("button-other-places"), Query("compare", (), query.items, query.years))
    return draft


def _years_of(draft: Draft, plan: Plan, indicator: Indicator, parts: Sequence[Part]) -> None:
    context = draft.context
    lines = []
    for part in parts:
        targets = [t for t in part.targets if t.value is not None and t.year and not t.yearly_change]
        if draft.query.years:
            targets = (
                [t for t in targets if any(t.holds_in(y) for y in draft.query.years)]
                if len(draft.query.years) > 1
                else targets
            )
        label = part.label or indicator.name
        name = escape(capital(label.in_(context.language)))
        if len(targets) < 2:
            shown = "; ".join(
                level(t, part.unit, context.language) + (f" ({t.year})" if t.year else "") for t in part.targets
            )
            lines.append(f"{name}: {escape(shown)} – {context.say('one-year-only')}")
            continue
        lines.append(_change(context, part, targets[0], targets[-1], name))
        add_facts(draft, plan, indicator, part, ())
    if not lines:
        add_missing_year(draft, plan, indicator, parts)
        return
    draft.add(*(bullet(line) for line in lines) if len(lines) > 1 else lines)
    said = indicator.name.in_(context.language) if len(parts) == 1 and not parts[0].label else ""
    draft.add(f"{heading(context, plan, indicator, said=said)}.", draft.cite(plan, indicator.section))


def _change(context: Context, part: Part, first: Target, last: Target, name: str) -> str:
    if first.value is None or last.value is None:
        return name
    gap = last.value - first.value
    key = "rises" if gap > 0 else "falls" if gap < 0 else "stays"
    shown = context.say(
        key,
        gap=Raw(f"<b>{_points(context, abs(gap), part.unit)}</b>"),
        first=level(first, part.unit, context.language),
        last=level(last, part.unit, context.language),
        from_year=first.year or 0,
        to_year=last.year or 0,
    )
    return f"{shown}: {name}"
