"""Buttons under a message."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from knowledge.reply import Option

# About what fits side by side on a narrow phone before Telegram cuts labels off.
_ROW_CHARACTERS = 26
_ROW_BUTTONS = 3
MOST_BUTTONS = 100  # Telegram refuses a message with more


def keyboard(options: Sequence["Option"]) -> dict[str, Any] | None:
    """An inline keyboard with a button for each option, short ones side by side; None without options.

    Whoever shows a list that may be longer than a keyboard shows less of it, and says so.
    """
    if not options:
        return None
    shown = _rows(options[:MOST_BUTTONS])
    rows = [[{"text": option.label, "callback_data": option.query} for option in row] for row in shown]
    return {"inline_keyboard": rows}


def _rows(options: Iterable["Option"]) -> list[list["Option"]]:
    """Put as many options in a row as fit."""
    rows: list[list[Option]] = []
    for option in options:
        row = rows[-1] if rows else []
        width = sum(len(other.label) for other in row) + len(option.label)
        if row and len(row) < _ROW_BUTTONS and width <= _ROW_CHARACTERS:
            row.append(option)
        else:
            rows.append([option])
    return rows
