"""What is kept about people: all of it is documented, can be erased, and goes by itself when its time is over."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlite_utils import Database

from storage import erasure, nudges
from storage.times import utc_text
from tests.quotes import ROOT

NOW = datetime(2025, 10, 20, 8, tzinfo=UTC)
AT = utc_text(NOW)
PERSON, OTHER, GROUP = 987_654_321, 123_456_789, -500  # no other numbers in the database are these
NAME = "Ngọc Trâm"

Rows = Sequence[Mapping[str, Any]]

_PLACE = {"plan": "tan-khai", "indicator": 5, "part": 1, "village_id": 1, "period": "2025-10", "state": "number"}
_REVISION = {**_PLACE, "numerator": 45, "denominator": 47, "at": AT, "via": "message", "line": 0}
_ROLE = {"role": "official", "plan": "tan-khai", "granted_at": AT}
_INVITATION = {"role": "staff", "plan": "tan-khai", "created_at": AT, "expires_at": AT}
_ROUND = {"deadline": "own-1", "what_vi": "", "what_en": "", "period": "2025", "codes": "[]", "lead_days": 7}
_OUT = {"method": "sendMessage", "kind": "notice", "rank": 2, "created_at": AT}
_SAID = json.dumps({"message": {"from": {"id": PERSON, "first_name": NAME}}})
_TOLD = json.dumps({"text": f"<b>{NAME}</b> đã tham gia", "reply_markup": []})

# In every table rows that tell of the person, by each column and text that can.
ABOUT_THE_PERSON: Mapping[str, Rows] = {
    "people": [{"user_id": PERSON, "created_at": AT, "seen_at": AT}],
    "chats": [{"chat_id": PERSON}],
    "frames": [{"chat_id": PERSON, "frame": "{}", "kept_at": AT}],
    "villages": [{"id": 1, "plan": "tan-khai", "name": "Khu phố 3", "key": "3", "created_at": AT}],
    "roles": [
        {**_ROLE, "user_id": PERSON, "called": NAME},
        {**_ROLE, "user_id": PERSON, "called": NAME, "role": "staff", "ended_at": AT},
        {**_ROLE, "user_id": OTHER, "granted_by": PERSON},
    ],
    "invitations": [
        {**_INVITATION, "token_hash": "open", "created_by": PERSON},
        {**_INVITATION, "token_hash": "used", "created_by": PERSON, "used_by": OTHER, "used_at": AT},
        {**_INVITATION, "token_hash": "own", "created_by": OTHER, "used_by": PERSON, "used_at": AT},
    ],
    "itself": [{"name": "username", "value": "so_tay_bot"}],
    "audit": [
        {"at": AT, "who": PERSON, "action": "role_ended", "person": OTHER},
        {"at": AT, "who": OTHER, "action": "role_given", "person": PERSON},
    ],
    "revisions": [
        {**_REVISION, "id": 1, "user_id": PERSON, "chat_id": PERSON, "message_id": 8, "posted": 1, "inbox_id": 7},
        {**_REVISION, "id": 2, "user_id": PERSON, "chat_id": PERSON, "message_id": 9},
        {**_REVISION, "id": 3, "user_id": OTHER, "chat_id": PERSON, "message_id": 10},
    ],
    "versions": [{"chat_id": PERSON, "message_id": 8, "posted": 1, "edit_date": 0, "content": "a1b2"}],
    "cells": [{**_PLACE, "numerator": 45, "denominator": 47, "revision": 1, "rival": 2, "changed_at": AT}],
    "asks": [
        {"chat_id": PERSON, "user_id": PERSON, "kind": "round", "data": "{}", "asked_at": AT},
        {"chat_id": GROUP, "user_id": PERSON, "kind": "round", "data": "{}", "asked_at": AT},
    ],
    "deadlines": [
        {"plan": "tan-khai", "what": "x", "every": "month", "day": 5, "before": 0, "created_by": PERSON}
        | {"created_at": AT}
    ],
    "rounds": [
        {**_ROUND, "id": 1, "plan": "tan-khai", "occurrence": "2025", "open_days": 30, "known_on": "2025-01-01"}
    ],
    "round_marks": [{"round_id": 1, "village_id": 1, "kind": "paper", "user_id": PERSON, "at": AT}],
    "nudges": [{"user_id": PERSON, "day": "2025-10-20", "turn": 0, "claimed_at": AT}],
    "nudge_stages": [
        {"round_id": 1, "last_day": "2025-11-01", "stage": "c-7", "user_id": PERSON, "noted_at": AT},
    ],
    "nudge_wishes": [{"user_id": PERSON, "hours": "8-9"}],
    "nudge_settings": [{"plan": "tan-khai", "staff": "7"}],
    "mishaps": [{"plan": "tan-khai", "user_id": PERSON, "at": AT}],
    "digests": [
        {"user_id": PERSON, "plan": "tan-khai", "day": "2025-10-20", "told": "{}"},
        {"user_id": OTHER, "plan": "tan-khai", "day": "2025-10-20", "told": json.dumps({"blocked": [PERSON]})},
    ],
    "reopenings": [{"round_id": 1, "user_id": PERSON, "ask_id": 1, "at": AT}],
    "inbox": [
        {"lane": PERSON, "raw": "", "state": "done", "received_at": AT},
        {"lane": PERSON, "raw": "{", "state": "dead", "received_at": AT},
        {"lane": GROUP, "raw": _SAID, "state": "dead", "received_at": AT},
    ],
    "outbox": [
        {**_OUT, "key": "1:1", "chat_id": PERSON, "payload": _TOLD},
        {**_OUT, "key": "1:2", "chat_id": PERSON, "payload": _TOLD, "state": "sending"},
        {**_OUT, "key": "1:3", "chat_id": PERSON, "payload": "", "state": "sent"},
        {**_OUT, "key": f"nudge:{PERSON}:2025-10-20:0", "chat_id": PERSON, "payload": "{}", "state": "uncertain"},
        {**_OUT, "key": "1:0", "payload": "", "state": "sent"},
        {**_OUT, "key": "1:4", "payload": json.dumps({"scope": {"chat_id": PERSON}})},
        {**_OUT, "key": "1:5", "chat_id": OTHER, "payload": _TOLD, "state": "failed"},
        {**_OUT, "key": "1:6", "chat_id": OTHER, "payload": _TOLD, "state": "uncertain"},
        {**_OUT, "key": "1:7", "chat_id": OTHER, "payload": json.dumps({"viewer": PERSON}), "state": "failed"},
    ],
}


def tables(db: Database) -> set[str]:
    """The tables of the schema."""
    return {name for name in db.table_names() if not name.startswith(("sqlite_", "_sqlite_"))}


def traces(db: Database) -> list[str]:
    """Every column in which the person's number or name stands, also as part of a text."""
    return [
        f"{table}.{column}: {value}"
        for table in sorted(tables(db))
        for row in db.table(table).rows
        for column, value in row.items()
        if str(PERSON) in str(value) or NAME in str(value) or json.dumps(NAME)[1:-1] in str(value)
    ]


@pytest.fixture
def known(db: Database) -> Database:
    """A database in which all tables tell of the person."""
    for table in ("villages", "rounds", *ABOUT_THE_PERSON):
        if not db.table(table).count:
            for row in ABOUT_THE_PERSON[table]:
                db.table(table).insert(row)
    return db


def test_of_an_erased_person_nothing_is_left_in_any_table(known: Database) -> None:
    assert tables(known) == set(ABOUT_THE_PERSON)
    assert len(traces(known)) > len(tables(known))
    erasure.erase_person(known, PERSON, now=NOW)
    assert traces(known) == []


def test_nothing_ties_the_figures_of_an_erased_person_together(known: Database) -> None:
    erasure.erase_person(known, PERSON, now=NOW)
    rows = list(known.query("SELECT posted, inbox_id FROM revisions"))
    assert rows == [{"posted": None, "inbox_id": None}] * 3


def test_what_others_have_outlives_an_erased_person(known: Database) -> None:
    erasure.erase_person(known, PERSON, now=NOW)
    assert [row["numerator"] for row in known.query("SELECT numerator FROM revisions")] == [45, 45, 45]
    assert known.table("cells").count == 1
    assert [row["user_id"] for row in known.query("SELECT user_id FROM roles")] == [OTHER]
    assert {row["token_hash"] for row in known.query("SELECT token_hash FROM invitations")} == {"used", "own"}
    assert [row["key"] for row in known.query("SELECT key FROM outbox")] == ["1:0", "1:5", "1:6", "1:7"]
    assert known.table("audit").count == 3  # with the line that somebody was erased


def test_messages_that_wait_for_others_are_left_alone(known: Database) -> None:
    waiting = {**_OUT, "key": "1:8", "chat_id": OTHER, "payload": json.dumps({"text": "Ngọc Trâm Anh"})}
    known.table("outbox").insert(waiting)
    erasure.erase_person(known, PERSON, now=NOW)
    (kept,) = known.query("SELECT payload FROM outbox WHERE key = '1:8'")
    assert kept["payload"] == waiting["payload"]


def test_every_table_is_in_the_document_on_privacy(db: Database) -> None:
    document = (ROOT / "docs" / "operations.md").read_text("utf-8").split("\n## Privacy\n")[1]
    assert sorted(name for name in tables(db) if f"| `{name}`" not in document and f", `{name}`" not in document) == []


@pytest.mark.parametrize(
    ("last_day", "stage_day", "stays"),
    [
        pytest.param("2025-10-20", "2025-10-20", True, id="under-way"),
        pytest.param("2024-09-15", "2024-09-15", True, id="400-days"),
        pytest.param("2024-09-14", "2024-09-14", False, id="401-days"),
        pytest.param("2025-10-20", "2024-01-01", True, id="moved-to-a-later-day"),
        pytest.param(None, "2024-01-01", False, id="without-a-day-by-now"),
        pytest.param(None, "2025-10-20", True, id="without-a-day-since-lately"),
    ],
)
def test_who_was_reminded_of_a_round_is_forgotten_400_days_after_it(
    db: Database, last_day: str | None, stage_day: str, *, stays: bool
) -> None:
    (row,) = ABOUT_THE_PERSON["rounds"]
    db.table("rounds").insert({**row, "last_day": last_day})
    (stage,) = ABOUT_THE_PERSON["nudge_stages"]
    db.table("nudge_stages").insert({**stage, "last_day": stage_day})
    assert date(2025, 10, 20) - timedelta(days=400) == date(2024, 9, 15)
    assert nudges.purge(db, now=NOW) == (0 if stays else 1)
    assert db.table("nudge_stages").count == (1 if stays else 0)


def test_the_audit_of_an_erasure_names_nobody(db: Database) -> None:
    erasure.erase_person(db, PERSON, now=NOW)
    assert [(row["action"], row["who"], row["person"]) for row in db.table("audit").rows] == [
        ("person_erased", None, None)
    ]
