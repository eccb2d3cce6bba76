"""What is said of leave and of who stands in, and which command somebody looks for, in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from knowledge.figures.asked_villages import villages_named
from knowledge.phrasebook import phrases, table
from knowledge.rounds.leave_time import LeaveTime, leave_time
from knowledge.vietnamese import fold, repair
from knowledge.wordlists import words


@dataclass(frozen=True, slots=True)
class StandIn:
    """Who is to report in another's place, as typed, and for which village."""

    who: str
    village: str


def read_stand_in(said: str, villages: tuple[str, ...]) -> StandIn | None:
    """Read "Thu làm thay khu phố 5", "thay khu phố 5 Thu"; None when nobody is to stand in for a village."""
    text = repair(said)
    folded = fold(text)
    verb = phrases("stands-in").search(folded)
    if len(folded) != len(text) or verb is None:
        return None
    # A collaborator may be called by a village too: the one behind the verb is meant.
    behind = [one for one in villages_named(text, folded, villages) if one[1] >= verb.end()]
    if not behind:
        return None
    name, start, end = min(behind, key=lambda one: one[1])
    who = f"{text[: verb.start()]} {text[verb.end() : start]} {text[end:]}"
    return StandIn(" ".join(who.split()).strip(" ,:"), name)


def leave_asked(text: str, today: date) -> LeaveTime | None:
    """The time of the leave that somebody asks for, "em xin nghỉ ốm tới 30/4"; None where they ask for none."""
    if "?" in text or not phrases("asks-for-leave").search(fold(text)):
        return None
    stand_in = phrases("asks-for-a-stand-in").search(fold(text))
    if stand_in and len(fold(text)) == len(text):
        text = f"{text[: stand_in.start()]} {text[stand_in.end() :]}"
    time, rest = leave_time(text, today)
    if time == LeaveTime() or not phrases("leave-begins").search(fold(rest)):
        return None
    known = words("reasons-for-leave") | words("beside-the-time-of-leave") | words("polite-to-the-bot")
    return time if known.issuperset(re.findall(r"\w+", fold(rest))) else None


def commands_meant(command: str) -> list[str]:
    """The commands that may be meant by one that does not exist: "trogiup" is "help"."""
    typed = fold(command).replace("_", "")
    return list(dict.fromkeys(name for name, pattern in table("commands-meant") if pattern.fullmatch(typed)))


def is_leave_command(command: str) -> bool:
    """Tell whether somebody looks for a command for leave: "nghi"."""
    return phrases("leave-command").fullmatch(fold(command).replace("_", "")) is not None


def names_a_due_day(text: str) -> bool:
    """Tell whether a text says by which day something is due; "khai sinh 5/5" is a figure."""
    return phrases("of-a-deadline").search(fold(text)) is not None
