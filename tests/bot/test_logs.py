import asyncio
import gc
import io
import json
import logging
from typing import Any

import pytest
import structlog

from bot.logs import set_up_logging
from tests.fakes import TOKEN


def logged() -> tuple[io.StringIO, list[dict[str, Any]]]:
    stream = io.StringIO()
    set_up_logging(stream)
    structlog.get_logger().warning("failed", url=f"https://api.telegram.org/bot{TOKEN}/getMe", number=5)
    try:
        raise ValueError("words of a person")
    except ValueError:
        logging.getLogger("telegram.ext").exception("Cannot handle %s", {"text": "words of a person"})
    logging.getLogger("telegram.ext").info("not of interest")
    return stream, [json.loads(line) for line in stream.getvalue().splitlines()]


async def leave_behind(what: str) -> None:
    """Let asyncio itself log a failure, of a task that nobody waits for or of a callback."""
    loop = asyncio.get_running_loop()

    async def fail() -> None:
        raise ValueError("words of a person")

    def fail_at_once(words: object) -> None:
        raise ValueError(words)

    if what == "task":
        task = asyncio.create_task(fail())
        await asyncio.wait([task])
        del task
        gc.collect()
    else:
        loop.call_soon(fail_at_once, "words of a person")
        await asyncio.sleep(0)


@pytest.mark.parametrize(
    ("what", "event", "place"),
    [
        ("task", "Task exception was never retrieved", "fail"),
        ("callback", "Exception in callback leave_behind.", "fail_at_once"),
    ],
)
async def test_what_asyncio_logs_has_no_words(what: str, event: str, place: str) -> None:
    stream = io.StringIO()
    set_up_logging(stream)
    await leave_behind(what)
    (line,) = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert "words" not in stream.getvalue()
    assert (line["event"], line["error"], line["logger"]) == (event, "ValueError", "asyncio")
    assert line["place"].endswith(place)


def test_the_log_holds_no_token_and_no_words() -> None:
    stream, lines = logged()
    assert TOKEN not in stream.getvalue()
    assert "words of a person" not in stream.getvalue()
    assert (lines[0]["event"], lines[0]["number"]) == ("failed", 5)
    assert lines[0]["url"] == "https://api.telegram.org/bot<token>/getMe"
    assert (lines[1]["event"], lines[1]["error"], lines[1]["level"]) == ("Cannot handle %s", "ValueError", "error")
    assert len(lines) == 2
