"""A process that makes runs for others: it takes them, shows that it lives, and takes over what the dead have left.

Everything rests on the store. The queue hands runs out at once, a message stops one at once, and without Redis both
happen a little later, when the store is asked, every second. A worker that was taken for dead finds its runs refused to
it and lets go of them.
"""

import asyncio
import contextlib
import logging
import math
import os
import secrets
import socket
from collections.abc import Awaitable, Callable
from typing import Any

from app.errors import AppError
from app.streaming.distributed.publisher import AnnouncedFeed, Publisher
from app.streaming.distributed.redis_link import AWAY, BLOCK_SECONDS, Names, connect
from app.streaming.distributed.run_queue import RunQueue
from app.streaming.distributed.takings import Held, Takings
from app.streaming.distributed.tasks import end
from app.streaming.distributed.viewers import Viewers
from app.streaming.endings import failed
from app.streaming.events import Run, RunState
from app.streaming.feed import Feed
from app.streaming.roster import Roster
from app.streaming.runner import Means
from app.streaming.store import taken_elsewhere

logger = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
_OF_HOST = 32
"""Characters: PostgreSQL cuts the name of a connection after 63, and it must end in what no other process has."""
WAITING_SECONDS = 3.0
"""A run that nobody has taken for so long was lost by the queue, or all workers are busy."""
BEATS = 5
"""So many heartbeats in the time after which a worker is taken for dead."""
_REDIS_LEASE = 0
"""The holder, among a feed's leases, that stands for all viewers elsewhere."""


def process_name() -> str:
    """A name for this process that no other one ever has."""
    return f"{socket.gethostname()[:_OF_HOST]}-{os.getpid()}-{secrets.token_hex(4)}"


class Worker:
    """Makes up to `means.max_running` runs at a time. `take_over_seconds`: after so long in silence others are dead."""

    def __init__(
        self, means: Means, takings: Takings, redis_url: str, names: Names, *, take_over_seconds: float
    ) -> None:
        self._means = means
        self._takings = takings
        self._names = names
        self._redis = connect(redis_url)
        self._reading = connect(redis_url)
        self._queue = RunQueue(redis_url, names)
        self._viewers = Viewers(self._redis, names)
        self._publisher = Publisher(self._redis, names)
        self._take_over_seconds = take_over_seconds
        self._freed = asyncio.Event()
        self._last_beat = -math.inf
        self.roster = Roster(means, self._made, self._freed.set)
        self._tasks: list[asyncio.Task[None]] = []
        self._beating: asyncio.Task[None] | None = None

    @property
    def name(self) -> str:
        """As which it takes runs."""
        return self._takings.worker

    def open(self) -> None:
        """Begin to take runs."""
        self._queue.hand_out(self._take, self._place)
        self._beating = asyncio.create_task(self._for_ever(LOOK_SECONDS, self._show_life), name="heartbeat")
        self._tasks = [
            asyncio.create_task(self._for_ever(LOOK_SECONDS, self._take_left), name="taking what was left"),
            asyncio.create_task(self._for_ever(LOOK_SECONDS, self._give_up_unwatched), name="leases of viewers"),
            asyncio.create_task(self._hear_stops(), name="runs to stop"),
        ]

    async def close(self, timeout: float, grace: float) -> None:  # noqa: ASYNC109 - shared by several waits
        """Hand back what others can go on with; the rest gets `timeout` seconds, then `grace` to be interrupted."""
        await self._queue.stop()
        await end(self._tasks)
        await self.roster.close(timeout, grace)
        for feed in list(self.roster.feeds.values()):
            if not feed.claimed:
                await self._hand_back(feed)
        if self._beating is not None:
            await end([self._beating])
        await self._publisher.flushed()
        await self._queue.close()
        await self._redis.aclose()
        await self._reading.aclose()

    def _made(self, run: Run, now: float) -> Feed:
        return AnnouncedFeed(run, now, self._publisher)

    @property
    def _places(self) -> int:
        return max(0, self._means.max_running - len(self.roster.feeds))

    async def _place(self) -> None:
        while not self._places:
            self._freed.clear()
            await self._freed.wait()

    async def _take(self, run_id: str) -> None:
        run = await self._takings.take(run_id)
        if run is not None:
            self._adopt(run)

    async def _take_left(self) -> None:
        if not self._places:
            return
        for run in await self._takings.take_left(WAITING_SECONDS, self._take_over_seconds, self._places):
            if run.state is RunState.RUNNING:
                logger.warning("run %s is taken over from a worker that was silent", run.id)
            self._adopt(run)

    def _adopt(self, run: Run) -> None:
        """A run that this process had, and was slow to notice that it has lost, is not taken up beside itself."""
        if run.id in self.roster.feeds:
            self.roster.spawn(self._means.store.give_back(run.id, run.attempts, run.epoch))
        else:
            self.roster.adopt(run, take_up=True)

    async def _show_life(self) -> None:
        feeds = dict(self.roster.feeds)
        if not feeds:
            return
        now = asyncio.get_running_loop().time()
        if now - self._last_beat >= self._take_over_seconds / BEATS:
            self._last_beat = now
            await self._takings.beat(feeds)
        held = await self._takings.held(feeds)
        for run_id, feed in feeds.items():
            self._heed(feed, held.get(run_id))

    def _heed(self, feed: Feed, held: Held | None) -> None:
        if feed.claimed or feed.left or feed.run.id not in self.roster.feeds:
            return
        if held is None or held.epoch != feed.run.epoch:
            self._lose(feed)
        elif held.stopping:
            self._stop(feed, RunState.CANCELLED)

    def _lose(self, feed: Feed) -> None:
        feed.failure = taken_elsewhere()
        if feed.task is not None:
            feed.interrupt()
        else:
            self.roster.spawn(self.roster.driver.end(feed, failed(feed.run, None, feed.failure)))

    def _stop(self, feed: Feed, state: RunState) -> None:
        if feed.stopping is None:
            self.roster.spawn(self.roster.driver.stop(feed, state))

    async def _give_up_unwatched(self) -> None:
        """What viewers on other processes hold counts here as one lease; when they cannot be asked, as held."""
        feeds = {run_id: feed for run_id, feed in self.roster.feeds.items() if feed.run.abandon_after is not None}
        left = await self._viewers.seconds_left(list(feeds))
        now = self._means.monotonic()
        for run_id, feed in feeds.items():
            seconds = 2 * LOOK_SECONDS if left is None else left[run_id]
            if seconds > 0:
                feed.leases.renew(_REDIS_LEASE, now + seconds)
            else:
                feed.leases.release(_REDIS_LEASE, now)
        self.roster.sweep()

    async def _hear_stops(self) -> None:
        heard: Any = "$"
        while True:
            try:
                reply: Any = await self._reading.xread({self._names.stops: heard}, block=int(BLOCK_SECONDS * 1_000))
            except AWAY:
                await asyncio.sleep(LOOK_SECONDS)
                continue
            for _, entries in reply:
                heard = entries[-1][0]
                for _, fields in entries:
                    feed = self.roster.feeds.get(fields[b"id"].decode())
                    if feed is not None:
                        self._stop(feed, RunState.CANCELLED)

    async def _hand_back(self, feed: Feed) -> None:
        with contextlib.suppress(AppError):
            if feed.task is None:
                await self._means.store.give_back(feed.run.id, feed.run.attempts, feed.run.epoch)
            await self._queue.put(feed.run.id)

    async def _for_ever(self, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            await asyncio.sleep(seconds)
            try:
                await work()
            except AppError as error:
                logger.warning("the store does not answer: %s", error)
