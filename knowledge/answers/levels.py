"""Lists of levels that share something: those of a year or a period, those with one year alone, those that fall."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from knowledge.answers.base import Context, Draft, bullet
from knowledge.answers.parts import add_facts, part_name, undated
from knowledge.formatting import capital, escape, joined, series
from knowledge.indicators import Indicator, Part, Target
from knowledge.model import Plan
from knowledge.query import Query
from knowledge.sentences import Raw

Row = tuple[Indicator, Part, tuple[Target, ...]]


def add_levels(draft: Draft, plan: Plan) -> None:
    """Add the levels of *plan* that fit the query: of its years, or as its ``extra`` says."""
    if draft.query.extra in _SHARED:
        _add_shared(draft, plan)
    else:
        _add_of_years(draft, plan)


def _add_of_years(draft: Draft, plan: Plan) -> None:
    """Add every indicator with its levels in the years asked, then the numbers of those that have none then."""
    context, query = draft.context, draft.query
    asked = tuple(range(query.years[0], query.years[-1] + 1)) if query.extra == "range" else query.years
    shown = "–".join(map(str, query.years)) if query.extra == "range" else joined(map(str, asked), context.language)
    among = {id(i) for g in plan.goals if not query.goals or g.number in query.goals for i in g.indicators}
    parts = [(i, p) for i, p in plan.parts() if not query.goals or id(i) in among]
    rows = [(i, p, tuple(t for t in p.targets if t in p.targets_for(asked))) for i, p in parts]
    if not any(targets for _, _, targets in rows):
        _add_no_level(draft, plan, shown)
        return
    stated = [(i, p, targets or undated(p)) for i, p, targets in rows if targets or undated(p)]
    lacking = [_code(i, p) for i, p, targets in rows if not (targets or undated(p))]
    count = len({id(i) for i, _, _ in stated})
    key = "levels-of-indicators" if plan.is_numbered else "levels-of-objectives"
    goals = [context.say("goal-number", number=number) for number in query.goals]
    place = Raw(", ".join([context.title(plan), *goals]))
    draft.add(
        context.say(key, place=place, all=len({id(i) for i, _ in parts}), count=count, years=shown),
        *_lines(context, stated),
        context.say("levels-lacking", years=shown, numbers=", ".join(lacking)) if lacking else "",
        draft.cite(plan, *(i.section for i, _, _ in stated)),
    )
    _note(draft, plan, stated, asked)
    for year in plan.years:
        if year not in asked and len(draft.query.plans) == 1:
            draft.option(
                context.say("button-year", year=str(year)), Query("list", (plan.id,), years=(year,), goals=query.goals)
            )


def _add_no_level(draft: Draft, plan: Plan, shown: str) -> None:
    """Say that the plan sets no level in the years asked, and offer those that it sets."""
    context = draft.context
    draft.kind = "not_found"
    years_set = joined(map(str, plan.years), context.language)
    draft.add(
        context.say("levels-none", place=context.full_place(plan), years=shown),
        context.say("years-set", years=years_set),
        draft.cite(plan, *(i.section for i in plan.indicators)),
    )
    for year in plan.years:
        draft.option(context.say("button-year", year=str(year)), Query("list", (plan.id,), years=(year,)))


def _lines(context: Context, rows: Sequence[Row]) -> list[str]:
    """Print the rows, the parts of one indicator below its name."""
    lines: list[str] = []
    before: Indicator | None = None
    for indicator, part, targets in rows:
        name = f"{indicator.number or indicator.order or 0}. {escape(indicator.name.in_(context.language))}"
        levels = _levels(context, part, targets)
        if len(indicator.parts) == 1:
            lines.append(f"{name} – {levels}")
            continue
        if indicator is not before:
            lines.append(name)
        lines.append(f"   – {escape(part_name(context, indicator, part))} – {levels}")
        before = indicator
    return lines


def _levels(context: Context, part: Part, targets: Sequence[Target]) -> str:
    shown = series(part, targets, context.language)
    return f"{shown} ({context.say('no-year')})" if all(t.year is None for t in targets) else shown


def _code(indicator: Indicator, part: Part) -> str:
    number = indicator.number or indicator.order or 0
    return str(number) if len(indicator.parts) == 1 else f"{number}.{part.number}"


# -- what the levels share ---------------------------------------------------------------------------------------------


def _add_shared(draft: Draft, plan: Plan) -> None:
    """Add the levels of which the same is true: that they have one year alone, that they fall, that they rise."""
    context, query = draft.context, draft.query
    fits = _SHARED[query.extra]
    rows = [(i, p, p.targets) for i, p in plan.parts() if fits(p, query)]
    lines = [
        bullet(f"{_code(i, p)} {escape(capital(part_name(context, i, p)))}: {series(p, targets, context.language)}")
        for i, p, targets in rows
    ]
    year = query.years[0] if query.years else 0
    title = context.say(f"levels-{query.extra}", place=context.title(plan), count=len(rows), year=year)
    sections = [i.section for i, _, _ in rows] or [i.section for i in plan.indicators]
    unranked = context.say("not-comparable") if "ranked" in query.checks else ""
    draft.add(title, *lines, unranked, draft.cite(plan, *sections))
    _note(draft, plan, rows, ())


def _has_only(part: Part, query: Query) -> bool:
    return part.years == query.years and all(t.year is not None for t in part.targets)


def _falls(part: Part, _: Query) -> bool:
    stated = any(t.yearly_change or t.comparison == "below_previous_year" for t in part.targets)
    return stated or _step(part) < 0


def _rises(part: Part, _: Query) -> bool:
    return _step(part) > 0


def _step(part: Part) -> int:
    """Return whether the last level of a year is above (1) or below (-1) the first; 0 where they do not differ."""
    values = [t.value for t in part.targets if t.year and t.value is not None and not t.yearly_change]
    return 0 if len(values) < 2 else (values[-1] > values[0]) - (values[-1] < values[0])


def _stays(part: Part, _: Query) -> bool:
    """Tell whether the levels of all its years are the same, with the same bound."""
    dated = [t for t in part.targets if t.year and t.value is not None and not t.yearly_change]
    return len(dated) > 1 and len({(t.comparison, t.value, t.value2) for t in dated}) == 1


_SHARED: Mapping[str, Callable[[Part, Query], bool]] = {
    "only": _has_only,
    "falling": _falls,
    "rising": _rises,
    "same": _stays,
}


def _note(draft: Draft, plan: Plan, rows: Sequence[Row], asked: tuple[int, ...]) -> None:
    """Note what a follow-up may mean, and the facts for programs."""
    for indicator, part, _ in rows:
        item = str(indicator.number) if indicator.number is not None else part.topic
        if item not in draft.items:
            draft.items.append(item)
            draft.choices.append(str(Query("target", (plan.id,), (item,), draft.query.years[:1])))
        add_facts(draft, plan, indicator, part, asked)
