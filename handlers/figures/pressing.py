"""The buttons of figures, "f:…". A button of any age is harmless: one that means nothing any more says so."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from telegram import CallbackQuery

from handlers import whole_places
from handlers.buttons import figures as buttons
from handlers.figures import closed, correcting, deciding, guided, moving, naming, receipt, sources, writing
from handlers.figures.batch import Batch
from handlers.figures.entries import Entry
from handlers.figures.kept import Kept
from handlers.figures.reporter import Reporter, no_reporter, reporter_of
from handlers.guarding import guarded, require_private
from handlers.screen import OldButtonError, number, word
from handlers.unit import Unit
from knowledge.figures.calendar import is_period, month_of
from knowledge.figures.model import Measure, period_has_begun
from knowledge.formatting import capital
from knowledge.reply import Option
from knowledge.sentences import say
from storage import asks, figures, revisions, villages
from storage.asks import Ask
from storage.cells import Cell, Revision
from storage.villages import Village

_MONTHS_BACK = 3
_CELL_ALONE = 3  # words of a button that begins to ask: village, measure, period; a count may stand behind

Act = Callable[[Unit, Reporter, CallbackQuery, list[str]], None]


def press(unit: Unit, query: CallbackQuery, payload: str) -> None:
    """Carry out a button of figures, for whoever still has the role for it."""
    refusal = guarded(unit, lambda: _carry_out(unit, query, payload), hint="old_button_figures")
    if refusal:
        unit.send(refusal.text)


def _carry_out(unit: Unit, query: CallbackQuery, payload: str) -> None:
    """Do what a button says, and send what comes of it."""
    require_private(unit)
    reporter = reporter_of(unit)
    if reporter is None:
        unit.send(no_reporter(unit))
        return
    action, *words = payload.partition(":")[2].split(":")
    if action not in _ACTS:
        raise OldButtonError
    _ACTS[action](unit, reporter, query, words)


def _undo(unit: Unit, reporter: Reporter, query: CallbackQuery, words: list[str]) -> None:
    revision = _revision(unit, words)
    _tell(unit, query, correcting.undo(unit, reporter, revision))


def _fix(unit: Unit, reporter: Reporter, _query: CallbackQuery, words: list[str]) -> None:
    revision = _revision(unit, words)
    if correcting.may_change(unit, revision):
        unit.send(correcting.ask_for_fix(unit, reporter, revision))
    else:
        unit.send(say("figures_not_yours", unit.language))


def _move(unit: Unit, reporter: Reporter, query: CallbackQuery, words: list[str]) -> None:
    revision = _revision(unit, words)
    if len(words) == 1:
        if not correcting.standing_beside(unit, revision):
            unit.send(say("figures_undone_already", unit.language))
            return
        options = [
            Option(capital(naming.period_name(unit, period)), buttons.move(revision.id, period))
            for period in _periods(unit.now.date())
            if period != revision.cell.period
        ]
        moving.wait(unit, revision)
        unit.send(say("figures_which_period", unit.language), options)
        return
    period = _period(words, 1)
    if not period_has_begun(period, unit.now.date()):
        raise OldButtonError
    _tell(unit, query, moving.move(reporter, correcting.standing_beside(unit, revision), period))


def _drop(unit: Unit, reporter: Reporter, query: CallbackQuery, words: list[str]) -> None:
    _tell(unit, query, correcting.drop(unit, reporter, _revision(unit, words)))


def _shift(unit: Unit, reporter: Reporter, query: CallbackQuery, words: list[str]) -> None:
    revision, period = _revision(unit, words), _period(words, 1)
    if not period_has_begun(period, unit.now.date()):
        raise OldButtonError
    alone = [one for one in correcting.standing_beside(unit, revision) if one.id == revision.id]
    _tell(unit, query, moving.move(reporter, alone, period))


def _choose(unit: Unit, reporter: Reporter, _query: CallbackQuery, words: list[str]) -> None:
    """Complete or confirm figures that were asked about."""
    ask, choice = asks.by_id(unit.db, number(words, 0)), number(words, 1)
    if ask is None or ask.user_id != unit.person.user_id or choice >= len(ask.data.get("choices", ())):
        raise OldButtonError
    batch = answered(unit, reporter, [ask], choice)
    if batch:
        unit.send(*receipt.render(batch))
    else:
        unit.send(say("figures_settled", unit.language))


def answered(unit: Unit, reporter: Reporter, found: Sequence[Ask], choice: int) -> Batch | None:
    """Store the figures that were asked about in one message, as the choice completes them.

    One batch, for it is one receipt. Each of them has this choice.

    Returns:
        None when all of it is settled.
    """
    completed = {ask.id: _completed(Kept.of(ask), choice) for ask in found}
    settled = [ask for ask in found if asks.settle(unit.db, ask.id, now=unit.now)]
    if not settled:
        return None
    first, kept = settled[0], Kept.of(settled[0])
    batch = Batch(reporter, sources.of_press(unit, first.chat_id, kept.message, kept.posted, "button"))
    entries = {entry: after for ask in settled for entry, after in completed[ask.id].items()}
    newer = {
        entry: moving.newer_there(reporter, entry, after=after) if entry.village_id is not None else None
        for entry, after in entries.items()
    }
    batch.blocks += [told for told in newer.values() if told]
    writing.put(batch, [entry for entry, told in newer.items() if not told], confirmed=first.kind == "doubt")
    return batch


def _completed(kept: Kept, choice: int) -> dict[Entry, int]:
    """The figures as a choice completes them, each with the revision after which another one is newer."""
    return {one: kept.after for entry in kept.entries for one in entry.completed(kept.choices[choice])}


def _kept(unit: Unit, reporter: Reporter, _query: CallbackQuery, words: list[str]) -> None:
    """Store what was sent while a round was closed."""
    batches = closed.stored_after_all(unit, reporter, number(words, 0))
    if not batches:
        unit.send(say("figures_settled", unit.language))
    for batch in batches:
        unit.send(*receipt.render(batch))


def _decide(unit: Unit, _reporter: Reporter, query: CallbackQuery, words: list[str]) -> None:
    rival, chosen = number(words, 0), number(words, 1)
    message_id = query.message.message_id if query.message else 0
    chat_id = unit.chat_id or unit.person.user_id
    source = sources.of_press(unit, chat_id, message_id, None, "decision")
    unit.put_in_place(query, *deciding.choose(unit, rival, chosen, source))


def _next(unit: Unit, reporter: Reporter, _query: CallbackQuery, words: list[str]) -> None:
    """Begin to ask for one figure."""
    measure, period = _measure(unit, word(words, 1)), _period(words, 2)
    count = number(words, 3) if len(words) > _CELL_ALONE else None
    if word(words, 0) == buttons.ANY_VILLAGE:
        text, offered = reporter.ask_for_village(say("figures_which_village_nop", unit.language))
        names = naming.told_apart(unit, offered)
        payloads = [buttons.send(village, measure.code, period, count) for village in offered]
        unit.send(text, [Option(name, payload) for name, payload in zip(names, payloads, strict=True)])
        return
    village = _village(unit, words)
    cell = Cell(village.plan, village.id, measure.indicator, measure.part, period)
    if figures.may_report(unit.db, unit.person.user_id, cell):
        unit.send(guided.start(unit, cell, None if measure.counts_cases else count))
    else:
        unit.send(say("figures_not_yours", unit.language))


def _missing(unit: Unit, _reporter: Reporter, query: CallbackQuery, words: list[str]) -> None:
    village, period, first = _village(unit, words), _period(words, 1), number(words, 2)
    if not figures.may_report_for(unit.db, unit.person.user_id, village.plan, village.id):
        unit.send(say("figures_not_yours", unit.language))
        return
    unit.put_in_place(query, *guided.page(unit, village, period, first))


_ACTS: Mapping[str, Act] = {
    "undo": _undo,
    "fix": _fix,
    "move": _move,
    "drop": _drop,
    "shift": _shift,
    "c": _choose,
    "kept": _kept,
    "dec": _decide,
    "n": _next,
    "m": _missing,
}


def _revision(unit: Unit, words: Sequence[str]) -> Revision:
    """The revision that a button is about."""
    revision = revisions.by_id(unit.db, number(words, 0))
    if revision is None or revision.cell.plan not in unit.library.plans:
        raise OldButtonError
    return revision


def _period(words: Sequence[str], place: int) -> str:
    """The period at *place* of what a button carries."""
    period = word(words, place)
    if not is_period(period):
        raise OldButtonError
    return period


def _measure(unit: Unit, code: str) -> Measure:
    """The measure that a button names, "5.1"."""
    found = next((measure for measure in unit.library.measures.every() if measure.code == code), None)
    if found is None:
        raise OldButtonError
    return found


def _village(unit: Unit, words: Sequence[str]) -> Village:
    """The village that a button carries first: by its id, or "@" and the plan of which it is the whole."""
    named = word(words, 0)
    if named.startswith("@") and named[1:] in unit.library.plans:
        return whole_places.find(unit.db, named[1:])
    village = villages.by_id(unit.db, number(words, 0))
    if village is None or village.plan not in unit.library.plans:
        raise OldButtonError
    return village


def _periods(today: date) -> list[str]:
    """The last months, then the quarters, halves and years of today and of the month that was reported last.

    Early in October people send the third quarter, early in January the year that has ended.
    """
    months = [today.year * 12 + today.month - 1 - back for back in range(_MONTHS_BACK + 1)]
    days = [date(month // 12, month % 12 + 1, 1) for month in months]
    longer = [
        name.format(year=day.year, quarter=(day.month + 2) // 3, half=(day.month + 5) // 6)
        for name in ("{year}-Q{quarter}", "{year}-H{half}", "{year}")
        for day in days[:2]
    ]
    return list(dict.fromkeys([*map(month_of, days), *longer]))


def _tell(unit: Unit, query: CallbackQuery, told: Batch | str) -> None:
    """Put the outcome in the place of the message with the button; say in a new one that there is none."""
    if isinstance(told, str):
        unit.send(told)
    else:
        unit.put_in_place(query, *receipt.render(told))
