"""A small world for the engine's tests: engines on one file, producers that wait for the test's word, crashes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import msgspec

from app.streaming import Emit, Engine, Event, Finish, Kind, Run, RunContext
from app.streaming.local_runner import LocalRunner
from tests.streaming.places import Place


class Clock:
    """Seconds that pass only when the test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Script:
    """A producer that yields what the test puts, and remembers how often it was started and how it was left."""

    def __init__(self) -> None:
        self.starts = 0
        self.closed = asyncio.Event()
        self._items: asyncio.Queue[Emit | Finish | Exception] = asyncio.Queue()

    def say(self, *names: str) -> None:
        for name in names:
            self._items.put_nowait(Emit(name))

    def finish(self, result: Any = None, **options: Any) -> None:
        self._items.put_nowait(Finish(result, **options))

    def fail(self, error: Exception) -> None:
        self._items.put_nowait(error)

    async def produce(self, _context: RunContext) -> AsyncIterator[Emit | Finish]:
        self.starts += 1
        try:
            while True:
                item = await self._items.get()
                if isinstance(item, Exception):
                    raise item
                yield item
        finally:
            self.closed.set()

    def kind(self, name: str = "script", *, resumable: bool = False, **options: Any) -> Kind:
        return Kind(name, self.produce, resumable=resumable, **options)


class World:
    """Engines that were opened on one store, one after the other."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self._open: list[Engine] = []

    async def engine(self, *kinds: Kind, busy_timeout_ms: int = 5_000, **options: Any) -> Engine:
        take_up = options.pop("take_up", True)
        engine = Engine(self.place.store(busy_timeout_ms=busy_timeout_ms), **options)
        for kind in kinds:
            engine.register(kind)
        await engine.open(take_up=take_up)
        self._open.append(engine)
        return engine

    async def crash(self, engine: Engine) -> None:
        """What kill -9 leaves: nothing more is written, nothing is said."""
        runner = engine._runner
        assert isinstance(runner, LocalRunner)
        roster = runner.roster
        tasks = {feed.task for feed in roster.feeds.values() if feed.task is not None} | roster._background
        tasks |= {task for task in (engine._sweeper, roster.driver.committer._task) if task is not None}
        roster.closed = True
        await self.place.kill(engine.store)
        for feed in list(roster.feeds.values()):
            feed.left = True
            feed.wake()
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        self._open.remove(engine)

    async def drain(self, engine: Engine, timeout: float = 5.0) -> None:  # noqa: ASYNC109 - the engine's own word
        await engine.drain(timeout)
        self._open.remove(engine)

    async def close(self) -> None:
        for engine in self._open:
            await engine.drain(0)

    def rows(self, sql: str, *parameters: Any) -> list[Any]:
        """What is stored, read past the engine."""
        return self.place.rows(sql, *parameters)

    def last_stored(self, run_id: str) -> int:
        """The number of the last event of a run that goes on, as another process would read it."""
        last: int | None = self.place.rows(self.place.last_event, run_id)[0][0]
        return last or 0

    def change(self, sql: str, *parameters: Any) -> None:
        self.place.change(sql, *parameters)


async def read_to_end(engine: Engine, run: Run, after: int = 0, **options: Any) -> list[Event]:
    """Everything that a follower gets until it is sent away."""
    return [event async for batch in engine.follow(run.id, after, **options) for event in batch]


async def read_until(engine: Engine, run: Run, seq: int) -> list[Event]:
    """Follow until the event `seq` has come."""
    events: list[Event] = []
    follower = engine.follow(run.id)
    while not events or events[-1].seq < seq:
        events.extend(await anext(follower))
    await follower.aclose()
    return events


def names(events: list[Event]) -> list[str]:
    return [event.name for event in events]


def payload(event: Event) -> Any:
    return msgspec.json.decode(event.data)


def producing(*items: Emit | Finish) -> Callable[[RunContext], AsyncIterator[Emit | Finish]]:
    """A producer that yields these and is done."""

    async def produce(_context: RunContext) -> AsyncIterator[Emit | Finish]:
        for item in items:
            yield item

    return produce


def counting(calls: list[str], name: str, value: Any) -> Callable[[], Awaitable[Any]]:
    """A step's work that notes that it was done."""

    async def work() -> Any:
        calls.append(name)
        return value

    return work
