"""What a message says there is no number of: stored with its reason, or asked about."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.figures import naming, problems
from handlers.figures.batch import Batch
from handlers.figures.correcting import Correction
from handlers.figures.entries import Entry
from handlers.figures.reporter import UNSAID, Reporter
from handlers.unit import Unit
from knowledge.figures.absent import LONGEST_REASON, Absence, Heard, split_absences
from knowledge.figures.calendar import month_of
from knowledge.figures.model import FigureReading, Measure
from storage import villages
from storage.cells import Revision, Said
from storage.villages import Village

# Kinds of problems that are not about a number, and so are there without one.
_UNCLEAR = ("unknown_village", "several_villages", "unclear_period", "future_period")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the word that there is no number belongs."""

    village: Village | None
    period: str


def split(reporter: Reporter, text: str) -> tuple[list[Absence], str]:
    """Take what says that there is no number out of a message; returns it, and the rest."""
    return split_absences(text, lambda words: _heard(reporter, words))


def is_report(reading: FigureReading) -> bool:
    """Tell whether a message reports something: "con 12 tuổi" has a number, and nothing that is counted."""
    return bool(reading.figures) or any(
        problem.kind != "unknown_indicator" or problem.denominator is not None or problem.percent
        for problem in reading.problems
        if problem.kind != "no_figure"
    )


def entries_of(batch: Batch, absences: Sequence[Absence], correction: Correction) -> tuple[list[Entry], list[Absence]]:
    """Read those that are clear; the others are asked about.

    Returns:
        The entries, and what names nothing that is known: only beside other things it is a report at all.
    """
    entries: list[Entry] = []
    nameless: list[Absence] = []
    for absence in absences:
        measures = _measures(batch.reporter, absence, correction)
        if not measures and absence.names_nothing:
            problems.unclear_absence(batch, absence.what)
        elif not measures:
            nameless.append(absence)
        elif absence.holds_counts or _is_unclear(batch.reporter, absence.what):
            problems.unclear_absence(batch, absence.what)
        elif not 0 < len(absence.reason) <= LONGEST_REASON:
            problems.missing_reason(batch, measures[0] if len(measures) == 1 else None, absence.what)
        else:
            entries += _entries(batch, absence, measures, correction)
    return entries, nameless


def village_of(reporter: Reporter, name: str | None, about: Revision | Entry | None) -> Village | None:
    """The village named, that of the figure corrected, or the person's only one; None: it has to be asked."""
    if name == UNSAID and about:
        return villages.by_id(reporter.unit.db, about.cell.village_id)
    return reporter.village_called(name)


def period_of(unit: Unit, about: Revision | Entry | None) -> str:
    """The period of a figure that names none: the month in which it was sent."""
    return about.cell.period if about else month_of(unit.day)


def _heard(reporter: Reporter, words: str) -> Heard:
    if not words.strip():
        return Heard()
    mention = reporter.mention(words)
    names = bool(mention.measures)
    return Heard(names, names and mention.bare, is_report(reporter.read(words)))


def _measures(reporter: Reporter, absence: Absence, correction: Correction) -> tuple[Measure, ...]:
    """What there is no number of: the measure named, all that its name may mean, or what the message corrects."""
    named, cell = reporter.mention(absence.what).measures, correction.only_cell
    if cell is None or len(named) == 1:
        return named
    corrected = naming.measure_of(reporter.unit, cell)
    return (corrected,) if not named or corrected in named else named


def _is_unclear(reporter: Reporter, what: str) -> bool:
    """Tell whether it names a village that is none, several, or no period of ours; read as if a number stood there."""
    return any(problem.kind in _UNCLEAR for problem in reporter.read(f"{what} 1/1").problems)


def _entries(batch: Batch, absence: Absence, measures: tuple[Measure, ...], correction: Correction) -> list[Entry]:
    """The entry; none where it is first asked which of several measures is meant."""
    reporter, (measure, *others) = batch.reporter, measures
    where = _place(reporter, absence, correction.about_measure(measure))
    village = where.village
    entry = Entry(
        village.plan if village else reporter.plan,
        village.id if village else None,
        measure.indicator,
        measure.part,
        where.period,
        Said("none", reason=absence.reason),
    )
    if not others:
        return [entry]
    problems.ask_which_is_absent(batch, entry, absence.what, measures)
    return []


def _place(reporter: Reporter, absence: Absence, about: Revision | Entry | None) -> _Place:
    """The village and period that the words name, else the nearest ones before them."""
    said = [reporter.mention(words) for words in (absence.what, *reversed(absence.before))]
    village = next((mention.village for mention in said if mention.village), UNSAID)
    period = next((mention.period for mention in said if mention.period), None)
    return _Place(village_of(reporter, village, about), period or period_of(reporter.unit, about))
