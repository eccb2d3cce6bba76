"""Periods asked for: such as there are not, such as nothing is known of, and several side by side."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from handlers.progress.overview import mark, period_buttons
from handlers.progress.pages import foot, page_of, turns
from handlers.progress.totals import told
from handlers.progress.view import Seen, View
from handlers.screen import NotShownError, OldButtonError, Screen, at_most_a_message
from knowledge.figures import calendar
from knowledge.figures.asked import ProgressQuestion
from knowledge.figures.goals import Goal, goal_of
from knowledge.figures.model import Measure, first_day
from knowledge.figures.showing import is_met
from knowledge.formatting import capital
from knowledge.reply import Option
from storage import progress, reporting_villages, rounds


def require_period(question: ProgressQuestion) -> None:
    """Raise ``NotShownError`` where something is named for a period that is none: "tháng 13", "9 tháng đầu năm"."""
    if question.no_period:
        raise NotShownError("no_such_period", words=question.no_period)


def nothing_of(seen: Seen) -> Screen | None:
    """Say that there is nothing of a period in which nobody had to report here; None where somebody had to.

    That is one to come; or one of a year that was over when the plan's villages were entered, of which nothing has been
    sent and which no round collects.
    """
    key = "nothing_to_come" if first_day(seen.view.period) > seen.unit.now.date() else "nothing_before"
    if key == "nothing_before" and not _is_before_us(seen):
        return None
    return Screen(seen.say(key, place=seen.place, period=seen.period), tuple(period_buttons(seen)))


def _is_before_us(seen: Seen) -> bool:
    """Tell whether the year shown was over before the plan came here, and nobody has anything to do with it since."""
    db, plan, zone = seen.unit.db, seen.plan.id, seen.unit.now.tzinfo
    if not reporting_villages.is_before_all(db, plan, str(seen.year), zone=zone):
        return False
    collected = any(calendar.year_of(found.period) == seen.year for found in rounds.of_plan(db, plan))
    return not collected and not progress.has_figures(db, plan, seen.view.period)


def periods_compared(seen: Seen, periods: Sequence[str], measures: Collection[Measure]) -> Screen:
    """Show what measures came to in each of some periods, under one another; all measures where none is named."""
    those = [m for m in measures or seen.measures() if m in seen.measures()]
    if not those:
        raise NotShownError("not_in_groups")
    view = _view_of(seen.view, periods)
    while not measures and len(str(view)) > _LONGEST_BUTTON:
        periods = periods[:-1]
        view = _view_of(seen.view, periods)
    seen = replace(seen, view=view)
    views = [replace(seen, view=replace(view, period=period)) for period in periods]
    # A button carries no list of measures: of those that are named all stand in one message.
    size = len(those) if measures else max(_PAGE_LINES // (len(periods) + _LINES_AROUND), 1)
    shown, page, pages = page_of(those, view.page, size)
    blocks = ["\n".join(_block(views, measure)) for measure in shown]
    code = those[0].code if len(those) == 1 else ""
    options = [
        Option(capital(one.period), str(replace(one.view, what="m" if code else "o", code=code, page=1)))
        for one in views
    ]
    head = seen.say("periods_head", place=seen.place)
    text = at_most_a_message("\n\n".join([head, *blocks, *foot(seen, page, pages)]))
    return Screen(text, (*turns(seen, page, pages), *options))


def periods_page(seen: Seen) -> Screen:
    """Show a page of all measures in the periods of the view.

    Raises:
        OldButtonError: It carries none.
    """
    first = seen.view.period
    others = [f"{first[:_YEAR]}-{one}" if len(one) < _YEAR else one for one in seen.view.code.split("+")]
    if not all(map(calendar.is_period, others)):
        raise OldButtonError
    return periods_compared(seen, (first, *others), ())


def _view_of(view: View, periods: Sequence[str]) -> View:
    """The view of some periods, written short, as a button has to: of the first's year "09+Q3", others "2024-09"."""
    first, *others = periods
    year = f"{first[:_YEAR]}-"
    return replace(view, what="p", period=first, code="+".join(period.removeprefix(year) for period in others))


_LONGEST_BUTTON = 63  # of Telegram's 64 bytes: the number of a page may have a second digit
_YEAR = len("2025")
_PAGE_LINES = 36
_LINES_AROUND = 3  # of a measure: its name, its target and the empty line


def _block(views: Sequence[Seen], measure: Measure) -> Iterator[str]:
    """A measure, a line for each period, and what is aimed at in each of their years."""
    first = views[0]
    yield first.say("measure_head", number=measure.number, label=measure.label.in_(first.unit.language))
    for seen in views:
        yield _line(seen, measure, goal_of(seen.plan, measure, seen.year))
    for year in dict.fromkeys(seen.year for seen in views):
        goal = goal_of(first.plan, measure, year)
        if goal:
            key = "measure_goal_undated" if goal.is_undated else "measure_goal"
            yield first.say(key, year=year, goal=goal.in_words(first.unit.language), mark="")
            if goal.is_undated:
                return  # it is one for all years


def _line(seen: Seen, measure: Measure, goal: Goal | None) -> str:
    """What the measure came to in one period, and how many villages have reported."""
    zone, period = seen.unit.now.tzinfo, capital(seen.period)
    found = progress.overview(seen.unit.db, seen.plan.id, seen.view.period, [measure], viewer=seen.viewer, zone=zone)
    (line,) = found.lines
    total = told(line, seen.unit.language)
    met = mark(is_met(line.total, None, goal) if line.total else None)
    if total:
        text = seen.say("periods_line", period=period, result=total, mark=met)
    else:
        text = seen.say("periods_line_nothing", period=period)
    if line.reported is None or found.villages <= 1:
        return text
    return f"{text} {seen.say('progress_reported', reported=line.reported, villages=found.villages)}"
