"""How rounds and villages are called and counted, whoever reads it: the person here, or one to whom we write."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from knowledge.entries import Language
from knowledge.figures import calendar
from knowledge.figures.model import Measure
from knowledge.formatting import capital
from knowledge.sentences import say
from storage.obligations import RoundStanding, Status
from storage.rounds import Round

if TYPE_CHECKING:
    from knowledge.library import Library

_WORD_ENDS = re.compile(r"(?<=.)(?=[ /]|$)")  # "quý", "quý 3" and "quý 3/2025" of "quý 3/2025"
_NAMES = 3  # missing things that are named; the others are counted
_STATES: Sequence[Status] = ("done", "partly", "none", "paper", "leave")


def called(found: Round, language: Language) -> str:
    """A round, told apart from the others of its deadline: "Báo cáo quý 3/2025", "Tháng hành động (năm 2025)"."""
    title, period = capital(found.what.in_(language)), calendar.in_words(found.period, language)
    for end in reversed(list(_WORD_ENDS.finditer(period))):
        begun = period[: end.start()]
        if title.lower().endswith(f" {begun}".lower()):
            return f"{title[: -len(begun)]}{period}"
    return f"{title} ({period})"


def term(library: "Library", plan_id: str, language: Language, *, count: int | None = None) -> str:
    """What the villages of a plan are called: "khu phố"; in English one of them is a village."""
    plan = library.plans.get(plan_id)
    spoken = plan.village_term if plan and language == "vi" else None
    return spoken or say("rounds_term_one" if count == 1 else "rounds_term", language)


def counted(library: "Library", plan_id: str, language: Language, count: int) -> str:
    """So many villages: "13 khu phố"."""
    return f"{count} {term(library, plan_id, language, count=count)}"


def some_of(missing: Sequence[Measure], language: Language) -> str:
    """The first missing things by name; a label may hold a comma, what stands before it is enough here."""
    shown = ", ".join(measure.label.in_(language).partition(",")[0] for measure in missing[:_NAMES])
    more = len(missing) - _NAMES
    return say("nudge_names_more", language, names=shown, count=str(more)) if more > 0 else shown


def stood(library: "Library", standing: RoundStanding, language: Language) -> list[str]:
    """How many villages stand how, those that are none left out: "2 khu phố đã đủ", "11 chưa gửi"."""
    found: list[str] = []
    for state in _STATES:
        count = standing.count(state)
        if count:
            villages = str(count) if found else counted(library, standing.round.plan, language, count)
            found.append(say(f"rounds_count_{state}", language, villages=villages))
    return found
