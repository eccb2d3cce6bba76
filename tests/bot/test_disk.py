"""Disks without room, and places where no database can be."""

import asyncio
import errno
import json
import resource
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from click.testing import CliRunner, Result
from structlog.testing import capture_logs

from bot.cli import sotay
from bot.errands import Errand, see_to
from bot.lock import AlreadyRunningError, UnusableLockError, sole_owner
from bot.starting import taken
from bot.web import listening
from storage import invitations
from storage.database import close_database, open_database
from tests import updates
from tests.bot.running import NOW, running, until
from tests.fakes import TOKEN, FakeTelegram, serving


def call(*arguments: str, database: Path) -> Result:
    return CliRunner().invoke(sotay, arguments, env={"BOT_DATABASE": str(database), "BOT_TOKEN": "1:x"})


# One bot for each database


def test_a_link_leads_to_the_same_database(tmp_path: Path) -> None:
    database, link = tmp_path / "x.sqlite3", tmp_path / "elsewhere" / "ln.sqlite3"
    link.parent.mkdir()
    link.symlink_to(database)
    with sole_owner(database), pytest.raises(AlreadyRunningError), sole_owner(link):
        pass
    with sole_owner(link), pytest.raises(AlreadyRunningError), sole_owner(database):
        pass
    assert list(link.parent.iterdir()) == [link]


def test_a_file_of_two_names_is_no_database(tmp_path: Path) -> None:
    database = tmp_path / "x.sqlite3"
    close_database(open_database(database))
    (tmp_path / "y.sqlite3").hardlink_to(database)
    for name in (database, tmp_path / "y.sqlite3"):
        with pytest.raises(UnusableLockError, match="a hard link"), sole_owner(name):
            pass


async def test_an_errand_reaches_a_bot_that_runs_by_another_link(tmp_path: Path) -> None:
    database, link = tmp_path / "x.sqlite3", tmp_path / "ln.sqlite3"
    link.symlink_to(database)
    errand = Errand(invitations.new_token(), "staff", "tan-khai", None)
    async with serving(FakeTelegram()) as telegram:
        with sole_owner(link):
            async with running(telegram, link) as service:
                await until(service.ready.is_set)
                await asyncio.to_thread(see_to, errand, database, now=NOW)
                assert await service.writer.run(lambda db: invitations.find(db, errand.token)) is not None


# A mistyped path


@pytest.mark.parametrize(
    "command",
    [("run",), ("demo", "--port", "0", "--database", "nope/x.sqlite3"), ("invite", "--role", "admin")],
    ids=lambda command: command[0],
)
def test_a_folder_that_is_not_there_is_not_made(
    command: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = call(*command, database=Path("nope/x.sqlite3"))
    folder = tmp_path / "nope" if command[0] != "demo" else Path("nope")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr in {
        f"Error: BOT_DATABASE cannot be used: there is no such folder: {one}.\n" for one in (folder, tmp_path / "nope")
    }
    assert list(tmp_path.iterdir()) == []


def test_a_copy_goes_into_a_folder_that_is_there(tmp_path: Path) -> None:
    database = tmp_path / "x.sqlite3"
    close_database(open_database(database))
    result = call("backup", str(tmp_path / "nope" / "y"), database=database)
    assert result.exit_code == 2
    assert result.stderr == f"Error: the copy could not be made: there is no such folder: {tmp_path / 'nope'}\n"
    assert list(tmp_path.iterdir()) == [database]


@pytest.mark.parametrize("name", ["x.csv", "x", "x.xls", "xlsx"])
def test_a_workbook_is_written_under_its_own_ending_alone(name: str, tmp_path: Path) -> None:
    database = tmp_path / "x.sqlite3"
    close_database(open_database(database))
    result = call("export", "tan-khai", str(tmp_path / name), database=database)
    assert result.exit_code == 2
    assert "let its name end in .xlsx" in result.stderr
    assert not (tmp_path / name).exists()


# A disk without room


async def test_what_passes_is_waited_for_and_what_does_not_is_raised() -> None:
    troubles: list[Exception] = [OSError(errno.ENOSPC, "No space left on device")] * 2

    async def step() -> None:
        if troubles:
            raise troubles.pop()

    with capture_logs() as log:
        assert await taken(step, asyncio.Event())
    assert [(line["event"], line["why"]) for line in log] == [("start_delayed", "the disk is full: make room")] * 2
    troubles.append(OSError(errno.EACCES, "Permission denied"))
    with pytest.raises(PermissionError):
        await taken(step, asyncio.Event())


@asynccontextmanager
async def without_room(telegram: FakeTelegram, database: Path, address: str) -> AsyncIterator[Process]:
    """``sotay run`` as a process whose files cannot grow, until ``make_room``."""
    settings = {"BOT_TOKEN": TOKEN, "BOT_API_URL": telegram.url, "BOT_DATABASE": str(database), "BOT_LISTEN": address}
    # Python would leave what it compiles cut off, for everybody after it.
    python = {"PYTHONDONTWRITEBYTECODE": "1", "XDG_CACHE_HOME": str(database.parent / "cache")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        env={**settings, **python},
        stderr=PIPE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, resource.RLIM_INFINITY)),
    )
    try:
        yield process
    finally:
        process.terminate()
        await process.wait()


def make_room(process: Process) -> None:
    resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="the limits of another process can be set on Linux alone")
async def test_a_bot_that_starts_on_a_full_disk_waits_for_room(tmp_path: Path, unused_tcp_port: int) -> None:
    address = f"127.0.0.1:{unused_tcp_port}"
    async with serving(FakeTelegram()) as telegram:
        telegram.push(updates.text("/huy"))
        async with without_room(telegram, tmp_path / "x.sqlite3", address) as process:
            assert process.stderr is not None
            line = json.loads(await process.stderr.readline())
            assert line["event"] == "start_delayed"
            assert line["why"].startswith("the disk is full")
            assert await health(address) == (503, False, False)
            assert telegram.polls == 0  # what waits stays with Telegram
            make_room(process)
            await until(lambda: len(telegram.texts()) == 1)
            assert await health(address) == (200, True, True)


async def health(address: str) -> tuple[int, bool, bool]:
    """What the health page says: its status, and whether the bot is alive and can store."""
    async with aiohttp.ClientSession() as session, session.get(f"http://{address}/health") as response:
        report = await response.json()
    return response.status, report["alive"], report["storing"]


async def test_the_health_page_tells_that_nothing_can_be_stored(tmp_path: Path) -> None:
    async with (
        serving(FakeTelegram()) as telegram,
        running(telegram, tmp_path / "x.sqlite3") as service,
        listening(service, "127.0.0.1:0") as address,
    ):
        assert address is not None
        await until(lambda: telegram.polls > 1)
        pages = await service.writer.run(lambda db: db.conn.execute("PRAGMA max_page_count = 1").fetchone()[0])
        telegram.push(*(updates.text(f"{number} {'dài ' * 500}", user_id=number) for number in range(1, 21)))
        await until(lambda: not service.writer.is_storing)
        assert await health(address) == (503, False, False)
        await service.writer.run(lambda db: db.conn.execute(f"PRAGMA max_page_count = {pages * 100}").fetchone())
        await until(lambda: service.writer.is_storing)
        assert await health(address) == (200, True, True)
