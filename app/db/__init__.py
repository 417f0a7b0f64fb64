"""The rows' database: SQLAlchemy 2 on one SQLite file, or on PostgreSQL, migrated by Alembic.

Commits are explicit: `async with database.write() as connection` commits when its block ends, before any answer is
sent, and rolls back on an error. How each database keeps writers apart is told in `sqlite.py` and `postgresql.py`.
"""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Protocol, TypeAlias

from sqlalchemy import MetaData, text
from sqlalchemy.ext.asyncio import AsyncConnection

from app.db.functions import place_of, whole
from app.db.migrating import migrate, newest_revision
from app.db.places import Place, behind
from app.db.sqlite import SqliteRows
from app.db.statements import as_statement, insert
from app.db.texts import storable

__all__ = [
    "Database",
    "Location",
    "Place",
    "as_statement",
    "behind",
    "insert",
    "metadata",
    "migrate",
    "newest_revision",
    "place_of",
    "storable",
    "turn_of",
    "whole",
]

Location: TypeAlias = Path | str
"""The SQLite file, or PostgreSQL's URL as `FOREWORD_DATABASE_URL` has it."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Rows(Protocol):
    """What the two databases differ in."""

    def read(self) -> AbstractAsyncContextManager[AsyncConnection]:
        """A connection for reading."""

    def write(self, turn: str, /) -> AbstractAsyncContextManager[AsyncConnection]:
        """A transaction that has its turn."""

    async def close(self) -> None:
        """Give all connections back."""


class Database:
    """Connections to the rows. One instance for each process."""

    def __init__(self, location: Location) -> None:
        self.location = location
        if isinstance(location, Path):
            self._rows: Rows = SqliteRows(location)
        else:
            from app.db.postgresql import PostgresRows

            self._rows = PostgresRows(location)

    @property
    def path(self) -> Path | None:
        """The file in which the rows are; None when they are in PostgreSQL."""
        return self.location if isinstance(self.location, Path) else None

    @property
    def description(self) -> str:
        """What may be shown of where the rows are: never a password."""
        if isinstance(self.location, Path):
            return f"SQLite at {self.location}"
        from app.db.postgresql import shown

        return f"PostgreSQL, {shown(self.location)}"

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A connection for reading; nothing done on it is kept.

        Raises:
            Unavailable: the database does not answer, or is busy.
        """
        async with self._rows.read() as connection:
            yield connection

    @asynccontextmanager
    async def write(self, turn: str = "") -> AsyncIterator[AsyncConnection]:
        """A transaction that commits at the end of the block.

        Of those with the same `turn` one begins after the other has ended, in whichever process: so what a block has
        looked at is still so when it writes. A block that only writes needs none.

        Raises:
            Unavailable: others kept what it needs for over five seconds, or the database does not answer.
            OutOfSpace: the disk is full; nothing was written.
        """
        async with self._rows.write(turn) as connection:
            yield connection

    async def ping(self) -> None:
        """Read one row, to know that the database answers."""
        async with self.read() as connection:
            await connection.execute(text("SELECT 1"))

    async def size(self) -> int:
        """The bytes that the rows take where they are, with their indices."""
        if isinstance(self.location, Path):
            return self.location.stat().st_size
        async with self.read() as connection:
            found = await connection.execute(text("SELECT pg_database_size(current_database())"))
            size: int = found.scalar_one()
        return size

    async def close(self) -> None:
        """Give all connections back."""
        await self._rows.close()


def turn_of(owner: str) -> str:
    """The turn of what belongs to one person. The engine takes the same one when it begins or ends a run of theirs."""
    return f"foreword.owner:{owner}"
