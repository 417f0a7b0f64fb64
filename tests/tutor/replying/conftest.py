from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.provider import Provider
from tests.tutor.replying.world import Script, Shelf, World


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    """Without a key and without tools."""
    made = await World(tmp_path / "rows.sqlite3").open()
    yield made
    await made.close()


@pytest.fixture
def shelf() -> Shelf:
    """The one tool."""
    return Shelf()


@pytest.fixture
def script(provider: Provider) -> Script:
    """A model that says the same to everything, until a test says otherwise."""
    return Script(provider, lambda _asked: "Tell me more.")


@pytest.fixture(params=["openai", "anthropic"])
async def room(
    request: pytest.FixtureRequest, tmp_path: Path, provider: Provider, script: Script, shelf: Shelf
) -> AsyncIterator[World]:
    """With a model of either wire format, and one tool."""
    assert script.provider is provider
    made = await World(tmp_path / "rows.sqlite3", shelf, provider, request.param).open()
    yield made
    await made.close()
