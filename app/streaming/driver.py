"""Driving one run: its producer in a task of its own, and exactly one ending, whatever happens.

The ways out: the producer finishes or raises, the deadline passes, somebody stops the run, its events cannot be
written, or the process shuts down and leaves a resumable run for the next one. Whoever ends a run claims it first;
the store's compare-and-set is the second lock.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable

import msgspec

from app.errors import OutOfSpace, StoreAway, Unavailable
from app.streaming.committer import Committer
from app.streaming.encoding import encode
from app.streaming.endings import DeadlineExceeded, done, failed, stopped
from app.streaming.events import Ending, Event, RunState
from app.streaming.feed import Feed
from app.streaming.follower import read_all
from app.streaming.patience import Pauses
from app.streaming.producers import Emit, Finish, Kind, RunContext
from app.streaming.runner import Means
from app.streaming.store import taken_elsewhere

logger = logging.getLogger(__name__)

MAX_UNCOMMITTED = 256
"""Events of one run that may wait for their commit; then its producer waits."""


class Driver:
    """Takes runs from their beginning to their end. `on_ended` is called once the terminal event is shown."""

    def __init__(self, means: Means, on_ended: Callable[[Feed], None]) -> None:
        self.committer = Committer(means.store, Feed.interrupt, means.observer)
        self._observer = means.observer
        self._tracing = means.tracing
        self._store = means.store
        self._kinds = means.kinds
        self._clock = means.clock
        self._on_ended = on_ended
        self._stop_grace = means.stop_grace

    async def drive(self, feed: Feed) -> None:
        """Run the producer and write the ending; a run that is left for the next process gets none."""
        kind = self._kinds[feed.run.kind]
        attempts = feed.run.attempts
        ending: Ending | None = None
        stray: BaseException | None = None
        try:
            ending = await self._outcome(feed, kind)
        except asyncio.CancelledError as error:
            task = asyncio.current_task()
            if not feed.interrupted and task is not None and task.cancelling():
                raise
            stray = error
        if feed.left:
            await self._leave(feed, attempts)
            return
        if feed.stopping is not None:
            ending = stopped(feed.run, kind, feed.stopping)
        elif feed.failure is not None or ending is None:
            ending = failed(feed.run, kind, feed.failure or stray or asyncio.CancelledError())
        await self.end(feed, ending)

    async def stop(self, feed: Feed, state: RunState) -> None:
        """End a run from outside; one that is ending already is waited for."""
        if not feed.claimed and feed.stopping is None:
            feed.stopping = state
            if feed.task is not None:
                feed.interrupt()
                await asyncio.wait({feed.task}, timeout=self._stop_grace)
                if not feed.claimed and not feed.left:
                    logger.error("the producer of run %s does not let itself be cancelled", feed.run.id)
            if not feed.left:
                await self.end(feed, stopped(feed.run, self._kinds.get(feed.run.kind), state))
        await feed.until_ended()

    async def end(self, feed: Feed, ending: Ending) -> None:
        """Write the ending behind all events of the run; nothing if somebody else is ending it."""
        if feed.claimed:
            return
        feed.claimed = True
        await feed.until_committed()
        if feed.failure is not None and ending.state is RunState.DONE:
            ending = failed(feed.run, self._kinds.get(feed.run.kind), feed.failure)
        await self._write(feed, ending)
        self._on_ended(feed)

    async def _outcome(self, feed: Feed, kind: Kind) -> Ending:
        """What the producer comes to. Each coroutine that waits here costs every live run 300 bytes: so this is one."""
        limit = asyncio.timeout(kind.deadline)
        attempt, pauses = feed.run.attempts + 1, Pauses()
        try:
            async with limit:
                while True:
                    context: RunContext | None = None
                    try:
                        context = await self._begin(feed, attempt)
                        return done(await self._produce(feed, kind, context))
                    except StoreAway as error:
                        if feed.interrupted or not (kind.resumable or context is None):
                            raise
                        logger.warning("run %s waits for what is stored: %s", feed.run.id, error)
                    finally:
                        if context is not None:
                            await context.stop_steps()
                    await self._before_another_try(feed, pauses)
        except TimeoutError as error:
            return failed(feed.run, kind, DeadlineExceeded() if limit.expired() else error)
        except Exception as error:  # noqa: BLE001 - whatever a producer raises ends its run, and only that
            return failed(feed.run, kind, error)

    async def _before_another_try(self, feed: Feed, pauses: Pauses) -> None:
        """A run that met its store away begins anew as after a crash: with its steps remembered, each event once."""
        await feed.until_committed()
        if feed.failure is not None:
            raise feed.failure
        await pauses.take()

    async def _begin(self, feed: Feed, attempt: int) -> RunContext:
        run = feed.run
        stored: dict[str, bytes] = {}
        if run.started_at is not None:
            stored = await self._store.steps(run.id)
            feed.labels = await self._store.labels(run.id)
        started_at = self._clock()
        if not await self._store.begin(run.id, started_at, attempt, run.epoch):
            raise taken_elsewhere()
        feed.run = msgspec.structs.replace(
            run,
            state=RunState.RUNNING,
            started_at=started_at if run.started_at is None else run.started_at,
            attempts=attempt,
        )
        return RunContext(feed.run, self._store, stored, self._tracing)

    async def _produce(self, feed: Feed, kind: Kind, context: RunContext) -> Finish:
        producer = kind.producer(context)
        try:
            async for item in producer:
                if feed.interrupted:
                    raise asyncio.CancelledError
                if isinstance(item, Finish):
                    return item
                data = b"{}" if item.data is None else encode(item.data)
                self.committer.append(feed, item.name, data, item.once)
                if feed.seq - feed.committed >= MAX_UNCOMMITTED:
                    await feed.until_committed(MAX_UNCOMMITTED - 1)
            return Finish()
        finally:
            await self._close(feed, producer)

    async def _close(self, feed: Feed, producer: AsyncIterator[Emit | Finish]) -> None:
        close = getattr(producer, "aclose", None)
        if close is None:
            return
        try:
            async with asyncio.timeout(self._stop_grace):
                await close()
        except Exception:
            logger.exception("the producer of run %s could not be closed", feed.run.id)

    async def _leave(self, feed: Feed, attempts: int) -> None:
        """What is committed stays; an orderly shutdown does not count as an attempt."""
        await feed.until_committed()
        with contextlib.suppress(OutOfSpace, Unavailable):
            await self._store.give_back(feed.run.id, attempts, feed.run.epoch)

    async def _write(self, feed: Feed, ending: Ending) -> None:
        run, seq = feed.run, feed.committed + 1
        pauses = Pauses()
        while True:
            ended_at = self._clock()
            try:
                written = await self._store.finish(run.id, seq, ended_at, ending, run.epoch)
                break
            except (OutOfSpace, Unavailable) as error:
                logger.warning("the ending of run %s cannot be written yet: %s", run.id, error)
                await pauses.take()
            except Exception as error:
                if not ending.statements and ending.state is not RunState.DONE:
                    raise
                logger.exception("the rows for the ending of run %s were refused", run.id)
                ending = self._instead(feed, ending, error)
        if not written:
            await self._take_over(feed)
            return
        feed.seq = seq
        feed.run = msgspec.structs.replace(
            run, state=ending.state, result=ending.result, error=ending.error, last_seq=seq, ended_at=ended_at
        )
        feed.publish([Event(run.id, seq, ending.state.value, ending.data)])
        self._observer.ended(run.kind, ending.state, ended_at - run.created_at)

    def _instead(self, feed: Feed, ending: Ending, error: Exception) -> Ending:
        if ending.state is RunState.DONE:
            return failed(feed.run, self._kinds.get(feed.run.kind), error)
        return msgspec.structs.replace(ending, statements=())

    async def _take_over(self, feed: Feed) -> None:
        """Somebody else ended the run in the store, or has it now: show what they wrote, if that can be read."""
        try:
            stored = await self._store.get(feed.run.id)
            events = [] if stored is None else await read_all(self._store, stored.id, feed.committed)
        except (OutOfSpace, Unavailable) as error:
            logger.warning("run %s was lost, and what became of it cannot be read: %s", feed.run.id, error)
            stored, events = None, []
        if stored is not None and stored.epoch != feed.run.epoch:
            logger.warning("run %s is another worker's by now", feed.run.id)
        feed.left = stored is None or not stored.state.ended
        if stored is None:
            feed.wake()
            return
        feed.seq, feed.run = stored.last_seq, stored
        if events:
            feed.publish(events)
        feed.wake()
