"""The same call by the sync and by the async client, and what it comes to."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, Literal

from foreword_client import AsyncClient, Client

Way = Literal["sync", "async"]
WAYS: tuple[Way, ...] = ("sync", "async")


def heard(way: Way, base_url: str, name: str, *, retries: int = 8, **wanted: Any) -> list[Any]:
    """Every event of a stream."""
    if way == "sync":
        with Client(base_url, retries=retries) as client:
            return list(getattr(client, name)(stream=True, **wanted))
    return asyncio.run(_heard(base_url, name, retries, wanted))


def asked(way: Way, base_url: str, name: str, *given: Any, **wanted: Any) -> Any:
    """One document."""
    if way == "sync":
        with Client(base_url) as client:
            return getattr(client, name)(*given, **wanted)
    return asyncio.run(_asked(base_url, name, given, wanted))


def until(way: Way, base_url: str, name: str, act: Callable[[Any], None], **wanted: Any) -> list[Any]:
    """Every event of a stream; `act` is told each as soon as it is there."""
    found: list[Any] = []

    def take(event: Any) -> None:
        found.append(event)
        act(event)

    if way == "sync":
        with Client(base_url) as client:
            for event in getattr(client, name)(stream=True, **wanted):
                take(event)
    else:
        asyncio.run(_each(base_url, name, wanted, take))
    return found


def native(way: Way, base_url: str, name: str, *given: Any, **wanted: Any) -> Any:
    """A call of the native API: a document, or all of a list or a stream."""
    if way == "sync":
        with Client(base_url) as client:
            answer = getattr(client.api, name)(*given, **wanted)
            return list(answer) if isinstance(answer, Iterator) else answer
    return asyncio.run(_native(base_url, name, given, wanted))


async def _native(base_url: str, name: str, given: tuple[Any, ...], wanted: dict[str, Any]) -> Any:
    async with AsyncClient(base_url) as client:
        answer = getattr(client.api, name)(*given, **wanted)
        return [item async for item in answer] if isinstance(answer, AsyncIterator) else await answer


async def _heard(base_url: str, name: str, retries: int, wanted: dict[str, Any]) -> list[Any]:
    async with AsyncClient(base_url, retries=retries) as client:
        return [event async for event in getattr(client, name)(stream=True, **wanted)]


async def _asked(base_url: str, name: str, given: tuple[Any, ...], wanted: dict[str, Any]) -> Any:
    async with AsyncClient(base_url) as client:
        return await getattr(client, name)(*given, **wanted)


async def _each(base_url: str, name: str, wanted: dict[str, Any], take: Callable[[Any], None]) -> None:
    async with AsyncClient(base_url) as client:
        async for event in getattr(client, name)(stream=True, **wanted):
            take(event)
