"""What an ask keeps of figures that wait: for a word, for a button, or for a round to be opened again."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from handlers.figures.entries import Entry
from storage.asks import Ask


@dataclass(frozen=True, slots=True)
class Kept:
    """Figures that are not stored yet, and where they came from."""

    message: int  # the message that said them
    posted: int | None  # when it was first sent
    entries: tuple[Entry, ...]
    choices: tuple[Mapping[str, Any], ...] = ()  # what each button fills in
    round: int | None = None  # the closed round that they wait for
    cause: int = 0  # the inbox row of the update that was dealt with
    after: int = 0  # the newest revision then: a figure with a greater id came later

    def to_json(self) -> dict[str, Any]:
        """The same as an ask stores it."""
        return asdict(replace(self, entries=())) | {"entries": [entry.to_json() for entry in self.entries]}

    @classmethod
    def of(cls, ask: Ask) -> "Kept":
        """What ``to_json`` gave; of an ask from before some of it was kept, the rest."""
        known = {name: value for name, value in ask.data.items() if name in cls.__dataclass_fields__}
        entries = tuple(Entry.from_json(entry) for entry in ask.data["entries"])
        return cls(**{**known, "entries": entries, "choices": tuple(ask.data.get("choices", ()))})
