"""Servers and workers of one installation, on one PostgreSQL and one Redis."""

import time
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.processes import Process
from tests.running import Server
from tests.services.postgres import PostgresCluster
from tests.services.processes import WorkerProgram

PATIENCE = 120.0
_BETWEEN_LOOKS = 0.02


class Installation:
    """So many servers and workers, which share nothing but both, until the block ends.

    `settings` are those of all of them; each has one of the `folders`.
    """

    def __init__(
        self,
        folder: Path,
        postgres: PostgresCluster,
        redis_url: str,
        *,
        servers: int = 2,
        workers: int = 2,
        **settings: str,
    ) -> None:
        self.postgres = postgres
        url = postgres.migrated()
        self.database = url.partition("?")[0].rpartition("/")[2]
        self._url = url
        shared = {"database_url": url, "redis_url": redis_url, "rate_limit_per_minute": "10000", **settings}
        self.servers = [Server(folder / f"server{number}", **shared) for number in range(servers)]
        self.workers = [WorkerProgram(folder / f"worker{number}", **shared) for number in range(workers)]
        self.folders = [
            *(folder / f"server{number}" for number in range(servers)),
            *(folder / f"worker{number}" for number in range(workers)),
        ]

    @property
    def processes(self) -> list[Process]:
        """All of them."""
        return [*self.servers, *self.workers]

    def __enter__(self) -> Self:
        for process in self.processes:
            process.launch()
        for process in self.processes:
            process.wait_until_ready()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self.processes:
            if process.is_running:
                process.stop()
        self.postgres.drop(self._url)

    def ask(self, *statements: str) -> str:
        """As `PostgresCluster.ask`, in the installation's database."""
        return self.postgres.ask(*statements, database=self.database)

    def waited(self, sql: str) -> str:
        """The first answer that is not empty."""
        until = time.monotonic() + PATIENCE
        while not (answer := self.ask(sql)):
            assert time.monotonic() < until, sql
            time.sleep(_BETWEEN_LOOKS)
        return answer
