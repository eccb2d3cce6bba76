"""What every fact of a plan is made of: texts in two languages, short names, sections of the paper."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Language = Literal["vi", "en"]

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=32)]
Section = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]


class Entry(BaseModel):
    """A frozen record in which an unknown key is a fault, not a surprise."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Bilingual(Entry):
    """Whatever is said in both languages."""

    vi: Line
    en: Line

    def in_(self, language: Language) -> str:
        """Return what is said in *language*."""
        return self.en if language == "en" else self.vi


class Text(Bilingual):
    """A text of ours."""
