"""Where runs are made: in this process (`local_runner.py`), or by workers that share a store (`remote_runner.py`)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from app.streaming.events import Run
from app.streaming.feed import Feed
from app.streaming.observing import Observer, Standing, Unobserved
from app.streaming.producers import Kind
from app.streaming.statements import Statement
from app.streaming.store import Store
from app.streaming.tracing import Tracing, Untraced


@dataclass(frozen=True, slots=True)
class Means:
    """What a runner works with. `clock` gives unix seconds, `monotonic` the seconds of leases; `kinds` grows until the
    engine opens.
    """

    store: Store
    kinds: Mapping[str, Kind]
    clock: Callable[[], float]
    monotonic: Callable[[], float]
    stop_grace: float
    max_running: int
    observer: Observer = field(default_factory=Unobserved)
    tracing: Tracing = field(default_factory=Untraced)


class Runner(Protocol):
    """What the engine asks of the place where its runs are made."""

    @property
    def running(self) -> int:
        """How many producers run in this process."""

    def standing(self) -> Standing:
        """What goes on in this process. Also asked from other threads."""

    async def open(self, *, take_up: bool) -> None:
        """Begin, with what an earlier process left; without `take_up` all of that is interrupted."""

    async def create(self, run: Run, statements: Sequence[Statement]) -> Run:
        """Write a run and set it going; the earlier one when its key is taken. Goes on when the caller is cancelled.

        Raises:
            Conflict, StatementError, Unavailable, OutOfSpace: as `Store.create_run`.
        """

    async def get(self, run_id: str) -> Run | None:
        """The run as it is committed."""

    async def feed(self, run_id: str, reader_has: int = 0) -> Feed | None:
        """The run with its log, live or from the store; not behind `reader_has`, an event's number, if the log has it.

        Raises:
            Unavailable: the log has to be asked, and cannot be just now.
        """

    def touch(self, run_id: str) -> None:
        """Somebody has looked at the run without following it."""

    async def cancel(self, run: Run) -> Run:
        """Stop a run that has not ended, and wait for its end, though not for ever."""

    async def let_end(self, run_id: str) -> None:
        """Wait, not for long, for the end of a run that is ending."""

    def sweep(self) -> None:
        """Give up what nobody watches. Called every second."""

    def wake_all(self) -> None:
        """Tell all followers to look around."""

    async def close(self, timeout: float, grace: float) -> None:  # noqa: ASYNC109 - shared by several waits
        """Let go of all runs: what is made here gets `timeout` seconds to end, then `grace` to be interrupted."""
