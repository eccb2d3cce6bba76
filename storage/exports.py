"""Everything a plan's villages reported, row by row, for files that staff take away."""

import json
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import NamedTuple

from sqlite_utils import Database

from knowledge.figures.model import Measure
from storage.cells import State
from storage.sight import sight_of


class Row(NamedTuple):
    """One figure, or one revision of a figure; a tuple, because there are hundreds of thousands."""

    village: str
    indicator: int
    part: int
    period: str
    state: State
    numerator: int | None
    denominator: int | None
    value: Decimal | None
    reason: str
    confirmed: bool  # sent again after the bot had asked whether it is right
    checked: bool  # two people said different things
    at: str  # as ``storage.times`` writes moments: "2025-04-20T01:02:03.456+00:00"
    who: str  # what the person is called; empty for one who was erased
    via: str  # message, edit, reply, button …
    before: str  # what it replaced, as "45/47", or the bare number "95.5"; empty for a first one


def figures(db: Database, plan: str, *, viewer: int | None) -> Iterator[Row]:
    """Go through the figures that hold now, by indicator, village and period.

    Raises:
        NotAllowedError: *viewer* does not work on all of the plan.
    """
    sight_of(db, viewer, plan).require_leading()
    return _rows(db, _FIGURES, plan)


def history(db: Database, plan: str, *, viewer: int | None) -> Iterator[Row]:
    """Go through all revisions, oldest first.

    Raises:
        NotAllowedError: *viewer* does not work on all of the plan.
    """
    sight_of(db, viewer, plan).require_leading()
    return _rows(db, _HISTORY, plan)


def history_of_village(
    db: Database,
    plan: str,
    village_id: int,
    *,
    measures: Collection[Measure],
    periods: Collection[str],
    most: int,
    viewer: int | None,
) -> list[Row]:
    """The newest revisions of one village, the last one first: *most* of them.

    Args:
        db: The database.
        plan: The plan.
        village_id: Its village.
        measures: Of which measures; empty: of all.
        periods: Of which periods; empty: of all.
        most: How many at most.
        viewer: Who is to see them.

    Raises:
        NotAllowedError: *viewer* does not work on all of the plan.
    """
    sight_of(db, viewer, plan).require_leading()
    places = json.dumps([(m.indicator, m.part) for m in measures])
    wanted = (not measures, places, not periods, json.dumps(list(periods)))
    return list(_rows(db, _OF_VILLAGE, plan, village_id, *wanted, most))


def sizes(db: Database, plan: str) -> tuple[int, int]:
    """How many figures hold now, and how many revisions there are."""
    row = db.conn.execute(
        "SELECT (SELECT count(*) FROM cells WHERE plan = ?1 AND state != 'withdrawn'),"
        " (SELECT count(*) FROM revisions WHERE plan = ?1)",
        (plan,),
    ).fetchone()
    return int(row[0]), int(row[1])


def _rows(db: Database, statement: str, plan: str, *more_values: object) -> Iterator[Row]:
    called = dict(
        db.conn.execute("SELECT user_id, called FROM roles WHERE called != '' ORDER BY plan = ?, id", (plan,))
    )
    villages = dict(db.conn.execute("SELECT id, name FROM villages WHERE plan = ?", (plan,)))
    for village, indicator, part, period, state, numerator, denominator, value, *more in db.conn.execute(
        statement, (plan, *more_values)
    ):
        reason, confirmed, checked, at, who, via, before = more
        yield Row(
            villages[village],
            indicator,
            part,
            period,
            state,
            numerator,
            denominator,
            value and Decimal(value),  # never an empty text
            reason,
            confirmed == 1,
            checked == 1,
            at,
            called.get(who, ""),
            via,
            before,
        )


_FIGURES = """
    SELECT c.village_id, c.indicator, c.part, c.period, c.state, c.numerator, c.denominator, c.value,
        ifnull(r.reason, ''), c.confirmed, c.rival IS NOT NULL, r.at, r.user_id, r.via, ''
    FROM cells AS c JOIN revisions AS r ON r.id = c.revision
    WHERE c.plan = ? AND c.state != 'withdrawn' ORDER BY c.indicator, c.part, c.village_id, c.period
"""
_REVISIONS = """
    SELECT r.village_id, r.indicator, r.part, r.period, r.state, r.numerator, r.denominator, r.value,
        ifnull(r.reason, ''), r.confirmed, 0, r.at, r.user_id, r.via,
        CASE b.state WHEN 'number' THEN coalesce(b.numerator || '/' || b.denominator, b.value)
            ELSE ifnull(b.state, '') END
    FROM revisions AS r LEFT JOIN revisions AS b ON b.id = r.follows
    WHERE r.plan = ?
"""
_HISTORY = f"{_REVISIONS} ORDER BY r.id"
_OF_VILLAGE = f"""
    {_REVISIONS} AND r.village_id = ?
    AND (? OR (r.indicator, r.part) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?)))
    AND (? OR r.period IN (SELECT value FROM json_each(?)))
    ORDER BY r.id DESC LIMIT ?
"""  # noqa: S608 - only a constant of this module is put in
