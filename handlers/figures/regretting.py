"""What somebody sent and regrets, shown with what can be done: "xóa khai sinh tháng 10", "nhầm khu phố"."""

from collections.abc import Callable
from dataclasses import dataclass

from telegram import Message

from handlers.buttons import figures as buttons
from handlers.figures import holding, moving, naming, sources
from handlers.figures.absences import is_report
from handlers.figures.batch import SAID_AGAIN
from handlers.figures.correcting import just_told, meant, standing_beside
from handlers.figures.entries import said_of
from handlers.figures.reporter import Reporter
from handlers.private_data import holds_personal_data
from handlers.safety import help_for
from knowledge.figures.model import FigureReading, Mention, period_has_begun
from knowledge.figures.regret import Regret, regret_in, says_right_period, wrong_and_right
from knowledge.formatting import capital
from knowledge.reply import Option
from knowledge.sentences import say
from storage import revisions
from storage.cells import Revision


@dataclass(frozen=True, slots=True)
class _Periods:
    """The periods that are spoken of, as far as they are named."""

    right: str | None
    wrong: str | None


def offer(reporter: Reporter, message: Message, text: str) -> bool:
    """Show the figure that the words are about, with what can be done; False where they are about something else."""
    regret = regret_in(text)
    if regret is None or help_for(reporter.unit, text):
        return False
    reading = reporter.read(text)
    if holds_personal_data(reading) or (is_report(reading) and not _moves(reporter, regret, reading)):
        return False
    mention = reporter.mention(text)
    is_elsewhere = mention.period is None and regret.is_of_another_village
    if is_elsewhere or regret.drops_alone:
        return _show_meant(reporter, message, mention, is_elsewhere=is_elsewhere)
    mine = revisions.current_of_person(reporter.unit.db, reporter.unit.person.user_id, reporter.plan)
    places = {(m.indicator, m.part) for m in mention.measures}
    periods = _Periods(None, mention.period) if regret.drops_only else _periods(reporter, regret)
    named = [one for one in mine if not places or (one.cell.indicator, one.cell.part) in places]
    village = reporter.village_called(mention.village) if mention.village else None
    named = [one for one in named if village is None or one.cell.village_id == village.id]
    if periods.wrong and (regret.drops or any(one.cell.period == periods.wrong for one in named)):
        named = [one for one in named if one.cell.period == periods.wrong]
    if not mine or (not places and not periods.right and not periods.wrong and not regret.is_of_figures):
        return False
    if named and places and (regret.drops or len(standing_beside(reporter.unit, named[-1])) > 1):
        _show_alone(reporter, named[-1], right=periods.right)
    elif named and regret.is_of_another_period and not (periods.right or periods.wrong):
        moving.wait(reporter.unit, named[-1])  # "là tháng 3" may follow
        show(reporter, named[-1], head=say("figures_period_meant", reporter.unit.language))
    elif named:
        show(reporter, named[-1], right=periods.right)
    else:
        reporter.unit.send(say("figures_none_such", reporter.unit.language))
    return True


def _moves(reporter: Reporter, regret: Regret, reading: FigureReading) -> bool:
    """Tell whether the one figure told stands in the period that is denied, and is to move: it is no new one."""
    periods = _periods(reporter, regret)
    if not (periods.right and periods.wrong) or len(reading.figures) != 1 or reading.problems:
        return False
    figure = reading.figures[0]
    place = (figure.measure.indicator, figure.measure.part, periods.wrong)
    mine = revisions.current_of_person(reporter.unit.db, reporter.unit.person.user_id, reporter.plan)
    standing = [one.said for one in mine if (one.cell.indicator, one.cell.part, one.cell.period) == place]
    return any(said == said_of(figure) for said in standing)


def offer_period(reporter: Reporter, message: Message, text: str) -> bool:
    """See a period said right after a receipt, "đúng ra là tháng 3": offer it; False where it is something else."""
    unit = reporter.unit
    if message.reply_to_message or not says_right_period(text):
        return False
    mine = revisions.current_of_person(unit.db, unit.person.user_id, reporter.plan)
    right, told = reporter.mention(text).period, just_told(unit, message.chat_id, mine)
    if right is None or not told or unit.now - told[-1].at > SAID_AGAIN:
        return False
    show(reporter, told[-1], right=right)
    return True


def show(reporter: Reporter, revision: Revision, *, right: str | None = None, head: str | None = None) -> None:
    """Show once more what was sent together with *revision*, with its buttons, and one for the period that is right.

    Args:
        reporter: Whose figure it is.
        revision: One of those sent together.
        right: The period that it is of.
        head: What is said above, Telegram HTML; None: what can be done.
    """
    unit, head = reporter.unit, head or say("figures_drop_or_fix", reporter.unit.language)
    cells = [one.cell for one in standing_beside(unit, revision)]
    if not cells:
        unit.send(say("figures_undone_already", unit.language))
        return
    before, first = _to_period(reporter, revision, right, buttons.move)
    holding.show(reporter, sources.of_change(unit, revision, "button"), cells, before + head, first=first)


def _show_alone(reporter: Reporter, revision: Revision, *, right: str | None) -> None:
    """Show the one figure that is named, of several sent together; its buttons leave the others alone."""
    unit = reporter.unit
    before, first = _to_period(reporter, revision, right, buttons.shift)
    head = before + say("figures_drop_or_fix", unit.language)
    text, _ = holding.shown(reporter, sources.of_change(unit, revision, "button"), [revision.cell], head)
    drop = Option(say("figures_drop", unit.language), buttons.drop(revision.id))
    unit.send(text, [*first, drop, Option(say("figures_fix", unit.language), buttons.fix(revision.id))])


def _to_period(
    reporter: Reporter, revision: Revision, right: str | None, payload: Callable[[int, str], str]
) -> tuple[str, list[Option]]:
    """What is said of the period that is *right*: that it is yet to come, or a button that leads there."""
    if right is None or right == revision.cell.period:
        return "", []
    unit, name = reporter.unit, naming.period_name(reporter.unit, right)
    if period_has_begun(right, unit.day):
        return "", [Option(say("figures_move_to", unit.language, period=name), payload(revision.id, right))]
    return f"{say('figures_period_to_come', unit.language, period=capital(name))} ", []


def _show_meant(reporter: Reporter, message: Message, mention: Mention, *, is_elsewhere: bool) -> bool:
    """Show what the message replies to, else what was sent last; False for those who have sent nothing."""
    unit, revision = reporter.unit, meant(reporter.unit, reporter, message)
    if revision is None:
        return False
    head = None
    if is_elsewhere:
        own = naming.village_words(unit, revision.cell.plan, revision.cell.village_id)
        village = mention.village if mention.village and mention.village != own else "…"
        measure = naming.measure_of(unit, revision.cell)
        line = f"{village} {reporter.measure_words(measure)} {naming.brief(unit, measure, revision.said)}"
        head = say("figures_other_village_meant", unit.language, line=line)
    show(reporter, revision, head=head)
    return True


def _periods(reporter: Reporter, regret: Regret) -> _Periods:
    """See "tháng 8 chứ không phải tháng 10", "không phải tháng 10 mà là tháng 8", "nhầm tháng, đó là tháng 8"."""
    denied = regret.denied()
    if denied is None:
        return _Periods(reporter.mention(regret.plain).period, None)
    before, behind = denied
    right = reporter.mention(before).period
    if right:
        return _Periods(right, reporter.mention(behind).period)
    wrong, rest = wrong_and_right(behind)
    return _Periods(reporter.mention(rest).period if rest else None, reporter.mention(wrong).period)
