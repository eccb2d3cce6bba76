"""A message that reads as figures: stored, asked about, or refused as a whole."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from telegram import Message

from handlers import replies
from handlers.buttons import figures as buttons
from handlers.figures import (
    absences,
    asking,
    continuing,
    correcting,
    holding,
    looking,
    naming,
    paper_beside,
    problems,
    receipt,
    sources,
    writing,
)
from handlers.figures.absences import is_report, period_of, village_of
from handlers.figures.batch import Batch
from handlers.figures.correcting import Correction
from handlers.figures.entries import Entry, said_of
from handlers.figures.reporter import Reporter, no_reporter, reporter_for, reporter_of
from handlers.private_data import holds_personal_data
from handlers.safety import help_first, help_for
from handlers.tongue import speak_as_sender
from handlers.unit import Unit
from knowledge import wordlists
from knowledge.figures.absent import Absence
from knowledge.figures.calendar import month_of
from knowledge.figures.correction import corrects
from knowledge.figures.model import Figure, FigureReading, Problem
from knowledge.figures.regret import takes_back
from knowledge.figures.villages import Villages
from knowledge.reply import Option
from knowledge.sentences import say
from knowledge.vietnamese import fold
from storage import asks, mishaps, revisions
from storage.cells import Source, Via


def take(unit: Unit, message: Message, text: str) -> bool:
    """Take the figures of a private message; returns False when it holds none, and is a question."""
    reporter = reporter_for(unit, text)
    if reporter is None:
        return _turn_away(unit, message, text)
    whole = reporter.read(text)
    if holds_personal_data(whole):
        _refuse(unit, message, text)  # and keep not even a digest of it
        return True
    taken = _take(reporter, message, text, whole)
    if taken or message.edit_date:  # an edit that takes nothing counts too: what it replaced may still arrive
        sources.remember(unit, message, text)
    return taken


def _take(reporter: Reporter, message: Message, text: str, whole: FigureReading) -> bool:
    """Take the figures of somebody who may send some; False when there are none."""
    unit = reporter.unit
    absent, rest = absences.split(reporter, text)
    correction = correcting.corrected_by(reporter, message, text)
    words = correcting.words_of_correction(rest if absent else text, correction)
    words = words if correction.about else continuing.with_name(reporter, message, words)
    reading = _completed(reporter, whole if words == text else reporter.read(words), words, correction)
    reading = reading if message.edit_date else _with_totals(reading, text, correction)
    batch = Batch(reporter, _source(unit, message, correction), reading.supposed)
    if reading.asks_how_it_came and not message.edit_date and not help_for(unit, text):
        return looking.how_it_came(reporter, text)
    if not is_report(reading) and not absent:
        return continuing.ask_of_what(reporter, message, words) or _withdraw_all(batch, message, text)
    if not reading.figures and not absent and _only_counts_who_is_harmed(reading) and help_for(unit, text):
        return False
    speak_as_sender(unit, text)
    if message.edit_date:
        asks.settle_message(unit.db, message.chat_id, message.message_id, now=unit.now)
    _put(batch, reading, absent, correction)
    if not batch.is_empty and not message.edit_date:
        correcting.settle_replaced_doubts(unit, message, correction)
    if batch.recorded or not reading.problems:
        asks.settle_chat(unit.db, message.chat_id, "fix", now=unit.now)
    if batch.is_empty:
        return False
    if reading.problems and not reporter.leads:
        mishaps.note(unit.db, reporter.plan, unit.person.user_id, now=unit.now)
    replies.leave_subject(unit)
    danger = help_first(unit, text)
    send(unit, batch, reply_to=_thread(message), unread=() if danger else _unread(reading))
    paper_beside.offer(batch, text)
    question = reading.question or (rest if absent and rest.endswith("?") and not is_report(reading) else None)
    if question:
        _answer_beside(unit, question)
    return True


def _only_counts_who_is_harmed(reading: FigureReading) -> bool:
    """Tell whether the numbers may be of a cry, and of no cases: "có 1 cháu lớp 8 bị cha dượng đánh"."""
    cases = any(measure.counts_cases for problem in reading.problems for measure in problem.choices)
    return not cases and all(problem.denominator is None and not problem.percent for problem in reading.problems)


def _answer_beside(unit: Unit, question: str) -> None:
    """Answer what was asked beside figures, in a message of its own; nothing where it was only talk."""
    reply = replies.answer(unit, question)
    if reply.kind in ("answer", "not_found", "safety"):
        replies.give(unit, reply)


def turn_to_private(unit: Unit, text: str, reply_to: int | None) -> bool:
    """Figures in a group are not taken, and who sends them there is told so; False when there are none."""
    reporter = reporter_for(unit, text)
    if reporter is None or not reporter.read(text).figures:
        return False
    unit.send(say("figures_in_private", unit.language), reply_to=reply_to)
    return True


def send(
    unit: Unit, batch: Batch, *, reply_to: int | None = None, more: Sequence[Option] = (), unread: Sequence[str] = ()
) -> None:
    """Send the receipt of a batch."""
    text, options = receipt.render(batch)
    if unread:
        words = ", ".join(f"“{word[:20]}”" for word in unread[:5])
        text = f"{text}\n{say('figures_unread', unit.language, words=words)}"
    unit.send(text, [*options, *more], reply_to=reply_to)


def offer(unit: Unit, message: Message, text: str) -> Option | None:
    """A button to send figures, where a message names one measure and nothing else; its number may follow as well."""
    reporter = reporter_of(unit)
    if reporter is None:
        return None
    mention = reporter.mention(text)
    if not mention.bare or len(mention.measures) != 1:
        return None
    measure, village = mention.measures[0], reporter.find_only()
    continuing.note_named(reporter, message, measure)
    payload = buttons.send(village, measure.code, month_of(unit.now.date()))
    return Option(say("figures_send", unit.language), payload)


def entry_of(reporter: Reporter, figure: Figure | Problem, correction: Correction) -> Entry:
    """A figure on its way to its cell; what it does not name comes from what it corrects, or is the current month."""
    measure = figure.measure if isinstance(figure, Figure) else figure.choices[0]
    about = correction.about_measure(measure)
    village = village_of(reporter, figure.village, about)
    said = said_of(figure)
    assert said is not None
    return Entry(
        village.plan if village else reporter.plan,
        village.id if village else None,
        measure.indicator,
        measure.part,
        figure.period or period_of(reporter.unit, about),
        said,
    )


def _turn_away(unit: Unit, message: Message, text: str) -> bool:
    """Figures of somebody whom nobody invited are not stored; words with a name in them are answered and forgotten."""
    reading = unit.library.figures.read(text, villages=Villages.of(()), own=None, today=unit.day, locality="nowhere")
    if holds_personal_data(reading):
        reply = replies.answer(unit, text)
        unit.send(reply.text, reply.options, reply_to=_thread(message))
        return True
    counted = [p for p in reading.problems if p.kind == "unknown_village" and p.denominator is not None and p.choices]
    if not counted and not any(figure.denominator is not None for figure in reading.figures):
        return False
    unit.send(no_reporter(unit))
    return True


def _refuse(unit: Unit, message: Message, text: str) -> None:
    """Keep nothing of a message with personal data."""
    help_first(unit, text)
    ids = (message.chat_id, message.message_id, sources.posted(message))
    standing = message.edit_date and correcting.standing_of_message(unit, *ids)
    more = f" {say('figures_edit_kept', unit.language)}" if standing else ""
    unit.send(say("figures_personal", unit.language) + more, reply_to=_thread(message))


def _completed(reporter: Reporter, reading: FigureReading, text: str, correction: Correction) -> FigureReading:
    """What was read; a bare "46/47" is of the one measure that it corrects."""
    cell = correction.only_cell
    if cell is None or reading.figures or any(problem.choices for problem in reading.problems):
        return reading
    named = reporter.read(f"{cell.indicator}.{cell.part} {text}")
    return named if named.figures or is_report(named) else reading


def _with_totals(reading: FigureReading, text: str, correction: Correction) -> FigureReading:
    """Take the total of the figure that is corrected by its name, "sửa tiêm chủng thành 46"; else ask about it."""
    figures, problems = list(reading.figures), []
    for problem in reading.problems:
        held = correction.same(problem.choices[0]) if len(problem.choices) == 1 else None
        total = held.said.denominator if held and problem.kind == "missing_denominator" else None
        if total is None or problem.denominator is not None or not 0 <= (problem.numerator or 0) <= total:
            problems.append(problem)
        elif corrects(text) and problem.numerator is not None:
            count = int(problem.numerator)
            figures.append(Figure(problem.choices[0], count, total, None, problem.village, problem.period))
        else:
            problems.append(replace(problem, denominator=Decimal(total)))
    return replace(reading, figures=tuple(figures), problems=tuple(problems))


def _source(unit: Unit, message: Message, correction: Correction) -> Source:
    """Where the figures of a message come from."""
    via: Via = "edit" if message.edit_date else "reply" if correction.about else "message"
    return sources.of_message(unit, message, via)


def _withdraw_all(batch: Batch, message: Message, text: str) -> bool:
    """An edited message that holds no figures any more: take them back where it says so, else say what still holds.

    Returns:
        False when it never held any.
    """
    unit = batch.reporter.unit
    there = correcting.standing_of_message(unit, message.chat_id, message.message_id, sources.posted(message))
    if not message.edit_date or not there:
        return False
    asks.settle_message(unit.db, message.chat_id, message.message_id, now=unit.now)
    # Of a child in danger the words are not said back, nor read as if they were about figures: "bị bỏ đói".
    danger = help_first(unit, text, reply_to=_thread(message))
    if not danger and takes_back(text):
        writing.put(batch, [], left_out=correcting.left_out(batch, []))
        send(unit, batch, reply_to=_thread(message))
    else:
        unread = say("figures_edit_unread", unit.language, text=problems.quoted(text))
        head = say("figures_edit_kept", unit.language) if danger else unread
        holding.show(batch.reporter, batch.source, [one.cell for one in there], head, reply_to=_thread(message))
    return True


def _put(batch: Batch, reading: FigureReading, absent: Sequence[Absence], correction: Correction) -> None:
    """Write what is clear, ask about the rest, take back what an edit left out."""
    twice = [problem for problem in reading.problems if problem.kind == "said_twice"]
    entries = [entry_of(batch.reporter, figure, correction) for figure in reading.figures]
    entries += [entry_of(batch.reporter, problem, correction) for problem in twice]
    more, nameless = absences.entries_of(batch, absent, correction)
    entries += more
    unclear = {measure for problem in reading.problems for measure in problem.choices}
    left_out = correcting.left_out(batch, entries, unclear) if batch.source.edit_date else ()
    writing.put(batch, [entry for entry in entries if not _is_odd_share(batch, entry, correction)], left_out=left_out)
    continuing.remember(batch, reading.problems)
    if batch.recorded and all(row.revision is None for row in batch.recorded):
        batch.keep([Entry.of(row.cell, row.said) for row in batch.recorded], "told")
    for problem in reading.problems:
        if problem.kind not in ("no_figure", "personal_data", "said_twice", "unknown_village"):
            _explain(batch, problem, correction)
    elsewhere = [problem for problem in reading.problems if problem.kind == "unknown_village"]
    for name in dict.fromkeys(problem.village for problem in elsewhere):
        here = [problem for problem in elsewhere if problem.village == name]
        problems.ask_village(batch, here, period_of(batch.reporter.unit, None))
    for absence in () if batch.is_empty else nameless:
        problems.unclear_absence(batch, absence.what)


def _is_odd_share(batch: Batch, entry: Entry, correction: Correction) -> bool:
    """Ask about counts that are to correct a number of cases; False where there is nothing to ask."""
    if entry.said.denominator is None or entry.village_id is None or batch.source.via != "reply":
        return False
    held = revisions.held(batch.reporter.unit.db, entry.cell)
    if held is None or held.current.said.value is None or any(one.said == entry.said for one in correction.about):
        return False  # said once more, it is meant
    if not naming.measure_of(batch.reporter.unit, entry.cell).counts_cases:
        return False
    asking.ask_if_share(batch, entry, held.current.said)
    return True


def _explain(batch: Batch, problem: Problem, correction: Correction) -> None:
    """Ask about one problem, with what the message it corrects had said."""
    about = correction.about_measure(problem.choices[0]) if problem.choices else None
    village = village_of(batch.reporter, problem.village, about)
    period = problem.period or period_of(batch.reporter.unit, about)
    problems.explain(batch, problem, village=village, period=period)


def _unread(reading: FigureReading) -> list[str]:
    """The words that nothing explains; those of a problem are asked about with it."""
    asked = " ".join(problem.text.lower() for problem in reading.problems)
    words = [word.strip(" ,;:.") for word in reading.unread]
    known = wordlists.words("passed-over-in-receipts")
    return [word for word in words if word and word.lower() not in asked and fold(word) not in known]


def _thread(message: Message) -> int | None:
    """An edited message is answered as a reply to it."""
    return message.message_id if message.edit_date else None
