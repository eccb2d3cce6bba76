"""One plan, person or step with which reminding fails keeps no other from being reminded."""

import asyncio
from datetime import datetime
from typing import Any

from sqlite_utils import Database
from structlog.testing import capture_logs

from handlers.rounds.known import ensure_rounds
from storage import people, roles, villages
from tests.handlers.people import library
from tests.nudging import FIRST, SECOND, STAFF, Office, at, office

MORNING = at("2025-10-22", 8)
OTHER = 31
ADMIN = 1


def look(place: Office, moment: datetime) -> list[dict[str, Any]]:
    """Look once; returns what the log has of failures."""
    place.talk.now = moment
    with capture_logs() as log:
        asyncio.run(place.nudging.tick(moment))
    return [dict(line) for line in log if line["event"] == "nudging_failed"]


def open_second_plan(place: Office, *, ensured: bool = True) -> None:
    """Somebody reports for a plan whose name comes before the office's, with the same day for its report."""
    db, now = place.db, place.talk.now
    village = villages.add(db, "hoang-duc", "Thôn 1", now=now)
    people.meet(db, OTHER, now=at("2025-09-30"))
    roles.grant(db, OTHER, "collaborator", plan="hoang-duc", village_id=village.id, by=None, now=now)
    if ensured:
        ensure_rounds(db, library(), "hoang-duc", now.date())
        db.execute("UPDATE rounds SET last_day = '2025-11-09', moved = 1 WHERE plan = 'hoang-duc' AND period = '2025'")


def claimed(db: Database) -> set[int]:
    return {row["user_id"] for row in db.query("SELECT user_id FROM nudges")}


def test_a_plan_whose_rounds_cannot_be_made_stops_nobody_elses() -> None:
    with office() as place:
        open_second_plan(place, ensured=False)
        place.db.execute(  # the thirteenth month
            "INSERT INTO deadlines (plan, what, every, month, day, before, created_by, created_at)"
            " VALUES ('hoang-duc', 'x', 'year', 13, 5, 0, 1, '2025-10-01')"
        )
        (failure,) = look(place, MORNING)
        assert (failure["plans"], failure["failed"]) == (["hoang-duc"], 1)
        assert claimed(place.db) == {FIRST, SECOND, STAFF}
        assert len(look(place, at("2025-10-22", 8, 1))) == 1  # it is tried again
        place.db.execute("DELETE FROM deadlines")
        assert look(place, at("2025-10-22", 8, 2)) == []


def test_a_round_whose_people_cannot_be_judged_stops_nobody_elses() -> None:
    with office() as place:
        open_second_plan(place)
        place.db.execute("UPDATE people SET seen_at = 'long ago' WHERE user_id = ?", [OTHER])
        failures = look(place, MORNING)
        assert {(failure["error"], *failure["plans"]) for failure in failures} == {("ValueError", "hoang-duc")}
        assert claimed(place.db) == {FIRST, SECOND, STAFF}
        place.db.execute("UPDATE people SET seen_at = '2025-09-30T00:00:00.000+00:00' WHERE user_id = ?", [OTHER])
        assert look(place, at("2025-10-22", 8, 1)) == []
        assert OTHER in claimed(place.db)


def test_settings_that_cannot_be_read_count_as_the_usual_ones() -> None:
    with office() as place:
        open_second_plan(place)
        place.db.execute("INSERT INTO nudge_settings (plan, hours) VALUES ('hoang-duc', 'sáng sớm')")
        place.db.execute("INSERT INTO nudge_settings (plan, collaborators) VALUES ('minh-tam', '7 3 mai')")
        place.talk.now = MORNING
        with capture_logs() as log:
            asyncio.run(place.nudging.tick(MORNING))
            asyncio.run(place.nudging.tick(at("2025-10-22", 8, 1)))
        assert claimed(place.db) == {FIRST, SECOND, STAFF, OTHER}
        unreadable = [line["plan"] for line in log if line["event"] == "nudge_settings_unreadable"]
        assert sorted(unreadable) == ["hoang-duc", "minh-tam"]  # once each
        assert "nudging_failed" not in [line["event"] for line in log]


def test_what_a_failing_round_wrote_is_not_kept() -> None:
    with office() as place:
        open_second_plan(place)
        place.db.execute(
            "CREATE TEMP TRIGGER t BEFORE INSERT ON nudges WHEN NEW.user_id = 31"
            " BEGIN SELECT raise(ABORT, 'not this one'); END"
        )
        (failure,) = look(place, MORNING)
        assert failure["error"] == "IntegrityError"
        assert place.ledger(OTHER) == []
        assert len(place.ledger(FIRST)) == 1


def test_a_step_that_fails_holds_up_no_other() -> None:
    with office() as place:
        place.db.execute("ALTER TABLE digests RENAME TO mislaid")
        assert [failure["error"] for failure in look(place, MORNING)] == ["OperationalError"]
        assert claimed(place.db) == {FIRST, SECOND, STAFF}


def test_the_check_is_made_though_a_look_fails() -> None:
    with office() as place:
        people.meet(place.db, ADMIN, now=place.talk.now)
        roles.grant(place.db, ADMIN, "admin", plan=None, by=None, now=place.talk.now)
        place.db.execute(
            "CREATE TEMP TRIGGER t BEFORE INSERT ON nudges BEGIN SELECT raise(ABORT, 'nobody'); END",
        )
        look(place, at("2025-10-22", 18))
        (notice,) = place.notices(ADMIN)
        assert "3 người chưa nhận được lời nhắc" in notice
