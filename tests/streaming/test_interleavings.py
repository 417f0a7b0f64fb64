"""Whatever happens in whatever order, every follower gets the same sequence, without gaps and without repeats."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.streaming import Emit, Engine, Event, Finish, Kind, Run, RunContext
from tests.streaming.places import Place, PostgresPlace, SqlitePlace
from tests.streaming.world import World, counting

READERS = 3
STEP_EVERY = 5

_reader = st.integers(0, READERS - 1)
actions = st.one_of(
    st.tuples(st.just("say"), st.integers(1, 300)),
    st.tuples(st.just("read"), _reader),
    st.tuples(st.just("disconnect"), _reader),
    st.tuples(st.just("crash"), st.just(0)),
    st.tuples(st.just("drain"), st.just(0)),
    st.tuples(st.just("yield"), st.integers(1, 5)),
)


class Story:
    """One run, a producer that says as many numbers as it is allowed to, and readers with cursors."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.allowed = 0
        self.over = False
        self.grown = asyncio.Event()
        self.calls: list[str] = []
        self.seen: list[list[Event]] = [[] for _ in range(READERS)]
        self.following: dict[int, AsyncIterator[tuple[Event, ...]]] = {}

    async def produce(self, context: RunContext) -> AsyncIterator[Emit | Finish]:
        number = 0
        while number < self.allowed or not self.over:
            if number >= self.allowed:
                self.grown.clear()
                await self.grown.wait()
                continue
            number += 1
            if number % STEP_EVERY == 0:
                await context.step(f"step {number}", counting(self.calls, f"step {number}", number), int)
            yield Emit("n", number, once=str(number))
        yield Finish(number)

    async def open(self) -> Engine:
        kind = Kind("k", self.produce, resumable=True, max_attempts=10_000)
        return await self.world.engine(kind, heartbeat=0.001)

    async def read(self, engine: Engine, run: Run, reader: int) -> None:
        seen = self.seen[reader]
        if reader not in self.following:
            self.following[reader] = engine.follow(run.id, seen[-1].seq if seen else 0)
        seen.extend(await anext(self.following[reader], ()))

    async def play(self, script: list[tuple[str, int]]) -> None:
        engine = await self.open()
        run = await engine.start("k", "ann", None)
        for action, value in script:
            if action == "say":
                self.allowed += value
                self.grown.set()
            elif action == "read":
                await self.read(engine, run, value)
            elif action == "disconnect":
                self.following.pop(value, None)
            elif action == "yield":
                for _ in range(value):
                    await asyncio.sleep(0)
            else:
                await (self.world.crash(engine) if action == "crash" else self.world.drain(engine, 0))
                self.following.clear()
                engine = await self.open()
        self.over = True
        self.grown.set()
        for seen in self.seen:
            after = seen[-1].seq if seen else 0
            seen.extend([event async for batch in engine.follow(run.id, after) for event in batch])
        self.check(await engine.events(run.id))

    def check(self, log: list[Event]) -> None:
        expected = [(number, "n", str(number).encode()) for number in range(1, self.allowed + 1)]
        expected.append((self.allowed + 1, "done", b"{}"))
        assert [(event.seq, event.name, event.data) for event in log] == expected
        assert all(seen == log for seen in self.seen)


async def _tell(script: list[tuple[str, int]], place: Place) -> None:
    world = World(place)
    try:
        await asyncio.wait_for(Story(world).play(script), 60)
    finally:
        await world.close()


@settings(max_examples=40, deadline=None)
@given(st.lists(actions, max_size=25))
def test_every_follower_gets_the_same_sequence(script: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_tell(script, SqlitePlace(Path(folder) / "runs.sqlite3")))


@settings(max_examples=8, deadline=None)
@given(script=st.lists(actions, max_size=25))
def test_every_follower_gets_the_same_sequence_from_postgresql(
    postgres_runs: PostgresPlace, script: list[tuple[str, int]]
) -> None:
    postgres_runs.empty()
    asyncio.run(_tell(script, postgres_runs))
