"""Two people on one figure: staff get a card and choose, and who sent what staff correct is told."""

from collections.abc import Sequence
from datetime import tzinfo

from handlers.buttons import figures as buttons
from handlers.figures import naming
from handlers.figures.naming import Reader, Speaker
from handlers.unit import Unit
from handlers.wording import say
from knowledge.reply import Option
from storage import audit, figures, people, revisions, roles
from storage.figures import Recorded
from storage.revisions import Revision, Source
from storage.roles import NotAllowedError

_MOST_LINES = 30  # of one message


def tell_staff(unit: Unit, rival: Revision) -> None:
    """Show both values to the plan's staff, or to the administrators where it has none, with a button for each."""
    held = revisions.held(unit.db, rival.cell)
    if held is None:
        return
    staff = [role for role in roles.of_plan(unit.db, rival.cell.plan) if role.role == "staff"]
    for user_id in sorted({role.user_id for role in staff or roles.administrators(unit.db)}):
        unit.notify(user_id, *_card(_reader(unit, user_id), held.current, rival, unit.now.tzinfo))


def tell_corrected(unit: Unit, rows: Sequence[Recorded]) -> None:
    """Tell collaborators that staff changed what they had sent: one message each, with all of it."""
    lines: dict[int, list[str]] = {}
    for row in rows:
        author = _author_before(unit, row)
        if author is not None:
            lines.setdefault(author, []).append(_corrected(_reader(unit, author), row))
    for author, those in lines.items():
        head = say("figures_corrected", people.language_of(unit.db, author))
        unit.notify(author, "\n".join([head, *those[:_MOST_LINES]]))


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
    for user_id in sorted(authors - {source.user_id}):
        unit.notify(user_id, _decided(_reader(unit, user_id), decided))
    return _decided(unit, decided)


def _decided(speaker: Speaker, decided: Recorded) -> str:
    """Say which value holds."""
    measure = naming.measure_of(speaker, decided.cell)
    figure = naming.in_full(speaker, measure, decided.said)
    return say("figures_decided", speaker.language, **naming.of_cell(speaker, decided.cell), figure=figure)


def _corrected(speaker: Speaker, row: Recorded) -> str:
    """A line about one figure: what it was, what it is now."""
    measure = naming.measure_of(speaker, row.cell)
    assert row.before is not None
    return say(
        "figures_corrected_row",
        speaker.language,
        **naming.of_cell(speaker, row.cell),
        old=naming.brief(speaker, measure, row.before),
        new=naming.brief(speaker, measure, row.said),
    )


def _author_before(unit: Unit, row: Recorded) -> int | None:
    """The other collaborator whose figure a row has replaced; None where there is none."""
    if row.outcome not in ("changed", "withdrawn") or row.before is None or row.revision is None:
        return None
    replaced = revisions.by_id(unit.db, row.revision.follows) if row.revision.follows else None
    author = replaced.user_id if replaced else None
    if author is None or author == unit.person.user_id or roles.leads(unit.db, author, row.cell.plan):
        return None
    return author


def _reader(unit: Unit, user_id: int) -> Reader:
    """Somebody else, as one who is told of figures."""
    return Reader(unit.db, unit.library, people.language_of(unit.db, user_id))


def _card(speaker: Speaker, current: Revision, rival: Revision, zone: tzinfo | None) -> tuple[str, list[Option]]:
    """The question to staff, with who as a role and not a name."""
    cell, measure = rival.cell, naming.measure_of(speaker, rival.cell)
    now, then = (naming.brief(speaker, measure, one.said) for one in (current, rival))
    text = say(
        "figures_card",
        speaker.language,
        **naming.of_cell(speaker, cell),
        first=naming.in_full(speaker, measure, current.said),
        second=naming.in_full(speaker, measure, rival.said),
        when=f"{current.at.astimezone(zone):%d/%m %H:%M}",
    )
    return text, [
        Option(say("figures_choose", speaker.language, figure=shown), buttons.decide(rival.id, one.id))
        for shown, one in ((now, current), (then, rival))
    ]


def _authors(unit: Unit, rival_id: int) -> set[int]:
    """Who said the two values, and is not erased."""
    rival = revisions.by_id(unit.db, rival_id)
    held = revisions.held(unit.db, rival.cell) if rival else None
    both = (held.current, held.rival) if held else ()
    return {one.user_id for one in both if one and one.user_id is not None}
