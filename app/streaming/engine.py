"""The door to all runs: it starts, follows and ends them, and lets them go in order at shutdown."""

import asyncio
import secrets
import time
from collections.abc import Callable, Sequence
from typing import Any

from app.errors import Conflict, NotFound, Unavailable
from app.streaming.encoding import encode_canonical
from app.streaming.events import Event, Run
from app.streaming.feed import Feed
from app.streaming.follower import Follower, read_all
from app.streaming.heartbeats import Heartbeats
from app.streaming.local_runner import LocalRunner
from app.streaming.observing import Observer, Standing, Unobserved
from app.streaming.producers import STOP_GRACE, Kind
from app.streaming.runner import Means, Runner
from app.streaming.statements import Statement
from app.streaming.store import Store
from app.streaming.tracing import Tracing, Untraced

DEFAULT_HEARTBEAT = 5.0
DEFAULT_MAX_RUNNING = 64
SWEEP_SECONDS = 1.0
RETRY_AFTER_SECONDS = 5.0
INTERRUPT_SECONDS = 1.0


class Engine:
    """Runs on one store, made by this process or, with another runner, elsewhere.

    `clock` gives unix seconds for what is stored, `monotonic` the seconds by which leases are judged; `max_running`
    producers run at a time and the others stay queued in the order of their start.
    """

    def __init__(
        self,
        store: Store,
        *,
        heartbeat: float = DEFAULT_HEARTBEAT,
        max_running: int = DEFAULT_MAX_RUNNING,
        clock: Callable[[], float] = time.time,
        monotonic: Callable[[], float] | None = None,
        stop_grace: float = STOP_GRACE,
        make_runner: Callable[[Means], Runner] = LocalRunner,
        observer: Observer | None = None,
        tracing: Tracing | None = None,
    ) -> None:
        self.store = store
        self.heartbeats = Heartbeats()
        self._monotonic = monotonic
        self._stood_still = 0.0
        self._clock = clock
        self._heartbeat = heartbeat
        self._stop_grace = stop_grace
        self._kinds: dict[str, Kind] = {}
        self.means = Means(
            store,
            self._kinds,
            clock,
            self.monotonic,
            stop_grace,
            max_running,
            observer or Unobserved(),
            tracing or Untraced(),
        )
        self._runner = make_runner(self.means)
        self._sweeper: asyncio.Task[None] | None = None
        self._draining = False
        self._closed = False

    def monotonic(self) -> float:
        """The clock of leases, in seconds: it stands while this process does.

        A machine that was put to sleep, a container that was paused, a step that kept the loop to itself: nobody could
        renew a lease meanwhile, so nobody is taken to have left. A clock that was given is taken as it is.
        """
        return time.monotonic() - self._stood_still if self._monotonic is None else self._monotonic()

    @property
    def draining(self) -> bool:
        """Whether the engine is shutting down: nothing starts, followers have ended."""
        return self._draining

    @property
    def running(self) -> int:
        """How many producers run in this process."""
        return self._runner.running

    def standing(self) -> Standing:
        """What goes on in this process. Also asked from other threads."""
        return self._runner.standing()

    def register(self, kind: Kind) -> None:
        """Make a kind of run known. All kinds are registered before `open`.

        Raises:
            ValueError: the name is taken.
        """
        if kind.name in self._kinds:
            raise ValueError(f"The kind {kind.name} is registered already.")
        self._kinds[kind.name] = kind

    async def open(self, *, take_up: bool = True) -> None:
        """Open the store and take up what a process that died has left.

        Without `take_up` all of it is interrupted: the store comes from a backup, and people may hold cursors in what
        these runs have said since. A log that grew again, otherwise, would look like the one that they have read.
        """
        await self.store.open()
        await self._runner.open(take_up=take_up)
        self._sweeper = asyncio.create_task(self._sweep_for_ever(), name="sweeper of runs")

    async def start(
        self,
        kind: str,
        owner: str,
        input: Any,  # noqa: A002 - the run's field
        *,
        key: str | None = None,
        abandon_after: float | None = None,
        statements: Sequence[Statement] = (),
        run_id: str | None = None,
    ) -> Run:
        """Write a run with `statements` in one transaction, and set it going.

        With a `key` the same owner, kind and input give the same run again, ended or not; its statements are then
        not written. `abandon_after`: seconds without a follower after which the run is given up.

        Raises:
            Conflict: the key was used for another input, or a row exists already.
            Unavailable, OutOfSpace: not now; nothing was written.
            LookupError: the kind is not registered.
        """
        if kind not in self._kinds:
            raise LookupError(f"The kind {kind} is not registered.")
        if self._draining:
            raise Unavailable("The server is restarting. Please try again.", retry_after=RETRY_AFTER_SECONDS)
        run = Run(
            id=run_id or _new_run_id(self._clock()),
            kind=kind,
            owner=owner,
            input=encode_canonical(input),
            created_at=self._clock(),
            abandon_after=abandon_after,
            key=key,
            traceparent=self.means.tracing.here(),
        )
        stored = await self._runner.create(run, statements)
        if stored.id != run.id and stored.input != run.input:
            raise Conflict("This key was used for a different request before. Use a new key.")
        return stored

    async def get(self, run_id: str, owner: str | None = None) -> Run:
        """The run as it is committed.

        Raises:
            NotFound: there is none, or it is not this owner's.
        """
        run = await self._runner.get(run_id)
        if run is None or (owner is not None and run.owner != owner):
            raise _not_found()
        return run

    async def events(self, run_id: str, after: int = 0) -> list[Event]:
        """All committed events after `after`.

        Raises:
            NotFound: there is no such run.
        """
        await self.get(run_id)
        return await read_all(self.store, run_id, after)

    def follow(
        self,
        run_id: str,
        after: int = 0,
        *,
        heartbeat: float | None = None,
        keep_alive: bool = True,
        repeat_end: bool = False,
    ) -> Follower:
        """Batches of events after `after`, until the terminal event; NotFound at the first batch.

        A cursor that the log does not know gives one `reset` event with a snapshot. `keep_alive`: this follower
        counts as a viewer. `repeat_end`: a cursor at the end of an ended run gets the terminal event once more.
        """
        return Follower(
            self,
            run_id,
            after,
            heartbeat=self._heartbeat if heartbeat is None else heartbeat,
            keep_alive=keep_alive,
            repeat_end=repeat_end,
        )

    def touch(self, run_id: str) -> None:
        """Somebody has looked at the run without following it: that counts as a viewer's leaving just now."""
        self._runner.touch(run_id)

    async def cancel(self, run_id: str, owner: str | None = None) -> Run:
        """Stop a run and give it back ended; one that has ended stays as it is.

        It gives back a run that is not ended when its ending cannot be written yet (the disk is full).

        Raises:
            NotFound: there is no such run, or it is not this owner's.
        """
        run = await self.get(run_id, owner)
        return run if run.state.ended else await self._runner.cancel(run)

    async def let_end(self, run_id: str) -> None:
        """Wait for the end of a run that is ending: it is being stopped, or what it ends with is being written.

        A run that goes on is not waited for, and one that cannot end (the disk is full) not for long.
        """
        await self._runner.let_end(run_id)

    async def wait(self, run_id: str) -> Run:
        """The run once it has ended.

        Raises:
            NotFound: there is no such run.
            Unavailable: the server shuts down and the run goes on after its restart.
        """
        feed = await self.feed(run_id)
        await feed.until_ended()
        if not feed.ended:
            raise Unavailable("The server is restarting; this goes on afterwards.", retry_after=RETRY_AFTER_SECONDS)
        return feed.snapshot

    async def feed(self, run_id: str, reader_has: int = 0) -> Feed:
        """The run with its log, live or from the store, and not behind `reader_has`; for followers.

        Raises:
            NotFound: there is no such run.
            Unavailable: the log has to be asked, and cannot be just now.
        """
        feed = await self._runner.feed(run_id, reader_has)
        if feed is None:
            raise _not_found()
        return feed

    def sweep(self) -> None:
        """Give up the runs that nobody has watched for their `abandon_after` seconds. Called every second."""
        self._runner.sweep()

    def release_followers(self) -> None:
        """Begin the shutdown: refuse starts, and end each follower after what is committed."""
        self._draining = True
        self._runner.wake_all()

    async def drain(self, timeout: float) -> None:  # noqa: ASYNC109 - shared by several waits
        """Shut down: resumable runs are left for the next process, others get `timeout` seconds to end.

        What has not ended by then becomes `interrupted`. Everything is written and the store closed.
        """
        self.release_followers()
        if self._closed:
            return
        self._closed = True
        if self._sweeper is not None:
            self._sweeper.cancel()
        await self._runner.close(timeout, self._stop_grace + INTERRUPT_SECONDS)
        self.heartbeats.close()
        await self.store.close()

    async def _sweep_for_ever(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + SWEEP_SECONDS
            await asyncio.sleep(SWEEP_SECONDS)
            self._stood_still += max(0.0, loop.time() - due)
            self.sweep()


def _not_found() -> NotFound:
    return NotFound("There is no such run. It may have been removed.")


def _new_run_id(now: float) -> str:
    """Sortable by time in milliseconds, then 80 random bits."""
    return f"run_{int(now * 1000):012x}{secrets.token_hex(10)}"
