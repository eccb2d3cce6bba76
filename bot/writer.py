"""The one thread that owns the database.

Jobs wait in a queue; the thread takes as many as are there (up to a limit), runs each in a savepoint of one
transaction and commits once for all. A commit waits for the disk, so sharing it is what makes durability cheap.
"""

import asyncio
import contextlib
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from sqlite_utils import Database

from bot.passing import is_passing
from storage.database import close_database, empty_log, open_database, writing

T = TypeVar("T")
Job = Callable[[Database], T]

# Completing the futures of one commit must stay short, or the event loop stutters.
_MOST_JOBS = 200
# So soon after the last job the log is emptied. Shorter than the sender's idle round, or it would never come to that.
_QUIET_SECONDS = 0.25


class Writer:
    """Runs functions over the database, in the order they come."""

    def __init__(self, path: Path | None) -> None:
        """Prepare to own the file at *path*; None for a database in memory. Nothing is opened before ``start``."""
        self._path = path
        self._queue: SimpleQueue[_Waiting | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._opened: asyncio.Future[None] | None = None
        self._closed = False
        self._emptied_at = -1  # how many rows had been changed when the log was last emptied
        self.is_storing = False
        """Whether the database is open and has taken what was last written."""

    async def start(self) -> None:
        """Open the database; raises what went wrong with it, and can be called again then."""
        self._loop = asyncio.get_running_loop()
        self._opened = self._loop.create_future()
        self._thread = threading.Thread(target=self._own_database, name="writer", daemon=True)
        self._thread.start()
        await self._opened

    async def run(self, job: Job[T]) -> T:
        """Run *job* inside a transaction; returns once it is on the disk.

        Raises:
            Whatever *job* raises: then nothing of it was kept, and the other jobs of its transaction were.
        """
        if self._closed:
            raise RuntimeError("the writer is closed")
        future: asyncio.Future[T] = self._loop.create_future()
        self._queue.put(_Waiting(job, future))
        return await future

    async def close(self) -> None:
        """Finish the jobs that wait, and close the database."""
        if not self._closed and self._thread is not None and self._thread.is_alive():
            self._closed = True
            self._queue.put(None)
            await asyncio.to_thread(self._thread.join)

    def _own_database(self) -> None:
        """The thread: open, work until told to stop, close."""
        try:
            db = open_database(self._path)
        except BaseException as error:
            self._tell([(self._opened, None, error)])
            return
        self.is_storing = True
        self._tell([(self._opened, None, None)])
        while batch := self._next_batch(db):
            changed = db.conn.total_changes
            outcomes = _run_together(db, batch)
            self._note(outcomes, has_written=db.conn.total_changes != changed)
            self._tell(outcomes)
        close_database(db)

    def _note(self, outcomes: "list[_Outcome]", *, has_written: bool) -> None:
        """Note whether the database takes what is written; jobs that only read say nothing about it."""
        if any(is_passing(error) for _, _, error in outcomes):
            self.is_storing = False
        elif has_written:
            self.is_storing = True

    def _tell(self, outcomes: "list[_Outcome]") -> None:
        """Hand outcomes to the event loop."""
        self._loop.call_soon_threadsafe(_settle, outcomes)

    def _next_batch(self, db: Database) -> "list[_Waiting]":
        """Wait for a job, then take those behind it too; empty when told to stop."""
        batch: list[_Waiting] = []
        try:
            waiting = self._next_job(db)
            while waiting is not None:
                batch.append(waiting)
                if len(batch) == _MOST_JOBS:
                    return batch
                waiting = self._queue.get_nowait()
            if batch:
                self._queue.put(None)  # the word to stop came behind jobs: heed it next time
        except Empty:
            pass
        return batch

    def _next_job(self, db: Database) -> "_Waiting | None":
        """Wait for a job; when none comes for a moment, let nothing that was erased stay behind in the log."""
        if db.conn.total_changes != self._emptied_at:
            try:
                return self._queue.get(timeout=_QUIET_SECONDS)
            except Empty:
                with contextlib.suppress(sqlite3.Error):  # a full disk, say: the next job will tell of it
                    if empty_log(db):
                        self._emptied_at = db.conn.total_changes
        return self._queue.get()


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A job, and who waits for it."""

    job: Job[Any]
    future: "asyncio.Future[Any]"


_Outcome = tuple["asyncio.Future[Any] | None", Any, BaseException | None]


def _run_together(db: Database, batch: list[_Waiting]) -> list[_Outcome]:
    """Run a batch in one transaction; when the commit itself fails, every job has failed."""
    outcomes: list[_Outcome] = []
    try:
        with writing(db):
            outcomes.extend(_run_one(db, waiting) for waiting in batch)
    except Exception as error:
        return [(waiting.future, None, error) for waiting in batch]
    return outcomes


def _run_one(db: Database, waiting: _Waiting) -> _Outcome:
    """Run one job in a savepoint."""
    try:
        with writing(db):
            result = waiting.job(db)
    except Exception as error:
        if not db.conn.in_transaction:
            raise  # SQLite gave the whole transaction up, as it does when the disk is full
        return waiting.future, None, error
    return waiting.future, result, None


def _settle(outcomes: list[_Outcome]) -> None:
    """In the event loop: tell everyone who waits."""
    for future, result, error in outcomes:
        if future is None or future.done():
            continue
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(_raisable(error))


def _raisable(error: BaseException) -> BaseException:
    """What a future can hold: of all exceptions not ``StopIteration``, with which coroutines say that they end."""
    if not isinstance(error, StopIteration):
        return error
    wrapped = RuntimeError("a job ended by StopIteration")
    wrapped.__cause__ = error
    return wrapped
