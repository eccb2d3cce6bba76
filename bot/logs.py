"""The log: a JSON object a line, without the token and without anybody's words."""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

# asyncio puts the arguments of a callback into its messages, and behind the first line whole tasks with their results.
_ASYNCIO_WORDLESS = re.compile(r"[^(<\n]*")
_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}")  # also right behind the "bot" of an address


def set_up_logging(stream: TextIO | None = None) -> None:
    """Write the log to *stream*, standard error unless told otherwise; libraries only from warnings on."""
    target = stream or sys.stderr
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            redact,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.WriteLoggerFactory(file=target),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(handlers=[_WordlessHandler()], level=logging.WARNING, force=True)


def redact(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replace whatever looks like a bot token, wherever it stands."""
    return {key: _TOKEN.sub("<token>", value) if isinstance(value, str) else value for key, value in event.items()}


class _WordlessHandler(logging.Handler):
    """Hands on what libraries log, without the values that they put into it.

    python-telegram-bot logs whole updates and server responses as arguments of its messages; the message without
    them, with the type and place of the exception, says enough.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Log one record of the standard library's logging."""
        error = record.exc_info[1] if record.exc_info else None
        facts = {"error": type(error).__name__, "place": _place(error)} if error else {}
        structlog.get_logger().log(record.levelno, _template(record), logger=record.name, **facts)


def _template(record: logging.LogRecord) -> str:
    """The message without the values that belong into it; asyncio's have theirs already."""
    message = str(record.msg)
    if record.name != "asyncio":
        return message
    found = _ASYNCIO_WORDLESS.match(message)
    return found[0].strip() if found else ""


def _place(error: BaseException) -> str:
    """File, line and function where *error* was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno} {frames[-1].name}" if frames else "unknown"
