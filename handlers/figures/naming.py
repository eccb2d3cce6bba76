"""How figures, measures, villages and periods are called in messages; Telegram HTML unless said otherwise."""

from decimal import Decimal

from handlers.rounds import words
from handlers.unit import Unit
from handlers.wording import say
from knowledge.figures import calendar
from knowledge.figures.model import Measure
from knowledge.formatting import capital, number, plain_number
from storage import villages
from storage.revisions import Cell, Said
from storage.rounds import Round


def measure_of(unit: Unit, cell: Cell) -> Measure:
    """The measure of a cell."""
    return unit.library.measures.at(cell.indicator, cell.part)


def label(unit: Unit, measure: Measure) -> str:
    """A measure's name, plain text, as it begins a line."""
    return capital(measure.label.in_(unit.language))


def village_name(unit: Unit, plan: str, village_id: int) -> str:
    """A village's name, or that of the whole locality; plain text."""
    village = villages.by_id(unit.db, village_id)
    if village and village.name:
        return village.name
    locality = unit.library.localities[unit.library.plans[plan].locality]
    return capital(locality.full_name(unit.language))


def period_name(unit: Unit, period: str) -> str:
    """A period, plain text."""
    return calendar.in_words(period, unit.language)


def unchangeable(unit: Unit, found: Round) -> str:
    """Say that figures stay as they are because their round is closed; Telegram HTML."""
    return say("figures_closed_change", unit.language, round=words.called(unit, found))


def of_cell(unit: Unit, cell: Cell) -> dict[str, str]:
    """What sentences about a figure name: its village, period and label, plain text."""
    return {
        "village": village_name(unit, cell.plan, cell.village_id),
        "period": period_name(unit, cell.period),
        "label": label(unit, measure_of(unit, cell)),
    }


def share_of(said: Said) -> Decimal | None:
    """The share in percent, where counts give one."""
    if said.numerator is None or not said.denominator:
        return None
    return Decimal(100) * said.numerator / said.denominator


def brief(unit: Unit, measure: Measure, said: Said) -> str:
    """A figure as short as can be, plain text: "45/47", "95,5%", "2", "không có số liệu"."""
    if said.state == "none":
        return say("figures_no_data", unit.language)
    if said.state == "withdrawn":
        return say("figures_nothing", unit.language)
    if said.numerator is not None and said.denominator is not None:
        return f"{number(said.numerator, unit.language)}/{number(said.denominator, unit.language)}"
    shown_value = number(plain_number(said.value or Decimal(0)), unit.language)
    return shown_value if measure.counts_cases else f"{shown_value}%"


def in_full(unit: Unit, measure: Measure, said: Said) -> str:
    """A figure with its share, plain text: "45/47 = 95,7%"."""
    share = share_of(said)
    shown = brief(unit, measure, said)
    if share is None:
        return shown
    return f"{shown} = {number(plain_number(round(share, 1)), unit.language)}%"
