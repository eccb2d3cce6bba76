"""Deadlines that staff added, in words: "trước 20/07 hằng năm, nên ngày cuối là 19/07/2026"."""

from datetime import timedelta

from handlers.rounds import words
from handlers.rounds.words import say_here
from handlers.unit import Unit
from knowledge import formatting
from knowledge.figures import calendar
from knowledge.formatting import capital
from knowledge.rounds import occurrences
from knowledge.rounds.deadline_words import NewDeadline
from knowledge.rounds.occurrences import Occurrence
from storage import deadlines
from storage.rounds import LEAD_DAYS, OPEN_DAYS

_LAST_OF_MONTH = 31
_FIRST_HALF = 15  # a quarterly day until then lies in the quarter's first month, see ``NewDeadline``


def lines(unit: Unit, plan: str) -> list[str]:
    """The added deadlines of *plan*, a line each; Telegram HTML."""
    return [
        say_here(unit, "added_line", what=capital(one.deadline.what), when=_when(unit, one.deadline))
        for one in deadlines.of_plan(unit.db, plan)
    ]


def understood(unit: Unit, plan: str, read: NewDeadline) -> str:
    """How a deadline was understood: when, for which period, from when until when; Telegram HTML."""
    following = _next(unit, read)
    assert following.last_day
    last = following.last_day
    key = "understood_before" if read.before else "understood_once" if read.every == "once" else "understood"
    head = say_here(unit, key, what=capital(read.what), when=_when(unit, read), last=words.day(unit, last))
    more = say_here(
        unit,
        "understood_days",
        term=words.term(unit, plan),
        period=calendar.in_words(following.period, unit.language),
        villages=words.day(unit, last - timedelta(days=LEAD_DAYS)),
        opens=words.day(unit, last - timedelta(days=OPEN_DAYS)),
    )
    return f"{head}\n{more}"


def _next(unit: Unit, read: NewDeadline) -> Occurrence:
    """The occurrence that is to come."""
    today = unit.now.date()
    found = occurrences.of_added("", read, today)
    return next((one for one in found if one.last_day and one.last_day >= today), found[-1])


def _when(unit: Unit, read: NewDeadline) -> str:
    """The day as it was typed, plain text: "trước 20/07 hằng năm", "đến hết ngày 5 hằng tháng"."""
    side = "before" if read.before else "until"
    if read.every in ("month", "quarter"):
        last = read.day == _LAST_OF_MONTH
        day = say_here(unit, "last_of_month") if last else say_here(unit, "day_of_month", day=read.day)
        half = ("_first" if read.day <= _FIRST_HALF else "_last") if read.every == "quarter" else ""
        return say_here(unit, f"{side}_{read.every}{half}", day=day)
    assert read.month
    when = formatting.day_and_month(read.month, read.day, unit.language)
    if read.every == "year":
        return say_here(unit, f"{side}_year", day=when)
    return say_here(unit, f"{side}_once", day=when, year=read.year)
