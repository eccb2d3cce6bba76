"""The steps of a start, each taken until it goes well: network and disk may be usable later than the machine."""

import asyncio
import contextlib

import structlog
from telegram.error import InvalidToken, TelegramError

from bot.backoff import Backoff
from bot.passing import is_passing
from bot.turns import Work
from storage.troubles import in_words, is_out_of_room


async def taken(step: Work, stop: asyncio.Event) -> bool:
    """Take *step* again and again until it goes well.

    Returns:
        False when *stop* was set meanwhile.

    Raises:
        Whatever it raises that does not pass by itself.
    """
    backoff = Backoff()
    while not stop.is_set():
        try:
            await step()
        except Exception as error:
            if not _will_pass(error):
                raise
            pause = backoff.next_pause()
            structlog.get_logger().warning("start_delayed", **_described(error), pause=round(pause, 2))
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await stop.wait()
        else:
            return True
    return False


def _will_pass(error: Exception) -> bool:
    if isinstance(error, TelegramError):
        return not isinstance(error, InvalidToken)
    return is_passing(error) or is_out_of_room(error)


def _described(error: Exception) -> dict[str, str]:
    """What the log says of it; what Telegram's errors say may name the address, and with it the token."""
    kind = {"error": type(error).__name__}
    return kind if isinstance(error, TelegramError) else kind | {"why": in_words(error)}
