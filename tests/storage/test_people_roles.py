from datetime import UTC, date, datetime, timedelta

import pytest
from sqlite_utils import Database

from storage import erasure, invitations, people, roles, village_changes, villages
from storage.roles import NotAllowedError, RoleName
from storage.village_changes import VillageExistsError
from storage.villages import Village

NOW = datetime(2025, 10, 20, 8, tzinfo=UTC)
ADMIN, STAFF, COLLABORATOR, STRANGER = 1, 2, 3, 4


@pytest.fixture
def village(db: Database) -> Village:
    """Khu phố 3 of Tân Khai, with a collaborator, and staff above them."""
    village = villages.add(db, "tan-khai", "Khu phố 3", now=NOW)
    villages.add(db, "hoang-duc", "Thôn 1", now=NOW)
    roles.grant(db, ADMIN, "admin", plan=None, by=None, now=NOW)
    roles.grant(db, STAFF, "staff", plan="tan-khai", by=ADMIN, now=NOW, called="Hoa")
    roles.grant(
        db, COLLABORATOR, "collaborator", plan="tan-khai", village_id=village.id, by=STAFF, now=NOW, called="Lan"
    )
    return village


def village_of(db: Database, plan: str, name: str) -> int:
    found = villages.named(db, plan, name)
    assert found is not None
    return found.id


def everywhere(db: Database, user_id: int) -> list[str]:
    """The tables in which a person's number still stands."""
    return [
        table.name
        for table in db.tables
        if any(user_id in row.values() for row in table.rows if table.name not in ("inbox", "_sqlite_migrations"))
    ]


def invite(db: Database, village: Village, by: int | None = STAFF) -> str:
    return invitations.create(db, "collaborator", plan="tan-khai", village_id=village.id, by=by, now=NOW)


@pytest.mark.parametrize(
    ("by", "role", "plan", "may"),
    [
        (ADMIN, "admin", None, True),
        (ADMIN, "staff", "hoang-duc", True),
        (STAFF, "official", "tan-khai", True),
        (STAFF, "official", "hoang-duc", False),
        (STAFF, "staff", "tan-khai", False),
        (STAFF, "admin", None, False),
        (COLLABORATOR, "official", "tan-khai", False),
        (STRANGER, "official", "tan-khai", False),
        (None, "admin", None, True),
    ],
)
@pytest.mark.usefixtures("village")
def test_who_may_invite_whom(db: Database, by: int | None, role: RoleName, plan: str | None, may: bool) -> None:
    if may:
        assert invitations.find(db, invitations.create(db, role, plan=plan, by=by, now=NOW))
    else:
        with pytest.raises(NotAllowedError):
            invitations.create(db, role, plan=plan, by=by, now=NOW)
        assert db["invitations"].count == 0


@pytest.mark.parametrize(
    ("role", "plan", "village_plan"),
    [
        ("collaborator", "tan-khai", None),
        ("collaborator", "tan-khai", "hoang-duc"),
        ("staff", "tan-khai", "tan-khai"),
        ("staff", None, None),
        ("admin", "tan-khai", None),
    ],
)
@pytest.mark.usefixtures("village")
def test_a_role_without_what_belongs_to_it_is_refused(
    db: Database, role: RoleName, plan: str | None, village_plan: str | None
) -> None:
    village_id = villages.of_plan(db, village_plan)[0].id if village_plan else None
    with pytest.raises(NotAllowedError):
        roles.grant(db, STRANGER, role, plan=plan, village_id=village_id, by=ADMIN, now=NOW)


def test_a_token_fits_into_a_link_and_is_kept_as_a_digest_alone(db: Database, village: Village) -> None:
    token = invite(db, village)
    assert len(token) <= 64
    assert set(token) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
    assert token not in "\n".join(db.conn.iterdump())
    assert invite(db, village) != token


def test_an_invitation_is_used_once(db: Database, village: Village) -> None:
    found = invitations.find(db, invite(db, village))
    assert found is not None
    assert invitations.use(db, found, STRANGER, called="Mai", now=NOW)
    (role,) = roles.of_person(db, STRANGER)
    assert (role.role, role.plan, role.village_id, role.called) == ("collaborator", "tan-khai", village.id, "Mai")
    assert not invitations.use(db, found, STRANGER + 1, called="", now=NOW)  # found before it was used
    assert roles.of_person(db, STRANGER + 1) == []


def test_a_used_invitation_serves_nobody_else(db: Database, village: Village) -> None:
    token = invite(db, village)
    for user_id, joins in ((STRANGER, True), (STRANGER + 1, False)):
        found = invitations.find(db, token)
        assert found is not None
        assert invitations.use(db, found, user_id, called="", now=NOW) is joins
    assert roles.of_person(db, STRANGER + 1) == []


def test_an_invitation_lasts_for_fourteen_days(db: Database, village: Village) -> None:
    found = invitations.find(db, invite(db, village))
    assert found is not None
    end = NOW + timedelta(days=14)
    assert invitations.state(db, found, now=end - timedelta(seconds=1)) == "open"
    assert invitations.state(db, found, now=end) == "expired"
    assert not invitations.use(db, found, STRANGER, called="", now=end)


def test_an_invitation_falls_with_the_role_of_its_maker_and_with_its_village(db: Database, village: Village) -> None:
    by_staff, by_admin = (invitations.find(db, invite(db, village, by)) for by in (STAFF, ADMIN))
    assert by_staff is not None
    assert by_admin is not None
    (role,) = roles.of_person(db, STAFF)
    roles.end(db, role.id, by=ADMIN, now=NOW)
    assert invitations.state(db, by_staff, now=NOW) == "withdrawn"
    assert invitations.state(db, by_admin, now=NOW) == "open"
    village_changes.close(db, village, by=ADMIN, now=NOW)
    assert invitations.state(db, by_admin, now=NOW) == "withdrawn"


def test_roles_are_ended_by_their_holder_or_by_who_may_give_them(db: Database, village: Village) -> None:
    (role,) = roles.of_person(db, COLLABORATOR)
    for other in (STRANGER, village.id + 100):
        with pytest.raises(NotAllowedError):
            roles.end(db, role.id, by=other, now=NOW)
    assert roles.end(db, role.id, by=COLLABORATOR, now=NOW) == role
    assert roles.end(db, role.id, by=COLLABORATOR, now=NOW) is None
    (staff,) = roles.of_person(db, STAFF)
    with pytest.raises(NotAllowedError):
        roles.end(db, staff.id, by=COLLABORATOR, now=NOW)
    assert not roles.reports_for(db, COLLABORATOR, village.id)


@pytest.mark.usefixtures("village")
def test_leave_is_marked_and_taken_back(db: Database) -> None:
    (role,) = roles.of_person(db, COLLABORATOR)
    for until in (date(2025, 11, 3), None):
        roles.mark_away(db, role, until, by=STAFF, now=NOW)
        assert roles.of_person(db, COLLABORATOR)[0].away_until == until
    with pytest.raises(NotAllowedError):
        roles.mark_away(db, role, None, by=STRANGER, now=NOW)


def test_villages_are_added_once_and_opened_again(db: Database, village: Village) -> None:
    added = village_changes.add_all(db, "tan-khai", ["kp 03", "Khu phố 4", "Khu phố 4"], by=STAFF, now=NOW)
    assert (villages.names(added.new), villages.names(added.known)) == (["Khu phố 4"], ["Khu phố 3"])
    village_changes.close(db, village, by=STAFF, now=NOW)
    assert villages.names(villages.of_plan(db, "tan-khai")) == ["Khu phố 4"]
    added = village_changes.add_all(db, "tan-khai", ["Khu phố 3"], by=STAFF, now=NOW)
    assert [reopened.id for reopened in added.reopened] == [village.id]


def test_a_village_is_renamed_to_a_free_name(db: Database, village: Village) -> None:
    village_changes.add_all(db, "tan-khai", ["Khu phố 4"], by=STAFF, now=NOW)
    with pytest.raises(VillageExistsError):
        village_changes.rename(db, village, "KP 04", by=STAFF, now=NOW)
    village_changes.rename(db, village, "Khu phố Ba", by=STAFF, now=NOW)
    assert village_of(db, "tan-khai", "khu pho ba") == village.id


@pytest.mark.parametrize("by", [COLLABORATOR, STRANGER])
def test_villages_are_for_the_staff_of_their_plan(db: Database, village: Village, by: int) -> None:
    with pytest.raises(NotAllowedError):
        village_changes.add_all(db, "tan-khai", ["Khu phố 9"], by=by, now=NOW)
    with pytest.raises(NotAllowedError):
        village_changes.add_all(db, "hoang-duc", ["Thôn 9"], by=STAFF, now=NOW)
    with pytest.raises(NotAllowedError):
        village_changes.rename(db, village, "Khu phố Ba", by=by, now=NOW)
    with pytest.raises(NotAllowedError):
        village_changes.close(db, village, by=by, now=NOW)


def test_every_change_is_in_the_audit(db: Database, village: Village) -> None:
    found = invitations.find(db, invite(db, village))
    assert found is not None
    invitations.use(db, found, STRANGER, called="Mai", now=NOW)
    (role,) = roles.of_person(db, STRANGER)
    roles.mark_away(db, role, date(2025, 11, 3), by=STAFF, now=NOW)
    roles.end(db, role.id, by=STAFF, now=NOW)
    village_changes.rename(db, village, "Khu phố Ba", by=STAFF, now=NOW)
    village_changes.close(db, village, by=STAFF, now=NOW)
    noted = [(row["who"], row["action"], row["person"]) for row in db.query("SELECT * FROM audit ORDER BY id")]
    assert noted[3:] == [
        (STAFF, "invited", None),
        (STAFF, "role_given", STRANGER),
        (STRANGER, "joined", STRANGER),
        (STAFF, "away", STRANGER),
        (STAFF, "role_ended", STRANGER),
        (STAFF, "village_renamed", None),
        (STAFF, "village_closed", None),
    ]


REVISION = {
    "plan": "tan-khai",
    "indicator": 5,
    "part": 1,
    "period": "2025-10",
    "state": "number",
    "numerator": 45,
    "denominator": 47,
    "at": "2025-10-20",
    "via": "message",
    "line": 0,
}


def test_an_erased_person_is_nowhere_and_their_figures_stay(db: Database, village: Village) -> None:
    person = 987_654_321  # no other number in the database is this one
    people.meet(db, person, now=NOW)
    found = invitations.find(db, invite(db, village))
    assert found is not None
    invitations.use(db, found, person, called="Mai", now=NOW)
    for message in (8, 9):
        sent = {"village_id": village.id, "user_id": person, "chat_id": person, "message_id": message}
        db.table("revisions").insert(REVISION | sent)
    dead = '{"message":{"from":{"id":987654321},"text":"x"}}'
    for raw, lane in ((dead, -5), ("{", person)):
        db.table("inbox").insert({"lane": lane, "raw": raw, "state": "dead", "received_at": "x"})
    erasure.erase_person(db, person, now=NOW)
    assert everywhere(db, person) == []
    assert [row["raw"] for row in db.query("SELECT raw FROM inbox")] == ["", ""]
    assert [row["lane"] for row in db.query("SELECT lane FROM inbox")] == [-5, 0]
    figures = [(row["numerator"], row["user_id"]) for row in db.query("SELECT * FROM revisions")]
    assert figures == [(45, None), (45, None)]


def test_what_an_erased_person_had_made_open_is_gone(db: Database, village: Village) -> None:
    token = invite(db, village)
    erasure.erase_person(db, STAFF, now=NOW)
    assert invitations.find(db, token) is None
    assert roles.of_person(db, COLLABORATOR) != []
