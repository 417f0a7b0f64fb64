"""A database with people in it, on a clock that the test turns."""

from pathlib import Path

from app.accounts.passwords import Cost, Passwords
from app.accounts.people import People
from app.accounts.work import Work
from app.db import Database
from app.settings import Settings
from app.streaming import Engine, SqliteStore
from tests.databases import new_database

CHEAP = Cost(passes=1, memory=64, lanes=1)
PASSWORD = "seven brass lanterns"
OTHER_PASSWORD = "nine copper kettles"
HERE = "192.0.2.7"


class Clock:
    """Unix seconds that stand still until they are moved."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now

    def move(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds


class Counted(Passwords):
    """Real hashes at a low cost; it notes what each comparison is made against."""

    def __init__(self, cost: Cost = CHEAP) -> None:
        super().__init__(cost)
        self.compared: list[str] = []

    def _compare(self, encoded: str, password: str) -> bool:
        self.compared.append(encoded)
        return super()._compare(encoded, password)


class World:
    """One process: the people with all that belongs to them."""

    def __init__(self, folder: Path, clock: Clock | None = None, **settings: object) -> None:
        self.clock = clock or Clock()
        self.settings = Settings(data_dir=folder, auth="accounts", **settings)  # type: ignore[arg-type] # by name
        path = self.settings.database_path
        new_database(path)
        self.database = Database(path)
        self.store = SqliteStore(path)
        self.engine = Engine(self.store)
        self.passwords = Counted()
        self.people = People(
            self.database,
            self.settings,
            Work(self.store, self.engine),
            passwords=self.passwords,
            clock=self.clock,
        )

    async def close(self) -> None:
        """Let go of everything."""
        await self.people.close()
        await self.engine.drain(1.0)
        await self.store.close()
        await self.database.close()


def token_of(link: str) -> str:
    """The last part of a link."""
    return link.rpartition("/")[2]
