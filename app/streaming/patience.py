"""Waiting while what is stored is away. How long that may take at most, its callers' deadlines say."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from app.errors import StoreAway

logger = logging.getLogger(__name__)
T = TypeVar("T")

FIRST_PAUSE_SECONDS = 0.05
LONGEST_PAUSE_SECONDS = 5.0


class Pauses:
    """Pauses between tries, each twice as long as the one before it, up to a limit."""

    def __init__(self) -> None:
        self._next = FIRST_PAUSE_SECONDS

    async def take(self) -> None:
        """Wait for the next one."""
        await asyncio.sleep(self._next)
        self._next = min(2 * self._next, LONGEST_PAUSE_SECONDS)


async def patiently(work: Callable[[], Awaitable[T]], name: str) -> T:
    """What `work` comes to, which is begun anew each time that it finds what is stored away; `name` is for the log."""
    pauses = Pauses()
    while True:
        try:
            return await work()
        except StoreAway as error:
            logger.warning("%s waits for what is stored: %s", name, error)
        await pauses.take()
