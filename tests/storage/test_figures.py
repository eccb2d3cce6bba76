from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from storage import asks, figures, revisions, roles, versions, villages
from storage.cells import WITHDRAWN, Cell, Revision, Said, Source
from storage.database import open_database
from storage.figures import Recorded
from storage.roles import NotAllowedError
from storage.versions import Version
from tests.figures import record, take_back

NOW = datetime(2025, 10, 12, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
PLAN = "tan-khai"
LAN, MINH, THU, STRANGER = 7, 8, 9, 99  # two collaborators of one village, a staff member


def counts(numerator: int, denominator: int = 47) -> Said:
    return Said("number", numerator, denominator)


class Office:
    """A plan with two villages and its people; each ``says`` is a message of its own."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.one, self.two = (villages.add(db, PLAN, f"Khu phố {n}", now=NOW) for n in (1, 2))
        for user_id in (LAN, MINH):
            roles.grant(db, user_id, "collaborator", plan=PLAN, village_id=self.one.id, by=None, now=NOW)
        roles.grant(db, THU, "staff", plan=PLAN, by=None, now=NOW)
        self.cell = Cell(PLAN, self.one.id, 5, 1, "2025-10")
        self.messages = count(1)

    def source(self, user_id: int = LAN) -> Source:
        return Source(user_id, user_id, next(self.messages), 0, "message")

    def says(self, said: Said, user_id: int = LAN, cell: Cell | None = None) -> Recorded:
        return record(self.db, cell or self.cell, said, self.source(user_id), now=NOW)

    def takes_back(self, revision: Revision | None, user_id: int = LAN) -> Recorded | None:
        assert revision is not None
        source = replace(self.source(user_id), via="undo")
        return take_back(self.db, revision, source, now=NOW)

    def holds(self) -> tuple[Said, Said | None]:
        found = self.finds()
        assert found is not None
        return found

    def finds(self) -> tuple[Said, Said | None] | None:
        held = revisions.held(self.db, self.cell)
        return (held.current.said, held.rival.said if held.rival else None) if held else None

    def rows(self) -> int:
        return len(revisions.of_cell(self.db, self.cell))


@pytest.fixture
def office(db: Database) -> Office:
    return Office(db)


def test_a_new_value_a_changed_one_and_the_same_again(office: Office) -> None:
    first, second, third = (office.says(counts(n)) for n in (45, 46, 46))
    assert [r.outcome for r in (first, second, third)] == ["new", "changed", "unchanged"]
    assert (second.before, third.revision) == (counts(45), None)
    assert office.rows() == 2


def test_what_comes_under_the_key_of_another_message_is_stored(office: Office) -> None:
    source = replace(office.source(), posted=100, inbox_id=1)
    other = replace(source, posted=200, inbox_id=2)  # the ids of messages have started again
    first = record(office.db, office.cell, counts(45), source, now=NOW).revision
    again = record(office.db, office.cell, counts(46), other, now=NOW)
    assert (again.outcome, office.holds()) == ("changed", (counts(46), None))
    assert first is not None
    assert revisions.beside(office.db, first) == [first]
    assert revisions.of_message(office.db, LAN, first.message_id, 200) == [again.revision]


def test_a_repeated_value_leaves_no_trace(office: Office) -> None:
    source = office.source()
    for _ in range(2):
        record(office.db, office.cell, counts(45), source, now=NOW)
    (ids,) = office.db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'revisions'").fetchone()
    assert (office.holds(), ids) == ((counts(45), None), 1)


def test_a_version_of_a_message_is_known_or_older_than_another(db: Database) -> None:
    first, edited = Version.of(7, 1, 100, 0, "ks 10/12"), Version.of(7, 1, 100, 105, "ks 11/12")
    assert versions.standing(db, edited) == "new"
    versions.note(db, edited)
    versions.note(db, edited)
    assert [versions.standing(db, one) for one in (edited, first)] == ["known", "older"]
    assert versions.standing(db, Version.of(7, 1, 100, 105, "ks 12/12")) == "new"  # within the same second
    assert versions.standing(db, Version.of(7, 1, 300, 0, "ks 10/12")) == "new"  # the ids have started again


def test_a_number_survives_the_database_as_it_was(office: Office) -> None:
    office.says(Said("number", value=Decimal("95.5")))
    assert office.holds() == (Said("number", value=Decimal("95.5")), None)
    office.says(Said("none", reason="trạm nghỉ"))
    assert office.holds() == (Said("none", reason="trạm nghỉ"), None)


@pytest.mark.parametrize("user_id", [LAN, STRANGER])
def test_nobody_writes_for_a_village_that_is_not_theirs(office: Office, user_id: int) -> None:
    with pytest.raises(NotAllowedError):
        office.says(counts(45), user_id, replace(office.cell, village_id=office.two.id))
    assert list(office.db.query("SELECT * FROM revisions")) == []


def test_staff_write_for_every_village_of_their_plan_only(office: Office) -> None:
    assert office.says(counts(45), THU, replace(office.cell, village_id=office.two.id)).outcome == "new"
    elsewhere = villages.add(office.db, "hoang-duc", "Thôn 1", now=NOW)
    with pytest.raises(NotAllowedError):
        office.says(counts(45), THU, Cell("hoang-duc", elsewhere.id, 5, 1, "2025-10"))


def test_a_village_of_another_plan_cannot_be_smuggled_in(office: Office) -> None:
    with pytest.raises(NotAllowedError):
        office.says(counts(45), LAN, replace(office.cell, plan="hoang-duc"))


def test_who_reports_for_the_whole_locality_may_name_its_villages(office: Office) -> None:
    whole = villages.whole(office.db, PLAN, now=NOW)
    roles.grant(office.db, 11, "collaborator", plan=PLAN, village_id=whole.id, by=None, now=NOW)
    for village in (whole, office.two):
        assert office.says(counts(45), 11, replace(office.cell, village_id=village.id)).outcome == "new"


def test_undo_brings_back_what_held_before_and_then_nothing(office: Office) -> None:
    first, second = office.says(counts(45)), office.says(counts(46))
    undone = office.takes_back(second.revision)
    assert undone is not None
    assert (undone.outcome, undone.said, undone.before) == ("changed", counts(45), counts(46))
    assert office.takes_back(second.revision) is None  # twice is once
    assert office.takes_back(first.revision) is None  # no longer the one that holds
    assert office.takes_back(undone.revision) is not None  # on to what was before, not back to what was undone
    assert office.holds() == (WITHDRAWN, None)


def test_undo_of_the_only_value_leaves_none(office: Office) -> None:
    first = office.says(counts(45))
    undone = office.takes_back(first.revision)
    assert undone is not None
    assert undone.outcome == "withdrawn"
    assert office.holds() == (WITHDRAWN, None)
    assert office.says(counts(45)).outcome == "new"


def test_what_an_edit_left_out_comes_back_and_what_was_undone_does_not(office: Office) -> None:
    office.says(counts(45))
    edit = replace(office.source(), via="edit")
    left_out = record(office.db, office.cell, WITHDRAWN, edit, now=NOW)
    back = office.takes_back(left_out.revision)
    assert back is not None
    assert (back.outcome, back.before, office.holds()) == ("new", None, (counts(45), None))
    assert office.takes_back(left_out.revision) is None  # twice is once
    gone = office.takes_back(back.revision)
    assert gone is not None
    assert office.takes_back(gone.revision) is None


def test_a_figure_is_emptied_whatever_held_before(office: Office) -> None:
    office.says(counts(45))
    revision = office.says(counts(46)).revision
    assert revision is not None
    take_back(office.db, revision, office.source(), emptied=True, now=NOW)
    assert office.holds() == (WITHDRAWN, None)


def test_nobody_but_its_author_and_staff_undo_a_figure(office: Office) -> None:
    first = office.says(counts(45))
    with pytest.raises(NotAllowedError):
        office.takes_back(first.revision, MINH)
    assert office.takes_back(first.revision, THU) is not None


def test_two_people_on_one_cell_are_both_kept_until_staff_decide(office: Office) -> None:
    first, second = office.says(counts(45)), office.says(counts(40), MINH)
    assert (second.outcome, second.before, office.holds()) == ("disputed", counts(45), (counts(45), counts(40)))
    assert first.revision is not None
    assert second.revision is not None
    with pytest.raises(NotAllowedError):
        figures.decide(office.db, second.revision.id, second.revision.id, office.source(LAN), now=NOW)
    press = replace(office.source(THU), via="decision")
    decided = figures.decide(office.db, second.revision.id, second.revision.id, press, now=NOW)
    assert decided is not None
    assert office.holds() == (counts(40), None)
    late = replace(office.source(THU), via="decision")
    assert figures.decide(office.db, second.revision.id, first.revision.id, late, now=NOW) is None
    assert office.says(counts(45)).outcome == "disputed"  # what staff decided is for staff to change


def test_a_choice_that_is_not_one_of_the_two_decides_nothing(office: Office) -> None:
    old, _, rival = office.says(counts(44)), office.says(counts(45)), office.says(counts(40), MINH)
    assert old.revision is not None
    assert rival.revision is not None
    press = replace(office.source(THU), via="decision")
    assert figures.decide(office.db, rival.revision.id, old.revision.id, press, now=NOW) is None
    assert office.holds() == (counts(45), counts(40))


@pytest.mark.parametrize("user_id", [LAN, MINH])
def test_people_who_come_to_agree_leave_nothing_to_decide(office: Office, user_id: int) -> None:
    office.says(counts(45))
    office.says(counts(40), MINH)
    agreed = counts(40) if user_id == LAN else counts(45)
    office.says(agreed, user_id)
    assert office.holds() == (agreed, None)


def test_a_value_taken_back_leaves_the_other_persons(office: Office) -> None:
    first = office.says(counts(45))
    office.says(counts(40), MINH)
    office.takes_back(first.revision)
    assert office.holds() == (counts(40), None)


def test_a_rival_taken_back_leaves_the_current_value(office: Office) -> None:
    office.says(counts(45))
    rival = office.says(counts(40), MINH)
    undone = office.takes_back(rival.revision, MINH)
    assert undone is not None
    assert office.holds() == (counts(45), None)


def test_staff_correct_a_collaborator_who_does_not_overrule_them(office: Office) -> None:
    office.says(counts(45))
    assert office.says(counts(44), THU).outcome == "changed"
    assert office.says(counts(43)).outcome == "disputed"
    assert office.holds() == (counts(44), counts(43))


def test_a_successor_corrects_their_predecessor(office: Office) -> None:
    office.says(counts(45))
    (role,) = roles.of_person(office.db, LAN)
    roles.end(office.db, role.id, by=THU, now=NOW)
    assert office.says(counts(42), MINH).outcome == "changed"


def test_the_cell_row_carries_what_reports_add_up(office: Office) -> None:
    office.says(counts(45))
    office.says(counts(40), MINH)
    (row,) = office.db.query("SELECT state, numerator, denominator, value, rival FROM cells")
    assert row == {"state": "number", "numerator": 45, "denominator": 47, "value": None, "rival": 2}


def test_an_ask_is_settled_once_and_forgotten_in_the_end(db: Database) -> None:
    ask = asks.put(db, 7, 7, "doubt", {"message": 3}, now=NOW)
    other = asks.put(db, 7, 7, "choice", {"message": 4}, now=NOW)
    assert [one.id for one in asks.open_in(db, 7, "doubt", since=NOW)] == [ask]
    assert asks.open_in(db, 7, "doubt", since=NOW + timedelta(seconds=1)) == []
    assert [asks.settle(db, ask, now=NOW), asks.settle(db, ask, now=NOW)] == [True, False]
    asks.settle_message(db, 7, 4, now=NOW)
    found = asks.by_id(db, other)
    assert found is not None
    assert not found.is_open
    assert asks.purge(db, now=NOW + asks.KEEP + timedelta(days=1)) == 2


# -- whatever happens, cells are what their revisions make of them ------------------------------------------------

_says = st.tuples(st.just("says"), st.sampled_from([LAN, MINH, THU]), st.integers(1, 4))
_edits = st.tuples(st.just("edits"), st.integers(0, 9), st.integers(1, 4))
_undoes = st.tuples(st.just("undoes"), st.integers(0, 9), st.just(0))
_decides = st.tuples(st.just("decides"), st.integers(0, 9), st.integers(0, 1))
_withdraws = st.tuples(st.just("says"), st.sampled_from([LAN, MINH]), st.just(0))


def fold(rows: list[Revision]) -> tuple[Said, Said | None] | None:
    """What the revisions of a cell amount to, told anew and without ids; None for none."""
    if not rows:
        return None
    current, rival = rows[0].said, None
    for row in rows[1:]:
        if row.disputes:
            rival = None if row.said in (WITHDRAWN, current) else row.said
        elif row.said == WITHDRAWN and rival and row.via != "decision":
            current, rival = rival, None
        else:
            current, rival = row.said, None if row.via == "decision" or rival == row.said else rival
    return current, rival


@given(st.lists(st.one_of(_says, _edits, _undoes, _decides, _withdraws), max_size=14))
def test_cells_are_the_fold_of_their_revisions(steps: list[tuple[str, int, int]]) -> None:
    db = open_database(None)
    office = Office(db)
    authors: list[Source] = []
    wrote = False
    for edit, (what, who, number) in enumerate(steps, 1):
        said = counts(number) if number else WITHDRAWN
        rows = revisions.of_cell(db, office.cell)
        wrote = wrote or (number > 0 and (what == "says" or (what == "edits" and bool(authors))))
        if what == "says":
            authors.append(office.source(who))
            record(db, office.cell, said, authors[-1], now=NOW)
        elif what == "edits" and authors:
            source = replace(authors[who % len(authors)], edit_date=edit, via="edit")
            record(db, office.cell, said, source, now=NOW)
        elif what == "undoes" and rows:
            revision = rows[who % len(rows)]
            office.takes_back(revision, revision.user_id or LAN)
        elif what == "decides" and (held := revisions.held(db, office.cell)) and held.rival:
            chosen = (held.current, held.rival)[number]
            figures.decide(db, held.rival.id, chosen.id, replace(office.source(THU), via="decision"), now=NOW)
        after = revisions.of_cell(db, office.cell)
        assert after[: len(rows)] == rows  # only ever added to
        assert bool(after) is wrote
        assert office.finds() == fold(after)
    db.close()
