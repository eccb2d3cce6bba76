"""The guided way, /nop: what is missing as buttons, then the children reached, then all of them.

The dialogue is a row of the database: it survives a restart, and anything else may be said in between.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from telegram import Message, Update

from handlers import addressing
from handlers.figures import absences, naming, problems, taking
from handlers.figures.batch import Batch
from handlers.figures.correcting import Correction
from handlers.figures.entries import Entry
from handlers.figures.owed import owed, period_to_send
from handlers.figures.reporter import Reporter, no_reporter, reporter_of
from handlers.unit import Unit
from handlers.wording import say
from knowledge.figures.absent import LONGEST_REASON
from knowledge.figures.calendar import in_words, month_of
from knowledge.figures.model import FigureReading, Measure
from knowledge.reply import Option
from knowledge.sending import wish_of
from storage import asks, figures, revisions
from storage.asks import Ask
from storage.revisions import Cell, Said, Source

_WAITS = timedelta(days=1)
_PAGE = 8  # buttons at a time
_LONGEST_ANSWER = 60  # characters; what is longer is no answer to "how many?"


def begin(unit: Unit, update: Update) -> None:
    """/nop: show what is missing, or ask of which village."""
    message = update.effective_message
    reporter = reporter_of(unit)
    if message is None:
        return
    if not addressing.is_private(message):
        unit.send(say("figures_in_private", unit.language), reply_to=message.message_id)
        return
    if reporter is None:
        unit.send(no_reporter(unit))
        return
    show_missing(unit, reporter, addressing.arguments(message, unit.username))


def show_missing(unit: Unit, reporter: Reporter, words: str = "") -> None:
    """Show what is missing of the village and period that *words* name, or ask of which village."""
    mention = reporter.mention(words)
    village = reporter.village_called(mention.village) if mention.village else reporter.only
    period = mention.period or period_to_send(unit, reporter.plan, village.id if village else None)
    if village and not figures.may_report(unit.db, unit.person.user_id, Cell(village.plan, village.id, 1, 1, period)):
        unit.send(say("figures_not_yours", unit.language))
    elif village:
        unit.send(*page(unit, village.plan, village.id, period, 0))
    else:
        options = [Option(naming.village_name(unit, v.plan, v.id), f"f:m:{v.id}:{period}:0") for v in reporter.offered]
        unit.send(reporter.with_hint(say("figures_which_village_nop", unit.language)), options)


def start(unit: Unit, cell: Cell) -> str:
    """Begin to ask for one figure; returns the question, Telegram HTML."""
    assert unit.chat_id is not None
    asks.settle_chat(unit.db, unit.chat_id, "dialogue", now=unit.now)
    data = {"cell": [cell.plan, cell.village_id, cell.indicator, cell.part, cell.period]}
    asks.put(unit.db, unit.chat_id, unit.person.user_id, "dialogue", data, now=unit.now)
    measure = naming.measure_of(unit, cell)
    question = say(
        _question(measure),
        unit.language,
        **naming.of_cell(unit, cell),
    )
    return f"{question}\n{_example(unit, cell, measure)}"


def _question(measure: Measure) -> str:
    """The key of the question: of what is to become less, nobody has "reached" it."""
    if measure.counts_cases:
        return "figures_how_many_cases"
    return "figures_how_many" if measure.better == "higher" else "figures_how_many_fewer"


def carry_on(unit: Unit, message: Message, text: str) -> bool:
    """Take an answer within the dialogue; returns False when the message is no answer, and something else."""
    ask = _open(unit, message)
    reporter = reporter_of(unit) if ask else None
    if ask is None or reporter is None or message.edit_date or message.reply_to_message or len(text) > _LONGEST_ANSWER:
        return _absence_within(unit, message, text, ask, reporter)
    wish = wish_of(text)
    if wish == "skip":
        _skip(unit, ask)
        return True
    if wish == "no" and naming.measure_of(unit, Cell(*ask.data["cell"])).counts_cases:
        text = "0"  # "Có bao nhiêu trường hợp?"
    alone = reporter.read(text)
    if alone.figures or taking.holds_personal_data(alone) or any(problem.choices for problem in alone.problems):
        return False  # it says itself what it is about
    cell = Cell(*ask.data["cell"])
    reading = _read_answer(reporter, ask.data, f"{cell.indicator}.{cell.part}", text)
    if reading is None:
        return _absence_within(unit, message, text, ask, reporter)
    batch = Batch(reporter, _source(unit, message))
    if reading.figures:
        entry = taking.entry_of(reporter, reading.figures[0], Correction())
        period = reading.figures[0].period or cell.period
        _finish(unit, ask, batch, Entry(cell.plan, cell.village_id, cell.indicator, cell.part, period, entry.said))
        return True
    problem = reading.problems[0]
    if problem.kind == "missing_denominator" and problem.numerator is not None:
        asks.change(unit.db, ask.id, {**ask.data, "numerator": str(problem.numerator)})
        unit.send(say("figures_of_how_many", unit.language, figure=str(problem.numerator)))
        return True
    problems.explain(batch, problem, village=None, period=cell.period)
    taking.send(unit, batch)
    return True


def _open(unit: Unit, message: Message) -> Ask | None:
    """The dialogue of the chat, if one is open."""
    found = asks.open_in(unit.db, message.chat_id, "dialogue", since=unit.now - _WAITS)
    return found[0] if found else None


def _read_answer(reporter: Reporter, data: Mapping[str, Any], code: str, text: str) -> FigureReading | None:
    """Read an answer as if the measure stood before it; None when it holds no number of that."""
    attempts = [f"{code} {text}"]
    if "numerator" in data:
        attempts.insert(0, f"{code} {data['numerator']}/{text.strip()}")
    readings = [reporter.read(attempt) for attempt in attempts]
    for reading in readings:
        if len(reading.figures) == 1 and not reading.problems:
            return reading
    amiss = [r for r in readings if len(r.problems) == 1 and not r.figures and r.problems[0].kind != "no_figure"]
    return amiss[0] if amiss else None


def _absence_within(unit: Unit, message: Message, text: str, ask: Ask | None, reporter: Reporter | None) -> bool:
    """Take "không có số liệu vì …" as the answer of an open dialogue."""
    if ask is None or reporter is None or message.edit_date or message.reply_to_message:
        return False
    absent, rest = absences.split(reporter, text)
    if len(absent) != 1 or rest.strip() or absent[0].what or taking.holds_personal_data(reporter.read(text)):
        return False
    cell, reason = Cell(*ask.data["cell"]), absent[0].reason
    batch = Batch(reporter, _source(unit, message))
    if 0 < len(reason) <= LONGEST_REASON:
        _finish(unit, ask, batch, Entry.of(cell, Said("none", reason=reason)))
    else:
        problems.missing_reason(batch, naming.measure_of(unit, cell))
        taking.send(unit, batch)
    return True


def _finish(unit: Unit, ask: Ask, batch: Batch, entry: Entry) -> None:
    """Store the answer, end the dialogue, and offer the next thing that is missing."""
    asks.settle(unit.db, ask.id, now=unit.now)
    batch.put([entry])
    cell = entry.cell
    following = _following(unit, cell)
    more = []
    if following:
        label = say("figures_next", unit.language, label=following.label.in_(unit.language))
        more.append(Option(label, f"f:n:{cell.village_id}:{following.code}:{cell.period}"))
    taking.send(unit, batch, more=more)


def _skip(unit: Unit, ask: Ask) -> None:
    """Leave the figure that was asked for, and ask for the next one that is missing."""
    cell = Cell(*ask.data["cell"])
    following = _following(unit, cell)
    if following:
        unit.send(start(unit, replace(cell, indicator=following.indicator, part=following.part)))
    else:
        asks.settle(unit.db, ask.id, now=unit.now)
        unit.send(*page(unit, cell.plan, cell.village_id, cell.period, 0))


def _following(unit: Unit, cell: Cell) -> Measure | None:
    """The next thing that is missing after a cell, or the first one; None when it is the only one or none is."""
    place = (cell.indicator, cell.part)
    left = [m for m in owed(unit, cell.plan, cell.village_id, cell.period).measures if (m.indicator, m.part) != place]
    return next((m for m in left if (m.indicator, m.part) > place), left[0] if left else None)


def _source(unit: Unit, message: Message) -> Source:
    return Source(unit.person.user_id, message.chat_id, message.message_id, 0, "dialogue", message.date)


def page(unit: Unit, plan: str, village_id: int, period: str, first: int) -> tuple[str, list[Option]]:
    """What a village has not sent for a period, from the *first* on, as buttons."""
    found = owed(unit, plan, village_id, period)
    left, village = found.measures, naming.village_name(unit, plan, village_id)
    # Figures without a period are this month's.
    behind = "" if period == month_of(unit.now.date()) else f", {in_words(period, 'vi')}"
    named = {"village": village, "period": naming.period_name(unit, period), "behind": behind}
    if found.round:
        named["round"] = naming.period_name(unit, found.round.period)
    if not left and found.round:
        return say("figures_complete_round", unit.language, village=village, period=named["round"]), []
    if not left:
        return say("figures_nothing_missing", unit.language, **named), []
    options = [
        Option(naming.label(unit, m), f"f:n:{village_id}:{m.code}:{period}") for m in left[first : first + _PAGE]
    ]
    if len(left) > first + _PAGE:
        options.append(Option(say("figures_more", unit.language), f"f:m:{village_id}:{period}:{first + _PAGE}"))
    elif first:
        options.append(Option(say("figures_from_start", unit.language), f"f:m:{village_id}:{period}:0"))
    key = "figures_missing_list_round" if found.round else "figures_missing_list"
    return say(key, unit.language, count=str(len(left)), **named), options


def _example(unit: Unit, cell: Cell, measure: Measure) -> str:
    """How to answer: with the last value, where there is one."""
    known = revisions.of_indicator(unit.db, cell)
    earlier = {p: number for (i, part, p), number in known.items() if (i, part) == (cell.indicator, cell.part)}
    if earlier:
        period = max(earlier)
        return say(
            "figures_last_time",
            unit.language,
            figure=naming.brief(unit, measure, Said.of(earlier[period])),
            period=naming.period_name(unit, period),
        )
    return say("figures_example_cases" if measure.counts_cases else "figures_example", unit.language)
