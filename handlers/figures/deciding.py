"""Two people on one figure: staff get a card and choose, and who sent what staff correct is told."""

from collections.abc import Sequence
from datetime import tzinfo

from handlers.buttons import figures as buttons
from handlers.figures import naming
from handlers.figures.naming import Reader, Speaker
from handlers.screen import Screen
from handlers.unit import Unit
from knowledge.figures.correction import amount_picked
from knowledge.reply import Option
from knowledge.sentences import say
from storage import audit, figures, people, revisions, roles
from storage.cells import WITHDRAWN, Cell, Revision, Source
from storage.figures import Recorded
from storage.reach import reach_of
from storage.roles import NotAllowedError

_MOST_CARDS = 5  # for one message
_MOST_LINES = 30  # of one message


def tell_staff(unit: Unit, current: Revision, rival: Revision) -> None:
    """Show both values to the plan's staff, or to the administrators where it has none, with a button for each."""
    staff = [role for role in roles.of_plan(unit.db, rival.cell.plan) if role.role == "staff"]
    for user_id in sorted({role.user_id for role in staff or roles.administrators(unit.db)}):
        unit.notify(user_id, *_card(_reader(unit, user_id), current, rival, unit.now.tzinfo))


def tell_corrected(unit: Unit, rows: Sequence[Recorded]) -> None:
    """Tell collaborators that staff changed what they had sent: one message each, with all of it.

    Where two of them differed, what staff have said decides, and both are told which number holds.
    """
    lines: dict[int, list[str]] = {}
    for row in rows:
        if row.revision and row.revision.via == "decision":
            for user_id in sorted(_opponents(unit, row.revision) - {unit.person.user_id}):
                unit.notify(user_id, _decided(_reader(unit, user_id), row))
            continue
        author = _author_before(unit, row)
        if author is not None:
            lines.setdefault(author, []).append(_corrected(_reader(unit, author), row))
    for author, those in lines.items():
        head = say("figures_corrected", people.language_of(unit.db, author))
        unit.notify(author, "\n".join([head, *those[:_MOST_LINES]]))


def choose(unit: Unit, rival_id: int, chosen_id: int, source: Source) -> tuple[str, Sequence[Option]]:
    """Let one of two values hold; returns what to say, Telegram HTML, and buttons where there is more to decide."""
    authors = _authors(unit, rival_id)
    try:
        decided = figures.decide(unit.db, rival_id, chosen_id, source, now=unit.now)
    except NotAllowedError:
        return say("figures_not_yours", unit.language), []
    if decided is None:
        return _to_decide_still(unit, rival_id)
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
    return _decided(unit, decided), []


def _to_decide_still(unit: Unit, rival_id: int) -> tuple[str, Sequence[Option]]:
    """The card of what two people say now, where one of them has sent another number since."""
    rival = revisions.by_id(unit.db, rival_id)
    held = revisions.held(unit.db, rival.cell) if rival else None
    if held is None or held.rival is None:
        return say("figures_settled", unit.language), []
    text, options = _card(unit, held.current, held.rival, unit.now.tzinfo)
    return f"{say('figures_card_newer', unit.language)}\n{text}", options


def _decided(speaker: Speaker, decided: Recorded) -> str:
    """Say which value holds."""
    measure = naming.measure_of(speaker, decided.cell)
    figure = naming.in_full(speaker, measure, decided.said)
    return say("figures_decided", speaker.language, **naming.of_cell(speaker, decided.cell), figure=figure)


def _corrected(speaker: Speaker, row: Recorded) -> str:
    """A line about one figure: what it was, what it is now."""
    measure = naming.measure_of(speaker, row.cell)
    return say(
        "figures_corrected_row",
        speaker.language,
        **naming.of_cell(speaker, row.cell),
        old=naming.brief(speaker, measure, row.before or WITHDRAWN),
        new=naming.brief(speaker, measure, row.said),
    )


def _author_before(unit: Unit, row: Recorded) -> int | None:
    """The other collaborator whose figure a row has replaced, or brought back; None where there is none.

    What staff have said of it since stands between: whose it was is told of each change. Who no longer reports for the
    village is not told any more.
    """
    if row.outcome not in ("new", "changed", "withdrawn") or row.revision is None or row.revision.disputes:
        return None
    replaced = _followed(unit, row.revision)
    while replaced and replaced.user_id is not None and reach_of(unit.db, replaced.user_id).leads(row.cell.plan):
        replaced = _followed(unit, replaced)
    author = replaced.user_id if replaced and replaced.said.state != "withdrawn" else None
    return author if author is not None and _is_told(unit, author, row.cell) else None


def _followed(unit: Unit, revision: Revision) -> Revision | None:
    return revisions.by_id(unit.db, revision.follows) if revision.follows else None


def _is_told(unit: Unit, user_id: int, cell: Cell) -> bool:
    """Tell whether a person is told what others make of a figure: a collaborator who reports for the village still."""
    reach = reach_of(unit.db, user_id)
    return reach.covers(cell) and not reach.leads(cell.plan)


def _opponents(unit: Unit, decision: Revision) -> set[int]:
    """Those between whose values *decision* was made: whose held, and who last said otherwise."""
    before = [one for one in revisions.of_cell(unit.db, decision.cell) if one.id < decision.id]
    held, rival = _followed(unit, decision), next((one for one in reversed(before) if one.disputes), None)
    return {
        one.user_id
        for one in (held, rival)
        if one and one.user_id is not None and _is_told(unit, one.user_id, one.cell)
    }


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


def cards(unit: Unit, plan: str) -> list[Screen]:
    """The cards of all figures of *plan* that wait for staff's choice, for the person in front of us."""
    waiting = revisions.disputed(unit.db, plan)
    shown = [_card(unit, one.current, one.rival, unit.now.tzinfo) for one in waiting if one.rival]
    return [Screen(text, tuple(options)) for text, options in shown]


def in_words(unit: Unit, plan: str, text: str, source: Source) -> bool:
    """Let the value hold that staff name, "9/9 là đúng"; False where none of those that wait for them is named.

    Of several disputes with that value the cards are shown.
    """
    picked = amount_picked(text)
    found = [
        (held, one)
        for held in (revisions.disputed(unit.db, plan) if picked else ())
        for one in (held.current, held.rival)
        if one and naming.brief(unit, naming.measure_of(unit, one.cell), one.said).replace(",", ".") == picked
    ]
    if len(found) == 1 and (rival := found[0][0].rival):
        unit.send(*choose(unit, rival.id, found[0][1].id, source))
    else:
        for held, _ in found[:_MOST_CARDS]:
            assert held.rival is not None
            unit.send(*_card(unit, held.current, held.rival, unit.now.tzinfo))
    return bool(found)


def _authors(unit: Unit, rival_id: int) -> set[int]:
    """Who said the two values, is not erased, and reports for the village still."""
    rival = revisions.by_id(unit.db, rival_id)
    held = revisions.held(unit.db, rival.cell) if rival else None
    both = [one for one in (held.current, held.rival) if one] if held else []
    told = {one.user_id: one.cell for one in both if one.user_id is not None}
    return {user_id for user_id, cell in told.items() if reach_of(unit.db, user_id).covers(cell)}
