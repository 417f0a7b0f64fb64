"""Rows in one SQLite file (WAL).

A transaction that writes begins `IMMEDIATE`: a deferred one that upgrades to a write fails at once in spite of the
busy timeout (`security.md`, SQLite). The writers of this process come one after the other, so that at most one of them
waits for the file's lock and the others keep no connection from those who read.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine as SyncEngine
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from app.db.errors import busy, full

BUSY_TIMEOUT_MS = 5_000


class SqliteRows:
    """Connections to one file."""

    def __init__(self, path: Path) -> None:
        # What is refused is not quoted: an error that holds the row would hold a letter.
        self._engine = create_async_engine(f"sqlite+aiosqlite:///{path}", hide_parameters=True)
        prepare(self._engine.sync_engine)
        self._writing = asyncio.Lock()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection for reading."""
        with _translated():
            async with self._engine.connect() as connection:
                yield connection

    @asynccontextmanager
    async def write(self, _turn: str) -> AsyncIterator[AsyncConnection]:
        """A transaction that holds the file's one lock from its beginning: everybody's turn is one after the other."""
        with _translated():
            async with self._turn(), self._engine.execution_options(begin="IMMEDIATE").begin() as connection:
                yield connection

    async def close(self) -> None:
        """Give all connections back."""
        await self._engine.dispose()

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(BUSY_TIMEOUT_MS / 1_000):
                await self._writing.acquire()
        except TimeoutError as error:
            raise busy() from error
        try:
            yield
        finally:
            self._writing.release()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        reason = str(error.orig)
        if "disk is full" in reason or "disk I/O" in reason:
            raise full() from error
        if "locked" in reason or "busy" in reason:
            raise busy() from error
        raise
    except NoConnectionFree as error:
        raise busy() from error


def prepare(engine: SyncEngine) -> None:
    """Set up every connection that the engine opens."""

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=NORMAL",
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "foreign_keys=ON",
            "secure_delete=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        mode = connection.get_execution_options().get("begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")
