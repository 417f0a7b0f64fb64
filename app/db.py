"""The rows' database: SQLAlchemy 2 on one SQLite file (WAL), migrated by Alembic.

A transaction that writes begins `IMMEDIATE`: a deferred one that upgrades to a write fails at once in spite of the
busy timeout (`security.md`, SQLite). The writers of this process come one after the other, so that at most one of them
waits for the file's lock and the others keep no connection from those who read. Commits are explicit:
`async with database.write() as session` commits when its block ends, before any answer is sent, and rolls back on an
error.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import Error as SqliteError
from typing import Any, NamedTuple

from sqlalchemy import ClauseElement, ColumnElement, MetaData, and_, create_engine, event, or_, text
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.engine import Engine as SyncEngine
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from app.errors import OutOfSpace, Unavailable

BUSY_TIMEOUT_MS = 5_000
RETRY_AFTER_SECONDS = 5.0
MIGRATIONS = Path(__file__).parent / "migrations"

_NAMED = sqlite_dialect(paramstyle="named")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Database:
    """Connections to the rows. One instance for each process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        # What is refused is not quoted: an error that holds the row would hold a letter.
        self._engine = create_async_engine(f"sqlite+aiosqlite:///{path}", hide_parameters=True)
        _prepare(self._engine.sync_engine)
        self._writing = asyncio.Lock()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection for reading; nothing done on it is kept."""
        with _translated():
            async with self._engine.connect() as connection:
                yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that holds the write lock from its beginning and commits at the end of the block.

        Raises:
            Unavailable: another process, or others of this one, kept the lock for over five seconds.
            OutOfSpace: the disk is full; nothing was written.
        """
        with _translated():
            async with self._turn(), self._engine.execution_options(begin="IMMEDIATE").begin() as connection:
                yield connection

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(BUSY_TIMEOUT_MS / 1_000):
                await self._writing.acquire()
        except TimeoutError as error:
            raise _busy() from error
        try:
            yield
        finally:
            self._writing.release()

    async def ping(self) -> None:
        """Read one row, to know that the database answers."""
        async with self.read() as connection:
            await connection.execute(text("SELECT 1"))

    async def close(self) -> None:
        """Give all connections back."""
        await self._engine.dispose()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        reason = str(error.orig)
        if "disk is full" in reason or "disk I/O" in reason:
            raise OutOfSpace("The server's disk is full. Nothing was lost; free some space and try again.") from error
        if "locked" in reason or "busy" in reason:
            raise _busy() from error
        raise
    except NoConnectionFree as error:
        raise _busy() from error


def _busy() -> Unavailable:
    return Unavailable("The database is busy. Please try again in a few seconds.", retry_after=RETRY_AFTER_SECONDS)


def _prepare(engine: SyncEngine) -> None:
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


class Place(NamedTuple):
    """Where a page of a list ends: the last row's time in Unix seconds, and its id."""

    at: float
    id: str


def behind(place: Place | None, at: ColumnElement[float], name: ColumnElement[str]) -> tuple[ColumnElement[bool], ...]:
    """The conditions for the rows after `place` in a list that is sorted by `at`, newest first, then by `name`.

    A page that begins behind a row neither repeats nor leaves out one when rows are added or removed meanwhile.
    """
    return () if place is None else (or_(at < place.at, and_(at == place.at, name > place.id)),)


def as_statement(clause: ClauseElement) -> tuple[str, dict[str, Any]]:
    """SQL with `:named` parameters, for the engine to run inside its own transaction."""
    compiled = clause.compile(dialect=_NAMED)
    return str(compiled), dict(compiled.params)


def migrate(path: Path) -> None:
    """Bring the database file to the newest schema, creating it when it is absent.

    Raises:
        Unavailable: the file cannot be opened as a database.
    """
    try:
        _migrate(path)
    except (SQLAlchemyError, SqliteError) as error:
        raise Unavailable(f"{path} cannot be opened as Foreword's database.") from error


def _migrate(path: Path) -> None:
    if _is_current(path):
        return
    from alembic import command
    from alembic.config import Config

    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = create_engine(f"sqlite:///{path}", hide_parameters=True)
    _prepare(engine)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()
    path.chmod(0o600)


def newest_revision() -> str:
    """The name of the newest migration: its file's name without the slug (`0001`)."""
    return max(file.stem.split("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _is_current(path: Path) -> bool:
    if not path.exists():
        return False
    with closing(SqliteConnection(path)) as connection:
        known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchall()
        rows = connection.execute("SELECT version_num FROM alembic_version").fetchall() if known else []
    return rows == [(newest_revision(),)]
