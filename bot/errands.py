"""What the command line wants done. Only one process writes to the database: where a bot runs, the bot.

For a running bot an errand is a file beside its database. It takes it up within a moment, and deletes it when done; one
that it refuses gets another name, by which the command line knows. What nobody waits for any more is thrown away.
"""

import json
import secrets
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
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
from storage.roles import NotAllowedError, RoleName
from storage.troubles import in_words

LOOK_SECONDS = 0.3  # how often a bot looks for errands
_PATIENCE_SECONDS = 10.0
_KEPT_SECONDS = 600.0  # far longer than anybody waits
_DRAFT, _WAITING, _REFUSED = ".draft", ".json", ".refused"  # how the names of papers end


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
        ErrandError: It could not be done, or was refused.
    """
    try:
        try:
            with sole_owner(database), closing(open_database(database)) as db, writing(db):
                errand.carry_out(db, now=now)
        except AlreadyRunningError:
            _hand_over(errand, database, patience_seconds)
        with reading(database) as db:
            return itself.username(db)
    except NotAllowedError as error:
        raise ErrandError(f"This invitation is not to be made: {error}.") from error
    except (sqlite3.Error, OSError) as error:
        raise ErrandError(f"BOT_DATABASE cannot be used: {in_words(error)}.") from error


def _hand_over(errand: Errand, database: Path, patience_seconds: float) -> None:
    """Leave *errand* for the bot, and wait until it is done.

    Raises:
        ErrandError: The bot refuses it, or does not answer.
    """
    folder = _folder(database)
    folder.mkdir(mode=0o700, exist_ok=True)
    draft = folder / f"{secrets.token_hex(8)}{_DRAFT}"
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(asdict(errand)), encoding="utf-8")
    paper = draft.rename(draft.with_suffix(_WAITING))
    until = time.monotonic() + patience_seconds
    while paper.exists():
        if time.monotonic() > until:
            paper.unlink(missing_ok=True)
            raise ErrandError(f"The bot that runs with {database} does not answer: see its log.")
        time.sleep(LOOK_SECONDS / 3)
    refused = paper.with_suffix(_REFUSED)
    if refused.exists():
        refused.unlink(missing_ok=True)
        raise ErrandError(f"The bot that runs with {database} has refused this: see its log.")


async def take_all(database: Path, writer: Writer, now: Callable[[], datetime]) -> None:
    """Do the errands that wait; one that has to wait longer holds up no other, and its reason is raised at the end.

    Raises:
        OSError: A paper cannot be read or taken away.
        sqlite3.OperationalError: The database cannot be written just now.
    """
    takes = [partial(_take, paper, writer, now) for paper in _papers(database, _WAITING)]
    await each([*takes, partial(_throw_away_the_old, database)])


async def _take(paper: Path, writer: Writer, now: Callable[[], datetime]) -> None:
    """Do one errand; what is none, or is not to be done, is kept as refused for whoever waits."""
    refused = False
    try:
        errand = _errand_on(paper)
        await writer.run(partial(errand.carry_out, now=now()))
    except Exception as error:
        if isinstance(error, OSError) or is_passing(error):
            raise
        structlog.get_logger().warning("errand_refused", error=type(error).__name__)
        refused = True
    _settle(paper, refused=refused)


def _errand_on(paper: Path) -> Errand:
    return Errand(**json.loads(paper.read_text(encoding="utf-8")))


def _settle(paper: Path, *, refused: bool) -> None:
    """Take a paper from among those that wait, where whoever left it has not done so already."""
    with suppress(FileNotFoundError):
        if refused:
            paper.replace(paper.with_suffix(_REFUSED))
        else:
            paper.unlink()


async def _throw_away_the_old(database: Path) -> None:
    """Throw away drafts and refused errands of commands that ended before they could do so themselves."""
    for paper in _papers(database, _DRAFT, _REFUSED):
        with suppress(FileNotFoundError):
            if time.time() - paper.stat().st_mtime > _KEPT_SECONDS:
                paper.unlink()


def _papers(database: Path, *endings: str) -> list[Path]:
    """The papers whose names end so, in the order of their names."""
    folder = _folder(database)
    return sorted(paper for paper in folder.iterdir() if paper.suffix in endings) if folder.is_dir() else []


def _folder(database: Path) -> Path:
    path = true_path(database)  # the same for a command and a bot that reach the database by different links
    return path.with_name(f"{path.name}-errands")
