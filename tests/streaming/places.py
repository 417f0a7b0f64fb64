"""Where the engine's tests keep their runs: a file, or a database in PostgreSQL. Read and changed past the engine."""

import asyncio
import itertools
import re
import sqlite3
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol, TypeVar

import asyncpg

from app.streaming import SqliteStore, Store
from app.streaming.distributed.postgres_store import PostgresStore
from app.streaming.postgres_schema import SCHEMA

T = TypeVar("T")


class Place(Protocol):
    """Somewhere to keep runs. `last_event` asks for the number of a live run's last event."""

    last_event: str

    def store(self, *, busy_timeout_ms: int) -> Store:
        """A store there, not opened yet."""

    async def kill(self, store: Store) -> None:
        """What kill -9 leaves of a store: nothing more is written."""

    def rows(self, sql: str, *parameters: Any) -> list[Any]:
        """What stands there; `?` for a parameter."""

    def change(self, sql: str, *parameters: Any) -> None:
        """Write past the engine."""


class SqlitePlace:
    """A file of the test's own."""

    last_event = "SELECT max(seq) FROM run_journal WHERE run_id = ?"

    def __init__(self, path: Path) -> None:
        self.path = path

    def store(self, *, busy_timeout_ms: int) -> Store:
        return SqliteStore(self.path, busy_timeout_ms=busy_timeout_ms)

    async def kill(self, store: Store) -> None:
        assert isinstance(store, SqliteStore)
        await asyncio.to_thread(store._writer.close, flush=False)
        await store.close()

    def rows(self, sql: str, *parameters: Any) -> list[Any]:
        connection = sqlite3.connect(self.path)
        try:
            return connection.execute(sql, parameters).fetchall()
        finally:
            connection.close()

    def change(self, sql: str, *parameters: Any) -> None:
        connection = sqlite3.connect(self.path)
        try:
            with connection:
                connection.execute(sql, parameters)
        finally:
            connection.close()


class PostgresPlace:
    """A database; the tests take it one after the other."""

    last_event = "SELECT max(seq) FROM run_events WHERE run_id = ?"

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn

    def make(self) -> None:
        """The tables, as the migrations make them."""
        _apart(self._all(*SCHEMA))

    def empty(self) -> None:
        """As if nobody had been here."""
        _apart(self._all("TRUNCATE runs, run_events, run_steps", "DROP TABLE IF EXISTS letters"))

    def store(self, *, busy_timeout_ms: int) -> Store:  # noqa: ARG002 - SQLite's own
        return PostgresStore(self.dsn)

    async def kill(self, store: Store) -> None:
        assert isinstance(store, PostgresStore)
        store.pool.terminate()

    def rows(self, sql: str, *parameters: Any) -> list[Any]:
        async def ask() -> list[Any]:
            connection = await asyncpg.connect(self.dsn)
            try:
                return [tuple(row) for row in await connection.fetch(_numbered(sql), *parameters)]
            finally:
                await connection.close()

        return _apart(ask())

    def change(self, sql: str, *parameters: Any) -> None:
        self.rows(sql, *parameters)

    async def _all(self, *statements: str) -> None:
        connection = await asyncpg.connect(self.dsn)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()


def _numbered(sql: str) -> str:
    numbers = itertools.count(1)
    return re.sub(r"\?", lambda _: f"${next(numbers)}", sql)


def _apart(work: Coroutine[Any, Any, T]) -> T:
    """In a loop of its own, for tests that have one already."""
    with ThreadPoolExecutor(1) as pool:
        run: Callable[[Coroutine[Any, Any, T]], T] = asyncio.run
        return pool.submit(run, work).result()
