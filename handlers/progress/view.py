"""What a screen of progress is about, as its buttons carry it: "v:m:tan-khai:2025-10:5.1:2"."""

from dataclasses import dataclass, replace
from typing import Literal, get_args

from handlers.screen import NotShownError, OldButtonError
from handlers.unit import Unit
from knowledge.figures import calendar
from knowledge.figures.model import Measure
from knowledge.locality import Locality
from knowledge.model import Plan
from knowledge.reply import Option
from knowledge.sentences import say
from storage.sight import NOBODY, Sight, sight_of

# overview, one measure, missing villages, one village, periods compared;
# chart, workbook (xlsx), word document, table (csv)
What = Literal["o", "m", "n", "v", "p", "c", "x", "w", "t"]


@dataclass(frozen=True, slots=True)
class View:
    """One screen or file."""

    what: What
    plan: str
    period: str
    code: str = ""  # of a measure, "5.1"; of a village its id, with a measure "12-5.1"; further periods, "09+10"
    page: int = 1

    def __str__(self) -> str:
        return f"v:{self.what}:{self.plan}:{self.period}:{self.code}:{self.page}"

    def button(self, key: str, unit: Unit, what: What) -> Option:
        """A button to another view of the same."""
        return Option(say(key, unit.language), str(replace(self, what=what, page=1)))


def view_of(payload: str) -> View:
    """Read what a button carries.

    Raises:
        OldButtonError: No button of ours carries this.
    """
    match payload.split(":"):
        case ["v", what, plan, period, code, page]:
            if what in get_args(What) and calendar.is_period(period) and page.isdecimal() and len(page) < 4:
                return View(what, plan, period, code, int(page))  # type: ignore[arg-type]  # one of What by the test
    raise OldButtonError


@dataclass(frozen=True, slots=True)
class Seen:
    """A view, together with what is needed to show it to the person in front of us."""

    unit: Unit
    view: View
    plan: Plan
    locality: Locality
    viewer: int  # whose eyes: in a group nobody's, since everybody there reads along
    sight: Sight

    @property
    def place(self) -> str:
        """The name of the locality."""
        return self.locality.name

    @property
    def term(self) -> str:
        """What its villages are called."""
        return self.plan.village_term or ("villages" if self.unit.language == "en" else "nơi báo cáo")

    @property
    def period(self) -> str:
        """The period in words."""
        return calendar.in_words(self.view.period, self.unit.language)

    @property
    def year(self) -> int:
        """The year of whose targets the figures are held against."""
        return calendar.year_of(self.view.period)

    def say(self, key: str, **values: object) -> str:
        """Give a sentence in the person's language."""
        return say(key, self.unit.language, **{name: str(value) for name, value in values.items()})

    def measures(self) -> tuple[Measure, ...]:
        """The measures that may be spoken of here: in a group none that is sensitive."""
        return tuple(m for m in self.unit.library.measures.every() if not (m.sensitive and self.unit.in_group))

    def measure(self) -> Measure:
        """The measure that the view is about; see ``measure_of``."""
        return self.measure_of(self.view.code)

    def measure_of(self, code: str) -> Measure:
        """The measure of that number.

        Raises:
            NotShownError: It is sensitive, and others read along.
            OldButtonError: There is none of that number.
        """
        found = next((m for m in self.unit.library.measures.every() if m.code == code), None)
        if found is None:
            raise OldButtonError
        if found not in self.measures():
            raise NotShownError("not_in_groups")
        return found


def seen(unit: Unit, view: View) -> Seen:
    """Get ready to show *view* to the person of *unit*.

    Raises:
        OldButtonError: The plan is no longer among those loaded.
    """
    plan = unit.library.plans.get(view.plan)
    if plan is None:
        raise OldButtonError
    viewer = NOBODY if unit.in_group else unit.person.user_id
    return Seen(unit, view, plan, unit.library.localities[plan.locality], viewer, sight_of(unit.db, viewer, plan.id))
