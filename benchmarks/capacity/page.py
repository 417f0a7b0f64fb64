"""The tables of docs/capacity.md, from what was measured and what the simulations make of it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from benchmarks.capacity.calibrating import costs_of
from benchmarks.capacity.measurements import Measurements, SharedTrial, Trial
from benchmarks.capacity.sharing import PARTS, Shared, events_a_second, groups, learnt
from benchmarks.capacity.simulation import Costs, Process

PAGE = Path(__file__).parents[2] / "docs" / "capacity.md"
RATE = 30
FULL = 0.7
"""Of a core that is planned for: what is left answers pages, and bridges what comes unevenly."""
PROCESS_RUNS = 300
"""Live runs that the plans give to one process."""
COSTS = (
    "a token", "an event", "a turn of the loop", "a turn after a sleep, more", "an event, more for 1,000 runs",
    "a transaction", "an event in a transaction",
)  # fmt: skip
PLANS = (50, 1_000, 10_000, 100_000)
_MARKED = "<!-- {0}: begin -->\n{1}\n<!-- {0}: end -->"


class Held(NamedTuple):
    """One figure, measured and predicted."""

    what: str
    measured: float
    predicted: float

    @property
    def off(self) -> float:
        """How far the prediction is from the measurement, as a part of it."""
        return self.predicted / self.measured - 1


@lru_cache(maxsize=1)
def _costs(calibration: tuple[Trial, ...]) -> Costs:
    return costs_of(calibration)


def costs(measured: Measurements) -> Costs:
    """What everything costs by the calibration."""
    return _costs(tuple(measured.calibration))


def held(measured: Measurements) -> list[Held]:
    """Every figure that is predicted, beside the measured one: three of each point, then three of each shared trial."""
    return list(_held(tuple(measured.calibration), tuple(measured.points), _learnt(measured), tuple(measured.shared)))


def _learnt(measured: Measurements) -> Shared:
    return _learnt_once(tuple(measured.shared_calibration))


@lru_cache(maxsize=1)
def _learnt_once(trials: tuple[SharedTrial, ...]) -> Shared:
    return learnt(trials)


@lru_cache(maxsize=1)
def _held(
    calibration: tuple[Trial, ...], points: tuple[Trial, ...], shared: Shared, trials: tuple[SharedTrial, ...]
) -> tuple[Held, ...]:
    figures: list[Held] = []
    for point in points:
        seen = Process(point.runs, point.rate, _costs(calibration)).watch()
        predicted = (seen.p50, seen.p99, seen.cpu_a_token)
        figures += _three(f"{point.runs:,} runs", (point.p50, point.p99, point.cpu_a_token), predicted)
    for trial in trials:
        cpu = shared.cpu_a_token(trial.processes, trial.runs, trial.rate)
        predicted = (*shared.lateness(trial.rate), cpu)
        name = f"{trial.processes} servers and workers"
        figures += _three(name, (trial.p50, trial.p99, trial.cpu_a_token), predicted)
    return tuple(figures)


def _three(name: str, measured: tuple[float, float, float], predicted: tuple[float, float, float]) -> Iterator[Held]:
    for what, one, other in zip(("p50", "p99", "a token"), measured, predicted, strict=True):
        yield Held(f"{name}: {what}", one, other)


def points_table(measured: Measurements) -> str:
    """One process on one core."""
    figures = held(measured)
    rows = [
        (f"{point.runs:,}", *_cells(figures[3 * number : 3 * number + 3]))
        for number, point in enumerate(measured.points)
    ]
    return _table(("live runs", "p50", "", "p99", "", "a token", ""), rows)


def shared_table(measured: Measurements) -> str:
    """Several processes."""
    figures = held(measured)[3 * len(measured.points) :]
    rows = [
        (f"{trial.processes} + {trial.processes}", f"{trial.runs:,}", *_cells(figures[3 * number : 3 * number + 3]))
        for number, trial in enumerate(measured.shared)
    ]
    return _table(("servers + workers", "live runs", "p50", "", "p99", "", "a token", ""), rows)


def costs_table(measured: Measurements) -> str:
    """What the simulations reckon with, in microseconds."""
    one = costs(measured)
    alone = [(name, _microseconds(cost)) for name, cost in zip(COSTS, msgspec.structs.astuple(one), strict=True)]
    shared = _learnt(measured)
    parts = [
        (f"{name}: an event, a group of events", f"{_microseconds(part.event)}, {_microseconds(part.group)}")
        for name, part in zip(PARTS, shared.parts, strict=True)
    ]
    return _table(("", "of a core"), [*alone, *parts])


def plans_table(measured: Measurements) -> str:
    """Cores and rates for numbers of live runs, by the costs of several processes."""
    shared = _learnt(measured)
    return _table(
        ("live runs", "events a second", *(f"cores: {name}" for name in PARTS), "processes"),
        [_plan(shared, runs) for runs in PLANS],
    )


def most_runs(measured: Measurements) -> tuple[int, int]:
    """For how many live runs the one thread of a Redis lasts, and PostgreSQL on sixteen cores."""
    shared = _learnt(measured)
    events = events_a_second(RATE)
    redis, postgres = shared.parts[3], shared.parts[2]
    each = groups_an_event()
    return (
        int(FULL / ((redis.event + redis.group * each) * events)),
        int(16 * FULL / ((postgres.event + postgres.group * each) * events)),
    )


def groups_an_event() -> float:
    """Of a process with `PROCESS_RUNS`."""
    events = PROCESS_RUNS * events_a_second(RATE)
    return groups(events, 1) / events


def memory_table(measured: Measurements) -> str:
    """Megabytes that a process takes more for so many open streams on which nothing happens."""
    sizes = [(streams, streams * measured.idle / 1e6) for streams in (1_000, 10_000)]
    rows = [(f"{streams:,}", f"{megabytes:,.0f} MB") for streams, megabytes in sizes]
    return _table(("idle streams", "memory more"), rows)


def _plan(shared: Shared, runs: int) -> tuple[str, ...]:
    events = runs * events_a_second(RATE)
    processes = max(1, round(runs / PROCESS_RUNS))
    cores = [part.load(events, processes) / FULL for part in shared.parts]
    return (f"{runs:,}", f"{events:,.0f}", *(f"{one:,.1f}" for one in cores), f"{processes:,} + {processes:,}")


def print_page(measured: Measurements, path: Path = PAGE) -> None:
    """Put the tables into the page; the words between them are its own."""
    path.write_text(printed(measured, path.read_text(encoding="utf-8")), encoding="utf-8")


def printed(measured: Measurements, page: str) -> str:
    """The page with its tables made anew."""
    redis, postgres = most_runs(measured)
    limits = (
        f"Redis works on one core: it lasts for some {_rounded(redis):,} live runs. PostgreSQL on sixteen cores lasts "
        f"for some {_rounded(postgres):,}."
    )
    parts = {
        "points": f"{measured.machine} {measured.conditions.capitalize()}.\n\n{points_table(measured)}",
        "shared": shared_table(measured),
        "costs": costs_table(measured),
        "plans": plans_table(measured),
        "limits": limits,
        "memory": memory_table(measured),
    }
    for name, text in parts.items():
        begin, end = (re.escape(f"<!-- {name}: {word} -->") for word in ("begin", "end"))
        page, count = re.subn(f"{begin}.*?{end}", lambda _found: _MARKED.format(name, text), page, flags=re.DOTALL)  # noqa: B023
        if count != 1:
            raise SystemExit(f"The page has lost its markers for {name}.")
    return page


def _rounded(number: int) -> int:
    return round(number, -max(0, len(str(number)) - 2))


def _cells(figures: Sequence[Held]) -> Iterable[str]:
    for figure in figures:
        show = _microseconds if figure.what.endswith("token") else _milliseconds
        yield show(figure.measured)
        yield f"{show(figure.predicted)} ({figure.off:+.0%})"


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1e3:,.0f} ms"


def _microseconds(seconds: float) -> str:
    return f"{seconds * 1e6:,.1f} µs" if seconds < 100e-6 else f"{seconds * 1e6:,.0f} µs"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows)]
    return "\n".join(lines)
