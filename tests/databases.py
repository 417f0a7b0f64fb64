"""Databases of tests: a new one as the migrations make it, and one of a server that runs, looked into from outside."""

import contextlib
import sqlite3
import tempfile
from collections.abc import Iterator
from functools import cache
from itertools import chain, repeat
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncConnection

from app.db import Database, migrate
from app.db.errors import unreachable


class AwayForAWhile:
    """Stands before a database: once told, it serves so many transactions and refuses so many, as one that restarts."""

    def __init__(self, database: Database) -> None:
        self.refused = 0
        self._refusals: Iterator[bool] = iter(())
        self._rows = database._rows
        database._rows = self

    def go(self, served: int, refused: int) -> None:
        """From now on; afterwards all are served again."""
        self._refusals = chain(repeat(False, served), repeat(True, refused))

    def come_back(self) -> None:
        """All are served from now on."""
        self._refusals = iter(())

    def read(self) -> contextlib.AbstractAsyncContextManager[AsyncConnection]:
        self._refuse()
        return self._rows.read()

    def write(self, turn: str, /) -> contextlib.AbstractAsyncContextManager[AsyncConnection]:
        self._refuse()
        return self._rows.write(turn)

    async def close(self) -> None:
        await self._rows.close()

    def _refuse(self) -> None:
        if next(self._refusals, False):
            self.refused += 1
            raise unreachable()


def new_database(path: Path) -> None:
    """The file as `migrate` leaves it where there was none; one that is there stays as it is."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    path.write_bytes(_migrated())


@contextlib.contextmanager
def open_database(path: Path) -> Iterator[sqlite3.Connection]:
    """Rows of a file that others use, in one transaction; closed after it, which the connection's own `with` is not."""
    with contextlib.closing(sqlite3.connect(path, timeout=30)) as connection, connection:
        yield connection


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.sqlite3"
        migrate(path)
        return path.read_bytes()
