"""What the files say, gathered from the database: the same figures as on the screens."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import TYPE_CHECKING

from sqlite_utils import Database

from bot.reports.texts import write
from bot.reports.wanted import Wanted
from knowledge.figures import calendar
from knowledge.figures.goals import NO_YEAR, Goal, goal_of
from knowledge.figures.model import Measure
from knowledge.locality import Locality
from knowledge.model import Plan
from storage import owing, progress
from storage.owing import Expected, Missing
from storage.progress import Line, Standing
from storage.sight import NOBODY

if TYPE_CHECKING:
    from knowledge.library import Library


def undated() -> str:
    """What is said beside figures that are held against a level for which the plan states no year."""
    return write("files_undated", no_year=NO_YEAR["vi"])


@dataclass(frozen=True, slots=True)
class Row:
    """One measure with its target."""

    number: str  # "14", and "5.1" where the indicator has several parts
    line: Line
    goal: Goal | None

    @property
    def measure(self) -> Measure:
        """The measure itself."""
        return self.line.measure


class Figures:
    """One plan in one period, seen by one viewer."""

    def __init__(self, db: Database, library: "Library", wanted: Wanted, zone: tzinfo) -> None:
        """Look into *db* for what is *wanted*; periods end by the clocks of *zone*."""
        self.db = db
        self.zone = zone
        self.wanted = wanted
        self.plan: Plan = library.plans[wanted.plan]
        self.locality: Locality = library.localities[self.plan.locality]
        self.measures: Sequence[Measure] = library.measures.every()

    @property
    def term(self) -> str:
        """What the villages are called."""
        return self.plan.village_term or write("files_village")

    @property
    def year(self) -> int:
        """The year of the targets."""
        return calendar.year_of(self.wanted.period)

    @property
    def period(self) -> str:
        """The period in words."""
        return calendar.in_words(self.wanted.period, self.wanted.language)

    def measure(self, code: str) -> Measure:
        """The measure with this number.

        Raises:
            KeyError: There is none.
        """
        for measure in self.measures:
            if measure.code == code:
                return measure
        raise KeyError("no such measure")

    def progress(self, measures: Sequence[Measure] | None = None) -> tuple[int, list[Row]]:
        """How many villages there are, and how far each of *measures* is; all of them when left out."""
        wanted = self.wanted
        asked = self.measures if measures is None else measures
        found = progress.overview(self.db, wanted.plan, wanted.period, asked, viewer=wanted.viewer, zone=self.zone)
        rows = [Row(i.measure.number, i, goal_of(self.plan, i.measure, self.year)) for i in found.lines]
        return found.villages, rows

    def to_pass_on(self) -> tuple[int, list[Row]]:
        """As ``progress``, with no more of the sensitive measures than everybody may know: a report is passed on.

        A total that is one village's alone is that village's figure, and is left out however large.
        """
        villages, rows = self.progress()
        wanted, measures = self.wanted, [row.measure for row in rows if row.measure.sensitive]
        public = progress.overview(self.db, wanted.plan, wanted.period, measures, viewer=NOBODY, zone=self.zone)
        lines = {line.measure: line for line in public.lines}
        return villages, [replace(row, line=lines.get(row.measure, row.line)) for row in rows]

    @property
    def expected(self) -> Expected:
        """What villages are to send for the period."""
        return owing.expected(self.db, self.plan.id, self.wanted.period, self.measures)

    def standings(self, measure: Measure) -> list[Standing]:
        """Each village's figure of *measure*."""
        wanted = self.wanted
        return progress.standings(
            self.db, wanted.plan, wanted.period, measure, viewer=wanted.viewer, today=wanted.today, zone=self.zone
        )

    def missing(self) -> list[Missing]:
        """The villages that have not reported everything, those that are let off among them."""
        wanted = self.wanted
        return progress.missing(
            self.db,
            wanted.plan,
            wanted.period,
            self.measures,
            viewer=wanted.viewer,
            today=wanted.today,
            zone=self.zone,
        )
