"""Figures on their way into the database: what is said, and the cell as far as it is known."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from knowledge.figures.model import Figure, Problem
from storage.cells import Cell, Said


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure; its village is None until the person has said which one, its indicator 0 until then."""

    plan: str
    village_id: int | None
    indicator: int
    part: int
    period: str
    said: Said
    confirmed: bool = False  # it was doubted before, and said to be right

    @property
    def cell(self) -> Cell:
        """The cell, once its village is known."""
        assert self.village_id is not None
        return Cell(self.plan, self.village_id, self.indicator, self.part, self.period)

    @classmethod
    def of(cls, cell: Cell, said: Said, *, confirmed: bool = False) -> "Entry":
        """The entry of a cell that is known."""
        return cls(cell.plan, cell.village_id, cell.indicator, cell.part, cell.period, said, confirmed)

    def completed(self, known: Mapping[str, Any]) -> tuple["Entry", ...]:
        """The entry with what a button says put in; one for each of its "places", indicator and part, where it has."""
        places = known.get("places")
        if places is None:
            return (replace(self, **known),)
        return tuple(replace(self, indicator=indicator, part=part) for indicator, part in places)

    def to_json(self) -> dict[str, Any]:
        """The entry as an ask keeps it."""
        data = asdict(self)
        value = self.said.value
        data["said"]["value"] = None if value is None else str(value)
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Entry":
        """What ``to_json`` gave."""
        said = data["said"]
        value = None if said["value"] is None else Decimal(said["value"])
        return cls(**{**data, "said": Said(**{**said, "value": value})})


def said_of(source: Figure | Problem) -> Said | None:
    """The numbers of a figure, or of a problem where all but something else is clear."""
    if isinstance(source, Figure):
        return Said("number", source.numerator, source.denominator, source.value)
    if source.numerator is None or source.numerator < 0:
        return None
    if source.denominator is None:
        return Said("number", value=source.numerator)
    if source.numerator > source.denominator:
        return None
    return Said("number", int(source.numerator), int(source.denominator))
