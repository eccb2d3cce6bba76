"""The places that plans are for, and what became of them."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from pydantic import Field

from knowledge.entries import Entry, Language, Line, Slug, Text

Level = Literal["province", "city", "district", "town", "ward", "commune"]


class Era(Entry):
    """A name, level and parent that a locality had from a day on."""

    name: Line
    level: Level
    parent: Line | None = None  # its full name, with level
    since: dt.date | None = None  # None: as far back as the plans reach
    basis: Line | None = None  # the resolution
    change: Text | None = None  # one line: what became of the locality on that day

    def has_begun(self, today: dt.date) -> bool:
        """Tell whether this is a later era than the plan's, and the day *today* lies in or after it."""
        return self.since is not None and self.since <= today


class Locality(Entry):
    """The commune, town, district or province of a plan; its names changed over time."""

    id: Slug
    name: Line  # without its level: "Tân Khai"
    aliases: tuple[Line, ...] = ()
    eras: tuple[Era, ...] = Field(min_length=1)  # oldest first; the plans were written in the first
    district: Line | None = None  # for the reader, in the era of the plan
    province: Line | None = None

    @property
    def era(self) -> Era:
        """The era in which its plan was written."""
        return self.eras[0]

    def changes(self, language: Language, today: dt.date) -> str:
        """Return what became of the locality until the day *today*, in one line; empty when nothing did."""
        return " ".join(era.change.in_(language) for era in self.eras if era.change and era.has_begun(today))

    def coming_changes(self, language: Language, today: dt.date) -> str:
        """Return what is to become of the locality after the day *today*, in one line; empty when nothing is."""
        later = (era for era in self.eras if era.since and not era.has_begun(today))
        return " ".join(era.change.in_(language) for era in later if era.change)

    def full_name(self, language: Language) -> str:
        """Return the name with its level, as of the plan."""
        level = _LEVEL_NAMES[self.era.level]
        return f"{self.name} {level[1]}" if language == "en" else f"{level[0]} {self.name}"


_LEVEL_NAMES: dict[Level, tuple[str, str]] = {
    "province": ("tỉnh", "province"),
    "city": ("thành phố", "city"),
    "district": ("huyện", "district"),
    "town": ("thị trấn", "town"),
    "ward": ("phường", "ward"),
    "commune": ("xã", "commune"),
}
