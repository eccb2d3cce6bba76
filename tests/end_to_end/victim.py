"""The demonstration's bot in a process of its own, to be killed: ``python -m tests.end_to_end.victim URL DATABASE``.

Its clock is that of the playground, which the test moves.
"""

import asyncio
import json
import sys
import threading
import time
import urllib.request
from datetime import datetime
from pathlib import Path

from pydantic import SecretStr

from bot.clock import MovableClock
from bot.demo_people import settle
from bot.lock import sole_owner
from bot.pace import LOCAL, Pace
from bot.playground.server import TOKEN
from bot.service import Service, run_until_signal
from knowledge.library import Library

_LOOK_SECONDS = 0.1


def follow(url: str, clock: MovableClock) -> None:
    """Set *clock* by the playground's."""
    with urllib.request.urlopen(f"{url}/playground/clock") as answer:
        clock.set(datetime.fromisoformat(json.load(answer)["now"]))


def follow_for_ever(url: str, clock: MovableClock) -> None:
    """Keep to the playground's clock as long as it is there."""
    while True:
        time.sleep(_LOOK_SECONDS)
        try:
            follow(url, clock)
        except OSError:
            return


if __name__ == "__main__":
    url, database = sys.argv[1:]
    clock = MovableClock()
    follow(url, clock)
    threading.Thread(target=follow_for_ever, args=(url, clock), daemon=True).start()
    service = Service(
        token=SecretStr(TOKEN),
        api_url=url,
        database=Path(database),
        library=Library.load(),
        clock=clock,
        pace=Pace(LOCAL),
        prepare=settle,
    )
    with sole_owner(Path(database)):
        asyncio.run(run_until_signal(service))
