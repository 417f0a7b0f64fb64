"""The cluster of the tests is a real one, and each test has a database of its own."""

import asyncpg

from app.db import newest_revision
from app.db.postgresql import dsn_of
from tests.services.postgres import ROLE


async def test_a_database_of_a_test_has_the_newest_schema_and_belongs_to_a_plain_role(migrated_database: str) -> None:
    connection = await asyncpg.connect(dsn_of(migrated_database))
    assert await connection.fetchval("SELECT version_num FROM alembic_version") == newest_revision()
    role = await connection.fetchrow(
        "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
    )
    assert list(role or ()) == [ROLE, False, False]
    await connection.close()


async def test_databases_of_two_tests_share_nothing(migrated_database: str, empty_database: str) -> None:
    first, second = await asyncpg.connect(dsn_of(migrated_database)), await asyncpg.connect(dsn_of(empty_database))
    await first.execute("INSERT INTO users (id, name, created_at) VALUES ('usr_1', 'Ada', 1)")
    assert await second.fetchval("SELECT to_regclass('users')") is None
    for connection in (first, second):
        await connection.close()
