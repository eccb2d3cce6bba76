"""A bot that is killed at any moment loses nothing and does nothing twice."""

import asyncio
import random
import signal
import sqlite3
import sys
from asyncio.subprocess import DEVNULL, Process
from collections import Counter
from contextlib import closing
from pathlib import Path

from tests import updates
from tests.bot.running import until
from tests.fakes import FakeTelegram, serving

_KILLS = 8
_BATCH = 120


async def start(telegram: FakeTelegram, database: Path) -> Process:
    arguments = ("-m", "tests.bot.victim", telegram.url, str(database))
    return await asyncio.create_subprocess_exec(sys.executable, *arguments, stderr=DEVNULL)


async def test_nothing_is_lost_and_no_state_is_made_twice(tmp_path: Path) -> None:
    database = tmp_path / "x.sqlite3"
    chance = random.Random(20250420)
    asked: list[str] = []
    async with serving(FakeTelegram()) as telegram:
        for _ in range(_KILLS):
            news = [f"câu {len(asked) + number}" for number in range(_BATCH)]
            asked += news
            victim = await start(telegram, database)
            # Every other time the questions come while it starts, else while it works.
            telegram.push(*(updates.text(words, user_id=7 + len(words) % 5) for words in news))
            goal = len(telegram.sent()) + chance.randrange(1, _BATCH)
            await until(lambda goal=goal: len(telegram.sent()) >= goal)  # type: ignore[misc]  # bound at once
            victim.kill()
            await victim.wait()
        victim = await start(telegram, database)
        telegram.push(updates.text("hết", user_id=99))
        await until(lambda: set(asked) <= {answered(text) for text in telegram.texts()} and bool(telegram.texts(99)))
        victim.send_signal(signal.SIGTERM)
        assert await victim.wait() == 0
    counts = Counter(answered(text) for text in telegram.texts())
    repeated = sum(count - 1 for count in counts.values())
    assert repeated <= _KILLS * 32  # at most what was under way at each kill goes out again
    with closing(sqlite3.connect(database)) as db:
        assert db.execute("SELECT state, count(*) FROM inbox GROUP BY state").fetchall() == [("done", len(asked) + 1)]
        assert db.execute("SELECT count(*) FROM outbox").fetchone() == (len(asked) + 1,)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def answered(text: str) -> str:
    """The question that an answer repeats."""
    return text.removeprefix("<b>").split("</b>")[0]


async def test_a_request_to_end_is_heeded_within_seconds_and_leaves_the_rest_for_later(tmp_path: Path) -> None:
    async with serving(FakeTelegram()) as telegram:
        victim = await start(telegram, tmp_path / "x.sqlite3")
        telegram.push(*(updates.text(f"câu {number}") for number in range(1000)))
        await until(lambda: len(telegram.sent()) > 20)
        victim.send_signal(signal.SIGTERM)
        async with asyncio.timeout(8):
            assert await victim.wait() == 0
        victim = await start(telegram, tmp_path / "x.sqlite3")
        await until(lambda: len(telegram.sent()) == 1000)
        victim.send_signal(signal.SIGTERM)
        assert await victim.wait() == 0
    assert len({answered(text) for text in telegram.texts()}) == 1000


async def test_a_second_bot_on_the_same_database_is_refused(tmp_path: Path) -> None:
    async with serving(FakeTelegram()) as telegram:
        first = await start(telegram, tmp_path / "x.sqlite3")
        await until(lambda: telegram.polls > 0)
        second = await start(telegram, tmp_path / "x.sqlite3")
        assert await second.wait() == 1
        first.send_signal(signal.SIGTERM)
        assert await first.wait() == 0
