"""What whoever measures is told of the runs of this process: counts and times, never what is in them."""

from collections import Counter
from typing import NamedTuple, Protocol

from app.streaming.events import RunState


class Standing(NamedTuple):
    """What goes on in this process, by kind of run. `waits_since`: when the run that waits longest was asked for."""

    running: Counter[str]
    queued: Counter[str]
    waits_since: float | None


class Observer(Protocol):
    """Called on the event loop, in the middle of the work: an implementation only counts."""

    def committed(self, events: int, seconds: float) -> None:
        """A group of events was written and shown, the oldest of them so long after it was said."""

    def ended(self, kind: str, state: RunState, seconds: float) -> None:
        """A run of that kind has ended, so long after it was asked for."""


class Unobserved:
    """Nobody measures."""

    def committed(self, events: int, seconds: float) -> None:
        """See Observer."""

    def ended(self, kind: str, state: RunState, seconds: float) -> None:
        """See Observer."""
