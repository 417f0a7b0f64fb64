"""Databases of tests: a new one as the migrations make it, and one of a server that runs, looked into from outside."""

import contextlib
import sqlite3
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from app.db import migrate


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
