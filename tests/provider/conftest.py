"""A provider and a client for each of its two wire formats."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.provider import KEY, Provider
from tests.provider.speaking import Speaker


@pytest.fixture
async def client(provider: Provider) -> AsyncIterator[httpx.AsyncClient]:
    """Knows both providers' headers, takes nothing from the environment and waits patiently."""
    headers = {"authorization": f"Bearer {KEY}", "anthropic-version": "2023-06-01"}
    async with httpx.AsyncClient(base_url=provider.url, headers=headers, trust_env=False, timeout=30) as opened:
        yield opened


@pytest.fixture(params=["openai", "anthropic"])
def speaker(request: pytest.FixtureRequest, client: httpx.AsyncClient) -> Speaker:
    return Speaker(client, request.param)
