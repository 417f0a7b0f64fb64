"""The embedded store: SQLite in WAL mode. One thread writes (`sqlite_writer.py`), a few others read."""

import asyncio
import contextlib
import itertools
import sqlite3
import threading
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from app.errors import Conflict
from app.streaming.encoding import clean_text
from app.streaming.events import Ending, Event, LogEntry, Run, RunState
from app.streaming.schema import SCHEMA
from app.streaming.sqlite_log import SELECT_EVENTS, SELECT_LABELS, SqliteLog
from app.streaming.sqlite_writer import SqliteWriter, connect, is_no_room_or_lock, translated
from app.streaming.statements import Statement
from app.streaming.store import NO_EPOCHS, StatementError

_RUN_FIELDS = (
    "id, kind, owner, state, input, result, error, last_seq, created_at, started_at, ended_at, attempts,"
    " abandon_after, idempotency_key, traceparent"
)
_SELECT_RUN = """
    SELECT id, kind, owner, state, input, result, error,
           CASE WHEN ended_at IS NULL
                THEN max(coalesce((SELECT max(seq) FROM run_events WHERE run_id = runs.id), 0),
                         coalesce((SELECT max(seq) FROM run_journal WHERE run_id = runs.id), 0))
                ELSE last_seq END,
           created_at, started_at, ended_at, attempts, abandon_after, idempotency_key, traceparent
    FROM runs
"""
_INSERT_RUN = f"INSERT INTO runs ({_RUN_FIELDS}) VALUES ({', '.join('?' * 15)})"  # noqa: S608 - constant text
_BUSY_TIMEOUT_MS = 5_000
_READERS = 3


class SqliteStore:
    """Runs in one file. `busy_timeout_ms`: how long a write waits for another process's lock."""

    def __init__(self, path: Path, *, busy_timeout_ms: int = _BUSY_TIMEOUT_MS) -> None:
        self._path = path
        self._busy_timeout_ms = busy_timeout_ms
        self._log = SqliteLog()
        self._writer = SqliteWriter(path, busy_timeout_ms, on_rollback=self._log.forget)
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="run reader")
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []

    async def open(self) -> None:
        """Open the file, creating it and its tables when they are absent."""
        await asyncio.to_thread(self._writer.open, self._prepare)

    async def close(self) -> None:
        """Commit what waits and close all connections."""
        await asyncio.to_thread(self._close)

    async def create_run(self, run: Run, statements: Sequence[Statement]) -> Run:
        """Write a run and its slice's rows, or give back the run that has its key."""
        return await self._writer.submit(lambda connection: _create(connection, run, statements))

    async def begin(self, run_id: str, started_at: float, attempts: int, epoch: int = 0) -> bool:
        """Compare and set to running."""

        def work(connection: sqlite3.Connection) -> bool:
            changed = connection.execute(
                "UPDATE runs SET state = 'running', started_at = coalesce(started_at, ?), attempts = ?"
                " WHERE id = ? AND state IN ('queued', 'running')",
                (started_at, attempts, run_id),
            )
            return changed.rowcount == 1

        return await self._writer.submit(work)

    async def give_back(self, run_id: str, attempts: int, epoch: int = 0) -> None:
        """Keep how often it was tried."""
        await self._writer.submit(
            lambda connection: (
                connection.execute("UPDATE runs SET attempts = ? WHERE id = ?", (attempts, run_id)).rowcount
            )
        )

    async def append(self, entries: Sequence[LogEntry], epochs: Mapping[str, int] = NO_EPOCHS) -> Collection[str]:
        """Write events to the journal or the log."""
        await self._writer.submit(lambda connection: self._log.append(connection, entries))
        return ()

    def pause(self) -> float:
        """Until the writer begins the next group."""
        return self._writer.pause()

    async def record_step(self, run_id: str, name: str, value: bytes, epoch: int = 0) -> None:
        """Insert or replace a step's result."""
        await self._writer.submit(
            lambda connection: (
                connection.execute(
                    "INSERT OR REPLACE INTO run_steps (run_id, name, value) VALUES (?, ?, ?)", (run_id, name, value)
                ).rowcount
            )
        )

    async def finish(self, run_id: str, seq: int, ended_at: float, ending: Ending, epoch: int = 0) -> bool:
        """Compare and set to an ended state, with everything that belongs to it."""

        def work(connection: sqlite3.Connection) -> bool:
            if not _set_ended(connection, run_id, seq, ended_at, ending):
                return False
            self._log.close_run(connection, Event(run_id, seq, ending.state.value, ending.data))
            _execute(connection, ending.statements)
            return True

        return await self._writer.submit(work)

    async def steps(self, run_id: str) -> dict[str, bytes]:
        """Remembered results by name."""
        rows = await self._read("SELECT name, value FROM run_steps WHERE run_id = ?", (run_id,))
        return dict(rows)

    async def labels(self, run_id: str) -> set[str]:
        """Labels written so far."""
        rows = await self._read(SELECT_LABELS, {"run_id": run_id})
        return {label for (label,) in rows}

    async def get(self, run_id: str) -> Run | None:
        """The committed run."""
        return _first(await self._read(_SELECT_RUN + "WHERE id = ?", (run_id,)))

    async def find_by_key(self, owner: str, kind: str, key: str) -> Run | None:
        """The run with this idempotency key."""
        where = "WHERE owner = ? AND kind = ? AND idempotency_key = ?"
        return _first(await self._read(_SELECT_RUN + where, (owner, kind, key)))

    async def list_runs(
        self, owner: str, kinds: Sequence[str], limit: int, after: tuple[float, str] | None = None
    ) -> list[Run]:
        """The owner's runs, newest first."""
        marks = ", ".join("?" * len(kinds))
        behind = "" if after is None else " AND (created_at < ? OR (created_at = ? AND id > ?))"
        place = () if after is None else (after[0], *after)
        where = f"WHERE owner = ? AND kind IN ({marks}){behind} ORDER BY created_at DESC, id LIMIT ?"
        return [_run(row) for row in await self._read(_SELECT_RUN + where, (owner, *kinds, *place, limit))]

    async def events(self, run_id: str, after: int, limit: int, most_bytes: int | None = None) -> list[Event]:
        """A slice of the log."""
        wanted = {"run_id": run_id, "after": after, "limit": limit}
        return list(itertools.starmap(Event, await self._read(SELECT_EVENTS, wanted, most_bytes)))

    async def orphans(self) -> list[Run]:
        """Runs that have not ended."""
        rows = await self._read(_SELECT_RUN + "WHERE state IN ('queued', 'running') ORDER BY created_at, id", ())
        return [_run(row) for row in rows]

    async def inherit(self) -> list[Run]:
        """Runs that have not ended, which nobody else can have."""
        return await self.orphans()

    @staticmethod
    def _prepare(connection: sqlite3.Connection) -> None:
        for statement in SCHEMA:
            connection.execute(statement)
        SqliteLog.move_all(connection)

    async def _read(
        self, sql: str, parameters: tuple[Any, ...] | dict[str, Any], most_bytes: int | None = None
    ) -> list[tuple[Any, ...]]:
        def work() -> list[tuple[Any, ...]]:
            with translated():
                rows = self._connection().execute(sql, parameters)
                return rows.fetchall() if most_bytes is None else _first_rows(rows, most_bytes)

        return await asyncio.get_running_loop().run_in_executor(self._readers, work)

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = connect(self._path, self._busy_timeout_ms, read_only=True)
            self._local.connection = connection
            self._connections.append(connection)
        return connection

    def _close(self, *, flush: bool = True) -> None:
        self._writer.close(flush=flush)
        self._readers.shutdown()
        while self._connections:
            self._connections.pop().close()


def _first_rows(rows: sqlite3.Cursor, most_bytes: int) -> list[tuple[Any, ...]]:
    """Up to the row whose data, the last column, is the first beyond; the statement is not left half read."""
    found: list[tuple[Any, ...]] = []
    with contextlib.closing(rows):
        for row in rows:
            found.append(row)
            most_bytes -= len(row[-1])
            if most_bytes < 0:
                break
    return found


def _create(connection: sqlite3.Connection, run: Run, statements: Sequence[Statement]) -> Run:
    if run.key is not None:
        where = "WHERE owner = ? AND kind = ? AND idempotency_key = ?"
        earlier = connection.execute(_SELECT_RUN + where, (run.owner, run.kind, run.key)).fetchone()
        if earlier is not None:
            return _run(earlier)
    values = (
        run.id, run.kind, run.owner, run.state.value, run.input, run.result, run.error, run.last_seq,
        run.created_at, run.started_at, run.ended_at, run.attempts, run.abandon_after, run.key,
        run.traceparent,
    )  # fmt: skip
    try:
        connection.execute(_INSERT_RUN, values)
        _execute(connection, statements)
    except (StatementError, sqlite3.IntegrityError) as error:
        if isinstance(error, sqlite3.IntegrityError) or isinstance(error.__cause__, sqlite3.IntegrityError):
            raise Conflict("This was done already, by another request. Reload the page to see it.") from error
        raise
    return run


def _set_ended(connection: sqlite3.Connection, run_id: str, seq: int, ended_at: float, ending: Ending) -> bool:
    changed = connection.execute(
        "UPDATE runs SET state = ?, result = ?, error = ?, last_seq = ?, ended_at = ?"
        " WHERE id = ? AND state IN ('queued', 'running')",
        (ending.state.value, ending.result, ending.error, seq, ended_at, run_id),
    )
    return changed.rowcount == 1


def _execute(connection: sqlite3.Connection, statements: Sequence[Statement]) -> None:
    for statement in statements:
        try:
            sql, parameters = statement.for_sqlite()
            connection.execute(sql, _storable(parameters))
        except Exception as error:
            if is_no_room_or_lock(error):
                raise
            raise StatementError(str(error)) from error


def _storable(parameters: Mapping[str, Any]) -> dict[str, Any]:
    return {name: clean_text(value) if isinstance(value, str) else value for name, value in parameters.items()}


def _first(rows: list[tuple[Any, ...]]) -> Run | None:
    return _run(rows[0]) if rows else None


def _run(row: tuple[Any, ...]) -> Run:
    return Run(
        id=row[0], kind=row[1], owner=row[2], state=RunState(row[3]), input=row[4], result=row[5], error=row[6],
        last_seq=row[7], created_at=row[8], started_at=row[9], ended_at=row[10], attempts=row[11],
        abandon_after=row[12], key=row[13], traceparent=row[14],
    )  # fmt: skip
