"""Showing committed events to the other processes.

Only what is committed comes here, so a stream in Redis never says what the log does not. What cannot be sent is
dropped: who follows sees the gap, or nothing for a while, and reads the log.
"""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any, NamedTuple

from redis.asyncio import Redis

from app.streaming.distributed.redis_link import AWAY, Names
from app.streaming.events import Event, Run
from app.streaming.feed import Feed

logger = logging.getLogger(__name__)

KEPT_EVENTS = 2_048
"""Of a run in its stream, about: what a follower may be behind without reading the log."""
LIVE_SECONDS = 3_600
ENDED_SECONDS = 60
MOST_WAITING = 50_000
NAME, DATA, LAST = "n", "d", "e"
"""Fields of an entry; the last one only where the run ends."""


class _Said(NamedTuple):
    run_id: str
    events: Sequence[Event]
    ended: bool


class Publisher:
    """Sends what waits in one go, one go after the other."""

    def __init__(self, redis: Redis, names: Names) -> None:
        self._redis = redis
        self._names = names
        self._waiting: list[_Said] = []
        self._count = 0
        self._task: asyncio.Task[None] | None = None

    def announce(self, run_id: str, events: Sequence[Event], *, ended: bool) -> None:
        """Send committed events of a run, the last of them its end or not."""
        self._waiting.append(_Said(run_id, events, ended))
        self._count += len(events)
        if self._count > MOST_WAITING:
            self._waiting.clear()
            self._count = 0
        if self._task is None:
            self._task = asyncio.create_task(self._send_all(), name="showing events")

    async def flushed(self) -> None:
        """Wait until nothing waits."""
        while self._task is not None:
            await asyncio.wait({self._task})

    async def _send_all(self) -> None:
        try:
            while self._waiting:
                group, self._waiting, self._count = self._waiting, [], 0
                try:
                    await self._send(group)
                except AWAY as error:
                    logger.warning("events could not be shown to other processes, which read the log: %r", error)
        finally:
            self._task = None

    async def _send(self, group: Sequence[_Said]) -> None:
        pipeline = self._redis.pipeline(transaction=False)
        for said in group:
            key = self._names.live(said.run_id)
            for event in said.events:
                fields: dict[Any, Any] = {NAME: event.name, DATA: event.data}
                if said.ended and event is said.events[-1]:
                    fields[LAST] = ""
                pipeline.xadd(key, fields, id=f"{event.seq}-0", maxlen=KEPT_EVENTS, approximate=True)
            pipeline.expire(key, ENDED_SECONDS if said.ended else LIVE_SECONDS)
        # a number that is there already came by an earlier try
        await pipeline.execute(raise_on_error=False)


class AnnouncedFeed(Feed):
    """A run of this process whose readers are in others."""

    def __init__(self, run: Run, now: float, publisher: Publisher) -> None:
        super().__init__(run, now)
        self._publisher = publisher

    def publish(self, events: Sequence[Event]) -> None:
        """Show committed events here and elsewhere."""
        super().publish(events)
        self._publisher.announce(self.run.id, events, ended=self.ended)
