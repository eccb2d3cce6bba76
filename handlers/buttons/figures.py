"""The buttons of figures, "f:…". Read by ``handlers.figures.pressing``."""

import re

from handlers.whole_places import NOT_MADE
from storage.villages import Village

_OF_REVISION = re.compile(r"f:(?:undo|fix|move|drop):([0-9]{1,15})")
_OF_ASK = re.compile(r"f:c:([0-9]{1,15}):([0-9]{1,3})")
_OF_MEASURE = re.compile(r"f:n:[^:]+:([0-9.]+):[^:]+(?::[0-9]+)?")
ANY_VILLAGE = "0"  # which one it is has still to be asked


def undo(revision_id: int) -> str:
    """Take back all that was stored together with a revision."""
    return f"f:undo:{revision_id}"


def fix(revision_id: int) -> str:
    """Wait for what corrects a revision, and what was stored together with it."""
    return f"f:fix:{revision_id}"


def move(revision_id: int, period: str | None = None) -> str:
    """Give a revision, and what was stored together with it, another period; None: ask which."""
    return f"f:move:{revision_id}" + (f":{period}" if period else "")


def drop(revision_id: int) -> str:
    """Leave nothing where a revision is, and what was stored together with it as it is."""
    return f"f:drop:{revision_id}"


def shift(revision_id: int, period: str) -> str:
    """Give a revision another period, and leave what was stored together with it."""
    return f"f:shift:{revision_id}:{period}"


def of_revision(payload: str) -> int | None:
    """The revision that one of these is about; None for any other button."""
    found = _OF_REVISION.fullmatch(payload)
    return int(found[1]) if found else None


def choose(ask_id: int, choice: int) -> str:
    """Complete or confirm what an ask is about, by one of its choices, counted from 0."""
    return f"f:c:{ask_id}:{choice}"


def of_ask(payload: str) -> int | None:
    """The ask that such a button answers; None for any other button."""
    found = _OF_ASK.fullmatch(payload)
    return int(found[1]) if found else None


def choice_of(payload: str) -> tuple[int, int] | None:
    """The ask and the choice of such a button; None for any other one."""
    found = _OF_ASK.fullmatch(payload)
    return (int(found[1]), int(found[2])) if found else None


def code_of(payload: str) -> str | None:
    """The measure for which a button begins to ask, "5.1"; None for any other button."""
    found = _OF_MEASURE.fullmatch(payload)
    return found[1] if found else None


def keep(round_id: int) -> str:
    """Store what the person sent while a round was closed."""
    return f"f:kept:{round_id}"


def decide(rival_id: int, chosen_id: int) -> str:
    """Let one of two people's values hold."""
    return f"f:dec:{rival_id}:{chosen_id}"


def send(village: Village | None, code: str, period: str, count: int | None = None) -> str:
    """Begin to ask for one figure: of the measure "5.1"; None: ask first of which village.

    Of a *count* that was said the total alone is asked for.
    """
    said = "" if count is None else f":{count}"
    return f"f:n:{ANY_VILLAGE if village is None else _place(village)}:{code}:{period}{said}"


def missing(village: Village, period: str, first: int = 0) -> str:
    """What a village has not sent for a period, from the *first* on, counted from 0."""
    return f"f:m:{_place(village)}:{period}:{first}"


def _place(village: Village) -> str:
    """A village by its id; a whole locality that has no figures yet by its plan, "@tan-khai"."""
    return f"@{village.plan}" if village.id == NOT_MADE else str(village.id)
