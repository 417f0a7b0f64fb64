"""A new database for a test: what the migrations make where there is no file, made once a process and copied."""

import tempfile
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


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.sqlite3"
        migrate(path)
        return path.read_bytes()
