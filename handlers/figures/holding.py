"""What holds now of some figures, with the buttons to change it."""

from collections.abc import Iterable, Sequence

from handlers.figures import receipt
from handlers.figures.batch import Batch
from handlers.figures.reporter import Reporter
from knowledge.reply import Option
from knowledge.sentences import say
from storage import revisions
from storage.cells import Cell, Source
from storage.figures import Recorded


def show(
    reporter: Reporter,
    source: Source,
    cells: Iterable[Cell],
    head: str,
    *,
    first: Sequence[Option] = (),
    reply_to: int | None = None,
) -> None:
    """Send what *cells* hold.

    Args:
        reporter: Whose figures they are.
        source: Of the message that asks for it.
        cells: The figures, which may hold nothing; those of villages for which the person does not report are left out.
        head: What is said before; Telegram HTML.
        first: Buttons before those of the receipt.
        reply_to: Id of the message that this one is a reply to.
    """
    text, options = shown(reporter, source, cells, head)
    reporter.unit.send(text, [*first, *options], reply_to=reply_to)


def shown(reporter: Reporter, source: Source, cells: Iterable[Cell], head: str) -> tuple[str, list[Option]]:
    """The same as text and buttons, to be sent."""
    batch = Batch(reporter, source)
    asked = [cell for cell in dict.fromkeys(cells) if batch.sheet.reach.covers(cell)]
    batch.recorded += [row for cell in asked if (row := _row(reporter, cell))]
    if batch.recorded:
        text, options = receipt.render(batch)
        return f"{head}\n\n{text}", options
    more = [say("figures_holds_nothing", reporter.unit.language)] if asked else []
    return " ".join([head, *more]), []


def _row(reporter: Reporter, cell: Cell) -> Recorded | None:
    """What holds for a cell; of two people's values the reader's own, as one that is being checked.

    What somebody else has sent is shown without a button to take it back.
    """
    held = revisions.held(reporter.unit.db, cell)
    if held is None or held.current.said.state == "withdrawn":
        return None
    if held.rival and held.rival.user_id == reporter.unit.person.user_id:
        return Recorded("disputed", cell, held.rival.said, held.current.said, held.rival)
    own = held.current.user_id == reporter.unit.person.user_id
    return Recorded("holds", cell, held.current.said, None, held.current if own else None)
