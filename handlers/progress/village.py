"""One village: what it has sent for a period, against the targets, and what is missing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handlers.progress.expected import expected
from handlers.progress.measure import remarks
from handlers.progress.overview import mark, period_buttons
from handlers.progress.pages import foot, page_of, turns
from handlers.progress.totals import told
from handlers.progress.view import Seen
from handlers.screen import NotShownError, OldButtonError, Screen
from knowledge.figures import calendar
from knowledge.figures.goals import goal_of
from knowledge.figures.model import Measure
from knowledge.figures.showing import is_met, percent, result
from knowledge.reply import Option
from storage import asked_cells, owing, progress, villages
from storage.asked_cells import Asked
from storage.owing import Expected
from storage.progress import Standing
from storage.villages import Village

_PAGE_LINES = 20
_MOST_NAMES = 12  # of what is missing; more are only counted


def village_code(village: Village, only: Sequence[Measure] = ()) -> str:
    """What a view carries of a village: its id, and the one measure asked about."""
    return f"{village.id}-{only[0].code}" if len(only) == 1 else str(village.id)


def village_page(seen: Seen, only: Sequence[Measure] = (), *, among: int = 1) -> Screen:
    """Show the village of the view: all measures, or *only* some; *among* so many that share one message.

    Raises:
        NotAllowedError: The person takes no part in the plan.
        NotShownError: What is asked for is sensitive, and others read along.
        OldButtonError: There is no such village or measure.
    """
    seen.sight.require_part()
    village, named = _wanted(seen)
    asked = [m for m in seen.measures() if m in (only or named)] if only or named else list(seen.measures())
    if not asked:
        raise NotShownError("not_in_groups")
    shown = [m for m in asked if seen.sight.leads or not m.sensitive or village.id in seen.sight.own]
    missing = asked_cells.lacking(seen.unit.db, Asked(seen.plan.id, seen.view.period, (village.id,), tuple(shown)))
    lacking, what = missing[village.id], expected(seen, shown)
    # Of a topic that is named the figure of an earlier period is shown too.
    there = [m for m in shown if only or named or m not in lacking]
    lines = list(_lines(seen, village, there))
    page_lines, page, pages = page_of(lines, seen.view.page, max(_PAGE_LINES // among, 1))
    text = [
        seen.say("village_head", village=village.name or seen.place, place=seen.place, period=seen.period),
        *page_lines,
        *(_more(seen, len(lines) - len(page_lines)) if among > 1 else ()),
        *_rest(seen, asked, shown, what, village, _MOST_NAMES // among),
        *(_whole_place(seen, m) for m in asked if len(asked) == 1 and m not in shown),
        *(foot(seen, page, pages) if among == 1 else ()),
    ]
    return Screen("\n".join(text), (*turns(seen, page, pages), *_buttons(seen, asked)))


def _wanted(seen: Seen) -> tuple[Village, list[Measure]]:
    """The village and the measures that a view carries."""
    id_, _, code = seen.view.code.partition("-")
    village = villages.by_id(seen.unit.db, int(id_)) if id_.isdecimal() and len(id_) < _LONGEST_ID else None
    if village is None or village.plan != seen.plan.id:
        raise OldButtonError
    return village, [seen.measure_of(code)] if code else []


_LONGEST_ID = 12  # digits


def _lines(seen: Seen, village: Village, measures: Sequence[Measure]) -> Iterator[str]:
    """What the village has of each measure; nothing of one of which it has no figure at all."""
    plan, period, now = seen.plan.id, seen.view.period, seen.unit.now
    found = progress.of_village(
        seen.unit.db, plan, period, measures, village.id, viewer=seen.viewer, today=now.date(), zone=now.tzinfo
    )
    for measure, row in found.items():
        if row.total is not None or row.no_data:
            yield _line(seen, measure, row)


def _line(seen: Seen, measure: Measure, row: Standing) -> str:
    """What a village has of a measure against the target of the year."""
    language, goal = seen.unit.language, goal_of(seen.plan, measure, seen.year)
    values = {"number": measure.number, "label": measure.label.in_(language)}
    if row.total is None:
        head = seen.say("village_no_data", **values)
    else:
        head = seen.say("progress_line", **values, result=_result(seen, row)) + mark(
            is_met(row.total, row.percent, goal)
        )
    within = row.reported and not measure.counts_cases and row.of not in ("", seen.view.period)
    of = [seen.say("measure_earlier", period=calendar.in_words(row.of, language))] if within else []
    more = [seen.say("progress_goal", goal=goal.in_full(language))] if goal else []
    return " · ".join([" ".join([head, *of, *remarks(seen, row)]), *more])


def _result(seen: Seen, row: Standing) -> str:
    assert row.total is not None
    language = seen.unit.language
    return result(row.total, language) if row.percent is None else percent(row.percent, language)


def _more(seen: Seen, left: int) -> Iterator[str]:
    """How many lines are *left* to the page of the village alone."""
    if left:
        yield seen.say("village_more", count=left)


def _rest(
    seen: Seen, asked: Sequence[Measure], shown: Sequence[Measure], what: Expected, village: Village, most: int
) -> Iterator[str]:
    """What has not been sent, *most* of it by name, and of what the person may not know whether it has."""
    found = owing.missing(seen.unit.db, what, [village], today=seen.unit.now.date())
    lacking = found[0].measures if found else ()
    if len(asked) > 1 and shown:
        key = "village_counts_of_round" if what.rounds else "village_counts"
        yield seen.say(key, there=len(what.measures) - len(lacking), all=len(what.measures))
    if found and found[0].let_off:
        yield seen.say(f"rounds_own_{found[0].let_off}", village=village.name or seen.place)
    elif lacking:
        names = "; ".join(f"{m.number} {m.label.in_(seen.unit.language)}" for m in lacking[:most])
        more = "…" if len(lacking) > most else ""
        yield seen.say("village_missing", count=len(lacking), names=names + more)
    hidden = [m for m in asked if m not in shown]
    if hidden:
        yield seen.say("village_hidden", numbers=", ".join(m.number for m in hidden))


def _whole_place(seen: Seen, measure: Measure) -> str:
    """What everybody may know of a measure whose figures are not for the person's eyes: the total of all villages."""
    zone = seen.unit.now.tzinfo
    found = progress.overview(seen.unit.db, seen.plan.id, seen.view.period, [measure], viewer=seen.viewer, zone=zone)
    (line,) = found.lines
    values, total = {"place": seen.place, "period": seen.period}, told(line, seen.unit.language)
    return seen.say("measure_place", **values, result=total) if total else seen.say("measure_place_nothing", **values)


def _buttons(seen: Seen, asked: Sequence[Measure]) -> Iterator[Option]:
    """The other periods; then all villages of the one measure, or all measures."""
    yield from period_buttons(seen)
    if len(asked) == 1:
        yield Option(seen.say("button_all_villages"), str(replace(seen.view, what="m", code=asked[0].code, page=1)))
    yield Option(seen.say("button_all_measures"), str(replace(seen.view, what="o", code="", page=1)))
