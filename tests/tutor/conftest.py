from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.tutor.world import World


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    made = await World(tmp_path / "rows.sqlite3").open()
    yield made
    made.go.set()
    await made.close()
