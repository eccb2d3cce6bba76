"""What is to be made, what was made, and why nothing was."""

import json
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

from knowledge.entries import Language

Kind = Literal["chart", "workbook", "document", "csv"]


class NothingToShowError(Exception):
    """There is no figure of which the file could be made."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One file that somebody asked for."""

    report: Kind
    plan: str
    period: str
    viewer: int | None  # whose eyes; None: who runs a command on the machine
    today: date
    language: Language = "vi"
    code: str = ""  # of the measure, for a chart: "5.1"
    placeholder: str = ""  # key of the outbox row of the message that the file replaces

    @classmethod
    def read(cls, payload: str) -> "Wanted":
        """Read the payload of an outbox row, JSON text."""
        given = json.loads(payload)
        known = {field.name: given[field.name] for field in fields(cls) if field.name in given}
        return cls(**known | {"today": date.fromisoformat(given["today"])})


@dataclass(frozen=True, slots=True)
class Made:
    """A file, ready to be sent."""

    name: str
    mime_type: str
    data: bytes
    caption: str = ""  # plain text
    is_picture: bool = False
