"""The buttons of figures, "f:…". A button of any age is harmless: one that means nothing any more says so."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from telegram import CallbackQuery

from handlers.figures import closed, correcting, deciding, guided, naming, receipt
from handlers.figures.batch import Batch
from handlers.figures.entries import Entry
from handlers.figures.reporter import Reporter, no_reporter, reporter_of
from handlers.unit import Unit
from handlers.wording import say
from knowledge.figures.calendar import is_period, month_of
from knowledge.figures.model import period_has_begun
from knowledge.formatting import capital
from knowledge.reply import Option
from storage import asks, figures, revisions, villages
from storage.asks import Ask
from storage.revisions import Cell, Revision, Source

_MONTHS_BACK = 3

Act = Callable[[Unit, Reporter, CallbackQuery, list[str]], None]


def press(unit: Unit, query: CallbackQuery, payload: str) -> None:
    """Carry out a button of figures, for whoever still has the role for it."""
    reporter = reporter_of(unit)
    if reporter is None:
        unit.send(no_reporter(unit))
        return
    action, *words = payload.partition(":")[2].split(":")
    act = _ACTS.get(action)
    try:
        if act is None:
            raise ValueError
        act(unit, reporter, query, words)
    except (ValueError, IndexError, KeyError):
        unit.send(say("figures_old_button", unit.language))


def _undo(unit: Unit, reporter: Reporter, query: CallbackQuery, words: list[str]) -> None:
    revision = _revision(unit, words[0])
    _tell(unit, query, correcting.undo(unit, reporter, revision, correcting.source_of(unit, revision, "undo")))


def _fix(unit: Unit, reporter: Reporter, _query: CallbackQuery, words: list[str]) -> None:
    revision = _revision(unit, words[0])
    if correcting.may_change(unit, revision):
        unit.send(correcting.ask_for_fix(unit, reporter, revision))
    else:
        unit.send(say("figures_not_yours", unit.language))


def _move(unit: Unit, reporter: Reporter, query: CallbackQuery, words: list[str]) -> None:
    revision = _revision(unit, words[0])
    if len(words) == 1:
        if not correcting.standing_beside(unit, revision):
            unit.send(say("figures_undone_already", unit.language))
            return
        options = [
            Option(capital(naming.period_name(unit, period)), f"f:move:{revision.id}:{period}")
            for period in _periods(unit.now.date())
            if period != revision.cell.period
        ]
        unit.send(say("figures_which_period", unit.language), options)
        return
    period = words[1]
    if not is_period(period) or not period_has_begun(period, unit.now.date()):
        raise ValueError(period)
    _tell(
        unit, query, correcting.move(unit, reporter, revision, period, correcting.source_of(unit, revision, "button"))
    )


def _choose(unit: Unit, reporter: Reporter, _query: CallbackQuery, words: list[str]) -> None:
    """Complete or confirm figures that were asked about."""
    ask = asks.by_id(unit.db, int(words[0]))
    if ask is None or ask.user_id != unit.person.user_id:
        raise ValueError("no ask of this person")
    batch = answered(unit, reporter, [ask], int(words[1]))
    if batch:
        unit.send(*receipt.render(batch))
    else:
        unit.send(say("figures_settled", unit.language))


def answered(unit: Unit, reporter: Reporter, found: Sequence[Ask], choice: int) -> Batch | None:
    """Store the figures that were asked about in one message, as the choice completes them.

    One batch, for its lines are numbered: those of two would be taken for each other.

    Returns:
        None when all of it is settled.

    Raises:
        IndexError: There is no such choice; nothing was settled.
    """
    entries = {
        ask.id: [Entry.from_json(entry).completed(ask.data["choices"][choice]) for entry in ask.data["entries"]]
        for ask in found
    }
    settled = [ask for ask in found if asks.settle(unit.db, ask.id, now=unit.now)]
    if not settled:
        return None
    first = settled[0]
    source = Source(unit.person.user_id, first.chat_id, first.data["message"], -unit.inbox_id, "button")
    batch = Batch(reporter, source)
    batch.put([entry for ask in settled for entry in entries[ask.id]], confirmed=first.kind == "doubt")
    return batch


def _kept(unit: Unit, reporter: Reporter, _query: CallbackQuery, words: list[str]) -> None:
    """Store what was sent while a round was closed."""
    batches = closed.stored_after_all(unit, reporter, int(words[0]))
    if not batches:
        unit.send(say("figures_settled", unit.language))
    for batch in batches:
        unit.send(*receipt.render(batch))


def _decide(unit: Unit, _reporter: Reporter, query: CallbackQuery, words: list[str]) -> None:
    rival, chosen = int(words[0]), int(words[1])
    message_id = query.message.message_id if query.message else 0
    chat_id = unit.chat_id or unit.person.user_id
    source = Source(unit.person.user_id, chat_id, message_id, -unit.inbox_id, "decision")
    unit.put_in_place(query, deciding.choose(unit, rival, chosen, source))


def _next(unit: Unit, reporter: Reporter, _query: CallbackQuery, words: list[str]) -> None:
    """Begin to ask for one figure."""
    indicator, part = (int(word) for word in words[1].split("."))
    if not is_period(words[2]):
        raise ValueError(words[2])
    unit.library.measures.at(indicator, part)
    village_id = int(words[0])
    if village_id == 0:
        options = [
            Option(naming.village_name(unit, v.plan, v.id), f"f:n:{v.id}:{words[1]}:{words[2]}")
            for v in reporter.offered
        ]
        unit.send(reporter.with_hint(say("figures_which_village_nop", unit.language)), options)
        return
    cell = Cell(_plan(unit, village_id), village_id, indicator, part, words[2])
    if figures.may_report(unit.db, unit.person.user_id, cell):
        unit.send(guided.start(unit, cell))
    else:
        unit.send(say("figures_not_yours", unit.language))


def _missing(unit: Unit, _reporter: Reporter, query: CallbackQuery, words: list[str]) -> None:
    village_id, period, first = int(words[0]), words[1], int(words[2])
    if not is_period(period):
        raise ValueError(period)
    plan = _plan(unit, village_id)
    if not figures.may_report(unit.db, unit.person.user_id, Cell(plan, village_id, 1, 1, period)):
        unit.send(say("figures_not_yours", unit.language))
        return
    unit.put_in_place(query, *guided.page(unit, plan, village_id, period, first))


_ACTS: Mapping[str, Act] = {
    "undo": _undo,
    "fix": _fix,
    "move": _move,
    "c": _choose,
    "kept": _kept,
    "dec": _decide,
    "n": _next,
    "m": _missing,
}


def _revision(unit: Unit, word: str) -> Revision:
    """The revision that a button is about."""
    revision = revisions.by_id(unit.db, int(word))
    if revision is None:
        raise ValueError(word)
    return revision


def _plan(unit: Unit, village_id: int) -> str:
    """The plan of a village."""
    village = villages.by_id(unit.db, village_id)
    if village is None:
        raise ValueError(village_id)
    return village.plan


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
