"""A round's page: its days, how far the villages have come, what is missing, and the buttons to act on it."""

from collections.abc import Iterator, Sequence
from functools import partial

from handlers.buttons import figures as figure_buttons
from handlers.buttons import nudges as nudge_buttons
from handlers.buttons import rounds as buttons
from handlers.people.picking import page_options
from handlers.people.standing import plan_name
from handlers.rounds import access, naming, villages_part, words
from handlers.rounds.known import measures_of
from handlers.rounds.words import say_here
from handlers.screen import Screen, page_number
from handlers.unit import Unit
from knowledge import formatting
from knowledge.figures import showing
from knowledge.figures.calendar import contains, month_of
from knowledge.formatting import capital
from knowledge.reply import Option
from knowledge.sentences import say
from storage import obligations
from storage.obligations import RoundStanding
from storage.rounds import Round
from storage.sight import Sight, sight_of


def see(unit: Unit, arguments: Sequence[str]) -> Screen:
    """The page of a round: its id, then the page of its villages."""
    found = access.seen_round(unit, arguments)
    return round_page(unit, found, page_number(arguments, 1))


def round_page(unit: Unit, found: Round, page: int = 0, *, first: str = "") -> Screen:
    """Show a round.

    Args:
        unit: The update.
        found: The round; the person takes part in its plan.
        page: Of the villages that something is missing from.
        first: A line to stand above it: what has just been done; Telegram HTML.
    """
    sight = sight_of(unit.db, unit.person.user_id, found.plan)
    measures, viewer = measures_of(unit.library, found), unit.person.user_id
    standing = obligations.standing(unit.db, found, measures, viewer=viewer, now=unit.now, aloud=unit.in_group)
    lines = [*([first, ""] if first else []), *_head(unit, found), *_days(unit, found), "", *_counts(unit, standing)]
    options: list[Option] = []
    if not unit.in_group:
        shown, pages = villages_part.lines(unit, standing, sight, page)
        lines += shown
        options += _send_buttons(unit, standing, sight)
        options += page_options(unit, partial(buttons.see, found.id), page, pages, 1)
        if sight.leads:
            options += _staff_buttons(unit, standing)
    if standing.covered:
        lines.append(say("missing_not_sensitive", unit.language))
    options.append(Option(say_here(unit, "button_list"), buttons.rounds(found.plan)))
    return Screen("\n".join(lines), tuple(options))


def _head(unit: Unit, found: Round) -> Iterator[str]:
    """What is reported, where, and where the plan says so."""
    yield say_here(unit, "title", round=words.title(unit, found))
    yield say_here(unit, "of_period", place=plan_name(unit, found.plan), period=words.period(unit, found))
    yield words.source(unit, found)
    if found.closed:
        yield say_here(unit, "is_closed", term=words.term(unit, found.plan))
    elif found.submitted:
        yield say_here(unit, "is_submitted")


def _days(unit: Unit, found: Round) -> Iterator[str]:
    """The last day, and that of the villages."""
    if found.last_day is None or found.village_day is None:
        yield say_here(unit, "no_day_yet", period=words.period(unit, found))
        return
    last = words.day(unit, found.last_day)
    counts = found.state(unit.now.date()) not in ("closed", "submitted", "past")
    left = f" · {words.days_left(unit, found.last_day)}" if counts else ""
    yield say_here(unit, "until", day=last) + left
    written = words.written_day(unit, found)
    if written:
        texts = (formatting.day_and_month(d.month, d.day, unit.language) for d in (written, found.last_day))
        key = "written_before" if found.section else "typed_before"
        yield say_here(unit, key, **dict(zip(("written", "last"), texts, strict=True)))
    elif found.moved:
        yield words.moved(unit, found)
    left = f" · {words.days_left(unit, found.village_day)}" if counts else ""
    term = capital(words.term(unit, found.plan))
    yield say_here(unit, "villages_until", term=term, day=words.day(unit, found.village_day)) + left


def _counts(unit: Unit, standing: RoundStanding) -> Iterator[str]:
    """How many villages stand how, and how much of what they owe is there."""
    if not standing.villages and not standing.covered:
        yield say("progress_no_villages", unit.language)
        return
    if standing.completeness is not None:
        percent = showing.percent(standing.completeness, unit.language)
        yield say_here(unit, "completeness", percent=percent, settled=standing.settled, owed=standing.owed)
    rare = [
        ("asking", sum(v.asks_leave is not None for v in standing.villages)),
        ("checked", sum(v.checked for v in standing.villages)),
    ]
    shown = [say_here(unit, f"count_{key}", count=count) for key, count in rare if count]
    counts = [*naming.stood(unit.library, standing, unit.language), *shown]
    if counts:
        yield " · ".join(counts)
    yield from _in_time(unit, standing)


def _in_time(unit: Unit, standing: RoundStanding) -> Iterator[str]:
    """How many complete villages were so by their day, and what was corrected later: that is not late."""
    day = standing.round.village_day
    told = [v.on_time for v in standing.villages if v.on_time is not None]
    if day and told:
        villages = naming.term(unit.library, standing.round.plan, unit.language, count=len(told))
        yield say_here(unit, "in_time", count=sum(told), complete=len(told), villages=villages)
    corrections = sum(v.corrections for v in standing.villages)
    if day and corrections:
        yield say_here(unit, "corrections", count=corrections, day=words.day(unit, day))


def _send_buttons(unit: Unit, standing: RoundStanding, sight: Sight) -> Iterator[Option]:
    """For a collaborator's own villages that owe something: the guided way."""
    found, month = standing.round, month_of(unit.now.date())
    if found.closed:
        return
    of = month if contains(found.period, month) else found.period
    mine = [v for v in standing.villages if v.village.id in sight.own and v.status in ("none", "partly")]
    for one in mine[:_MOST_OWN]:
        key = "button_send" if len(mine) == 1 else "button_send_of"
        label = say_here(unit, key, village=one.village.name or plan_name(unit, found.plan))
        yield Option(label, figure_buttons.missing(one.village, of))


def _staff_buttons(unit: Unit, standing: RoundStanding) -> Iterator[Option]:
    """What staff may do with the round; and an answer for each village that asks for leave."""
    found = standing.round
    asking = [(v.village.name, v.asks_leave.id) for v in standing.villages if v.asks_leave]
    for name, mark in asking[:_MOST_ASKING]:
        yield Option(say_here(unit, "button_leave", village=name), nudge_buttons.leave(mark))
        yield Option(say_here(unit, "button_owe"), nudge_buttons.owe(mark))
    if found.collects(unit.now.date()) and any(v.status in ("none", "partly") for v in standing.villages):
        yield Option(say_here(unit, "button_call", term=words.term(unit, found.plan)), nudge_buttons.call(found.id))
    yield Option(say_here(unit, "button_progress"), nudge_buttons.progress(found.id))
    yield Option(say_here(unit, "button_withdraw" if found.submitted else "button_submit"), _act(found, "sent"))
    if not found.closed:
        yield Option(say_here(unit, "button_move" if found.last_day else "button_set_day"), buttons.move(found.id))
        yield Option(say_here(unit, "button_codes"), buttons.codes(found.id))
        if found.last_day:
            yield Option(say_here(unit, "button_days", term=words.term(unit, found.plan)), buttons.days(found.id))
    yield Option(say_here(unit, "button_reopen" if found.closed else "button_close"), _act(found, "shut"))


def _act(found: Round, what: buttons.Change) -> str:
    """What the button carries that closes or submits, or takes that back."""
    undoes = found.submitted if what == "sent" else found.closed
    return buttons.undo(what, found.id) if undoes else buttons.ask_to(what, found.id)


_MOST_ASKING = 10  # villages that ask for leave; the next ones show once these are answered
_MOST_OWN = 6  # buttons for a collaborator of many villages; /nop has them all
