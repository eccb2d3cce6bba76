"""What people with a role changed, in order. Rows are only ever added; erasing a person takes their id off."""

from datetime import datetime

from sqlite_utils import Database

from storage.times import utc_text


def note(
    db: Database,
    action: str,
    *,
    who: int | None,
    now: datetime,
    plan: str | None = None,
    village_id: int | None = None,
    person: int | None = None,
    detail: str = "",
) -> None:
    """Add a line: *who* did *action*, to which plan, village or *person*. *detail* holds no words of a message."""
    db.conn.execute(
        "INSERT INTO audit (at, who, action, plan, village_id, person, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (utc_text(now), who, action, plan, village_id, person, detail),
    )
