"""What nobody waits for, so that the time of an answer does not tell what was done behind it."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from app.errors import AppError

_log = logging.getLogger(__name__)


class Background:
    """Keeps tasks until they have ended; what goes wrong in them is logged by its kind only."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, object]) -> None:
        """Begin the work now."""
        task = asyncio.create_task(_guarded(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settle(self) -> None:
        """Wait for everything that was started."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def close(self, seconds: float) -> None:
        """Give what was started some time, then let go of it."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late)


async def _guarded(work: Coroutine[Any, Any, object]) -> None:
    try:
        await work
    except AppError as error:
        _log.warning("work in the background failed: %s", error.code)
    except Exception as error:  # noqa: BLE001 - nobody waits for it; its words may hold an address
        _log.error("work in the background failed: %s", type(error).__name__)
