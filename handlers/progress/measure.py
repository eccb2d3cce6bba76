"""One measure: the total against the target, then village by village."""

from collections.abc import Iterator, Sequence

from handlers.progress.overview import file_buttons, mark
from handlers.progress.pages import foot, page_of, turns
from handlers.progress.totals import told
from handlers.progress.view import Seen
from handlers.screen import Screen
from knowledge.figures import calendar
from knowledge.figures.goals import Goal, goal_of
from knowledge.figures.model import Measure
from knowledge.figures.showing import is_met, percent, result
from storage import progress
from storage.progress import Line, Standing

_PAGE_VILLAGES = 25


def measure_page(seen: Seen) -> Screen:
    """Show the measure of the view."""
    measure, unit = seen.measure(), seen.unit
    goal = goal_of(seen.plan, measure, seen.year)
    zone = unit.now.tzinfo
    found = progress.overview(unit.db, seen.plan.id, seen.view.period, [measure], viewer=seen.viewer, zone=zone)
    text = [*_head(seen, found.lines[0], goal), *_whole(seen, measure), ""]
    options = [seen.view.button("button_all_measures", unit, "o")]
    if seen.sight.sees_villages(measure):
        rows = progress.standings(
            unit.db, seen.plan.id, seen.view.period, measure, viewer=seen.viewer, today=unit.now.date(), zone=zone
        )
        shown, page, pages = page_of(list(_villages(seen, measure, rows, goal)), seen.view.page, _PAGE_VILLAGES)
        text += [*shown, *foot(seen, page, pages)]
        options = [*turns(seen, page, pages), *options, seen.view.button("button_chart", unit, "c")]
    elif measure.sensitive:
        text.append(seen.say("measure_hidden"))
    else:
        text.append(seen.say("progress_only_totals"))
    return Screen("\n".join(text), (*options, *file_buttons(seen)))


def _head(seen: Seen, line: Line, goal: Goal | None) -> Iterator[str]:
    """What the measure is, the total, the target and where it stands."""
    language, measure = seen.unit.language, line.measure
    values = {"place": seen.place, "period": seen.period}
    yield seen.say("measure_head", number=measure.number, label=measure.label.in_(language))
    total = told(line, language)
    yield seen.say("measure_place", **values, result=total) if total else seen.say("measure_place_nothing", **values)
    met = is_met(line.total, None, goal) if line.total else None
    if line.total and line.total.bare:
        yield seen.say("progress_bare", count=line.total.bare, term=seen.term)
    if goal:
        key = "measure_goal_undated" if goal.is_undated else "measure_goal"
        yield seen.say(key, year=seen.year, goal=goal.in_words(language), mark=mark(met))
        yield seen.say("measure_source", plan=seen.plan.title.in_(language), section=goal.section)
    else:
        yield seen.say("measure_no_goal", year=seen.year)


def _whole(seen: Seen, measure: Measure) -> Iterator[str]:
    """What was sent for the whole locality, apart from the villages' sum."""
    view, language = seen.view, seen.unit.language
    row = progress.whole_standing(
        seen.unit.db, seen.plan.id, view.period, measure, viewer=seen.viewer, zone=seen.unit.now.tzinfo
    )
    if row is not None and row.total is not None:
        said = result(row.total, language) if row.percent is None else percent(row.percent, language)
        yield seen.say("measure_whole", result=said, period=calendar.in_words(row.of, language))


def _villages(seen: Seen, measure: Measure, rows: Sequence[Standing], goal: Goal | None) -> Iterator[str]:
    """A line for each village, those without a figure together at the end."""
    if measure.sensitive and not seen.sight.leads:
        yield seen.say("measure_own_only")
    expected = [row for row in rows if not row.left]
    missing = [row for row in expected if not row.reported]
    if len(expected) > 1:
        counts = {"reported": len(expected) - len(missing), "villages": len(expected), "missing": len(missing)}
        yield seen.say("measure_counts", **counts, term=seen.term)
    for row in rows:
        if row.total is not None:
            yield _village(seen, row, goal)
        elif row.no_data:
            yield " ".join([seen.say("measure_no_data", village=name_of(seen, row)), *remarks(seen, row)])
    absent = [called(seen, name_of(seen, row), away=row.away) for row in missing]
    for start in range(0, len(absent), _PAGE_VILLAGES):
        yield seen.say("measure_missing", villages=", ".join(absent[start : start + _PAGE_VILLAGES]))


def _village(seen: Seen, row: Standing, goal: Goal | None) -> str:
    """A village with a figure."""
    assert row.total is not None
    language = seen.unit.language
    said = result(row.total, language) if row.percent is None else percent(row.percent, language)
    met = is_met(row.total, row.percent, goal)
    line = seen.say("measure_village", village=name_of(seen, row), result=said, mark=mark(met))
    return " ".join([line, *remarks(seen, row)])


def remarks(seen: Seen, row: Standing) -> Iterator[str]:
    """What is to be said beside a village's figure: it is of an earlier period, why there is none, it is disputed."""
    if row.left:
        yield seen.say("measure_left")
    if row.total is not None and not row.reported:
        yield seen.say("measure_earlier", period=calendar.in_words(row.of, seen.unit.language))
    if row.no_data and row.reason:
        yield seen.say("measure_reason", reason=row.reason)
    if row.checked:
        yield "· " + seen.say("measure_being_checked")


def name_of(seen: Seen, row: Standing) -> str:
    """The name of a village; that of the locality for the one that stands for all of it."""
    return row.village.name or seen.place


def called(seen: Seen, name: str, *, away: bool) -> str:
    """A village in a list, with the word that who reports for it is on leave."""
    return seen.say("village_away", village=name) if away else name
