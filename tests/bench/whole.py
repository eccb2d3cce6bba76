"""The whole bot over loopback on its durable path, beside a bare echo bot on the same local server."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from bot.playground.server import TOKEN
from tests.bench.measuring import processor_seconds, resident_mebibytes
from tests.bench.questions import read_questions
from tests.bench.station import Station, bot_process, station
from tests.bench.tables import Table, against

UPDATES, WARM_UP = 2000, 200
HELP_RATIO, QUESTIONS_RATIO = 1.5, 0.8
MEMORY_MIB, START_SECONDS = 130.0, 2.0


@dataclass(frozen=True, slots=True)
class Run:
    """Updates a second, the bot's processor time for each in ms, and the most MiB that it held."""

    rate: float
    milliseconds: float
    mebibytes: float


def measure(rounds: int, updates: int = UPDATES) -> list[Table]:
    """Run all in turn, *rounds* times; medians count, and the ratios of the rounds."""
    return asyncio.run(_measure(rounds, updates))


async def _measure(rounds: int, updates: int) -> list[Table]:
    loads = {"/help": ["/help"] * updates, "real questions": real_questions(updates)}
    runs: dict[tuple[str, str], list[Run]] = {}
    for _ in range(rounds):
        for load, texts in loads.items():
            for bot in ("echo", "ours"):
                runs.setdefault((bot, load), []).append(await run_bot(bot, texts))
    await start_to_first_answer()  # compiles what has changed, as an installation does
    starts = [await start_to_first_answer() for _ in range(rounds)]
    return [_throughput(runs), _size(runs, starts)]


def real_questions(count: int) -> list[str]:
    """Return *count* questions of the question files, over and over; no two copies of one side by side."""
    return list(islice(cycle([question.text for question in read_questions()]), count))


async def run_bot(bot: str, texts: Sequence[str]) -> Run:
    """Start a bot, let it warm up, then time it over *texts*, which all wait for it at the beginning."""
    with tempfile.TemporaryDirectory(prefix="sotay-bench-") as folder:
        async with station() as place, bot_process(*_arguments(bot, place, Path(folder))) as process:
            warm = list(islice(cycle(texts), min(WARM_UP, len(texts))))
            place.speak(warm)
            await place.until_answered(len(warm))
            begin, used = time.perf_counter(), processor_seconds(process.pid)
            place.speak(texts)
            await place.until_answered(len(warm) + len(texts))
            seconds = time.perf_counter() - begin
            used = processor_seconds(process.pid) - used
            return Run(len(texts) / seconds, used / len(texts) * 1000, resident_mebibytes(process.pid, peak=True))


def _arguments(bot: str, place: Station, folder: Path) -> tuple[str, ...]:
    if bot == "echo":
        return ("tests.bench.echo", place.url)
    return ("tests.bench.ours", place.url, str(folder / "bench.sqlite3"))


async def start_to_first_answer() -> tuple[float, float]:
    """Start ``sotay run`` in a fresh process, with a question waiting for it.

    Returns:
        The seconds until its answer has arrived, and the processor time that the process used for it.
    """
    with tempfile.TemporaryDirectory(prefix="sotay-bench-") as folder:
        async with station() as place:
            place.speak(["tan khai tiem chung 2025 bn"])
            settings = {
                "BOT_TOKEN": TOKEN,
                "BOT_API_URL": place.url,
                "BOT_DATABASE": str(Path(folder) / "bench.sqlite3"),
                "PYTHONDONTWRITEBYTECODE": "",  # else every start compiles anew
            }
            begin = time.perf_counter()
            async with bot_process("bot", "run", environment=settings) as process:
                await place.until_answered(1)
                return time.perf_counter() - begin, processor_seconds(process.pid)


def _throughput(runs: dict[tuple[str, str], list[Run]]) -> Table:
    head = ("load", "bot", "updates/s", "processor ms an update", "ratio, each round", "limit")
    table = Table("whole", "Whole bot over loopback", head)
    for load, limit in (("/help", HELP_RATIO), ("real questions", QUESTIONS_RATIO)):
        echo, ours = runs["echo", load], runs["ours", load]
        ratios = [mine.rate / other.rate for mine, other in zip(ours, echo, strict=True)]
        middle = median(ratios)
        shown = f"{middle:.2f} ({min(ratios):.2f}–{max(ratios):.2f})"
        table.rows.append((load, "echo", *_rates(echo), "", ""))
        table.rows.append((load, "Sổ tay", *_rates(ours), shown, against(middle, limit, "×", at_least=True)))
    return table


def _rates(runs: Sequence[Run]) -> tuple[str, str]:
    return f"{median(run.rate for run in runs):.0f}", f"{median(run.milliseconds for run in runs):.2f}"


def _size(runs: dict[tuple[str, str], list[Run]], starts: Sequence[tuple[float, float]]) -> Table:
    table = Table("size", "Memory and start of the bot", ("", "measured", "limit"))
    most = max(run.mebibytes for (bot, _), found in runs.items() if bot == "ours" for run in found)
    seconds = median(waited for waited, _ in starts)
    least_echo = median(run.mebibytes for run in runs["echo", "/help"])
    table.rows = [
        ("memory at its highest, after all these updates", f"{most:.0f} MiB", against(most, MEMORY_MIB, "MiB")),
        ("the same of the echo bot", f"{least_echo:.0f} MiB", ""),
        ("`sotay run` to the first answer", f"{seconds:.2f} s", against(seconds, START_SECONDS, "s")),
        ("processor time of that", f"{median(used for _, used in starts):.2f} s", ""),
    ]
    return table
