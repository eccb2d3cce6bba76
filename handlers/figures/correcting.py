"""Corrections: an edited message, a reply, "sửa …", the button Sửa. All lead to figures taken anew, as revisions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from telegram import Message

from handlers.buttons import figures as buttons
from handlers.figures import asking, naming, sources, writing
from handlers.figures.batch import SAID_AGAIN, Batch
from handlers.figures.entries import Entry
from handlers.figures.kept import Kept
from handlers.figures.reporter import Reporter
from handlers.unit import Unit
from knowledge.figures.correction import amount_alone, corrects, without_the_word
from knowledge.figures.model import Measure, Mention
from knowledge.sentences import say
from storage import asks, figures, outbox, revisions, roles
from storage.cells import Cell, Revision
from storage.roles import NotAllowedError

_FIX_WAITS = timedelta(hours=1)
_RECENT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Correction:
    """What a message corrects: the figures that stand, from which it takes what it does not name itself."""

    about: tuple[Revision | Entry, ...] = ()  # an entry: a figure that was doubted, and is not stored

    def about_measure(self, measure: Measure) -> Revision | Entry | None:
        """The figure of this measure, else the first one."""
        return self.same(measure) or (self.about[0] if self.about else None)

    def same(self, measure: Measure) -> Revision | Entry | None:
        """The figure of this measure; None where nothing of it is corrected."""
        place = (measure.indicator, measure.part)
        return next((one for one in self.about if (one.cell.indicator, one.cell.part) == place), None)

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
    doubted = _doubted(reporter, message, text)
    if replied or (doubted and message.reply_to_message):
        return Correction((*_standing(unit, reporter, replied).about, *doubted))
    if doubted:
        return Correction(doubted)
    for ask in asks.open_in(unit.db, chat_id, "fix", since=unit.now - _FIX_WAITS):
        revision = revisions.by_id(unit.db, ask.data["revision"])
        if revision and revision.cell.plan == reporter.plan:
            found = _standing(unit, reporter, revisions.beside(unit.db, revision))
            meant = found.may_be_named(reporter, text) and not _is_of_another(unit, chat_id, text, found)
            return found if meant else Correction()
    if corrects(text) or _is_slip(unit, chat_id, text):
        named = reporter.mention(text)
        if not named.measures:
            mine = revisions.current_of_person(unit.db, unit.person.user_id, reporter.plan)
            return Correction(_only_one(unit, chat_id, mine, text))
        return Correction(tuple(_standing_of(reporter, named)))
    return Correction()


def _standing_of(reporter: Reporter, named: Mention) -> list[Revision]:
    """The figures of the measures that a correction names, the likeliest first: those in dispute, then the newest.

    They are the person's own; where a village is named, of that one alone, and staff's whoever sent them.
    """
    db, plan = reporter.unit.db, reporter.plan
    village = reporter.village_called(named.village) if named.village else None
    places = [(measure.indicator, measure.part) for measure in named.measures]
    if reporter.leads and village:
        found = [one for place in places for one in revisions.held_of(db, plan, village.id, *place)]
        found.sort(key=lambda one: (one.rival is not None, one.current.id), reverse=True)
        return [one.current for one in found]
    mine = revisions.current_of_person(db, reporter.unit.person.user_id, plan)
    here = [one for one in mine if village is None or one.cell.village_id == village.id]
    return [one for one in reversed(here) if (one.cell.indicator, one.cell.part) in places]


def words_of_correction(text: str, correction: Correction) -> str:
    """The message without the words that say it is a correction."""
    amount = amount_alone(text) if correction.about else None
    return amount.text if amount else without_the_word(text)


def meant(unit: Unit, reporter: Reporter, message: Message) -> Revision | None:
    """What a message is about that names no figure: what it is a reply to, else what was sent last."""
    replied = replied_to(unit, message)
    if replied:
        return (standing_beside(unit, replied[-1]) or replied)[-1]
    return revisions.newest_of_person(unit.db, unit.person.user_id, reporter.plan)


def left_out(batch: Batch, entries: Sequence[Entry], unclear: Collection[Measure] = ()) -> list[Revision]:
    """What an edited message had said, and says no longer.

    What it says of *unclear* measures is asked about: until that is clear, what it said before holds.
    """
    unit, source = batch.reporter.unit, batch.source
    kept = {entry.cell for entry in entries if entry.village_id is not None}
    asked = {(measure.indicator, measure.part) for measure in unclear}
    there = standing_of_message(unit, source.chat_id, source.message_id, source.posted)
    return [r for r in there if r.cell not in kept and (r.cell.indicator, r.cell.part) not in asked]


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
    writing.tell_corrected(batch)
    return batch if any(done) or batch.blocks else say("figures_undone_already", unit.language)


def drop(unit: Unit, reporter: Reporter, revision: Revision) -> Batch | str:
    """Leave nothing where one figure is; a sentence when it stands no more, or is not for the person to change."""
    batch = Batch(reporter, sources.of_change(unit, revision, "button"))
    if not may_change(unit, revision):
        return say("figures_not_yours", unit.language)
    done = writing.take_back(batch, revision, emptied=True)
    writing.tell_corrected(batch)
    return batch if done or batch.blocks else say("figures_undone_already", unit.language)


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
    entries = [Entry.of(one.cell, one.said) for one in there]
    lines = [say("figures_line", unit.language, line=f"sửa {asking.line_of(reporter, entry)}") for entry in entries]
    return "\n".join([say("figures_fix_how", unit.language), *dict.fromkeys(lines)])


def replied_to(unit: Unit, message: Message) -> list[Revision]:
    """The figures of the message, or of the receipt, that this one is a reply to."""
    replied = message.reply_to_message
    if replied is None:
        return []
    for payload in _payloads(replied):
        revision_id = buttons.of_revision(payload)
        revision = revisions.by_id(unit.db, revision_id) if revision_id is not None else None
        if revision:
            return revisions.beside(unit.db, revision)
    return revisions.of_message(unit.db, message.chat_id, replied.message_id, sources.posted(replied))


def _is_slip(unit: Unit, chat_id: int, text: str) -> bool:
    """Tell whether another amount is said for what is stored, "nhầm, 11/12"; not where a doubt may be meant."""
    amount = amount_alone(text)
    return (
        amount is not None
        and amount.slipped
        and not asks.open_in(unit.db, chat_id, "doubt", since=unit.now - SAID_AGAIN)
    )


def _is_of_another(unit: Unit, chat_id: int, text: str, correction: Correction) -> bool:
    """Tell whether *text* is a number alone, and the last thing said asks for that of a figure not corrected."""
    if amount_alone(text) is None:
        return False
    asked = asks.said_last(unit.db, chat_id, unit.person.user_id, "again", "named", since=unit.now - SAID_AGAIN)
    places = {(one.cell.indicator, one.cell.part) for one in correction.about}
    entries = [entry for ask in asked[:1] for entry in Kept.of(ask).entries]
    return any((entry.indicator, entry.part) not in places for entry in entries)


def settle_replaced_doubts(unit: Unit, message: Message, correction: Correction) -> None:
    """Close the doubts about what another amount was given for."""
    replaced = [one for one in correction.about if isinstance(one, Entry)]
    for ask in asks.open_in(unit.db, message.chat_id, "doubt", since=unit.now - SAID_AGAIN):
        if list(Kept.of(ask).entries) == replaced:
            asks.settle(unit.db, ask.id, now=unit.now)


def _doubted(reporter: Reporter, message: Message, text: str) -> tuple[Entry, ...]:
    """The one figure that the bot doubts, where *text* is an amount for it: said to the doubt, or right after it."""
    unit = reporter.unit
    amount = amount_alone(text)
    if amount is None:
        return ()
    since, replied = unit.now - SAID_AGAIN, message.reply_to_message
    if replied:
        asked = {buttons.of_ask(payload) for payload in _payloads(replied)}
        found = asks.open_in(unit.db, message.chat_id, "doubt", since=since)
        own = [ask for ask in found if ask.user_id == unit.person.user_id]
        own = [ask for ask in own if ask.id in asked or Kept.of(ask).message == replied.message_id]
    else:
        own = asks.said_last(unit.db, message.chat_id, unit.person.user_id, "doubt", since=since)
    kept = [Kept.of(ask) for ask in own]
    entries = [entry for one in kept if one.message == kept[0].message for entry in one.entries]
    if len(entries) != 1 or entries[0].plan != reporter.plan or entries[0].village_id is None:
        return ()
    shown = naming.brief(unit, naming.measure_of(unit, entries[0].cell), entries[0].said)
    denied = amount.slipped and amount.is_same(shown)
    return () if denied else tuple(entries)


def _only_one(unit: Unit, chat_id: int, mine: Sequence[Revision], text: str) -> tuple[Revision, ...]:
    """The one figure that a bare amount can correct: the only one sent lately, or the only one of that total.

    A slip, "à nhầm 11/12", is of what was just shown; where another one has that total, it may be of either.
    """
    amount = amount_alone(text)
    if amount is None:
        return ()
    recent = [one for one in mine if unit.now - one.at <= _RECENT]
    if len(recent) > 1 and amount.total:
        recent = [one for one in recent if one.said.denominator == amount.total]
    told = just_told(unit, chat_id, mine) if amount.slipped else []
    same = [one for one in told if one in recent] or ([] if recent else told)
    found = same if amount.slipped else recent
    return tuple(found) if len(found) == 1 else ()


def just_told(unit: Unit, chat_id: int, mine: Sequence[Revision]) -> list[Revision]:
    """Those of a person's figures that the last thing shows that the bot has said."""
    last = outbox.last_cause(unit.db, chat_id)
    told = asks.said_last(unit.db, chat_id, unit.person.user_id, "told", since=unit.now - SAID_AGAIN)
    cells = {entry.cell for ask in told for entry in Kept.of(ask).entries}
    return [one for one in mine if one.cell in cells or str(one.inbox_id) == last]


def _payloads(message: Message) -> list[str]:
    """What the buttons under a message carry."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return [str(button.callback_data or "") for row in rows for button in row]


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
