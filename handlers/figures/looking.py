"""What a collaborator looks up: /cuatoi, and /lichsu of one figure."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from telegram import Message

from handlers import addressing
from handlers.figures import naming
from handlers.figures.reporter import Reporter, no_reporter, reporter_of
from handlers.private_data import holds_personal_data
from handlers.safety import help_for
from handlers.unit import Unit
from knowledge.figures.calendar import in_words, month_of, rank
from knowledge.figures.queried import asks_who_changed, speaks_of_own_figures
from knowledge.sentences import say
from storage import figures, revisions, roles
from storage.cells import WITHDRAWN, Cell, Revision
from storage.reach import reach_of

_PERIODS = 3
_MOST_LINES = 60
_MOST_PERIODS = 12  # named, of those that are not shown


def mine(unit: Unit, message: Message, words: str) -> None:
    """/cuatoi [period]: the figures that the person sent, of the last three periods or of the one named."""
    reporter = reporter_of(unit)
    if not _in_private(unit, message):
        return
    if reporter is None:
        unit.send(no_reporter(unit, sent=False))
    else:
        show_mine(unit, reporter, words)


def show_mine(unit: Unit, reporter: Reporter, words: str = "") -> None:
    """List what the person sent, what others made of it too; *words* may name a period and a village.

    What they sent of villages for which they report no longer is left out: what became of it is not for them.
    """
    mention, reach = reporter.mention(words), reach_of(unit.db, unit.person.user_id)
    own = revisions.current_of_person(unit.db, unit.person.user_id, reporter.plan)
    found = own + revisions.replaced_of_person(unit.db, unit.person.user_id, reporter.plan)
    village = reporter.village_called(mention.village) if mention.village else None
    found = [one for one in found if village is None or one.cell.village_id == village.id]
    found = [one for one in found if reach.covers(one.cell)]
    periods = sorted({one.cell.period for one in found}, key=rank, reverse=True)
    shown = [p for p in periods if p == mention.period] if mention.period else periods[:_PERIODS]
    if not shown:
        name = naming.period_name(unit, mention.period) if mention.period else ""
        key = "figures_none_in_period" if periods else "figures_none_sent"
        unit.send("\n\n".join([say(key, unit.language, period=name), *_others(unit, periods, shown)]))
        return
    kept = sorted(
        (one for one in found if one.cell.period in shown),
        key=lambda one: (shown.index(one.cell.period), one.cell.village_id, one.cell.indicator, one.cell.part),
    )
    unit.send("\n\n".join([*_blocks(unit, reporter, kept), *_hidden(unit, kept), *_others(unit, periods, shown)]))


def _blocks(unit: Unit, reporter: Reporter, kept: Sequence[Revision]) -> Iterator[str]:
    """A block for each period and village."""
    for (period, village_id), rows in groupby(
        kept[:_MOST_LINES], key=lambda one: (one.cell.period, one.cell.village_id)
    ):
        village = naming.village_name(unit, reporter.plan, village_id)
        header = say("figures_mine", unit.language, village=village, period=naming.period_name(unit, period))
        yield "\n".join([header, *(_line(unit, one) for one in rows)])


def _hidden(unit: Unit, kept: Sequence[Revision]) -> Iterator[str]:
    """Say how many lines do not fit."""
    if len(kept) > _MOST_LINES:
        yield say("figures_mine_hidden", unit.language, count=str(len(kept) - _MOST_LINES))


def _others(unit: Unit, periods: Sequence[str], shown: Sequence[str]) -> Iterator[str]:
    """Name the periods that are not shown, with how to see them."""
    others = [period for period in periods if period not in shown]
    if others:
        names = [naming.period_name(unit, period) for period in others]
        more = ", ".join(names[:_MOST_PERIODS]) + ("…" if len(names) > _MOST_PERIODS else "")
        line = f"/cuatoi {in_words(others[0], 'vi')}"
        yield say("figures_mine_others", unit.language, count=str(len(others)), periods=more, line=line)


def history(unit: Unit, message: Message, words: str) -> None:
    """/lichsu tiêm chủng khu phố 3 tháng 10: every revision of one figure."""
    reporter = reporter_of(unit)
    if not _in_private(unit, message):
        return
    if reporter is None:
        is_admin = any(role.role == "admin" for role in roles.of_person(unit.db, unit.person.user_id))
        unit.send(no_reporter(unit, sent=False) if is_admin else say("figures_history_strangers", unit.language))
        return
    cell = _cell(unit, reporter, words)
    if cell is None:
        unit.send(say("figures_history_how", unit.language))
    elif not figures.may_report(unit.db, unit.person.user_id, cell):
        unit.send(say("figures_not_yours", unit.language))
    else:
        unit.send(_history(unit, cell))


def who_changed(reporter: Reporter, text: str) -> bool:
    """Show what became of a collaborator's figure, "ai sửa số tiêm chủng vậy", or of all, "sao số của em bị đổi".

    Returns:
        False where they ask about something else.
    """
    unit = reporter.unit
    if reporter.leads or not asks_who_changed(text) or help_for(unit, text):
        return False
    if holds_personal_data(reporter.read(text)):
        return False
    if how_it_came(reporter, text):
        return True
    if not speaks_of_own_figures(text):
        return False
    show_mine(unit, reporter, text)
    return True


def how_it_came(reporter: Reporter, text: str) -> bool:
    """Show every revision of the figure of which is asked why it is so, or who changed it; False where none is told."""
    unit, cell = reporter.unit, _cell(reporter.unit, reporter, text)
    if cell is None or not figures.may_report(unit.db, unit.person.user_id, cell):
        return False
    if not revisions.of_cell(unit.db, cell):
        return False
    unit.send(_history(unit, cell))
    return True


def _in_private(unit: Unit, message: Message) -> bool:
    """Tell whether figures may be shown here; say where, if not."""
    if addressing.is_private(message):
        return True
    unit.send(say("figures_in_private", unit.language), reply_to=message.message_id)
    return False


def _cell(unit: Unit, reporter: Reporter, words: str) -> Cell | None:
    """The figure that some words name; the current month and the person's only village stand in."""
    mention = reporter.mention(words)
    village = reporter.village_called(mention.village) if mention.village else reporter.find_only()
    if len(mention.measures) != 1 or village is None:
        return None
    measure = mention.measures[0]
    period = mention.period or month_of(unit.now.date())
    return Cell(reporter.plan, village.id, measure.indicator, measure.part, period)


def _history(unit: Unit, cell: Cell) -> str:
    """All revisions of a cell, the newest first."""
    measure, rows = naming.measure_of(unit, cell), revisions.of_cell(unit.db, cell)
    named = {
        "label": naming.label(unit, measure),
        "village": naming.village_name(unit, cell.plan, cell.village_id),
        "period": naming.period_name(unit, cell.period),
    }
    if not rows:
        return say("figures_no_history", unit.language, **named)
    before = {one.id: one.said for one in rows}
    lines = [
        say(
            _history_key(one),
            unit.language,
            when=f"{one.at.astimezone(unit.now.tzinfo):%d/%m/%Y %H:%M}",
            old=naming.brief(unit, measure, before.get(one.follows or 0, WITHDRAWN)),
            new=naming.brief(unit, measure, one.said),
            who=say(f"figures_by_{_role(unit, one)}", unit.language),
            via=say(f"figures_via_{one.via}", unit.language),
        )
        for one in reversed(rows[-_MOST_LINES:])
    ]
    return "\n".join([say("figures_history", unit.language, **named), *lines])


def _history_key(revision: Revision) -> str:
    """The sentence for a revision: it came in the place of what held, or stood beside it, or stands there no more."""
    if not revision.disputes:
        return "figures_history_row"
    return "figures_history_retracted" if revision.said.state == "withdrawn" else "figures_history_disputes"


def _role(unit: Unit, revision: Revision) -> str:
    """Who said it, as a role: nobody's name is shown."""
    if revision.user_id is None:
        return "nobody"
    if revision.user_id == unit.person.user_id:
        return "you"
    return "staff" if roles.leads(unit.db, revision.user_id, revision.cell.plan) else "collaborator"


def _line(unit: Unit, revision: Revision) -> str:
    """One figure as it holds now; of one that somebody else has changed, what the person had sent too."""
    measure, held = naming.measure_of(unit, revision.cell), revisions.held(unit.db, revision.cell)
    both = (held.current, held.rival) if held else ()
    now = revision if held is None or revision in both else held.current
    shown = say(
        "figures_mine_row",
        unit.language,
        label=naming.label(unit, measure),
        figure=naming.in_full(unit, measure, now.said),
    )
    if now is not revision:
        who = say(f"figures_by_{_role(unit, now)}", unit.language)
        shown += say("figures_mine_changed", unit.language, figure=naming.brief(unit, measure, revision.said), who=who)
    return shown + (say("figures_being_checked", unit.language) if held and held.rival else "")
