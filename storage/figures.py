"""Recording figures: a value becomes a revision, within what the writer's roles cover."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, Literal, NamedTuple

from sqlite_utils import Database

from storage import cells, revisions, roles
from storage.cells import WITHDRAWN, Cell, Held, Revision, Said, Source, Via
from storage.reach import Reach, reach_of
from storage.roles import NotAllowedError
from storage.sheet import Sheet

# "holds": nothing was said of it, it is shown as it is.
Outcome = Literal["new", "changed", "unchanged", "disputed", "withdrawn", "holds"]

# By what a figure is taken back beside others that are said: an edit, and the button that moves figures.
_LEAVES_OUT: frozenset[Via] = frozenset({"edit", "button"})


class Recorded(NamedTuple):
    """What became of one value, from the rows as they are now."""

    outcome: Outcome
    cell: Cell
    said: Said
    before: Said | None = None  # what held before, where that was another number; what holds, where it is disputed
    revision: Revision | None = None  # None: nothing was written


def may_report(db: Database, user_id: int, cell: Cell) -> bool:
    """Tell whether a person may write this cell, see ``Reach.covers``."""
    return reach_of(db, user_id).covers(cell)


def may_report_for(db: Database, user_id: int, plan: str, village_id: int) -> bool:
    """Tell whether a person may write figures of this village."""
    return reach_of(db, user_id).covers_village(plan, village_id)


def record(
    db: Database,
    cell: Cell,
    said: Said,
    source: Source,
    *,
    confirmed: bool,
    sheet: Sheet,
    now: datetime,
) -> Recorded:
    """Take what a person says of a cell.

    The same value again writes nothing. A collaborator's value that differs from another person's, or from what staff
    decided, is kept beside it until staff decide, by a button or by saying a value themselves. That a message counts
    once is up to ``storage.versions``.

    Args:
        db: The database.
        cell: Which figure.
        said: What it is.
        source: Who says so, and where.
        confirmed: The bot doubted it, and the person said that it is right.
        sheet: What the person writes on, as this transaction has read it.
        now: The machine's time.

    Raises:
        NotAllowedError: The person does not report for this village.
        ClosedRoundError: The figure belongs to a closed round, and the person is not staff.
    """
    sheet = _own(db, source, sheet)
    sheet.require(cell)
    held = sheet.held(cell)
    if held and held.rival and sheet.reach.leads(cell.plan):
        source = replace(source, via="decision")
    add = partial(_append, db, sheet, cell, said, source, before=held, now=now)
    if held is None or held.current.said.state == "withdrawn":
        if said.state == "withdrawn":
            return Recorded("unchanged", cell, said)
        return Recorded("new", cell, said, None, add(confirmed=confirmed))
    if said == held.current.said:
        return _agree(held, source, add)
    if _is_anothers(db, held.current, sheet.reach):
        return _dispute(held, said, partial(add, confirmed=confirmed))
    outcome: Outcome = "withdrawn" if said.state == "withdrawn" else "changed"
    return Recorded(outcome, cell, said, held.current.said, add(confirmed=confirmed))


def take_back(
    db: Database,
    revision: Revision,
    source: Source,
    *,
    whole_message: bool = False,
    emptied: bool = False,
    sheet: Sheet,
    now: datetime,
) -> Recorded | None:
    """Undo one revision: what held before it holds again, or nothing.

    A figure that an edit left out, or that was moved away, comes back where that is undone.

    Args:
        db: The database.
        revision: What is undone.
        source: Who undoes it, and by which message or press.
        whole_message: Go back to before the revision's message, not only to before its last edit.
        emptied: Leave nothing there, whatever held before.
        sheet: What the person writes on, as this transaction has read it.
        now: The machine's time.

    Returns:
        None when it holds no longer: something newer came, or it was taken back before.

    Raises:
        NotAllowedError: It is somebody else's, or of a village for which the person reports no longer, and they are
            not staff of the plan.
        ClosedRoundError: It belongs to a closed round, and the person is not staff.
    """
    cell, sheet = revision.cell, _own(db, source, sheet)
    if revision.user_id != source.user_id and not sheet.reach.leads(cell.plan):
        raise NotAllowedError("another person's figure")
    sheet.require(cell)
    held = sheet.held(cell)
    earlier = _back_to(db, held, revision, whole_message=whole_message, emptied=emptied)
    if held is None or earlier is None:
        return None
    is_rival = held.current.id != revision.id
    new = _append(db, sheet, cell, earlier, source, before=held, disputes=is_rival, now=now)
    if revision.said.state == "withdrawn":
        return Recorded("new", cell, earlier, None, new)
    return Recorded("withdrawn" if earlier.state == "withdrawn" else "changed", cell, earlier, revision.said, new)


def _back_to(db: Database, held: Held | None, revision: Revision, *, whole_message: bool, emptied: bool) -> Said | None:
    """What is to hold once *revision* is undone; None where it does not hold, or undoing it changes nothing."""
    if held is None or (revision.said.state == "withdrawn" and revision.via not in _LEAVES_OUT):
        return None
    is_rival = held.rival is not None and held.rival.id == revision.id
    if not is_rival and held.current.id != revision.id:
        return None
    earlier = WITHDRAWN if is_rival or emptied else _before(db, revision, whole_message=whole_message)
    return None if earlier == revision.said else earlier


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
    new = revisions.append(db, rival.cell, chosen.said, source, before=held, confirmed=chosen.confirmed, now=now)
    return Recorded("changed", rival.cell, chosen.said, held.current.said, new)


def _own(db: Database, source: Source, sheet: Sheet) -> Sheet:
    """The sheet of whoever writes; read anew where the one given is somebody else's."""
    return sheet if sheet.user_id == source.user_id else Sheet(db, source.user_id)


def _append(
    db: Database, sheet: Sheet, cell: Cell, said: Said, source: Source, *, before: Held | None, **more: Any
) -> Revision:
    """Add a revision, and enter it on the sheet."""
    new = revisions.append(db, cell, said, source, before=before, **more)
    sheet.put(cells.after(before, new))
    return new


def _agree(held: Held, source: Source, add: Callable[..., Revision]) -> Recorded:
    """The value that holds is said again: nothing is written, unless the same person had contradicted it, or staff."""
    cell, said = held.current.cell, held.current.said
    if held.rival and source.via == "decision":
        return Recorded("changed", cell, said, held.rival.said, add())
    if held.rival and held.rival.user_id == source.user_id:
        return Recorded("changed", cell, said, held.rival.said, add(disputes=True))
    return Recorded("unchanged", cell, said)


def _dispute(held: Held, said: Said, add: Callable[..., Revision]) -> Recorded:
    """Another person's value is said to be otherwise: keep both."""
    cell, current = held.current.cell, held.current.said
    if said.state == "withdrawn":
        return Recorded("unchanged", cell, current)
    if held.rival and held.rival.said == said:
        return Recorded("disputed", cell, said, current)
    return Recorded("disputed", cell, said, current, add(disputes=True))


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
    before = _followed(db, revision) if whole_message else _under(db, revision)
    while whole_message and before and _message(before) == _message(revision):
        before = _followed(db, before)
    return before.said if before else WITHDRAWN


def _under(db: Database, revision: Revision) -> Revision | None:
    """What comes up when a revision is undone; below one that an undo brought back, what lay below that already."""
    before = _followed(db, revision)
    if before is None or revision.via != "undo":
        return before
    brought_back = _under(db, before)
    return _under(db, brought_back) if brought_back else None


def _followed(db: Database, revision: Revision) -> Revision | None:
    """What held when a revision came."""
    return revisions.by_id(db, revision.follows) if revision.follows else None


def _message(revision: Revision) -> tuple[int, int, int | None]:
    """The message that a revision came from."""
    return revision.chat_id, revision.message_id, revision.posted
