"""What keeps a figure that was read from being stored as it is, and what is asked or said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from handlers.buttons import figures as buttons
from handlers.buttons import rounds as round_buttons
from handlers.figures import naming
from handlers.figures.batch import Batch
from handlers.figures.entries import Entry
from handlers.figures.kept import Kept
from handlers.figures.reporter import Reporter
from handlers.rounds.naming import called
from knowledge.figures.calendar import in_words, month_of
from knowledge.figures.checks import Doubt
from knowledge.reply import Option
from knowledge.sentences import say
from storage.asks import Ask
from storage.cells import Cell, Said
from storage.rounds import Round
from storage.villages import Village


def ask_which_holds(batch: Batch, entries: Sequence[Entry]) -> None:
    """Ask which of several numbers for one thing is right, with a line for each that is ready to send."""
    unit = batch.reporter.unit
    measure = unit.library.measures.at(entries[0].indicator, entries[0].part)
    shown = [naming.brief(unit, measure, entry.said) for entry in entries]
    lines = [say("figures_line", unit.language, line=line_of(batch.reporter, entry)) for entry in entries]
    label, count = naming.label(unit, measure), str(len(shown))
    text = say("figures_said_twice", unit.language, label=label, count=count, figures=", ".join(shown))
    batch.blocks.append("\n".join([text, *lines]))


def ask_village(batch: Batch, entries: Sequence[Entry]) -> None:
    """Ask which village some figures are of."""
    unit = batch.reporter.unit
    text, offered = batch.reporter.ask_for_village(say("figures_which_village", unit.language))
    if not offered:
        batch.blocks.append(text)
        return
    batch.ask(text, entries, choices_of(batch.reporter, offered))


def choices_of(reporter: Reporter, offered: Sequence[Village]) -> list[tuple[str, Mapping[str, Any]]]:
    """For each of some villages the label of its button, and what that fills in."""
    names = naming.told_apart(reporter.unit, offered)
    known = [{"village_id": village.id, "plan": village.plan} for village in offered]
    return list(zip(names, known, strict=True))


def ask_if_right(batch: Batch, entry: Entry, reason: Doubt) -> None:
    """Ask whether a figure that looks like a slip is meant."""
    unit = batch.reporter.unit
    measure = naming.measure_of(unit, entry.cell)
    shown = naming.brief(unit, measure, entry.said)
    text = say(
        f"figures_doubt_{reason.kind}",
        unit.language,
        label=naming.label(unit, measure),
        figure=shown,
        beside=_beside(batch, entry, reason),
        period=naming.period_name(unit, entry.period),
        line=line_of(batch.reporter, replace(entry, period=month_of(unit.day))),
    )
    batch.ask(text, [entry], [(say("figures_right", unit.language, figure=shown), {})], kind="doubt")


def once_more(reporter: Reporter, doubted: Sequence[Ask]) -> tuple[str, list[Option]]:
    """What waits for a yes: the figures with the button of each; the text is Telegram HTML."""
    unit = reporter.unit
    lines, options = [say("figures_doubt_waits", unit.language)], []
    for ask in doubted:
        for entry in Kept.of(ask).entries:
            measure = naming.measure_of(unit, entry.cell)
            shown = naming.brief(unit, measure, entry.said)
            lines.append(f"{naming.label(unit, measure)}: <b>{shown}</b>")
            options.append(Option(say("figures_right", unit.language, figure=shown), buttons.choose(ask.id, 0)))
    return "\n".join(lines), options


def ask_if_share(batch: Batch, entry: Entry, before: Said) -> None:
    """Ask about a part of a whole that is to correct a number of cases: it may be meant for another figure."""
    unit = batch.reporter.unit
    measure = naming.measure_of(unit, entry.cell)
    shown, label = naming.brief(unit, measure, entry.said), naming.label(unit, measure)
    was = naming.brief(unit, measure, before)
    text = say("figures_share_of_cases", unit.language, label=label, figure=shown, before=was)
    batch.ask(text, [entry], [(say("figures_right", unit.language, figure=shown), {})], kind="doubt")


def refuse(batch: Batch, entry: Entry, *, beside: Sequence[Cell]) -> None:
    """Say that a village is somebody else's, with the line for the person's own.

    Where one of the cells *beside* it says the same of their own, that line would replace it, and is not offered.
    """
    unit, reporter = batch.reporter.unit, batch.reporter
    measure = naming.measure_of(unit, entry.cell)
    mine = reporter.mine[0].name if reporter.mine else ""
    line = f"{mine} {reporter.measure_words(measure)} {naming.brief(unit, measure, entry.said)}".strip()
    village = naming.village_name(unit, entry.plan, entry.cell.village_id)
    places = {(cell.indicator, cell.part, cell.period) for cell in beside}
    told = (entry.indicator, entry.part, entry.period) in places
    key = "figures_other_village_only" if told else "figures_other_village"
    batch.blocks.append(say(key, unit.language, village=village, line=line))


def offer_reopening(batch: Batch, found: Round, entries: Sequence[Entry]) -> None:
    """Say that a round is closed, and keep its figures until staff open it again."""
    unit = batch.reporter.unit
    shown = [
        f"{naming.label(unit, measure)} {naming.brief(unit, measure, entry.said)}"
        for entry in entries
        if (measure := naming.measure_of(unit, entry.cell))
    ]
    name = called(found, unit.language)
    batch.blocks.append(say("figures_closed_round", unit.language, round=name, figures="; ".join(shown)))
    ask_id = batch.keep(entries, "kept", round_id=found.id)
    batch.options.append(Option(say("figures_ask_reopening", unit.language), round_buttons.ask_reopening(ask_id)))


def line_of(reporter: Reporter, entry: Entry) -> str:
    """A figure as its sender may write it, with the village and period that go without saying left out."""
    unit, only = reporter.unit, reporter.find_only()
    measure = unit.library.measures.at(entry.indicator, entry.part)
    named = entry.village_id is not None and (only is None or only.id != entry.village_id)
    return naming.joined(
        naming.village_words(unit, entry.plan, entry.village_id) if named and entry.village_id is not None else "",
        reporter.measure_words(measure),
        naming.brief(unit, measure, entry.said),
        "" if entry.period == month_of(unit.now.date()) else in_words(entry.period, "vi"),
    )


def _beside(batch: Batch, entry: Entry, reason: Doubt) -> str:
    """The figure that a doubted one is held against, with its name where it is of another measure; plain text."""
    unit, cell = batch.reporter.unit, entry.cell
    shown = naming.brief(unit, naming.measure_of(unit, cell), Said.of(reason.beside))
    if reason.kind != "part_over_whole":
        return shown
    others = [
        unit.library.measures.at(indicator, part)
        for (indicator, part, period), number in batch.sheet.numbers(cell).items()
        if period == cell.period and part != cell.part and number == reason.beside
    ]
    return f"{naming.label(unit, others[0])}: {shown}" if others else shown
