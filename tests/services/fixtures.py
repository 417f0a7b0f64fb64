"""Servers as fixtures, for every folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db import Location
from tests.databases import new_database
from tests.services.postgres import PostgresCluster
from tests.services.redis import RedisServer


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresCluster]:
    """One cluster for all tests of this process; each takes a database of its own."""
    with PostgresCluster() as cluster:
        yield cluster


@pytest.fixture
def empty_database(postgres: PostgresCluster) -> Iterator[str]:
    """The URL of a database without a table."""
    url = postgres.empty()
    yield url
    postgres.drop(url)


@pytest.fixture
def migrated_database(postgres: PostgresCluster) -> Iterator[str]:
    """The URL of a database with the newest schema."""
    url = postgres.migrated()
    yield url
    postgres.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Location:
    """A database with the newest schema and no rows: one test for either engine, word for word."""
    if request.param == "postgresql":
        url: str = request.getfixturevalue("migrated_database")
        return url
    path = tmp_path / "rows.sqlite3"
    new_database(path)
    return path


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """One server for all tests of this process; each takes a database of its own."""
    with RedisServer() as server:
        yield server
