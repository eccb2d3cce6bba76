"""Figures for a round that is closed: not stored, and kept until staff open it again."""

from collections.abc import Mapping, Sequence

from handlers.figures import moving, writing
from handlers.figures.batch import Batch
from handlers.figures.entries import Entry
from handlers.figures.kept import Kept
from handlers.figures.reporter import Reporter
from handlers.figures.sources import of_press
from handlers.unit import Unit
from storage import asks


def stored_after_all(unit: Unit, reporter: Reporter, round_id: int) -> list[Batch]:
    """Store what the person sent while a round was closed; a batch for each of their messages.

    A round that is closed again keeps them once more.
    """
    assert unit.chat_id is not None
    by_message: dict[tuple[int, int | None], list[tuple[Entry, int]]] = {}
    for ask in reversed(asks.open_in(unit.db, unit.chat_id, "kept", since=unit.now - asks.KEEP)):
        kept = Kept.of(ask)
        if kept.round == round_id and ask.user_id == unit.person.user_id:
            asks.settle(unit.db, ask.id, now=unit.now)
            waiting = by_message.setdefault((kept.message, kept.posted), [])
            waiting.extend((entry, kept.after) for entry in kept.entries)
    told = {message: _newer(reporter, kept) for message, kept in by_message.items()}  # before any of them is stored
    return [_batch(unit, reporter, *message, kept) for message, kept in told.items()]


def _newer(reporter: Reporter, kept: Sequence[tuple[Entry, int]]) -> dict[Entry, str | None]:
    """For each figure what is said where another number has come since it was kept, after the revision given."""
    return {entry: moving.newer_there(reporter, entry, after=revision_id) for entry, revision_id in kept}


def _batch(
    unit: Unit, reporter: Reporter, message_id: int, posted: int | None, kept: Mapping[Entry, str | None]
) -> Batch:
    """Store the figures of one message; a newer number stays, and that is said."""
    assert unit.chat_id is not None
    batch = Batch(reporter, of_press(unit, unit.chat_id, message_id, posted, "button"))
    batch.blocks += [told for told in kept.values() if told]
    writing.put(batch, [entry for entry, told in kept.items() if not told])
    return batch
