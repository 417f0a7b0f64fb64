from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.letters.world import House, ScriptedModels, World


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    made = World(tmp_path)
    yield made
    await made.close()


@pytest.fixture
def models() -> ScriptedModels:
    """A model that writes what the test says."""
    return ScriptedModels()


@pytest.fixture
async def house(world: World, models: ScriptedModels) -> House:
    """A process whose letters the scripted model writes."""
    return await world.house(models)
