"""The Excel workbook: progress against the targets, all figures, every revision, and who is missing."""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import get_args

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from bot.reports.figures import Figures, Row, undated
from bot.reports.sheet import Cell, LongSheet
from bot.reports.texts import write
from knowledge.figures.goals import Goal, goal_of
from knowledge.figures.showing import is_met
from storage import exports
from storage.cells import Via
from storage.owing import Missing

_A4 = 9  # as Excel numbers the sizes of paper
_BEFORE_EXCEL = 693_594  # days from the year 1 to the day from which Excel counts
_TWO_LINES = 30  # points
_WIDTHS = {"number": 6, "indicator": 44, "note": 40, "missing": 60, "reason": 30, "target": 26, "period": 10, "at": 17}
_STATES = ("number", "none", "withdrawn")
_PROGRESS = (
    *("number", "indicator", "target", "target_percent", "numerator", "denominator", "share", "cases", "met"),
    *("reported", "owed", "bare", "checked"),
)
_FIGURES = (
    *("village", "number", "indicator", "period", "numerator", "denominator", "share", "cases", "target_percent"),
    *("sender", "at", "note", "reason"),
)
_HISTORY = (
    *("at", "village", "number", "period", "before", "numerator", "denominator", "share", "cases"),
    *("sender", "way", "note", "reason"),
)
_MISSING = ("village", "missing_count", "missing", "note")


def workbook(figures: Figures, zone: tzinfo) -> bytes:
    """Make the workbook as the bytes of an .xlsx file; moments are written in *zone*."""
    out = io.BytesIO()
    with Workbook(out, {"default_date_format": "dd/mm/yyyy hh:mm"}) as book:
        book.set_properties({"title": write("workbook_name", place=figures.locality.name), "comments": figures.period})
        maker = _Maker(book, figures, zone)
        maker.progress()
        maker.figures()
        maker.history()
        maker.missing()
    return out.getvalue()


class _Maker:
    """One workbook being written."""

    def __init__(self, book: Workbook, figures: Figures, zone: tzinfo) -> None:
        self._book, self._all, self._zone = book, figures, zone
        self._head = book.add_format(
            {"bold": True, "bg_color": "#DCE9E3", "text_wrap": True, "valign": "top", "border": 1}
        )
        self._title = book.add_format({"bold": True, "font_size": 13})
        self._share = book.add_format({"num_format": "0.0%"})
        self._target = book.add_format({"num_format": "0.0#%"})  # a target may be 0.12%
        self._moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._ways = {way: write(f"workbook_way_{way}") for way in get_args(Via)}
        self._hours: dict[str, float] = {}
        self._targets: dict[tuple[int, int, str], tuple[Cell, bool]] = {}
        self._measures = {(m.indicator, m.part): (m.number, m) for m in figures.measures}

    def progress(self) -> None:
        """The first sheet: each measure's total beside its target."""
        villages, rows = self._all.progress()
        sheet = self._sheet("progress", _PROGRESS, title=f"{self._all.locality.name} · {self._all.period}")
        forms = self._formats(_PROGRESS)
        for place, row in enumerate(rows, start=2):
            for column, value in enumerate(self._progress_row(row, villages)):
                self._put(sheet, place, column, value, forms[column])
        sheet.autofilter(1, 0, len(rows) + 1, len(_PROGRESS) - 1)

    def _progress_row(self, row: Row, villages: int) -> Iterator[Cell]:
        total, cases = row.line.total, row.measure.counts_cases
        yield row.number
        yield row.measure.label.vi
        yield row.goal.in_full("vi") if row.goal else write("files_no_goal")
        yield _level(row.goal)
        has_counts = total is not None and not cases and total.villages > 0
        yield total.numerator if total and has_counts else None
        yield total.denominator if total and has_counts else None
        yield float(total.share / 100) if total and total.share is not None else None
        yield total.numerator if total and cases else None
        met = is_met(total, None, row.goal) if total else None
        yield None if met is None else write("files_met" if met else "files_not_met")
        yield row.line.reported
        yield villages
        yield total.bare if total and total.bare else None
        yield row.line.checked or None

    def figures(self) -> None:
        """The second sheet: what holds now for each village, measure and period."""
        wanted = self._all.wanted
        count, _ = exports.sizes(self._all.db, wanted.plan)
        sheet = self._sheet("figures", _FIGURES)
        rows = exports.figures(self._all.db, wanted.plan, viewer=wanted.viewer)
        formats = self._formats(_FIGURES)
        sheet.write_long(count, map(self._figure_row, rows), formats)
        sheet.autofilter(0, 0, max(count, 1), len(_FIGURES) - 1)

    def _figure_row(self, row: exports.Row) -> Sequence[Cell]:
        number, measure = self._measures[row.indicator, row.part]
        numerator, denominator, share, cases = _numbers(row, measure.counts_cases)
        target, undated_target = self._target_of(row)
        return (
            row.village or self._all.locality.name,
            number,
            measure.label.vi,
            row.period,
            numerator,
            denominator,
            share,
            cases,
            target,
            row.who or None,
            self._days(row.at),
            *_remarks(row, undated_target=undated_target),
        )

    def history(self) -> None:
        """The third sheet: every revision, oldest first."""
        wanted = self._all.wanted
        _, count = exports.sizes(self._all.db, wanted.plan)
        sheet = self._sheet("history", _HISTORY)
        rows = exports.history(self._all.db, wanted.plan, viewer=wanted.viewer)
        sheet.write_long(count, map(self._history_row, rows), self._formats(_HISTORY))
        sheet.autofilter(0, 0, max(count, 1), len(_HISTORY) - 1)

    def _history_row(self, row: exports.Row) -> Sequence[Cell]:
        number, measure = self._measures[row.indicator, row.part]
        return (
            self._days(row.at),
            row.village or self._all.locality.name,
            number,
            row.period,
            _before(row.before, measure.counts_cases),
            *_numbers(row, measure.counts_cases),
            row.who or None,
            self._ways[row.via],
            *_remarks(row),
        )

    def missing(self) -> None:
        """The fourth sheet: the villages that have not reported everything."""
        found, every = self._all.missing(), len(self._all.expected.measures)
        sheet = self._sheet("missing", _MISSING, title=write("workbook_missing_title", period=self._all.period))
        for place, one in enumerate(found, start=2):
            everything = len(one.measures) == every
            absent = write("workbook_everything") if everything else ", ".join(m.number for m in one.measures)
            self._put(sheet, place, 0, one.village.name or self._all.locality.name)
            self._put(sheet, place, 1, len(one.measures))
            self._put(sheet, place, 2, absent, self._wrapped)
            self._put(sheet, place, 3, self._why(one))

    @staticmethod
    def _why(one: Missing) -> Cell:
        """Why a village has not sent everything, where that is known."""
        return write(f"workbook_{one.let_off}") if one.let_off else write("workbook_away") if one.away else None

    def _sheet(self, what: str, columns: Sequence[str], title: str = "") -> LongSheet:
        """Add a sheet whose head stays in sight, also in print; below a *title*, where there is one."""
        sheet = self._book.add_worksheet(write(f"workbook_sheet_{what}"), worksheet_class=LongSheet)
        first = 1 if title else 0
        if title:
            sheet.write_string(0, 0, title, self._title)
        for place, column in enumerate(columns):
            sheet.write_string(first, place, write(f"workbook_column_{column}"), self._head)
            sheet.set_column(place, place, _WIDTHS.get(column, 13))
        sheet.set_row(first, _TWO_LINES)
        sheet.freeze_panes(first + 1, 0)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(first)
        assert isinstance(sheet, LongSheet)
        return sheet

    @staticmethod
    def _put(sheet: LongSheet, row: int, column: int, value: Cell, form: Format | None = None) -> None:
        """Write one cell as what it is: a text never becomes a formula, a link or a number."""
        if isinstance(value, str):
            sheet.write_string(row, column, value, form)
        elif value is not None:
            sheet.write_number(row, column, value, form)

    def _formats(self, columns: Sequence[str]) -> list[Format | None]:
        forms: Mapping[str, Format] = {"share": self._share, "target_percent": self._target, "at": self._moment}
        return [forms.get(column) for column in columns]

    def _target_of(self, row: exports.Row) -> tuple[Cell, bool]:
        """The target of the figure's year, where it is a percentage, or in words that it is a fall by one.

        Returns:
            It, and whether it is one for which the plan states no year.
        """
        key = (row.indicator, row.part, row.period[:4])
        if key not in self._targets:
            goal = goal_of(self._all.plan, self._measures[row.indicator, row.part][1], int(row.period[:4]))
            shown = goal.in_words("vi") if goal and goal.is_change else _level(goal)
            self._targets[key] = shown, shown is not None and goal is not None and goal.is_undated
        return self._targets[key]

    def _days(self, at: str) -> float:
        """A moment, as it is stored, in days as Excel counts them; each hour is looked up in its time zone once."""
        hour = at[:13]
        days = self._hours.get(hour)
        if days is None:
            local = datetime.fromisoformat(f"{hour}+00:00").astimezone(self._zone)
            days = local.toordinal() - _BEFORE_EXCEL + (local.hour + local.minute / 60) / 24
            self._hours[hour] = days
        return round(days + int(at[14:16]) / 1440 + int(at[17:19]) / 86400, 5)


def _level(goal: Goal | None) -> float | None:
    """The level of a target as a fraction, where it is a percentage."""
    value = goal.target.value if goal and goal.in_percent else None
    return None if value is None else float(value / 100)


def _numbers(row: exports.Row, counts_cases: bool) -> tuple[Cell, Cell, Cell, Cell]:
    """Numerator, denominator, share and cases, as far as they are there."""
    if counts_cases:
        cases = row.numerator if row.numerator is not None else None if row.value is None else int(row.value)
        return None, row.denominator, None, cases
    if row.numerator is not None and row.denominator:
        return row.numerator, row.denominator, round(row.numerator / row.denominator, 4), None
    return row.numerator, row.denominator, None if row.value is None else float(row.value / 100), None


def _before(said: str, counts_cases: bool) -> str | None:
    """What a revision replaced, as people write it: "45/47", "95,5%", "không có số liệu"."""
    if not said or said in _STATES:
        return _state(said) or None
    return said if counts_cases or "/" in said else f"{said.replace('.', ',')}%"


def _state(state: str) -> str:
    """Why there is no number; nothing where there is one."""
    return "" if state in ("", "number") else write(f"workbook_state_{state}")


def _remarks(row: exports.Row, *, undated_target: bool = False) -> tuple[str, ...]:
    """What is to be known about a figure, and the reason where there is none; nothing of most."""
    if row.state == "number" and not row.checked and not row.confirmed and not undated_target:
        return ()
    checked = write("workbook_checked") if row.checked else ""
    confirmed = write("workbook_confirmed") if row.confirmed else ""
    parts = (_state(row.state), checked, confirmed, undated() if undated_target else "")
    return ", ".join(part for part in parts if part), row.reason
