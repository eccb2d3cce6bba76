"""What the command line wants done. Only one process writes to the database: where a bot runs, the bot.

For a running bot an errand is a file beside its database. It takes it up within a moment, and deletes it when done.
"""

import asyncio
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

from bot.lock import AlreadyRunningError, sole_owner
from bot.writer import Writer
from storage import invitations, itself, villages
from storage.database import open_database, reading, writing
from storage.roles import NotAllowedError, RoleName

_LOOK_SECONDS = 0.3
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


def see_to(errand: Errand, database: Path, *, now: datetime) -> str | None:
    """Do *errand*, or have the bot do it that works with *database*.

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
            _hand_over(errand, database)
        with reading(database) as db:
            return itself.username(db)
    except (sqlite3.Error, OSError) as error:
        raise ErrandError(f"BOT_DATABASE cannot be used: {error}.") from error


def _hand_over(errand: Errand, database: Path) -> None:
    """Leave *errand* for the bot, and wait until it is done."""
    folder = _folder(database)
    folder.mkdir(mode=0o700, exist_ok=True)
    draft = folder / f"{secrets.token_hex(8)}.draft"
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(asdict(errand)), encoding="utf-8")
    paper = draft.rename(draft.with_suffix(".json"))
    until = time.monotonic() + _PATIENCE_SECONDS
    while paper.exists():
        if time.monotonic() > until:
            paper.unlink(missing_ok=True)
            raise ErrandError(f"The bot that runs with {database} does not answer: see its log.")
        time.sleep(_LOOK_SECONDS / 3)


async def take_for_ever(database: Path, writer: Writer, now: Callable[[], datetime]) -> None:
    """Do the errands that come, until cancelled."""
    while True:
        for paper in _papers(database):
            await _take(paper, writer, now)
        await asyncio.sleep(_LOOK_SECONDS)


async def _take(paper: Path, writer: Writer, now: Callable[[], datetime]) -> None:
    """Do one errand; what is none is thrown away."""
    try:
        errand = Errand(**json.loads(_read(paper)))
        await writer.run(partial(errand.carry_out, now=now()))
    except (ValueError, TypeError, NotAllowedError) as error:
        structlog.get_logger().warning("errand_refused", error=type(error).__name__)
    except (OSError, sqlite3.Error) as error:
        structlog.get_logger().warning("errand_delayed", error=type(error).__name__)
        return
    _remove(paper)


def _papers(database: Path) -> list[Path]:
    folder = _folder(database)
    return sorted(folder.glob("*.json")) if folder.is_dir() else []


def _read(paper: Path) -> str:
    return paper.read_text(encoding="utf-8")


def _remove(paper: Path) -> None:
    paper.unlink(missing_ok=True)


def _folder(database: Path) -> Path:
    return database.with_name(f"{database.name}-errands")
