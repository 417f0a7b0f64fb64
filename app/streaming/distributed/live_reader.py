"""All runs that readers of this process follow while workers make them elsewhere.

One reader waits for all of them in one command. What it brings is shown when it joins what is known without a gap;
otherwise, at a run's end, and when nothing came for a while, the log is read, which is the truth in any case. So an
event that was never sent, a stream that was cut or a Redis that is away make a follower late and nothing else.
"""

import asyncio
import contextlib
import logging
from collections.abc import Coroutine, Sequence
from typing import Any
from weakref import WeakValueDictionary

from redis.asyncio import Redis

from app.errors import AppError
from app.streaming.distributed.publisher import DATA, LAST, NAME
from app.streaming.distributed.redis_link import AWAY, BLOCK_SECONDS, Names
from app.streaming.distributed.takings import Takings
from app.streaming.distributed.tasks import end
from app.streaming.events import Event
from app.streaming.feed import Feed
from app.streaming.follower import read_all
from app.streaming.store import Store

logger = logging.getLogger(__name__)

CHECK_SECONDS = 2.0
"""After this long without an event the log is asked whether there is one."""
CHECK_SECONDS_ALONE = 0.5
"""The same while Redis is away."""
PAUSE_SECONDS = 0.005
PAUSE_SECONDS_PER_RUN = 0.000_01
"""Between two commands of the reader: each names all runs again, so with many of them it gathers for longer."""
BELL_SECONDS = 60
ENTRIES_AT_ONCE = 512

_Entries = Sequence[tuple[bytes, dict[bytes, bytes]]]


class LiveReader:
    """The runs that are followed here; one that nobody holds any more is forgotten by itself."""

    def __init__(self, store: Store, takings: Takings, redis: Redis, names: Names) -> None:
        self.feeds: WeakValueDictionary[str, Feed] = WeakValueDictionary()
        self.is_alone = False
        self._store = store
        self._takings = takings
        self._redis = redis
        self._names = names
        self._bell = names.bell(takings.worker)
        self._seen: dict[str, int] = {}
        self._reading_log: set[str] = set()
        self._tasks: set[asyncio.Task[Any]] = set()

    def open(self) -> None:
        """Begin to read."""
        self._spawn(self._read_for_ever())
        self._spawn(self._check_for_ever())

    async def close(self) -> None:
        """Read no more."""
        await end(self._tasks)

    def add(self, feed: Feed) -> None:
        """Follow a run from what its feed has on."""
        self.feeds[feed.run.id] = feed
        self._spawn(self._ring())

    async def read_on(self, feed: Feed) -> None:
        """Show what the log has behind what came by itself.

        Raises:
            Unavailable: it cannot be read just now.
        """
        run_id = feed.run.id
        run = await self._store.get(run_id)
        if run is None:
            feed.left = True
            feed.wake()
            return
        events = await read_all(self._store, run_id, feed.committed)
        if events and events[-1].seq > run.last_seq:
            run = await self._store.get(run_id) or run
        feed.run = run
        fresh = [event for event in events if event.seq > feed.committed]
        if fresh:
            feed.publish(fresh)
        else:
            feed.wake()

    async def _ring(self) -> None:
        with contextlib.suppress(*AWAY):
            pipeline = self._redis.pipeline(transaction=False)
            pipeline.xadd(self._bell, {NAME: ""}, maxlen=1)
            pipeline.expire(self._bell, BELL_SECONDS)
            await pipeline.execute()

    async def _read_for_ever(self) -> None:
        rung = b"0-0"
        while True:
            keys = {
                self._names.live(run_id): run_id
                for run_id, feed in self.feeds.items()
                if not feed.ended and run_id not in self._reading_log
            }
            places: dict[Any, Any] = {key: f"{self._committed(run_id)}-0" for key, run_id in keys.items()}
            places[self._bell] = rung
            try:
                reply: Any = await self._redis.xread(places, count=ENTRIES_AT_ONCE, block=int(BLOCK_SECONDS * 1_000))
            except AWAY as error:
                self._miss(error)
                await asyncio.sleep(CHECK_SECONDS_ALONE)
                continue
            self.is_alone = False
            for key, entries in reply:
                run_id = keys.get(key.decode())
                if run_id is None:
                    rung = entries[-1][0]
                else:
                    self._show(run_id, entries)
            await asyncio.sleep(PAUSE_SECONDS + len(keys) * PAUSE_SECONDS_PER_RUN)

    def _miss(self, error: Exception) -> None:
        if not self.is_alone:
            logger.warning("live events cannot be had from other processes, the log is read instead: %r", error)
        self.is_alone = True

    def _committed(self, run_id: str) -> int:
        feed = self.feeds.get(run_id)
        return 0 if feed is None else feed.committed

    def _show(self, run_id: str, entries: _Entries) -> None:
        feed = self.feeds.get(run_id)
        if feed is None:
            return
        events = [event for event in (_event(run_id, *entry) for entry in entries) if event.seq > feed.committed]
        if not events:
            return
        is_joined = events[0].seq == feed.committed + 1 and events[-1].seq == feed.committed + len(events)
        if is_joined and LAST.encode() not in entries[-1][1]:
            feed.publish(events)
        else:
            self._read_log(feed)

    def _read_log(self, feed: Feed) -> None:
        if feed.run.id not in self._reading_log:
            self._reading_log.add(feed.run.id)
            self._spawn(self._catch_up(feed))

    async def _catch_up(self, feed: Feed) -> None:
        run_id = feed.run.id
        try:
            await self.read_on(feed)
        except AppError as error:
            logger.warning("the log of run %s cannot be read yet: %s", run_id, error)
        finally:
            self._reading_log.discard(run_id)
            self._spawn(self._ring())

    async def _check_for_ever(self) -> None:
        while True:
            await asyncio.sleep(CHECK_SECONDS_ALONE if self.is_alone else CHECK_SECONDS)
            try:
                await self._check()
            except AppError as error:
                logger.warning("the log cannot be read yet: %s", error)

    async def _check(self) -> None:
        """Read on where the log has more than came by itself since the last time."""
        before, self._seen = (
            self._seen,
            {run_id: feed.committed for run_id, feed in self.feeds.items() if not feed.ended},
        )
        quiet = [run_id for run_id, seq in self._seen.items() if self.is_alone or before.get(run_id) == seq]
        if not quiet:
            return
        positions = await self._takings.positions(quiet)
        for run_id in quiet:
            feed, position = self.feeds.get(run_id), positions.get(run_id)
            if feed is not None and (position is None or position.ended or position.last_seq > feed.committed):
                self._read_log(feed)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _event(run_id: str, entry_id: bytes, fields: dict[bytes, bytes]) -> Event:
    return Event(run_id, int(entry_id.partition(b"-")[0]), fields[NAME.encode()].decode(), fields[DATA.encode()])
