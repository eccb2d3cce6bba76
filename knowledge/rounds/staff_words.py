"""What staff say instead of a command or a button: "dời hạn sang 10/5", "danh sách cộng tác viên"."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Literal, get_args

from knowledge.figures.asked_villages import villages_named, without
from knowledge.figures.period_forms import UNCLEAR
from knowledge.figures.periods import find_periods
from knowledge.numerals import first_digit
from knowledge.phrasebook import phrases, table
from knowledge.rounds.day_words import Day, day_beside
from knowledge.rounds.leave_time import LeaveTime, leave_time
from knowledge.rounds.leave_words import names_a_due_day
from knowledge.tokens import tokenize
from knowledge.vietnamese import fold, repair
from knowledge.wordlists import words

StaffWish = Literal[
    "manage",
    "move",
    "add",
    "reopen",
    "open",
    "remind",
    "share",
    "handed-in",
    "people",
    "villages",
    "invite",
    "disputed",
    "submit",
    "on-leave",
    "unclear",
    "nothing",
]
VillageWish = Literal["paper", "not-paper", "paper-asked", "leave", "deputy", "off", "back"]
_MOST_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class StaffWords:
    """What is wanted, and of which village, period and time of leave, where any is named."""

    wish: StaffWish | VillageWish
    village: str = ""
    period: str = ""
    leave: LeaveTime = field(default_factory=LeaveTime)
    day: Day | None = None  # to which the last day is to be moved
    deadline: str = ""  # the deadline to add, as typed
    one_by_one: tuple[str, ...] = ()  # of several villages: the message for each of them


def parse_staff_words(text: str, *, today: dt.date, villages: tuple[str, ...] = ()) -> StaffWords | None:
    """Read a whole message; None where it says anything else.

    Args:
        text: The message.
        today: The day in Vietnam.
        villages: The names of those of the plan.
    """
    text = _with_digits(repair(text))
    folded = fold(text)
    if len(text) > _MOST_CHARACTERS or len(folded) != len(text):
        return None
    added = phrases("adds-a-deadline").match(folded)
    if added and names_a_due_day(text[added.end() :]) and any(map(str.isdigit, text)):
        return StaffWords("add", deadline=text[added.end() :].strip())
    named = villages_named(text, folded, villages)
    rest = without(text, named)
    wish = _wish(rest, names_villages=bool(named))
    leave, beside = leave_time(rest, today) if wish in (None, "leave") else (LeaveTime(), "")
    if wish is None and leave != LeaveTime() and _wish(beside, names_villages=bool(named)) == "leave":
        wish = "leave"
    person = _person_let_off(text, today) if wish is None and not named else None
    if wish is None:
        return person
    if len(named) > 1:
        return StaffWords(wish, one_by_one=_one_by_one(text, named)) if wish in get_args(VillageWish) else None
    day = day_beside(rest, today) if wish == "move" else None
    return StaffWords(wish, named[0][0] if named else "", _period(text, today), leave, day)


def _person_let_off(text: str, today: dt.date) -> StaffWords | None:
    """Read the leave that is given to a collaborator by name, "cho chị Lan nghỉ tới 5/11"; else None."""
    time, rest = leave_time(text, today)
    found = phrases("lets-a-person-off").match(fold(rest))
    if found is None or "?" in text:
        return None
    who, _, _ = fold(rest)[found.end() :].partition(" nghi")
    return StaffWords("leave", rest[found.end() : found.end() + len(who)].strip(), leave=time)


def _wish(said: str, *, names_villages: bool) -> StaffWish | VillageWish | None:
    """What words without the villages' names want."""
    folded = phrases("when-of-a-round").sub(" ", fold(said))
    polite = words("polite-to-the-bot")
    plain = " ".join(word for word in re.findall(r"\w+", folded) if word not in polite)
    is_over = not words("already").isdisjoint(folded.split())
    for meaning, pattern in table("staff-words"):
        is_said = (names_villages or meaning not in get_args(VillageWish)) and (is_over or meaning != "submit")
        if is_said and pattern.fullmatch(plain):
            return meaning  # type: ignore[return-value]  # a key of the table
    return None


def _with_digits(text: str) -> str:
    """Write the numbers of villages as digits: "khu phố năm"."""
    folded = fold(text)
    if len(folded) != len(text):
        return text
    for found in reversed(list(phrases("village-numbered-in-words").finditer(folded))):
        term, _, number = text[found.start() : found.end()].rpartition(" ")
        digit = first_digit(number)
        text = f"{text[: found.start()]}{term} {digit}{text[found.end() :]}" if digit else text
    return text


def _one_by_one(text: str, named: list[tuple[str, int, int]]) -> tuple[str, ...]:
    """The same message for each of several villages: "cho kp3 và kp5 nghỉ" is "cho Khu phố 3 nghỉ" and another one."""
    start, end = min(one[1] for one in named), max(one[2] for one in named)
    return tuple(f"{text[:start]}{name}{text[end:]}".strip() for name in dict.fromkeys(one[0] for one in named))


def _period(text: str, today: dt.date) -> str:
    """The first period named: "tháng 4"."""
    found = find_periods(text, tokenize(text), today)
    return next((mention.period for mention in found if mention.period != UNCLEAR), "")
