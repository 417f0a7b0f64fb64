"""What the engine does with statements, without an engine: all of them in one transaction, in the store's own words."""

from collections.abc import Sequence
from pathlib import Path

import asyncpg

from app.db import Location
from app.db.postgresql import dsn_of
from app.streaming import Statement
from tests.databases import open_database


async def carry_out(location: Location, *statements: Statement, owner: str = "") -> None:
    """Run them as a store does; with `owner` in the turn that the engine takes for a run of theirs."""
    if isinstance(location, Path):
        with open_database(location) as file:
            file.execute("PRAGMA foreign_keys=ON")
            for statement in statements:
                file.execute(*statement.for_sqlite())
        return
    connection = await asyncpg.connect(dsn_of(location))
    try:
        async with connection.transaction():
            if owner:
                turn = "SELECT pg_advisory_xact_lock(hashtextextended('foreword.owner:' || $1, 0))"
                await connection.execute(turn, owner)
            await _execute(connection, statements)
    finally:
        await connection.close()


async def _execute(connection: "asyncpg.Connection[asyncpg.Record]", statements: Sequence[Statement]) -> None:
    for statement in statements:
        sql, values = statement.for_postgresql()
        await connection.execute(sql, *values)
