"""What staff say instead of a command or a button: "dời hạn sang 10/5", "danh sách cộng tác viên"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal, get_args

from knowledge.figures.asked_villages import villages_named, without
from knowledge.figures.period_forms import UNCLEAR
from knowledge.figures.periods import find_periods
from knowledge.phrasebook import phrases, table
from knowledge.rounds.leave_words import last_day_named
from knowledge.tokens import tokenize
from knowledge.vietnamese import fold, repair
from knowledge.wordlists import words

StaffWish = Literal["manage", "reopen", "open", "remind", "share", "people", "villages", "invite", "disputed"]
VillageWish = Literal["paper", "leave", "deputy"]
_MOST_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class StaffWords:
    """What is wanted, and of which village, period and last day, where any is named."""

    wish: StaffWish | VillageWish
    village: str = ""
    period: str = ""
    until: dt.date | None = None


def parse_staff_words(text: str, *, today: dt.date, villages: tuple[str, ...] = ()) -> StaffWords | None:
    """Read a whole message; None where it says anything else.

    Args:
        text: The message.
        today: The day in Vietnam.
        villages: The names of those of the plan.
    """
    text = repair(text)
    folded = fold(text)
    if len(text) > _MOST_CHARACTERS or len(folded) != len(text):
        return None
    named = villages_named(text, folded, villages)
    said = phrases("when-of-a-round").sub(" ", fold(without(text, named)))
    polite = words("polite-to-the-bot")
    plain = " ".join(word for word in re.findall(r"\w+", said) if word not in polite)
    village = named[0][0] if len(named) == 1 else ""
    for meaning, pattern in table("staff-words"):
        if pattern.fullmatch(plain) and (village or meaning not in get_args(VillageWish)):
            until = last_day_named(text, today)
            return StaffWords(meaning, village, _period(text, today), until)  # type: ignore[arg-type]  # a key of the table
    return None


def _period(text: str, today: dt.date) -> str:
    """The first period named: "tháng 4"."""
    found = find_periods(text, tokenize(text), today)
    return next((mention.period for mention in found if mention.period != UNCLEAR), "")
