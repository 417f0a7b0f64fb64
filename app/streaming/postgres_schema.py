"""The engine's tables in PostgreSQL, made by the app's migrations.

`run_events` is written in place: heap pages fill in the order of coming whatever the run, so the journal that SQLite
needs (`sqlite_log.py`) has no counterpart. `runs` leaves room in its pages, because a heartbeat changes a row in place.

`epoch` counts the takings of a run: who writes to a run names the epoch under which it was taken, and is refused when
another has taken it since. `worker` is who has it, NULL when nobody; `heartbeat_at` is the last sign of life by the
database's clock, in unix seconds; `stopping` says that somebody asked for its end.
"""

SCHEMA: tuple[str, ...] = (
    """
    CREATE TABLE IF NOT EXISTS runs (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        owner TEXT NOT NULL,
        state TEXT NOT NULL,
        input BYTEA NOT NULL,
        result BYTEA,
        error BYTEA,
        last_seq BIGINT NOT NULL,
        created_at DOUBLE PRECISION NOT NULL,
        started_at DOUBLE PRECISION,
        ended_at DOUBLE PRECISION,
        attempts INTEGER NOT NULL,
        abandon_after DOUBLE PRECISION,
        idempotency_key TEXT,
        epoch BIGINT NOT NULL DEFAULT 0,
        worker TEXT,
        heartbeat_at DOUBLE PRECISION NOT NULL DEFAULT 0,
        stopping BOOLEAN NOT NULL DEFAULT FALSE,
        traceparent TEXT,
        UNIQUE (owner, kind, idempotency_key)
    ) WITH (fillfactor = 80)
    """,
    """
    CREATE INDEX IF NOT EXISTS ix_runs_unfinished ON runs (created_at)
    WHERE state IN ('queued', 'running')
    """,
    """
    CREATE INDEX IF NOT EXISTS ix_runs_owner ON runs (owner, created_at)
    """,
    """
    CREATE TABLE IF NOT EXISTS run_events (
        run_id TEXT NOT NULL,
        seq BIGINT NOT NULL,
        name TEXT NOT NULL,
        data BYTEA NOT NULL,
        label TEXT,
        PRIMARY KEY (run_id, seq)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS run_steps (
        run_id TEXT NOT NULL,
        name TEXT NOT NULL,
        value BYTEA NOT NULL,
        PRIMARY KEY (run_id, name)
    )
    """,
)
