"""The runs of this process: who is known, who waits for a place, who runs."""

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Callable, Coroutine
from typing import Any

from app.streaming.driver import Driver
from app.streaming.endings import CrashLoop, failed, stopped
from app.streaming.events import Run, RunState
from app.streaming.feed import Feed
from app.streaming.observing import Standing
from app.streaming.runner import Means

logger = logging.getLogger(__name__)


class Roster:
    """Feeds of the runs that have not ended. At most `max_running` producers run; the others wait in order."""

    def __init__(
        self,
        means: Means,
        make_feed: Callable[[Run, float], Feed] = Feed,
        on_gone: Callable[[], None] = lambda: None,
    ) -> None:
        self.driver = Driver(means, self._forget)
        self.feeds: dict[str, Feed] = {}
        self.running: set[Feed] = set()
        self.closed = False
        self._kinds = means.kinds
        self._make_feed = make_feed
        self._on_gone = on_gone
        self._max_running = means.max_running
        self._monotonic = means.monotonic
        self._tracing = means.tracing
        self._queue: deque[Feed] = deque()
        self._background: set[asyncio.Task[Any]] = set()

    def standing(self) -> Standing:
        """What runs and what waits; the sets are copied first, for another thread may ask."""
        queue = tuple(self._queue)
        return Standing(
            Counter(feed.run.kind for feed in tuple(self.running)),
            Counter(feed.run.kind for feed in queue),
            queue[0].run.created_at if queue else None,
        )

    def expect(self, run: Run) -> Feed:
        """A feed for a run that is about to be written: known at once, set going by `enqueue`."""
        feed = self.feeds[run.id] = self._make_feed(run, self._monotonic())
        return feed

    def forget(self, run_id: str) -> None:
        """The run was not written after all."""
        del self.feeds[run_id]

    def enqueue(self, feed: Feed) -> None:
        """Let a written run go as soon as there is a place."""
        feed.admitted = True
        self._queue.append(feed)
        self._admit()

    def adopt(self, run: Run, *, take_up: bool) -> asyncio.Task[None] | None:
        """Take up a run of a process that died; the task is there when its ending has to be written instead."""
        feed = self.expect(run)
        kind = self._kinds.get(run.kind)
        started = run.state is RunState.RUNNING
        if run.stopping:
            return self.spawn(self.driver.end(feed, stopped(run, kind, RunState.CANCELLED)))
        if kind is None or not take_up or (started and not kind.resumable):
            return self.spawn(self.driver.end(feed, stopped(run, kind, RunState.INTERRUPTED)))
        if started and run.attempts >= kind.max_attempts:
            return self.spawn(self.driver.end(feed, failed(run, kind, CrashLoop())))
        self.enqueue(feed)
        return None

    def sweep(self) -> None:
        """Give up the runs that nobody has watched for their `abandon_after` seconds."""
        now = self._monotonic()
        for feed in list(self.feeds.values()):
            patience = feed.run.abandon_after
            if patience is None or not feed.admitted or feed.claimed or feed.stopping is not None:
                continue
            if feed.leases.unwatched_for(now) >= patience:
                self.spawn(self.driver.stop(feed, RunState.ABANDONED))

    def spawn(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """A task that nobody has to wait for; it is known until it is done."""
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
        return task

    def wake_all(self) -> None:
        """Tell all followers to look around."""
        for feed in self.feeds.values():
            feed.wake()

    async def close(self, timeout: float, grace: float) -> None:  # noqa: ASYNC109 - shared by several waits
        """Leave resumable and queued runs; the others get `timeout` seconds, then `grace` to be interrupted.

        What cannot be written even then stays as it is, for the next process to find.
        """
        self.closed = True
        for feed in list(self.feeds.values()):
            self._let_go(feed)
        await _wait(self._driving(), timeout)
        for feed in list(self.feeds.values()):
            if not feed.left and not feed.claimed:
                self.spawn(self.driver.stop(feed, RunState.INTERRUPTED))
        rest = self._driving() | self._background
        await _wait(rest, grace)
        for task in rest:
            task.cancel()
        await _wait(rest, grace)
        await self.driver.committer.flushed()

    def _driving(self) -> set[asyncio.Task[None]]:
        return {feed.task for feed in self.feeds.values() if feed.task is not None}

    def _let_go(self, feed: Feed) -> None:
        if feed.claimed or feed.stopping is not None:
            return
        if feed.task is None or self._kinds[feed.run.kind].resumable:
            feed.left = True
            feed.interrupt()
            feed.wake()

    def _admit(self) -> None:
        while self._queue and len(self.running) < self._max_running and not self.closed:
            feed = self._queue.popleft()
            if feed.claimed or feed.stopping is not None:
                continue
            self.running.add(feed)
            feed.task = asyncio.create_task(self._drive(feed), name=f"run {feed.run.id}")

    async def _drive(self, feed: Feed) -> None:
        # Each coroutine that waits here costs every live run 300 bytes, so that this is one.
        try:
            with self._tracing.run(feed.run) as left:
                try:
                    await self.driver.drive(feed)
                finally:
                    left(feed.run.state)
        except Exception:
            logger.exception("run %s was not driven to its end", feed.run.id)
        finally:
            self.running.discard(feed)
            self._admit()

    def _forget(self, feed: Feed) -> None:
        self.feeds.pop(feed.run.id, None)
        self.running.discard(feed)
        self._admit()
        self._on_gone()


async def _wait(tasks: set[asyncio.Task[Any]], timeout: float) -> None:  # noqa: ASYNC109 - see close
    if tasks:
        await asyncio.wait(tasks, timeout=timeout)
