"""Runs: slow things whose answer arrives while it is made, followed by any number of readers.

A slice registers a `Kind` with a producer; `Engine.start` sets a run going and `Engine.follow` reads it, now or later.
"""

from app.streaming.engine import Engine
from app.streaming.events import Event, Run, RunState
from app.streaming.follower import Follower
from app.streaming.observing import Observer, Standing
from app.streaming.patience import patiently
from app.streaming.producers import Emit, Finish, Kind, RunContext
from app.streaming.schema import SCHEMA
from app.streaming.sqlite_store import SqliteStore
from app.streaming.statements import PlainStatement, Statement
from app.streaming.store import StatementError, Store
from app.streaming.tracing import Tracing, Untraced

__all__ = [
    "SCHEMA",
    "Emit",
    "Engine",
    "Event",
    "Finish",
    "Follower",
    "Kind",
    "Observer",
    "PlainStatement",
    "Run",
    "RunContext",
    "RunState",
    "SqliteStore",
    "Standing",
    "Statement",
    "StatementError",
    "Store",
    "Tracing",
    "Untraced",
    "patiently",
]
