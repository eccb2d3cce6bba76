"""What a collaborator is reminded of: what is missing, by when, and a line that is ready to send."""

from collections.abc import Sequence

from handlers.buttons import nudges as buttons
from handlers.figures.reporter import words_for
from handlers.nudges.telling import Message, Telling
from handlers.rounds import naming
from knowledge.figures import calendar
from knowledge.figures.checks import Number
from knowledge.figures.model import Measure
from knowledge.reply import Option
from knowledge.rounds.nudge_words import this_afternoon
from storage import revisions
from storage.cells import Cell
from storage.needs import Need

_IN_LINE = 2  # missing things in the line that is ready to send
_NEEDS = 6


def reminder(telling: Telling, needs: Sequence[Need]) -> Message:
    """The day's message to a collaborator, about all their rounds; *needs* is not empty."""
    blocks = [_need(telling, need) for need in needs[:_NEEDS]]
    more = len(needs) - _NEEDS
    if more > 0:
        blocks.append(telling.say("nudge_needs_more", count=more))
    blocks.append(_line(telling, needs[0], named=len({need.village.id for need in needs}) > 1))
    return "\n".join(blocks), _buttons(telling, needs)


def period_for(telling: Telling, need: Need) -> str:
    """The period to which figures sent now belong: this month, where the round is about it."""
    month = calendar.month_of(telling.now.date())
    return month if calendar.contains(need.round.period, month) else need.round.period


def later_label(telling: Telling) -> str:
    """What the button says that puts the reminder off: this afternoon, or tomorrow when that has passed."""
    today = this_afternoon(telling.now).date() == telling.now.date()
    return telling.say("nudge_later_today" if today else "nudge_later_tomorrow")


def _need(telling: Telling, need: Need) -> str:
    """One village and round in a sentence."""
    assert need.round.village_day is not None
    return telling.say(
        "nudge_need",
        report=telling.what(need.round),
        when=telling.when(need.round.village_day),
        period=telling.period(need.round),
        village=telling.place(need.round.plan, need.village),
        count=len(need.missing),
        names=naming.some_of(need.missing, telling.language),
    )


def _line(telling: Telling, need: Need, *, named: bool) -> str:
    """A message that would settle the first missing things; with last time's numbers where all of them are known."""
    measures = need.missing[:_IN_LINE]
    last = [_last(telling, need, measure) for measure in measures]
    known = all(last)
    words = [words_for(telling.library.figures, measure) for measure in measures]
    parts = [
        f"{word} {(figure if known else '') or _blank(measure)}"
        for word, figure, measure in zip(words, last, measures, strict=True)
    ]
    village = f"{need.village.name} " if named and need.village.name else ""
    period = period_for(telling, need)
    # Figures without a period are this month's.
    behind = "" if period == calendar.month_of(telling.now.date()) else f", {calendar.in_words(period, 'vi')}"
    key = "nudge_line_last" if known else "nudge_line"
    return telling.say(key, line=f"{village}{', '.join(parts)}{behind}")


def _blank(measure: Measure) -> str:
    """Where numbers are to be put in; dots are no number, so that a line sent as it is stores nothing."""
    return "…" if measure.counts_cases else "…/…"


def _last(telling: Telling, need: Need, measure: Measure) -> str:
    """The village's last figure, as it is typed; "" without one."""
    cell = Cell(need.round.plan, need.village.id, measure.indicator, measure.part, need.round.period)
    found = revisions.of_indicator(telling.db, cell)
    own = [(period, said) for (_, part, period), said in found.items() if part == measure.part]
    if not own:
        return ""
    return _typed(max(own, key=lambda row: calendar.last_day(row[0]))[1], measure)


def _typed(said: Number, measure: Measure) -> str:
    if said.numerator is not None:
        return f"{said.numerator}/{said.denominator}" if said.denominator is not None else str(said.numerator)
    value = f"{said.value:f}".replace(".", ",")
    return value if measure.counts_cases else f"{value}%"


def _buttons(telling: Telling, needs: Sequence[Need]) -> list[Option]:
    """The four answers; with several villages or rounds the last two ask which."""
    first = needs[0]
    which = (first.round.id, first.village.id) if len(needs) == 1 else ()
    return [
        telling.button("nudge_send_now", buttons.send(first.village.id, period_for(telling, first))),
        Option(later_label(telling), buttons.LATER),
        telling.button("nudge_paper", buttons.paper(*which)),
        telling.button("nudge_off", buttons.off(*which)),
    ]
