"""What the tests of accounts share."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.accounts.studio import Studio
from tests.accounts.world import World


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """The people of one process, with nothing else."""
    made = World(tmp_path / "data")
    yield made
    await made.close()


@pytest.fixture
async def studio(tmp_path: Path) -> AsyncIterator[Studio]:
    """A whole Foreword in this process."""
    made = Studio(tmp_path / "data")
    await made.engine.open()
    yield made
    await made.close()


@pytest.fixture
async def before(studio: Studio) -> Studio:
    """Nobody has an account, and the person of this machine has a row."""
    await studio.parts.accounts.prepare()
    return studio
