"""Two people on one figure: staff get a card and choose."""

from handlers.figures import naming
from handlers.unit import Unit
from handlers.wording import say
from knowledge.reply import Option
from storage import audit, figures, revisions, roles
from storage.revisions import Revision, Source
from storage.roles import NotAllowedError


def tell_staff(unit: Unit, rival: Revision) -> None:
    """Show both values to the plan's staff, with a button for each."""
    held = revisions.held(unit.db, rival.cell)
    if held is None:
        return
    text, options = _card(unit, held.current, rival)
    staff = {role.user_id for role in roles.of_plan(unit.db, rival.cell.plan) if role.role == "staff"}
    for user_id in sorted(staff):
        unit.notify(user_id, text, options)


def choose(unit: Unit, rival_id: int, chosen_id: int, source: Source) -> str:
    """Let one of two values hold; returns what to say, Telegram HTML."""
    authors = _authors(unit, rival_id)
    try:
        decided = figures.decide(unit.db, rival_id, chosen_id, source, now=unit.now)
    except NotAllowedError:
        return say("figures_not_yours", unit.language)
    if decided is None:
        return say("figures_settled", unit.language)
    cell = decided.cell
    audit.note(
        unit.db,
        "figure_decided",
        who=source.user_id,
        now=unit.now,
        plan=cell.plan,
        village_id=cell.village_id,
        detail=f"{cell.indicator}.{cell.part} {cell.period}",
    )
    measure = naming.measure_of(unit, cell)
    text = say(
        "figures_decided",
        unit.language,
        village=naming.village_name(unit, cell.plan, cell.village_id),
        period=naming.period_name(unit, cell.period),
        label=naming.label(unit, measure),
        figure=naming.in_full(unit, measure, decided.said),
    )
    for user_id in authors - {source.user_id}:
        unit.notify(user_id, text)
    return text


def _card(unit: Unit, current: Revision, rival: Revision) -> tuple[str, list[Option]]:
    """The question to staff, with who as a role and not a name."""
    cell, measure = rival.cell, naming.measure_of(unit, rival.cell)
    now, then = (naming.brief(unit, measure, one.said) for one in (current, rival))
    text = say(
        "figures_card",
        unit.language,
        village=naming.village_name(unit, cell.plan, cell.village_id),
        period=naming.period_name(unit, cell.period),
        label=naming.label(unit, measure),
        first=naming.in_full(unit, measure, current.said),
        second=naming.in_full(unit, measure, rival.said),
        when=f"{current.at.astimezone(unit.now.tzinfo):%d/%m %H:%M}",
    )
    return text, [
        Option(say("figures_choose", unit.language, figure=shown), f"f:dec:{rival.id}:{one.id}")
        for shown, one in ((now, current), (then, rival))
    ]


def _authors(unit: Unit, rival_id: int) -> set[int]:
    """Who said the two values, and is not erased."""
    rival = revisions.by_id(unit.db, rival_id)
    held = revisions.held(unit.db, rival.cell) if rival else None
    both = (held.current, held.rival) if held else ()
    return {one.user_id for one in both if one and one.user_id is not None}
