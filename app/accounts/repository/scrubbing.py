"""Overwriting what deleted rows leave behind in the file of SQLite.

Deleting gives pages back; what stood on them stays readable in the file until something else is written there: on free
pages, in the gaps of pages that others use, and in the write-ahead log. So the file is written anew (VACUUM), and the
log is emptied into it.

VACUUM keeps writers out while it runs, about two seconds for 100 MB. Above `LARGEST_AT_ONCE` it is left for a moment
when nobody works.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from app.accounts.models import erasures

LARGEST_AT_ONCE = 150_000_000
_BUSY_SECONDS = 5.0


def scrub(path: Path, *, at_any_size: bool = False) -> bool:
    """Leave nothing of deleted rows in the file and its log; False when it cannot be done now.

    It waits for other writers some seconds. It blocks, so it belongs into a thread.

    Raises:
        sqlite3.OperationalError: there is no room for a second copy of the file, or another process holds it.
    """
    with closing(sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete=ON")
        is_small = path.stat().st_size <= LARGEST_AT_ONCE
        if is_small or at_any_size:
            connection.execute("VACUUM")
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy and (is_small or at_any_size)


async def note_erasure(connection: AsyncConnection, now: float) -> None:
    """Somebody's rows are gone, and the file is still to be scrubbed."""
    await connection.execute(sa.insert(erasures).values(deleted_at=now))


async def last_unscrubbed(connection: AsyncConnection) -> int | None:
    """The newest deletion after which the file was not scrubbed."""
    found = await connection.execute(sa.select(sa.func.max(erasures.c.number)).where(erasures.c.scrubbed_at.is_(None)))
    number: int | None = found.scalar_one_or_none()
    return number


async def note_scrubbed(connection: AsyncConnection, number: int, now: float) -> None:
    """The file was scrubbed after this deletion and all before it."""
    await connection.execute(
        sa.update(erasures).where(erasures.c.number <= number, erasures.c.scrubbed_at.is_(None)).values(scrubbed_at=now)
    )
