"""What comes of one message or press: what was written, what has to be asked about, and the buttons under it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from handlers.buttons import figures as buttons
from handlers.figures.entries import Entry
from handlers.figures.kept import Kept
from handlers.figures.reporter import Reporter
from knowledge.reply import Option
from storage import asks, revisions
from storage.cells import Cell, Revision, Source
from storage.figures import Recorded
from storage.rounds import Round
from storage.sheet import Sheet

SAID_AGAIN = timedelta(hours=1)  # a doubted figure sent once more within this time is meant


@dataclass(slots=True)
class Batch:
    """Collects while a message is dealt with; ``handlers.figures.writing`` writes into it."""

    reporter: Reporter
    source: Source
    supposed: frozenset[str] = frozenset()  # periods of last year that may be slips, see ``FigureReading``
    undone: Revision | None = None  # what is being undone, by the button of its receipt
    recorded: list[Recorded] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)  # what has to be asked about, Telegram HTML
    options: list[Option] = field(default_factory=list)
    sheet: Sheet = field(init=False)

    def __post_init__(self) -> None:
        """Read what the sender may write."""
        self.sheet = Sheet(self.reporter.unit.db, self.source.user_id)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not self.recorded and not self.blocks

    def closed_over(self, cell: Cell) -> Round | None:
        """The closed round that keeps a collaborator from changing a figure of theirs."""
        return self.sheet.closed_over(cell) if self.sheet.reach.covers(cell) else None

    def ask(
        self,
        text: str,
        entries: Sequence[Entry],
        choices: Sequence[tuple[str, Mapping[str, Any]]],
        *,
        kind: asks.Kind = "choice",
    ) -> None:
        """Ask about figures, with a button for each way to complete them.

        Args:
            text: The question, Telegram HTML.
            entries: What a button stores.
            choices: For each button its label, and the fields of the entries that it fills in.
            kind: A "doubt" is stored as confirmed.
        """
        self.blocks.append(text)
        ask_id = self.keep(entries, kind, choices=[known for _, known in choices])
        self.options += [Option(label, buttons.choose(ask_id, i)) for i, (label, _) in enumerate(choices)]

    def keep(
        self,
        entries: Sequence[Entry],
        kind: asks.Kind,
        *,
        choices: Sequence[Mapping[str, Any]] = (),
        round_id: int | None = None,
    ) -> int:
        """Keep figures that wait for something; returns the id of the ask."""
        unit, source = self.reporter.unit, self.source
        kept = Kept(
            source.message_id,
            source.posted,
            tuple(entries),
            tuple(map(dict, choices)),
            round_id,
            cause=unit.inbox_id,
            after=revisions.newest_id(unit.db),
        )
        return asks.put(unit.db, source.chat_id, source.user_id, kind, kept.to_json(), now=unit.now)
