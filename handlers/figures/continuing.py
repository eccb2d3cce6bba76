"""A number alone: the bot has just asked for it once more ("khai sinh 12/11", then "11/12"), or stored another one."""

from collections.abc import Sequence

from telegram import Message

from handlers.figures import naming, sources
from handlers.figures.absences import period_of, village_of
from handlers.figures.batch import SAID_AGAIN, Batch
from handlers.figures.entries import Entry
from handlers.figures.kept import Kept
from handlers.figures.problems import quoted
from handlers.figures.reporter import UNSAID, Reporter, reporter_of
from handlers.unit import Unit
from knowledge.figures.calendar import in_words, month_of
from knowledge.figures.correction import Amount, amount_alone, count_alone, says_more
from knowledge.figures.model import Measure, Problem, ProblemKind
from knowledge.reply import Reply
from knowledge.sentences import say
from storage import asks, outbox, revisions
from storage.cells import WITHDRAWN, Said

_FIRST_YEAR = 2000
_SEARCH = "1:reverse"

# What is wrong with a number while it is clear what the number is of.
_OF_NUMBERS: frozenset[ProblemKind] = frozenset(
    {
        *("numerator_over_denominator", "negative", "not_a_number", "missing_denominator"),
        *("impossible_percent", "negated", "part"),
    }
)


def remember(batch: Batch, problems: Sequence[Problem]) -> None:
    """Keep what a number is asked for once more: the one figure of a message of which the number alone is amiss."""
    amiss = [problem for problem in problems if problem.kind in _OF_NUMBERS and len(problem.choices) == 1]
    if len(amiss) != 1 or len(problems) != 1:
        return
    reporter, (problem,) = batch.reporter, amiss
    village, (measure,) = village_of(reporter, problem.village or UNSAID, None), problem.choices
    if village is not None:
        period = problem.period or period_of(reporter.unit, None)
        entry = Entry(village.plan, village.id, measure.indicator, measure.part, period, _part_of(problem))
        batch.keep([entry], "again")


def _part_of(problem: Problem) -> Said:
    """What was said of a figure of which the total alone is missing; else nothing."""
    count = problem.numerator
    if problem.kind != "missing_denominator" or count is None or count != count.to_integral_value():
        return WITHDRAWN
    return Said("number", int(count))


def note_named(reporter: Reporter, message: Message, measure: Measure) -> None:
    """Take the next number as that of a measure that was named, and nothing else: "tiem chung", then "45/47"."""
    unit, village = reporter.unit, reporter.find_only()
    if reporter.leads or village is None or measure.counts_cases:
        return
    period = month_of(unit.now.date())
    entry = Entry(village.plan, village.id, measure.indicator, measure.part, period, WITHDRAWN)
    Batch(reporter, sources.of_message(unit, message, "message")).keep([entry], "named")


def with_name(reporter: Reporter, message: Message, text: str) -> str:
    """The number with what it is of, where it was asked for by the last thing that the bot said; else *text* itself."""
    entry = None if message.edit_date or message.reply_to_message else asked_for(reporter, message, text)
    amount = _number_for(entry, text) if entry else None
    if entry is None or amount is None:
        return text
    cell = entry.cell
    village = naming.village_words(reporter.unit, cell.plan, cell.village_id)
    period = in_words(cell.period, "vi")  # before the number: "2 tháng 10" would be a span of time
    return f"{period} {village} {cell.indicator}.{cell.part} {amount}"


def asked_for(reporter: Reporter, message: Message, text: str) -> Entry | None:
    """The figure whose number the bot has just asked for; None where it has not, or *text* is no number."""
    unit = reporter.unit
    if amount_alone(text) is None and count_alone(text) is None:
        return None
    own = asks.said_last(unit.db, message.chat_id, unit.person.user_id, "again", "named", since=unit.now - SAID_AGAIN)
    if not own or (own[0].kind == "named" and _may_be_a_year(text)):
        return None
    (entry,) = Kept.of(own[0]).entries
    return entry


def _has_asked_for_one(reporter: Reporter, message: Message) -> bool:
    """Tell whether the bot waits for a number still, though something else was said since: a courtesy, a question."""
    unit = reporter.unit
    found = asks.open_in(unit.db, message.chat_id, "again", since=unit.now - SAID_AGAIN)
    return any(ask.user_id == unit.person.user_id for ask in found)


def _may_be_a_year(text: str) -> bool:
    """See "2030", which asks for the level of another year, and "95%", which may be one."""
    count = count_alone(text)
    return "%" in text or (count is not None and count >= _FIRST_YEAR)


def _number_for(entry: Entry, text: str) -> str | None:
    """The amount that completes a figure: with the count said before, where the total alone was missing."""
    amount, count = amount_alone(text), count_alone(text)
    if entry.said.numerator is not None and count is not None:
        return f"{entry.said.numerator}/{count}"
    return amount.text if amount else str(count)


def ask_of_what(reporter: Reporter, message: Message, text: str) -> bool:
    """Ask what a number is of that follows the last answer of a dialogue; False for anything else.

    The dialogue asks for one figure at a time; "25" behind its receipt is the next one, and no year.
    """
    unit, amount = reporter.unit, amount_alone(text)
    newest = revisions.newest_of_person(unit.db, unit.person.user_id, reporter.plan) if amount else None
    if amount is None or newest is None or newest.via != "dialogue" or message.edit_date:
        return False
    if str(newest.inbox_id) != outbox.last_cause(unit.db, message.chat_id):
        return False
    _ask_of_what(unit, text, amount)
    return True


def say_of_what(unit: Unit, message: Message, text: str, reply: Reply) -> bool:
    """Ask a collaborator what a number is of, where the plans would be searched for it: "trên 14", "tăng thêm 1".

    Returns:
        False for anything else, and for staff and officials: they look levels up.
    """
    reporter = reporter_of(unit)
    if reporter is None or reporter.leads or message.edit_date or reply.kind == "safety":
        return False
    if says_more(text):
        return _ask_for_all(reporter)
    amount = amount_alone(text)
    waits = _has_asked_for_one(reporter, message) and not _may_be_a_year(text)
    searched = waits or (reply.query or "").startswith(_SEARCH)
    if amount is None or "%" in amount.text or not searched:
        return False
    _ask_of_what(unit, text, amount)
    return True


def _ask_for_all(reporter: Reporter) -> bool:
    """Ask for the whole figure instead of what is to be added to the one sent last; False where none was sent."""
    unit = reporter.unit
    newest = revisions.newest_of_person(unit.db, unit.person.user_id, reporter.plan)
    if newest is None:
        return False
    cell, measure = newest.cell, naming.measure_of(unit, newest.cell)
    when = "" if cell.period == month_of(unit.now.date()) else in_words(cell.period, "vi")
    line = naming.joined("", reporter.measure_words(measure), "…" if measure.counts_cases else "…/…", when)
    named = naming.of_cell(unit, cell)
    unit.send(say("figures_increment", unit.language, label=named["label"], period=named["period"], line=line))
    return True


def _ask_of_what(unit: Unit, text: str, amount: Amount) -> None:
    line = f"… {amount.text}"
    unit.send(say("figures_unknown_indicator", unit.language, label=quoted(text), line=line))
