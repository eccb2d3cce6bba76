"""Long lists in pages: a page, and the buttons to those beside it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from handlers.progress.view import Seen
from knowledge.reply import Option

Item = TypeVar("Item")


def page_of(items: Sequence[Item], number: int, size: int) -> tuple[Sequence[Item], int, int]:
    """Cut out a page of at most *size* items.

    Returns:
        Its items, its number (the last page's where *number* is beyond it) and how many pages there are.
    """
    pages = max(1, -(-len(items) // size))
    number = min(max(number, 1), pages)
    return items[(number - 1) * size : number * size], number, pages


def turns(seen: Seen, number: int, pages: int) -> list[Option]:
    """The buttons to the pages beside page *number*."""
    beside = (("button_before", number - 1), ("button_after", number + 1))
    return [Option(seen.say(key), str(replace(seen.view, page=page))) for key, page in beside if 1 <= page <= pages]


def foot(seen: Seen, number: int, pages: int) -> list[str]:
    """The line that says which page this is; none where there is one page alone."""
    return [seen.say("progress_page", page=number, pages=pages)] if pages > 1 else []
