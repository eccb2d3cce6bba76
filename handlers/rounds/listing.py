"""/dot: the rounds of a plan, those under way first."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial

from handlers.buttons import rounds as buttons
from handlers.people.picking import page_options
from handlers.people.standing import plan_name
from handlers.rounds import access, words
from handlers.rounds.known import ensure_rounds, measures_of
from handlers.rounds.words import say_here
from handlers.screen import Screen, number, page_number, word
from handlers.unit import Unit
from knowledge.figures import showing
from knowledge.reply import Option
from storage import obligations, rounds
from storage.rounds import Round, State

_PAGE = 12  # rounds at once, each with a line and a button
# In the order of the page: what is under way, what comes next, what nobody is reminded of yet.
_PRESENT: Sequence[tuple[str, tuple[State, ...]]] = (
    ("under_way", ("open", "late")),
    ("coming", ("coming",)),
    ("undated", ("undated",)),
)


def rounds_page(unit: Unit, plan: str, page: int = 0) -> Screen:
    """The rounds under way, coming, and without a day, with a button to each.

    Raises:
        NotShownError: The person has no role in *plan*.
        OldButtonError: The plan is no longer loaded.
    """
    access.require_part(unit, plan)
    today = unit.now.date()
    ensure_rounds(unit.db, unit.library, plan, today)
    every = rounds.of_plan(unit.db, plan)
    present = [(key, one) for key, states in _PRESENT for one in every if one.state(today) in states]
    shown = present[page * _PAGE : (page + 1) * _PAGE]
    lines = [say_here(unit, "head", place=plan_name(unit, plan)), *_lines(unit, shown)]
    if not present:
        lines.append(say_here(unit, "none_led" if access.leads(unit, plan) else "none"))
    options = [_button(unit, one) for _, one in shown]
    options += [_set_day(unit, one) for key, one in shown if key == "undated" and access.leads(unit, plan)]
    options += page_options(unit, partial(buttons.rounds, plan), page, len(present), _PAGE)
    if len(present) < len(every):
        options.append(Option(say_here(unit, "button_past"), buttons.past(plan)))
    return Screen("\n".join(lines), tuple(options))


def list_pressed(unit: Unit, arguments: Sequence[str]) -> Screen:
    """A page of the list: the plan, then the page."""
    return rounds_page(unit, word(arguments, 0), page_number(arguments, 1))


def past_page(unit: Unit, arguments: Sequence[str]) -> Screen:
    """The rounds that are over, submitted or closed, the newest first."""
    plan, page = word(arguments, 0), number(arguments, 1)
    access.require_part(unit, plan)
    over = [one for one in rounds.of_plan(unit.db, plan) if one.state(unit.now.date()) in _OVER]
    shown = over[::-1][page * _PAGE : (page + 1) * _PAGE]
    lines = [say_here(unit, "past_head", place=plan_name(unit, plan))]
    lines += [
        say_here(unit, f"line_{one.state(unit.now.date())}", round=words.called(unit, one), day=_last_day(unit, one))
        for one in shown
    ]
    options = [_button(unit, one) for one in shown]
    options += page_options(unit, partial(buttons.past, plan), page, len(over), _PAGE)
    options.append(Option(say_here(unit, "button_present"), buttons.rounds(plan)))
    return Screen("\n".join(lines), tuple(options))


_OVER = ("submitted", "closed", "past")


def _lines(unit: Unit, shown: Sequence[tuple[str, Round]]) -> Iterator[str]:
    """The rounds under the heading of where they stand."""
    heading = ""
    for key, one in shown:
        if key != heading:
            heading = key
            yield f"\n{say_here(unit, f'heading_{key}')}"
        yield _line(unit, key, one)


def _line(unit: Unit, key: str, one: Round) -> str:
    """One round: when it ends, when villages are due, how full it is."""
    called = words.called(unit, one)
    if one.last_day is None or one.village_day is None:
        return say_here(unit, "line_undated", round=called, period=words.period(unit, one))
    line = say_here(unit, "line_coming", round=called, day=words.day(unit, one.last_day))
    if key == "coming":
        assert one.opens_on
        return f"{line} · {say_here(unit, 'opens_on', day=words.day(unit, one.opens_on))}"
    parts = [line, words.days_left(unit, one.last_day)]
    parts.append(
        say_here(unit, "village_day_short", term=words.term(unit, one.plan), day=words.day(unit, one.village_day))
    )
    share = _completeness(unit, one)
    return " · ".join([*parts, *([f"<b>{showing.percent(share, unit.language)}</b>"] if share is not None else [])])


def _completeness(unit: Unit, one: Round) -> Decimal | None:
    measures, viewer = measures_of(unit.library, one), unit.person.user_id
    found = obligations.standing(unit.db, one, measures, viewer=viewer, now=unit.now, aloud=unit.in_group)
    return found.completeness


def _last_day(unit: Unit, one: Round) -> str:
    return words.day(unit, one.last_day) if one.last_day else say_here(unit, "no_day")


def _button(unit: Unit, one: Round) -> Option:
    return Option(words.label(unit, one), buttons.see(one.id))


def _set_day(unit: Unit, one: Round) -> Option:
    return Option(say_here(unit, "button_set_day_of", period=words.period(unit, one)), buttons.move(one.id))
