"""Cases on standard input, a JSON object a line: each is answered on standard output by a line of its own.

A line that is no case is complained of on standard error, and the next one is read: programs read what is printed.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from bot.cli_given import read_day
from bot.refusals import RefusalError

Case = TypeVar("Case")


class CaseError(Exception):
    """A line that is no case; ``str(error)`` says what is wrong with it, without quoting it."""


def answer_cases(read: Callable[[dict[str, Any]], Case], answer: Callable[[Case], dict[str, Any]]) -> None:
    """Answer every line of standard input.

    Args:
        read: Takes what it needs from the object on a line; raises a ``CaseError`` where that is not there.
        answer: What is to be printed for it.

    Raises:
        RefusalError: There is no standard input.
        SystemExit: With 1, at the end, when a line was no case.
    """
    if sys.stdin is None:  # the process was started without one
        raise RefusalError("there is no standard input to read cases from.")
    faulty = False
    for number, raw in enumerate(sys.stdin.buffer, start=1):
        # Some editors put the mark of UTF-8 before the first line.
        line = raw.decode("utf-8-sig" if number == 1 else "utf-8", errors="replace").strip()
        if not line:
            continue
        try:
            case = read(_object(line))
        except CaseError as error:
            click.echo(f"line {number}: {error}", err=True)
            faulty = True
            continue
        # Half a surrogate pair, which JSON can spell out, is no UTF-8.
        click.echo(json.dumps(answer(case), ensure_ascii=False).encode("utf-8", "replace"))
    if faulty:
        sys.exit(1)


def text_in(case: dict[str, Any], key: str) -> str | None:
    """The text under *key*; None when there is none."""
    value = case.get(key)
    if value is not None and not isinstance(value, str):
        raise CaseError(f"{key!r} is no text")
    return value


def day_in(case: dict[str, Any]) -> dt.date | None:
    """The day under "today"; None when there is none."""
    value = text_in(case, "today")
    try:
        return None if value is None else read_day(value)
    except ValueError as error:
        raise CaseError("'today' is no day of the years 2000 to 2100; write it as 2025-04-20") from error


def _object(line: str) -> dict[str, Any]:
    try:
        case = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise CaseError("no JSON") from error
    if not isinstance(case, dict):
        raise CaseError("no JSON object")
    return case
