"""Servers as fixtures, for every folder."""

from collections.abc import Iterator

import pytest

from tests.services.postgres import PostgresCluster


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
