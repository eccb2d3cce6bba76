"""What the command line wants done. Only one process writes to the database: where a bot runs, the bot.

For a running bot an errand is a file beside its database. It takes it up within a moment, and deletes it when done.
"""

import json
import secrets
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import structlog
from sqlite_utils import Database

from bot.lock import AlreadyRunningError, sole_owner, true_path
from bot.passing import is_passing
from bot.turns import each
from bot.writer import Writer
from storage import invitations, itself, villages
from storage.database import open_database, reading, writing
from storage.roles import RoleName
from storage.troubles import in_words

LOOK_SECONDS = 0.3  # how often a bot looks for errands
_PATIENCE_SECONDS = 10.0


class ErrandError(Exception):
    """The errand could not be done; ``str(error)`` is one sentence that says why."""


@dataclass(frozen=True, slots=True)
class Errand:
    """An invitation to make."""

    token: str
    role: RoleName
    plan: str | None
    village: str | None  # a collaborator's, made when new; None stands for the whole locality

    def carry_out(self, db: Database, *, now: datetime) -> None:
        """Make the invitation; the same errand again changes nothing."""
        village_id = None
        if self.role == "collaborator" and self.plan is not None:
            village_id = villages.add(db, self.plan, self.village or "", now=now).id
        invitations.create(db, self.role, plan=self.plan, village_id=village_id, by=None, now=now, token=self.token)


def see_to(errand: Errand, database: Path, *, now: datetime, patience_seconds: float = _PATIENCE_SECONDS) -> str | None:
    """Do *errand*, or have the bot do it that works with *database*; it may take its time.

    Returns:
        The bot's username; None when it has never run.

    Raises:
        ErrandError: It could not be done.
    """
    try:
        try:
            with sole_owner(database), closing(open_database(database)) as db, writing(db):
                errand.carry_out(db, now=now)
        except AlreadyRunningError:
            _hand_over(errand, database, patience_seconds)
        with reading(database) as db:
            return itself.username(db)
    except (sqlite3.Error, OSError) as error:
        raise ErrandError(f"BOT_DATABASE cannot be used: {in_words(error)}.") from error


def _hand_over(errand: Errand, database: Path, patience_seconds: float) -> None:
    """Leave *errand* for the bot, and wait until it is done."""
    folder = _folder(database)
    folder.mkdir(mode=0o700, exist_ok=True)
    draft = folder / f"{secrets.token_hex(8)}.draft"
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(asdict(errand)), encoding="utf-8")
    paper = draft.rename(draft.with_suffix(".json"))
    until = time.monotonic() + patience_seconds
    while paper.exists():
        if time.monotonic() > until:
            paper.unlink(missing_ok=True)
            raise ErrandError(f"The bot that runs with {database} does not answer: see its log.")
        time.sleep(LOOK_SECONDS / 3)


async def take_all(database: Path, writer: Writer, now: Callable[[], datetime]) -> None:
    """Do the errands that wait; one that has to wait longer holds up no other, and its reason is raised at the end.

    Raises:
        OSError: A paper cannot be read or taken away.
        sqlite3.OperationalError: The database cannot be written just now.
    """
    await each([partial(_take, paper, writer, now) for paper in _papers(database)])


async def _take(paper: Path, writer: Writer, now: Callable[[], datetime]) -> None:
    """Do one errand; what is none, or is not to be done, is thrown away."""
    try:
        errand = Errand(**json.loads(_read(paper)))
        await writer.run(partial(errand.carry_out, now=now()))
    except Exception as error:
        if isinstance(error, OSError) or is_passing(error):
            raise
        structlog.get_logger().warning("errand_refused", error=type(error).__name__)
    _remove(paper)


def _papers(database: Path) -> list[Path]:
    folder = _folder(database)
    return sorted(folder.glob("*.json")) if folder.is_dir() else []


def _read(paper: Path) -> str:
    return paper.read_text(encoding="utf-8")


def _remove(paper: Path) -> None:
    paper.unlink(missing_ok=True)


def _folder(database: Path) -> Path:
    path = true_path(database)  # the same for a command and a bot that reach the database by different links
    return path.with_name(f"{path.name}-errands")
