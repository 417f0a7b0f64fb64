"""Live streams over HTTP: Foreword's whole path against raw ASGI, the published queue bridge, and Litestar's `Stream`.

Server and readers are processes of their own, each on a core of its own where there are two. All kinds are measured in
the same run, for only their ratios hold.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec

from benchmarks.report import Row
from benchmarks.startup import free_port
from benchmarks.stream_client import Figures

RATE = 30
LATE_SECONDS = 0.1
GROWTH = 1.3
FINEST = 1.1
MOST_MISSES = 2
MOST_TRIALS = 9
FEW_STREAMS = 150
IDLE_STREAMS = 500
TRIAL_DEADLINE_SECONDS = 60.0
FIRST_GUESS = {"raw": 1_500, "peer": 350, "foreword": 750}


def rows() -> Iterator[Row]:
    """Live streams, processor time for each token, memory for each idle stream."""
    live, name = live_streams(), "live runs at 30 tokens/s, p99 ≤ 100 ms"
    yield Row(name, live["foreword"], "", "raw ASGI", live["raw"], 0.65, at_least=True)
    yield Row(name, live["foreword"], "", "queue bridge", live["peer"], 3.0, at_least=True)
    raw, foreword = microseconds_a_token("raw"), microseconds_a_token("foreword")
    yield Row("processor time for each token", foreword, "µs", "raw ASGI", raw, 2.5)
    litestar, foreword = kilobytes_a_stream("litestar"), kilobytes_a_stream("foreword")
    yield Row("memory for each idle stream", foreword, "kB", "Litestar Stream", litestar, 1.5)


class Search:
    """How many streams of one kind are on time: upwards by steps, then once between the last two.

    A step is missed only when it was missed twice, for whatever else the machine does makes streams late, never early.
    """

    def __init__(self, kind: str) -> None:
        self.best = 0
        self._kind = kind
        self._step = GROWTH
        self._streams = FIRST_GUESS[kind]
        self._misses = 0
        self._trials = 0

    @property
    def is_over(self) -> bool:
        """Whether the figure is fine enough, or has taken long enough."""
        return self._step < FINEST or self._trials >= MOST_TRIALS

    def go_on(self) -> None:
        """One trial, and where the next one will be."""
        self._trials += 1
        if is_on_time(trial(self._kind, self._streams, RATE)):
            self.best, self._misses = self._streams, 0
            self._streams = round(self._streams * self._step)
            return
        self._misses += 1
        if self._misses < MOST_MISSES:
            return
        self._misses = 0
        if self.best:
            self._step **= 0.5
            self._streams = round(self.best * self._step)
        else:
            self._streams = max(1, round(self._streams / GROWTH**2))


def live_streams() -> dict[str, int]:
    """The most streams of each kind that were on time; the kinds take turns."""
    searches = {kind: Search(kind) for kind in FIRST_GUESS}
    while not all(search.is_over for search in searches.values()):
        for search in searches.values():
            if not search.is_over:
                search.go_on()
    return {kind: search.best for kind, search in searches.items()}


def is_on_time(figures: Figures) -> bool:
    """Whether all came, and 99 in 100 within the limit. A reader at its own limit would say nothing of the server."""
    if figures.client_load > 0.95:
        print("  the readers were at their limit; the figure is theirs", file=sys.stderr)
    return figures.p99 <= LATE_SECONDS and figures.tokens >= 0.95 * figures.expected


def microseconds_a_token(kind: str) -> float:
    """What the server's process spends on a token while it is not pressed."""
    figures = trial(kind, FEW_STREAMS, RATE)
    return figures.server_cpu / max(1, figures.tokens) * 1e6


def kilobytes_a_stream(kind: str) -> float:
    """How much the server's process grows with each stream on which nothing happens."""
    figures = trial(kind, IDLE_STREAMS, 0)
    return (figures.server_rss - figures.rss_before) / IDLE_STREAMS / 1024


def trial(kind: str, streams: int, rate: int, gate: float = 0.0) -> Figures:
    """One server, one window; nothing is due for the first `gate` seconds."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        with running(["stream_servers", kind, str(port), folder], core=0) as server:
            wait_until_open(server, port)
            arguments = ["stream_client", str(port), str(streams), str(rate), str(server.pid), str(gate)]
            with running(arguments, core=1) as client:
                output, _ = client.communicate(timeout=TRIAL_DEADLINE_SECONDS)
    if client.returncode:
        raise SystemExit(f"The readers of {kind} failed.")
    return msgspec.json.decode(output, type=Figures)


@contextmanager
def running(arguments: list[str], core: int) -> Iterator[subprocess.Popen[bytes]]:
    """A process of this package, ended at the end."""
    module, *rest = arguments
    process = subprocess.Popen(
        [sys.executable, "-m", f"benchmarks.{module}", *rest], stdout=subprocess.PIPE, preexec_fn=_prepared(core)
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _prepared(core: int) -> Callable[[], None]:
    def prepare() -> None:
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        if sys.platform == "linux":
            cores = sorted(os.sched_getaffinity(0))
            os.sched_setaffinity(0, {cores[core % len(cores)]})

    return prepare


def wait_until_open(server: subprocess.Popen[bytes], port: int) -> None:
    """Until the port accepts connections."""
    import socket

    deadline = time.monotonic() + TRIAL_DEADLINE_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise SystemExit(f"A server ended with {server.returncode} before it listened.")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise SystemExit("A server did not listen within a minute.")
