"""Runs that count as uses, over one real engine and database, and a clock that the test sets."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec

from app.accounts.models import User
from app.accounts.repository import add_user
from app.db import Database
from app.errors import Unavailable
from app.ids import new_id
from app.streaming import Emit, Finish, Kind, Run, RunContext, SqliteStore, Statement
from app.usage.service import Feature, LimitedEngine, Quotas, settling
from tests.databases import new_database

ADA, EVE = User("usr_ada", "Ada"), User("usr_eve", "Eve")
KIND, FREE_KIND = "work", "reading"
DELIVERING = "text"


class Clock:
    """Unix seconds that pass when the test says so; it begins on Monday 2 March 2026, 19:00 UTC."""

    def __init__(self) -> None:
        self.now = 1_772_478_000.0

    def __call__(self) -> float:
        return self.now


class Work(msgspec.Struct, frozen=True):
    """What a run does: it shows events of these names, waits for the test if it `holds`, and fails or is done."""

    shows: tuple[str, ...] = ()
    holds: bool = False
    fails: bool = False
    name: str = ""


DONE = Work()


class World:
    """One process whose runs do as they are told. `most_streams` of a person run at a time, 0 for any number."""

    def __init__(self, path: Path, limits: dict[Feature, int], *, most_streams: int = 0, max_running: int = 4) -> None:
        new_database(path)
        self.path = path
        self.database = Database(path)
        self.clock = Clock()
        self.engine = LimitedEngine(
            SqliteStore(path),
            most_streams=most_streams,
            uncounted={FREE_KIND},
            max_running=max_running,
            clock=self.clock,
        )
        self.quotas = Quotas(self.database, limits, self.clock)
        self.go = asyncio.Event()
        for name in (KIND, FREE_KIND):
            self.engine.register(settling(Kind(name, self._work, resumable=False), {DELIVERING}))

    async def open(self) -> "World":
        await self.engine.open()
        async with self.database.write() as connection:
            for user in (ADA, EVE):
                await add_user(connection, user, 0.0)
        return self

    async def close(self) -> None:
        self.go.set()
        await self.engine.drain(1.0)
        await self.database.close()

    async def start(
        self,
        feature: Feature = "letters",
        *,
        owner: str = ADA.id,
        key: str | None = None,
        wanted: Work = DONE,
        first: tuple[Statement, ...] = (),
    ) -> Run:
        """Begin a run that counts; `first` are statements that are written before its use is counted."""
        run_id = new_id("run")
        async with self.quotas.taking(owner, feature, run_id) as taken:
            return await self.engine.start(KIND, owner, wanted, key=key, statements=[*first, *taken], run_id=run_id)

    async def start_many(self, number: int, feature: Feature = "letters", **options: Any) -> list[Run | BaseException]:
        """Begin so many at the same time."""
        return await asyncio.gather(*(self.start(feature, **options) for _ in range(number)), return_exceptions=True)

    async def used(self, feature: Feature = "letters", owner: str = ADA.id) -> int:
        """What counts as used today."""
        return {usage.feature: usage.used for usage in await self.quotas.usage_of(owner)}[feature]

    async def begun(self, run: Run) -> None:
        """Wait until the run's producer is at work: its first event is there."""
        async for batch in self.engine.follow(run.id):
            if batch:
                return

    async def _work(self, context: RunContext) -> AsyncIterator[Emit | Finish]:
        work = msgspec.json.decode(context.input, type=Work)
        yield Emit("progress")
        for name in work.shows:
            yield Emit(name)
        if work.holds:
            await self.go.wait()
        if work.fails:
            raise Unavailable("The provider does not answer. Please try again.")
        yield Finish({})
