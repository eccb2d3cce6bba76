"""What a collaborator looks up: /cuatoi, and /lichsu of one figure."""

from itertools import groupby

from telegram import Update

from handlers import addressing
from handlers.figures import naming
from handlers.figures.reporter import Reporter, no_reporter, reporter_of
from handlers.unit import Unit
from handlers.wording import say
from knowledge.figures.calendar import month_of, rank
from storage import figures, revisions, roles
from storage.revisions import WITHDRAWN, Cell, Revision

_PERIODS = 3
_MOST_LINES = 60


def mine(unit: Unit, update: Update) -> None:
    """/cuatoi: the figures that the person sent for the last three periods."""
    message = update.effective_message
    reporter = reporter_of(unit)
    if message is None or not _in_private(unit, update):
        return
    if reporter is None:
        unit.send(no_reporter(unit))
        return
    show_mine(unit, reporter)


def show_mine(unit: Unit, reporter: Reporter) -> None:
    """List what the person sent for the last three periods."""
    found = revisions.current_of_person(unit.db, unit.person.user_id, reporter.plan)
    periods = sorted({one.cell.period for one in found}, key=rank, reverse=True)[:_PERIODS]
    if not periods:
        unit.send(say("figures_none_sent", unit.language))
        return
    order = {period: i for i, period in enumerate(periods)}
    kept = [one for one in found if one.cell.period in order]
    kept.sort(key=lambda one: (order[one.cell.period], one.cell.village_id, one.cell.indicator, one.cell.part))
    blocks = []
    for (period, village_id), rows in groupby(
        kept[:_MOST_LINES], key=lambda one: (one.cell.period, one.cell.village_id)
    ):
        village = naming.village_name(unit, reporter.plan, village_id)
        header = say("figures_mine", unit.language, village=village, period=naming.period_name(unit, period))
        blocks.append("\n".join([header, *(_line(unit, one) for one in rows)]))
    unit.send("\n\n".join(blocks))


def history(unit: Unit, update: Update) -> None:
    """/lichsu tiêm chủng khu phố 3 tháng 10: every revision of one figure."""
    message = update.effective_message
    reporter = reporter_of(unit)
    if message is None or not _in_private(unit, update):
        return
    if reporter is None:
        is_admin = any(role.role == "admin" for role in roles.of_person(unit.db, unit.person.user_id))
        unit.send(no_reporter(unit) if is_admin else say("figures_history_strangers", unit.language))
        return
    cell = _cell(unit, reporter, addressing.arguments(message, unit.username))
    if cell is None:
        unit.send(say("figures_history_how", unit.language))
    elif not figures.may_report(unit.db, unit.person.user_id, cell):
        unit.send(say("figures_not_yours", unit.language))
    else:
        unit.send(_history(unit, cell))


def _in_private(unit: Unit, update: Update) -> bool:
    """Tell whether figures may be shown here; say where, if not."""
    message = update.effective_message
    if message is None or addressing.is_private(message):
        return True
    unit.send(say("figures_in_private", unit.language), reply_to=message.message_id)
    return False


def _cell(unit: Unit, reporter: Reporter, words: str) -> Cell | None:
    """The figure that some words name; the current month and the person's only village stand in."""
    mention = reporter.mention(words)
    village = reporter.village_called(mention.village) if mention.village else reporter.only
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
            "figures_history_row",
            unit.language,
            when=f"{one.at.astimezone(unit.now.tzinfo):%d/%m/%Y %H:%M}",
            old=naming.brief(unit, measure, before.get(one.follows or 0, WITHDRAWN)),
            new=naming.brief(unit, measure, one.said),
            who=say(f"figures_by_{_role(unit, one)}", unit.language),
            via=say(f"figures_via_{one.via}", unit.language),
        )
        + (say("figures_history_disputes", unit.language) if one.disputes else "")
        for one in reversed(rows[-_MOST_LINES:])
    ]
    return "\n".join([say("figures_history", unit.language, **named), *lines])


def _role(unit: Unit, revision: Revision) -> str:
    """Who said it, as a role: nobody's name is shown."""
    if revision.user_id is None:
        return "nobody"
    if revision.user_id == unit.person.user_id:
        return "you"
    return "staff" if roles.leads(unit.db, revision.user_id, revision.cell.plan) else "collaborator"


def _line(unit: Unit, revision: Revision) -> str:
    measure = naming.measure_of(unit, revision.cell)
    held = revisions.held(unit.db, revision.cell)
    checked = held is not None and held.rival is not None
    shown = say(
        "figures_mine_row",
        unit.language,
        label=naming.label(unit, measure),
        figure=naming.in_full(unit, measure, revision.said),
    )
    return shown + (say("figures_being_checked", unit.language) if checked else "")
