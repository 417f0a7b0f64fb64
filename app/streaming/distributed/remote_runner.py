"""Runs made by workers, as a process that serves people sees them: it begins, follows and stops them.

A run is committed before anybody is told of it, so what is queued can be lost and the run cannot. Who has begun a run
may vanish at once: workers own what goes on.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Coroutine, Sequence
from typing import Any

from app.errors import AppError
from app.streaming.distributed.live_reader import LiveReader
from app.streaming.distributed.publisher import AnnouncedFeed, Publisher
from app.streaming.distributed.redis_link import AWAY, Names, connect
from app.streaming.distributed.run_queue import RunQueue
from app.streaming.distributed.takings import Takings
from app.streaming.distributed.tasks import end
from app.streaming.distributed.viewers import TOUCHED_SECONDS, Viewers
from app.streaming.driver import Driver
from app.streaming.endings import stopped
from app.streaming.events import Run, RunState
from app.streaming.feed import Feed
from app.streaming.observing import Standing, Unobserved
from app.streaming.runner import Means
from app.streaming.statements import Statement

LEASE_SECONDS = 1.0
"""How often the leases of this process's viewers are told to the others."""
QUEUE_SECONDS = 2.0
"""How often whoever measures is told what waits."""
MOST_STOPS = 1_000
_LOOK = "a look"


class RemoteRunner:
    """One process's view of the runs of a store that it shares; `takings` is on the same store."""

    def __init__(self, means: Means, takings: Takings, redis_url: str, names: Names) -> None:
        self._means = means
        self._store = means.store
        self._takings = takings
        self._names = names
        self._redis = connect(redis_url)
        self._reading = connect(redis_url)
        self._live = LiveReader(means.store, takings, self._reading, names)
        self._queue = RunQueue(redis_url, names)
        self._viewers = Viewers(self._redis, names)
        self._publisher = Publisher(self._redis, names)
        self._driver = Driver(means, lambda _feed: None)
        self._leased: set[str] = set()
        self._background: set[asyncio.Task[Any]] = set()
        self._waits_since: float | None = None
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def running(self) -> int:
        """None here."""
        return 0

    def standing(self) -> Standing:
        """What waits for any worker; what runs they tell themselves."""
        return Standing(Counter(), Counter(), self._waits_since)

    async def open(self, *, take_up: bool) -> None:
        """Begin to follow. What others left is the workers' to take up, from whatever day it is."""
        self._live.open()
        self._tasks = [asyncio.create_task(self._lease_for_ever(), name="leases of viewers")]
        if not isinstance(self._means.observer, Unobserved):
            self._tasks.append(asyncio.create_task(self._look_for_ever(), name="what waits for a worker"))

    async def create(self, run: Run, statements: Sequence[Statement]) -> Run:
        """Write the run, then tell the workers."""
        return await asyncio.shield(self._spawn(self._create(run, statements)))

    async def get(self, run_id: str) -> Run | None:
        """The run as it is stored: what this process has heard of it may be older."""
        return await self._store.get(run_id)

    async def feed(self, run_id: str, reader_has: int = 0) -> Feed | None:
        """The run, joined to what comes live unless it has ended.

        Somebody who comes from another process may have heard more than has come here.
        """
        feed = self._live.feeds.get(run_id) or await self._joined(run_id)
        if feed is not None and feed.committed < reader_has and not feed.ended:
            await self._live.read_on(feed)
        return feed

    def touch(self, run_id: str) -> None:
        """A lease that is over as soon as it was seen."""
        self._spawn(self._viewers.renew(_LOOK, {run_id: TOUCHED_SECONDS}))

    async def cancel(self, run: Run) -> Run:
        """Ask the worker that has the run; what nobody has is ended here."""
        is_had = await self._takings.ask_to_stop(run.id)
        mine = None if is_had else await self._takings.take(run.id)
        if mine is not None:
            feed = AnnouncedFeed(mine, self._means.monotonic(), self._publisher)
            await self._driver.end(feed, stopped(mine, self._means.kinds.get(mine.kind), RunState.CANCELLED))
            return feed.snapshot
        self._spawn(self._tell_to_stop(run.id))
        await self._until_ended(run.id)
        return await self._store.get(run.id) or run

    async def let_end(self, run_id: str) -> None:
        """Wait for a run that somebody has asked to stop."""
        run = await self._store.get(run_id)
        if run is not None and run.stopping and not run.state.ended:
            await self._until_ended(run_id)

    def sweep(self) -> None:
        """The workers give up what nobody watches."""

    def wake_all(self) -> None:
        """Tell all followers to look around."""
        for feed in list(self._live.feeds.values()):
            feed.wake()

    async def close(self, timeout: float, grace: float) -> None:  # noqa: ASYNC109 - shared by several waits
        """Let go of all runs, which go on: what is being begun or stopped gets `timeout` seconds to be written."""
        for feed in list(self._live.feeds.values()):
            feed.left = True
            feed.wake()
        if self._background:
            await asyncio.wait(self._background, timeout=timeout)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(grace):
                await end(self._background | set(self._tasks))
        await self._publisher.flushed()
        await self._live.close()
        await self._queue.close()
        await self._redis.aclose()
        await self._reading.aclose()

    async def _create(self, run: Run, statements: Sequence[Statement]) -> Run:
        stored = await self._store.create_run(run, statements)
        if stored.id == run.id:
            self._spawn(self._queue.put(run.id))
        return stored

    async def _joined(self, run_id: str) -> Feed | None:
        run = await self._store.get(run_id)
        if run is None:
            return None
        known = self._live.feeds.get(run_id)
        if known is not None:
            return known
        feed = Feed(run, self._means.monotonic())
        if not run.state.ended:
            self._live.add(feed)
        return feed

    async def _until_ended(self, run_id: str) -> None:
        feed = await self.feed(run_id)
        if feed is not None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(feed.until_ended(), 2 * self._means.stop_grace)

    async def _tell_to_stop(self, run_id: str) -> None:
        with contextlib.suppress(*AWAY):
            await self._redis.xadd(self._names.stops, {"id": run_id}, maxlen=MOST_STOPS, approximate=True)

    async def _lease_for_ever(self) -> None:
        while True:
            await asyncio.sleep(LEASE_SECONDS)
            await self._viewers.renew(self._takings.worker, self._leases())

    async def _look_for_ever(self) -> None:
        while True:
            # A database that is away begins no run either: what waited then goes on waiting.
            with contextlib.suppress(AppError):
                self._waits_since = await self._takings.waits_since()
            await asyncio.sleep(QUEUE_SECONDS)

    def _leases(self) -> dict[str, float]:
        """For how long this process has viewers of each run; 0 for those whose last one has gone since."""
        now = self._means.monotonic()
        held = {
            run_id: feed.leases.seconds_left(now)
            for run_id, feed in self._live.feeds.items()
            if feed.run.abandon_after is not None
        }
        watched = {run_id: left for run_id, left in held.items() if left > 0}
        gone = dict.fromkeys(self._leased - watched.keys(), 0.0)
        self._leased = set(watched)
        return watched | gone

    def _spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
        return task
