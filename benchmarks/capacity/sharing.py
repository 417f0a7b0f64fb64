"""Several servers and workers on one PostgreSQL and one Redis: what each part costs, and what that comes to for more.

Each part pays for every event, and once for every group of events: a process commits, publishes and hears what has
gathered within some milliseconds at once, so the more a process has to do, the less an event costs. With `x` events a
second a process makes `x / (1 + x × GROUP_SECONDS)` groups.
"""

import statistics
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from app.streaming.sqlite_writer import GROUP_SECONDS
from benchmarks.capacity.calibrating import LEAST, least_squares
from benchmarks.capacity.measurements import SharedTrial
from benchmarks.capacity.simulation import Costs, Process

PARTS = ("servers", "workers", "PostgreSQL", "Redis")
_NOTHING = Costs(token=0.0, event=0.0, turn=1e-6, sleep=0.0, crowd=0.0, commit=1e-6, row=0.0)


class Part(NamedTuple):
    """Seconds of a core for an event, and for a group of them."""

    event: float
    group: float

    def load(self, events: float, processes: int) -> float:
        """Cores that so many events a second take, spread over so many processes."""
        return self.event * events + self.group * groups(events, processes)


class Shared(NamedTuple):
    """What was learnt from the calibration. `delay` is the lateness in seconds that is added to that of joining."""

    parts: tuple[Part, ...]
    delay: tuple[float, float]

    def cpu_a_token(self, processes: int, runs: int, rate: float) -> float:
        """Seconds of a core, of all parts together."""
        events = runs * events_a_second(rate)
        return sum(part.load(events, processes) for part in self.parts) / (runs * rate)

    def lateness(self, rate: float) -> tuple[float, float]:
        """p50 and p99, while no part is pressed."""
        return _joining(rate)[0] + self.delay[0], _joining(rate)[1] + self.delay[1]


def groups(events: float, processes: int) -> float:
    """How many groups a second all processes together make of so many events a second."""
    each = events / processes
    return processes * each / (1 + each * GROUP_SECONDS)


@lru_cache
def events_a_second(rate: float) -> float:
    """How many events a second the tokens of one run are joined to."""
    seen = Process(50, rate, _NOTHING).watch()
    return rate * seen.events / max(1, seen.tokens)


@lru_cache
def _joining(rate: float) -> tuple[float, float]:
    seen = Process(200, rate, _NOTHING).watch()
    return seen.p50, seen.p99


def learnt(trials: Sequence[SharedTrial]) -> Shared:
    """The costs of each part that explain the trials."""
    rows = [(trial.events / trial.seconds, groups(trial.events / trial.seconds, trial.processes)) for trial in trials]
    parts = []
    for place in range(len(PARTS)):
        spent = [max(LEAST, trial.cpus[place] / trial.seconds) for trial in trials]
        parts.append(Part(*least_squares(rows, spent)))
    delays = [(trial.p50 - _joining(trial.rate)[0], trial.p99 - _joining(trial.rate)[1]) for trial in trials]
    middle, last = (statistics.fmean(one) for one in zip(*delays, strict=True))
    return Shared(tuple(parts), (middle, last))
