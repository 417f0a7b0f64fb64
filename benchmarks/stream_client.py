"""Many readers, in a process of their own: `python -m benchmarks.stream_client PORTS STREAMS RATE PIDS [GATE]`.

`PORTS` are those of one server or of several that share the streams; `PIDS` the processes whose work counts, with all
that they have started. Both are lists with commas. Prints one JSON document: lateness, tokens, and what those processes
spent meanwhile. Every token is counted,
however many of them an event holds; the moments inside are read on one stream in eight, or the reader would be what is
measured.
"""

import asyncio
import re
import resource
import sys
import time
from functools import partial
from pathlib import Path
from typing import cast

import msgspec
import psutil
import uvloop

SETTLE_SECONDS = 1.0
WINDOW_SECONDS = 3.0
CONNECTS_AT_ONCE = 50
SAMPLED = 8
MARKS_OF_A_TOKEN = 2
_DUE = re.compile(rb"@(\d+\.\d+)@")


class Figures(msgspec.Struct):
    """What one window showed. Seconds, bytes, tokens; `events` hold them, `cpus` are those of each process.

    `threads` are what each thread of the first process spent, most first; `connecting` how long the streams took to
    open.
    """

    p50: float
    p99: float
    tokens: int
    events: int
    expected: int
    connecting: float
    elapsed: float
    server_cpu: float
    cpus: list[float]
    threads: list[float]
    server_rss: int
    rss_before: int
    client_load: float


class Reader(asyncio.Protocol):
    """One stream. Counts while `counting` is set on the class."""

    counting = False
    marks = 0
    events = 0
    lateness: list[float] = []  # noqa: RUF012 - one list for all readers of this process

    def __init__(self, number: int, port: int, path: str) -> None:
        self._is_sampled = number % SAMPLED == 0
        self._request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
        self.opened = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask at once."""
        cast(asyncio.WriteTransport, transport).write(self._request)  # uvloop's own class is no subclass of it

    def connection_lost(self, error: Exception | None) -> None:
        """A stream that ends early ends the measurement: nothing may wait for it for ever."""
        if not self.opened.done():
            self.opened.set_exception(error or ConnectionError("the server closed a stream before it began"))

    def data_received(self, data: bytes) -> None:
        """Count, and on a sampled stream see how late."""
        if not self.opened.done():
            self.opened.set_result(None)
        if not Reader.counting:
            return
        Reader.marks += data.count(b"@")
        Reader.events += data.count(b"\ndata: ")
        if self._is_sampled:
            now = time.monotonic()
            Reader.lateness.extend(now - float(due) for due in _DUE.findall(data))


def _same(reader: Reader) -> Reader:
    return reader


async def measure(ports: list[int], streams: int, rate: int, servers: list[psutil.Process], gate: float) -> Figures:
    """Open all streams, let them settle, and watch one window."""
    before, begin = servers[0].memory_info().rss, time.monotonic() + gate
    connecting = await _connected(ports, streams, f"/stream/{rate}/{begin:.3f}" if gate else f"/stream/{rate}")
    await asyncio.sleep(max(0.0, begin - time.monotonic()) + SETTLE_SECONDS)
    spent, threads = [_spent(server) for server in servers], _of_threads(servers[0])
    own, started = time.process_time(), time.monotonic()
    Reader.counting = True
    await asyncio.sleep(WINDOW_SECONDS)
    Reader.counting = False
    elapsed = time.monotonic() - started
    cpus = [_spent(server) - earlier for server, earlier in zip(servers, spent, strict=True)]
    late = sorted(Reader.lateness) or [0.0]
    return Figures(
        p50=late[len(late) // 2],
        p99=late[int(len(late) * 0.99)],
        tokens=Reader.marks // MARKS_OF_A_TOKEN,
        events=Reader.events,
        expected=round(streams * rate * elapsed),
        connecting=connecting,
        elapsed=elapsed,
        server_cpu=sum(cpus),
        cpus=cpus,
        threads=sorted((now - threads.get(one, 0.0) for one, now in _of_threads(servers[0]).items()), reverse=True),
        server_rss=servers[0].memory_info().rss,
        rss_before=before,
        client_load=(time.process_time() - own) / elapsed,
    )


async def _connected(ports: list[int], streams: int, path: str) -> float:
    """Open all streams, some at a time; how many seconds it took."""
    loop, started = asyncio.get_running_loop(), time.monotonic()
    for first in range(0, streams, CONNECTS_AT_ONCE):
        numbers = range(first, min(first + CONNECTS_AT_ONCE, streams))
        readers = [(Reader(number, port := ports[number % len(ports)], path), port) for number in numbers]
        await asyncio.gather(
            *(loop.create_connection(partial(_same, reader), "127.0.0.1", port) for reader, port in readers)
        )
        await asyncio.gather(*(reader.opened for reader, _ in readers))
    return time.monotonic() - started


def _spent(process: psutil.Process) -> float:
    """Processor time so far, with that of all that it has started."""
    family = [process, *process.children(recursive=True)]
    return sum(sum(member.cpu_times()[:2]) for member in family)


def _of_threads(process: psutil.Process) -> dict[int, float]:
    """Processor time of each thread; by Linux's scheduler, for its clock ticks would be a tenth of a small figure."""
    if sys.platform != "linux":
        return {thread.id: thread.user_time + thread.system_time for thread in process.threads()}
    tasks = Path(f"/proc/{process.pid}/task").iterdir()
    return {int(task.name): int((task / "schedstat").read_text().split()[0]) / 1e9 for task in tasks}


def main() -> None:
    """Measure once and print the figures."""
    ports, pids = ([int(word) for word in sys.argv[place].split(",")] for place in (1, 4))
    streams, rate, gate = int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[5] if len(sys.argv) > 5 else 0)
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    figures = uvloop.run(measure(ports, streams, rate, [psutil.Process(pid) for pid in pids], gate))
    print(msgspec.json.encode(figures).decode())


if __name__ == "__main__":
    main()
