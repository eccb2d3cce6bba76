"""A place without villages reports as a whole: its entry is made when its first figure is stored, not by looking."""

import pytest

from storage import roles
from tests.handlers.town import Office

PLAN, STAFF = "an-lao", 41


@pytest.fixture
def place(office: Office) -> Office:
    """Somebody works on An Lão, which has no villages."""
    roles.grant(office.db, STAFF, "staff", plan=PLAN, by=None, now=office.now)
    return office


def entries(office: Office) -> int:
    return int(office.db.conn.execute("SELECT count(*) FROM villages WHERE plan = ?", (PLAN,)).fetchone()[0])


@pytest.mark.parametrize(
    "words",
    ["/nop", "/lichsu tiêm chủng", "/cuatoi", "tiêm chủng", "suy dinh dưỡng 5/83", "tiêm chủng 450/47", "/tiendo"],
)
def test_looking_and_asking_make_no_entry(place: Office, words: str) -> None:
    place.sends(words, STAFF)
    assert place.states()[-1] == "done"
    assert entries(place) == 0


def test_the_first_figure_makes_it(place: Office) -> None:
    assert "Huyện An Lão" in place.sends("tiêm chủng 45/47", STAFF)
    assert entries(place) == 1
    assert place.cells() == ["5.1 2025-10 45/47"]
    place.sends("tiêm chủng 45/47", STAFF)
    assert (entries(place), place.count("revisions")) == (1, 1)


def test_the_guided_way_leads_from_its_first_figure_to_the_next(place: Office) -> None:
    assert "Huyện An Lão" in place.sends("/nop", STAFF)
    label, payload = next(iter(place.buttons().items()))
    assert payload.startswith(f"f:n:@{PLAN}:")
    assert label in place.carries(payload, STAFF)
    assert "Đã lưu" in place.sends("45/47", STAFF)
    assert entries(place) == 1
    (following,) = [button for shown, button in place.buttons().items() if button.startswith("f:n:")]
    assert not following.startswith(f"f:n:@{PLAN}")
    assert label not in place.carries(following, STAFF)


def test_a_button_of_before_still_works_once_the_entry_is_there(place: Office) -> None:
    place.sends("/nop", STAFF)
    payload = next(iter(place.buttons().values()))
    place.sends("tiêm chủng 45/47", STAFF)
    place.carries(payload, STAFF)
    assert "Đã lưu" in place.sends("3/4", STAFF)
    assert entries(place) == 1
    assert len(place.cells()) == 2


def test_what_was_asked_about_is_stored_by_the_button(place: Office) -> None:
    place.sends("suy dinh dưỡng 5/83", STAFF)
    place.presses("Béo phì", STAFF)
    assert entries(place) == 1
    assert place.cells() == ["4.3 2025-10 5/83"]


def test_staff_of_a_place_with_villages_may_send_for_the_whole(office: Office) -> None:
    before = office.count("villages")
    office.sends("khai sinh 12/12", 9)
    assert office.count("villages") == before
    office.presses("Thị trấn Tân Khai", 9)
    assert office.count("villages") == before + 1
    assert office.cells() == ["14.1 2025-10 12/12"]
