"""Figures that belong to another period: the button "Đổi kỳ", and a period that is said instead of pressed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from telegram import Message

from handlers.figures import asking, naming, receipt, sources, writing
from handlers.figures.absences import is_report
from handlers.figures.batch import Batch
from handlers.figures.correcting import may_change, replied_to, standing_beside
from handlers.figures.entries import Entry
from handlers.figures.reporter import Reporter
from handlers.unit import Unit
from knowledge.figures.model import period_has_begun
from knowledge.figures.regret import says_period_alone
from knowledge.formatting import capital
from knowledge.sentences import say
from storage import asks, revisions
from storage.cells import WITHDRAWN, Revision

_WAITS = timedelta(hours=1)


def wait(unit: Unit, revision: Revision) -> None:
    """Take the period that is said next in the chat as that of *revision*'s receipt."""
    assert unit.chat_id is not None
    asks.settle_chat(unit.db, unit.chat_id, "move", now=unit.now)
    data = {"revision": revision.id, "cause": unit.inbox_id}
    asks.put(unit.db, unit.chat_id, unit.person.user_id, "move", data, now=unit.now)


def in_words(reporter: Reporter, message: Message, text: str) -> bool:
    """Move figures where a message says a period alone, to a receipt or after "Đổi kỳ"; False where it does not."""
    unit = reporter.unit
    if not says_period_alone(text) or is_report(reporter.read(text)):
        return False
    mention = reporter.mention(text)
    if mention.period is None or mention.measures or mention.village:
        return False
    revision = _meant(unit, message)
    if revision is None:
        return False
    told = _moved(reporter, revision, mention.period)
    if isinstance(told, str):
        wait(unit, revision)  # another one may follow
    unit.send(*((told,) if isinstance(told, str) else receipt.render(told)))
    sources.remember(unit, message, text)
    return True


def _moved(reporter: Reporter, revision: Revision, period: str) -> Batch | str:
    """Move the figures of a receipt; a sentence where the period is yet to come, or something else is in the way."""
    unit = reporter.unit
    if period_has_begun(period, unit.day):
        return move(reporter, standing_beside(unit, revision), period)
    return say("figures_period_to_come", unit.language, period=capital(naming.period_name(unit, period)))


def move(reporter: Reporter, found: Sequence[Revision], period: str) -> Batch | str:
    """Give figures of one receipt another period; what was confirmed stays so, and nothing else becomes it.

    Where they were nothing is left: a figure from before may have been replaced by mistake, and nobody looks there.
    """
    unit, there = reporter.unit, [one for one in found if one.cell.period != period]
    if not there:
        same = say("figures_period_same", unit.language, period=naming.period_name(unit, period))
        return same if found else say("figures_undone_already", unit.language)
    batch = Batch(reporter, sources.of_change(unit, there[0], "button"))
    if any(not may_change(unit, one) for one in there):
        return say("figures_not_yours", unit.language)
    cells = [cell for one in there for cell in (one.cell, replace(one.cell, period=period))]
    closed = next((shut for cell in cells if (shut := batch.closed_over(cell))), None)
    if closed:
        return naming.unchangeable(unit, closed)
    for one in there:
        newer = newer_there(reporter, Entry.of(replace(one.cell, period=period), one.said), after=one.id)
        if newer:
            return newer
    asks.settle_chat(unit.db, batch.source.chat_id, "move", now=unit.now)
    for one in there:
        writing.take_back(batch, one, emptied=True)
    moved = [Entry.of(replace(one.cell, period=period), one.said, confirmed=one.confirmed) for one in there]
    writing.put(batch, moved, unquestioned=True)
    return batch


def newer_there(reporter: Reporter, entry: Entry, *, after: int) -> str | None:
    """Say that another figure came, later than the revision *after*, where *entry* is to go; None without one."""
    unit = reporter.unit
    held = revisions.held(unit.db, entry.cell)
    if held is None or held.current.id <= after or held.current.said in (WITHDRAWN, entry.said):
        return None
    measure = naming.measure_of(unit, entry.cell)
    return say(
        "figures_newer_there",
        unit.language,
        label=naming.label(unit, measure),
        period=naming.period_name(unit, entry.period),
        there=naming.brief(unit, measure, held.current.said),
        figure=naming.brief(unit, measure, entry.said),
        line=f"sửa {asking.line_of(reporter, entry)}",
    )


def _meant(unit: Unit, message: Message) -> Revision | None:
    """The figures whose period is said: those of the receipt replied to, else those that were asked about last."""
    replied = replied_to(unit, message)
    if message.reply_to_message:
        return replied[-1] if replied else None
    found = asks.said_last(unit.db, message.chat_id, unit.person.user_id, "move", since=unit.now - _WAITS)
    return revisions.by_id(unit.db, found[0].data["revision"]) if found else None
