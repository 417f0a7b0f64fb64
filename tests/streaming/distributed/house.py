"""Several processes' engines and workers in one test, on one database and one Redis."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from app.streaming import Engine, Event, Kind, Run, RunState
from app.streaming.distributed.sharing import Sharing
from app.streaming.distributed.worker import Worker
from tests.services.redis import RedisServer
from tests.streaming.places import PostgresPlace

TAKE_OVER_SECONDS = 15.0


class House:
    """Opens engines that begin and follow, and workers that make; closes those that are left."""

    def __init__(self, place: PostgresPlace, redis: RedisServer) -> None:
        self.place = place
        self.redis = redis
        self.redis_url = redis.empty()
        self._closing: list[Callable[[], Awaitable[None]]] = []

    async def web(self, *kinds: Kind, **options: Any) -> Engine:
        """A process that serves people."""
        sharing = Sharing(self.place.dsn, self.redis_url)
        engine = Engine(sharing.store, make_runner=sharing.runner, **options)
        for kind in kinds:
            engine.register(kind)
        await engine.open()
        self._closing.append(lambda: engine.drain(0))
        return engine

    async def worker(self, *kinds: Kind, **options: Any) -> "WorkerProcess":
        """A process that makes runs."""
        sharing = Sharing(self.place.dsn, self.redis_url)
        engine = Engine(sharing.store, make_runner=sharing.runner, **options)
        for kind in kinds:
            engine.register(kind)
        await engine.open()
        worker = sharing.worker(engine.means, TAKE_OVER_SECONDS)
        worker.open()
        process = WorkerProcess(engine, worker)
        self._closing.append(process.close)
        return process

    async def close(self) -> None:
        for close in reversed(self._closing):
            await close()

    def silence(self, seconds: float = TAKE_OVER_SECONDS + 1) -> None:
        """Every worker was last alive so long ago."""
        self.place.change("UPDATE runs SET heartbeat_at = heartbeat_at - ?", seconds)


class Measuring:
    """Somebody measures, who keeps nothing."""

    def committed(self, events: int, seconds: float) -> None:
        pass

    def ended(self, kind: str, state: RunState, seconds: float) -> None:
        pass


class WorkerProcess:
    """A worker with the engine of its process."""

    def __init__(self, engine: Engine, worker: Worker) -> None:
        self.engine = engine
        self.worker = worker
        self._is_closed = False

    async def close(self, timeout: float = 0) -> None:  # noqa: ASYNC109 - the engine's own word
        if self._is_closed:
            return
        self._is_closed = True
        await self.worker.close(timeout, 5)
        await self.engine.drain(0)

    async def kill(self) -> None:
        """What kill -9 leaves: nothing more is written, nothing is said, nothing is handed back."""
        self._is_closed = True
        roster = self.worker.roster
        roster.closed = True
        self.engine.store.pool.terminate()  # type: ignore[attr-defined] # the shared store
        for feed in list(roster.feeds.values()):
            feed.left = True
            if feed.task is not None:
                feed.task.cancel()
        self._is_closed = True
        await self.worker.close(0, 0)
        await self.engine.drain(0)


async def read_on(engine: Engine, run: Run, events: list[Event], until: int) -> None:
    """Follow behind what was read until the event `until` has come."""
    follower = engine.follow(run.id, events[-1].seq if events else 0)
    while not events or events[-1].seq < until:
        events.extend(await anext(follower))
    await follower.aclose()


async def until(true: Callable[[], Any]) -> None:
    """Wait for something that no future tells of; a minute at most."""
    async with asyncio.timeout(60):
        while not true():  # noqa: ASYNC110 - it is looked at past the engine
            await asyncio.sleep(0.01)
