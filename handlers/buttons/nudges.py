"""The buttons of reminders, "n:…". Read by ``handlers.nudges.desk``."""

from typing import Literal

LATER = "n:later"
"""Remind once more, later."""
NO_CALL = "n:nocall"
"""Nobody is to be reminded."""
MINE = "n:mine"
"""What holds for the person."""
PLANS = "n:plan"
"""Ask whose reminders are meant."""

Wish = Literal["morning", "afternoon", "usual", "weekends", "mute3", "mute7", "stop", "resume"]
Ladder = Literal["full", "few", "none"]


def send(village_id: int, period: str) -> str:
    """What the village has not sent for a period."""
    return f"n:send:{village_id}:{period}"


def paper(round_id: int | None = None, village_id: int | None = None) -> str:
    """The village has reported on paper; without numbers ask which, and to which round."""
    return "n:paper" + _which(round_id, village_id)


def off(round_id: int | None = None, village_id: int | None = None) -> str:
    """The village asks to be let off; without numbers ask which, and of which round."""
    return "n:off" + _which(round_id, village_id)


def undo(mark_id: int) -> str:
    """Take such a mark back."""
    return f"n:undo:{mark_id}"


def leave(mark_id: int) -> str:
    """Staff let the village off that has asked for it."""
    return f"n:leave:{mark_id}"


def owe(mark_id: int) -> str:
    """Staff do not."""
    return f"n:owe:{mark_id}"


def sent(round_id: int) -> str:
    """The report of a round was handed in."""
    return f"n:sent:{round_id}"


def unsent(round_id: int) -> str:
    """It was not."""
    return f"n:unsent:{round_id}"


def call(round_id: int) -> str:
    """Ask whether to remind whoever is missing."""
    return f"n:call:{round_id}"


def called(round_id: int) -> str:
    """Confirmed: remind them."""
    return f"n:called:{round_id}"


def progress(round_id: int) -> str:
    """How far the villages of a round have come."""
    return f"n:progress:{round_id}"


def wish(name: Wish) -> str:
    """Change what holds for the person."""
    return f"n:set:{name}"


def plan(plan_id: str) -> str:
    """How a plan reminds its people."""
    return f"{PLANS}:{plan_id}"


def ladder(name: Ladder, plan_id: str) -> str:
    """Change when a plan reminds its collaborators."""
    return f"n:ladder:{name}:{plan_id}"


def _which(round_id: int | None, village_id: int | None) -> str:
    return "" if round_id is None else f":{round_id}:{village_id}"
