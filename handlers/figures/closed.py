"""Figures for a round that is closed: not stored, and kept until staff open it again."""

from collections.abc import Sequence

from handlers.figures import writing
from handlers.figures.batch import Batch
from handlers.figures.entries import Entry
from handlers.figures.reporter import Reporter
from handlers.figures.sources import of_press
from handlers.unit import Unit
from storage import asks


def stored_after_all(unit: Unit, reporter: Reporter, round_id: int) -> list[Batch]:
    """Store what the person sent while a round was closed; a batch for each of their messages.

    A round that is closed again keeps them once more.
    """
    assert unit.chat_id is not None
    by_message: dict[tuple[int, int | None], list[Entry]] = {}
    for ask in reversed(asks.open_in(unit.db, unit.chat_id, "kept", since=unit.now - asks.KEEP)):
        if ask.data["round"] == round_id and ask.user_id == unit.person.user_id:
            asks.settle(unit.db, ask.id, now=unit.now)
            entries = [Entry.from_json(data) for data in ask.data["entries"]]
            by_message.setdefault((ask.data["message"], ask.data.get("posted")), []).extend(entries)
    return [_batch(unit, reporter, *message, entries) for message, entries in by_message.items()]


def _batch(unit: Unit, reporter: Reporter, message_id: int, posted: int | None, entries: Sequence[Entry]) -> Batch:
    assert unit.chat_id is not None
    batch = Batch(reporter, of_press(unit, unit.chat_id, message_id, posted, "button"))
    writing.put(batch, entries)
    return batch
