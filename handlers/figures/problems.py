"""What a message leaves unclear: each thing by itself, with one corrected line ready to send, or buttons."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rapidfuzz import fuzz, process

from handlers.buttons import figures as buttons
from handlers.figures import asking, naming
from handlers.figures.batch import Batch
from handlers.figures.entries import Entry, said_of
from handlers.figures.reporter import UNSAID, Reporter
from knowledge.figures.calendar import in_words, month_of
from knowledge.figures.model import Measure, Problem
from knowledge.figures.remarks import refers_back
from knowledge.formatting import number, plain_number
from knowledge.reply import Option
from knowledge.sentences import say
from storage.cells import Said
from storage.villages import Village

_GAP = "…"  # what the person has to fill in
_NEAR_VILLAGES = 3
_MOST_LINES = 4  # of measures that a name may mean
_COUNTS_AND_SHARE = re.compile(r"(?P<top>\d{1,6})\s*/\s*(?P<total>\d{1,6})\D{1,15}(?P<share>\d{1,3}(?:[.,]\d+)?)\s*%")
_LONGEST_QUOTE = 40  # characters
_ASKS_IF_SO = ("figures_supposed_total", "figures_none_meant")  # a yes is an answer to these


def explain(batch: Batch, problem: Problem, *, village: Village | None, period: str) -> None:
    """Ask about one problem.

    Args:
        batch: Takes the question and its buttons.
        problem: What the reader could not take.
        village: Where the figure belongs, as far as that is clear.
        period: The period named, or the one that is meant.
    """
    if (
        problem.kind == "ambiguous_indicator"
        and len(problem.choices) > 1
        and _ask_which(batch, problem, village, period)
    ):
        return
    if problem.kind == "not_a_number" and _ask_if_counts_hold(batch, problem, village, period):
        return
    unit = batch.reporter.unit
    measure = problem.choices[0] if len(problem.choices) == 1 else None
    example = problem.choices[0] if problem.kind == "ambiguous_indicator" else measure
    key = _key(problem)
    text = say(
        key,
        unit.language,
        label=naming.label(unit, measure) if measure else quoted(problem.text),
        figure=_amount(batch, problem),
        period=naming.period_name(unit, period),
        line=_line(batch, problem, example),
    )
    said = said_of(problem)
    if key not in _ASKS_IF_SO or measure is None or village is None or said is None:
        batch.blocks.append(text)
        return
    entry = Entry(village.plan, village.id, measure.indicator, measure.part, period, said)
    right = say("figures_right", unit.language, figure=naming.brief(unit, measure, said))
    batch.ask(text, [entry], [(right, {})], kind="doubt")


def _key(problem: Problem) -> str:
    """Return the sentence about a problem: of some kinds there are several."""
    if problem.kind == "not_a_number" and refers_back(problem.text):
        return "figures_as_before" if problem.choices else "figures_all_as_before"
    if problem.kind == "ambiguous_indicator" and len(problem.choices) == 1:
        return "figures_births"
    if problem.kind == "missing_denominator" and problem.denominator is not None:
        return "figures_supposed_total"
    counts_cases = bool(problem.choices) and problem.choices[0].counts_cases
    if problem.kind == "unsure" and counts_cases and problem.numerator == 0 and problem.denominator is None:
        return "figures_none_meant"
    return f"figures_{problem.kind}"


def missing_reason(batch: Batch, measure: Measure | None, said: str = "") -> None:
    """Ask why there is no number of a measure, or of what was *said* where that may be several."""
    unit = batch.reporter.unit
    label = naming.label(unit, measure) if measure else quoted(said)
    words = batch.reporter.measure_words(measure) if measure else said
    batch.blocks.append(say("figures_missing_reason", unit.language, label=label, words=words))


def unclear_absence(batch: Batch, said: str) -> None:
    """Ask what there is no number of, or where, or when."""
    label = quoted(said or _GAP)
    batch.blocks.append(say("figures_unclear_absence", batch.reporter.unit.language, label=label))


def ask_which_is_absent(batch: Batch, entry: Entry, said: str, measures: Sequence[Measure]) -> None:
    """Ask of which of several *measures* there is no number; the *entry* stands for each."""
    unit = batch.reporter.unit
    choices = [(naming.label(unit, m), {"indicator": m.indicator, "part": m.part}) for m in measures]
    batch.ask(say("figures_which_is_absent", unit.language, label=quoted(said)), [entry], choices)


def quoted(text: str) -> str:
    """A person's own words on one line, shortened."""
    text = " ".join(text.split())
    return f"“{text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1].rstrip() + '…'}”"


def _ask_which(batch: Batch, problem: Problem, village: Village | None, period: str) -> bool:
    """Offer the measures that a name may mean; False when the amount fits none of them as it is."""
    unit, said = batch.reporter.unit, said_of(problem)
    if said is None:
        return False
    fitting = [m for m in problem.choices if said.denominator is not None or m.counts_cases or problem.percent]
    if not fitting:
        return len(problem.choices) > 1 and _offer_to_count(batch, problem, village, period)
    entry = Entry(batch.reporter.plan, village.id if village else None, 0, 0, period, said)
    choices: list[tuple[str, Mapping[str, Any]]] = [
        (naming.label(unit, m), {"indicator": m.indicator, "part": m.part}) for m in fitting
    ]
    if said.value == 0 and len(fitting) > 1 and all(m.counts_cases for m in fitting):
        label = say("figures_none_of_all", unit.language, count=str(len(fitting)))
        choices.append((label, {"places": [(m.indicator, m.part) for m in fitting]}))
    text = say("figures_which_indicator", unit.language, label=quoted(problem.text))
    batch.ask(text, [entry], choices)
    return True


def _offer_to_count(batch: Batch, problem: Problem, village: Village | None, period: str) -> bool:
    """Give a line for each measure that a bare number may be of, and buttons that ask for its total too."""
    unit, choices = batch.reporter.unit, problem.choices[:_MOST_LINES]
    lines = [say("figures_line", unit.language, line=_line(batch, problem, m)) for m in choices]
    text = say("figures_which_of_how_many", unit.language, label=quoted(problem.text))
    batch.blocks.append("\n".join([text, *lines]))
    count = problem.numerator if problem.numerator == int(problem.numerator or 0) else None
    said = None if count is None else int(count)
    batch.options += [
        Option(f"{naming.label(unit, m)} {_corrected(problem, m)}", buttons.send(village, m.code, period, said))
        for m in choices
    ]
    return True


def _ask_if_counts_hold(batch: Batch, problem: Problem, village: Village | None, period: str) -> bool:
    """Ask about counts and a percentage that do not agree, "45/47 = 98%"; False where it is something else."""
    unit, found = batch.reporter.unit, _COUNTS_AND_SHARE.search(problem.text)
    if not found or len(problem.choices) != 1:
        return False
    measure, top, total = problem.choices[0], int(found["top"]), int(found["total"])
    if not 0 < total >= top:
        return False
    said = Said("number", top, total)
    counts = naming.brief(unit, measure, said)
    text = say(
        "figures_counts_disagree",
        unit.language,
        label=naming.label(unit, measure),
        figure=naming.in_full(unit, measure, said),
        share=f"{found['share']}%",
        line=_line(batch, problem, measure),
    )
    entry = Entry(batch.reporter.plan, village.id if village else None, measure.indicator, measure.part, period, said)
    batch.ask(text, [entry], [(say("figures_right", unit.language, figure=counts), {})])
    return True


def ask_village(batch: Batch, problems: Sequence[Problem], period: str) -> None:
    """Name the villages nearest to one that does not exist; buttons for all figures of it that are clear.

    Args:
        batch: Takes the question and its buttons.
        problems: All that is said of one such village.
        period: The period of what names none.
    """
    reporter = batch.reporter
    unit, named = reporter.unit, problems[0].village or ""
    known = [village for village in reporter.list_choices() if village.name]
    names = [village.name for village in known]
    near = [known[at] for *_, at in process.extract(named, names, scorer=fuzz.ratio, limit=_NEAR_VILLAGES)]
    choices = asking.choices_of(reporter, near)
    shown = ", ".join(label for label, _ in choices)
    text = say("figures_unknown_village", unit.language, village=named, near=shown or _GAP)
    entries = [entry for problem in problems if (entry := _entry_of(reporter, problem, period))]
    if not entries:
        batch.blocks.append(text)
        return
    batch.ask(text, entries, choices)


def _entry_of(reporter: Reporter, problem: Problem, period: str) -> Entry | None:
    """The figure of a problem, whose village alone is unknown; None where more is."""
    said = said_of(problem)
    measure = problem.choices[0] if len(problem.choices) == 1 else None
    if said is None or measure is None or (said.denominator is None and not (measure.counts_cases or problem.percent)):
        return None
    return Entry(reporter.plan, None, measure.indicator, measure.part, problem.period or period, said)


def _line(batch: Batch, problem: Problem, measure: Measure | None) -> str:
    """The corrected line: village, measure, amount and period as the person named them.

    A measure that was not understood stays open: a guess that is ready to send would be sent.
    """
    only = batch.reporter.find_only()
    named = problem.village if problem.village not in (None, UNSAID, only.name if only else None) else ""
    when = f"tháng {_GAP}" if problem.kind == "unclear_period" else ""
    if problem.period:
        today = month_of(batch.reporter.unit.now.date())
        when = in_words(today if problem.kind == "future_period" else problem.period, "vi")
    words = batch.reporter.measure_words(measure) if measure else _GAP
    return naming.joined(named or "", words, _corrected(problem, measure), when)


def _corrected(problem: Problem, measure: Measure | None) -> str:
    """The amount as it may be meant; what cannot be known stays open."""
    counts_cases = measure is not None and measure.counts_cases
    top, total = problem.numerator, problem.denominator
    swapped = top is not None and total is not None and top > total
    if swapped and problem.kind in ("numerator_over_denominator", "ambiguous_indicator"):
        return f"{_plain(total)}/{_plain(top)}"
    if problem.kind == "negated":
        return _the_rest(problem)
    if problem.kind == "impossible_percent":
        return f"{_GAP}%"
    if top is None:
        return _GAP if counts_cases else f"{_GAP}/{_GAP}"
    if total is not None:
        return f"{_plain(abs(top))}/{_plain(total)}"
    if problem.percent:
        return f"{_plain(abs(top))}%"
    return _plain(abs(top)) if counts_cases else f"{_plain(abs(top))}/{_GAP}"


def _the_rest(problem: Problem) -> str:
    """Those who were reached, where those who were not are told: 46/47 for "chưa tiêm 1/47"."""
    top, total = problem.numerator, problem.denominator
    if top is None or top > (total or 100):
        return f"{_GAP}/{_GAP}"
    return f"{_plain(100 - top)}%" if total is None else f"{_plain(total - top)}/{_plain(total)}"


def _amount(batch: Batch, problem: Problem) -> str:
    """The amount as it was read."""
    language = batch.reporter.unit.language
    shown = [number(plain_number(n), language) for n in (problem.numerator, problem.denominator) if n is not None]
    return "/".join(shown) + ("%" if problem.percent else "")


def _plain(value: Decimal | None) -> str:
    """A number as people type it, without thousands marks."""
    return "" if value is None else f"{plain_number(value):f}".replace(".", ",")
