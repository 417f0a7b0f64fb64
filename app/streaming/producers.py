"""What a slice hands to the engine: a kind of run, its producer, and what the producer yields."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeAlias, TypeVar

import msgspec

from app.streaming.encoding import encode
from app.streaming.events import Run, RunState
from app.streaming.patience import patiently
from app.streaming.statements import Statement
from app.streaming.store import Store
from app.streaming.tracing import Tracing

logger = logging.getLogger(__name__)
T = TypeVar("T")

DEFAULT_DEADLINE = 300.0
DEFAULT_MAX_ATTEMPTS = 3
STOP_GRACE = 2.0
"""Seconds that cancelled work is given to unwind before the engine goes on without it."""


@dataclass(frozen=True, slots=True)
class Emit:
    """An event to be written.

    `once` is a label: an event with it is written at most once in a run's life, so a producer that is taken up
    again after a crash may yield it again.
    """

    name: str
    data: Any = None
    once: str | None = None


@dataclass(frozen=True, slots=True)
class Finish:
    """The last value of a producer that succeeded; `data` is the payload of the terminal event (`{}` if None).

    `statements` are written in the same transaction as the terminal event, the state and the result.
    """

    result: Any = None
    statements: Sequence[Statement] = ()
    data: Any = None


class RunContext:
    """What a producer knows of its run."""

    __slots__ = ("_store", "_stored", "_tracing", "_working", "run")

    def __init__(self, run: Run, store: Store, stored: dict[str, bytes], tracing: Tracing) -> None:
        self.run = run
        self._store = store
        self._stored = stored
        self._tracing = tracing
        self._working: dict[str, asyncio.Task[bytes]] = {}

    @property
    def input(self) -> bytes:
        """What the run was started with, as JSON."""
        return self.run.input

    @property
    def day(self) -> date:
        """The day, in UTC, on which the run was made; the same for a run that is taken up again later."""
        return datetime.fromtimestamp(self.run.created_at, UTC).date()

    async def step(self, name: str, fn: Callable[[], Awaitable[T]], type: type[T]) -> T:  # noqa: A002 - msgspec's word
        """The result of `fn`, worked out once in the run's life, also across crashes.

        The first word of a name is told to whoever traces: it is this program's, and says nothing of anybody.
        The result goes through JSON the first time too, so a value that does not survive a crash shows at once. Calls
        with the same name at the same time share one execution; one that failed may be tried again.

        While what is stored is away a step waits. Where `fn` itself met that it is called again, so it reads and writes
        its rows before it pays for anything, or in a step of their own.

        Raises:
            msgspec.ValidationError: the value does not fit `type` after its way through JSON.
        """
        known = self.recall(name, type)
        if known is not None:
            return known
        task = self._working.get(name)
        if task is None:
            task = asyncio.create_task(self._work(name, fn), name=f"step {name} of {self.run.id}")
            self._working[name] = task
            task.add_done_callback(lambda done: self._forget(name, done))
        return msgspec.json.decode(await asyncio.shield(task), type=type)

    def recall(self, name: str, type: type[T]) -> T | None:  # noqa: A002 - msgspec's word
        """What the step of that name came to earlier in the run's life; None when it has to be done.

        For work that is shown while it is done: a producer that streams a text asks first, streams only what is not
        known yet, and remembers the whole by `step`.
        """
        stored = self._stored.get(name)
        if stored is None:
            return None
        try:
            return msgspec.json.decode(stored, type=type)
        except msgspec.MsgspecError:
            logger.warning("step %s of run %s no longer fits its type and is done again", name, self.run.id)
            del self._stored[name]
            return None

    async def patiently(self, work: Callable[[], Awaitable[T]]) -> T:
        """What `work` comes to, begun anew each time that it finds what is stored away: for rows outside of steps."""
        return await patiently(work, f"run {self.run.id}")

    async def stop_steps(self) -> None:
        """Cancel the steps that still run and wait until they are gone."""
        tasks = list(self._working.values())
        for task in tasks:
            task.cancel()
        if tasks:
            _, stubborn = await asyncio.wait(tasks, timeout=STOP_GRACE)
            for task in stubborn:
                logger.error("%s does not let itself be cancelled", task.get_name())

    async def _work(self, name: str, fn: Callable[[], Awaitable[Any]]) -> bytes:
        with self._tracing.step(name):
            value = encode(await self.patiently(fn))
            await self.patiently(lambda: self._store.record_step(self.run.id, name, value, self.run.epoch))
        self._stored[name] = value
        return value

    def _forget(self, name: str, task: asyncio.Task[bytes]) -> None:
        self._working.pop(name, None)
        if not task.cancelled():
            task.exception()


Producer: TypeAlias = Callable[[RunContext], AsyncIterator[Emit | Finish]]
OnEnd: TypeAlias = Callable[[Run, RunState, str], Sequence[Statement]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of run.

    `resumable`: taken up again after a crash, without paying twice for remembered steps; the others become
    `interrupted` and keep their events. `deadline` in seconds. `on_end` gives the rows that the slice writes with
    every ending other than its own `Finish`: it receives the run, the state and the sentence for the user ("" when
    there is none).
    """

    name: str
    producer: Producer
    resumable: bool
    deadline: float = DEFAULT_DEADLINE
    max_attempts: int = DEFAULT_MAX_ATTEMPTS
    on_end: OnEnd | None = None
