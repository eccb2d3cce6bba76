"""The guided way, /nop: what is missing as buttons, and the question for one of them.

``handlers.figures.answering`` takes the answers.
"""

from telegram import Message

from handlers import addressing
from handlers.buttons import figures as buttons
from handlers.figures import naming, taking
from handlers.figures.absences import is_report
from handlers.figures.owed import owed, period_to_send
from handlers.figures.problems import quoted
from handlers.figures.reporter import Reporter, no_reporter, reporter_of
from handlers.unit import Unit
from knowledge.figures.calendar import in_words, month_of
from knowledge.figures.model import Measure
from knowledge.reply import Option
from knowledge.sentences import say
from storage import asks, figures, revisions
from storage.cells import Cell, Said
from storage.villages import Village

_PAGE = 8  # buttons at a time


def begin(unit: Unit, message: Message, words: str) -> None:
    """/nop: show what is missing, ask of which village, or ask for the one measure that is named.

    Figures behind the command are taken as if they came without it.
    """
    reporter = reporter_of(unit)
    if not addressing.is_private(message):
        unit.send(say("figures_in_private", unit.language), reply_to=message.message_id)
    elif reporter is None:
        unit.send(no_reporter(unit, sent=False))
    elif not words or not (is_report(reporter.read(words)) and taking.take(unit, message, words)):
        show_missing(unit, reporter, words)


def show_missing(unit: Unit, reporter: Reporter, words: str = "") -> None:
    """Show what is missing of the village and period that *words* name, or ask of which village."""
    mention = reporter.mention(words)
    village = reporter.village_called(mention.village) if mention.village else reporter.find_only()
    period = mention.period or period_to_send(unit, reporter.plan, village.id if village else None)
    if words and not (mention.village or mention.period or mention.measures):
        unit.send(say("figures_nop_unread", unit.language, text=quoted(words)))
        return
    if village and not figures.may_report_for(unit.db, unit.person.user_id, village.plan, village.id):
        unit.send(say("figures_not_yours", unit.language))
    elif village and len(mention.measures) == 1:
        (measure,) = mention.measures
        unit.send(start(unit, Cell(village.plan, village.id, measure.indicator, measure.part, period)))
    elif village:
        unit.send(*page(unit, village, period))
    else:
        text, offered = reporter.ask_for_village(say("figures_which_village_nop", unit.language))
        names = naming.told_apart(unit, offered)
        unit.send(text, [Option(name, buttons.missing(v, period)) for name, v in zip(names, offered, strict=True)])


def start(unit: Unit, cell: Cell, count: int | None = None) -> str:
    """Begin to ask for one figure, of a *count* that was said for its total; returns the question, Telegram HTML."""
    assert unit.chat_id is not None
    asks.settle_chat(unit.db, unit.chat_id, "dialogue", now=unit.now)
    data = {"cell": [cell.plan, cell.village_id, cell.indicator, cell.part, cell.period]}
    said = {} if count is None else {"numerator": str(count)}
    asks.put(unit.db, unit.chat_id, unit.person.user_id, "dialogue", {**data, **said}, now=unit.now)
    if count is not None:
        return say("figures_total_of", unit.language, figure=str(count), **naming.of_cell(unit, cell))
    measure = naming.measure_of(unit, cell)
    return f"{question(unit, cell)}\n{_example(unit, cell, measure)}"


def question(unit: Unit, cell: Cell) -> str:
    """Ask for the number of one figure; Telegram HTML."""
    return say(_question(naming.measure_of(unit, cell)), unit.language, **naming.of_cell(unit, cell))


def _question(measure: Measure) -> str:
    """The key of the question: of what is to become less, nobody has "reached" it."""
    if measure.counts_cases:
        return "figures_how_many_cases"
    return "figures_how_many" if measure.better == "higher" else "figures_how_many_fewer"


def page(unit: Unit, village: Village, period: str, first: int = 0) -> tuple[str, list[Option]]:
    """What a village has not sent for a period, from the *first* on, as buttons."""
    found = owed(unit, village.plan, village.id, period)
    left, name = found.measures, naming.village_name(unit, village.plan, village.id)
    # Figures without a period are this month's.
    behind = "" if period == month_of(unit.now.date()) else f", {in_words(period, 'vi')}"
    named = {"village": name, "period": naming.period_name(unit, period), "behind": behind}
    if found.round:
        named["round"] = naming.period_name(unit, found.round.period)
    if not left and found.round:
        return say("figures_complete_round", unit.language, village=name, period=named["round"]), []
    if not left:
        return say("figures_nothing_missing", unit.language, **named), []
    shown = left[first : first + _PAGE]
    options = [Option(naming.label(unit, m), buttons.send(village, m.code, period)) for m in shown]
    if len(left) > first + _PAGE:
        options.append(Option(say("figures_more", unit.language), buttons.missing(village, period, first + _PAGE)))
    elif first:
        options.append(Option(say("figures_from_start", unit.language), buttons.missing(village, period)))
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
