"""Rows in PostgreSQL, by asyncpg. Imported only where a URL is set: neither costs the embedded way a start.

A writing transaction is READ COMMITTED: each statement sees what was committed before it, and rows that it changes or
inserts are locked until the end. What is looked at first and changed after needs more: such a transaction names its
turn, and of the transactions of one name one is let in after the other. A reading one is REPEATABLE READ, so all its
questions are answered of the same moment.
"""

import ssl
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any
from urllib.parse import urlsplit

import asyncpg
from sqlalchemy import ClauseElement, Dialect, event, text
from sqlalchemy.dialects.postgresql.asyncpg import dialect as asyncpg_dialect
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from app.db.errors import busy, full, unreachable
from app.db.texts import storable

CONNECTIONS, MORE_UNDER_LOAD = 5, 10
WAIT_SECONDS = 5.0
_CONNECT_SECONDS = 10.0
_SETTINGS = {
    "application_name": "foreword",
    "jit": "off",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "60s",
}
_TURN = text("SELECT pg_advisory_xact_lock(hashtextextended(:turn, 0))")
_DIALECT: Dialect = asyncpg_dialect()  # type: ignore[no-untyped-call] # its class has no types

_NO_ROOM = ("53100",)
_BUSY = ("40001", "40P01", "53300", "55P03", "57014")
"""Serialisation failure, deadlock, too many connections, lock timeout, statement timeout."""
_AWAY = ("08", "25006", "25P03", "57P")
"""Connection lost, read-only (a standby), idle for too long, shut down or starting."""


class PostgresRows:
    """Connections to one database."""

    def __init__(self, url: str) -> None:
        self._engine = create_async_engine(
            "postgresql+asyncpg://",
            hide_parameters=True,
            async_creator=_connecting(url, _SETTINGS),
            pool_size=CONNECTIONS,
            max_overflow=MORE_UNDER_LOAD,
            pool_timeout=WAIT_SECONDS,
        )
        event.listen(self._engine.sync_engine, "checkout", _refuse_closed)
        event.listen(self._engine.sync_engine, "before_cursor_execute", _clean, retval=True)
        self._reading = self._engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that sees one moment and can change nothing."""
        with translated():
            async with self._reading.connect() as connection:
                yield connection

    @asynccontextmanager
    async def write(self, turn: str) -> AsyncIterator[AsyncConnection]:
        """A transaction; those of the same `turn` come one after the other, "" for none."""
        with translated():
            async with self._engine.begin() as connection:
                if turn:
                    await connection.execute(_TURN, {"turn": turn})
                yield connection

    async def close(self) -> None:
        """Give all connections back."""
        await self._engine.dispose()


def alone(url: str) -> AsyncEngine:
    """An engine for one piece of work, which keeps no connection."""
    return create_async_engine(
        "postgresql+asyncpg://", hide_parameters=True, async_creator=_connecting(url, {}), poolclass=NullPool
    )


def dsn_of(url: str) -> str:
    """The URL as asyncpg and libpq read it."""
    return url.replace("postgresql+asyncpg://", "postgresql://", 1)


def shown(url: str) -> str:
    """What may be said of a URL: where the database is and how it is called, never a password."""
    parts = urlsplit(url)
    name = parts.path.lstrip("/")
    where = f" at {parts.hostname}" if parts.hostname else ""
    return f"{name}{where}"


def in_words(clause: ClauseElement) -> tuple[str, Sequence[Any]]:
    """A clause as SQL with `$1` and following, and its values."""
    compiled: Any = clause.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
    values = compiled.params
    return str(compiled), [storable(values[name]) for name in compiled.positiontup or ()]


@contextmanager
def translated() -> Iterator[None]:
    """PostgreSQL's words as the errors that callers know."""
    try:
        yield
    except DBAPIError as error:
        refused = _refusal(error)
        if refused is None:
            raise
        raise refused from error
    except NoConnectionFree as error:
        raise busy() from error


def _refusal(error: DBAPIError) -> Exception | None:
    code = str(getattr(error.orig, "sqlstate", None) or "")
    if code in _NO_ROOM:
        return full()
    if code in _BUSY:
        return busy()
    if error.connection_invalidated or code.startswith(_AWAY):
        return unreachable()
    return None


def _connecting(url: str, settings: dict[str, str]) -> Any:
    dsn = dsn_of(url)

    async def connect() -> "asyncpg.Connection[Any]":
        try:
            return await asyncpg.connect(dsn, timeout=_CONNECT_SECONDS, server_settings=settings)
        except asyncpg.TooManyConnectionsError as error:
            raise busy() from error
        except (OSError, ssl.SSLError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise unreachable() from error

    return connect


def _clean(
    _connection: object, _cursor: object, statement: str, parameters: Any, _context: object, executemany: bool
) -> tuple[str, Any]:
    """What people, files and models put into a text is cleaned here, at the one border that all of it crosses."""
    if executemany:
        return statement, [tuple(map(storable, row)) for row in parameters]
    return statement, tuple(map(storable, parameters))


def _refuse_closed(connection: Any, _record: object, _proxy: object) -> None:
    """A connection that the server has closed meanwhile is replaced before anybody notices."""
    if connection.driver_connection.is_closed():
        raise DisconnectionError
