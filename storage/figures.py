"""Recording figures: a value becomes a revision, within what the writer's roles cover."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlite_utils import Database

from storage import revisions, roles, villages
from storage.revisions import WITHDRAWN, Cell, Held, Revision, Said, Source
from storage.roles import NotAllowedError

Outcome = Literal["new", "changed", "unchanged", "disputed", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of one value, from the rows as they are now."""

    outcome: Outcome
    cell: Cell
    said: Said
    before: Said | None = None  # what held before, where that was another number; what holds, where it is disputed
    revision: Revision | None = None  # None: nothing was written


def may_report(db: Database, user_id: int, cell: Cell) -> bool:
    """Tell whether a person may write this cell: staff of its plan, or a collaborator of its village.

    Who reports for the whole locality may name each of its villages.
    """
    if roles.leads(db, user_id, cell.plan):
        return True
    covered = {role.village_id for role in roles.of_person(db, user_id) if role.role == "collaborator"}
    found = [village for i in covered if i is not None and (village := villages.by_id(db, i))]
    return any(village.plan == cell.plan and (village.id == cell.village_id or village.name == "") for village in found)


def record(
    db: Database, cell: Cell, said: Said, source: Source, *, line: int, confirmed: bool = False, now: datetime
) -> Recorded:
    """Take what a person says of a cell.

    The same value again writes nothing. A value that differs from another collaborator's, or from what staff decided,
    is kept beside it until staff decide. The same line of the same version of a message counts once.

    Raises:
        NotAllowedError: The person does not report for this village.
    """
    _require_reporting(db, source.user_id, cell)
    held = revisions.held(db, cell)
    if revisions.is_written(db, source, line):
        return Recorded("unchanged", cell, said)
    if held is None or held.current.said.state == "withdrawn":
        if said.state == "withdrawn":
            return Recorded("unchanged", cell, said)
        new = revisions.append(db, cell, said, source, line=line, confirmed=confirmed, now=now)
        return Recorded("new", cell, said, None, new)
    if said == held.current.said:
        return _agree(db, held, said, source, line=line, now=now)
    if _is_anothers(db, held.current, source.user_id):
        return _dispute(db, held, said, source, line=line, confirmed=confirmed, now=now)
    new = revisions.append(db, cell, said, source, line=line, confirmed=confirmed, now=now)
    outcome: Outcome = "withdrawn" if said.state == "withdrawn" else "changed"
    return Recorded(outcome, cell, said, held.current.said, new)


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
    """
    cell = revision.cell
    if revision.user_id != source.user_id and not roles.leads(db, source.user_id, cell.plan):
        raise NotAllowedError("another person's figure")
    held = revisions.held(db, cell)
    if held is None or revisions.is_written(db, source, line) or revision.said.state == "withdrawn":
        return None
    if held.rival and held.rival.id == revision.id:
        new = revisions.append(db, cell, WITHDRAWN, source, line=line, disputes=True, now=now)
        return Recorded("withdrawn", cell, WITHDRAWN, revision.said, new)
    if held.current.id != revision.id:
        return None
    earlier = _before(db, revision, whole_message=whole_message)
    if earlier == revision.said:
        return None
    new = revisions.append(db, cell, earlier, source, line=line, now=now)
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
    new = revisions.append(db, rival.cell, chosen.said, source, line=1, confirmed=chosen.confirmed, now=now)
    return Recorded("changed", rival.cell, chosen.said, held.current.said, new)


def _agree(db: Database, held: Held, said: Said, source: Source, *, line: int, now: datetime) -> Recorded:
    """The value that holds is said again: nothing is written, unless the same person had contradicted it."""
    cell = held.current.cell
    if held.rival and held.rival.user_id == source.user_id:
        new = revisions.append(db, cell, said, source, line=line, disputes=True, now=now)
        return Recorded("changed", cell, said, held.rival.said, new)
    return Recorded("unchanged", cell, said)


def _dispute(
    db: Database, held: Held, said: Said, source: Source, *, line: int, confirmed: bool, now: datetime
) -> Recorded:
    """Another person's value is said to be otherwise: keep both."""
    cell, current = held.current.cell, held.current.said
    if said.state == "withdrawn":
        return Recorded("unchanged", cell, said)
    if held.rival and held.rival.said == said:
        return Recorded("disputed", cell, said, current)
    new = revisions.append(db, cell, said, source, line=line, confirmed=confirmed, disputes=True, now=now)
    return Recorded("disputed", cell, said, current, new)


def _is_anothers(db: Database, current: Revision, user_id: int) -> bool:
    """Tell whether *current* is not for this person to overrule: another collaborator's, or decided by staff."""
    if current.user_id in (None, user_id) or roles.leads(db, user_id, current.cell.plan):
        return False
    if current.via == "decision":
        return True
    assert current.user_id is not None
    # Who no longer reports for the village leaves its figures to their successor.
    by_staff = roles.leads(db, current.user_id, current.cell.plan)
    return not by_staff and may_report(db, current.user_id, current.cell)


def _before(db: Database, revision: Revision, *, whole_message: bool) -> Said:
    """What held before *revision*, or before all that its message led to."""
    if revision.disputes:
        return WITHDRAWN  # what it stood beside was never this person's
    message = (revision.chat_id, revision.message_id)
    before = revisions.by_id(db, revision.follows) if revision.follows else None
    while whole_message and before and (before.chat_id, before.message_id) == message:
        before = revisions.by_id(db, before.follows) if before.follows else None
    return before.said if before else WITHDRAWN


def _require_reporting(db: Database, user_id: int, cell: Cell) -> None:
    """Raise ``NotAllowedError`` unless the person may write this cell."""
    if not may_report(db, user_id, cell):
        raise NotAllowedError("no figures of this village")
