"""Corrections: an edited message, a reply, "sửa …", the button Sửa. All lead to figures taken anew, as revisions."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from telegram import Message

from handlers.buttons import figures as buttons
from handlers.figures import naming, sources, writing
from handlers.figures.batch import Batch
from handlers.figures.entries import Entry
from handlers.figures.reporter import Reporter
from handlers.unit import Unit
from handlers.wording import say
from knowledge.figures.model import Measure
from storage import asks, figures, revisions, roles
from storage.revisions import Cell, Revision
from storage.roles import NotAllowedError

_FIX_WAITS = timedelta(hours=1)
# Not "chua", which mostly is "chưa" without its marks.
_CORRECTS = re.compile(r"^\s*(?:sửa|sua|chữa|đính chính|dinh chinh|correct)\b\s*(?:lại|lai)?\s*:?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Correction:
    """What a message corrects: the figures that stand, from which it takes what it does not name itself."""

    about: tuple[Revision, ...] = ()

    def about_measure(self, measure: Measure) -> Revision | None:
        """The figure of this measure, else the first one."""
        same = (one for one in self.about if (one.cell.indicator, one.cell.part) == (measure.indicator, measure.part))
        return next(same, self.about[0] if self.about else None)

    def may_be_named(self, reporter: Reporter, text: str) -> bool:
        """Tell whether a message can be about what is corrected: it names that, or nothing."""
        named = {(m.indicator, m.part) for m in reporter.mention(text).measures}
        return not named or not named.isdisjoint((one.cell.indicator, one.cell.part) for one in self.about)

    @property
    def only_cell(self) -> Cell | None:
        """The one cell that is corrected; None when there are several."""
        cells = {one.cell for one in self.about}
        return next(iter(cells)) if len(cells) == 1 else None


def corrected_by(reporter: Reporter, message: Message, text: str) -> Correction:
    """Find what a message corrects: by what it replies to, by the button before, by its first word."""
    unit, chat_id = reporter.unit, message.chat_id
    if message.edit_date:
        return Correction(tuple(standing_of_message(unit, chat_id, message.message_id, sources.posted(message))))
    replied = replied_to(unit, message)
    if replied:
        return _standing(unit, reporter, replied)
    for ask in asks.open_in(unit.db, chat_id, "fix", since=unit.now - _FIX_WAITS):
        revision = revisions.by_id(unit.db, ask.data["revision"])
        if revision and revision.cell.plan == reporter.plan:
            found = _standing(unit, reporter, revisions.beside(unit.db, revision))
            return found if found.may_be_named(reporter, text) else Correction()
    if _CORRECTS.match(text):
        places = {(m.indicator, m.part) for m in reporter.mention(text).measures}
        mine = revisions.current_of_person(unit.db, unit.person.user_id, reporter.plan)
        return Correction(tuple(r for r in reversed(mine) if (r.cell.indicator, r.cell.part) in places))
    return Correction()


def words_of_correction(text: str) -> str:
    """The message without the word that says it is a correction."""
    return _CORRECTS.sub("", text, count=1)


def withdraw_left_out(batch: Batch, entries: Sequence[Entry], unclear: Collection[Measure] = ()) -> None:
    """An edited message: take back what it had said and says no longer.

    What it says of *unclear* measures is asked about: until that is clear, what it said before holds.
    """
    unit, source = batch.reporter.unit, batch.source
    kept = {entry.cell for entry in entries if entry.village_id is not None}
    asked = {(measure.indicator, measure.part) for measure in unclear}
    for revision in standing_of_message(unit, source.chat_id, source.message_id, source.posted):
        cell = revision.cell
        if cell not in kept and (cell.indicator, cell.part) not in asked:
            writing.take_back(batch, revision, whole_message=True)


def standing_of_message(unit: Unit, chat_id: int, message_id: int, posted: int | None) -> list[Revision]:
    """The figures that hold, or are being checked, because of this message."""
    return [one for one in revisions.of_message(unit.db, chat_id, message_id, posted) if _stands(unit, one)]


def standing_beside(unit: Unit, revision: Revision) -> list[Revision]:
    """The figures of one receipt that hold still, or are being checked."""
    return [one for one in revisions.beside(unit.db, revision) if _stands(unit, one)]


def undo(unit: Unit, reporter: Reporter, revision: Revision) -> Batch | str:
    """Take back all that one receipt shows; a sentence when nothing of it stands any more."""
    batch = Batch(reporter, sources.of_change(unit, revision, "undo"), undone=revision)
    try:
        done = [writing.take_back(batch, one) for one in reversed(revisions.beside(unit.db, revision))]
    except NotAllowedError:
        return say("figures_not_yours", unit.language)
    return batch if any(done) or batch.blocks else say("figures_undone_already", unit.language)


def move(unit: Unit, reporter: Reporter, revision: Revision, period: str) -> Batch | str:
    """Give all figures of one receipt another period; what was confirmed stays so, and nothing else becomes it."""
    batch = Batch(reporter, sources.of_change(unit, revision, "button"))
    there = [one for one in standing_beside(unit, revision) if one.cell.period != period]
    if not there:
        return say("figures_undone_already", unit.language)
    if any(not may_change(unit, one) for one in there):
        return say("figures_not_yours", unit.language)
    cells = [cell for one in there for cell in (one.cell, replace(one.cell, period=period))]
    closed = next((found for cell in cells if (found := batch.closed_over(cell))), None)
    if closed:
        return naming.unchangeable(unit, closed)
    for one in there:
        writing.take_back(batch, one, whole_message=True)
    moved = [Entry.of(replace(one.cell, period=period), one.said, confirmed=one.confirmed) for one in there]
    writing.put(batch, moved, unquestioned=True)
    return batch


def may_change(unit: Unit, revision: Revision) -> bool:
    """Tell whether a figure is the person's own, or within their plan."""
    me = unit.person.user_id
    own = revision.user_id == me and figures.may_report(unit.db, me, revision.cell)
    return own or roles.leads(unit.db, me, revision.cell.plan)


def ask_for_fix(unit: Unit, reporter: Reporter, revision: Revision) -> str:
    """Wait for the corrected figures; returns the lines ready to be changed and sent, Telegram HTML."""
    there = standing_beside(unit, revision)
    if not there:
        return say("figures_undone_already", unit.language)
    assert unit.chat_id is not None
    asks.settle_chat(unit.db, unit.chat_id, "fix", now=unit.now)
    data = {"message": revision.message_id, "revision": revision.id}
    asks.put(unit.db, unit.chat_id, unit.person.user_id, "fix", data, now=unit.now)
    lines = []
    for one in there:
        measure = naming.measure_of(unit, one.cell)
        line = f"sửa {reporter.measure_words(measure)} {naming.brief(unit, measure, one.said)}"
        lines.append(say("figures_line", unit.language, line=line))
    return "\n".join([say("figures_fix_how", unit.language), *dict.fromkeys(lines)])


def replied_to(unit: Unit, message: Message) -> list[Revision]:
    """The figures of the message, or of the receipt, that this one is a reply to."""
    replied = message.reply_to_message
    if replied is None:
        return []
    if replied.reply_markup:
        for row in replied.reply_markup.inline_keyboard:
            for button in row:
                revision_id = buttons.of_revision(str(button.callback_data or ""))
                revision = revisions.by_id(unit.db, revision_id) if revision_id is not None else None
                if revision:
                    return revisions.beside(unit.db, revision)
    return revisions.of_message(unit.db, message.chat_id, replied.message_id, sources.posted(replied))


def _standing(unit: Unit, reporter: Reporter, found: Sequence[Revision]) -> Correction:
    """Those of the person's plan that hold; all of them when none does."""
    own = [one for one in found if one.cell.plan == reporter.plan]
    return Correction(tuple([one for one in own if _stands(unit, one)] or own))


def _stands(unit: Unit, revision: Revision) -> bool:
    """Tell whether a revision holds, or is being checked."""
    held = revisions.held(unit.db, revision.cell)
    if held is None or revision.said.state == "withdrawn":
        return False
    return revision.id in (held.current.id, held.rival.id if held.rival else None)
