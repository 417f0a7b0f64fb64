"""The rows' database: written at once or not at all, and clear about why."""

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.accounts.models import users
from app.db import Database, as_statement, metadata, migrate
from app.errors import Unavailable
from tests.databases import open_database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "rows.sqlite3"
    migrate(file)
    return file


def test_migrating_makes_exactly_the_tables_that_the_code_knows(path: Path) -> None:
    from app.postings.models import postings
    from app.resumes.models import resumes
    from app.tailoring.models import tailorings

    assert {postings.name, resumes.name, tailorings.name} <= set(metadata.tables)
    with open_database(path) as connection:
        for table in metadata.sorted_tables:
            columns = {row[1]: bool(row[3]) for row in connection.execute(f"PRAGMA table_info({table.name})")}
            expected = {column.name: not column.nullable for column in table.columns}
            assert columns == expected, table.name


def test_migrating_again_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    migrate(path)
    assert path.read_bytes() == before


def test_only_the_owner_of_the_process_may_read_the_file(path: Path) -> None:
    assert path.stat().st_mode & 0o077 == 0


async def test_a_transaction_commits_at_its_end_and_rolls_back_on_an_error(path: Path) -> None:
    database = Database(path)
    async with database.write() as connection:
        await connection.execute(sa.insert(users).values(id="usr_1", name="Ada", created_at=1.0))

    async def fail_halfway() -> None:
        async with database.write() as connection:
            await connection.execute(sa.insert(users).values(id="usr_2", name="Eve", created_at=1.0))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail_halfway()
    async with database.read() as connection:
        assert (await connection.execute(sa.select(users.c.id))).scalars().all() == ["usr_1"]
    await database.close()


async def test_a_writer_holds_the_lock_from_the_beginning(path: Path) -> None:
    database = Database(path)
    async with database.write():
        other = sqlite3.connect(path, timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
    await database.close()


async def test_a_lock_that_is_not_given_back_is_unavailable_with_a_time_to_wait(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.db.sqlite.BUSY_TIMEOUT_MS", 50)
    database = Database(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable) as caught:
        async with database.write():
            pass
    assert caught.value.retry_after == 5
    other.execute("ROLLBACK")
    other.close()
    await database.close()


def test_a_statement_for_the_engine_has_named_parameters() -> None:
    sql, parameters = as_statement(sa.update(users).where(users.c.id == "usr_1").values(name="Ada")).for_sqlite()
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE users (id TEXT, name TEXT)")
    connection.execute("INSERT INTO users VALUES ('usr_1', 'Eve')")
    connection.execute(sql, parameters)
    assert connection.execute("SELECT name FROM users").fetchall() == [("Ada",)]
    connection.close()


async def test_an_error_does_not_hold_what_was_to_be_written(path: Path) -> None:
    database = Database(path)
    row = {"id": "usr_1", "name": "Ada Canary", "created_at": 1.0}
    with pytest.raises(sa.exc.IntegrityError) as caught:
        async with database.write() as connection:
            await connection.execute(sa.insert(users), [row, row])
    assert "Canary" not in str(caught.value)
    assert "hidden" in str(caught.value)
    await database.close()
