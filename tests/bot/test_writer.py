import asyncio
import sqlite3
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.writer import Job, Writer


@pytest.fixture
async def writer(tmp_path: Path) -> AsyncIterator[Writer]:
    writer = Writer(tmp_path / "x.sqlite3")
    await writer.start()
    yield writer
    await writer.close()


def adding(user_id: int) -> Job[int]:
    def job(db: Database) -> int:
        db.conn.execute("INSERT INTO people (user_id, created_at, seen_at) VALUES (?, '', '')", (user_id,))
        if user_id % 10 == 3:
            raise RuntimeError("three")
        return user_id

    return job


def run_sql(db: Database, *, sql: str) -> None:
    db.conn.execute(sql)


def people_in(db: Database) -> int:
    return int(db.conn.execute("SELECT count(*) FROM people").fetchone()[0])


async def test_jobs_of_one_commit_fail_alone(writer: Writer) -> None:
    results = await asyncio.gather(*(writer.run(adding(number)) for number in range(500)), return_exceptions=True)
    assert [number for number, result in enumerate(results) if result != number] == list(range(3, 500, 10))
    assert all(isinstance(result, RuntimeError) for result in results[3::10])
    assert await writer.run(people_in) == 450


async def test_a_job_that_runs_out_of_something_disturbs_nobody(writer: Writer) -> None:
    """What ``next`` raises cannot be handed to whoever waits: asyncio takes it for the end of a coroutine."""

    def job(_db: Database) -> int:
        return next(iter([]))

    async with asyncio.timeout(20):
        failed, well = await asyncio.gather(writer.run(job), writer.run(adding(1)), return_exceptions=True)
    assert isinstance(failed, RuntimeError)
    assert isinstance(failed.__cause__, StopIteration)
    assert well == 1


async def test_a_cancelled_waiter_does_not_disturb_the_others(writer: Writer) -> None:
    first = asyncio.create_task(writer.run(adding(1)))
    await asyncio.sleep(0)
    first.cancel()
    assert await writer.run(adding(2)) == 2
    assert await writer.run(people_in) == 2


async def test_jobs_that_wait_are_finished_before_the_end(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "y.sqlite3")
    await writer.start()
    tasks = [asyncio.create_task(writer.run(adding(number))) for number in (1, 2)]
    await asyncio.sleep(0)
    await writer.close()
    assert await asyncio.gather(*tasks) == [1, 2]
    with pytest.raises(RuntimeError, match="closed"):
        await writer.run(people_in)


async def test_what_was_erased_is_gone_from_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    log = path.with_name("x.sqlite3-wal")
    writer = Writer(path)
    await writer.start()
    for sql in (
        "INSERT INTO inbox (lane, raw, received_at) VALUES (1, 'a secret', '')",
        "UPDATE inbox SET raw = ''",
    ):
        await writer.run(partial(run_sql, sql=sql))
    assert b"a secret" in log.read_bytes()
    async with asyncio.timeout(20):
        while log.stat().st_size:  # noqa: ASYNC110 - the thread works in a quiet moment, and tells nobody
            await asyncio.sleep(0.01)
    assert b"a secret" not in path.read_bytes()
    await writer.close()


async def test_a_file_that_is_no_database_is_reported(tmp_path: Path) -> None:
    (tmp_path / "z.sqlite3").write_text("hello, I am text" * 100)
    writer = Writer(tmp_path / "z.sqlite3")
    with pytest.raises(sqlite3.DatabaseError):
        await writer.start()
    await writer.close()
