"""What roles let a person write, read once for a whole message."""

from contextlib import nullcontext
from datetime import UTC, datetime

import pytest
from sqlite_utils import Database

from storage import figures, roles, villages
from storage.cells import Cell, Said, Source
from storage.reach import Reach, reach_of
from storage.roles import NotAllowedError, RoleName
from storage.sheet import Sheet
from storage.sight import sight_of

NOW = datetime(2025, 10, 12, 9, tzinfo=UTC)
ME, SOMEBODY = 7, 8


def cell(db: Database, plan: str, village: str) -> Cell:
    """A figure of a village, which is made where it is not there yet."""
    return Cell(plan, villages.add(db, plan, village, now=NOW).id, 5, 1, "2025-10")


@pytest.mark.parametrize(
    ("role", "plan", "village", "own", "neighbour", "elsewhere"),
    [
        pytest.param("collaborator", "tan-khai", "Khu phố 1", True, False, False, id="a-village"),
        pytest.param("collaborator", "tan-khai", "", True, True, False, id="the-whole-locality"),
        pytest.param("official", "tan-khai", None, False, False, False, id="official"),
        pytest.param("staff", "tan-khai", None, True, True, False, id="staff"),
        pytest.param("admin", None, None, True, True, True, id="administrator"),
    ],
)
def test_what_a_role_covers(
    db: Database, role: RoleName, plan: str | None, village: str | None, own: bool, neighbour: bool, elsewhere: bool
) -> None:
    village_id = villages.add(db, "tan-khai", village, now=NOW).id if village is not None else None
    roles.grant(db, ME, role, plan=plan, village_id=village_id, by=None, now=NOW)
    found = reach_of(db, ME)
    places = (("tan-khai", "Khu phố 1"), ("tan-khai", "Khu phố 2"), ("minh-tam", "Ấp 1"))
    assert [found.covers(cell(db, *place)) for place in places] == [own, neighbour, elsewhere]


@pytest.mark.parametrize(
    ("role", "plan", "here", "elsewhere"),
    [
        pytest.param("collaborator", "tan-khai", False, False, id="collaborator"),
        pytest.param("official", "tan-khai", False, False, id="official"),
        pytest.param("staff", "tan-khai", True, False, id="staff"),
        pytest.param("admin", None, True, True, id="administrator"),
    ],
)
def test_who_works_on_all_of_a_plan_is_the_same_wherever_it_is_asked(
    db: Database, role: RoleName, plan: str | None, here: bool, elsewhere: bool
) -> None:
    village_id = villages.add(db, "tan-khai", "Khu phố 1", now=NOW).id if role == "collaborator" else None
    roles.grant(db, ME, role, plan=plan, village_id=village_id, by=None, now=NOW)
    for wanted, leads in (("tan-khai", here), ("minh-tam", elsewhere)):
        seen = sight_of(db, ME, wanted)
        assert [roles.leads(db, ME, wanted), reach_of(db, ME).leads(wanted), seen.leads] == [leads] * 3
        with nullcontext() if leads else pytest.raises(NotAllowedError):
            roles.require_leading(db, ME, wanted)
        with nullcontext() if leads else pytest.raises(NotAllowedError):
            seen.require_leading()


def test_a_role_that_has_ended_covers_nothing(db: Database) -> None:
    roles.grant(db, ME, "staff", plan="tan-khai", by=None, now=NOW)
    roles.end(db, roles.of_person(db, ME)[0].id, by=ME, now=NOW)
    assert reach_of(db, ME) == Reach(ME, roles=(), villages=frozenset(), wholes=frozenset())


def test_somebody_elses_sheet_is_not_trusted(db: Database) -> None:
    roles.grant(db, SOMEBODY, "admin", plan=None, by=None, now=NOW)
    source = Source(ME, ME, 1, 0, "message")
    with pytest.raises(NotAllowedError):
        figures.record(
            db,
            cell(db, "tan-khai", "Khu phố 1"),
            Said("number", 45, 47),
            source,
            confirmed=False,
            sheet=Sheet(db, SOMEBODY),
            now=NOW,
        )
