"""Real servers, shared by the tests; each has an empty log and a Redis database of its own."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from app.streaming.distributed import live_reader, worker
from tests.services.redis import RedisServer
from tests.streaming.distributed.house import House
from tests.streaming.places import PostgresPlace


@pytest_asyncio.fixture
async def house(
    postgres_runs: PostgresPlace, redis_server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[House]:
    """Processes that look around more often than in life, so that the tests are quick."""
    monkeypatch.setattr(worker, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(live_reader, "CHECK_SECONDS", 0.1)
    monkeypatch.setattr(live_reader, "CHECK_SECONDS_ALONE", 0.05)
    postgres_runs.empty()
    house = House(postgres_runs, redis_server)
    yield house
    await house.close()
