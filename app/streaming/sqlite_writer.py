"""The one thread that writes: whatever waits goes into one transaction, and only then are the callers told.

An idle writer commits at once; a busy one begins a transaction every few milliseconds, so under load one commit
serves many callers and a quiet run does not wait. Each caller's part stands in a savepoint of its own: when it is
refused, the others' parts stay.
"""

import asyncio
import contextlib
import logging
import sqlite3
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from app.errors import OutOfSpace, StoreAway, Unavailable
from app.streaming.sqlite_checkpoints import LONGEST_PAGES, Checkpoints

logger = logging.getLogger(__name__)
T = TypeVar("T")
Work = Callable[[sqlite3.Connection], Any]
_Outcome = tuple["_Job", Any, BaseException | None]

GROUP_SECONDS = 0.005
MAX_GROUP = 1_000
SWITCH_SECONDS = 0.001
"""How long a busy event loop may keep the interpreter's lock from the writer, which asks for it several times a commit;
Python's own 5 ms add up to commits that come late."""
RETRY_AFTER_SECONDS = 5.0


class _Job:
    __slots__ = ("future", "loop", "work")

    def __init__(self, work: Work, loop: asyncio.AbstractEventLoop) -> None:
        self.work = work
        self.loop = loop
        self.future: asyncio.Future[Any] = loop.create_future()


class SqliteWriter:
    """Runs pieces of work on one connection, in the order in which they come.

    `on_rollback` is called in the thread when something that work may have remembered was undone.
    """

    def __init__(self, path: Path, busy_timeout_ms: int, on_rollback: Callable[[], None]) -> None:
        self._path = path
        self._on_rollback = on_rollback
        self._busy_timeout_ms = busy_timeout_ms
        self._waiting: deque[_Job] = deque()
        self._wake = threading.Condition()
        self._state = "new"
        self._thread: threading.Thread | None = None
        self._last_commit = 0.0
        self._checkpoints: Checkpoints | None = None

    def open(self, prepare: Callable[[sqlite3.Connection], None]) -> None:
        """Connect, prepare the file, start the thread. Blocks for the file's sake: call it in a thread."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = connect(self._path, self._busy_timeout_ms)
        try:
            with translated():
                prepare(connection)
        except BaseException:
            connection.close()
            raise
        self._state = "open"
        self._checkpoints = Checkpoints(connect(self._path, self._busy_timeout_ms))
        sys.setswitchinterval(min(sys.getswitchinterval(), SWITCH_SECONDS))
        self._thread = threading.Thread(target=self._run, args=(connection,), name="run log", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[sqlite3.Connection], T]) -> asyncio.Future[T]:
        """Do `work` inside a transaction; the future is set after the commit.

        Raises (through the future):
            Unavailable, OutOfSpace: the transaction could not be committed.
            Exception: whatever `work` raised; its part was undone.
        """
        job = _Job(work, asyncio.get_running_loop())
        with self._wake:
            if self._state != "open":
                job.future.set_exception(Unavailable("The server is shutting down. Please try again.", retry_after=5))
                return job.future
            self._waiting.append(job)
            self._wake.notify()
        return job.future

    def pause(self) -> float:
        """Seconds until the next transaction may begin."""
        return max(0.0, self._last_commit + GROUP_SECONDS - time.monotonic())

    def close(self, *, flush: bool = True) -> None:
        """Stop the thread, after what waits is written; with `flush=False` it is dropped, as a crash would."""
        with self._wake:
            self._state = "closing" if flush else "halted"
            self._wake.notify()
        if self._thread is not None:
            self._thread.join()
        if self._checkpoints is not None:
            self._checkpoints.close()

    def _run(self, connection: sqlite3.Connection) -> None:
        try:
            while group := self._next_group():
                self._deliver(self._write(connection, group))
                if self._checkpoints is not None:
                    self._checkpoints.committed(connection)
        finally:
            connection.close()

    def _next_group(self) -> list[_Job]:
        with self._wake:
            while not self._waiting and self._state == "open":
                self._wake.wait()
        remaining = self.pause()
        if remaining > 0 and self._state == "open":
            time.sleep(remaining)
        with self._wake:
            if self._state == "halted":
                self._waiting.clear()
            return [self._waiting.popleft() for _ in range(min(len(self._waiting), MAX_GROUP))]

    def _write(self, connection: sqlite3.Connection, group: list[_Job]) -> list[_Outcome]:
        try:
            with translated():
                connection.execute("BEGIN IMMEDIATE")
                outcomes = [self._do(connection, job) for job in group]
                connection.execute("COMMIT")
        except Exception as error:  # noqa: BLE001 - whatever it is belongs to those who wait
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            self._on_rollback()
            if isinstance(error, OutOfSpace) and len(group) > 1:
                # one part that is too big for the disk must not take the small ones with it
                outcomes = [outcome for job in group for outcome in self._write(connection, [job])]
            else:
                outcomes = [(job, None, error) for job in group]
        self._last_commit = time.monotonic()
        return outcomes

    def _do(self, connection: sqlite3.Connection, job: _Job) -> _Outcome:
        connection.execute("SAVEPOINT part")
        try:
            result = job.work(connection)
        except Exception as error:
            if not connection.in_transaction or is_no_room_or_lock(error):
                raise
            connection.execute("ROLLBACK TO part")
            connection.execute("RELEASE part")
            self._on_rollback()
            return job, None, error
        connection.execute("RELEASE part")
        return job, result, None

    @staticmethod
    def _deliver(outcomes: list[_Outcome]) -> None:
        by_loop: dict[asyncio.AbstractEventLoop, list[_Outcome]] = {}
        for outcome in outcomes:
            by_loop.setdefault(outcome[0].loop, []).append(outcome)
        for loop, mine in by_loop.items():
            # a loop that is closed has nobody left to tell
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(_settle, mine)


def _settle(outcomes: list[_Outcome]) -> None:
    for job, result, error in outcomes:
        if job.future.done():
            continue
        if error is None:
            job.future.set_result(result)
        else:
            job.future.set_exception(error)


def connect(path: Path, busy_timeout_ms: int, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection without implicit transactions, which any thread may close."""
    mode = "ro" if read_only else "rwc"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    connection.execute(f"PRAGMA busy_timeout={busy_timeout_ms}")
    if not read_only:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute(f"PRAGMA wal_autocheckpoint={LONGEST_PAGES}")
    return connection


def _primary_code(error: BaseException) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def is_no_room_or_lock(error: BaseException) -> bool:
    """Whether the whole transaction, not one part of it, is refused."""
    codes = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    return _primary_code(error) in codes


@contextlib.contextmanager
def translated() -> Any:
    """SQLite's words as the errors that callers know."""
    try:
        yield
    except sqlite3.Error as error:
        code = _primary_code(error)
        if code in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR}:
            raise OutOfSpace("The server's disk is full. Nothing was lost; free some space and try again.") from error
        if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise StoreAway(
                "The database is busy. Please try again in a few seconds.", retry_after=RETRY_AFTER_SECONDS
            ) from error
        raise
