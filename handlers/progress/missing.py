"""Who has not reported: villages without anything, then those with gaps."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handlers.progress.expected import expected, numbers, told_collected
from handlers.progress.measure import called
from handlers.progress.overview import file_buttons
from handlers.progress.pages import foot, page_of, turns
from handlers.progress.view import Seen
from handlers.screen import NotShownError, Screen
from knowledge.figures.model import Measure
from storage import progress, reporting_villages
from storage.owing import Missing

_PAGE_VILLAGES = 25


def missing_page(seen: Seen, only: Sequence[Measure] = ()) -> Screen:
    """List the villages that have not reported, of the view's measure, of *only* some or of all.

    Raises:
        NotAllowedError: The person takes no part in the plan.
        NotShownError: Who lacks this measure is not for the person.
    """
    unit, view = seen.unit, seen.view
    seen.sight.require_part()
    only = (seen.measure(),) if view.code else [measure for measure in only if measure in seen.measures()]
    what = expected(seen, only or seen.measures())
    told = [measure for measure in what.measures if seen.sight.sees_who_sent(measure)]
    if not told:
        raise NotShownError("measure_hidden")
    today, zone = unit.now.date(), unit.now.tzinfo
    rows = progress.missing(
        unit.db, seen.plan.id, view.period, what.measures, viewer=seen.viewer, today=today, zone=zone
    )
    found = [one for one in rows if one.let_off is None]
    text = [seen.say("missing_head", place=seen.place, period=seen.period)]
    if only:
        text.append(seen.say("missing_of", label="; ".join(one.label.in_(unit.language) for one in what.measures)))
    else:
        text += told_collected(seen, replace(what, measures=tuple(told)))
    shown, page, pages = page_of(found, view.page, _PAGE_VILLAGES)
    text += _lines(seen, found, shown, len(told)) if found else [_nobody(seen)] if not rows else []
    text += [*_let_off(seen, rows), *_complete(seen, rows)] if page == 1 else ()
    if len(told) < len(what.measures):
        text.append(seen.say("missing_not_sensitive"))
    options = [*turns(seen, page, pages), view.button("button_all_measures", unit, "o")]
    options += [option for option in file_buttons(seen) if not option.query.startswith("v:n:")]
    return Screen("\n".join([*text, *foot(seen, page, pages)]), tuple(options))


def _lines(seen: Seen, found: Sequence[Missing], shown: Sequence[Missing], measures: int) -> list[str]:
    """A line of the villages without anything, counted over all pages, and one for each with gaps."""
    nothing = sum(len(one.measures) == measures for one in found)
    names = [_name(seen, one) for one in shown if len(one.measures) == measures]
    lines = [seen.say("missing_all", count=nothing, villages=", ".join(names))] if names else []
    for one in shown:
        count = len(one.measures)
        if count < measures:
            lines.append(seen.say("missing_some", village=_name(seen, one), count=count, numbers=numbers(one.measures)))
    return lines


def _let_off(seen: Seen, rows: Sequence[Missing]) -> Iterator[str]:
    """The villages of which nothing more is expected: they report on paper, or have leave."""
    for kind in ("paper", "leave"):
        names = [one.village.name or seen.place for one in rows if one.let_off == kind]
        if names:
            more = "…" if len(names) > _PAGE_VILLAGES else ""
            listed = ", ".join(names[:_PAGE_VILLAGES]) + more
            yield seen.say(f"rounds_villages_{kind}", count=len(names), villages=listed)


def _complete(seen: Seen, rows: Sequence[Missing]) -> Iterator[str]:
    """The villages that have sent everything, where others have not."""
    there = reporting_villages.villages_at(seen.unit.db, seen.plan.id, seen.view.period, zone=seen.unit.now.tzinfo)
    lacking = {one.village.id for one in rows}
    names = [village.name or seen.place for village in there if village.id not in lacking]
    if names and rows:
        more = "…" if len(names) > _PAGE_VILLAGES else ""
        yield seen.say("missing_complete", count=len(names), villages=", ".join(names[:_PAGE_VILLAGES]) + more)


def _name(seen: Seen, one: Missing) -> str:
    return called(seen, one.village.name or seen.place, away=one.away)


def _nobody(seen: Seen) -> str:
    """What to say where nobody is missing: all have reported, or there is nobody to report."""
    there = reporting_villages.villages_at(seen.unit.db, seen.plan.id, seen.view.period, zone=seen.unit.now.tzinfo)
    return seen.say("missing_none" if there else "progress_no_villages")
