"""The place of one figure, what is said of it, and what holds: the rows that ``storage.revisions`` reads and writes.

A cell is one village × measure × period. Its row says what holds now and can be made anew from the revisions in their
order (``after``).
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal, NamedTuple

from knowledge.figures.checks import Number

State = Literal["number", "none", "withdrawn"]
Via = Literal["message", "edit", "reply", "button", "dialogue", "undo", "decision"]


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of one figure."""

    plan: str
    village_id: int
    indicator: int
    part: int
    period: str  # "2025-10", "2025-Q3", "2025-H1", "2025"


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a cell: counts, or ``value`` (cases, or percent), or no number at all."""

    state: State
    numerator: int | None = None
    denominator: int | None = None
    value: Decimal | None = None
    reason: str | None = None  # why there is no number, in the words of whoever reports

    @classmethod
    def of(cls, number: Number) -> "Said":
        """Say a number."""
        return cls("number", *number)

    @property
    def number(self) -> Number:
        """What is said without its state."""
        return Number(self.numerator, self.denominator, self.value)


WITHDRAWN = Said("withdrawn")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a revision comes from: who said it, in which version of which message.

    ``edit_date`` is 0 for a message as first sent, Telegram's second for an edited one, and minus the inbox row for a
    press on a button that the message led to. What has the same of it, because the ids of messages start again or
    somebody edits twice in a second, is told apart by ``posted``, the second in which the message was first sent, and
    by ``inbox_id``, the update.
    """

    user_id: int
    chat_id: int
    message_id: int
    edit_date: int
    via: Via
    said_at: datetime | None = None  # when a message was sent, which a bot that was down takes later; None: now
    posted: int | None = None
    inbox_id: int | None = None


class Revision(NamedTuple):
    """One row: who said what of which cell, and when."""

    id: int
    cell: Cell
    said: Said
    confirmed: bool  # doubted by the bot, and said to be right
    disputes: bool  # stands beside the current one, which another person reported
    follows: int | None  # what held when it came
    user_id: int | None  # None: the person was erased
    at: datetime
    via: Via
    chat_id: int
    message_id: int
    edit_date: int
    line: int
    posted: int | None = None  # both None: it is older than these columns
    inbox_id: int | None = None


class Held(NamedTuple):
    """What holds for a cell: the current revision, and another person's that staff have to decide on."""

    current: Revision
    rival: Revision | None = None


def after(held: Held | None, new: Revision) -> Held:
    """What holds once *new* is added to a cell of which *held* was true."""
    current, rival = (held.current, held.rival) if held else (new, None)
    if new.disputes and held:
        gone = new.said.state == "withdrawn" or new.said == current.said
        return Held(current, None if gone else new)
    if new.via == "decision" or (rival and rival.said == new.said):
        return Held(new)
    if new.said.state == "withdrawn" and rival:
        return Held(rival)
    return Held(new, rival)
