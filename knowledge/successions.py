"""What became of agencies and places since the plans were written: one line beside an answer, never a rewrite."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from knowledge.entries import Entry, Language, Text
from knowledge.lexicon import WHERE
from knowledge.loading import load_models
from knowledge.model import Agency
from knowledge.vietnamese import letters_and_digits


class Succession(Entry):
    """One change: agencies it concerns (a kind in ASCII, or words of the official name), since when, and the note.

    ``became`` is the kind of the agency that has their work since, where people ask for it by name.
    """

    id: str
    matches: tuple[str, ...]
    since: dt.date
    became: str | None = None
    note: Text
    basis: str | None = None

    def concerns(self, agency: Agency) -> bool:
        """Tell whether *agency* is one of those that changed."""
        name = letters_and_digits(agency.name)
        return any(
            m in agency.kinds if m.isascii() and m.islower() else letters_and_digits(m) in name for m in self.matches
        )


class Successions:
    """All changes, the most specific first."""

    def __init__(self, rows: Iterable[Succession]) -> None:
        self._rows = tuple(rows)

    def has_work_of(self, kind: str, agency: Agency) -> bool:
        """Tell whether the work of *agency* passed to one of the *kind* that no plan has."""
        row = next((row for row in self._rows if row.concerns(agency)), None)
        return row is not None and row.became == kind

    def note_of_heir(self, kind: str, language: Language, *, today: dt.date) -> str | None:
        """Return the line on how agencies of the *kind* came to have their work, once they have, or None."""
        rows = (row for row in self._rows if row.became == kind and row.since <= today)
        return next((row.note.in_(language) for row in rows), None)

    def note_on(self, agency: Agency, language: Language, *, today: dt.date) -> str | None:
        """Return the line about *agency* that holds on the day *today*, or None."""
        for row in self._rows:
            if row.since <= today and row.concerns(agency):
                return row.note.in_(language)
        return None


def load_successions() -> Successions:
    """Read `succession.yaml`.

    Raises:
        PlanFileError: The file is not of its form.
    """
    return Successions(load_models(WHERE / "succession.yaml", Succession))
