"""Connections to the log in PostgreSQL: the driver itself, its errors as those that callers know, patience.

A server that restarts takes connections with it and refuses new ones for a while. Work that may be done twice is done
again until it answers; it may have been committed the first time.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import TypeAlias, TypeVar

import asyncpg
from asyncpg import exceptions as refusals
from asyncpg.pool import PoolConnectionProxy

from app.errors import OutOfSpace, StoreAway, Unavailable

T = TypeVar("T")
Connection: TypeAlias = "PoolConnectionProxy[asyncpg.Record]"
Work: TypeAlias = Callable[[Connection], Awaitable[T]]

RETRY_AFTER_SECONDS = 5.0
MOST_CONNECTIONS = 10
COMMAND_SECONDS = 30.0
CONNECT_SECONDS = 10.0
STANDSTILL_SECONDS = 5.0
"""A process that stands still within a transaction holds a run and its owner's turn until the server ends that."""
READING_SECONDS = 5.0
"""How long reading is tried while the server is away; then the reader is told to come back."""
WRITING_SECONDS = 30.0
"""The same for what a run says: a restart of the server must not end it."""
FIRST_PAUSE_SECONDS = 0.05
LAST_PAUSE_SECONDS = 1.0

_FULL = (refusals.DiskFullError,)
_BUSY = (
    refusals.DeadlockDetectedError,
    refusals.SerializationError,
    refusals.LockNotAvailableError,
    refusals.TooManyConnectionsError,
    refusals.QueryCanceledError,
)
_AWAY = (
    refusals.PostgresConnectionError,
    refusals.AdminShutdownError,
    refusals.CrashShutdownError,
    refusals.CannotConnectNowError,
    refusals.IdleInTransactionSessionTimeoutError,
    refusals.ReadOnlySQLTransactionError,
    refusals.InternalClientError,
    refusals.InterfaceError,
    OSError,
    TimeoutError,
)


class _Passing(StoreAway):
    """The server does not answer, or others were faster: the same work may be done a moment later."""


class PostgresPool:
    """At most `most_connections` connections to the database at `dsn` (a libpq URL), which bear its `name`."""

    def __init__(self, dsn: str, most_connections: int = MOST_CONNECTIONS, name: str = "") -> None:
        self._dsn = dsn
        self._most = most_connections
        self._name = name
        self._pool: asyncpg.Pool[asyncpg.Record] | None = None

    async def open(self) -> None:
        """Connect.

        Raises:
            Unavailable: the database does not answer.
        """
        with _translated():
            self._pool = await asyncpg.create_pool(
                self._dsn,
                min_size=1,
                max_size=self._most,
                command_timeout=COMMAND_SECONDS,
                timeout=CONNECT_SECONDS,
                server_settings={
                    "application_name": f"foreword {self._name}".rstrip(),
                    "idle_in_transaction_session_timeout": f"{round(STANDSTILL_SECONDS * 1_000)}ms",
                },
            )

    async def close(self) -> None:
        """Wait for what is under way, then let go."""
        pool, self._pool = self._pool, None
        if pool is not None:
            try:
                async with asyncio.timeout(CONNECT_SECONDS):
                    await pool.close()
            except (TimeoutError, asyncpg.PostgresError, OSError):
                pool.terminate()

    def terminate(self) -> None:
        """Let go at once, as a process that dies."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.terminate()

    async def once(self, work: Work[T]) -> T:
        """Do `work` on a connection, once.

        Raises:
            Unavailable, OutOfSpace: not now. Whether it was committed is unknown when the connection broke.
        """
        async with self._connection() as connection:
            return await work(connection)

    async def reading(self, work: Work[T]) -> T:
        """Do `work` again while the server is away, for `READING_SECONDS`."""
        return await self._patiently(work, READING_SECONDS)

    async def writing(self, work: Work[T]) -> T:
        """Do `work`, which may be done twice, again while the server is away, for `WRITING_SECONDS`."""
        return await self._patiently(work, WRITING_SECONDS)

    async def _patiently(self, work: Work[T], seconds: float) -> T:
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        pause = FIRST_PAUSE_SECONDS
        while True:
            try:
                return await self.once(work)
            except _Passing:
                if self._pool is None or loop.time() + pause > until:
                    raise
            await asyncio.sleep(pause)
            pause = min(2 * pause, LAST_PAUSE_SECONDS)

    @contextlib.asynccontextmanager
    async def _connection(self) -> AsyncIterator[Connection]:
        pool = self._pool
        if pool is None:
            raise Unavailable("The server is shutting down. Please try again.", retry_after=RETRY_AFTER_SECONDS)
        with _translated():
            async with pool.acquire(timeout=CONNECT_SECONDS) as connection:
                yield connection


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """PostgreSQL's words as the errors that callers know."""
    try:
        yield
    except Exception as error:
        if not is_passing(error):
            raise
        if isinstance(error, _FULL):
            raise OutOfSpace("The server's disk is full. Nothing was lost; free some space and try again.") from error
        words = "is busy" if isinstance(error, _BUSY) else "does not answer just now"
        raise _Passing(
            f"The database {words}. Please try again in a few seconds.", retry_after=RETRY_AFTER_SECONDS
        ) from error


def is_passing(error: BaseException) -> bool:
    """Whether it is the server's state that is wrong, and no word of what it was asked.

    The driver's errors about a value of the wrong type are among those about the connection, and are ValueErrors.
    """
    return isinstance(error, (*_FULL, *_BUSY, *_AWAY)) and not isinstance(error, ValueError)
