"""Rows in PostgreSQL: one schema with SQLite's, text that it takes, and what is told when it does not answer."""

import asyncio
import signal
from concurrent.futures import ThreadPoolExecutor

import asyncpg
import pytest
import sqlalchemy as sa

from app.accounts.models import users
from app.accounts.repository import add_user, people
from app.db import Database, as_statement, metadata, migrate
from app.db.postgresql import dsn_of, shown, translated
from app.errors import OutOfSpace, Unavailable
from tests.db.world import ADA, EVE, two
from tests.services.carrying import carry_out
from tests.services.postgres import ROLE, PostgresCluster


async def _rows(url: str, sql: str) -> list[tuple[object, ...]]:
    connection = await asyncpg.connect(dsn_of(url))
    try:
        return [tuple(row) for row in await connection.fetch(sql)]
    finally:
        await connection.close()


async def test_migrating_makes_exactly_the_tables_that_the_code_knows(migrated_database: str) -> None:
    found = await _rows(
        migrated_database,
        "SELECT table_name, column_name, is_nullable = 'NO' FROM information_schema.columns"
        " WHERE table_schema = 'public'",
    )
    for table in metadata.sorted_tables:
        columns = {(table.name, column.name, not column.nullable) for column in table.columns}
        assert {row for row in found if row[0] == table.name} == columns


async def test_every_text_is_of_any_length_and_sorted_by_code_points(migrated_database: str) -> None:
    texts = await _rows(
        migrated_database,
        "SELECT data_type, collation_name, count(*) FROM information_schema.columns"
        " WHERE table_schema = 'public' AND data_type IN ('text', 'character varying', 'character')"
        " AND table_name <> 'alembic_version' GROUP BY 1, 2",
    )
    assert [row[:2] for row in texts] == [("text", "C")]


async def test_processes_that_start_together_migrate_once(empty_database: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        await asyncio.gather(
            *(asyncio.get_running_loop().run_in_executor(pool, migrate, empty_database) for _ in "1234")
        )
    assert len(await _rows(empty_database, "SELECT version_num FROM alembic_version")) == 1


async def test_a_role_that_may_not_make_tables_is_told_what_it_lacks(
    postgres: PostgresCluster, empty_database: str
) -> None:
    name = empty_database.partition("?")[0].rpartition("/")[2]
    postgres.ask(f"ALTER DATABASE {name} OWNER TO postgres")
    with pytest.raises(Unavailable, match="has to own the database"):
        migrate(empty_database)


async def test_what_no_text_can_hold_is_replaced_whichever_way_it_comes(migrated_database: str) -> None:
    async with two(migrated_database) as (database, _):
        async with database.write() as connection:
            await people.change_account(connection, ADA.id, name="A\0d\ud800a")
            assert await people.find_by_email(connection, "\0") is None
        renamed = sa.update(users).where(users.c.id == EVE.id).values(name="\0Eve")
        await carry_out(migrated_database, as_statement(renamed))
        async with database.read() as connection:
            names = (await connection.execute(sa.select(users.c.name).order_by(users.c.id))).scalars().all()
    assert names == ["A\ufffdd\ufffda", "\ufffdEve"]


async def test_texts_longer_than_their_column_says_are_kept_whole_as_in_sqlite(migrated_database: str) -> None:
    async with two(migrated_database) as (database, _):
        async with database.write() as connection:
            await people.change_account(connection, ADA.id, name="A" * 1_000)
        async with database.read() as connection:
            stored = await people.find_by_id(connection, ADA.id)
    assert stored is not None
    assert len(stored.account.name) == 1_000


async def test_a_transaction_commits_at_its_end_and_rolls_back_on_an_error(migrated_database: str) -> None:
    async with two(migrated_database) as (database, other):

        async def fail_halfway() -> None:
            async with database.write() as connection:
                await connection.execute(sa.update(users).values(name="Nobody"))
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await fail_halfway()
        async with other.read() as connection:
            assert (await connection.execute(sa.select(users.c.name))).scalars().all() == ["Ada", "Eve"]


async def test_a_reader_sees_one_moment_and_changes_nothing(migrated_database: str) -> None:
    async with two(migrated_database) as (database, other):
        async with database.read() as connection:
            before = (await connection.execute(sa.select(users.c.name))).scalars().all()
            async with other.write() as writing:
                await writing.execute(sa.update(users).values(name="Somebody"))
            assert (await connection.execute(sa.select(users.c.name))).scalars().all() == before
        with pytest.raises(Unavailable):
            async with database.read() as connection:
                await connection.execute(sa.update(users).values(name="Nobody"))


async def test_a_turn_that_is_not_given_back_is_unavailable_with_a_time_to_wait(migrated_database: str) -> None:
    async with two(migrated_database) as (database, other), database.write("turn"):
        await _impatient(other)
        with pytest.raises(Unavailable) as caught:
            async with other.write("turn"):
                pass
        assert caught.value.retry_after == 5


async def _impatient(database: Database) -> None:
    """Its one connection waits for a lock no longer than a moment."""
    async with database.write() as connection:
        await connection.execute(sa.text("SET SESSION lock_timeout = '50ms'"))


async def test_a_server_that_restarts_is_unavailable_and_then_there_again() -> None:
    with PostgresCluster() as cluster:
        database = Database(cluster.migrated())
        async with database.write() as connection:
            await add_user(connection, ADA, 0.0)
        cluster.stop(signal.SIGINT)
        with pytest.raises(Unavailable) as caught:
            await database.ping()
        assert caught.value.retry_after == 5
        cluster.start()
        async with database.read() as connection:
            assert (await connection.execute(sa.select(users.c.name))).scalars().all() == ["Ada"]
        await database.close()


async def test_a_line_that_broke_while_nobody_used_it_is_noticed_by_nobody(
    postgres: PostgresCluster, migrated_database: str
) -> None:
    database = Database(migrated_database)
    async with database.read() as connection:
        line = (await connection.get_raw_connection()).driver_connection
    assert line is not None
    postgres.ask(f"SELECT pg_terminate_backend({line.get_server_pid()})")
    async with asyncio.timeout(60):
        while not line.is_closed():  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.01)
    async with database.read() as connection:
        assert (await connection.execute(sa.select(users.c.name))).all() == []
    await database.close()


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("53100", OutOfSpace),
        ("53300", Unavailable),
        ("40001", Unavailable),
        ("40P01", Unavailable),
        ("55P03", Unavailable),
        ("25006", Unavailable),
        ("57P01", Unavailable),
        ("08006", Unavailable),
    ],
)
async def test_each_refusal_of_the_server_is_told_in_our_words(
    migrated_database: str, code: str, told: type[Exception]
) -> None:
    async with two(migrated_database) as (database, _):
        with pytest.raises(told):
            async with database.write() as connection:
                await connection.execute(sa.text(f"DO $$ BEGIN RAISE EXCEPTION SQLSTATE '{code}'; END $$"))


async def test_what_is_wrong_with_a_statement_is_not_hidden(migrated_database: str) -> None:
    async with two(migrated_database) as (database, _):
        with pytest.raises(sa.exc.ProgrammingError):
            async with database.read() as connection:
                await connection.execute(sa.text("SELECT nonsense FROM users"))


def test_a_password_is_shown_nowhere(migrated_database: str) -> None:
    url = "postgresql+asyncpg://foreword:canary@db.example.org:5432/rows?password=canary"
    assert shown(url) == "rows at db.example.org"
    assert Database(url).description == "PostgreSQL, rows at db.example.org"
    assert ROLE not in Database(migrated_database).description


def test_translating_leaves_what_is_no_matter_of_the_database() -> None:
    with pytest.raises(ZeroDivisionError), translated():
        raise ZeroDivisionError
