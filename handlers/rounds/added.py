"""Deadlines that staff added, in words: "trước 20/07 hằng năm, nên ngày cuối là 19/07/2026"."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from handlers.rounds import words
from handlers.rounds.words import say_here
from handlers.unit import Unit
from knowledge import formatting
from knowledge.figures import calendar
from knowledge.formatting import capital
from knowledge.rounds import collected, occurrences
from knowledge.rounds.deadline_words import NewDeadline
from knowledge.rounds.occurrences import Occurrence
from storage import deadlines, rounds
from storage.deadlines import AddedDeadline
from storage.rounds import LEAD_DAYS, OPEN_DAYS, Round

_LAST_OF_MONTH = 31
_FIRST_HALF = 15  # a quarterly day until then lies in the quarter's first month, see ``NewDeadline``


def lines(unit: Unit, plan: str) -> list[str]:
    """The added deadlines of *plan*, a line each, with the days that were moved since; Telegram HTML."""
    today, moved = unit.now.date(), defaultdict[str, list[Round]](list)
    for found in rounds.of_plan(unit.db, plan):
        if found.moved and found.state(today) in ("coming", "open", "late"):
            moved[found.deadline].append(found)
    return [_line(unit, one, moved[one.name]) for one in deadlines.of_plan(unit.db, plan)]


def comes_too_late(unit: Unit, read: NewDeadline) -> bool:
    """Tell whether the villages' day of a new deadline is over, or today."""
    return _village_day(_next(unit, read)) <= unit.now.date()


def understood(unit: Unit, plan: str, read: NewDeadline) -> str:
    """How a deadline was understood: when, for which period, from when until when; Telegram HTML."""
    following = _next(unit, read)
    assert following.last_day
    last = following.last_day
    key = "understood_before" if read.before else "understood_once" if read.every == "once" else "understood"
    head = say_here(unit, key, what=capital(read.what), when=_when(unit, read), last=words.day(unit, last))
    village_day, term = _village_day(following), words.term(unit, plan)
    lines = [head, _collected(unit, plan, following)]
    days = {"villages": words.day(unit, village_day), "opens": words.day(unit, last - timedelta(days=OPEN_DAYS))}
    lines.append(say_here(unit, "understood_days", term=capital(term), **days))
    lines += _before_its_end(unit, plan, read, following)
    if comes_too_late(unit, read):
        key = "village_day_today" if village_day == unit.now.date() else "village_day_over"
        lines.append(say_here(unit, key, term=term))
    return "\n".join([*lines, say_here(unit, "understood_rightly")])


def is_early(unit: Unit, read: NewDeadline) -> bool:
    """Tell whether villages owe a month or quarter before it is over."""
    following = _next(unit, read)
    return read.every in ("month", "quarter") and _village_day(following) < calendar.last_day(following.period)


def _before_its_end(unit: Unit, plan: str, read: NewDeadline, following: Occurrence) -> list[str]:
    """Say of such a deadline what can be done: collect the month or quarter before, or set the villages' day."""
    if not is_early(unit, read):
        return []
    assert following.last_day
    named = {"period": calendar.in_words(following.period, unit.language), "term": words.term(unit, plan)}
    within = following.last_day <= calendar.last_day(following.period)
    return [say_here(unit, f"within_{read.every}" if within else "villages_within", **named)]


def _line(unit: Unit, one: AddedDeadline, moved: Sequence[Round]) -> str:
    """A deadline as it was typed, and where staff moved it to."""
    line = say_here(unit, "added_line", what=capital(one.deadline.what), when=_when(unit, one.deadline))
    for found in moved:
        assert found.last_day
        key = "added_moved" if one.deadline.every == "once" else "added_moved_of"
        last, period = words.day(unit, found.last_day), words.period(unit, found)
        line = f"{line}; {say_here(unit, key, day=last, period=period)}"
    return line


def _collected(unit: Unit, plan: str, following: Occurrence) -> str:
    """What the round of a new deadline collects, before staff choose."""
    codes = collected.codes_of(unit.library.plans[plan], unit.library.measures)
    key = "understood_all" if len(codes) == len(unit.library.measures.every()) else "understood_some"
    period = calendar.in_words(following.period, unit.language)
    return say_here(unit, key, count=len(codes), period=period)


def _village_day(following: Occurrence) -> date:
    assert following.last_day
    return following.last_day - timedelta(days=LEAD_DAYS)


def _next(unit: Unit, read: NewDeadline) -> Occurrence:
    """The occurrence that is to come."""
    today = unit.now.date()
    return occurrences.of_added("", read, today, since=today)[0]


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
