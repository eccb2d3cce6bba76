"""The buttons of reporting rounds, "r:…". Read by ``handlers.rounds.desk``."""

from datetime import date
from typing import Literal

# What is asked about before it is done, and how it is undone: "r:shut:3", "r:do:shut:3", "r:unshut:3".
Change = Literal["shut", "sent"]
Then = Literal["days", "codes"]  # what is to be set at once when a deadline is stored


def rounds(plan: str, page: int = 0) -> str:
    """A page of the rounds of a plan, in the place of what is shown."""
    return f"r:list:{plan}" + (f":{page}" if page else "")


def show_rounds(plan: str) -> str:
    """The first page in a message of its own."""
    return f"r:show:{plan}"


def past(plan: str, page: int = 0) -> str:
    """A page of the rounds that are over."""
    return f"r:past:{plan}:{page}"


def see(round_id: int, page: int = 0) -> str:
    """A round, with a page of its villages."""
    return f"r:see:{round_id}" + (f":{page}" if page else "")


def move(round_id: int) -> str:
    """Ask for another last day."""
    return f"r:move:{round_id}"


def move_to(round_id: int, last_day: date) -> str:
    """Set the last day to this one."""
    return f"r:moveto:{round_id}:{last_day.isoformat()}"


def days(round_id: int) -> str:
    """Ask how many days before the last one villages are due."""
    return f"r:days:{round_id}"


def codes(round_id: int) -> str:
    """Which indicators the round collects."""
    return f"r:codes:{round_id}"


def switch(round_id: int, goal: int | None) -> str:
    """Switch the indicators of a goal on or off; None: all of them on."""
    return f"r:code:{round_id}:{'all' if goal is None else goal}"


def ask_to(change: Change, round_id: int) -> str:
    """Ask whether to close a round, or to say that its report was handed in."""
    return f"r:{change}:{round_id}"


def do(change: Change, round_id: int) -> str:
    """Do it."""
    return f"r:do:{change}:{round_id}"


def undo(change: Change, round_id: int) -> str:
    """Open a round again, or say that its report was not handed in."""
    return f"r:un{change}:{round_id}"


def ask_reopening(ask_id: int) -> str:
    """Ask staff to open a round again, for the figures that an ask keeps."""
    return f"r:ask:{ask_id}"


def added(plan: str) -> str:
    """The deadlines that staff added to a plan."""
    return f"r:own:{plan}"


def add_to(ask_id: int, plan: str) -> str:
    """Add the deadline that an ask keeps to a plan: show first how it was understood."""
    return f"r:add:{ask_id}:{plan}"


def save(ask_id: int, plan: str, then: Then | None = None) -> str:
    """Store it, and set something at once."""
    return f"r:save:{ask_id}:{plan}" + (f":{then}" if then else "")


def drop(ask_id: int) -> str:
    """Store nothing."""
    return f"r:drop:{ask_id}"


def end(plan: str, deadline_id: int) -> str:
    """Ask whether a deadline that was added is to go."""
    return f"r:end:{plan}:{deadline_id}"


def ended(plan: str, deadline_id: int) -> str:
    """Confirmed: it goes."""
    return f"r:ended:{plan}:{deadline_id}"
