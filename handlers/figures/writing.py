"""Writing the figures of one message or press: stored, or asked about where they may not be stored as they are."""

from collections.abc import Sequence
from contextlib import suppress

from handlers import whole_places
from handlers.figures import asking, deciding, naming
from handlers.figures.batch import SAID_AGAIN, Batch
from handlers.figures.entries import Entry
from handlers.figures.kept import Kept
from handlers.rounds.known import measures_of
from knowledge.figures.checks import Doubt, doubt
from storage import asks, figures, nudges
from storage.cells import Cell, Revision
from storage.roles import NotAllowedError
from storage.rounds import Round


def put(
    batch: Batch,
    entries: Sequence[Entry],
    *,
    left_out: Sequence[Revision] = (),
    confirmed: bool = False,
    unquestioned: bool = False,
) -> None:
    """Write figures; those whose village is not known are asked about together, those of closed rounds kept.

    Args:
        batch: Takes what is written, and what has to be asked about.
        entries: The figures.
        left_out: What an edited message had said, and says no longer: it is taken back.
        confirmed: They were doubted, and the person has said that they are right.
        unquestioned: They are not doubted, for they were stored before.
    """
    shut: dict[int, tuple[Round, list[Entry]]] = {}
    entries = _without_contradictions(batch, entries)
    db = batch.reporter.unit.db
    placed = [(entry, whole_places.found(db, entry.cell)) for entry in entries if entry.village_id is not None]
    batch.sheet.read_numbers(cell for _, cell in placed)
    for entry, cell in placed:
        found = batch.closed_over(cell)
        if found:
            shut.setdefault(found.id, (found, []))[1].append(entry)
        else:
            _put_one(batch, entry, cell, placed, confirmed=confirmed, unquestioned=unquestioned)
    for found, kept in shut.values():
        asking.offer_reopening(batch, found, kept)
    for revision in left_out:
        with suppress(NotAllowedError):  # staff have changed it since: their value stays
            take_back(batch, revision, whole_message=True)
    unplaced = [entry for entry in entries if entry.village_id is None]
    if unplaced:
        asking.ask_village(batch, unplaced)
    _settle_doubts(batch)
    tell_corrected(batch)
    _spare_reminders(batch)


def take_back(batch: Batch, revision: Revision, *, whole_message: bool = False, emptied: bool = False) -> bool:
    """Undo a revision, see ``storage.figures``; False when it holds no longer, or belongs to a closed round."""
    unit = batch.reporter.unit
    found = batch.closed_over(revision.cell)
    if found:
        batch.blocks += [text for text in [naming.unchangeable(unit, found)] if text not in batch.blocks]
        return False
    result = figures.take_back(
        unit.db,
        revision,
        batch.source,
        whole_message=whole_message,
        emptied=emptied,
        sheet=batch.sheet,
        now=unit.now,
    )
    if result:
        batch.recorded.append(result)
    return result is not None


def _without_contradictions(batch: Batch, entries: Sequence[Entry]) -> list[Entry]:
    """Ask about what one message says twice and differently; returns the rest."""
    said: dict[tuple[str, int | None, int, int, str], list[Entry]] = {}
    for entry in entries:
        place = (entry.plan, entry.village_id, entry.indicator, entry.part, entry.period)
        if entry not in said.setdefault(place, []):
            said[place].append(entry)
    for those in said.values():
        if len(those) > 1:
            asking.ask_which_holds(batch, those)
    return [those[0] for those in said.values() if len(those) == 1]


def _put_one(
    batch: Batch,
    entry: Entry,
    cell: Cell,
    placed: Sequence[tuple[Entry, Cell]],
    *,
    confirmed: bool,
    unquestioned: bool,
) -> None:
    """Write one figure, unless it is somebody else's or looks like a slip."""
    unit = batch.reporter.unit
    if not batch.sheet.reach.covers(cell):
        asking.refuse(batch, entry, beside=[other for _, other in placed if batch.sheet.reach.covers(other)])
        return
    reason = None if confirmed or unquestioned else _doubt(batch, entry, cell)
    confirmed = confirmed or entry.confirmed or (reason is not None and _was_asked(batch, entry))
    if reason and not confirmed:
        asking.ask_if_right(batch, entry, reason)
        return
    result = figures.record(
        unit.db,
        whole_places.made(unit.db, cell, now=unit.now),
        entry.said,
        batch.source,
        confirmed=confirmed,
        sheet=batch.sheet,
        now=unit.now,
    )
    batch.recorded.append(result)
    held = batch.sheet.held(result.cell)
    if result.revision and held and held.rival:
        deciding.tell_staff(unit, held.current, held.rival)


def _doubt(batch: Batch, entry: Entry, cell: Cell) -> Doubt | None:
    """What makes a figure look like a slip."""
    if entry.said.state != "number":
        return None
    if entry.period in batch.supposed:
        return Doubt("last_year", entry.said.number)
    measure = naming.measure_of(batch.reporter.unit, cell)
    corrects = batch.source.via in ("edit", "reply")
    return doubt(measure, entry.period, entry.said.number, batch.sheet.numbers(cell), corrects=corrects)


def _was_asked(batch: Batch, entry: Entry) -> bool:
    """Tell whether the same figure was doubted a short while ago, in another message; then it is settled."""
    unit, source = batch.reporter.unit, batch.source
    for ask in asks.open_in(unit.db, source.chat_id, "doubt", since=unit.now - SAID_AGAIN):
        same = Kept.of(ask).entries == (entry,)
        if same and ask.user_id == source.user_id:
            return asks.settle(unit.db, ask.id, now=unit.now)
    return False


def _settle_doubts(batch: Batch) -> None:
    """A doubt about a figure that has been written since is none any more: a late yes would put the old one back."""
    unit, source = batch.reporter.unit, batch.source
    written = {row.cell for row in batch.recorded}
    for ask in asks.open_in(unit.db, source.chat_id, "doubt", since=unit.now - asks.KEEP) if written else ():
        entries = Kept.of(ask).entries
        if ask.user_id == source.user_id and any(
            entry.cell in written for entry in entries if entry.village_id is not None
        ):
            asks.settle(unit.db, ask.id, now=unit.now)


def tell_corrected(batch: Batch) -> None:
    """Whose figures staff have changed is told so, once all is written; between collaborators, staff decide first."""
    changed = [row for row in batch.recorded if batch.sheet.reach.leads(row.cell.plan)]
    deciding.tell_corrected(batch.reporter.unit, changed)


def _spare_reminders(batch: Batch) -> None:
    """Whoever has nothing left to send now need not be reminded: take back what still waits."""
    unit = batch.reporter.unit
    written = {row.cell.village_id for row in batch.recorded}
    if written:
        nudges.take_back_done(unit.db, written, lambda found: measures_of(unit.library, found), today=unit.now.date())
