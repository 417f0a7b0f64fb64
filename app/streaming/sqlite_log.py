"""Where events are written: a journal in the order of their coming first, the log clustered by run a little later.

A thousand live runs say one event each every few milliseconds. Clustered at once, each of these lines would dirty a
page of its own, forty times its size. So a run's events gather in the journal, whose pages fill one after the other,
and move to the log together: when the run ends, when there are many of them, or when it is the run's turn. Turns come
one after the other as the journal grows: runs that began together would else move together, and all would wait for it.

What has moved stays in the journal until a whole stretch of it can go. A run's events move in order, so those of the
journal that count are those behind its last one in the log.
"""

import sqlite3
from collections.abc import Sequence
from typing import Any

from app.streaming.events import Event, LogEntry

_Row = tuple[str, int, str, bytes, str | None]

MOVE_EVENTS = 64
"""Events of one run that are worth a visit to its pages."""
JOURNAL_ROWS = 16_384
"""Over this the oldest run's events move, however few: readers of live runs scan the journal."""
ROUND = 3 / 4
"""Of so much of the journal each live run has its turn once."""
TRIM_ROWS = 2_048

SELECT_EVENTS = """
    SELECT run_id, seq, name, data FROM run_events WHERE run_id = :run_id AND seq > :after
    UNION ALL
    SELECT run_id, seq, name, data FROM run_journal WHERE run_id = :run_id
    AND seq > max(:after, coalesce((SELECT max(seq) FROM run_events WHERE run_id = :run_id), 0))
    ORDER BY seq LIMIT :limit
"""
SELECT_LABELS = """
    SELECT label FROM run_events WHERE run_id = :run_id AND label IS NOT NULL
    UNION SELECT label FROM run_journal WHERE run_id = :run_id AND label IS NOT NULL
"""
_MOVE_ALL = (
    """
    INSERT OR IGNORE INTO run_events (run_id, seq, name, data, label)
    SELECT run_id, seq, name, data, label FROM run_journal ORDER BY run_id, seq
    """,
    "DELETE FROM run_journal",
)
_SELECT_JOURNAL = """
    SELECT id, run_id, seq, name, data, label FROM run_journal
    WHERE seq > coalesce((SELECT max(seq) FROM run_events WHERE run_events.run_id = run_journal.run_id), 0)
    ORDER BY id
"""
_INTO_LOG = ("INSERT INTO run_events (run_id, seq, name, data, label) VALUES ", "(?, ?, ?, ?, ?)")
_INTO_JOURNAL = ("INSERT INTO run_journal (id, run_id, seq, name, data, label) VALUES ", "(?, ?, ?, ?, ?, ?)")
# Each statement lets go of the interpreter's lock once and has to win it back from a busy loop, which costs up to its
# switch interval: many rows a statement, in a few sizes so that the prepared statements are kept.
_ROWS_AT_ONCE = (256, 64, 16, 4, 1)


class _Held:
    """Events of one run that are in the journal and not yet in the log."""

    __slots__ = ("first_id", "rows")

    def __init__(self, first_id: int) -> None:
        self.first_id = first_id
        self.rows: list[_Row] = []


class SqliteLog:
    """Writes events inside the writer's transactions; what it remembers of the journal is read again after a rollback.

    `_held` is in the order of the runs' first rows in the journal: a run that moved comes back at the end.
    """

    def __init__(self) -> None:
        self._held: dict[str, _Held] = {}
        self._next_id = 1
        self._trimmed_to = 1
        self._turns = 0.0
        self._is_stale = True

    @staticmethod
    def move_all(connection: sqlite3.Connection) -> None:
        """Empty the journal, which a process that died may have left."""
        connection.execute("BEGIN IMMEDIATE")
        for statement in _MOVE_ALL:
            connection.execute(statement)
        connection.execute("COMMIT")

    def forget(self) -> None:
        """A transaction was rolled back: what is remembered may not be so."""
        self._is_stale = True

    def append(self, connection: sqlite3.Connection, entries: Sequence[LogEntry]) -> None:
        """Write events, each run's in the order of their numbers."""
        self._refresh(connection)
        by_run: dict[str, list[_Row]] = {}
        for entry in entries:
            row = _row(entry.event, entry.label)
            by_run.setdefault(row[0], []).append(row)
        journal: list[tuple[Any, ...]] = []
        for run_id, rows in by_run.items():
            held = self._held.get(run_id)
            if len(rows) + (len(held.rows) if held else 0) >= MOVE_EVENTS:
                self._move(connection, run_id, rows)
                continue
            if held is None:
                held = self._held[run_id] = _Held(self._next_id)
            held.rows += rows
            for row in rows:
                journal.append((self._next_id, *row))
                self._next_id += 1
        _insert(connection, _INTO_JOURNAL, journal)
        self._shorten(connection, len(entries))

    def close_run(self, connection: sqlite3.Connection, last: Event) -> None:
        """Move what a run has in the journal, with its last event behind it."""
        self._refresh(connection)
        self._move(connection, last.run_id, [_row(last, None)])

    def _move(self, connection: sqlite3.Connection, run_id: str, rows: list[_Row]) -> None:
        held = self._held.pop(run_id, None)
        _insert(connection, _INTO_LOG, [*held.rows, *rows] if held else rows)

    def _shorten(self, connection: sqlite3.Connection, written: int) -> None:
        self._turns += written * len(self._held) / (ROUND * JOURNAL_ROWS)
        while self._held and (self._turns >= 1 or self._next_id - self._low() > JOURNAL_ROWS):
            self._turns = max(0.0, self._turns - 1)
            self._move(connection, next(iter(self._held)), [])
        low = self._low()
        if low - self._trimmed_to >= TRIM_ROWS:
            connection.execute("DELETE FROM run_journal WHERE id < ?", (low,))
            self._trimmed_to = low

    def _low(self) -> int:
        return next(iter(self._held.values())).first_id if self._held else self._next_id

    def _refresh(self, connection: sqlite3.Connection) -> None:
        if not self._is_stale:
            return
        self._held = {}
        for row_id, *row in connection.execute(_SELECT_JOURNAL).fetchall():
            held = self._held.setdefault(row[0], _Held(row_id))
            held.rows.append((row[0], row[1], row[2], row[3], row[4]))
        bounds = connection.execute("SELECT min(id), max(id) FROM run_journal").fetchone()
        self._trimmed_to, self._next_id = (1, 1) if bounds[0] is None else (bounds[0], bounds[1] + 1)
        self._is_stale = False


def _row(event: Event, label: str | None) -> _Row:
    return event.run_id, event.seq, event.name, event.data, label


def _insert(connection: sqlite3.Connection, into: tuple[str, str], rows: Sequence[tuple[Any, ...]]) -> None:
    head, marks = into
    done = 0
    for size in _ROWS_AT_ONCE:
        while len(rows) - done >= size:
            values = [value for row in rows[done : done + size] for value in row]
            connection.execute(_statement(head, marks, size), values)
            done += size


def _statement(head: str, marks: str, rows: int) -> str:
    return head + ", ".join([marks] * rows)
