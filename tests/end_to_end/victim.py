"""The demonstration's bot in a process of its own, to be killed: ``python -m tests.end_to_end.victim URL DATABASE``."""

import asyncio
import sys
from pathlib import Path

from pydantic import SecretStr

from bot.clock import SystemClock
from bot.demo_people import settle
from bot.lock import sole_owner
from bot.pace import LOCAL, Pace
from bot.playground.server import TOKEN
from bot.service import Service, run_until_signal
from knowledge.library import Library

if __name__ == "__main__":
    url, database = sys.argv[1:]
    service = Service(
        token=SecretStr(TOKEN),
        api_url=url,
        database=Path(database),
        library=Library.load(),
        clock=SystemClock(),
        pace=Pace(LOCAL),
        prepare=settle,
    )
    with sole_owner(Path(database)):
        asyncio.run(run_until_signal(service))
