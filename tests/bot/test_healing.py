"""What goes wrong beside the answering: it is logged, and tried again until it goes well."""

import asyncio
import json
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database
from structlog.testing import capture_logs

from bot.background import for_ever, in_background
from bot.clock import SystemClock
from bot.errands import Errand, see_to
from bot.lock import sole_owner
from bot.turns import each
from storage import frames, inbox, invitations, mishaps
from tests import updates
from tests.bot.running import running, until
from tests.fakes import FakeLibrary, FakeTelegram, Fault, serving

NOW = SystemClock().now()
LONG_AGO = NOW - timedelta(days=31)


async def test_work_that_fails_is_logged_and_done_again() -> None:
    done: list[int] = []

    async def work() -> None:
        done.append(len(done))
        if len(done) == 1:
            raise ValueError("words of a person")

    with capture_logs() as log:
        task = in_background(for_ever("work", work, every=0.01), "work")
        await until(lambda: len(done) > 2)
        task.cancel()
        await asyncio.wait([task])
    (line,) = log
    assert (line["event"], line["work"], line["error"]) == ("background_failed", "work", "ValueError")
    assert line["place"].startswith("test_healing.py:")
    assert "words" not in json.dumps(log)


async def test_work_that_ends_by_a_failure_says_so() -> None:
    async def work() -> None:
        raise ValueError("words of a person")

    with capture_logs() as log:
        await asyncio.wait([in_background(work(), "profile")])
        await asyncio.sleep(0)
    (line,) = log
    assert (line["event"], line["work"], line["error"]) == ("background_ended", "profile", "ValueError")


async def test_one_that_fails_keeps_no_other_from_its_turn() -> None:
    done: list[int] = []

    def doing(number: int) -> Callable[[], Awaitable[None]]:
        async def work() -> None:
            done.append(number)
            if number < 3:
                raise ValueError(number)

        return work

    with capture_logs():
        task = in_background(each([doing(number) for number in range(1, 5)]), "four")
        await asyncio.wait([task])
    assert done == [1, 2, 3, 4]
    assert repr(task.exception()) == "ValueError(1)"


# The purge


def with_old_rows(db: Database, _now: datetime) -> None:
    """Something old in three tables, one of which is out of order."""
    (item,) = inbox.store(db, [inbox.Arrival(1, 7, "{}")], now=LONG_AGO)
    inbox.bury(db, item.id, "ABCDE", now=LONG_AGO)
    frames.remember(db, 7, "{}", now=LONG_AGO)
    mishaps.note(db, "tan-khai", 7, now=LONG_AGO)
    db.conn.execute("ALTER TABLE mishaps RENAME TO mislaid")


async def test_the_purge_outlives_a_failure_and_one_table_keeps_no_other() -> None:
    def rows(db: Database) -> list[int]:
        return [db["inbox"].count, db["frames"].count, db["mislaid"].count]

    async with serving(FakeTelegram()) as telegram:
        with capture_logs() as log:
            async with running(telegram, prepare=with_old_rows) as service:
                await until(lambda: failures(log, "purge") != [])
                assert await service.writer.run(rows) == [0, 0, 1]
                await service.writer.run(lambda db: db.conn.execute("ALTER TABLE mislaid RENAME TO mishaps"))
                left = 1
                while left:
                    left = await service.writer.run(lambda db: db["mishaps"].count)
    assert set(failures(log, "purge")) == {"OperationalError"}


def failures(log: list[Any], work: str) -> list[str]:
    """The errors that the log has of some work in the background."""
    return [line["error"] for line in log if line["event"] == "background_failed" and line["work"] == work]


# Errands


async def test_errands_outlive_papers_that_cannot_be_dealt_with(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    folder = tmp_path / "x.sqlite3-errands"
    (folder / "a.json").mkdir(parents=True)  # can neither be read nor taken away
    errand = Errand(invitations.new_token(), "staff", "tan-khai", None)
    async with serving(FakeTelegram()) as telegram:
        with sole_owner(path), capture_logs() as log:
            async with running(telegram, path) as service:
                await until(lambda: failures(log, "errands") != [])
                await asyncio.to_thread(see_to, errand, path, now=NOW)
                assert await service.writer.run(lambda db: invitations.find(db, errand.token)) is not None
    assert set(failures(log, "errands")) == {"IsADirectoryError"}


async def test_an_errand_that_cannot_be_done_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "x.sqlite3-errands"
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps({"token": ["t"], "role": "staff", "plan": "p", "village": None}), "utf-8")
    with capture_logs() as log:
        async with serving(FakeTelegram()) as telegram, running(telegram, tmp_path / "x.sqlite3"):
            await until(lambda: [paper.name for paper in folder.iterdir()] == ["a.refused"])
    assert [line["error"] for line in log if line["event"] == "errand_refused"] == ["AttributeError"]


# Updates


class Overloaded(FakeLibrary):
    """Fails as a busy disk does, *times* times."""

    def __init__(self, times: int) -> None:
        self.times = times

    def answer(self, text: str, **more: Any) -> Any:  # type: ignore[override]
        self.times -= 1
        if self.times >= 0:
            raise sqlite3.OperationalError("database is locked")
        return super().answer(text, **more)


async def test_an_update_waits_until_the_database_is_well_again() -> None:
    async with serving(FakeTelegram()) as telegram:
        telegram.push(updates.text("tân khai"))
        with capture_logs() as log:
            async with running(telegram, library=Overloaded(3)) as service:
                await until(lambda: len(telegram.texts()) == 1)
                assert (await service.counts())["inbox"] == {"done": 1}
    assert telegram.texts()[0].startswith("<b>tân khai</b>")
    assert [line["event"] for line in log].count("update_waits") == 3


# The menu


async def test_the_menu_is_published_once_telegram_can_be_reached() -> None:
    faults = [Fault("setMyCommands", 502, "Bad Gateway"), Fault("setMyDescription", 400, {"ok": False})]
    async with serving(FakeTelegram(faults=faults)) as telegram, running(telegram):
        await until(lambda: len(telegram.sent("setMyShortDescription")) == 2)
        assert len(telegram.sent("setMyCommands")) == 2
        assert len(telegram.sent("setMyDescription")) == 1  # one was refused for good
