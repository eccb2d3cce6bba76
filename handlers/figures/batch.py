"""What comes of one message or press: figures written, doubts and questions to ask, and the receipt of it all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from handlers.figures import deciding, naming
from handlers.figures.entries import Entry
from handlers.figures.reporter import Reporter
from handlers.wording import say
from knowledge.figures.checks import Doubt, Number, doubt
from knowledge.reply import Option
from storage import asks, figures, revisions
from storage.figures import Recorded
from storage.revisions import Said, Source

_SAID_AGAIN = timedelta(hours=1)  # a doubted figure sent once more within this time is meant


@dataclass(slots=True)
class Batch:
    """Collects while a message is dealt with."""

    reporter: Reporter
    source: Source
    recorded: list[Recorded] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)  # what has to be asked about, Telegram HTML
    options: list[Option] = field(default_factory=list)
    _line: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not self.recorded and not self.blocks

    def put(self, entries: Sequence[Entry], *, confirmed: bool = False) -> None:
        """Write figures; those whose village is not known are asked about together."""
        for entry in entries:
            if entry.village_id is not None:
                self._put_one(entry, confirmed=confirmed)
        unplaced = [entry for entry in entries if entry.village_id is None]
        if unplaced:
            self._ask_village(unplaced)

    def take_back(self, revision: revisions.Revision, *, whole_message: bool = False) -> bool:
        """Undo a revision; returns False when it does not hold any more."""
        unit = self.reporter.unit
        result = figures.take_back(
            unit.db, revision, self.source, line=self._next_line(), now=unit.now, whole_message=whole_message
        )
        if result:
            self.recorded.append(result)
        return result is not None

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
        unit = self.reporter.unit
        self.blocks.append(text)
        data = {
            "message": self.source.message_id,
            "entries": [entry.to_json() for entry in entries],
            "choices": [dict(known) for _, known in choices],
        }
        ask_id = asks.put(unit.db, self.source.chat_id, self.source.user_id, kind, data, now=unit.now)
        self.options += [Option(label, f"f:c:{ask_id}:{i}") for i, (label, _) in enumerate(choices)]

    def _put_one(self, entry: Entry, *, confirmed: bool) -> None:
        """Write one figure, unless it is somebody else's or looks like a slip."""
        unit, line = self.reporter.unit, self._next_line()
        if not figures.may_report(unit.db, self.source.user_id, entry.cell):
            self._refuse(entry)
            return
        reason = None if confirmed else self._doubt(entry)
        confirmed = confirmed or (reason is not None and self._was_asked(entry))
        if reason and not confirmed:
            self._ask_doubt(entry, reason)
            return
        result = figures.record(
            unit.db, entry.cell, entry.said, self.source, line=line, confirmed=confirmed, now=unit.now
        )
        self.recorded.append(result)
        if result.outcome == "disputed" and result.revision:
            deciding.tell_staff(unit, result.revision)

    def _next_line(self) -> int:
        self._line += 1
        return self._line

    def _refuse(self, entry: Entry) -> None:
        """Say that a village is somebody else's, with the line for the person's own."""
        unit = self.reporter.unit
        measure = naming.measure_of(unit, entry.cell)
        mine = self.reporter.mine[0].name if self.reporter.mine else ""
        line = f"{mine} {self.reporter.measure_words(measure)} {naming.brief(unit, measure, entry.said)}".strip()
        assert entry.village_id is not None
        village = naming.village_name(unit, entry.plan, entry.village_id)
        self.blocks.append(say("figures_other_village", unit.language, village=village, line=line))

    def _ask_village(self, entries: Sequence[Entry]) -> None:
        """Ask which village some figures are of."""
        unit = self.reporter.unit
        choices = [
            (naming.village_name(unit, village.plan, village.id), {"village_id": village.id})
            for village in self.reporter.choices[:_MOST_BUTTONS]
        ]
        self.ask(say("figures_which_village", unit.language), entries, choices)

    def _doubt(self, entry: Entry) -> Doubt | None:
        """What makes a figure look like a slip."""
        if entry.said.state != "number":
            return None
        db = self.reporter.unit.db
        known = {place: _number(said) for place, said in revisions.of_indicator(db, entry.cell).items()}
        measure = naming.measure_of(self.reporter.unit, entry.cell)
        return doubt(measure, entry.period, _number(entry.said), known)

    def _was_asked(self, entry: Entry) -> bool:
        """Tell whether the same figure was doubted a short while ago, in another message; then it is settled."""
        unit = self.reporter.unit
        for ask in asks.open_in(unit.db, self.source.chat_id, "doubt", since=unit.now - _SAID_AGAIN):
            same = [Entry.from_json(data) for data in ask.data["entries"]] == [entry]
            if same and ask.user_id == self.source.user_id:
                return asks.settle(unit.db, ask.id, now=unit.now)
        return False

    def _ask_doubt(self, entry: Entry, reason: Doubt) -> None:
        """Ask whether a figure is right."""
        unit = self.reporter.unit
        measure = naming.measure_of(unit, entry.cell)
        beside = Said("number", reason.beside.numerator, reason.beside.denominator, reason.beside.value)
        shown = naming.brief(unit, measure, entry.said)
        text = say(
            f"figures_doubt_{reason.kind}",
            unit.language,
            label=naming.label(unit, measure),
            figure=shown,
            beside=naming.brief(unit, measure, beside),
        )
        self.ask(text, [entry], [(say("figures_right", unit.language, figure=shown), {})], kind="doubt")


_MOST_BUTTONS = 40  # Telegram takes 100; who has more villages names one


def _number(said: Said) -> Number:
    return Number(said.numerator, said.denominator, said.value)
