"""Runs that count as uses, over one real engine and database, and a clock that the test sets."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from app.accounts.models import User
from app.accounts.repository import add_user
from app.db import Database, migrate
from app.streaming import Emit, Engine, Finish, Kind, Run, RunContext, SqliteStore, Statement
from app.usage.service import Feature, Quotas

ADA, EVE = User("usr_ada", "Ada"), User("usr_eve", "Eve")
KIND = "work"


class Clock:
    """Unix seconds that pass when the test says so; it begins on Monday 2 March 2026, 19:00 UTC."""

    def __init__(self) -> None:
        self.now = 1_772_478_000.0

    def __call__(self) -> float:
        return self.now


class World:
    """One process whose runs do nothing but end."""

    def __init__(self, path: Path, limits: dict[Feature, int]) -> None:
        migrate(path)
        self.database = Database(path)
        self.engine = Engine(SqliteStore(path), max_running=4)
        self.clock = Clock()
        self.quotas = Quotas(self.database, limits, self.clock)
        self.engine.register(Kind(KIND, _work, resumable=False))

    async def open(self) -> "World":
        await self.engine.open()
        async with self.database.write() as connection:
            for user in (ADA, EVE):
                await add_user(connection, user, 0.0)
        return self

    async def close(self) -> None:
        await self.engine.drain(1.0)
        await self.database.close()

    async def start(
        self,
        feature: Feature = "letters",
        *,
        owner: str = ADA.id,
        key: str | None = None,
        wanted: object = None,
        first: tuple[Statement, ...] = (),
    ) -> Run:
        """Begin a run that counts; `first` are statements that are written before its use is counted."""
        async with self.quotas.taking(owner, feature) as taken:
            return await self.engine.start(KIND, owner, wanted, key=key, statements=[*first, *taken])

    async def start_many(self, number: int, feature: Feature = "letters") -> list[Run | BaseException]:
        """Begin so many at the same time."""
        return await asyncio.gather(*(self.start(feature) for _ in range(number)), return_exceptions=True)

    async def used(self, feature: Feature = "letters", owner: str = ADA.id) -> int:
        """What counts as used today."""
        return {usage.feature: usage.used for usage in await self.quotas.usage_of(owner)}[feature]


async def _work(_context: RunContext) -> AsyncIterator[Emit | Finish]:
    yield Finish({})
