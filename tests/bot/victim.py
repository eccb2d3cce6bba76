"""A bot in a process of its own, to be killed: ``python -m tests.bot.victim URL DATABASE``."""

import asyncio
import sys
from pathlib import Path

from bot.lock import sole_owner
from bot.service import run_until_signal
from tests.bot.running import service_for
from tests.fakes import FakeTelegram

if __name__ == "__main__":
    url, database = sys.argv[1:]
    with sole_owner(Path(database)):
        asyncio.run(run_until_signal(service_for(FakeTelegram(url=url), Path(database))))
