"""How rounds are called and dated in messages. Plain text unless it is said to be Telegram HTML."""

from datetime import date, timedelta

from handlers.rounds import naming
from handlers.unit import Unit
from knowledge import formatting
from knowledge.figures import calendar
from knowledge.formatting import capital
from knowledge.model import Deadline
from knowledge.sentences import say
from storage import deadlines
from storage.rounds import Round

_LONGEST_LABEL = 24  # characters on a button


def say_here(unit: Unit, key: str, **values: object) -> str:
    """Give the sentence ``rounds_<key>`` in the person's language, Telegram HTML."""
    return say(f"rounds_{key}", unit.language, **{name: str(value) for name, value in values.items()})


def title(unit: Unit, found: Round) -> str:
    """What a round is for: "Báo cáo năm"."""
    return capital(found.what.in_(unit.language))


def period(unit: Unit, found: Round) -> str:
    """The period of which figures are collected: "năm 2025"."""
    return calendar.in_words(found.period, unit.language)


def called(unit: Unit, found: Round) -> str:
    """A round, told apart from the others of its deadline: "Báo cáo quý 3/2025"."""
    return naming.called(found, unit.language)


def label(unit: Unit, found: Round) -> str:
    """A round on a button, short: "04/11 · năm 2025"; one without a day by as much of its name as fits."""
    if found.last_day:
        return f"{_short_day(unit, found.last_day)} · {period(unit, found)}"
    name = title(unit, found)
    return name if len(name) <= _LONGEST_LABEL else name[: _LONGEST_LABEL - 1].rstrip() + "…"


def day(unit: Unit, moment: date) -> str:
    """A day: "04/11/2025"."""
    return formatting.day(moment, unit.language)


def days_left(unit: Unit, last: date) -> str:
    """How far off the end of a day is: "còn 9 ngày", "hôm nay là ngày cuối", "đã quá 2 ngày"; Telegram HTML."""
    left = (last - unit.now.date()).days
    key = "days_left" if left > 1 else "one_day_left" if left == 1 else "last_day_today" if left == 0 else "days_over"
    return say_here(unit, key, days=abs(left))


def term(unit: Unit, plan_id: str) -> str:
    """What the villages of a plan are called: "khu phố"."""
    return naming.term(unit.library, plan_id, unit.language)


def source(unit: Unit, found: Round) -> str:
    """Where the plan names the deadline, as answers cite it, or the word that staff added it; Telegram HTML."""
    plan = unit.library.plans.get(found.plan)
    if found.section is None or plan is None:
        return say_here(unit, "added_by_staff")
    place = unit.library.localities[plan.locality].full_name(unit.language)
    return say_here(unit, "source", place=place, section=found.section)


def written_day(unit: Unit, found: Round) -> date | None:
    """The day that plan or staff wrote, where it is not the last one itself: "trước ngày 05/11"; None elsewhere."""
    if found.moved or found.last_day is None or not _is_before(unit, found):
        return None
    return found.last_day + timedelta(days=1)


def moved(unit: Unit, found: Round) -> str:
    """Say that staff set the last day, and what the plan says of it; Telegram HTML."""
    deadline = _of_plan(unit, found)
    if deadline and deadline.yearly:
        month, day_of_month = deadline.yearly
    elif deadline and deadline.date:
        month, day_of_month = deadline.date.month, deadline.date.day
    else:
        return say_here(unit, "was_moved")
    key = "was_moved_before" if deadline.before else "was_moved_until"
    return say_here(unit, key, written=formatting.day_and_month(month, day_of_month, unit.language))


def _short_day(unit: Unit, moment: date) -> str:
    """A day of this year without the year."""
    if moment.year == unit.now.year:
        return formatting.day_and_month(moment.month, moment.day, unit.language)
    return day(unit, moment)


def _is_before(unit: Unit, found: Round) -> bool:
    """Tell whether the deadline of a round is "before" its day."""
    deadline = _of_plan(unit, found)
    if deadline:
        return deadline.before
    return any(a.name == found.deadline and a.deadline.before for a in deadlines.of_plan(unit.db, found.plan))


def _of_plan(unit: Unit, found: Round) -> Deadline | None:
    """The deadline of the plan from which a round comes; None where staff added it."""
    plan = unit.library.plans.get(found.plan)
    deadlines_there = plan.deadlines if plan and found.section else ()
    return next((deadline for deadline in deadlines_there if deadline.id == found.deadline), None)
