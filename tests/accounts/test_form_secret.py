"""What signs the forms is the same after a restart, and for all servers that share a database."""

import asyncio
from pathlib import Path

import sqlalchemy as sa

from app.accounts.form_secret import form_secret
from app.db import Database, Location

SERVERS = 8


async def of_servers(location: Location, folders: list[Path]) -> set[str]:
    """What servers with these data folders have, when all start at the same moment."""
    databases = [Database(location) for _ in folders]
    try:
        return set(await asyncio.gather(*map(form_secret, databases, folders)))
    finally:
        for database in databases:
            await database.close()


async def test_it_is_made_once_and_stays_the_same(location: Location, tmp_path: Path) -> None:
    (first,) = await of_servers(location, [tmp_path / "data"])
    assert len(bytes.fromhex(first)) == 32
    assert await of_servers(location, [tmp_path / "data"]) == {first}


async def test_servers_on_many_machines_that_start_together_have_one(migrated_database: str, tmp_path: Path) -> None:
    folders = [tmp_path / f"machine{number}" for number in range(SERVERS)]
    assert len(await of_servers(migrated_database, folders)) == 1
    assert [folder for folder in folders if folder.exists()] == []


async def test_another_database_has_another_one(migrated_database: str, tmp_path: Path) -> None:
    mine = await of_servers(migrated_database, [tmp_path])
    database = Database(migrated_database)
    async with database.write() as connection:
        await connection.execute(sa.text("DELETE FROM shared_secrets"))
    await database.close()
    assert await of_servers(migrated_database, [tmp_path]) != mine


async def test_beside_a_file_of_rows_it_is_a_file_that_its_owner_alone_reads(tmp_path: Path) -> None:
    assert await of_servers(tmp_path / "rows.sqlite3", [tmp_path]) == {(tmp_path / "csrf.key").read_text("ascii")}
    assert (tmp_path / "csrf.key").stat().st_mode & 0o777 == 0o600
