"""A message that was taken before, or after a newer version of itself: nothing is taken, and what holds is said."""

from collections.abc import Iterator

from telegram import Message

from handlers.figures import holding, sources, taking
from handlers.figures.correcting import Correction
from handlers.figures.reporter import Reporter, reporter_for
from handlers.safety import help_first
from handlers.unit import Unit
from knowledge.sentences import say
from storage import revisions, versions
from storage.cells import Cell


def came_before(unit: Unit, message: Message, text: str) -> bool:
    """Say what holds where a message need not be taken any more; False where it is new."""
    standing = versions.standing(unit.db, sources.version(message, text))
    reporter = reporter_for(unit, text) if standing != "new" else None
    if reporter is None:
        return False
    if standing == "older":
        help_first(unit, text)
    head = say(f"figures_came_{standing}", unit.language)
    source = sources.of_message(unit, message, "message")
    holding.show(reporter, source, _cells(reporter, message, text), head, reply_to=message.message_id)
    return True


def _cells(reporter: Reporter, message: Message, text: str) -> Iterator[Cell]:
    """What a message is about: what it led to, and what it says now."""
    ids = (message.chat_id, message.message_id, sources.posted(message))
    yield from (one.cell for one in revisions.of_message(reporter.unit.db, *ids))
    for figure in reporter.read(text).figures:
        entry = taking.entry_of(reporter, figure, Correction())
        if entry.village_id is not None:
            yield entry.cell
