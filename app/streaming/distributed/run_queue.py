"""The queue of runs that wait for a worker: SAQ's, on Redis.

A job only says that a run is there to be taken; taking it is the store's matter. So a job that is lost, or comes twice,
costs a moment: what waits for too long is found in the store (`worker.py`).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from signal import Signals
from typing import Any

import saq
from saq.queue.redis import RedisQueue

from app.streaming.distributed.redis_link import AWAY, BLOCK_SECONDS, Names, connect

logger = logging.getLogger(__name__)
logging.getLogger("saq").setLevel(logging.CRITICAL)

JOB_SECONDS = 60
_FUNCTION = "take"
_AWAY_PAUSE_SECONDS = 1.0
_NO_RECORD = -1
"""What is done is not kept."""


class RunQueue:
    """Puts runs in, and hands them out to a worker that has a place."""

    def __init__(self, url: str, names: Names) -> None:
        self._queue = _Queue(connect(url), name=names.queue)
        self._dispatch: _Dispatch | None = None
        self._task: asyncio.Task[None] | None = None

    async def put(self, run_id: str) -> None:
        """Say that the run waits; nothing happens when Redis is away."""
        try:
            await self._queue.enqueue(_FUNCTION, run_id=run_id, timeout=JOB_SECONDS, ttl=_NO_RECORD)
        except AWAY as error:
            logger.warning("run %s waits until a worker finds it, it could not be queued: %r", run_id, error)

    def hand_out(self, take: Callable[[str], Awaitable[None]], has_place: Callable[[], Awaitable[None]]) -> None:
        """Give each run to `take`, one after the other, whenever `has_place` has returned."""

        async def job(_context: Any, *, run_id: str) -> None:
            await take(run_id)

        self._queue.has_place = has_place
        self._dispatch = _Dispatch(
            self._queue, functions=[(_FUNCTION, job)], concurrency=1, dequeue_timeout=BLOCK_SECONDS
        )
        self._task = asyncio.create_task(self._dispatch.start(), name="handing out runs")

    async def stop(self) -> None:
        """Hand out no more."""
        if self._dispatch is not None and self._task is not None:
            await self._dispatch.stop()
            await asyncio.wait({self._task})

    async def close(self) -> None:
        """Let go of Redis."""
        await self.stop()
        await self._queue.disconnect()


class _Queue(RedisQueue):
    """Takes out nothing that it has no place for, and does not knock without a pause while Redis is away."""

    has_place: Callable[[], Awaitable[None]] | None = None

    async def dequeue(self, timeout: float = 0.0, poll_interval: float = 0.0) -> saq.Job | None:  # noqa: ASYNC109 - SAQ's
        """The next job; None when there was none for `timeout` seconds."""
        if self.has_place is not None:
            await self.has_place()
        try:
            return await super().dequeue(timeout, poll_interval)
        except AWAY:
            await asyncio.sleep(_AWAY_PAUSE_SECONDS)
            return None


class _Dispatch(saq.Worker[Any]):
    """SAQ's worker, without its hand on the process's signals."""

    SIGNALS: list[Signals] = []  # noqa: RUF012 - as SAQ declares it
