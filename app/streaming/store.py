"""What the engine asks of a store. Implemented by SQLite in this process, and by PostgreSQL for many."""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from app.errors import Conflict
from app.streaming.events import Ending, Event, LogEntry, Run
from app.streaming.statements import Statement

NO_EPOCHS: Mapping[str, int] = MappingProxyType({})


class StatementError(Exception):
    """A statement that a slice handed over was refused; nothing of its transaction was written."""


def taken_elsewhere() -> Conflict:
    """What befalls whoever goes on with a run that has ended, or that another process has taken."""
    return Conflict("This was ended elsewhere.")


class Store(Protocol):
    """Runs, their events and their remembered steps.

    Everything that writes returns after its commit. It raises `Unavailable` when the store is locked by others,
    `OutOfSpace` when there is no room; in both cases nothing of the call was written.

    What is written to a run names the epoch under which the caller has it, and is refused when somebody else has taken
    the run since. A store of one process has no epochs but 0.
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

    async def begin(self, run_id: str, started_at: float, attempts: int, epoch: int = 0) -> bool:
        """Set a queued or running run to running; False when it has ended or is another's.

        The first `started_at` stays.
        """

    async def give_back(self, run_id: str, attempts: int, epoch: int = 0) -> None:
        """Leave a run that has not ended to whoever takes it next, with so many attempts behind it."""

    async def append(self, entries: Sequence[LogEntry], epochs: Mapping[str, int] = NO_EPOCHS) -> Collection[str]:
        """Add events of any number of runs, all of them or none; a run that `epochs` does not name has 0.

        Gives back the runs that have ended or are another's by now: of those nothing was written.
        """

    def pause(self) -> float:
        """Seconds until events can be written at all: what is said meanwhile may as well go with them."""

    async def record_step(self, run_id: str, name: str, value: bytes, epoch: int = 0) -> None:
        """Remember a step's result; a second result for the same step replaces the first.

        Raises:
            Conflict: the run is another's by now.
        """

    async def steps(self, run_id: str) -> dict[str, bytes]:
        """All remembered results of a run."""

    async def labels(self, run_id: str) -> set[str]:
        """The labels of the run's events that are written once."""

    async def finish(self, run_id: str, seq: int, ended_at: float, ending: Ending, epoch: int = 0) -> bool:
        """State, result, statements and the terminal event `seq` in one transaction.

        False when the run has ended or is another's.

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
        """Queued and running runs, oldest first."""

    async def inherit(self) -> list[Run]:
        """The same, taken from whoever had them: this process is the only one now that runs any."""
