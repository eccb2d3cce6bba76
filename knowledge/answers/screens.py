"""Screens: start, help, menus for plans, goals, indicators, home and language; and the card for a child in danger."""

from __future__ import annotations

from collections.abc import Callable

from knowledge.answers.base import Context, Draft, bullet, button_label, offer_duties
from knowledge.formatting import capital, escape, sentence, series
from knowledge.query import Query
from knowledge.reply import Option
from knowledge.sentences import Raw


def show_text(key: str, *, kind: str = "help", examples: bool = False) -> Callable[[Context, Query], Draft]:
    """Return an answer that is one fixed text, with example questions to press where *examples*."""

    def show(context: Context, query: Query) -> Draft:
        draft = Draft(context, query, kind=kind)  # type: ignore[arg-type]  # a Kind from the table of screens
        draft.add(context.say(key))
        if examples:
            _example_options(draft)
        return draft

    return show


def _example_options(draft: Draft) -> None:
    context = draft.context
    for plan in context.some():
        draft.option(context.place(plan), Query("plan", (plan.id,), extra="menu"))


def show_menu(context: Context, query: Query) -> Draft:
    """Show what can be looked up."""
    draft = Draft(context, query, kind="help", in_place=True)
    draft.add(context.say("menu"))
    for key, kind in (
        ("button-plans", "plans"),
        ("button-agencies", "agencies-menu"),
        ("button-deadlines", "deadline"),
        ("button-help", "help"),
    ):
        draft.option(context.say(key), Query(kind, extra="menu" if kind == "plans" else ""))
    return draft


def show_plan(context: Context, query: Query) -> Draft:
    """Show one plan: title, period, number of indicators, who coordinates; from here everything else opens."""
    draft = Draft(context, query, in_place=query.extra == "menu")
    for plan in context.chosen(query)[:1]:
        changes = context.localities[plan.locality].changes(context.language, context.today)
        coordinator = plan.agency(plan.coordinator)
        draft.add(
            f"<b>{escape(capital(context.full_place(plan)))}</b>",
            escape(plan.title.in_(context.language)) + ".",
            context.say(
                "period-line",
                period=plan.period.in_(context.language),
                issued=sentence(plan.issued.in_(context.language)),
            ),
            context.say("count-line", count=len(plan.indicators), agencies=len(plan.agencies))
            if plan.indicators
            else context.say("no-indicators-line", agencies=len(plan.agencies)),
            context.say("coordinator-line", agency=coordinator.name),
            context.say("note", text=changes) if changes else "",
            draft.cite(plan, coordinator.section),
        )
        for goal in plan.goals:
            if goal.number:
                draft.option(
                    button_label(
                        f"{context.say('goal-number', number=goal.number)}: {goal.name.in_(context.language)}"
                    ),
                    Query("goal", (plan.id,), goals=(goal.number,)),
                )
        if plan.goals and not plan.is_numbered:
            draft.option(context.say("button-objectives"), Query("list", (plan.id,), extra="menu"))
        draft.option(context.say("button-agencies"), Query("agencies", (plan.id,), extra="menu"))
        draft.option(context.say("button-deadlines"), Query("deadline", (plan.id,)))
        draft.option(context.say("button-back"), Query("plans", extra="menu"))
    return draft


def show_goal(context: Context, query: Query) -> Draft:
    """Show one goal with its indicators as buttons."""
    draft = Draft(context, query, in_place=True)
    for plan in context.chosen(query)[:1]:
        for goal in plan.goals:
            if goal.number not in query.goals:
                continue
            draft.add(
                f"<b>{escape(context.place(plan))} · {context.say('goal-number', number=goal.number or 0)}</b>",
                escape(goal.name.in_(context.language)) + ".",
                draft.cite(plan, goal.section),
            )
            for indicator in goal.indicators:
                label = f"{indicator.number}. {indicator.name.in_(context.language)}"
                draft.option(button_label(label), Query("indicator", (plan.id,), (str(indicator.number),)))
        draft.option(context.say("button-back"), Query("plan", (plan.id,), extra="menu"))
    if not draft.blocks:
        return show_text("old-button")(context, query)
    return draft


def show_indicator(context: Context, query: Query) -> Draft:
    """Show one indicator: every part with every level; then who owns it."""
    draft = Draft(context, query, in_place=True)
    for plan in context.chosen(query)[:1]:
        for item in query.items[:1]:
            for indicator, parts in context.parts(plan, item):
                goal = next(g for g in plan.goals if indicator in g.indicators)
                lines = [
                    f"<b>{escape(context.place(plan))} · {context.numbered_name(indicator)}</b>",
                    escape(indicator.name.in_(context.language)),
                ]
                for part in parts:
                    label = f"{escape(capital(part.label.in_(context.language)))}: " if part.label else ""
                    lines.append(bullet(f"{label}{series(part, part.targets, context.language)}"))
                draft.add(*lines, draft.cite(plan, indicator.section))
                draft.items.append(item)
                draft.option(context.say("button-owner"), Query("owner", (plan.id,), (item,)))
                if context.elsewhere(plan, (item,)):
                    draft.option(context.say("button-other-places"), Query("target", (), (item,)))
                draft.option(context.say("button-back"), Query("goal", (plan.id,), goals=(goal.number or 0,)))
    if not draft.blocks:
        return show_text("old-button")(context, query)
    return draft


def show_home(context: Context, query: Query) -> Draft:
    """Ask which plan is the person's own; the options are settings, not queries."""
    draft = Draft(context, query, kind="help", in_place=True)
    draft.add(context.say("choose-home"))
    draft.options.extend(Option(context.place(p), f"home={p.id}") for p in context.some(8))
    return draft


def show_language(context: Context, query: Query) -> Draft:
    """Ask for the language."""
    draft = Draft(context, query, kind="help", in_place=True)
    draft.add(context.say("choose-language"))
    draft.options.extend((Option("Tiếng Việt", "language=vi"), Option("English", "language=en")))
    return draft


def show_agencies_menu(context: Context, query: Query) -> Draft:
    """Ask whose agencies are meant."""
    draft = Draft(context, query, kind="help", in_place=True)
    draft.add(context.say("whose-agencies"))
    for plan in context.some(8):
        draft.option(context.place(plan), Query("agencies", (plan.id,), extra="menu"))
    draft.option(context.say("button-back"), Query("menu"))
    return draft


def show_safety(context: Context, query: Query) -> Draft:
    """Give the child-protection line first; then who in the plan protects children, where a plan is known.

    In an emergency, a child drowning or hurt, the ambulance is first, and nobody of a plan is named.
    """
    draft = Draft(context, query, kind="safety")
    if query.extra == "emergency":
        draft.add(context.say("emergency"))
        return draft
    draft.add(context.say("safety"))
    for plan in context.chosen(query)[:1] if query.plans else ():
        police = next((a for a in plan.agencies if "police" in a.kinds), None)
        if police:
            name = Raw(f"<b>{escape(police.name)}</b>")
            place = context.full_place(plan)
            draft.add(context.say("safety-local", place=place, agency=name, section=police.section))
            draft.cite(plan, police.section)
    return draft


def answer_place_change(context: Context, query: Query) -> Draft:
    """Say what became of the places of *query* until today: names, levels, since when, by which resolution.

    What is to become of them later is told apart from it.
    """
    draft = Draft(context, query)
    for plan in context.chosen(query):
        locality = context.localities[plan.locality]
        changes = locality.changes(context.language, context.today)
        coming = locality.coming_changes(context.language, context.today)
        place = ", ".join(x for x in (context.full_place(plan), locality.district, locality.province) if x)
        basis = [e.basis for e in locality.eras if e.basis]
        draft.add(
            f"<b>{escape(changes)}</b>" if changes else context.say("place-unchanged", place=place),
            context.say("place-was", place=place) if changes and (locality.district or locality.province) else "",
            context.say("place-will", changes=coming) if coming else "",
            context.say("by-resolution", basis=", ".join(basis)) if basis else "",
        )
        draft.option(context.say("button-plan", place=context.place(plan)), Query("plan", (plan.id,), extra="menu"))
    return draft


def answer_agency_change(context: Context, query: Query) -> Draft:
    """Say what became of the agencies of *query* since the plans were written."""
    from knowledge.answers.owner import chosen_agencies

    draft = Draft(context, query)
    found = [(plan, agency) for plan in context.chosen(query) for agency in chosen_agencies(plan, query.agencies)]
    for plan, agency in found:
        note = context.successions.note_on(agency, context.language, today=context.today)
        name = f"<b>{escape(agency.name)}</b> ({escape(context.place(plan))})"
        text = escape(note) if note else context.say("no-change-known")
        draft.add(f"{name}: {text}", context.say("plan-not-updated"), draft.cite(plan, agency.section))
    offer_duties(draft, found, alone=True)
    if not draft.blocks:
        draft.kind = "not_found"
        draft.add(context.say("no-such-agency"))
    return draft
