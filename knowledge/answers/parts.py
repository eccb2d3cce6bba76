"""What parts of indicators are called, the levels they have, and the facts stated of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from knowledge.answers.base import Context, Draft
from knowledge.formatting import series
from knowledge.indicators import Indicator, Part, Target
from knowledge.model import Plan
from knowledge.sentences import Raw


def undated(part: Part) -> tuple[Target, ...]:
    """Return the targets for which the plan states no year; they stand for any year asked."""
    return tuple(t for t in part.targets if t.year is None)


def part_name(context: Context, indicator: Indicator, part: Part) -> str:
    """Return what a part is called: its label, else the indicator's name where it is the only part."""
    label = part.label or (indicator.name if len(indicator.parts) == 1 else context.topics[part.topic].label)
    return label.in_(context.language)


def heading(context: Context, plan: Plan, indicator: Indicator, *, said: str = "") -> str:
    """Print "Tân Khai, chỉ tiêu 5" with the indicator's name, unless that is what was *said* already."""
    key = "objective-" if indicator.number is None else "indicator-"
    key += "place" if said == indicator.name.in_(context.language) else "heading"
    number = indicator.order if indicator.number is None else indicator.number
    return context.say(key, place=context.place(plan), number=number or 0, name=indicator.name.in_(context.language))


def levels_asked(context: Context, part: Part, asked: tuple[int, ...]) -> str:
    """Print a part's levels in the years asked; where it has none then, say so and give those it has."""
    wanted = part.targets_for(asked) or undated(part)
    if wanted:
        text = series(part, wanted, context.language)
        if asked:
            missing = [y for y in asked if not any(t.holds_in(y) or t.year is None for t in wanted)]
            if missing:
                text += " · " + context.say("year-not-set", years=", ".join(map(str, missing)))
        if all(t.year is None for t in wanted):
            text += f" ({context.say('no-year')})"
        return text
    rest = series(part, part.targets, context.language, bold=False)
    return context.say("only-other-years", years=", ".join(map(str, asked)), levels=Raw(rest))


def note_items(draft: Draft, plan: Plan, indicator: Indicator, parts: Sequence[Part], item: str) -> None:
    """Remember what "it" and "the first one" mean after this answer."""
    number = str(indicator.number) if indicator.number is not None else None
    whole = number is not None and len(parts) == len(indicator.parts)
    for name in (number,) if whole and number else (f"{number}.{p.number}" if number else p.topic for p in parts):
        if name not in draft.items:
            draft.items.append(name)
    if len(parts) > 1:
        draft.choices = [
            str(
                replace(
                    draft.query, kind="target", plans=(plan.id,), items=(f"{number}.{p.number}" if number else item,)
                )
            )
            for p in parts
        ]


def add_facts(draft: Draft, plan: Plan, indicator: Indicator, part: Part, asked: tuple[int, ...]) -> None:
    """Note the facts an answer states, for programs that read it."""
    for target in part.targets_for(asked) or undated(part):
        draft.facts.append(
            {
                "plan": plan.id,
                "indicator": indicator.number,
                "part": part.number,
                "topic": part.topic,
                "year": target.year,
                "comparison": target.comparison,
                "value": _plain(target.value),
                "value2": _plain(target.value2),
                "unit": part.unit,
                "section": target.section or indicator.section,
            }
        )


def _plain(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
