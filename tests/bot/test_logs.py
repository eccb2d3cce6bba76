import io
import json
import logging
from typing import Any

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


def test_the_log_holds_no_token_and_no_words() -> None:
    stream, lines = logged()
    assert TOKEN not in stream.getvalue()
    assert "words of a person" not in stream.getvalue()
    assert (lines[0]["event"], lines[0]["number"]) == ("failed", 5)
    assert lines[0]["url"] == "https://api.telegram.org/bot<token>/getMe"
    assert (lines[1]["event"], lines[1]["error"], lines[1]["level"]) == ("Cannot handle %s", "ValueError", "error")
    assert len(lines) == 2
