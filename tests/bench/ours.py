"""The bot as ``sotay run`` starts it, without Telegram's limits: ``python -m tests.bench.ours URL DATABASE``."""

import asyncio
import sys
from pathlib import Path

from pydantic import SecretStr

from bot.clock import SystemClock
from bot.heap import keep_what_is_loaded
from bot.lock import sole_owner
from bot.logs import set_up_logging
from bot.pace import Pace
from bot.playground.server import TOKEN
from bot.service import Service, run_until_signal
from knowledge.library import Library

if __name__ == "__main__":
    url, database = sys.argv[1], Path(sys.argv[2])
    library = Library.load()
    keep_what_is_loaded()
    set_up_logging()
    service = Service(
        token=SecretStr(TOKEN),
        api_url=url,
        database=database,
        library=library,
        clock=SystemClock(),
        pace=Pace(None),
        prepare=lambda _db, _now: None,
    )
    with sole_owner(database):
        asyncio.run(run_until_signal(service))
