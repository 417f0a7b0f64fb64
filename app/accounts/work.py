"""Runs that go on, as whoever looks after people sees them: whose, which kind, since when. Never what is in them."""

from app.accounts.models import RunningWork
from app.errors import NotFound
from app.streaming import Engine, Run, Store


class Work:
    """Looks into the store of runs, and stops them where this process runs them.

    `is_served`: for a process without an engine, whether another one runs them. What nobody runs was left by a process
    that died.
    """

    def __init__(self, store: Store, engine: Engine | None = None, *, is_served: bool = False) -> None:
        self._store = store
        self._engine = engine
        self.is_done_somewhere = engine is not None or is_served

    async def running(self) -> dict[str, tuple[RunningWork, ...]]:
        """What has not ended, by owner, oldest first. Who has nothing running is absent."""
        found: dict[str, tuple[RunningWork, ...]] = {}
        for run in await self._store.orphans():
            found[run.owner] = (*found.get(run.owner, ()), RunningWork(run.id, run.kind, run.created_at))
        return found

    async def stop(self, run_id: str) -> Run:
        """Stop one, whoever owns it; what is written of it is kept.

        Raises:
            NotFound: there is no such run, or it is not this process's.
        """
        if self._engine is None:
            raise NotFound("This process runs nothing.")
        return await self._engine.cancel(run_id)

    async def stop_all(self, owner: str) -> None:
        """Stop everything of one person."""
        if self._engine is None:
            return
        for work in (await self.running()).get(owner, ()):
            await self._engine.cancel(work.run_id, owner)
