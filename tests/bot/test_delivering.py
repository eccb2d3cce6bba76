"""A file's way to the person, and what is said when there is none."""

import json
import sqlite3
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr
from sqlite_utils import Database
from structlog.testing import capture_logs

from bot.reports.delivering import METHOD, Maker, Reports
from bot.reports.wanted import Made
from bot.transport import BotApi, Transport
from bot.verdicts import Later, Refused, Sent, Verdict
from bot.writer import Writer
from storage import outbox
from storage.outbox import Claimed, Outgoing
from tests.fakes import TOKEN, FakeLibrary, FakeTelegram, serving

NOW = datetime(2025, 10, 12, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
WORD = 55  # the message that says "Đang lập…"
WANTED = {"report": "workbook", "plan": "p", "period": "2025", "viewer": 7, "today": "2025-10-12", "placeholder": "w"}


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with serving(FakeTelegram()) as telegram:
        yield telegram


@pytest.fixture
async def writer() -> AsyncIterator[Writer]:
    """A database in which the word that the file is being made has been sent."""
    writer = Writer(None)
    await writer.start()
    await writer.run(with_word)
    yield writer
    await writer.close()


def with_word(db: Database) -> None:
    outbox.put(db, Outgoing("w", 7, "sendMessage", {"text": "Đang lập…"}, "answer"), now=NOW)
    outbox.settle_sent(db, {1: WORD}, now=NOW)


async def deliver(telegram: FakeTelegram, writer: Writer, maker: Maker, *, attempts: int = 1) -> Verdict:
    transport = Transport()
    api = BotApi(transport, telegram.url, SecretStr(TOKEN))
    reports = Reports(api, writer, FakeLibrary(), None, lambda: NOW, maker)  # type: ignore[arg-type]  # not looked into
    try:
        return await reports.deliver(Claimed(2, 7, METHOD, json.dumps(WANTED), "answer", attempts))
    finally:
        reports.close()
        await transport.close()


async def owed(writer: Writer) -> list[tuple[str, Any]]:
    """Methods and parameters of what is still to be sent."""
    rows = await writer.run(lambda db: list(db.query("SELECT method, payload FROM outbox WHERE state = 'queued'")))
    return [(row["method"], json.loads(row["payload"])) for row in rows]


def made(*_: object) -> Made:
    return Made("x.csv", "text/csv", b"x")


async def test_a_file_takes_the_place_of_the_word_that_it_is_made(telegram: FakeTelegram, writer: Writer) -> None:
    assert isinstance(await deliver(telegram, writer, made), Sent)
    assert await owed(writer) == [("deleteMessage", {"message_id": WORD})]
    assert len(telegram.sent("sendDocument")) == 1


async def test_a_file_that_cannot_be_made_says_so_with_a_code(telegram: FakeTelegram, writer: Writer) -> None:
    def broken(*_: object) -> Made:
        raise KeyError("words of a person")

    with capture_logs() as log:
        verdict = await deliver(telegram, writer, broken)
    (line,) = log
    assert verdict == Refused(f"not made: {line['code']}")
    assert (line["event"], line["error"], line["report"]) == ("report_failed", "KeyError", "workbook")
    ((method, parameters),) = await owed(writer)
    assert (method, parameters["message_id"]) == ("editMessageText", WORD)
    said = f"Xin lỗi bạn, tôi chưa lập được tệp này. Mã lỗi: <code>{line['code']}</code>. "
    assert parameters["text"].startswith(said)


async def test_a_file_waits_while_the_database_cannot_be_read(telegram: FakeTelegram, writer: Writer) -> None:
    def locked(*_: object) -> Made:
        raise sqlite3.OperationalError("database is locked")

    assert await deliver(telegram, writer, locked) == Later("not made: OperationalError", 1.0)
    assert await owed(writer) == []
    assert isinstance(await deliver(telegram, writer, locked, attempts=10), Refused)


async def test_a_file_that_was_sent_is_not_sent_again_though_its_word_stays(
    telegram: FakeTelegram, writer: Writer
) -> None:
    def made_before_the_disk_is_full(db: Database, *_: object) -> Made:
        db.conn.execute("PRAGMA query_only = 1")
        return made()

    with capture_logs() as log:
        assert isinstance(await deliver(telegram, writer, made_before_the_disk_is_full), Sent)
    assert [line["event"] for line in log] == ["report_word_left"]
