"""A run that lives in this process: its committed tail, and those who wait for it to grow.

A reader keeps a position of its own and waits for "the log grew". No reader has a queue, so a slow one costs nothing
and none can lose an event. What has left the tail is read from the store.
"""

import asyncio
from collections.abc import Sequence

import msgspec

from app.streaming.events import Event, Run, RunState
from app.streaming.leases import Leases

TAIL_EVENTS = 4_096
TAIL_BYTES = 1 << 20


class Feed:
    """State of one run. Everything here belongs to the event loop's thread."""

    __slots__ = (
        "__weakref__",
        "_tail",
        "_tail_bytes",
        "_waiters",
        "admitted",
        "claimed",
        "committed",
        "failure",
        "interrupted",
        "labels",
        "leases",
        "left",
        "run",
        "seq",
        "stopping",
        "task",
    )

    def __init__(self, run: Run, now: float) -> None:
        self.run = run
        self.seq = run.last_seq
        self.committed = run.last_seq
        self.labels: set[str] | None = None
        self.leases = Leases(now)
        self.task: asyncio.Task[None] | None = None
        self.stopping: RunState | None = None
        self.failure: Exception | None = None
        self.claimed = False
        self.interrupted = False
        self.left = False
        self.admitted = False
        self._tail: list[Event] = []
        self._tail_bytes = 0
        self._waiters: list[asyncio.Future[bool]] = []

    @property
    def ended(self) -> bool:
        """Whether the terminal event is committed."""
        return self.run.state.ended

    @property
    def snapshot(self) -> Run:
        """The run as it is committed."""
        return msgspec.structs.replace(self.run, last_seq=self.committed)

    def is_new(self, label: str) -> bool:
        """Whether no event had this label; from now on one has."""
        if self.labels is None:
            self.labels = {label}
            return True
        known = len(self.labels)
        self.labels.add(label)
        return len(self.labels) > known

    def publish(self, events: Sequence[Event]) -> None:
        """Show committed events, which follow the last ones shown, and wake whoever waits."""
        self._tail += events
        self._tail_bytes += sum(len(event.data) for event in events)
        old = 0
        while len(self._tail) - old > TAIL_EVENTS or self._tail_bytes > TAIL_BYTES:
            self._tail_bytes -= len(self._tail[old].data)
            old += 1
        del self._tail[:old]
        self.committed = events[-1].seq
        self.wake()

    def since(self, after: int) -> list[Event] | None:
        """All committed events after `after`; None when some of them have left the tail."""
        wanted = self.committed - after
        if wanted > len(self._tail):
            return None
        return self._tail[len(self._tail) - wanted :]

    def wake(self) -> None:
        """Tell everybody who waits that something has changed."""
        waiters, self._waiters = self._waiters, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(True)

    def waiter(self) -> asyncio.Future[bool]:
        """A future that is set at the next change."""
        if len(self._waiters) > 8:
            self._waiters = [waiter for waiter in self._waiters if not waiter.done()]
        waiter: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiters.append(waiter)
        return waiter

    def interrupt(self) -> None:
        """Cancel the producer's task, once, unless the run is being ended already."""
        if self.task is not None and not self.claimed and not self.interrupted:
            self.interrupted = True
            self.task.cancel()

    async def until_ended(self) -> None:
        """Wait for the terminal event, or until this process lets the run go."""
        while not (self.ended or self.left):
            await self.waiter()

    async def until_committed(self, backlog: int = 0) -> None:
        """Wait until at most `backlog` events are not committed, or until a commit has failed."""
        while self.seq - self.committed > backlog and self.failure is None:
            await self.waiter()
