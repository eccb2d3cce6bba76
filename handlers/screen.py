"""What commands show: a text with buttons, sent by a command and put in place by a press."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.reply import Option

_MOST_CHARACTERS = 3900  # Telegram takes 4096
_MOST_DIGITS = 15  # of 64 bits
_MOST_PAGES = 9999


@dataclass(frozen=True, slots=True)
class Screen:
    """A message: Telegram HTML of at most 4096 characters, and the buttons under it."""

    text: str
    options: tuple[Option, ...] = ()


class OldButtonError(Exception):
    """A button that leads nowhere any more, or a payload that no button of ours has."""


class NotShownError(Exception):
    """What is asked for is not for this person, or not for this chat.

    ``key`` is that of the sentence which says so, ``values`` what stands in its braces.
    """

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


def number(arguments: Sequence[str], place: int) -> int:
    """The whole number at *place* of what a button carries: not negative, and one that the database can hold.

    Raises:
        OldButtonError: There is none.
    """
    value = word(arguments, place)
    if not (value.isascii() and value.isdigit()) or len(value) > _MOST_DIGITS:
        raise OldButtonError
    return int(value)


def page_number(arguments: Sequence[str], place: int) -> int:
    """The number of a page, from 0, at *place*; the first where none is carried.

    Raises:
        OldButtonError: No list of ours is that long.
    """
    page = number(arguments, place) if place < len(arguments) else 0
    if page > _MOST_PAGES:
        raise OldButtonError
    return page


def word(arguments: Sequence[str], place: int) -> str:
    """The word at *place* of what a button carries.

    Raises:
        OldButtonError: There is none.
    """
    if place >= len(arguments):
        raise OldButtonError
    return arguments[place]


def at_most_a_message(text: str) -> str:
    """As much of *text* as one message holds, cut between lines: each line of it has to be complete markup."""
    if len(text) <= _MOST_CHARACTERS:
        return text
    return text[:_MOST_CHARACTERS].rpartition("\n")[0] + "\n…"
