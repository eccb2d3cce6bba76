"""Presses on buttons that nobody was shown: any callback data, by anybody, is answered and does no harm."""

import json
import sqlite3
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from knowledge.sentences import sentences
from storage import roles, villages
from storage.cells import Cell, Said, Source
from storage.database import writing
from tests import updates
from tests.figures import record
from tests.handlers.people import ADMIN, library
from tests.handlers.town import HOA, LAN, MINH, STRANGER, THU, Office

OTHER = "hoang-duc"
OFFICER, FIRST, LOOKER = 31, 32, 33  # staff of the other plan, who reports for its Thôn 1; an official of Tân Khai
MOVED, LAST = 34, 35  # who sent figures of Khu phố 9 and reports for Khu phố 10 now; whose Khu phố 11 was closed
GROUP = -700
PEOPLE = (STRANGER, LOOKER, LAN, MINH, HOA, THU, FIRST, OFFICER, ADMIN, MOVED, LAST)
# What is a person's own, or only says that an update came in.
PERSONAL = {"people", "frames", "nudge_wishes", "asks", "inbox", "outbox", "sqlite_sequence", "sqlite_stat1"}

ACTIONS = {
    "p": "join no inv leave left erase stay ppl who give away back revoke revoked vil shut",
    "f": "undo fix move drop shift c kept dec n m",
    "v": "o m n v c x w t p",
    "r": "list show past see move days codes code shut sent do unshut unsent ask own add save drop end ended",
    "n": "send later paper off undo leave owe sent unsent call called nocall progress set plan mine ladder",
}
NUMBERS = st.one_of(
    st.integers(0, 16).map(str), st.sampled_from(["-1", "-5", "9" * 15, "9" * 23, "1_0", "٣", "²", "+1"])
)
WORDS = st.sampled_from(
    ["", "x", "all", "shut", "sent", "c", "s", "a", "o", "days", "codes", "few", "none", "stop", "morning", "tan-khai",
     OTHER, "atlantis", "2025", "2025-10", "2025-Q4", "2031-01", "2025-13", "20٢5", "2025-10-20", "5.1", "14.1", "9.1",
     "99.9", "5.-1", "5", "1.1.1", "3-5.1", "<b>", "🙂"]
)  # fmt: skip
FORGED = st.builds(
    lambda desk, words: ":".join([*desk, *words])[:64],
    st.sampled_from([(desk, action) for desk, actions in ACTIONS.items() for action in actions.split()]),
    st.lists(st.one_of(NUMBERS, WORDS), max_size=5),
)
QUERIES = st.builds(
    lambda kind, parts: " ".join([f"1:{kind}", *parts])[:64],
    st.sampled_from("target agencies plan deadline compare menu home language old-button duties help x".split()),
    st.lists(
        st.sampled_from(["@tan-khai", "@atlantis", "#5.1", "#x", "g1", "g9", "~2", "~²", "~99999", "2025", "²²²²",
                         "a=1", "x=menu", "w=a,b", "@", "#"]),
        max_size=4,
    ),
)  # fmt: skip
ANY_TEXT = st.text(st.characters(codec=None), max_size=40)
PAYLOADS = st.one_of(FORGED, FORGED, FORGED, QUERIES, ANY_TEXT)


class World:
    """Two places at work, with something open of every kind; put back as it was before each press."""

    def __init__(self) -> None:
        self.office = Office(library())
        self._populate()
        self._snapshot = sqlite3.connect(":memory:", isolation_level=None)
        self.office.db.conn.backup(self._snapshot)

    def put_back(self) -> None:
        self._snapshot.backup(self.office.db.conn)

    def presses(self, payload: str, user_id: int, chat: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        update = updates.press(payload, user_id)
        if chat is not None:
            update["callback_query"]["message"]["chat"] = dict(chat)
        (last,) = self.office.db.conn.execute("SELECT max(id) FROM outbox").fetchone()
        self.office.receives(update)
        rows = self.office.db.query("SELECT chat_id, method, payload FROM outbox WHERE id > ? ORDER BY id", [last])
        return [{**row, **json.loads(row["payload"] or "{}")} for row in rows]  # who is erased loses the older ones

    def rows(self) -> dict[str, set[tuple[Any, ...]]]:
        """Every row of what people share, by table."""
        tables = [row["name"] for row in self.office.db.query("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: set(self.office.db.conn.execute(f"SELECT * FROM [{table}]"))
            for table in tables
            if table not in PERSONAL
        }

    def _populate(self) -> None:
        office = self.office
        db, now = office.db, office.now
        with writing(db):
            one, _ = (villages.add(db, OTHER, f"Thôn {number}", now=now) for number in (1, 2))
            roles.grant(db, ADMIN, "admin", plan=None, by=None, now=now)
            roles.grant(db, OFFICER, "staff", plan=OTHER, by=None, now=now)
            roles.grant(db, FIRST, "collaborator", plan=OTHER, village_id=one.id, by=None, now=now)
            roles.grant(db, LOOKER, "official", plan="tan-khai", by=None, now=now)
        office.sends("tiêm chủng 45/47, khai sinh 12/12")
        office.sends("tiêm chủng 44/47", MINH)  # disputed
        office.sends("suy dinh dưỡng 5/83")  # which of them?
        office.sends("khai sinh 120/120")  # doubted
        office.sends("khai sinh 9/9", HOA)  # of which village?
        office.sends("khai sinh 3/3", FIRST)
        office.sends("/dot", OFFICER)
        office.carries("r:shut:1", OFFICER)
        office.sends("/them_han báo cáo nhanh trước ngày 20 hằng tháng", OFFICER)
        office.sends("/them_han báo cáo quý trước ngày 20/11 hằng năm", THU)
        office.presses("Lưu", THU)
        office.sends("/dot", THU)
        office.carries("r:move:3", THU)
        office.carries("n:off:1:14", FIRST)
        office.carries("r:days:1", OFFICER)
        office.carries("r:do:shut:1", OFFICER)
        office.sends("khai sinh năm 2025 4/4", FIRST)  # kept: the round is closed
        office.sends("/nop tiêm chủng")
        office.carries("f:n:3:14.1:2025-09")
        self._leave()
        assert set(office.states()) == {"done"}

    def _leave(self) -> None:
        """Two people send figures, have one doubted and one asked for, and then report for these villages no longer."""
        office, db, now = self.office, self.office.db, self.office.now
        nine, ten, eleven = (villages.named(db, "tan-khai", f"Khu phố {number}") for number in (9, 10, 11))
        assert nine
        assert ten
        assert eleven
        with writing(db):
            for user_id, village in ((MOVED, nine), (LAST, eleven)):
                roles.grant(db, user_id, "collaborator", plan="tan-khai", village_id=village.id, by=None, now=now)
        for user_id in (MOVED, LAST):
            office.sends("khai sinh 11/12, mẫu giáo 20/21", user_id)
            office.sends("khai sinh 5/400", user_id)
            office.sends("/nop tiêm chủng", user_id)
        with writing(db):
            (role,) = roles.of_person(db, MOVED)
            roles.end(db, role.id, by=THU, now=now)
            roles.grant(db, MOVED, "collaborator", plan="tan-khai", village_id=ten.id, by=None, now=now)
            db.conn.execute("UPDATE villages SET closed_at = ? WHERE id = ?", (now.isoformat(), eleven.id))


@cache
def world() -> World:
    return World()


@pytest.fixture(autouse=True)
def fresh() -> None:
    world().put_back()


FUZZED = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


def changed(before: Mapping[str, set[Any]], after: Mapping[str, set[Any]]) -> dict[str, set[Any]]:
    return {table: rows ^ after[table] for table, rows in before.items() if rows != after[table]}


def is_refusal(text: str) -> bool:
    """Whether a message says that nothing was done."""
    keys = ("button_is_old", "not_allowed", "figures_not_yours", "button_in_private", "not_for_you", "staff_only")
    starts = [sentence.partition("{")[0] for key in keys for sentence in sentences()[key].values()]
    return any(text.startswith(start) for start in starts)


def check_form(calls: list[dict[str, Any]]) -> None:
    """What Telegram would take: one answer to the press, texts and buttons within their sizes."""
    assert [call["method"] for call in calls].count("answerCallbackQuery") == 1
    for call in calls:
        if "text" in call:
            assert 0 < len(call["text"]) <= 4096
        for row in call.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                assert button["text"].strip()
                assert 1 <= len(button["callback_data"].encode()) <= 64, button


@FUZZED
@example("f:undo:99999999999999999999999", LAN)
@example("f:m:3:2025-10:-5", LAN)
@example("f:c:1:-1", LAN)
@example("f:move:1:20٢5", LAN)
@example("f:n:1:5.٣:2025-10", LAN)
@example("p:inv:atlantis:s", ADMIN)
@example("p:ppl:tan-khai:999999999999999", THU)
@example("1:target ~²", STRANGER)
@given(PAYLOADS, st.sampled_from(PEOPLE))
def test_any_press_is_answered_and_a_refusal_changes_nothing(payload: str, user_id: int) -> None:
    world().put_back()
    before = world().rows()
    calls = world().presses(payload, user_id)
    assert world().office.states()[-1] == "done"
    check_form(calls)
    shown = [call["text"] for call in calls if "text" in call and call["chat_id"] == user_id]
    assert shown
    if is_refusal(shown[-1]):
        assert changed(before, world().rows()) == {}


@FUZZED
@given(PAYLOADS, st.sampled_from([STRANGER, LOOKER]))
def test_who_reports_for_nothing_changes_nothing(payload: str, user_id: int) -> None:
    world().put_back()
    before = world().rows()
    world().presses(payload, user_id)
    after = world().rows()
    before.pop("audit")  # who is erased is noted
    if user_id == LOOKER:  # looking at a plan makes its rounds; an official may leave it
        before.pop("rounds")
        before.pop("roles")
    assert changed(before, after) == {}


@FUZZED
@given(PAYLOADS, st.sampled_from([LAN, MINH, HOA, THU]))
def test_nobody_changes_another_plan(payload: str, user_id: int) -> None:
    world().put_back()
    of_other = {table: _of_plan(table, OTHER) for table in _tables_with("plan")}
    world().presses(payload, user_id)
    assert {table: _of_plan(table, OTHER) for table in of_other} == of_other


@FUZZED
@example("f:undo:9", MOVED)
@example("f:drop:10", MOVED)
@example("f:undo:11", LAST)
@given(PAYLOADS, st.sampled_from([LAN, HOA, MOVED, LAST]))
def test_a_collaborator_changes_the_cells_of_their_own_villages_alone(payload: str, user_id: int) -> None:
    world().put_back()
    held_now = (role.village_id for role in roles.of_person(world().office.db, user_id) if role.village_id is not None)
    own = {id_ for id_ in held_now if (village := villages.by_id(world().office.db, id_)) and not village.closed}

    def of_others() -> list[tuple[Any, ...]]:
        rows = world().office.db.conn.execute("SELECT village_id, indicator, part, period, revision, rival FROM cells")
        return sorted((row for row in rows if row[0] not in own), key=repr)

    def held() -> list[tuple[Any, ...]]:
        sql = "SELECT id, user_id FROM roles WHERE user_id != ? AND ended_at IS NULL ORDER BY id"
        return world().office.db.conn.execute(sql, (user_id,)).fetchall()

    before = of_others(), held()
    world().presses(payload, user_id)
    assert (of_others(), held()) == before


def _tables_with(column: str) -> list[str]:
    sql = (
        "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = ?"
        " WHERE m.type = 'table' ORDER BY m.name"
    )
    return [row[0] for row in world().office.db.conn.execute(sql, (column,))]


def _of_plan(table: str, plan: str) -> set[tuple[Any, ...]]:
    return set(world().office.db.conn.execute(f"SELECT * FROM [{table}] WHERE plan = ?", (plan,)))


def test_a_question_to_staff_is_no_figure_that_waits_for_a_round_to_be_opened() -> None:
    (ask,) = world().office.db.query("SELECT id FROM asks WHERE kind = 'round' AND data ->> 'what' = 'days'")
    calls = world().presses(f"r:ask:{ask['id']}", OFFICER)
    assert [call["text"] for call in calls if "text" in call] == ["Nút này đã cũ. Bạn gửi /dot để xem lại."]


@pytest.mark.parametrize("action", ["undo", "fix", "move", "drop"])
def test_a_figure_of_a_plan_that_is_gone_stays_as_it_is_where_the_person_is_told_so(action: str) -> None:
    office = world().office
    db, now = office.db, office.now
    with writing(db):
        village = villages.add(db, "gone", "Thôn 1", now=now)
        roles.grant(db, LAN, "collaborator", plan="gone", village_id=village.id, by=None, now=now)
        cell, source = Cell("gone", village.id, 5, 1, "2025-10"), Source(LAN, LAN, 900, 0, "message")
        stored = record(db, cell, Said("number", 45, 47), source, now=now).revision
    assert stored is not None
    before = world().rows()
    calls = world().presses(f"f:{action}:{stored.id}", LAN)
    assert [call["text"] for call in calls if "text" in call] == ["Nút này đã cũ. Bạn nhắn lại số liệu nhé."]
    assert changed(before, world().rows()) == {}


@pytest.mark.parametrize("payload", ["f:m:1:2025-10:0", "f:n:1:5.1:2025-10", "f:undo:1", "p:ppl:tan-khai:0", "n:mine"])
def test_what_is_private_is_not_shown_where_others_read_along(payload: str) -> None:
    before = world().rows()
    calls = world().presses(payload, THU, chat=updates.group(GROUP))
    (said,) = [call["text"] for call in calls if "text" in call]
    assert said == sentences()["button_in_private"]["vi"]
    assert changed(before, world().rows()) == {}
