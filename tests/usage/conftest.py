from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.usage.world import World


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Ten letters a day, 500 messages, and as many tailorings as one likes."""
    made = await World(tmp_path / "rows.sqlite3", {"letters": 10, "ai_text_messages": 500, "tailorings": 0}).open()
    yield made
    await made.close()
