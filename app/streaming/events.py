"""What a run is and what it says: the values that cross every border of the engine."""

from enum import StrEnum

import msgspec

from app.streaming.statements import Statement


class RunState(StrEnum):
    """`queued -> running -> done | failed | cancelled | abandoned | interrupted`."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    ABANDONED = "abandoned"
    INTERRUPTED = "interrupted"

    @property
    def ended(self) -> bool:
        """Whether this is one of the five states that nothing leaves."""
        return self not in {RunState.QUEUED, RunState.RUNNING}


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One slow thing, as it is stored. Times in unix seconds; `input`, `result` and `error` are JSON.

    Where several processes share a store, `epoch` counts how often the run was taken, `worker` names who has it, and
    `stopping` says that somebody asked for its end. `traceparent` is what it was begun in, when somebody traces
    (W3C Trace Context).
    """

    id: str
    kind: str
    owner: str
    state: RunState = RunState.QUEUED
    input: bytes = b"null"
    result: bytes | None = None
    error: bytes | None = None
    last_seq: int = 0
    created_at: float = 0.0
    started_at: float | None = None
    ended_at: float | None = None
    attempts: int = 0
    abandon_after: float | None = None
    key: str | None = None
    epoch: int = 0
    worker: str | None = None
    stopping: bool = False
    traceparent: str | None = None


class Event(msgspec.Struct, frozen=True, gc=False):
    """One line of a run's log; `seq` counts from 1 without holes, `data` is JSON on one line."""

    run_id: str
    seq: int
    name: str
    data: bytes


class LogEntry(msgspec.Struct, frozen=True, gc=False):
    """An event on its way into the log, with the label under which it is written at most once."""

    event: Event
    label: str | None = None


class Ending(msgspec.Struct, frozen=True):
    """How a run ends: what is written together with its terminal event, or not at all."""

    state: RunState
    data: bytes = b"{}"
    result: bytes | None = None
    error: bytes | None = None
    statements: tuple[Statement, ...] = ()
    message: str = ""
