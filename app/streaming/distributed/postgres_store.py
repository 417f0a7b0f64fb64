"""The store that many processes share: PostgreSQL, by its own driver.

A write to a run holds the run's row and compares its epoch in the same transaction, so that who was taken for dead and
comes back finds itself refused, however late its packets arrive. A transaction that begins or ends a run with rows of a
slice first takes its owner's turn: what these statements count cannot change meanwhile.
"""

import itertools
from collections.abc import Collection, Mapping, Sequence

import asyncpg

from app.errors import Conflict
from app.streaming.distributed.postgres_pool import MOST_CONNECTIONS, Connection, PostgresPool, is_passing
from app.streaming.encoding import clean_text
from app.streaming.events import Ending, Event, LogEntry, Run, RunState
from app.streaming.statements import Statement
from app.streaming.store import NO_EPOCHS, StatementError, taken_elsewhere

NOW = "extract(epoch FROM clock_timestamp())::float8"
UNFINISHED = "state IN ('queued', 'running')"
SELECT_RUN = """
    SELECT id, kind, owner, state, input, result, error,
           CASE WHEN ended_at IS NULL
                THEN coalesce((SELECT max(seq) FROM run_events WHERE run_id = runs.id), 0)
                ELSE last_seq END,
           created_at, started_at, ended_at, attempts, abandon_after, idempotency_key, epoch, worker, stopping,
           traceparent
    FROM runs
"""
_INSERT_RUN = f"""
    INSERT INTO runs (id, kind, owner, state, input, last_seq, created_at, attempts, abandon_after, idempotency_key,
                      traceparent, heartbeat_at)
    VALUES ($1, $2, $3, 'queued', $4, 0, $5, 0, $6, $7, $8, {NOW})
"""  # noqa: S608 - constant text
_BEGIN = f"""
    UPDATE runs SET state = 'running', started_at = coalesce(started_at, $2), attempts = $3
    WHERE id = $1 AND epoch = $4 AND {UNFINISHED} RETURNING id
"""  # noqa: S608 - constant text
_GIVE_BACK = f"""
    UPDATE runs SET attempts = $2, worker = NULL, heartbeat_at = {NOW}
    WHERE id = $1 AND epoch = $3 AND {UNFINISHED}
"""  # noqa: S608 - constant text
_APPEND = f"""
    WITH held AS MATERIALIZED (
        SELECT runs.id FROM runs JOIN unnest($1::text[], $2::bigint[]) AS mine (id, epoch) ON runs.id = mine.id
        WHERE runs.epoch = mine.epoch AND {UNFINISHED} FOR SHARE OF runs
    ), written AS (
        INSERT INTO run_events (run_id, seq, name, data, label)
        SELECT said.* FROM unnest($3::text[], $4::bigint[], $5::text[], $6::bytea[], $7::text[])
            AS said (run_id, seq, name, data, label)
        JOIN held ON held.id = said.run_id
        ON CONFLICT (run_id, seq) DO NOTHING
    )
    SELECT id FROM held
"""  # noqa: S608 - constant text
_RECORD_STEP = f"""
    WITH held AS MATERIALIZED (
        SELECT id FROM runs WHERE id = $1 AND epoch = $4 AND {UNFINISHED} FOR SHARE
    )
    INSERT INTO run_steps (run_id, name, value) SELECT id, $2::text, $3::bytea FROM held
    ON CONFLICT (run_id, name) DO UPDATE SET value = excluded.value
    RETURNING run_id
"""  # noqa: S608 - constant text
_FINISH = f"""
    UPDATE runs SET state = $2, result = $3, error = $4, last_seq = $5, ended_at = $6, worker = NULL
    WHERE id = $1 AND epoch = $7 AND {UNFINISHED} RETURNING owner
"""  # noqa: S608 - constant text
_INHERIT = f"UPDATE runs SET epoch = epoch + 1, worker = NULL, heartbeat_at = {NOW} WHERE {UNFINISHED}"  # noqa: S608
_TURN = "SELECT pg_advisory_xact_lock(hashtextextended('foreword.owner:' || $1, 0))"


class PostgresStore:
    """Runs in the database at `dsn` (a libpq URL), whose tables are there. `name`: whose connections these are."""

    def __init__(self, dsn: str, *, most_connections: int = MOST_CONNECTIONS, name: str = "") -> None:
        self.pool = PostgresPool(dsn, most_connections, name)

    async def open(self) -> None:
        """Connect."""
        await self.pool.open()

    async def close(self) -> None:
        """Let what is under way end, then let go."""
        await self.pool.close()

    async def create_run(self, run: Run, statements: Sequence[Statement]) -> Run:
        """Write a run and its slice's rows, or give back the run that has its key."""
        return await self.pool.once(lambda connection: _create(connection, run, statements))

    async def begin(self, run_id: str, started_at: float, attempts: int, epoch: int = 0) -> bool:
        """Compare and set to running."""
        found = await self.pool.writing(
            lambda connection: connection.fetchval(_BEGIN, run_id, started_at, attempts, epoch)
        )
        return found is not None

    async def give_back(self, run_id: str, attempts: int, epoch: int = 0) -> None:
        """Leave the run to nobody."""
        await self.pool.writing(lambda connection: connection.execute(_GIVE_BACK, run_id, attempts, epoch))

    async def append(self, entries: Sequence[LogEntry], epochs: Mapping[str, int] = NO_EPOCHS) -> Collection[str]:
        """Write events, those of all runs in one statement; done twice it writes them once."""
        events = [entry.event for entry in entries]
        runs = list(dict.fromkeys(event.run_id for event in events))
        columns = (
            runs,
            [epochs.get(run_id, 0) for run_id in runs],
            [event.run_id for event in events],
            [event.seq for event in events],
            [event.name for event in events],
            [event.data for event in events],
            [entry.label for entry in entries],
        )
        held = await self.pool.writing(lambda connection: connection.fetch(_APPEND, *columns))
        return () if len(held) == len(runs) else set(runs) - {row[0] for row in held}

    def pause(self) -> float:
        """None: any number of transactions are under way."""
        return 0.0

    async def record_step(self, run_id: str, name: str, value: bytes, epoch: int = 0) -> None:
        """Insert or replace a step's result."""
        kept = await self.pool.writing(lambda connection: connection.fetchval(_RECORD_STEP, run_id, name, value, epoch))
        if kept is None:
            raise taken_elsewhere()

    async def finish(self, run_id: str, seq: int, ended_at: float, ending: Ending, epoch: int = 0) -> bool:
        """Compare and set to an ended state, with everything that belongs to it."""

        async def work(connection: Connection) -> bool:
            async with connection.transaction():
                values = (ending.state.value, ending.result, ending.error, seq, ended_at, epoch)
                owner = await connection.fetchval(_FINISH, run_id, *values)
                if owner is None:
                    return False
                await connection.execute(
                    "INSERT INTO run_events (run_id, seq, name, data) VALUES ($1, $2, $3, $4)",
                    run_id, seq, ending.state.value, ending.data,
                )  # fmt: skip
                await _execute(connection, owner, ending.statements)
                return True

        return await self.pool.writing(work)

    async def steps(self, run_id: str) -> dict[str, bytes]:
        """Remembered results by name."""
        rows = await self._fetch("SELECT name, value FROM run_steps WHERE run_id = $1", run_id)
        return {row[0]: row[1] for row in rows}

    async def labels(self, run_id: str) -> set[str]:
        """Labels written so far."""
        rows = await self._fetch("SELECT label FROM run_events WHERE run_id = $1 AND label IS NOT NULL", run_id)
        return {row[0] for row in rows}

    async def get(self, run_id: str) -> Run | None:
        """The committed run."""
        return _first(await self._fetch(SELECT_RUN + "WHERE id = $1", run_id))

    async def find_by_key(self, owner: str, kind: str, key: str) -> Run | None:
        """The run with this idempotency key."""
        where = "WHERE owner = $1 AND kind = $2 AND idempotency_key = $3"
        return _first(await self._fetch(SELECT_RUN + where, owner, kind, key))

    async def list_runs(
        self, owner: str, kinds: Sequence[str], limit: int, after: tuple[float, str] | None = None
    ) -> list[Run]:
        """The owner's runs, newest first; those of one moment in the order of their bytes."""
        behind = "" if after is None else ' AND (created_at < $4 OR (created_at = $4 AND id > $5 COLLATE "C"))'
        where = f'WHERE owner = $1 AND kind = ANY($2) {behind} ORDER BY created_at DESC, id COLLATE "C" LIMIT $3'
        rows = await self._fetch(SELECT_RUN + where, owner, list(kinds), limit, *(after or ()))
        return [run_of(row) for row in rows]

    async def events(self, run_id: str, after: int, limit: int, most_bytes: int | None = None) -> list[Event]:
        """A slice of the log."""
        columns, where = "run_id, seq, name, data", "FROM run_events WHERE run_id = $1 AND seq > $2 ORDER BY seq"
        if most_bytes is None:
            rows = await self._fetch(f"SELECT {columns} {where} LIMIT $3", run_id, after, limit)
        else:
            sizes = "sum(octet_length(data)) OVER (ORDER BY seq) - octet_length(data)"
            rows = await self._fetch(
                f"SELECT {columns} FROM (SELECT {columns}, {sizes} AS before {where} LIMIT $3) AS page"  # noqa: S608
                " WHERE before <= $4 ORDER BY seq",
                run_id, after, limit, most_bytes,
            )  # fmt: skip
        return list(itertools.starmap(Event, rows))

    async def orphans(self) -> list[Run]:
        """Runs that have not ended, whoever has them."""
        rows = await self._fetch(f'{SELECT_RUN} WHERE {UNFINISHED} ORDER BY created_at, id COLLATE "C"')
        return [run_of(row) for row in rows]

    async def inherit(self) -> list[Run]:
        """Take all of them: another process that still runs one is refused from now on."""
        await self.pool.writing(lambda connection: connection.execute(_INHERIT))
        return await self.orphans()

    async def _fetch(self, sql: str, *values: object) -> "list[asyncpg.Record]":
        return await self.pool.reading(lambda connection: connection.fetch(sql, *values))


async def _create(connection: Connection, run: Run, statements: Sequence[Statement]) -> Run:
    try:
        async with connection.transaction():
            await connection.execute(_TURN, run.owner)
            if run.key is not None:
                where = "WHERE owner = $1 AND kind = $2 AND idempotency_key = $3"
                earlier = await connection.fetchrow(SELECT_RUN + where, run.owner, run.kind, run.key)
                if earlier is not None:
                    return run_of(earlier)
            values = (
                run.id,
                run.kind,
                run.owner,
                run.input,
                run.created_at,
                run.abandon_after,
                run.key,
                run.traceparent,
            )
            await connection.execute(_INSERT_RUN, *values)
            await _run_all(connection, statements)
    except (StatementError, asyncpg.IntegrityConstraintViolationError) as error:
        cause = error.__cause__ if isinstance(error, StatementError) else error
        if isinstance(cause, asyncpg.IntegrityConstraintViolationError):
            raise Conflict("This was done already, by another request. Reload the page to see it.") from error
        raise
    return run


async def _execute(connection: Connection, owner: str, statements: Sequence[Statement]) -> None:
    if statements:
        await connection.execute(_TURN, owner)
        await _run_all(connection, statements)


async def _run_all(connection: Connection, statements: Sequence[Statement]) -> None:
    for statement in statements:
        try:
            sql, values = statement.for_postgresql()
            await connection.execute(sql, *map(_storable, values))
        except Exception as error:
            if is_passing(error):
                raise
            raise StatementError(str(error)) from error


def _storable(value: object) -> object:
    """Text as PostgreSQL takes it: it has no lone surrogates, and no NUL either."""
    return clean_text(value).replace("\0", "\ufffd") if isinstance(value, str) else value


def _first(rows: "list[asyncpg.Record]") -> Run | None:
    return run_of(rows[0]) if rows else None


def run_of(row: "asyncpg.Record") -> Run:
    """The run of a row of `SELECT_RUN`."""
    return Run(
        id=row[0], kind=row[1], owner=row[2], state=RunState(row[3]), input=row[4], result=row[5], error=row[6],
        last_seq=row[7], created_at=row[8], started_at=row[9], ended_at=row[10], attempts=row[11],
        abandon_after=row[12], key=row[13], epoch=row[14], worker=row[15], stopping=row[16],
        traceparent=row[17],
    )  # fmt: skip
