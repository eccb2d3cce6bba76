"""The overview: each measure's total against the target of the year, and how many villages have reported."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from handlers.progress.expected import group_of
from handlers.progress.pages import foot, page_of, turns
from handlers.progress.totals import told
from handlers.progress.view import Seen
from handlers.screen import Screen
from knowledge.figures import calendar
from knowledge.figures.goals import goal_of
from knowledge.figures.model import Measure
from knowledge.figures.showing import is_met
from knowledge.reply import Option
from storage import progress
from storage.progress import Line, Overview

_PAGE_MEASURES = 10
_LONGEST_LABEL = 30  # characters of a button


def overview(seen: Seen, only: Collection[Measure] = ()) -> Screen:
    """Show all measures, or *only* some from which to choose one."""
    group = group_of(seen)
    every = group.measures if group else seen.measures()
    measures, page, pages = page_of(tuple(only) or every, seen.view.page, _PAGE_MEASURES)
    found = progress.overview(
        seen.unit.db, seen.plan.id, seen.view.period, measures, viewer=seen.viewer, zone=seen.unit.now.tzinfo
    )
    text = [
        seen.say("progress_head", place=seen.place, period=seen.period),
        *_introduction(seen, found),
        *([group.heading] if group else ()),
        "",
        *(_line(seen, line, found.villages) for line in found.lines),
    ]
    if only:
        text += ["", seen.say("progress_choose")]
        return Screen("\n".join(text), tuple(_measure_buttons(seen, measures)))
    sent = [line.measure for line in found.lines if line.reported or line.total or line.few or line.of_one]
    options = [*_measure_buttons(seen, sent), *turns(seen, page, pages), *period_buttons(seen), *file_buttons(seen)]
    return Screen("\n".join([*text, *foot(seen, page, pages)]), tuple(options))


def file_buttons(seen: Seen) -> Iterator[Option]:
    """The buttons to what is made of the same figures, as far as the person may have it."""
    view = replace(seen.view, code="") if group_of(seen) else seen.view
    if seen.sight.takes_part and (not view.code or seen.sight.sees_who_sent(seen.measure())):
        yield view.button("button_missing", seen.unit, "n")
    if seen.sight.leads:
        yield view.button("button_workbook", seen.unit, "x")
        yield view.button("button_csv", seen.unit, "t")
        yield view.button("button_document", seen.unit, "w")


def mark(met: bool | None) -> str:
    """A tick for a target that is reached, a cross for one that is not."""
    return "" if met is None else " ✓" if met else " ✗"


def _introduction(seen: Seen, found: Overview) -> Iterator[str]:
    if not found.villages:
        yield seen.say("progress_no_villages")
    elif found.villages > 1:
        yield seen.say("progress_villages", villages=found.villages, term=seen.term)
    if not seen.sight.takes_part:
        yield seen.say("progress_only_totals")


def _line(seen: Seen, line: Line, villages: int) -> str:
    """One measure: "5.1 tiêm chủng…: 450/470 = 95,7% ✓ (9/13) · mục tiêu 95%"."""
    language, measure = seen.unit.language, line.measure
    goal = goal_of(seen.plan, measure, seen.year)
    values = {"number": measure.number, "label": measure.label.in_(language)}
    total = told(line, language)
    head = seen.say("progress_line", **values, result=total) if total else seen.say("progress_line_nothing", **values)
    head += mark(is_met(line.total, None, goal) if line.total else None)
    if line.reported is not None and villages > 1:
        head += " " + seen.say("progress_reported", reported=line.reported, villages=villages)
    more = [seen.say("progress_goal", goal=goal.in_full(language))] if goal else []
    if line.total and line.total.bare:
        more.append(seen.say("progress_bare", count=line.total.bare, term=seen.term))
    if line.checked:
        more.append(seen.say("progress_checked", count=line.checked))
    return " · ".join([head, *more])


def _measure_buttons(seen: Seen, measures: Collection[Measure]) -> Iterator[Option]:
    """A button to each measure, by its number and the beginning of its name."""
    for measure in measures:
        name = f"{measure.number} {measure.label.in_(seen.unit.language).partition(',')[0]}"
        label = name if len(name) <= _LONGEST_LABEL else name[: _LONGEST_LABEL - 1].rstrip() + "…"
        yield Option(label, str(replace(seen.view, what="m", code=measure.code, page=1)))


def period_buttons(seen: Seen) -> Iterator[Option]:
    """Buttons to the present month and year, and to the year of the period shown."""
    today = seen.unit.now.date()
    for period in dict.fromkeys((calendar.month_of(today), str(today.year), str(seen.year))):
        if period != seen.view.period:
            label = calendar.in_words(period, seen.unit.language)
            view = replace(seen.view, period=period, page=1, code="" if group_of(seen) else seen.view.code)
            yield Option(label[:1].upper() + label[1:], str(view))
