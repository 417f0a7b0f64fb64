"""Who has which run: taking one, showing that one lives, taking over from the dead. All times are the database's.

A taking raises the run's epoch while it holds the row, and reads how far its log has come only then: whoever had the
run before can add nothing behind that.
"""

from collections.abc import Collection

import msgspec

from app.streaming.distributed.postgres_pool import Connection, PostgresPool
from app.streaming.distributed.postgres_store import NOW, SELECT_RUN, UNFINISHED, run_of
from app.streaming.events import Run

_TAKE = f"""
    UPDATE runs SET epoch = epoch + 1, worker = $2, heartbeat_at = {NOW} WHERE id = ANY($1) RETURNING id
"""  # noqa: S608 - constant text
_FREE = f"SELECT id FROM runs WHERE id = $1 AND worker IS NULL AND {UNFINISHED} FOR UPDATE SKIP LOCKED"  # noqa: S608
_LEFT = f"""
    SELECT id FROM runs
    WHERE {UNFINISHED} AND heartbeat_at < {NOW} - CASE WHEN worker IS NULL THEN $1::float8 ELSE $2::float8 END
    ORDER BY created_at LIMIT $3 FOR UPDATE SKIP LOCKED
"""  # noqa: S608 - constant text
_LET_GO = f"""
    WITH silent AS (
        SELECT DISTINCT worker FROM runs
        WHERE {UNFINISHED} AND worker <> $1 AND heartbeat_at < {NOW} - $2::float8
    )
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity JOIN silent ON application_name = 'foreword ' || worker
    WHERE datname = current_database() AND usename = current_user AND xact_start IS NOT NULL
"""  # noqa: S608 - constant text
_BEAT = f"UPDATE runs SET heartbeat_at = {NOW} WHERE id = ANY($1) AND worker = $2 AND {UNFINISHED}"  # noqa: S608
_HELD = f"SELECT id, epoch, stopping FROM runs WHERE id = ANY($1) AND worker = $2 AND {UNFINISHED}"  # noqa: S608
_ASK_TO_STOP = f"UPDATE runs SET stopping = TRUE WHERE id = $1 AND {UNFINISHED} RETURNING worker IS NOT NULL"  # noqa: S608
_WAITS_SINCE = "SELECT min(created_at) FROM runs WHERE state = 'queued'"
_POSITIONS = """
    SELECT id, ended_at IS NOT NULL, coalesce((SELECT max(seq) FROM run_events WHERE run_id = runs.id), 0)
    FROM runs WHERE id = ANY($1)
"""


class Held(msgspec.Struct, frozen=True):
    """What the store says of a run that this process has."""

    epoch: int
    stopping: bool


class Position(msgspec.Struct, frozen=True):
    """How far a run has come."""

    last_seq: int
    ended: bool


class Takings:
    """The hand of one process, called `worker`, on the runs of a store."""

    def __init__(self, pool: PostgresPool, worker: str) -> None:
        self.worker = worker
        self._pool = pool

    async def take(self, run_id: str) -> Run | None:
        """Take a run that nobody has; None when somebody has it or it has ended."""
        taken = await self._take(_FREE, run_id)
        return taken[0] if taken else None

    async def take_left(self, waiting_seconds: float, silent_seconds: float, limit: int) -> list[Run]:
        """Take the oldest runs that have waited for so long for anybody, or whose worker was silent for so long.

        A process that stands still in the middle of a statement holds its runs' rows, and no limit of PostgreSQL's ends
        that. Its connections, which bear its name (`postgres_pool.py`), are closed; the rows are free a moment later.
        """
        await self._pool.once(lambda connection: connection.execute(_LET_GO, self.worker, silent_seconds))
        return await self._take(_LEFT, waiting_seconds, silent_seconds, limit)

    async def beat(self, run_ids: Collection[str]) -> None:
        """This process lives, and still works on these."""
        await self._pool.reading(lambda connection: connection.execute(_BEAT, list(run_ids), self.worker))

    async def held(self, run_ids: Collection[str]) -> dict[str, Held]:
        """Those of these runs that are still this process's."""
        rows = await self._pool.reading(lambda connection: connection.fetch(_HELD, list(run_ids), self.worker))
        return {row[0]: Held(row[1], row[2]) for row in rows}

    async def ask_to_stop(self, run_id: str) -> bool:
        """Note that the run is to end; whether somebody has it who will see to that."""
        return bool(await self._pool.reading(lambda connection: connection.fetchval(_ASK_TO_STOP, run_id)))

    async def waits_since(self) -> float | None:
        """When the run was asked for that waits longest to be begun, by any worker; None when none waits."""
        since: float | None = await self._pool.once(lambda connection: connection.fetchval(_WAITS_SINCE))
        return since

    async def positions(self, run_ids: Collection[str]) -> dict[str, Position]:
        """How far these runs have come."""
        rows = await self._pool.reading(lambda connection: connection.fetch(_POSITIONS, list(run_ids)))
        return {row[0]: Position(row[2], row[1]) for row in rows}

    async def _take(self, which: str, *values: object) -> list[Run]:
        async def work(connection: Connection) -> list[Run]:
            async with connection.transaction():
                found = [row[0] for row in await connection.fetch(which, *values)]
                if not found:
                    return []
                await connection.execute(_TAKE, found, self.worker)
                rows = await connection.fetch(SELECT_RUN + "WHERE id = ANY($1) ORDER BY created_at", found)
                return [run_of(row) for row in rows]

        return await self._pool.once(work)
