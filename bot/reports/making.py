"""From what is wanted to a file, over a connection that can only read. Runs in a thread of its own."""

from collections.abc import Callable, Mapping
from datetime import tzinfo
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlite_utils import Database

from bot.reports.figures import Figures
from bot.reports.wanted import Kind, Made, Wanted
from handlers.progress.totals import told
from knowledge.figures.calendar import in_words
from knowledge.figures.goals import Goal
from knowledge.figures.showing import is_met, percent, result
from knowledge.sentences import say
from storage.progress import Standing

if TYPE_CHECKING:
    from bot.reports.chart import Bar, Chart
    from knowledge.library import Library

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def make(db: Database, library: "Library", wanted: Wanted, zone: tzinfo) -> Made:
    """Make the file that is *wanted*.

    Raises:
        NotAllowedError: It is not for the viewer.
        NothingToShowError: There is nothing to draw.
        KeyError: The plan or the measure is no longer there.
    """
    return _MAKERS[wanted.report](Figures(db, library, wanted, zone), zone)


def _workbook(figures: Figures, zone: tzinfo) -> Made:
    from bot.reports.workbook import workbook

    return Made(_name(figures, "so-lieu", "xlsx"), _XLSX, workbook(figures, zone), _caption(figures))


def _csv(figures: Figures, _zone: tzinfo) -> Made:
    from bot.reports.table_csv import table_csv

    return Made(_name(figures, "so-lieu", "csv"), "text/csv", table_csv(figures), _caption(figures))


def _document(figures: Figures, _zone: tzinfo) -> Made:
    from bot.reports.document import document
    from storage.sight import sight_of

    sight_of(figures.db, figures.wanted.viewer, figures.plan.id).require_leading()
    return Made(_name(figures, "bao-cao", "docx"), _DOCX, document(figures), _caption(figures))


def _chart(figures: Figures, _zone: tzinfo) -> Made:
    from bot.reports.chart import draw

    chart = chart_of(figures)
    name = _name(figures, f"bieu-do-{figures.wanted.code}", "png")
    return Made(name, "image/png", draw(chart), chart.title, is_picture=True)


def chart_of(figures: Figures) -> "Chart":
    """Say what the chart of the measure that is wanted shows."""
    from bot.reports.chart import Chart

    language, measure = figures.wanted.language, figures.measure(figures.wanted.code)
    _, (row,) = figures.progress([measure])
    shown = told(row.line, language)
    level = row.goal.target.value if row.goal and row.goal.in_percent and not measure.counts_cases else None
    year = f"{figures.year}: " if row.goal and not row.goal.is_undated else ""
    target = f"{year}{row.goal.in_full(language)}" if row.goal else ""
    return Chart(
        title=f"{row.number} · {measure.label.in_(language)}",
        subtitle=": ".join(part for part in (_caption(figures), shown) if part),
        bars=[_bar(figures, standing, row.goal, measure.counts_cases) for standing in figures.standings(measure)],
        target=level,
        target_label=say("chart_target", language, target=target) if level is not None else "",
        percent=not measure.counts_cases,
        better=measure.better,
        left_out=say("chart_left_out", language, shown="{shown}", all="{all}"),
    )


def _bar(figures: Figures, standing: Standing, goal: Goal | None, counts_cases: bool) -> "Bar":
    from bot.reports.chart import Bar

    language, total = figures.wanted.language, standing.total
    name = standing.village.name or figures.locality.name
    if total is None:
        key = "chart_no_data" if standing.no_data else "chart_missing"
        return Bar(name, None, say(key, language), None)
    met = is_met(total, standing.percent, goal)
    if standing.percent is not None:
        value: Decimal | None = standing.percent
        shown = percent(standing.percent, language)
    else:
        value = Decimal(total.numerator) if counts_cases else total.share
        shown = str(total.numerator) if counts_cases else result(total, language)
    earlier = "" if standing.reported else f" ({standing.of})"
    checked = f" · {say('measure_being_checked', language)}" if standing.checked else ""
    return Bar(name, value, f"{shown}{_MARKS[met]}{earlier}{checked}", met)


_MARKS = {True: " ✓", False: " ✗", None: ""}


def _caption(figures: Figures) -> str:
    return f"{figures.locality.name}, {in_words(figures.wanted.period, figures.wanted.language)}"


def _name(figures: Figures, what: str, ending: str) -> str:
    """A file name without diacritics: old phones and mail programs garble them."""
    return f"{what}-{figures.plan.id}-{figures.wanted.period}.{ending}"


_MAKERS: Mapping[Kind, Callable[[Figures, tzinfo], Made]] = {
    "chart": _chart,
    "workbook": _workbook,
    "document": _document,
    "csv": _csv,
}
