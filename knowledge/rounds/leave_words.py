"""What is said of leave and of who stands in, and which command somebody looks for, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from knowledge.figures.asked_villages import villages_named
from knowledge.phrasebook import phrases, table
from knowledge.rounds.day_words import parse_day
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


def asked_until(text: str, today: date) -> date | None:
    """The last day of the leave that somebody asks for, "em xin nghỉ ốm tới 30/4"; None where they ask for none."""
    folded = fold(text)
    begin = phrases("leave-begins").search(folded)
    if len(folded) != len(text) or begin is None or "?" in text or not phrases("asks-for-leave").search(folded):
        return None
    polite = words("polite-to-the-bot")
    spoken = text[begin.end() :].split()
    while spoken and fold(spoken[-1]).strip(" ,.!") in polite:
        spoken.pop()
    for at in range(len(spoken)):
        until = parse_day(" ".join(spoken[at:]), today)
        if until:
            said = [*folded[: begin.start()].split(), *map(fold, spoken[:at])]
            known = words("reasons-for-leave") | polite
            is_known = known.issuperset(word.strip(" ,.!") for word in said)
            return until.last if is_known else None
    return None


def last_day_named(text: str, today: date) -> date | None:
    """The last day that the end of a text names: "kp5 nghỉ đến hết tháng này"; None without any."""
    spoken = text.split()
    days = (parse_day(" ".join(spoken[at:]), today) for at in range(1, len(spoken)))
    return next((found.last for found in days if found), None)


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
