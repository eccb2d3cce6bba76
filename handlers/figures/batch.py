"""What comes of one message or press: figures written, doubts and questions to ask, and the receipt of it all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from handlers.figures import deciding, naming
from handlers.figures.entries import Entry
from handlers.figures.reporter import Reporter
from handlers.rounds import words
from handlers.rounds.known import measures_of
from handlers.wording import say
from knowledge.figures.checks import Doubt, doubt
from knowledge.reply import Option
from storage import asks, figures, nudges, revisions
from storage.figures import Recorded
from storage.revisions import Cell, Said, Source
from storage.rounds import Round
from storage.sheet import Sheet

SAID_AGAIN = timedelta(hours=1)  # a doubted figure sent once more within this time is meant


@dataclass(slots=True)
class Batch:
    """Collects while a message is dealt with."""

    reporter: Reporter
    source: Source
    recorded: list[Recorded] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)  # what has to be asked about, Telegram HTML
    options: list[Option] = field(default_factory=list)
    _line: int = 0
    _sheet: Sheet = field(init=False)

    def __post_init__(self) -> None:
        """Read what the sender may write."""
        self._sheet = Sheet(self.reporter.unit.db, self.source.user_id)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not self.recorded and not self.blocks

    def put(self, entries: Sequence[Entry], *, confirmed: bool = False) -> None:
        """Write figures; those whose village is not known are asked about together, those of closed rounds kept."""
        shut: dict[int, tuple[Round, list[Entry]]] = {}
        entries = self._without_contradictions(entries)
        placed = [(entry, entry.cell) for entry in entries if entry.village_id is not None]
        self._sheet.read_numbers(cell for _, cell in placed)
        for entry, cell in placed:
            found = self.closed_over(cell)
            if found:
                shut.setdefault(found.id, (found, []))[1].append(entry)
            else:
                self._put_one(entry, cell, confirmed=confirmed)
        for found, kept in shut.values():
            self._keep(found, kept)
        unplaced = [entry for entry in entries if entry.village_id is None]
        if unplaced:
            self._ask_village(unplaced)
        self._tell_corrected()
        self._spare_reminders()

    def _without_contradictions(self, entries: Sequence[Entry]) -> list[Entry]:
        """Ask about what one message says twice and differently; returns the rest."""
        said: dict[tuple[str, int | None, int, int, str], list[Entry]] = {}
        for entry in entries:
            place = (entry.plan, entry.village_id, entry.indicator, entry.part, entry.period)
            if entry not in said.setdefault(place, []):
                said[place].append(entry)
        for those in said.values():
            if len(those) > 1:
                self._ask_which_holds(those)
        return [those[0] for those in said.values() if len(those) == 1]

    def _ask_which_holds(self, entries: Sequence[Entry]) -> None:
        """Ask which of several numbers for one thing is right, with a line for each that is ready to send."""
        unit = self.reporter.unit
        measure = unit.library.measures.at(entries[0].indicator, entries[0].part)
        words, shown = self.reporter.measure_words(measure), [naming.brief(unit, measure, e.said) for e in entries]
        lines = [say("figures_line", unit.language, line=f"{words} {figure}") for figure in shown]
        text = say("figures_said_twice", unit.language, label=naming.label(unit, measure), figures=", ".join(shown))
        self.blocks.append("\n".join([text, *lines]))

    def _tell_corrected(self) -> None:
        """Whose figures staff have changed is told so; between collaborators, staff decide first."""
        if self._sheet.reach.leads(self.reporter.plan):
            deciding.tell_corrected(self.reporter.unit, self.recorded)

    def _spare_reminders(self) -> None:
        """Whoever has nothing left to send now need not be reminded: take back what still waits."""
        unit = self.reporter.unit
        written = {row.cell.village_id for row in self.recorded}
        if written:
            nudges.take_back_done(
                unit.db, written, lambda found: measures_of(unit.library, found), today=unit.now.date()
            )

    def take_back(self, revision: revisions.Revision, *, whole_message: bool = False) -> bool:
        """Undo a revision; returns False when it does not hold any more, or belongs to a closed round."""
        unit = self.reporter.unit
        found = self.closed_over(revision.cell)
        if found:
            self.blocks += [text for text in [naming.unchangeable(unit, found)] if text not in self.blocks]
            return False
        result = figures.take_back(
            unit.db,
            revision,
            self.source,
            line=self._next_line(),
            whole_message=whole_message,
            sheet=self._sheet,
            now=unit.now,
        )
        if result:
            self.recorded.append(result)
        return result is not None

    def closed_over(self, cell: Cell) -> Round | None:
        """The closed round that keeps a collaborator from changing a figure of theirs."""
        return self._sheet.closed_over(cell) if self._sheet.reach.covers(cell) else None

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

    def _put_one(self, entry: Entry, cell: Cell, *, confirmed: bool) -> None:
        """Write one figure, unless it is somebody else's or looks like a slip."""
        unit, line = self.reporter.unit, self._next_line()
        if not self._sheet.reach.covers(cell):
            self._refuse(entry)
            return
        reason = None if confirmed else self._doubt(entry, cell)
        confirmed = confirmed or (reason is not None and self._was_asked(entry))
        if reason and not confirmed:
            self._ask_doubt(entry, reason)
            return
        result = figures.record(
            unit.db,
            cell,
            entry.said,
            self.source,
            line=line,
            confirmed=confirmed,
            sheet=self._sheet,
            now=unit.now,
        )
        self.recorded.append(result)
        if result.outcome == "disputed" and result.revision:
            deciding.tell_staff(unit, result.revision)

    def _next_line(self) -> int:
        self._line += 1
        return self._line

    def _keep(self, found: Round, entries: Sequence[Entry]) -> None:
        """Say that a round is closed, and keep the figures until staff open it again."""
        unit = self.reporter.unit
        shown = [
            f"{naming.label(unit, measure)} {naming.brief(unit, measure, entry.said)}"
            for entry in entries
            if (measure := naming.measure_of(unit, entry.cell))
        ]
        self.blocks.append(
            say("figures_closed_round", unit.language, round=words.called(unit, found), figures="; ".join(shown))
        )
        data = {
            "message": self.source.message_id,
            "round": found.id,
            "entries": [entry.to_json() for entry in entries],
        }
        ask_id = asks.put(unit.db, self.source.chat_id, self.source.user_id, "kept", data, now=unit.now)
        self.options.append(Option(say("figures_ask_reopening", unit.language), f"r:ask:{ask_id}"))

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
        if not self.reporter.choices:
            self.blocks.append(say("figures_village_closed", unit.language))
            return
        choices = [
            (naming.village_name(unit, village.plan, village.id), {"village_id": village.id, "plan": village.plan})
            for village in self.reporter.offered
        ]
        self.ask(self.reporter.with_hint(say("figures_which_village", unit.language)), entries, choices)

    def _doubt(self, entry: Entry, cell: Cell) -> Doubt | None:
        """What makes a figure look like a slip."""
        if entry.said.state != "number":
            return None
        measure = naming.measure_of(self.reporter.unit, cell)
        corrects = self.source.via in ("edit", "reply")
        return doubt(measure, entry.period, entry.said.number, self._sheet.numbers(cell), corrects=corrects)

    def _was_asked(self, entry: Entry) -> bool:
        """Tell whether the same figure was doubted a short while ago, in another message; then it is settled."""
        unit = self.reporter.unit
        for ask in asks.open_in(unit.db, self.source.chat_id, "doubt", since=unit.now - SAID_AGAIN):
            same = [Entry.from_json(data) for data in ask.data["entries"]] == [entry]
            if same and ask.user_id == self.source.user_id:
                return asks.settle(unit.db, ask.id, now=unit.now)
        return False

    def _ask_doubt(self, entry: Entry, reason: Doubt) -> None:
        """Ask whether a figure is right."""
        unit = self.reporter.unit
        measure = naming.measure_of(unit, entry.cell)
        shown = naming.brief(unit, measure, entry.said)
        text = say(
            f"figures_doubt_{reason.kind}",
            unit.language,
            label=naming.label(unit, measure),
            figure=shown,
            beside=self._beside(entry, reason),
        )
        self.ask(text, [entry], [(say("figures_right", unit.language, figure=shown), {})], kind="doubt")

    def _beside(self, entry: Entry, reason: Doubt) -> str:
        """The figure that a doubted one is held against, with its name where it is of another measure; plain text."""
        unit, cell = self.reporter.unit, entry.cell
        shown = naming.brief(unit, naming.measure_of(unit, cell), Said.of(reason.beside))
        if reason.kind != "part_over_whole":
            return shown
        others = [
            unit.library.measures.at(indicator, part)
            for (indicator, part, period), number in self._sheet.numbers(cell).items()
            if period == cell.period and part != cell.part and number == reason.beside
        ]
        return f"{naming.label(unit, others[0])}: {shown}" if others else shown
