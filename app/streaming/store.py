"""What the engine asks of a store. Implemented by SQLite in this process; narrow, so that others can follow."""

from collections.abc import Sequence
from typing import Protocol

from app.streaming.events import Ending, Event, LogEntry, Run
from app.streaming.statements import Statement


class StatementError(Exception):
    """A statement that a slice handed over was refused; nothing of its transaction was written."""


class Store(Protocol):
    """Runs, their events and their remembered steps.

    Everything that writes returns after its commit. It raises `Unavailable` when the store is locked by others,
    `OutOfSpace` when there is no room; in both cases nothing of the call was written.
    """

    async def open(self) -> None:
        """Connect, and create what is missing."""

    async def close(self) -> None:
        """Write what waits, then let go."""

    async def create_run(self, run: Run, statements: Sequence[Statement]) -> Run:
        """Write a queued run with `statements`; the earlier run (unchanged, no statements) when its key is taken.

        Raises:
            Conflict: a row of `statements` exists already.
            StatementError: a statement is wrong.
        """

    async def begin(self, run_id: str, started_at: float, attempts: int) -> bool:
        """Set a queued or running run to running; False when it has ended. The first `started_at` stays."""

    async def append(self, entries: Sequence[LogEntry]) -> None:
        """Add events of any number of runs: all of them or none."""

    async def record_step(self, run_id: str, name: str, value: bytes) -> None:
        """Remember a step's result; a second result for the same step replaces the first."""

    async def steps(self, run_id: str) -> dict[str, bytes]:
        """All remembered results of a run."""

    async def labels(self, run_id: str) -> set[str]:
        """The labels of the run's events that are written once."""

    async def finish(self, run_id: str, seq: int, ended_at: float, ending: Ending) -> bool:
        """State, result, statements and the terminal event `seq` in one transaction; False when it has ended.

        Raises:
            StatementError: a statement is wrong; nothing was written.
        """

    async def get(self, run_id: str) -> Run | None:
        """The run as it is committed."""

    async def find_by_key(self, owner: str, kind: str, key: str) -> Run | None:
        """The run that was started with this key."""

    async def list_runs(
        self, owner: str, kinds: Sequence[str], limit: int, after: tuple[float, str] | None = None
    ) -> list[Run]:
        """At most `limit` of the owner's runs of these kinds, newest first; with `after` (created, id) those behind."""

    async def events(self, run_id: str, after: int, limit: int, most_bytes: int | None = None) -> list[Event]:
        """At most `limit` committed events with a `seq` over `after`, in order; none behind `most_bytes` of data."""

    async def orphans(self) -> list[Run]:
        """Queued and running runs, oldest first. Asked before this process starts any."""
