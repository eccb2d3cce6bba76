"""The answers of the guided way: the children reached, then all of them, then the next thing that is missing.

The dialogue is a row of the database: it survives a restart, and anything else may be said in between.
"""

import re
from dataclasses import replace
from datetime import timedelta

from telegram import Message

from handlers import replies, whole_places
from handlers.buttons import figures as buttons
from handlers.figures import (
    absences,
    continuing,
    expecting,
    guided,
    naming,
    problems,
    repeated,
    sources,
    taking,
    writing,
)
from handlers.figures.correcting import Correction, just_told
from handlers.figures.entries import Entry
from handlers.figures.expecting import Step
from handlers.figures.owed import owed, period_to_send
from handlers.figures.reporter import Reporter, reporter_of
from handlers.private_data import holds_personal_data
from handlers.safety import help_for
from handlers.unit import Unit
from knowledge.figures.absent import LONGEST_REASON
from knowledge.figures.correction import amount_alone
from knowledge.figures.model import FigureReading, Measure, Problem
from knowledge.query import Query
from knowledge.reply import Option, Reply
from knowledge.sending import asks_in_a_dialogue, asks_what_it_is, counts_the_whole, wish_of
from knowledge.sentences import say
from knowledge.vietnamese import fold
from storage import asks, revisions, villages
from storage.cells import Cell, Said
from storage.villages import Village

_WAITS = timedelta(days=1)
_LONGEST_ANSWER = 60  # characters; what is longer is no answer to "how many?"
_BARE = re.compile(r"\s*(\d{1,7})\s*[.!]?\s*")
# "30. thcs 25/26": the answer, and behind it something else.
_AND_MORE = re.compile(r"\s*(?P<answer>\d{1,6}(?:\s*/\s*\d{1,6})?)\s*[.;,\n]\s+(?P<more>[^\W\d].*)", re.DOTALL)


def carry_on(unit: Unit, message: Message, text: str) -> bool:
    """Take an answer within the dialogue; returns False when the message is no answer, and something else."""
    if repeated.came_before(unit, message, text):
        return True
    step = _step(unit, message)
    if step is None or help_for(unit, text):
        return False  # of a child in danger nothing is kept as a reason, and the line to call comes with the answer
    taken = _answer(step, text) if len(text) <= _LONGEST_ANSWER else _take_absence(step, text)
    if taken:
        sources.remember(unit, message, text)
    return taken


def say_expected(unit: Unit, message: Message, text: str, reply: Reply) -> bool:
    """Say what the open question takes for an answer, or what the plan has to say of what it asks for.

    Args:
        unit: The update.
        message: What was sent.
        text: Its words.
        reply: What the plans have to say to it.

    Returns:
        False where no question is open, or the message asks something else.
    """
    step = _step(unit, message) if reply.kind != "safety" else None
    if step is None or len(text) > _LONGEST_ANSWER:
        return False
    if asks_what_it_is(text):
        replies.give(unit, replies.run(unit, str(Query("target", (step.cell.plan,), (step.measure.code,)))))
        return True
    if _asks(step.reporter, text):
        return False
    expecting.explain(step, None)
    return True


def _asks(reporter: Reporter, text: str) -> bool:
    """Tell whether a message that holds no answer asks something: by its words, or by what it names."""
    plain = fold(text)
    places = (fold(locality.name) for locality in reporter.unit.library.localities.values())
    return asks_in_a_dialogue(text) or bool(reporter.mention(text).measures) or any(name in plain for name in places)


def go_on(reporter: Reporter) -> bool:
    """Ask for the first thing that is missing; False for those who have no village of their own."""
    village = _own_village(reporter)
    if village is None:
        return False
    unit, period = reporter.unit, period_to_send(reporter.unit, reporter.plan, village.id)
    left = owed(unit, village.plan, village.id, period).measures
    if left:
        unit.send(guided.start(unit, Cell(village.plan, village.id, left[0].indicator, left[0].part, period)))
    else:
        unit.send(*guided.page(unit, village, period))
    return True


def end(reporter: Reporter) -> bool:
    """Say what is left, for another time; False for those who have no village of their own."""
    village = _own_village(reporter)
    if village:
        _tell_left(reporter.unit, village, period_to_send(reporter.unit, reporter.plan, village.id))
    return village is not None


def _tell_left(unit: Unit, village: Village, period: str) -> None:
    """Say how much of a period is missing."""
    left = owed(unit, village.plan, village.id, period).measures
    name = naming.village_name(unit, village.plan, village.id)
    named = {"village": name, "period": naming.period_name(unit, period), "count": str(len(left))}
    unit.send(say("figures_enough" if left else "figures_nothing_missing", unit.language, **named))


def _own_village(reporter: Reporter) -> Village | None:
    """The one village that a collaborator reports for."""
    return None if reporter.leads else reporter.find_only()


def _step(unit: Unit, message: Message) -> Step | None:
    """The step of the dialogue that is open in the chat; None without one, and for corrections."""
    if message.edit_date or message.reply_to_message:
        return None
    found = asks.open_in(unit.db, message.chat_id, "dialogue", since=unit.now - _WAITS)
    reporter = reporter_of(unit) if found else None
    return Step(reporter, message, found[0]) if reporter else None


def _answer(step: Step, text: str) -> bool:
    """Take a short message; False when it says itself what it is about, or holds no number."""
    wish = wish_of(text)
    if wish in ("skip", "next"):
        _skip(step)
        return True
    if wish == "done":
        asks.settle(step.unit.db, step.ask.id, now=step.unit.now)
        _tell_left(step.unit, _village(step.unit, step.cell), step.cell.period)
        return True
    if wish == "no" and step.measure.counts_cases:
        text = "0"  # "Có bao nhiêu trường hợp?"
    alone = step.reporter.read(text)
    if holds_personal_data(alone) or _is_of_another(step, text):
        return False
    if alone.figures or any(problem.choices for problem in alone.problems):
        return _take_with_more(step, text)
    if step.numerator is None and counts_the_whole(text):
        expecting.explain(step, None)
        return True
    return _take_number(step, text) or _take_absence(step, text)


def _is_of_another(step: Step, text: str) -> bool:
    """Tell whether a number is of a figure that came between: one asked for since, or just shown, "à nhầm 9/9".

    The last thing that the bot has said was about that one, and not the question of the dialogue.
    """
    asked = continuing.asked_for(step.reporter, step.message, text)
    if asked is not None:
        return asked.cell != step.cell
    amount = amount_alone(text)
    if amount is None or not amount.slipped:
        return False
    unit = step.unit
    mine = revisions.current_of_person(unit.db, unit.person.user_id, step.reporter.plan)
    return bool(just_told(unit, step.message.chat_id, mine))


def _take_with_more(step: Step, text: str) -> bool:
    """Take the answer that stands before something else, and that too; False where the message says what it is."""
    found = _AND_MORE.fullmatch(text)
    if found is None or not taking.take(step.unit, step.message, found["more"]):
        return False
    return _take_number(step, found["answer"])


def _take_number(step: Step, text: str) -> bool:
    """Take one number, or both; False where there is none."""
    bare = _BARE.fullmatch(text)
    if bare:
        return _take_count(step, int(bare[1]))
    reading = step.read(text)
    if len(reading.figures) == 1 and not reading.problems:
        return _take_figure(step, reading)
    if step.numerator is not None:
        both = step.read(f"{step.numerator} {text}")  # "trên tổng số 47"
        if len(both.figures) == 1 and both.figures[0].numerator == step.numerator and not both.problems:
            return _take_figure(step, both)
    amiss = [problem for problem in reading.problems if problem.kind != "no_figure"]
    if not amiss:
        return False
    only = amiss[0] if len(amiss) == 1 and not reading.figures else None
    count = _count_of(only, text) if only else None
    if count is not None:
        return _take_count(step, count)
    expecting.explain(step, only)
    return True


def _count_of(problem: Problem, text: str) -> int | None:
    """The one number of an answer in words, "mười ba cháu"; "chưa có" is none: it may mean that nobody knows."""
    count = problem.numerator
    if problem.kind != "missing_denominator" or count is None or count != count.to_integral_value():
        return None
    return int(count) if count or "0" in text else None


def _take_count(step: Step, count: int) -> bool:
    """Take one number: the cases, the children reached, or all of them."""
    if step.measure.counts_cases:
        return _take_figure(step, step.read(str(count)))
    if step.numerator is None:
        asks.change(step.unit.db, step.ask.id, {**step.ask.data, "numerator": str(count)})
        step.unit.send(say("figures_of_how_many", step.unit.language, figure=str(count)))
        return True
    both = step.read(f"{step.numerator}/{count}")
    if both.figures:
        return _take_figure(step, both)
    expecting.explain(step, both.problems[0])
    return True


def _take_figure(step: Step, reading: FigureReading) -> bool:
    """Store the figure that was read as the answer."""
    if not reading.figures:
        expecting.explain(step, None)
        return True
    cell, figure = step.cell, reading.figures[0]
    said = taking.entry_of(step.reporter, figure, Correction()).said
    _finish(step, Entry.of(replace(cell, period=figure.period or cell.period), said))
    return True


def _take_absence(step: Step, text: str) -> bool:
    """Take "không có số liệu vì …" as the answer."""
    absent, rest = absences.split(step.reporter, text)
    if len(absent) != 1 or rest.strip() or absent[0].what or holds_personal_data(step.reporter.read(text)):
        return False
    reason = absent[0].reason
    if 0 < len(reason) <= LONGEST_REASON:
        _finish(step, Entry.of(step.cell, Said("none", reason=reason)))
    else:
        batch = step.batch()
        problems.missing_reason(batch, step.measure)
        taking.send(step.unit, batch)
    return True


def _finish(step: Step, entry: Entry) -> None:
    """Store the answer, end the dialogue, and offer the next thing that is missing."""
    unit, batch = step.unit, step.batch()
    asks.settle(unit.db, step.ask.id, now=unit.now)
    writing.put(batch, [entry])
    cell = batch.recorded[0].cell if batch.recorded else entry.cell
    following = _following(unit, cell)
    more = []
    if following:
        label = say("figures_next", unit.language, label=following.label.in_(unit.language))
        more.append(Option(label, buttons.send(_village(unit, cell), following.code, cell.period)))
    taking.send(unit, batch, more=more)


def _skip(step: Step) -> None:
    """Leave the figure that was asked for, and ask for the next one that is missing."""
    unit, cell = step.unit, step.cell
    following = _following(unit, cell)
    if following:
        unit.send(guided.start(unit, replace(cell, indicator=following.indicator, part=following.part)))
    else:
        asks.settle(unit.db, step.ask.id, now=unit.now)
        unit.send(*guided.page(unit, _village(unit, cell), cell.period))


def _following(unit: Unit, cell: Cell) -> Measure | None:
    """The next thing that is missing after a cell, or the first one; None when it is the only one or none is."""
    place = (cell.indicator, cell.part)
    left = [m for m in owed(unit, cell.plan, cell.village_id, cell.period).measures if (m.indicator, m.part) != place]
    return next((m for m in left if (m.indicator, m.part) > place), left[0] if left else None)


def _village(unit: Unit, cell: Cell) -> Village:
    """The village of a cell."""
    return villages.by_id(unit.db, cell.village_id) or whole_places.find(unit.db, cell.plan)
