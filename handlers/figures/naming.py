"""How figures, measures, villages and periods are called in messages; Telegram HTML unless said otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from sqlite_utils import Database

from handlers.rounds.naming import called
from knowledge.entries import Language
from knowledge.figures import calendar
from knowledge.figures.model import Measure
from knowledge.formatting import capital, number, plain_number
from knowledge.locality import Locality
from knowledge.sentences import say
from storage import villages
from storage.cells import Cell, Said
from storage.rounds import Round
from storage.villages import Village

if TYPE_CHECKING:
    from knowledge.library import Library


class Speaker(Protocol):
    """Whoever words something about figures: an update being dealt with, or ``Reader``."""

    @property
    def db(self) -> Database:
        """Where the names of villages are."""

    @property
    def library(self) -> "Library":
        """What the plans say."""

    @property
    def language(self) -> Language:
        """That of whoever reads it."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is not here now, and is told about figures in their own language."""

    db: Database
    library: "Library"
    language: Language


def measure_of(speaker: Speaker, cell: Cell) -> Measure:
    """The measure of a cell."""
    return speaker.library.measures.at(cell.indicator, cell.part)


def label(speaker: Speaker, measure: Measure) -> str:
    """A measure's name, plain text, as it begins a line."""
    return capital(measure.label.in_(speaker.language))


def village_name(speaker: Speaker, plan: str, village_id: int) -> str:
    """A village's name, or that of the whole locality; plain text."""
    village = villages.by_id(speaker.db, village_id)
    if village and village.name:
        return village.name
    return capital(locality_of(speaker, plan).full_name(speaker.language))


def told_apart(speaker: Speaker, offered: Sequence[Village]) -> list[str]:
    """The names of villages to choose from; behind one that several plans have stands the locality; plain text."""
    names = [village.name or village_name(speaker, village.plan, village.id) for village in offered]
    return [
        f"{name} ({locality_of(speaker, village.plan).name})" if names.count(name) > 1 else name
        for name, village in zip(names, offered, strict=True)
    ]


def locality_of(speaker: Speaker, plan: str) -> Locality:
    """The place of a plan."""
    return speaker.library.localities[speaker.library.plans[plan].locality]


def village_words(speaker: Speaker, plan: str, village_id: int) -> str:
    """How to write a village so that it is read back as this one; plain text."""
    village = villages.by_id(speaker.db, village_id)
    if village and village.name:
        return village.name
    locality = locality_of(speaker, plan)
    return f"toàn {locality.full_name('vi')}"


def joined(village: str, words: str, amount: str, when: str) -> str:
    """A line ready to send; the period stands before a bare number: "3 tháng 9" would be a day."""
    parts = (village, when, words, amount) if amount.isdecimal() else (village, words, amount, when)
    return " ".join(part for part in parts if part)


def period_name(speaker: Speaker, period: str) -> str:
    """A period, plain text."""
    return calendar.in_words(period, speaker.language)


def unchangeable(speaker: Speaker, found: Round) -> str:
    """Say that figures stay as they are because their round is closed; Telegram HTML."""
    return say("figures_closed_change", speaker.language, round=called(found, speaker.language))


def of_cell(speaker: Speaker, cell: Cell) -> dict[str, str]:
    """What sentences about a figure name: its village, period and label, plain text."""
    return {
        "village": village_name(speaker, cell.plan, cell.village_id),
        "period": period_name(speaker, cell.period),
        "label": label(speaker, measure_of(speaker, cell)),
    }


def share_of(said: Said) -> Decimal | None:
    """The share in percent, where counts give one."""
    if said.numerator is None or not said.denominator:
        return None
    return Decimal(100) * said.numerator / said.denominator


def brief(speaker: Speaker, measure: Measure, said: Said) -> str:
    """A figure as short as can be, plain text: "45/47", "95,5%", "2", "không có số liệu"."""
    if said.state == "none":
        return say("figures_no_data", speaker.language)
    if said.state == "withdrawn":
        return say("figures_nothing", speaker.language)
    if said.numerator is not None and said.denominator is not None:
        return f"{number(said.numerator, speaker.language)}/{number(said.denominator, speaker.language)}"
    shown_value = number(plain_number(said.value or Decimal(0)), speaker.language)
    return shown_value if measure.counts_cases else f"{shown_value}%"


def in_full(speaker: Speaker, measure: Measure, said: Said) -> str:
    """A figure with its share, plain text: "45/47 = 95,7%"."""
    share = share_of(said)
    shown = brief(speaker, measure, said)
    if share is None:
        return shown
    return f"{shown} = {number(plain_number(round(share, 1)), speaker.language)}%"
