"""The one place where a failure becomes a message."""

import traceback
import zlib
from dataclasses import dataclass
from pathlib import Path

from telegram import Update

from handlers.unit import Unit
from knowledge.sentences import say

_PROJECT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Failure:
    """What may be said about an exception: never its text, which can hold a person's words."""

    code: str  # the same for the same fault; the person can pass it on
    kind: str  # the exception's type
    place: str  # file, line and function: the innermost that is ours


def describe(error: BaseException) -> Failure:
    """Name *error* by its type and place."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_PROJECT)]
    place = "unknown"
    for last in (ours or frames)[-1:]:
        place = f"{Path(last.filename).name}:{last.lineno} {last.name}"
    kind = type(error).__name__
    code = f"{zlib.crc32(f'{kind} {place}'.encode()):08X}"[:5]
    return Failure(code, kind, place)


def apologise(unit: Unit, update: Update, failure: Failure) -> None:
    """Tell the person that their message could not be dealt with, and under which code to ask about it."""
    if update.callback_query:
        unit.answer_callback(update.callback_query.id)
    if update.inline_query:
        unit.answer_inline(update.inline_query.id, [], cache_time=0)
        return
    unit.send(say("apology", unit.language, code=failure.code))
