"""Revisions of figures: rows that are only ever added, and the cells that follow from them.

A cell is one village × measure × period. Its row says what holds now and can be made anew from the revisions in their
order (``after``); reports read cells, history reads revisions.
"""

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal, NamedTuple

from sqlite_utils import Database

from knowledge.figures.calendar import rank
from knowledge.figures.checks import Known, Number
from storage.times import from_utc_text, utc_text

State = Literal["number", "none", "withdrawn"]
Via = Literal["message", "edit", "reply", "button", "dialogue", "undo", "decision"]


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of one figure."""

    plan: str
    village_id: int
    indicator: int
    part: int
    period: str  # "2025-10", "2025-Q3", "2025-H1", "2025"


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a cell: counts, or ``value`` (cases, or percent), or no number at all."""

    state: State
    numerator: int | None = None
    denominator: int | None = None
    value: Decimal | None = None
    reason: str | None = None  # why there is no number, in the words of whoever reports

    @classmethod
    def of(cls, number: Number) -> "Said":
        """Say a number."""
        return cls("number", *number)

    @property
    def number(self) -> Number:
        """What is said without its state."""
        return Number(self.numerator, self.denominator, self.value)


WITHDRAWN = Said("withdrawn")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a revision comes from: who said it, in which version of which message.

    ``edit_date`` is 0 for a message as first sent, Telegram's second for an edited one, and minus the inbox row for a
    press on a button that the message led to: so that each of them counts once, whatever is repeated.
    """

    user_id: int
    chat_id: int
    message_id: int
    edit_date: int
    via: Via
    said_at: datetime | None = None  # when a message was sent, which a bot that was down takes later; None: now


class Revision(NamedTuple):
    """One row: who said what of which cell, and when."""

    id: int
    cell: Cell
    said: Said
    confirmed: bool  # doubted by the bot, and said to be right
    disputes: bool  # stands beside the current one, which another person reported
    follows: int | None  # what held when it came
    user_id: int | None  # None: the person was erased
    at: datetime
    via: Via
    chat_id: int
    message_id: int
    edit_date: int
    line: int


class Held(NamedTuple):
    """What holds for a cell: the current revision, and another person's that staff have to decide on."""

    current: Revision
    rival: Revision | None = None


def after(held: Held | None, new: Revision) -> Held:
    """What holds once *new* is added to a cell of which *held* was true."""
    current, rival = (held.current, held.rival) if held else (new, None)
    if new.disputes and held:
        gone = new.said.state == "withdrawn" or new.said == current.said
        return Held(current, None if gone else new)
    if new.via == "decision" or (rival and rival.said == new.said):
        return Held(new)
    if new.said.state == "withdrawn" and rival:
        return Held(rival)
    return Held(new, rival)


def append(
    db: Database,
    cell: Cell,
    said: Said,
    source: Source,
    *,
    before: Held | None,
    line: int,
    confirmed: bool = False,
    disputes: bool = False,
    now: datetime,
) -> Revision | None:
    """Add a revision and move its cell.

    Args:
        db: The database.
        cell: Which figure.
        said: What it is now.
        source: Who said so, and where.
        before: What holds for the cell, as ``held`` has just given it.
        line: Tells the figures of one message apart.
        confirmed: The bot doubted it, and the person said that it is right.
        disputes: It is not to replace what another person reported.
        now: The machine's time.

    Returns:
        None when this line of this version of the message was dealt with before: then nothing was written.
    """
    follows, at = before.current.id if before else None, utc_text(now)
    message = (source.via, source.chat_id, source.message_id, source.edit_date, line)
    row = (
        *(*_key(cell), *_columns(said), said.reason, int(confirmed), int(disputes), follows, source.user_id),
        *(at, *message, utc_text(min(source.said_at, now)) if source.said_at else None),
    )
    try:
        new_id = db.conn.execute(_INSERT, row).lastrowid
    except sqlite3.IntegrityError as error:
        if error.sqlite_errorname != "SQLITE_CONSTRAINT_UNIQUE":
            raise
        return None
    assert new_id is not None
    new = Revision(new_id, cell, said, confirmed, disputes, follows, source.user_id, from_utc_text(at), *message)
    _keep(db, after(before, new))
    return new


def held(db: Database, cell: Cell) -> Held | None:
    """What holds for *cell*; None when nobody has reported anything."""
    place = (cell.indicator, cell.part)
    values = (cell.plan, cell.village_id, cell.period, *place)
    return _held(db, "AND c.indicator = ? AND c.part = ?", values).get(place)


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


def of_cell(db: Database, cell: Cell) -> list[Revision]:
    """Every revision of *cell*, oldest first."""
    return _select(db, "(plan, village_id, indicator, part, period) = (?, ?, ?, ?, ?)", _key(cell))


def of_message(db: Database, chat_id: int, message_id: int) -> list[Revision]:
    """Every revision that a message led to, by itself, its edits and its buttons, oldest first."""
    return _select(db, "chat_id = ? AND message_id = ?", (chat_id, message_id))


def beside(db: Database, revision: Revision) -> list[Revision]:
    """The revisions that were added together with *revision*, itself among them, oldest first."""
    together = of_message(db, revision.chat_id, revision.message_id)
    return [other for other in together if other.edit_date == revision.edit_date]


def current_of_person(db: Database, user_id: int, plan: str) -> list[Revision]:
    """What this person said and holds now, or is being checked, oldest first."""
    return _select(
        db,
        "user_id = ? AND plan = ? AND state != 'withdrawn' AND id IN"
        " (SELECT revision FROM cells WHERE plan = ? UNION ALL SELECT rival FROM cells WHERE plan = ?)",
        (user_id, plan, plan, plan),
    )


def replaced_of_person(db: Database, user_id: int, plan: str) -> list[Revision]:
    """What this person said last of a figure that another has changed since, oldest first."""
    return _select(
        db,
        "state != 'withdrawn' AND id IN (SELECT max(id) FROM revisions WHERE user_id = ? AND plan = ?"
        " GROUP BY village_id, indicator, part, period) AND id NOT IN"
        " (SELECT revision FROM cells WHERE plan = ? UNION ALL SELECT ifnull(rival, 0) FROM cells WHERE plan = ?)",
        (user_id, plan, plan, plan),
    )


def reported(db: Database, plan: str, village_id: int, period: str) -> set[tuple[int, int]]:
    """Indicator and part of what a village has sent for one period: numbers, and reasons why there is none."""
    # Left to itself, SQLite takes the index that has all columns, and reads every figure of the plan.
    rows = db.conn.execute(
        "SELECT indicator, part FROM cells INDEXED BY cells_of_village"
        " WHERE plan = ? AND village_id = ? AND period = ? AND state != 'withdrawn'",
        (plan, village_id, period),
    )
    return set(rows.fetchall())


def of_indicator(db: Database, cell: Cell) -> Known:
    """The numbers that hold for a village in all parts of one indicator: by indicator, part and period."""
    return of_indicators(db, cell.plan, cell.village_id, {cell.indicator})[cell.indicator]


def of_indicators(db: Database, plan: str, village_id: int, indicators: Collection[int]) -> Mapping[int, Known]:
    """The same for several indicators; each of them is there."""
    rows = db.conn.execute(
        "SELECT indicator, part, period, numerator, denominator, value FROM cells"
        " WHERE plan = ? AND indicator IN (SELECT value FROM json_each(?)) AND part IN (1, 2, 3) AND village_id = ?"
        " AND state = 'number' ORDER BY indicator, part, period",
        (plan, json.dumps(list(indicators)), village_id),
    )
    found: dict[int, dict[tuple[int, int, str], Number]] = {indicator: {} for indicator in indicators}
    for indicator, those in groupby(rows, key=itemgetter(0)):
        found[indicator] = {
            (indicator, part, period): Number(numerator, denominator, None if value is None else Decimal(value))
            for _, part, period, numerator, denominator, value in those
        }
    return found


_ROW = (
    "id, plan, village_id, indicator, part, period, state, numerator, denominator, value, reason,"
    " confirmed, disputes, follows, user_id, at, via, chat_id, message_id, edit_date, line"
)
# Not "ON CONFLICT DO NOTHING": that uses up a row id each time, and a repetition is to leave no trace at all.
_INSERT = (
    "INSERT INTO revisions (plan, village_id, indicator, part, period, state, numerator, denominator, value, reason,"
    " confirmed, disputes, follows, user_id, at, via, chat_id, message_id, edit_date, line, said_at)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
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
    )
