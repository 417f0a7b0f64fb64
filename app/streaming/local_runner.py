"""Runs made in this process: their readers find them in memory, and their end is this process's to write."""

import asyncio
import contextlib
from collections.abc import Sequence

from app.errors import Conflict
from app.streaming.events import Run, RunState
from app.streaming.feed import Feed
from app.streaming.observing import Standing
from app.streaming.roster import Roster
from app.streaming.runner import Means
from app.streaming.statements import Statement

SETTLE_SECONDS = 5.0


class LocalRunner:
    """The runs of this process, which is the only one that runs any on its store."""

    def __init__(self, means: Means) -> None:
        self.roster = Roster(means)
        self._store = means.store
        self._monotonic = means.monotonic
        self._stop_grace = means.stop_grace

    @property
    def running(self) -> int:
        """How many producers run."""
        return len(self.roster.running)

    def standing(self) -> Standing:
        """What runs and what waits here."""
        return self.roster.standing()

    async def open(self, *, take_up: bool) -> None:
        """Take up what a process that died has left, or interrupt it."""
        left = await self._store.inherit()
        settling = [task for run in left if (task := self.roster.adopt(run, take_up=take_up)) is not None]
        if settling:
            await asyncio.wait(settling, timeout=SETTLE_SECONDS)

    async def create(self, run: Run, statements: Sequence[Statement]) -> Run:
        """Write the run and give it a place in the queue."""
        return await asyncio.shield(self.roster.spawn(self._create(run, statements)))

    async def get(self, run_id: str) -> Run | None:
        """The run as its readers see it."""
        feed = await self.feed(run_id)
        return None if feed is None else feed.snapshot

    async def feed(self, run_id: str, reader_has: int = 0) -> Feed | None:  # noqa: ARG002 - it is never behind the log
        """The live run, or one that has ended."""
        live = self.roster.feeds.get(run_id)
        if live is not None:
            return live
        run = await self._store.get(run_id)
        if run is None:
            return None
        feed = self.roster.feeds.get(run_id)
        if feed is None:
            feed = Feed(run, self._monotonic())
            feed.left = not run.state.ended
        return feed

    def touch(self, run_id: str) -> None:
        """That counts as a viewer's leaving just now."""
        feed = self.roster.feeds.get(run_id)
        if feed is not None:
            feed.leases.renew(0, self._monotonic())

    async def cancel(self, run: Run) -> Run:
        """Stop its producer and write its end."""
        feed = self.roster.feeds.get(run.id)
        if feed is None:
            return run
        await asyncio.wait(
            {self.roster.spawn(self.roster.driver.stop(feed, RunState.CANCELLED))}, timeout=2 * self._stop_grace
        )
        return feed.snapshot

    async def let_end(self, run_id: str) -> None:
        """Wait while it is being stopped, or what it ends with is being written."""
        feed = self.roster.feeds.get(run_id)
        if feed is not None and (feed.claimed or feed.stopping is not None):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(feed.until_ended(), 2 * self._stop_grace)

    def sweep(self) -> None:
        """Give up the runs that nobody has watched for their `abandon_after` seconds."""
        self.roster.sweep()

    def wake_all(self) -> None:
        """Tell all followers to look around."""
        self.roster.wake_all()

    async def close(self, timeout: float, grace: float) -> None:  # noqa: ASYNC109 - shared by several waits
        """Leave resumable and queued runs for the next process; the others end."""
        await self.roster.close(timeout, grace)

    async def _create(self, run: Run, statements: Sequence[Statement]) -> Run:
        if run.id in self.roster.feeds:
            raise Conflict("A run with this name exists already.")
        feed = self.roster.expect(run)
        try:
            stored = await self._store.create_run(run, statements)
        except BaseException:
            self.roster.forget(run.id)
            raise
        if stored.id == run.id:
            self.roster.enqueue(feed)
            return run
        self.roster.forget(run.id)
        return await self.get(stored.id) or stored
