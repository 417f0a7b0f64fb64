from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.tutor.replying.world import World


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Without a key, with Foreword's own tools."""
    made = await World(tmp_path / "rows.sqlite3", "own").open()
    yield made
    await made.close()
