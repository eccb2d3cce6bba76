"""Reading messages of one collaborator, that of Khu phố 3 in Tân Khai, and what was made of them."""

import datetime as dt
from collections.abc import Sequence

from knowledge.demonstration import demonstration_villages
from knowledge.figures.model import FigureReading
from knowledge.figures.villages import Villages
from knowledge.library import Library

_VILLAGES = Villages.of(demonstration_villages()["tan-khai"])
TODAY = dt.date(2025, 10, 20)


def read(library: Library, text: str, today: dt.date = TODAY) -> FigureReading:
    """Read a message as that collaborator's."""
    return library.figures.read(text, villages=_VILLAGES, own="Khu phố 3", today=today, locality="tan-khai")


def shown(reading: FigureReading) -> list[str]:
    """The figures in brief: "14.1 12/12", "11.1 2"."""
    return [
        f"{f.measure.code} {f.value:f}" if f.value is not None else f"{f.measure.code} {f.numerator}/{f.denominator}"
        for f in reading.figures
    ]


def kinds(reading: FigureReading) -> list[str]:
    """The kinds of problems, one for each."""
    return [problem.kind for problem in reading.problems]


def check(library: Library, text: str, figures: Sequence[str], problems: Sequence[str] = ()) -> None:
    """Assert that a message is read as these figures and these kinds of problems, and nothing else."""
    reading = read(library, text)
    assert (shown(reading), kinds(reading)) == ([*figures], [*problems]), text
