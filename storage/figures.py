"""Recording figures: a value becomes a revision, within what the writer's roles cover."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Literal

from sqlite_utils import Database

from knowledge.figures.calendar import last_day
from storage import revisions, roles, rounds
from storage.reach import Reach, reach_of
from storage.revisions import WITHDRAWN, Cell, Held, Revision, Said, Source
from storage.roles import NotAllowedError
from storage.rounds import Round

Outcome = Literal["new", "changed", "unchanged", "disputed", "withdrawn"]


class ClosedRoundError(Exception):
    """A collaborator tried to change a figure of a closed round; nothing was written."""

    def __init__(self, found: Round) -> None:
        super().__init__(f"round {found.id} is closed")
        self.round = found


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of one value, from the rows as they are now."""

    outcome: Outcome
    cell: Cell
    said: Said
    before: Said | None = None  # what held before, where that was another number; what holds, where it is disputed
    revision: Revision | None = None  # None: nothing was written


def may_report(db: Database, user_id: int, cell: Cell) -> bool:
    """Tell whether a person may write this cell, see ``Reach.covers``."""
    return reach_of(db, user_id).covers(cell)


def closed_over(db: Database, cell: Cell, reach: Reach) -> Round | None:
    """The closed round that keeps this person from changing *cell*; None without one, and for staff."""
    if reach.leads(cell.plan):
        return None
    return rounds.closed_over(db, cell.plan, cell.period, last_day(cell.period))


def record(
    db: Database,
    cell: Cell,
    said: Said,
    source: Source,
    *,
    line: int,
    confirmed: bool = False,
    reach: Reach | None = None,
    now: datetime,
) -> Recorded:
    """Take what a person says of a cell.

    The same value again writes nothing. A collaborator's value that differs from another person's, or from what staff
    decided, is kept beside it until staff decide. The same line of the same version of a message counts once.

    Args:
        db: The database.
        cell: Which figure.
        said: What it is.
        source: Who says so, and where.
        line: Tells the figures of one message apart.
        confirmed: The bot doubted it, and the person said that it is right.
        reach: What the person may write, where this transaction has read it already.
        now: The machine's time.

    Raises:
        NotAllowedError: The person does not report for this village.
        ClosedRoundError: The figure belongs to a closed round, and the person is not staff.
    """
    reach = _permitted(db, cell, source, reach)
    held = revisions.held(db, cell)
    add = partial(revisions.append, db, cell, said, source, before=held, line=line, now=now)
    if held is None or held.current.said.state == "withdrawn":
        if said.state == "withdrawn":
            return Recorded("unchanged", cell, said)
        return _recorded("new", cell, said, None, add(confirmed=confirmed))
    if said == held.current.said:
        return _agree(held, source.user_id, add)
    if _is_anothers(db, held.current, reach):
        return _dispute(held, said, partial(add, confirmed=confirmed))
    outcome: Outcome = "withdrawn" if said.state == "withdrawn" else "changed"
    return _recorded(outcome, cell, said, held.current.said, add(confirmed=confirmed))


def take_back(
    db: Database, revision: Revision, source: Source, *, line: int, now: datetime, whole_message: bool = False
) -> Recorded | None:
    """Undo one revision: what held before it holds again, or nothing.

    Args:
        db: The database.
        revision: What is undone.
        source: Who undoes it, and by which message or press.
        line: Tells the figures of one message apart.
        now: The machine's time.
        whole_message: Go back to before the revision's message, not only to before its last edit.

    Returns:
        None when it holds no longer: something newer came, or it was taken back before.

    Raises:
        NotAllowedError: It is somebody else's, and the person is not staff of the plan.
        ClosedRoundError: It belongs to a closed round, and the person is not staff.
    """
    cell, reach = revision.cell, reach_of(db, source.user_id)
    if revision.user_id != source.user_id and not reach.leads(cell.plan):
        raise NotAllowedError("another person's figure")
    _require_open(db, cell, reach)
    held = revisions.held(db, cell)
    if held is None or revision.said.state == "withdrawn":
        return None
    is_rival = held.rival is not None and held.rival.id == revision.id
    if not is_rival and held.current.id != revision.id:
        return None
    earlier = WITHDRAWN if is_rival else _before(db, revision, whole_message=whole_message)
    if earlier == revision.said:
        return None
    new = revisions.append(db, cell, earlier, source, before=held, line=line, disputes=is_rival, now=now)
    if new is None:
        return None
    return Recorded("withdrawn" if earlier.state == "withdrawn" else "changed", cell, earlier, revision.said, new)


def decide(db: Database, rival_id: int, chosen_id: int, source: Source, *, now: datetime) -> Recorded | None:
    """Let staff choose between two people's values of one cell.

    Args:
        db: The database.
        rival_id: The revision that stands beside the current one.
        chosen_id: The one of the two that holds.
        source: The staff member's press.
        now: The machine's time.

    Returns:
        None when there is nothing to decide any more.

    Raises:
        NotAllowedError: The person is not staff of the plan.
    """
    rival = revisions.by_id(db, rival_id)
    if rival is None:
        return None
    roles.require_leading(db, source.user_id, rival.cell.plan)
    held = revisions.held(db, rival.cell)
    if held is None or held.rival is None or held.rival.id != rival_id:
        return None
    chosen = next((one for one in (held.current, held.rival) if one.id == chosen_id), None)
    if chosen is None:
        return None
    new = revisions.append(
        db, rival.cell, chosen.said, source, before=held, line=1, confirmed=chosen.confirmed, now=now
    )
    return _recorded("changed", rival.cell, chosen.said, held.current.said, new)


def _recorded(outcome: Outcome, cell: Cell, said: Said, before: Said | None, new: Revision | None) -> Recorded:
    """What came of adding a revision: nothing, where the same line had been dealt with before."""
    return Recorded(outcome, cell, said, before, new) if new else Recorded("unchanged", cell, said)


def _permitted(db: Database, cell: Cell, source: Source, reach: Reach | None) -> Reach:
    """What the writer may write, which covers *cell*; *reach* is read anew where it is somebody else's."""
    if reach is None or reach.user_id != source.user_id:
        reach = reach_of(db, source.user_id)
    reach.require(cell)
    _require_open(db, cell, reach)
    return reach


def _agree(held: Held, user_id: int, add: Callable[..., Revision | None]) -> Recorded:
    """The value that holds is said again: nothing is written, unless the same person had contradicted it."""
    cell, said = held.current.cell, held.current.said
    if held.rival and held.rival.user_id == user_id:
        return _recorded("changed", cell, said, held.rival.said, add(disputes=True))
    return Recorded("unchanged", cell, said)


def _dispute(held: Held, said: Said, add: Callable[..., Revision | None]) -> Recorded:
    """Another person's value is said to be otherwise: keep both."""
    cell, current = held.current.cell, held.current.said
    if said.state == "withdrawn":
        return Recorded("unchanged", cell, said)
    if held.rival and held.rival.said == said:
        return Recorded("disputed", cell, said, current)
    return _recorded("disputed", cell, said, current, add(disputes=True))


def _is_anothers(db: Database, current: Revision, reach: Reach) -> bool:
    """Tell whether *current* is not for this person to overrule: somebody else's, or decided by staff."""
    if current.user_id in (None, reach.user_id) or reach.leads(current.cell.plan):
        return False
    assert current.user_id is not None
    # Who no longer reports for the village leaves its figures to their successor.
    return current.via == "decision" or reach_of(db, current.user_id).covers(current.cell)


def _before(db: Database, revision: Revision, *, whole_message: bool) -> Said:
    """What held before *revision*, or before all that its message led to."""
    if revision.disputes:
        return WITHDRAWN  # what it stood beside was never this person's
    message = (revision.chat_id, revision.message_id)
    before = revisions.by_id(db, revision.follows) if revision.follows else None
    while whole_message and before and (before.chat_id, before.message_id) == message:
        before = revisions.by_id(db, before.follows) if before.follows else None
    return before.said if before else WITHDRAWN


def _require_open(db: Database, cell: Cell, reach: Reach) -> None:
    """Raise ``ClosedRoundError`` where a closed round keeps the person from changing *cell*."""
    found = closed_over(db, cell, reach)
    if found:
        raise ClosedRoundError(found)
