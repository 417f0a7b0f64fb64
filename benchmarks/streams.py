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
GROWTH = 1.2
MOST_TRIALS = 14
FEW_STREAMS = 150
IDLE_STREAMS = 500
TRIAL_DEADLINE_SECONDS = 60.0
FIRST_GUESS = {"raw": 900, "peer": 150, "foreword": 500}


def rows() -> Iterator[Row]:
    """Live streams, processor time for each event, memory for each idle stream."""
    live = {kind: live_streams(kind) for kind in FIRST_GUESS}
    yield Row("live runs at 30 events/s, p99 ≤ 100 ms", live["foreword"], "", "raw ASGI", live["raw"], 0.65, True)
    yield Row("live runs at 30 events/s, p99 ≤ 100 ms", live["foreword"], "", "queue bridge", live["peer"], 3.0, True)
    spent = {kind: microseconds_an_event(kind) for kind in ("raw", "foreword")}
    yield Row("processor time for each event", spent["foreword"], "µs", "raw ASGI", spent["raw"], 2.5)
    idle = {kind: kilobytes_a_stream(kind) for kind in ("litestar", "foreword")}
    yield Row("memory for each idle stream", idle["foreword"], "kB", "Litestar Stream", idle["litestar"], 1.5)


def live_streams(kind: str) -> float:
    """The most streams that were on time, found by steps of a fifth."""
    streams, best = FIRST_GUESS[kind], 0
    for _ in range(MOST_TRIALS):
        if is_on_time(trial(kind, streams, RATE)):
            best, streams = streams, round(streams * GROWTH)
        elif best:
            return best
        else:
            streams = max(1, round(streams / GROWTH / GROWTH))
    return best


def is_on_time(figures: Figures) -> bool:
    """Whether all came, and 99 in 100 within the limit. A reader at its own limit would say nothing of the server."""
    if figures.client_load > 0.95:
        print("  the readers were at their limit; the figure is theirs", file=sys.stderr)
    return figures.p99 <= LATE_SECONDS and figures.events >= 0.95 * figures.expected


def microseconds_an_event(kind: str) -> float:
    """What the server's process spends on an event while it is not pressed."""
    figures = trial(kind, FEW_STREAMS, RATE)
    return figures.server_cpu / max(1, figures.events) * 1e6


def kilobytes_a_stream(kind: str) -> float:
    """How much the server's process grows with each stream on which nothing happens."""
    figures = trial(kind, IDLE_STREAMS, 0)
    return (figures.server_rss - figures.rss_before) / IDLE_STREAMS / 1024


def trial(kind: str, streams: int, rate: int) -> Figures:
    """One server, one window."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        with running(["stream_servers", kind, str(port), folder], core=0) as server:
            wait_until_open(server, port)
            arguments = ["stream_client", str(port), str(streams), str(rate), str(server.pid)]
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
