"""One process's share in the runs of many: what its engine is made of, and its worker if it is one."""

from app.streaming.distributed.hits import Hits
from app.streaming.distributed.notices import Notices
from app.streaming.distributed.postgres_store import PostgresStore
from app.streaming.distributed.redis_link import Names
from app.streaming.distributed.remote_runner import RemoteRunner
from app.streaming.distributed.takings import Takings
from app.streaming.distributed.worker import Worker, process_name
from app.streaming.runner import Means


class Sharing:
    """`dsn` (a libpq URL) and `redis_url` are the same for all processes that share their runs."""

    def __init__(self, dsn: str, redis_url: str) -> None:
        name = process_name()
        self.store = PostgresStore(dsn, name=name)
        self._takings = Takings(self.store.pool, name)
        self._redis_url = redis_url
        self._names = Names()
        self.notices = Notices(redis_url, self._names, self._takings.worker)
        self.hits = Hits(redis_url, self._names, self._takings.worker)

    def runner(self, means: Means) -> RemoteRunner:
        """For the engine: its runs are made by workers."""
        return RemoteRunner(means, self._takings, self._redis_url, self._names)

    def worker(self, means: Means, take_over_seconds: float) -> Worker:
        """Makes the runs of all engines, by the kinds that are registered with this process's own."""
        return Worker(means, self._takings, self._redis_url, self._names, take_over_seconds=take_over_seconds)

    async def close(self) -> None:
        """Let go of what is shared beside runs, which the engine lets go of."""
        await self.notices.close()
        await self.hits.close()
