"""The engine's tests have a store of their own and nothing else; what every store must do is tested on each."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path

import pytest
import pytest_asyncio
import uvloop

from app.db.postgresql import dsn_of
from tests.services.postgres import PostgresCluster
from tests.streaming.places import Place, PostgresPlace, SqlitePlace
from tests.streaming.world import World

LOOPS = {"asyncio": asyncio.new_event_loop, "uvloop": uvloop.new_event_loop}
ON_BOTH_LOOPS = {"test_following", "test_heartbeats", "test_watching"}
"""Timers of the loop that serves are not quite those of asyncio's."""


def pytest_asyncio_loop_factories(item: pytest.Item) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """The loops on which a test runs."""
    return LOOPS if item.path.stem in ON_BOTH_LOOPS else {"asyncio": asyncio.new_event_loop}


@pytest.fixture(scope="session")
def postgres_runs(postgres: PostgresCluster) -> Iterator[PostgresPlace]:
    """A database for runs alone, which the tests take one after the other."""
    url = postgres.empty()
    place = PostgresPlace(dsn_of(url))
    place.make()
    yield place
    postgres.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where the runs are kept."""
    if request.param == "sqlite":
        return SqlitePlace(tmp_path / "runs.sqlite3")
    place: PostgresPlace = request.getfixturevalue("postgres_runs")
    place.empty()
    return place


@pytest_asyncio.fixture
async def world(place: Place) -> AsyncIterator[World]:
    """Engines on one store; those still open are drained at the end."""
    world = World(place)
    yield world
    await world.close()
