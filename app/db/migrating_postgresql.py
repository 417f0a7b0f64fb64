"""Bringing a PostgreSQL database to the newest schema, by whichever of several processes comes first."""

import asyncio
import threading

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from app.db.migrating import newest_revision, upgrade
from app.db.postgresql import alone, shown
from app.errors import Unavailable

_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('foreword.migrations', 0))")
_VERSION = text("SELECT version_num FROM alembic_version")


def migrate_postgresql(url: str) -> None:
    """As `app.db.migrate`. Whether an event loop runs here or not, the work has one of its own."""
    raised: list[BaseException] = []

    def work() -> None:
        try:
            asyncio.run(_migrate(url))
        except BaseException as error:  # noqa: BLE001 - it is raised again where it is waited for
            raised.append(error)

    thread = threading.Thread(target=work, name="migrating")
    thread.start()
    thread.join()
    if not raised:
        return
    if isinstance(raised[0], SQLAlchemyError):
        raise Unavailable(
            f"The PostgreSQL database {shown(url)} cannot be brought to Foreword's newest schema. "
            "Its role has to own the database, or to have all privileges on the schema public."
        ) from raised[0]
    raise raised[0]


async def _migrate(url: str) -> None:
    engine = alone(url)
    try:
        async with engine.connect() as connection:
            if await connection.run_sync(_is_current):
                return
        async with engine.begin() as connection:
            await connection.execute(_LOCK)
            await connection.run_sync(_upgrade)
    finally:
        await engine.dispose()


def _upgrade(connection: Connection) -> None:
    """Nothing when another process has done it while this one waited."""
    if not _is_current(connection):
        upgrade(connection)


def _is_current(connection: Connection) -> bool:
    if not inspect(connection).has_table("alembic_version"):
        return False
    return list(connection.execute(_VERSION).scalars()) == [newest_revision()]
