"""Revisions of figures: rows that are only ever added, and the cells that follow from them.

The row of a cell says what holds now (``storage.cells``); reports read cells, history reads revisions.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlite_utils import Database

from knowledge.figures.calendar import rank
from knowledge.figures.checks import Known, Number
from storage.cells import Cell, Held, Revision, Said, Source, after
from storage.times import from_utc_text, utc_text


def append(
    db: Database,
    cell: Cell,
    said: Said,
    source: Source,
    *,
    before: Held | None,
    confirmed: bool = False,
    disputes: bool = False,
    now: datetime,
) -> Revision:
    """Add a revision and move its cell.

    Args:
        db: The database.
        cell: Which figure.
        said: What it is now.
        source: Who said so, and where.
        before: What holds for the cell, as ``held`` has just given it.
        confirmed: The bot doubted it, and the person said that it is right.
        disputes: It is not to replace what another person reported.
        now: The machine's time.
    """
    follows, at = before.current.id if before else None, utc_text(now)
    version, update = (source.chat_id, source.message_id, source.edit_date), (source.posted, source.inbox_id)
    row = (
        *(*_key(cell), *_columns(said), said.reason, int(confirmed), int(disputes), follows, source.user_id),
        *(at, source.via, *version, *version, *update),
        utc_text(min(source.said_at, now)) if source.said_at else None,
    )
    new_id, line = db.conn.execute(_INSERT, row).fetchone()
    who = (confirmed, disputes, follows, source.user_id, from_utc_text(at), source.via)
    new = Revision(new_id, cell, said, *who, *version, line, *update)
    _keep(db, after(before, new))
    return new


def held(db: Database, cell: Cell) -> Held | None:
    """What holds for *cell*; None when nobody has reported anything."""
    place = (cell.indicator, cell.part)
    values = (cell.plan, cell.village_id, cell.period, *place)
    return _held(db, "AND c.indicator = ? AND c.part = ?", values).get(place)


def disputed(db: Database, plan: str) -> list[Held]:
    """The figures of *plan* of which two people said different things, by village and indicator."""
    waiting = (
        "SELECT village_id, indicator, part, period FROM cells WHERE plan = ? AND rival IS NOT NULL ORDER BY 1, 2, 3, 4"
    )
    cells = [
        Cell(plan=plan, village_id=village, indicator=indicator, part=part, period=period)
        for village, indicator, part, period in db.conn.execute(waiting, (plan,)).fetchall()
    ]
    return [found for cell in cells if (found := held(db, cell))]


def held_of(db: Database, plan: str, village_id: int, indicator: int, part: int) -> list[Held]:
    """What holds for one measure of a village, of every period of which something holds."""
    periods = db.conn.execute(
        "SELECT period FROM cells WHERE (plan, village_id, indicator, part) = (?, ?, ?, ?) AND state != 'withdrawn'",
        (plan, village_id, indicator, part),
    ).fetchall()
    found = (held(db, Cell(plan, village_id, indicator, part, period)) for (period,) in periods)
    return [one for one in found if one]


def held_at(db: Database, plan: str, village_id: int, period: str) -> dict[tuple[int, int], Held]:
    """What holds for all that a village has reported for one period, by indicator and part."""
    return _held(db, "", (plan, village_id, period))


def _held(db: Database, condition: str, values: Sequence[object]) -> dict[tuple[int, int], Held]:
    """What holds for those figures of a village and period that fit."""
    found: dict[tuple[int, int], Held] = {}
    for one in map(_revision, db.conn.execute(f"{_HELD} {condition} ORDER BY r.id != c.revision", values)):
        place = (one.cell.indicator, one.cell.part)
        found[place] = Held(found[place].current, one) if place in found else Held(one)
    return found


def by_id(db: Database, revision_id: int) -> Revision | None:
    """The revision with this id."""
    return next(iter(_select(db, "id = ?", (revision_id,))), None)


def newest_id(db: Database) -> int:
    """The id of the revision that was added last; 0 where there is none."""
    (found,) = db.conn.execute("SELECT ifnull(max(id), 0) FROM revisions").fetchone()
    return int(found)


def of_cell(db: Database, cell: Cell) -> list[Revision]:
    """Every revision of *cell*, oldest first."""
    return _select(db, "(plan, village_id, indicator, part, period) = (?, ?, ?, ?, ?)", _key(cell))


def of_message(db: Database, chat_id: int, message_id: int, posted: int | None) -> list[Revision]:
    """Every revision that a message led to, by itself, its edits and its buttons, oldest first.

    Args:
        db: The database.
        chat_id: The chat of the message.
        message_id: Its id, which an older message may have had.
        posted: The second in which it was first sent; None: it is not known.
    """
    found = _select(db, "chat_id = ? AND message_id = ?", (chat_id, message_id))
    return [one for one in found if posted is None or one.posted in (None, posted)]


def beside(db: Database, revision: Revision) -> list[Revision]:
    """The revisions that were added together with *revision*, itself among them, oldest first."""
    update = (revision.edit_date, revision.inbox_id)
    together = of_message(db, revision.chat_id, revision.message_id, revision.posted)
    return [other for other in together if (other.edit_date, other.inbox_id) == update]


def current_of_person(db: Database, user_id: int, plan: str) -> list[Revision]:
    """What this person said and holds now, or is being checked, oldest first."""
    return _select(db, _OF_PERSON, (user_id, plan))


def newest_of_person(db: Database, user_id: int, plan: str) -> Revision | None:
    """The last one of them; None where this person has said nothing that holds."""
    row = db.conn.execute(f"SELECT {_ROW} FROM revisions WHERE {_OF_PERSON} ORDER BY id DESC LIMIT 1", (user_id, plan))  # noqa: S608 - constants of this module
    return next(map(_revision, row), None)


def replaced_of_person(db: Database, user_id: int, plan: str) -> list[Revision]:
    """What this person said last of a figure that another has changed since, oldest first.

    What they said beside another person's figure, and took back, was never in its place.
    """
    # Left to itself, SQLite takes the index that has the cells in their order, and reads all of the plan.
    return _select(
        db,
        "state != 'withdrawn' AND id IN (SELECT max(id) FROM revisions INDEXED BY revisions_of_person"  # noqa: S608 - _HOLDS is a constant
        f" WHERE user_id = ? AND plan = ? AND NOT (disputes AND {_TAKEN_BACK})"
        f" GROUP BY village_id, indicator, part, period) AND NOT {_HOLDS}",
        (user_id, plan),
    )


def of_indicator(db: Database, cell: Cell) -> Known:
    """The numbers that hold for a village in all parts of one indicator: by indicator, part and period."""
    return of_indicators(db, cell.plan, cell.village_id, {cell.indicator})[cell.indicator]


def of_indicators(db: Database, plan: str, village_id: int, indicators: Collection[int]) -> Mapping[int, Known]:
    """The same for several indicators; each of them is there."""
    values = {"plan": plan, "indicators": json.dumps(list(indicators)), "village": village_id}
    rows = db.conn.execute(_NUMBERS, values)
    found: dict[int, dict[tuple[int, int, str], Number]] = {indicator: {} for indicator in indicators}
    for indicator, those in groupby(rows, key=itemgetter(0)):
        found[indicator] = {
            (indicator, part, period): Number(numerator, denominator, None if value is None else Decimal(value))
            for _, part, period, numerator, denominator, value in those
        }
    return found


# The village stands behind the part in the table's order, so the parts that there are come first, one step for each:
# all that is left to read are the village's own figures.
_NUMBERS = """
    WITH RECURSIVE place(indicator, part) AS (
        SELECT wanted.value, (SELECT min(part) FROM cells WHERE plan = :plan AND indicator = wanted.value)
        FROM json_each(:indicators) AS wanted
        UNION ALL
        SELECT indicator, (SELECT min(part) FROM cells AS c
            WHERE c.plan = :plan AND c.indicator = place.indicator AND c.part > place.part)
        FROM place WHERE part IS NOT NULL
    )
    SELECT c.indicator, c.part, c.period, c.numerator, c.denominator, c.value FROM place CROSS JOIN cells AS c
        ON c.plan = :plan AND c.indicator = place.indicator AND c.part = place.part AND c.village_id = :village
    WHERE c.state = 'number' ORDER BY c.indicator, c.part, c.period
"""
# Whether a revision is what its cell holds, or its rival.
_HOLDS = """EXISTS (
    SELECT 1 FROM cells AS c
    WHERE (c.plan, c.indicator, c.part, c.village_id, c.period) = (revisions.plan, revisions.indicator, revisions.part,
        revisions.village_id, revisions.period) AND revisions.id IN (c.revision, c.rival))
"""
# Whether what stood beside another person's figure was taken back by whoever said it.
_TAKEN_BACK = """EXISTS (
    SELECT 1 FROM revisions AS b
    WHERE (b.plan, b.indicator, b.part, b.village_id, b.period) = (revisions.plan, revisions.indicator, revisions.part,
        revisions.village_id, revisions.period)
        AND b.user_id = revisions.user_id AND b.disputes AND b.state = 'withdrawn' AND b.id >= revisions.id)
"""
_OF_PERSON = f"user_id = ? AND plan = ? AND state != 'withdrawn' AND {_HOLDS}"
_ROW = (
    "id, plan, village_id, indicator, part, period, state, numerator, denominator, value, reason,"
    " confirmed, disputes, follows, user_id, at, via, chat_id, message_id, edit_date, line, posted, inbox_id"
)
# Lines are counted on where another message, or another edit of the same second, has the same key.
_INSERT = (
    "INSERT INTO revisions (plan, village_id, indicator, part, period, state, numerator, denominator, value, reason,"
    " confirmed, disputes, follows, user_id, at, via, chat_id, message_id, edit_date, line, posted, inbox_id,"
    " said_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT ifnull(max(line), 0) + 1"
    " FROM revisions WHERE (chat_id, message_id, edit_date) = (?, ?, ?)), ?, ?, ?) RETURNING id, line"
)
# Of each cell the revision that holds, then its rival if there is one.
_HELD = (
    "SELECT " + ", ".join(f"r.{column}" for column in _ROW.split(", ")) + " FROM cells c"  # noqa: S608 - only a constant of this module is put in
    " INDEXED BY cells_of_village JOIN revisions r ON r.id IN (c.revision, c.rival)"
    " WHERE c.plan = ? AND c.village_id = ? AND c.period = ?"
)


def _keep(db: Database, holding: Held) -> None:
    """Write what holds for a cell."""
    current, rival = holding.current, holding.rival
    db.conn.execute(
        "INSERT OR REPLACE INTO cells (plan, village_id, indicator, part, period, state, numerator, denominator, value,"
        " confirmed, revision, rival, changed_at, ends) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *_key(current.cell),
            *_columns(current.said),
            int(current.confirmed),
            current.id,
            rival.id if rival else None,
            utc_text(current.at),
            rank(current.cell.period),
        ),
    )


def _key(cell: Cell) -> tuple[str, int, int, int, str]:
    return cell.plan, cell.village_id, cell.indicator, cell.part, cell.period


def _columns(said: Said) -> tuple[str, int | None, int | None, str | None]:
    return said.state, said.numerator, said.denominator, None if said.value is None else str(said.value)


def _select(db: Database, condition: str, values: Sequence[object]) -> list[Revision]:
    """The revisions that fit, oldest first."""
    rows = db.conn.execute(f"SELECT {_ROW} FROM revisions WHERE {condition} ORDER BY id", values)  # noqa: S608 - the condition is a constant of this module
    return [_revision(row) for row in rows]


def _revision(row: Sequence[Any]) -> Revision:
    """A row, its columns in the order of ``_ROW``."""
    return Revision(
        id=row[0],
        cell=Cell(*row[1:6]),
        said=Said(row[6], row[7], row[8], None if row[9] is None else Decimal(row[9]), row[10]),
        confirmed=bool(row[11]),
        disputes=bool(row[12]),
        follows=row[13],
        user_id=row[14],
        at=from_utc_text(row[15]),
        via=row[16],
        chat_id=row[17],
        message_id=row[18],
        edit_date=row[19],
        line=row[20],
        posted=row[21],
        inbox_id=row[22],
    )
