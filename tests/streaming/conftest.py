"""The engine's tests have a store in a file of their own and nothing else."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.streaming.world import World


@pytest_asyncio.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Engines on one file; those still open are drained at the end."""
    world = World(tmp_path / "runs.sqlite3")
    yield world
    await world.close()
