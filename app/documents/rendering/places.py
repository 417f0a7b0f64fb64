"""Places for slow work, of which one person never takes more than one: who sends ten things waits for their own."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from weakref import WeakValueDictionary


class Places:
    """`count` places in all. Those who wait for a place of their own do not stand in anybody else's way."""

    def __init__(self, count: int) -> None:
        self._free = asyncio.Semaphore(count)
        self._of_owner: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @contextlib.asynccontextmanager
    async def taken_by(self, owner: str) -> AsyncIterator[None]:
        """Wait for a place and keep it for the block; an empty `owner` is nobody in particular."""
        own = self._of_owner.setdefault(owner, asyncio.Lock()) if owner else asyncio.Lock()
        async with own, self._free:
            yield
