"""The occurrences of a deadline: the dates on which it falls, and the period that is reported by each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.entries import Text
from knowledge.figures.model import first_day
from knowledge.figures.period_forms import UNCLEAR, PeriodMention
from knowledge.figures.periods import find_periods
from knowledge.model import Deadline, Plan
from knowledge.month_ends import day_of_month
from knowledge.rounds.deadline_words import NewDeadline
from knowledge.tokens import Token, tokenize

_YEARS_AHEAD = 1
_EARLY_IN_MONTH = 15  # what is due until then is about the month before
_EARLY_IN_HALF = 7  # what is due until then is about the first half of the year
_EARLY_IN_YEAR = 1  # what is due in January is about the year before


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One date of a duty to report."""

    deadline: str  # the id in the plan, or that of a deadline which staff added
    key: str  # tells the occurrences of one deadline apart: "2025", "2025-10", "2025-Q3"
    what: Text
    period: str  # what is reported: "2025", "2025-H1"
    last_day: dt.date | None  # None: the plan names a year and no day
    section: str | None  # where the plan says so; None: staff added it


def of_plan(plan: Plan, today: dt.date) -> list[Occurrence]:
    """Return the occurrences of the dated, the yearly, and the "in that year" deadlines of *plan*.

    Of a yearly one those of this year and the next.
    """
    return [occurrence for deadline in plan.deadlines for occurrence in _of_deadline(deadline, today)]


def of_added(deadline_id: str, deadline: NewDeadline, today: dt.date, *, since: dt.date) -> list[Occurrence]:
    """Return the occurrences of a deadline that staff added, from this one on: of a monthly one this month's and next.

    What recurs begins with the first last day that was still to come: that is the one that staff were shown.

    Args:
        deadline_id: What the rounds know it by.
        deadline: What staff typed.
        today: The day from which to look ahead.
        since: The day on which it was added.
    """
    what = Text(vi=deadline.what, en=deadline.what)
    found = []
    for written in _written_days(deadline, today):
        last = written - dt.timedelta(days=1) if deadline.before else written
        if last < since and deadline.every != "once":
            continue
        turn = _turn_of_added(deadline, last)
        period = _period_named(deadline.what, last) if deadline.every in ("once", "year") else None
        key = turn if deadline.every != "once" else "once"
        found.append(Occurrence(deadline_id, key, what, period or turn, last, None))
    return found


def _of_deadline(deadline: Deadline, today: dt.date) -> Iterator[Occurrence]:
    """Yield the occurrences of a deadline of a plan. "Before 5 November" ends on the 4th."""
    early = dt.timedelta(days=1 if deadline.before else 0)
    if deadline.date:
        last = deadline.date - early
        period = _period_of_kind(deadline, last)
        yield Occurrence(deadline.id, str(deadline.date.year), deadline.what, period, last, deadline.section)
    elif deadline.yearly:
        for year in range(today.year, today.year + _YEARS_AHEAD + 1):
            last = day_of_month(year, *deadline.yearly) - early
            period = _period_of_kind(deadline, last)
            yield Occurrence(deadline.id, str(year), deadline.what, period, last, deadline.section)
    elif deadline.year:
        named = str(deadline.year)
        yield Occurrence(deadline.id, named, deadline.what, named, None, deadline.section)


def _period_of_kind(deadline: Deadline, last: dt.date) -> str:
    """Return what a plan's report is about: a half year for a six-month report, else a year."""
    return _half_reported(last) if deadline.kind == "six_month_report" else str(_year_reported(last))


def _half_reported(last: dt.date) -> str:
    """Return the half year that a report is about whose last day this is."""
    year = _year_reported(last)
    return f"{year}-H{1 if year == last.year and last.month <= _EARLY_IN_HALF else 2}"


def _year_reported(last: dt.date) -> int:
    """Return the year that a report is about whose last day this is."""
    return last.year - 1 if last.month <= _EARLY_IN_YEAR else last.year


def _written_days(deadline: NewDeadline, today: dt.date) -> list[dt.date]:
    """Return the days as typed, of the present and the next turn."""
    if deadline.every == "once":
        assert deadline.month is not None
        assert deadline.year is not None
        return [day_of_month(deadline.year, deadline.month, deadline.day)]
    if deadline.every == "year":
        assert deadline.month is not None
        return [day_of_month(year, deadline.month, deadline.day) for year in (today.year, today.year + 1)]
    first, step = today.month - 1, 1
    if deadline.every == "quarter":
        # In the first month of a quarter about the one before, or at the end of its last.
        first, step = first // 3 * 3 + (0 if deadline.day <= _EARLY_IN_MONTH else 2), 3
    turns = [divmod(first + more, 12) for more in (0, step)]
    return [day_of_month(today.year + years, month + 1, deadline.day) for years, month in turns]


def _period_named(what: str, last: dt.date) -> str | None:
    """Return the period in the name of a report: "báo cáo quý 3", "số liệu tháng 9"; None without one, or with two.

    A number alone is rather that of a plan ("Kế hoạch 2024"), and nothing is reported of what has not begun.
    """
    tokens = tokenize(what)
    named = find_periods(what, tokens, last)
    mentions = [m for m in named if not m.denied and m.end > m.start + 1 and m.period != UNCLEAR]
    found = {_half_reported(last) if _leaves_half_open(m, tokens) else m.period for m in mentions}
    return next((period for period in found if len(found) == 1 and first_day(period) <= last), None)


def _leaves_half_open(mention: PeriodMention, tokens: Sequence[Token]) -> bool:
    """Tell whether "6 tháng" does not say which: the day it is due does."""
    return "-H" in mention.period and not {"dau", "cuoi"} & {token.key for token in tokens[mention.start : mention.end]}


def _turn_of_added(deadline: NewDeadline, last: dt.date) -> str:
    """Return which turn of a deadline of staff's it is: the month or quarter that has ended, or ends with it."""
    if deadline.every == "month":
        month = last if last.day > _EARLY_IN_MONTH else last.replace(day=1) - dt.timedelta(days=1)
        return f"{month:%Y-%m}"
    if deadline.every == "quarter":
        start = dt.date(last.year, (last.month - 1) // 3 * 3 + 1, 1)
        day = last if last.month % 3 == 0 else start - dt.timedelta(days=1)
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return str(_year_reported(last))
