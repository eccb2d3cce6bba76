"""A number alone: the bot has just asked for it once more ("khai sinh 12/11", then "11/12"), or stored another one."""

from collections.abc import Sequence

from telegram import Message

from handlers.figures import naming
from handlers.figures.absences import period_of, village_of
from handlers.figures.batch import SAID_AGAIN, Batch
from handlers.figures.entries import Entry
from handlers.figures.kept import Kept
from handlers.figures.problems import quoted
from handlers.figures.reporter import UNSAID, Reporter
from knowledge.figures.calendar import in_words
from knowledge.figures.correction import amount_alone
from knowledge.figures.model import Problem, ProblemKind
from knowledge.sentences import say
from storage import asks, outbox, revisions
from storage.cells import WITHDRAWN

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
        entry = Entry(village.plan, village.id, measure.indicator, measure.part, period, WITHDRAWN)
        batch.keep([entry], "again")


def with_name(reporter: Reporter, message: Message, text: str) -> str:
    """The number with what it is of, where it was asked for by the last thing that the bot said; else *text* itself."""
    unit, amount = reporter.unit, amount_alone(text)
    found = asks.open_in(unit.db, message.chat_id, "again", since=unit.now - SAID_AGAIN) if amount else []
    if not amount or not found or message.edit_date or message.reply_to_message:
        return text
    kept = Kept.of(found[0])
    if found[0].user_id != unit.person.user_id or str(kept.cause) != outbox.last_cause(unit.db, message.chat_id):
        return text
    (cell,) = (entry.cell for entry in kept.entries)
    village = naming.village_words(unit, cell.plan, cell.village_id)
    period = in_words(cell.period, "vi")  # before the number: "2 tháng 10" would be a span of time
    return f"{period} {village} {cell.indicator}.{cell.part} {amount.text}"


def ask_of_what(reporter: Reporter, message: Message, text: str) -> bool:
    """Ask what a number is of that follows the last answer of a dialogue; False for anything else.

    The dialogue asks for one figure at a time; "25" behind its receipt is the next one, and no year.
    """
    unit, amount = reporter.unit, amount_alone(text)
    mine = revisions.current_of_person(unit.db, unit.person.user_id, reporter.plan) if amount else []
    if amount is None or not mine or mine[-1].via != "dialogue" or message.edit_date:
        return False
    if str(mine[-1].inbox_id) != outbox.last_cause(unit.db, message.chat_id):
        return False
    line = f"… {amount.text}"
    unit.send(say("figures_unknown_indicator", unit.language, label=quoted(text), line=line))
    return True
