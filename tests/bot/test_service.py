"""The whole bot over real HTTP: intake, lanes, handlers, outbox, sender."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from telegram.error import InvalidToken

from bot.pace import Budget, Rates
from bot.service import UnusableDatabaseError
from bot.web import listening
from tests import updates
from tests.bot.running import running, service_for, until
from tests.fakes import FakeTelegram, Fault, serving


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with serving(FakeTelegram()) as telegram:
        yield telegram


async def test_a_question_is_answered_and_confirmed_after_it_was_stored(telegram: FakeTelegram) -> None:
    telegram.push(updates.text("/help", update_id=41))
    async with running(telegram):
        await until(lambda: telegram.texts() == ["[help] vi"])
        await until(lambda: telegram.confirmed == 42)
    assert telegram.sent()[0]["chat_id"] == 7


async def test_the_first_poll_names_no_offset_and_later_ones_follow_the_last_batch(telegram: FakeTelegram) -> None:
    telegram.push(updates.text("/help", update_id=900))
    async with running(telegram):
        await until(lambda: telegram.confirmed == 901)
        telegram.push(updates.text("/start", update_id=3))  # after a quiet week the numbers start anew
        await until(lambda: telegram.confirmed == 4)
        await until(lambda: telegram.texts() == ["[help] vi", "[start] vi"])


async def test_the_menu_is_published_in_both_languages(telegram: FakeTelegram) -> None:
    async with running(telegram):
        await until(lambda: len(telegram.sent("setMyShortDescription")) == 2)
    vietnamese, english = telegram.sent("setMyCommands")
    assert [command["command"] for command in vietnamese["commands"]] == [
        *("help", "hoi", "kehoach", "coquan", "han", "datplan", "ngonngu", "huy")
    ]
    assert english["language_code"] == "en"


async def test_300_commands_in_a_second_are_answered_in_order(telegram: FakeTelegram) -> None:
    telegram.push(*(updates.text(f"câu {number}", user_id=7 + number % 3) for number in range(300)))
    async with running(telegram):
        await until(lambda: len(telegram.texts()) == 300)
    for user in (7, 8, 9):
        numbers = [int(text.split("câu ")[1].split("<")[0]) for text in telegram.texts(user)]
        assert numbers == sorted(numbers)
        assert len(numbers) == 100


async def test_malformed_updates_block_nobody(telegram: FakeTelegram) -> None:
    telegram.push(
        {"update_id": 50, "message": {"chat": {}}},
        {"message": "no number"},
        "not even an object",
        updates.text("/help", update_id=51),
    )
    async with running(telegram) as service:
        await until(lambda: telegram.texts() == ["[help] vi"])
        await until(lambda: telegram.confirmed == 52)
        assert (await service.counts())["inbox"] == {"dead": 3, "done": 1}


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(Fault("getUpdates", 401, {"ok": False, "description": "Unauthorized"}), id="401"),
        pytest.param(Fault("getUpdates", 404, "<html>"), id="404-of-a-proxy"),
        pytest.param(Fault("getUpdates", 409, {"ok": False, "description": "Conflict"}), id="409"),
        pytest.param(Fault("getUpdates", 429, {"ok": False, "parameters": {"retry_after": 1}}), id="429"),
        pytest.param(Fault("getUpdates", 502, "Bad Gateway"), id="502"),
        pytest.param(Fault("getUpdates", 200, "half a js"), id="garbage"),
        pytest.param(Fault("getUpdates", hang=True), id="connection-cut"),
        pytest.param(Fault("getMe", 500, "", times=1), id="not-up-yet"),
        pytest.param(Fault("getMe", 404, "<html>", times=1), id="not-up-yet-says-a-proxy"),
        pytest.param(Fault("getMe", 401, "", times=1), id="login-of-a-proxy"),
    ],
)
async def test_polling_outlives(telegram: FakeTelegram, fault: Fault) -> None:
    telegram.faults.append(fault)
    telegram.push(updates.text("/help"))
    async with running(telegram):
        await until(lambda: telegram.texts() == ["[help] vi"])
    assert fault.times == 0


async def test_a_webhook_of_an_earlier_run_is_taken_down_before_the_first_poll(telegram: FakeTelegram) -> None:
    telegram.faults.append(Fault("deleteWebhook", 502, "Bad Gateway"))
    async with running(telegram):
        await until(lambda: telegram.faults[0].times == 0)
        assert telegram.polls == 0
        await until(lambda: telegram.polls > 0)
    assert telegram.sent("deleteWebhook") == [{}]  # what waits is not dropped


async def test_a_token_that_telegram_refuses_ends_the_bot(telegram: FakeTelegram) -> None:
    telegram.faults.append(Fault("getMe", 401, {"ok": False, "description": "Unauthorized"}))
    with pytest.raises(InvalidToken):
        await service_for(telegram).run(asyncio.Event())


async def test_a_429_holds_its_chat_and_nobody_else(telegram: FakeTelegram) -> None:
    telegram.faults.append(Fault("sendMessage", 429, {"ok": False, "parameters": {"retry_after": 1}}))
    async with running(telegram):
        telegram.push(updates.text("một"), updates.text("hai"))
        await until(lambda: telegram.faults[0].times == 0)
        telegram.push(updates.text("ba", user_id=8))
        await until(lambda: len(telegram.texts()) == 3)
    assert [text[3:6].strip("</") for text in telegram.texts()] == ["ba", "một", "hai"]


async def test_one_401_holds_nobody_up(telegram: FakeTelegram) -> None:
    telegram.faults.append(Fault("sendMessage", 401, {"ok": False, "description": "Unauthorized"}))
    async with running(telegram):
        telegram.push(updates.text("một"))
        await until(lambda: telegram.faults[0].times == 0)
        telegram.push(updates.text("hai", user_id=8))
        async with asyncio.timeout(10):  # it was thirty seconds for everybody
            await until(lambda: len(telegram.texts()) == 2)


async def test_what_cannot_be_edited_is_sent_as_a_message(telegram: FakeTelegram) -> None:
    body = {"ok": False, "description": "Bad Request: message to edit not found"}
    telegram.faults.append(Fault("editMessageText", 400, body))
    telegram.push(updates.press("more"))
    async with running(telegram):
        await until(lambda: telegram.texts() == ["[more] vi"])
    assert "message_id" not in telegram.sent()[0]


async def test_somebody_who_blocked_the_bot_is_marked(telegram: FakeTelegram) -> None:
    telegram.faults.append(Fault("sendMessage", 403, {"ok": False, "description": "Forbidden: bot was blocked"}))
    telegram.push(updates.text("/help"))
    async with running(telegram) as service:
        await until(lambda: telegram.faults[0].times == 0)
        telegram.push(updates.text("/help", user_id=8))  # what comes later is settled later
        await until(lambda: len(telegram.texts(8)) == 1)
        read = "SELECT p.reachable, o.state FROM people p, outbox o WHERE p.user_id = 7 AND o.chat_id = 7"
        assert await service.writer.run(lambda db: db.conn.execute(read).fetchall()) == [(0, "failed")]


async def test_markup_that_telegram_refuses_is_sent_plain(telegram: FakeTelegram) -> None:
    body = {"ok": False, "description": "Bad Request: can't parse entities: x"}
    telegram.faults.append(Fault("sendMessage", 400, body))
    telegram.push(updates.text("a & b"))
    async with running(telegram):
        await until(lambda: len(telegram.texts()) == 1)
    assert telegram.texts()[0].startswith("a & b · ")
    assert "parse_mode" not in telegram.sent()[0]


async def test_an_answer_whose_fate_is_unknown_is_sent_again(telegram: FakeTelegram) -> None:
    telegram.faults.append(Fault("sendMessage", hang=True, effect=True))
    telegram.push(updates.text("/help"))
    async with running(telegram):
        await until(lambda: telegram.texts() == ["[help] vi", "[help] vi"])


async def test_a_group_that_moved_gets_its_answer_at_the_new_place(telegram: FakeTelegram) -> None:
    body = {"ok": False, "description": "group chat was upgraded", "parameters": {"migrate_to_chat_id": -1005}}
    telegram.faults.append(Fault("sendMessage", 400, body))
    telegram.push(updates.text("/help", chat={"id": -5, "type": "group", "title": "g"}))
    async with running(telegram):
        await until(lambda: len(telegram.sent()) == 1)
    assert telegram.sent()[0]["chat_id"] == -1005


async def test_the_pace_is_kept(telegram: FakeTelegram) -> None:
    rates = Rates(person=Budget(0.3, 2), group=Budget(9, 1), overall=Budget(0.001, 50))
    telegram.push(*(updates.text(str(number)) for number in range(4)))
    async with running(telegram, rates=rates):
        await until(lambda: len(telegram.texts()) == 2)
        telegram.push(updates.press("more"))
        await until(lambda: len(telegram.sent("answerCallbackQuery")) == 1)
        assert len(telegram.texts()) < 4
        await until(lambda: len(telegram.texts()) == 4)


async def test_a_full_disk_delays_and_loses_nothing(telegram: FakeTelegram, tmp_path: Path) -> None:
    async with running(telegram, tmp_path / "x.sqlite3") as service:
        await until(lambda: telegram.polls > 0)
        pages = await service.writer.run(lambda db: db.conn.execute("PRAGMA max_page_count = 1").fetchone()[0])
        words = "dài " * 500
        telegram.push(*(updates.text(f"{number} {words}", user_id=number) for number in range(1, 21)))
        await until(lambda: telegram.polls > 2)
        assert len(telegram.texts()) < 20
        await service.writer.run(lambda db: db.conn.execute(f"PRAGMA max_page_count = {pages * 100}").fetchone())
        await until(lambda: len({call["chat_id"] for call in telegram.sent()}) == 20)


async def test_a_bot_without_a_network_can_be_stopped() -> None:
    stop = asyncio.Event()
    task = asyncio.create_task(service_for(FakeTelegram(url="http://127.0.0.1:9")).run(stop))
    await asyncio.sleep(0)
    stop.set()
    async with asyncio.timeout(5):
        await task


async def test_a_database_that_cannot_be_opened_is_named(telegram: FakeTelegram, tmp_path: Path) -> None:
    (tmp_path / "x.sqlite3").write_text("hello, I am text" * 100)
    with pytest.raises(UnusableDatabaseError, match="BOT_DATABASE cannot be used: the file is not a database"):
        await service_for(telegram, tmp_path / "x.sqlite3").run(asyncio.Event())


async def test_what_a_stopped_bot_left_is_taken_up_first(telegram: FakeTelegram, tmp_path: Path) -> None:
    from storage import inbox
    from storage.database import close_database, open_database

    db = open_database(tmp_path / "x.sqlite3")
    now = service_for(telegram)._clock.now()
    inbox.store(db, [inbox.Arrival(8, 7, json.dumps(updates.text("cũ", update_id=8)))], now=now)
    close_database(db)
    telegram.push(updates.text("mới", update_id=9))
    async with running(telegram, tmp_path / "x.sqlite3"):
        await until(lambda: len(telegram.texts()) == 2)
    assert [text[3:6].strip("</b") for text in telegram.texts()] == ["cũ", "mới"]


async def test_asking_for_the_health_page_reads_no_database(telegram: FakeTelegram) -> None:
    async with running(telegram) as service, listening(service, "127.0.0.1:0") as address:
        await until(lambda: telegram.polls > 1)
        gate = threading.Event()
        blocking = asyncio.create_task(service.writer.run(lambda _db: gate.wait()))
        timeout = aiohttp.ClientTimeout(total=5)
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(f"http://{address}/health") as response,
        ):
            report = await response.json()
        gate.set()
        await blocking
        assert (report["inbox"], report["outbox"]) == ({}, {})


async def test_the_health_page_tells_whether_polls_come_back(telegram: FakeTelegram) -> None:
    async with running(telegram) as service, listening(service, "127.0.0.1:0") as address:
        await until(lambda: telegram.polls > 1)
        async with aiohttp.ClientSession() as session, session.get(f"http://{address}/health") as response:
            report = await response.json()
        assert (response.status, report["alive"]) == (200, True)
        assert set(report) == {"alive", "storing", "seconds_since_last_poll", "sqlite", "inbox", "outbox"}
