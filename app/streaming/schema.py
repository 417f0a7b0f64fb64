"""The engine's tables. The app's migration and the embedded store run the same statements.

`run_events` is clustered by run and number, so replaying a run reads neighbouring pages however long the log is;
`run_journal` holds the newest events of runs that go on (`sqlite_log.py`). A run's `last_seq` is written with its end;
until then the log itself says it.
"""

SCHEMA: tuple[str, ...] = (
    """
    CREATE TABLE IF NOT EXISTS runs (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        owner TEXT NOT NULL,
        state TEXT NOT NULL,
        input BLOB NOT NULL,
        result BLOB,
        error BLOB,
        last_seq INTEGER NOT NULL,
        created_at REAL NOT NULL,
        started_at REAL,
        ended_at REAL,
        attempts INTEGER NOT NULL,
        abandon_after REAL,
        idempotency_key TEXT,
        traceparent TEXT,
        UNIQUE (owner, kind, idempotency_key)
    ) WITHOUT ROWID
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
        seq INTEGER NOT NULL,
        name TEXT NOT NULL,
        data BLOB NOT NULL,
        label TEXT,
        PRIMARY KEY (run_id, seq)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE IF NOT EXISTS run_journal (
        id INTEGER PRIMARY KEY,
        run_id TEXT NOT NULL,
        seq INTEGER NOT NULL,
        name TEXT NOT NULL,
        data BLOB NOT NULL,
        label TEXT
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS run_steps (
        run_id TEXT NOT NULL,
        name TEXT NOT NULL,
        value BLOB NOT NULL,
        PRIMARY KEY (run_id, name)
    ) WITHOUT ROWID
    """,
)
