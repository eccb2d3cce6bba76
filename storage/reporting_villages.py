"""Which villages report for a period, and who of them is away."""

from datetime import date, tzinfo

from sqlite_utils import Database

from knowledge.figures.calendar import last_day
from storage.times import end_of_day
from storage.villages import Village, added_later, began


def villages_at(db: Database, plan: str, period: str, *, zone: tzinfo | None) -> list[Village]:
    """The villages that report for *period*: open when it ended. Without any, the one that stands for all of it.

    Args:
        db: The database.
        plan: The plan.
        period: Such as "2025-10".
        zone: By whose clocks the period ends: moments are stored in UTC, hours before or after the day here.
    """
    columns = "SELECT id, plan, name, demo, closed_at IS NOT NULL FROM villages WHERE plan = ?"
    open_then = f"{columns} AND key != '' AND (closed_at IS NULL OR closed_at > ?) ORDER BY id"
    rows = db.conn.execute(open_then, (plan, end_of_day(last_day(period), zone))).fetchall()
    later = added_later(db, plan, period, zone=zone)
    rows = [row for row in rows if row[0] not in later]
    rows = rows or db.conn.execute(f"{columns} AND key = ''", (plan,)).fetchall()
    return [Village(row[0], row[1], row[2], bool(row[3]), bool(row[4])) for row in rows]


def is_before_all(db: Database, plan: str, period: str, *, zone: tzinfo | None) -> bool:
    """Tell whether *period* had ended, by the clocks of *zone*, before any village of *plan* was entered."""
    first = began(db, plan)
    return first is not None and end_of_day(last_day(period), zone) < first


def away_villages(db: Database, plan: str, today: date) -> set[int]:
    """The villages of which all collaborators are on leave."""
    rows = db.conn.execute(
        "SELECT village_id FROM roles WHERE plan = ? AND role = 'collaborator' AND ended_at IS NULL"
        " GROUP BY village_id HAVING min(ifnull(away_until, '') >= ?)",
        (plan, today.isoformat()),
    )
    return {row[0] for row in rows}
