import io
import json
from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr
from telegram import Bot, InputFile
from telegram.error import NetworkError, TimedOut

from bot.transport import AiohttpRequest, BotApi, NotDeliveredError, Transport, UnknownOutcomeError
from tests.fakes import TOKEN, FakeTelegram, Fault, serving


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with serving(FakeTelegram()) as telegram:
        yield telegram


@pytest.fixture
async def transport() -> AsyncIterator[Transport]:
    transport = Transport()
    yield transport
    await transport.close()


def bot_of(transport: Transport, url: str) -> Bot:
    request = AiohttpRequest(transport)
    return Bot(TOKEN, base_url=f"{url}/bot", request=request, get_updates_request=request)


async def test_the_library_of_the_bot_talks_over_it(telegram: FakeTelegram, transport: Transport) -> None:
    async with bot_of(transport, telegram.url) as bot:
        assert bot.username == "so_tay_bot"
        sent = await bot.send_document(
            7, InputFile(io.BytesIO("Khu phố 3".encode()), "số liệu.txt"), caption="tháng 10"
        )
    assert sent
    ((_, parameters),) = [call for call in telegram.calls if call[0] == "sendDocument"]
    assert parameters["caption"] == "tháng 10"
    assert ("số liệu.txt", "Khu phố 3".encode()) in parameters.values()


async def test_what_surely_did_not_arrive_is_told_from_what_may_have(
    telegram: FakeTelegram, transport: Transport
) -> None:
    telegram.faults.append(Fault("sendMessage", hang=True))
    with pytest.raises(UnknownOutcomeError) as unknown:
        await BotApi(transport, telegram.url, SecretStr(TOKEN)).call("sendMessage", {"text": "x"})
    with pytest.raises(NotDeliveredError) as not_delivered:
        await BotApi(transport, "http://127.0.0.1:9", SecretStr(TOKEN)).call("sendMessage", {"text": "x"})
    for error in (unknown, not_delivered):
        assert TOKEN not in str(error.getrepr(chain=True, style="short"))


async def test_the_library_gets_errors_of_its_own_kind(telegram: FakeTelegram, transport: Transport) -> None:
    telegram.faults.append(Fault("getMe", hang=True))
    with pytest.raises(TimedOut):
        await bot_of(transport, telegram.url).get_me()
    with pytest.raises(NetworkError):
        await bot_of(transport, "http://127.0.0.1:9").get_me()


@pytest.mark.parametrize(
    ("fault", "status", "description", "retry_after"),
    [
        (Fault("x", 502, "<html>Bad Gateway</html>"), 502, "HTTP 502", None),
        (Fault("x", 429, {"ok": False, "description": "Slow", "parameters": {"retry_after": 7}}), 429, "Slow", 7),
        (
            Fault("x", 400, {"ok": False, "description": "Bad Request: x", "parameters": None}),
            400,
            "Bad Request: x",
            None,
        ),
        (
            Fault("x", 429, {"ok": False, "description": "Slow", "parameters": {"retry_after": "soon"}}),
            429,
            "Slow",
            None,
        ),
        (Fault("x", 429, {"ok": False, "description": "Slow", "parameters": [7]}), 429, "Slow", None),
    ],
)
async def test_bad_answers_are_read(
    telegram: FakeTelegram, transport: Transport, fault: Fault, status: int, description: str, retry_after: int | None
) -> None:
    telegram.faults.append(fault)
    response = await BotApi(transport, telegram.url, SecretStr(TOKEN)).call("x", json.dumps({}))
    assert (response.ok, response.status, response.description) == (False, status, description)
    assert response.retry_after == retry_after
